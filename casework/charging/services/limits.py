"""The time limit passed and nobody was charged: outcome 17. The managers are told once, and a supervisor answers for it."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from casework.access.writing import change, system_change
from casework.charging import rules
from casework.charging.models import LimitPassed
from casework.clocks.models import Clock
from casework.clocks.recipients import Recipients
from casework.errors import GuardFailed
from casework.law.when import day_words
from casework.outbox.services import Letter, send_all
from casework.staff.models import User


def notice_due(now: datetime | None = None) -> int:
    """Notice every time limit (R09) that has passed uncharged and tell the managers of the unit; how many are new."""
    at = now or timezone.now()
    seen = LimitPassed.objects.values("clock_id")
    found = Clock.objects.filter(rule_id="R09", state=Clock.OPEN, overdue_from__lte=at, case__isnull=False).exclude(pk__in=seen)
    done = 0
    for clock in found.select_related("case"):
        case = clock.case
        assert case is not None and clock.due_on is not None
        with system_change("charging.limit", case) as ch:
            made, new = LimitPassed.objects.get_or_create(clock=clock, defaults={"case": case, "limit_on": clock.due_on, "noticed_at": at})
            if not new:
                continue
            words = f"The time limit of {day_words(clock.due_on)} passed and nobody was charged: outcome 17."
            ch.event("charging.limit", words, subject=made, occurred_at=clock.overdue_from)
            ch.audit("CREATE", made, after={"limit_on": made.limit_on})
            _tell(clock, made)
            done += 1
    return done


def _tell(clock: Clock, made: LimitPassed) -> None:
    recipients = Recipients([clock])
    people: dict[int, dict[str, Any]] = {}
    case = clock.case
    assert case is not None
    for pk in recipients.managers(clock):
        # Which case it is only those learn who may know of it.
        known = recipients.eligible(pk, clock)
        people[pk] = {"reference": case.reference, "case_id": case.pk, "path": f"/cases/{case.reference}/"} if known else {}
    if case.supervisor_id and recipients.eligible(case.supervisor_id, clock):
        people[case.supervisor_id] = {"reference": case.reference, "case_id": case.pk, "path": f"/cases/{case.reference}/charging/"}
    send_all(
        [
            Letter(
                user_id=pk,
                key=f"limit-passed:{made.pk}",
                title="A time limit passed and nobody was charged",
                text=f"Outcome 17: the limit for s.2A and s.2 ended on {day_words(made.limit_on)}. A supervisor says how it came to that.",
                action_due=True,
                **where,
            )
            for pk, where in sorted(people.items())
        ]
    )


def answer_limit(*, actor: User, passed: LimitPassed, answer: str) -> LimitPassed:
    """A supervisor says how the limit came to pass, and what is done for the victim now. Raises GuardFailed."""
    with change(actor, "charging.limit", passed.case) as ch:
        if rules.short(answer, rules.LEAST_REASON):
            raise GuardFailed(f"Say in at least {rules.LEAST_REASON} characters how it came to that and what is done now.", "answer")
        LimitPassed.objects.filter(pk=passed.pk).update(answer=answer.strip(), answered_at=ch.now, answered_by=actor)
        passed.refresh_from_db()
        ch.event("charging.limit", "How the time limit came to pass was answered for.", subject=passed)
        ch.audit("UPDATE", passed, fields=["answer"])
    return passed
