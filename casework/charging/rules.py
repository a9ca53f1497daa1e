"""What a pack, its approval, the prosecutors' decision, the charge and the court must satisfy. Pure."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from casework.charging.models import FINAL, Category, ChargeMethod, CodeTest, CourtResult, PackPart, ProtocolPoint
from casework.law.when import in_words
from casework.reports.offences import KINDS, Offence

Problem = tuple[str | None, str]

LEAST, LEAST_REASON = 10, 20
CPS_ONLY = KINDS.stalking | KINDS.harassment
"""Offences that police never charge themselves (DG6)."""

NO_DECISION = "The CPS has not decided to charge. Police never charge stalking or harassment themselves: refer the case first."


def short(text: str | None, least: int = LEAST) -> bool:
    """Whether a text has fewer characters than it needs once white space is folded."""
    return len(" ".join((text or "").split())) < least


def offence_problems(offences: Collection[str], field: str = "offences") -> list[Problem]:
    """At least one offence, from the list."""
    if not offences:
        return [(field, "Tick at least one offence.")]
    if set(offences) - set(Offence.values):
        return [(field, "Choose from the offences listed.")]
    return []


def begin_problems(offences: Collection[str], considered: str, category: str) -> list[Problem]:
    """What a referral says when it is begun: which offences, and which stalking charge was considered and why or why not."""
    found = offence_problems(offences)
    if category not in Category.values:
        found.append(("category", "Choose how soon a decision is needed."))
    if short(considered, LEAST_REASON):
        found.append(
            (
                "considered",
                f"Say in at least {LEAST_REASON} characters which stalking charge was considered, and why it is proposed or not.",
            )
        )
    return found


def item_problems(part: str, applies: bool, note: str) -> list[Problem]:
    """A part is somewhere, or does not apply for a reason."""
    if part not in PackPart.values:
        return [("part", "Choose from the parts listed.")]
    if applies and short(note, 3):
        return [("note", "Say where it is: its reference or file.")]
    if not applies and short(note, LEAST):
        return [("note", f"Say in at least {LEAST} characters why it does not apply.")]
    return []


def pack_problems(referral: Any, *, missing: Sequence[str]) -> list[Problem]:
    """A pack goes to a supervisor when every part exists or does not apply for a reason."""
    return [(None, f"Missing from the pack: {part}.") for part in missing]


def approver_problems(referral: Any, *, approver_id: int, missing: Sequence[str], prosecutor: Any) -> list[Problem]:
    """Another person than the one who put the pack together approves it, and says which prosecutor reads it."""
    found = pack_problems(referral, missing=missing)
    if approver_id in (referral.submitted_by_id, referral.begun_by_id):
        found.append((None, "You put this pack together: another supervisor approves it."))
    if prosecutor is None:
        found.append(("prosecutor", "Choose the prosecutor who may read this file."))
    return found


def no_reason(referral: Any, *, reason: str) -> list[Problem]:
    """A pack that goes back says why."""
    return [("reason", f"Say in at least {LEAST} characters what is to be mended.")] if short(reason) else []


def plan_problems(referral: Any, *, items: Sequence[Mapping[str, Any]], today: date) -> list[Problem]:
    """An action plan asks for at least one thing; a date of its own lies ahead."""
    found: list[Problem] = []
    if not items:
        found.append((None, "Write at least one thing that is to be done."))
    for at, each in enumerate(items):
        if short(each.get("what"), 5):
            found.append((f"items-{at}-what", "Say what is to be done, in at least 5 characters."))
        due = each.get("due_on")
        if due is not None and due < today:
            found.append((f"items-{at}-due_on", "This date has passed. Enter one from today."))
    return found


def items_open(referral: Any, *, left: int) -> list[Problem]:
    """The file goes back to the prosecutors when everything that they asked for is done."""
    return [(None, f"{left} of the things the CPS asked for {'is' if left == 1 else 'are'} still to do.")] if left else []


def decision_problems(
    referral: Any, *, charge: bool, offences: Collection[str], code_test: str, reasons: str, decider_id: int
) -> list[Problem]:
    """The prosecutors' decision: offences and test for a charge, reasons either way; never by whoever prepared or approved the pack."""
    found: list[Problem] = []
    if charge:
        found += offence_problems(offences, "decided_offences")
    if code_test not in CodeTest.values:
        found.append(("code_test", "Choose which test was applied."))
    if short(reasons, LEAST_REASON):
        found.append(("reasons", f"Give the reasons in at least {LEAST_REASON} characters."))
    if decider_id in (referral.begun_by_id, referral.submitted_by_id, referral.approved_by_id):
        found.append((None, "Whoever prepared or approved the pack does not decide on it."))
    return found


