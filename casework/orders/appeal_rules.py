"""Who may appeal against what and by when (SPA 2019 s.7; orders.md 2.6). Pure: the matrix itself is data of the rule CC-7."""

from datetime import date, datetime
from typing import Any

from casework.law.engine import Result
from casework.law.when import day_of, day_words
from casework.orders.models import AppealEffect, Applicant, Decision, OrderKind
from casework.policies.selectors import ForceLaw

Problem = tuple[str | None, str]
SHORTEST = 10


def decision_on_order(order: Any) -> str:
    """The decision that made this order."""
    return Decision.INTERIM_MADE if order.type == OrderKind.ISPO else Decision.ORDER_MADE


def decision_on_application(application: Any) -> str:
    """The refusal of this application."""
    return Decision.INTERIM_REFUSED if application.kind == "INTERIM" else Decision.ORDER_REFUSED


def decision_on_change(change: Any) -> str:
    """The decision on an application to vary, renew or discharge."""
    if change.order.type == OrderKind.ISPO:
        return Decision.INTERIM_CHANGED
    by_defendant = change.applicant == Applicant.DEFENDANT
    if change.state == "GRANTED":
        return Decision.CHANGED_FOR_DEFENDANT if by_defendant else Decision.CHANGED_FOR_OFFICER
    return Decision.REFUSED_TO_DEFENDANT if by_defendant else Decision.REFUSED_TO_OFFICER


def right(law: ForceLaw, *, decision: str, appellant: str, decided_on: date) -> Result:
    """The law's answer: whether s.7 gives that party an appeal from that decision, and the last day for the notice."""
    return law.compute("CC-7", on=decided_on, inputs={"decision": decision, "appellant": appellant})


def notice_problems(
    answer: Result,
    *,
    decided_on: date,
    notice_on: date,
    today: date,
    notice_to: str,
    extended_on: date | None,
    extension_why: str,
) -> list[Problem]:
    """What keeps a notice of appeal from being recorded."""
    found: list[Problem] = []
    if not answer.passes:
        found.append(("appellant", " ".join(answer.reasons)))
    if notice_on > today:
        found.append(("notice_on", "This is in the future. Enter when it was given."))
    elif notice_on < decided_on:
        found.append(("notice_on", f"The decision was made on {day_words(decided_on)}, after that."))
    if not notice_to.strip():
        found.append(("notice_to", "Say to whom it was given: the court's designated officer and the other party."))
    last = day_of(answer.due) if answer.due is not None else None
    if last is not None and notice_on > last:
        if extended_on is None:
            found.append(
                (
                    "extended_on",
                    (
                        f"It is late: the last day was {day_words(last)} (recalled: ask force legal). "
                        "Enter the day on which the court extended the time (CCR 1982 r.7(5))."
                    ),
                )
            )
        elif len(extension_why.strip()) < SHORTEST:
            found.append(("extension_why", "Say why the court extended the time, in at least 10 characters."))
    return found


# Guards of the moves.


def not_listable(appeal: Any, *, hearing_at: datetime, court: str, progression_officer: str, law: ForceLaw, **_: Any) -> list[Problem]:
    """Guard of "list": the court and its hearing, and a case progression officer of our own (CCR 1982 r.5A)."""
    found: list[Problem] = []
    named = law.compute("CC-5A", on=appeal.notice_on, inputs={"officer_named": bool(progression_officer.strip())})
    found += [("progression_officer", sentence) for sentence in named.reasons if not named.passes]
    if not court.strip():
        found.append(("court", "Name the Crown Court."))
    if day_of(hearing_at) < appeal.notice_on:
        found.append(("hearing_at", f"The hearing cannot be before the notice of {day_words(appeal.notice_on)}."))
    return found


def no_effect(appeal: Any, *, effect: str, reason: str, live: bool, **_: Any) -> list[Problem]:
    """Guard of "allow": what the court ordered, and that it fits what was appealed against."""
    found: list[Problem] = []
    if effect not in AppealEffect.values:
        found.append(("effect", "Say what the Crown Court ordered (SPA 2019 s.7(4))."))
    elif effect in (AppealEffect.QUASHED, AppealEffect.AMENDED) and (appeal.order_id is None or not live):
        found.append(("effect", "There is no order in force that could be quashed or amended."))
    elif effect == AppealEffect.MADE and appeal.application_id is None:
        found.append(("effect", "An order is made on appeal only where the application for it had been refused."))
    return [*found, *no_reason(appeal, reason=reason)]


def no_reason(appeal: Any, *, reason: str, **_: Any) -> list[Problem]:
    """Guard of "dismiss" and "abandon": what was said."""
    return [] if len(reason.strip()) >= SHORTEST else [("reason", "Write what the court said, or why, in at least 10 characters.")]
