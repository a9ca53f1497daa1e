"""What entries, actions, outcomes, closing and transfers must satisfy. Pure: values in, (field, sentence) out."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from casework.investigation.models import SUPERVISORS, ActionKind, EntryKind, Ground, LinkKind, OutcomeCode, Priority
from casework.reports.rules import REASON, Problems, future, short

RESULT = 5
SUMMARY = 30
NAMED = (OutcomeCode.NAMED_DIFFICULTIES, OutcomeCode.NAMED_DECLINED, OutcomeCode.OUT_OF_TIME)
UNNAMED = (OutcomeCode.UNNAMED_DECLINED, OutcomeCode.UNIDENTIFIED)
# The open work of a supervisor when somebody asks for a closed case to be reopened, or something new happens in it.
REOPENING = "Decide whether to reopen the case"
CLOSED = "The case is closed. It has to be reopened first"


def entry_problems(values: Mapping[str, Any], *, kinds: Collection[str], reported_at: datetime, now: datetime) -> Problems:
    """An entry says a fact, an opinion or both, of a kind that the writer may use (`kinds`), and lies not in the future."""
    found = future("happened_at", values.get("happened_at"), now)
    kind = values.get("kind")
    if kind not in EntryKind.values:
        found.append(("kind", "Choose what the entry is about"))
    elif kind not in kinds:
        whose = "a supervisor" if kind in SUPERVISORS else "somebody who decides on the case"
        found.append(("kind", f"This kind of entry is for {whose}. Choose another"))
    if short(values.get("fact", ""), 3) and short(values.get("opinion", ""), 3):
        found.append(("fact", "Write what happened or was found, or what you make of it"))
    if kind == EntryKind.POLICY and short(values.get("opinion", ""), REASON):
        found.append(("opinion", f"A decision gives its reasons, in at least {REASON} characters"))
    return found


def correction_problems(entry: Any, *, corrected_already: bool, why: str) -> Problems:
    """An entry is corrected once, by an entry that says why; the correction itself may be corrected in turn."""
    found: Problems = []
    if corrected_already:
        found.append((None, "This entry has been corrected already. Correct the newer one"))
    if short(why, 5):
        found.append(("why", "Say in at least 5 characters what was wrong"))
    return found


def action_problems(values: Mapping[str, Any], *, today: date, is_open: bool, owner_sees: bool) -> Problems:
    """What is to be done, who does it and by when; only on an open case, and by somebody who may see it."""
    found: Problems = [] if is_open else [(None, CLOSED)]
    if values.get("kind") not in ActionKind.values:
        found.append(("kind", "Choose what sort of action it is"))
    if short(values.get("what", ""), 5):
        found.append(("what", "Say in at least 5 characters what is to be done"))
    if values.get("owner") is None:
        found.append(("owner", "Choose who does it"))
    elif not owner_sees:
        found.append(("owner", "This person cannot see the case. Let them work on it first, or choose somebody else"))
    due = values.get("due_on")
    if due is None:
        found.append(("due_on", "Enter the day by which it is done"))
    elif due < today:
        found.append(("due_on", "This day has passed. Enter today or a later day"))
    if values.get("priority") not in Priority.values:
        found.append(("priority", "Choose how soon it matters"))
    return found


def result_problems(action: Any, *, result: str) -> Problems:
    """An action is closed with what came of it, or with why it is not needed."""
    return [("result", f"Say in at least {RESULT} characters what came of it")] if short(result, RESULT) else []


def outcome_problems(
    values: Mapping[str, Any], *, named: bool, crime: bool, limit_passed: bool | None, indictable: bool, now: datetime
) -> Problems:
    """Does the outcome fit the case? `named`: a suspect is identified; `crime`: one is recorded; `limit_passed`: None where no time
    limit was ever in play; `indictable`: s.4A or the like is in play, which has no limit (MCA 1980 s.127(2))."""
    found = future("decided_at", values.get("decided_at"), now)
    code = values.get("code")
    if code not in OutcomeCode.values:
        return [*found, ("code", "Choose the outcome")]
    if code == OutcomeCode.NO_CRIME and crime:
        found.append(("code", "A crime is recorded on this case. Choose its outcome"))
    elif code != OutcomeCode.NO_CRIME and not crime:
        found.append(("code", "No crime is recorded on this case. Record the crime first, or choose the last answer"))
    elif code in NAMED and not named:
        found.append(("code", "Nobody is identified as suspect on this case. Choose an outcome without a named suspect"))
    elif code in UNNAMED and named:
        found.append(("code", "A suspect is identified on this case. Choose an outcome with a named suspect"))
    elif code == OutcomeCode.OUT_OF_TIME and not limit_passed:
        why = "an offence without a time limit is in play" if indictable else "the time limit has not run out"
        found.append(("code", f"Outcome 17 cannot be recorded: {why}"))
    if short(values.get("reasons", ""), REASON):
        found.append(("reasons", f"Give the reasons in at least {REASON} characters"))
    return found


def news_problems(values: Mapping[str, Any], *, decided_at: datetime, now: datetime) -> Problems:
    """When and how the victim was told, or why not."""
    told, why_not = values.get("told_at"), values.get("why_not", "")
    if told is None:
        return (
            [("why_not", f"Enter when the victim was told, or say in at least {REASON} characters why not")]
            if short(why_not, REASON)
            else []
        )
    found = future("told_at", told, now)
    if told < decided_at.replace(second=0, microsecond=0):
        found.append(("told_at", "The victim cannot have been told before it was decided. Check the date and time"))
    if short(values.get("how", ""), 5):
        found.append(("how", "Say by which safe means, for example: in person by the officer"))
    if why_not.strip():
        found.append(("why_not", "Leave this empty: the victim was told"))
    return found


def asking_problems(summary: str, *, missing: Sequence[str], waiting: bool, transfer: bool, closable: bool) -> Problems:
    """A case is put to a supervisor for closing only when every gate but their approval is passed."""
    found: Problems = []
    if not closable:
        found.append((None, "This case cannot be closed in its present state"))
    if waiting:
        found.append((None, "Somebody has asked already, and a supervisor decides"))
    if transfer:
        found.append((None, "A transfer to another unit is under way. Withdraw it first"))
    found += [(None, words) for words in missing]
    if short(summary, SUMMARY):
        found.append(("summary", f"Sum up in at least {SUMMARY} characters how the case ended"))
    return found


def closing_problems(
    request: Any, *, approver_id: int, owner_id: int | None, reason: str, missing: Sequence[str], transfer: bool
) -> Problems:
    """R40: every gate is passed at this moment, and the supervisor is neither the case's officer nor who asked."""
    found: Problems = []
    if approver_id == owner_id:
        found.append((None, "You cannot approve this because the case is yours"))
    elif approver_id == request.asked_by_id:
        found.append((None, "You cannot approve this because you asked for it"))
    if transfer:
        found.append((None, "A transfer to another unit is under way. Withdraw it first"))
    return found + [(None, words) for words in missing]