def charge_problems(
    referral: Any, *, offences: Collection[str], method: str, urn: str, court: str, first_hearing_at: datetime | None, when: datetime
) -> list[Problem]:
    """A charge follows the decision: its offences and no others, after it, to a court."""
    found: list[Problem] = []
    if referral.decided_at is None or not referral.decided_offences:
        return [(None, NO_DECISION)]
    if when < referral.decided_at.replace(second=0, microsecond=0):
        found.append(("at", f"The CPS decided later ({in_words(referral.decided_at)}). Nobody is charged before that."))
    if not offences:
        found.append(("offences", "Tick at least one offence."))
    elif set(offences) - set(referral.decided_offences):
        found.append(("offences", "The CPS has not decided to charge all of these. Tick only what it decided."))
    if method not in ChargeMethod.values:
        found.append(("method", "Choose how the charge was laid."))
    if short(urn, 5):
        found.append(("urn", "Enter the unique reference number, such as 48NM0104726."))
    if short(court, 3):
        found.append(("court", "Enter the court."))
    if first_hearing_at is not None and first_hearing_at < when:
        found.append(("first_hearing_at", "The first hearing comes after the charge."))
    return found


def court_problems(values: Mapping[str, Any], *, charged_at: datetime, now: datetime) -> list[Problem]:
    """What is recorded of a hearing."""
    found: list[Problem] = []
    held, result = values["held_at"], values.get("result")
    if held > now:
        found.append(("held_at", "This is in the future. Enter when it happened."))
    elif held < charged_at.replace(second=0, microsecond=0):
        found.append(("held_at", f"This is before the charge ({in_words(charged_at)}). Check the date and time."))
    if result not in CourtResult.values:
        found.append(("result", "Choose what came of the hearing."))
    if result == CourtResult.ADJOURNED and values.get("next_hearing_at") is None:
        found.append(("next_hearing_at", "Enter when it goes on."))
    following = values.get("next_hearing_at")
    if following is not None and following <= held:
        found.append(("next_hearing_at", "The next hearing comes after this one."))
    if values.get("lesser_plea") and short(values.get("lesser_plea_checked")):
        found.append(("lesser_plea_checked", "Say how it was checked with police and victim before the plea was accepted."))
    if result == CourtResult.CONVICTED and short(values.get("sentence"), 3):
        found.append(("sentence", "Enter the sentence, or that it is still to come."))
    if result in (CourtResult.CONVICTED, CourtResult.ACQUITTED):
        if values.get("restraining_order") is None:
            found.append(("restraining_order", "Answer whether a restraining order was made."))
        elif not values["restraining_order"] and short(values.get("restraining_note")):
            found.append(("restraining_note", "Say why no restraining order was made."))
    return found


def is_final(result: str) -> bool:
    """Whether the case is over at court."""
    return result in FINAL


def protocol_problems(point: str, note: str) -> list[Problem]:
    """An answer to the protocol says on what it rests."""
    if point not in ProtocolPoint.values:
        return [("point", "Choose from the points listed.")]
    return [("note", f"Say in at least {LEAST} characters on what this rests.")] if short(note) else []
