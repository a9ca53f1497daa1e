"""What an application to vary, renew or discharge needs at each step (SPA 2019 ss.4, 5(7)). Pure: records and facts in, sentences out."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from casework.applications import wording
from casework.law.when import day_of, day_words, in_words
from casework.orders.models import Applicant, ChangeKind, ConsentBy, OrderKind

Problem = tuple[str | None, str]
SHORTEST, SHORTEST_ASKED = 10, 20


def not_startable(
    *, order: Any, live: bool, kind: str, applicant: str, applicant_name: str, relevant: Sequence[str], end: date | None, fixed: bool | None
) -> list[Problem]:
    """Who may apply, and for what, while the order lives."""
    found: list[Problem] = []
    if not live:
        found.append((None, "The order has ended. A new order needs a new main application."))
    if applicant == Applicant.OTHER_OFFICER:
        if order.type == OrderKind.ISPO:
            found.append(
                (
                    "applicant",
                    "Of an interim order only the defendant or the chief officer who applied for it may ask for a change (s.5(7)).",
                )
            )
        elif not applicant_name.strip():
            found.append(("applicant_name", "Name the force of that chief officer."))
        elif applicant_name.strip() not in relevant:
            found.append(
                (
                    "applicant_name",
                    f"{applicant_name.strip()} is not recorded as a relevant chief officer (SPA 2019 s.14(1)). Record first why it is one.",
                )
            )
    if kind == ChangeKind.RENEW:
        if order.end_date is None:
            found.append(("kind", "This order has no last day, so there is nothing to renew."))
        else:
            found += term_problems(order, fixed, end)
    return found


def term_problems(order: Any, fixed: bool | None, end: date | None) -> list[Problem]:
    """The period of a renewal, as asked or as the court gave it."""
    if fixed is None:
        return [("fixed", "Say whether it is for a fixed period (SPA 2019 s.6(b)).")]
    if order.type == OrderKind.ISPO and not fixed:
        return [("fixed", "An interim order is always for a fixed period (SPA 2019 s.5(6)(a)).")]
    if fixed and end is None:
        return [("end", "Enter the new last day.")]
    if not fixed and end is not None:
        return [("end", "An order until a further order has no last day. Leave it empty, or choose a fixed period.")]
    if end is not None and order.end_date is not None and end <= order.end_date:
        return [
            ("end", f"That is no longer than it runs now, to {day_words(order.end_date)}. To shorten it, apply to vary or discharge it.")
        ]
    return []


def condition_problems(category: str, text: str, necessity: str, protected: Sequence[str]) -> list[Problem]:
    """A condition that would be new: plain enough to be proved, and necessary (s.4(4)(a))."""
    found: list[Problem] = [(name, sentence) for name, sentence in wording.problems(category, text, {}, protected, own_wording=True)]
    if len(necessity.strip()) < SHORTEST:
        found.append(("necessity", "Say why the new condition is necessary, in at least 10 characters (SPA 2019 s.4(4)(a))."))
    return found


# Guards of the moves.


def not_ready(change: Any, *, conditions: Sequence[Any], live: bool, **_: Any) -> list[Problem]:
    """Guard of "submit"."""
    found: list[Problem] = []
    if not live:
        found.append((None, "The order has ended meanwhile. A new order needs a new main application."))
    if len(change.asked.strip()) < SHORTEST_ASKED:
        found.append(("asked", f"Say what the court is asked for, in at least {SHORTEST_ASKED} characters."))
    if len(change.why.strip()) < SHORTEST_ASKED:
        found.append(("why", f"Say why, with the risk as it now stands, in at least {SHORTEST_ASKED} characters."))
    if any(len(each.necessity.strip()) < SHORTEST for each in conditions):
        found.append((None, "Say of each new condition why it is necessary (SPA 2019 s.4(4)(a))."))
    return found


def not_reviewable(change: Any, *, actor_id: int, reasons: str, **_: Any) -> list[Problem]:
    """Guard of "return": another person than the author, and reasons."""
    return [*_another(change.author_id, actor_id, "You cannot review this because you drafted it."), *_reasons("reasons", reasons)]


def not_approvable(change: Any, *, actor_id: int, compatible: bool, **_: Any) -> list[Problem]:
    """Guard of "approve": another person than the author, who compared the conditions with every order that binds the defendant."""
    found = _another(change.author_id, actor_id, "You cannot approve this because you drafted it.")
    if not compatible:
        found.append(
            ("compatible", "Tick that the conditions were compared with every order that binds the defendant (SPA 2019 s.2(6)-(7)).")
        )
    return found


def not_authorisable(change: Any, *, actor_id: int, has_rank: bool, reasons: str, **_: Any) -> list[Problem]:
    """Guard of "authorise" and "decline": superintendent or above, neither author nor legal reviewer, with reasons."""
    found = _another(change.author_id, actor_id, "You cannot authorise this because you drafted it.")
    found += _another(change.legal_reviewer_id, actor_id, "You cannot authorise this because you reviewed it for legal.")
    if not has_rank:
        found.append((None, "Authority needs a superintendent or above (force policy)."))
    return [*found, *_reasons("reasons", reasons)]


def not_lodgeable(change: Any, *, court: str, court_reference: str, live: bool, **_: Any) -> list[Problem]:
    """Guard of "lodge": a court, its reference, and an order that still lives."""
    found: list[Problem] = []
    if not live:
        found.append((None, "The order has ended meanwhile. A new order needs a new main application."))
    if not court.strip():
        found.append(("court", "Name the court."))
    if not court_reference.strip():
        found.append(("court_reference", "Enter the court's reference for the application."))
    return found


def not_listable(change: Any, *, hearing_at: datetime, court: str, **_: Any) -> list[Problem]:
    """Guard of "list": a court and a time after the application was made."""
    found: list[Problem] = []
    if not court.strip():
        found.append(("court", "Name the court."))
    if change.lodged_at is not None and hearing_at < change.lodged_at:
        found.append(("hearing_at", f"The hearing cannot be before the application was made ({in_words(change.lodged_at)})."))
    return found


def no_court_reason(change: Any, *, reason: str, **_: Any) -> list[Problem]:
    """Guard of "refuse" and "withdraw": why."""
    return _reasons("note", reason)


# The consents of s.4(4)(b).


def consents_needed(order: Any, *, heard: date, applicant: str, lives_elsewhere: bool, law: Any) -> list[str]:
    """Which consents a discharge heard on that day needs, as `ConsentBy` values; none for an interim order or after two years."""
    if order.type != OrderKind.SPO or law.compute("SPA-4-4b", on=order.made_on, inputs={"heard": heard}).passes:
        return []
    if applicant != Applicant.DEFENDANT:
        return [ConsentBy.DEFENDANT, ConsentBy.APPLICANT_OFFICER]
    needed: list[str] = [ConsentBy.DEFENDANT, ConsentBy.ORIGINAL_OFFICER]
    return [*needed, ConsentBy.HOME_OFFICER] if lives_elsewhere else needed


def consent_inputs(*, heard: date, applicant: str, consents: Mapping[str, bool], lives_elsewhere: bool) -> dict[str, Any]:
    """What the rule SPA-4-4b asks."""
    who = "defendant" if applicant == Applicant.DEFENDANT else "chief_officer"
    given = {name: bool(consents.get(name)) for name in ConsentBy.values}
    return {"heard": heard, "applicant": who, "lives_elsewhere": lives_elsewhere, **given}


def late_hearing(order: Any, hearing_at: datetime | None) -> str:
    """A warning for a renewal that would be heard too late; "" when there is time."""
    if hearing_at is None or order.end_date is None or day_of(hearing_at) <= order.end_date:
        return ""
    return (
        f"The hearing is after the order ends on {day_words(order.end_date)}. It cannot be renewed then: ask the court for an "
        "earlier hearing, or start a new application."
    )


def _another(first: int | None, second: int, sentence: str) -> list[Problem]:
    return [(None, sentence)] if first == second else []


def _reasons(field: str, text: str) -> list[Problem]:
    return [] if len(text.strip()) >= SHORTEST else [(field, "Give your reasons in at least 10 characters.")]