def send_back_problems(request: Any, *, approver_id: int, owner_id: int | None, reason: str) -> Problems:
    """Sending back says what is to be looked at again."""
    return [("reason", "Say in at least 10 characters what is still to be done")] if short(reason, 10) else []


def reopening_problems(ground: str, reason: str, *, out_of_time: bool) -> Problems:
    """Reopening gives its ground and reason; a victim's review cannot reopen a case whose time limit has run out (outcome 17)."""
    found: Problems = []
    if ground not in Ground.values:
        found.append(("ground", "Choose on what ground it is reopened"))
    elif ground == Ground.REVIEW and out_of_time:
        found.append(("ground", "The time limit for a prosecution has run out. A victim's review cannot reopen the case"))
    if short(reason, REASON):
        found.append(("reason", f"Say in at least {REASON} characters why the case is reopened"))
    return found


def transfer_problems(
    *, reason: str, note: str, same_unit: bool, is_open: bool, recorded: bool, under_way: bool, closing: bool, hidden_from_receiver: bool
) -> Problems:
    """A transfer goes to another unit, with a reason and what the next officer must know."""
    found: Problems = [] if is_open else [(None, CLOSED)]
    if not recorded:
        found.append((None, "Record the crime, or why there is none, before the case moves"))
    if under_way:
        found.append((None, "A transfer of this case is under way already"))
    if closing:
        found.append((None, "Somebody has asked to close this case. A supervisor decides on that first"))
    if same_unit:
        found.append(("unit", "The case is in this unit already. To give it to another officer, allocate it"))
    if hidden_from_receiver:
        found.append(("unit", "This case is restricted. Put a supervisor of the receiving unit on its named list first"))
    if short(reason, 10):
        found.append(("reason", "Say in at least 10 characters why the case moves"))
    if short(note, SUMMARY):
        found.append(("note", f"Write in at least {SUMMARY} characters what the next officer must know"))
    return found


def refusal_problems(transfer: Any, *, reason: str) -> Problems:
    """A refusal gives its reason."""
    return [("reason", "Say in at least 10 characters why the case is not taken")] if short(reason, 10) else []


def link_problems(kind: str, reason: str, *, same: bool, linked: bool) -> Problems:
    """Two different cases, linked once in each way, with a reason."""
    found: Problems = []
    if kind not in LinkKind.values:
        found.append(("kind", "Choose how the two cases have to do with each other"))
    if same:
        found.append(("reference", "A case cannot be linked to itself. Check the number"))
    elif linked:
        found.append(("reference", "The two cases are linked in this way already"))
    if short(reason, 10):
        found.append(("reason", "Say in at least 10 characters what links them"))
    return found
