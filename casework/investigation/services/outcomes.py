"""How the crime ended, and telling the victim of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from casework.access.writing import Change, change
from casework.assessment.selectors import decision_in_force
from casework.cases.facts import Fact, happened
from casework.cases.models import Case, CaseParty, PartyRole
from casework.clocks.models import Clock
from casework.clocks.recipients import Recipients
from casework.errors import GuardFailed
from casework.investigation import rules, selectors
from casework.investigation.models import CaseOutcome, OutcomeCode, OutcomeNews
from casework.outbox.services import Letter, send_all
from casework.reports.models import CrimeRecord
from casework.staff.models import User


def record_outcome(*, actor: User, case: Case, code: str, reasons: str, at: datetime | None = None) -> CaseOutcome:
    """Record how the crime ended, with reasons; the newest stands. An outcome 17 is told to the unit's managers: it counts as a failure.

    Any outcome but a charge is a decision not to go on: the fact "investigation.declined" is told. Raises GuardFailed (code, reasons).
    """
    with change(actor, "outcome.record", case, lock=True) as ch:
        decided_at = at or ch.now
        if not case.is_open:
            raise GuardFailed(rules.CLOSED)
        given = {"code": code, "reasons": reasons, "decided_at": decided_at}
        problems = rules.outcome_problems(given, **_facts(case, decided_at), now=ch.now)
        if problems:
            raise GuardFailed(problems)
        outcome = CaseOutcome.objects.create(case=case, code=code, reasons=reasons.strip(), decided_at=decided_at, decided_by=actor)
        ch.event("outcome.recorded", f"Outcome recorded: {outcome.get_code_display()}", subject=outcome, occurred_at=at)
        ch.audit("CREATE", outcome, after={"code": code})
        if code == OutcomeCode.OUT_OF_TIME:
            _alert_managers(ch, case, outcome)
        if code not in (OutcomeCode.CHARGED, OutcomeCode.NO_CRIME):
            happened(Fact("investigation.declined", case.pk, outcome, decided_at, actor, {"code": code}))
    return outcome


def _facts(case: Case, at: datetime) -> dict[str, Any]:
    limits = Clock.objects.filter(rule_id="R09", subject_type="case", subject_id=case.pk).order_by("-pk")
    limit = limits.first()
    decision = decision_in_force(case)
    suspects = CaseParty.objects.filter(case=case, role=PartyRole.SUSPECT, person__unknown=False)
    return {
        "named": suspects.exists(),
        "crime": CrimeRecord.objects.filter(case=case, principal=True, replaced_at__isnull=True).exclude(offence="").exists(),
        "limit_passed": None if limit is None or limit.overdue_from is None else limit.overdue_from <= at,
        "indictable": limit is None or (decision is not None and decision.decision == "STALKING_4A"),
    }


@dataclass(frozen=True)
class _Concern:
    """What `Recipients` asks of a clock, for a message that has none."""

    case: Any
    force_id: int | None
    unit_id: int | None
    pk: int = 0
    holder_id: int | None = None


def _alert_managers(ch: Change, case: Case, outcome: CaseOutcome) -> None:
    """Each manager of the unit; those who may not know of a restricted case hear it without its number."""
    concern = _Concern(case, case.force_id, case.unit_id)
    recipients = Recipients([concern])
    letters = []
    for pk in recipients.managers(concern):
        sees = recipients.eligible(pk, concern)
        letters.append(
            Letter(
                user_id=pk,
                key=f"outcome17:{outcome.pk}",
                title="A stalking case ran out of time (outcome 17)",
                text="The time limit for a prosecution passed with a named suspect. This counts as a failure: look at how it came about.",
                reference=case.reference if sees else "",
                case_id=case.pk if sees else None,
                path=reverse("case-detail", args=[case.reference]) if sees else "",
                action_due=True,
            )
        )
    send_all(letters)
    ch.event("outcome.alerted", "The unit's managers were told of an outcome 17", subject=outcome)


def tell_outcome(
    *,
    actor: User,
    case: Case,
    values: Mapping[str, Any],
) -> OutcomeNews:
    """Record when and by which safe means the victim was told of the outcome that stands, or why she or he was not.

    `values` are `told_at`, `how`, `review_offered` and `why_not`. Raises GuardFailed.
    """
    with change(actor, "outcome.tell", case, lock=True) as ch:
        outcome = selectors.outcome(case)
        if outcome is None:
            raise GuardFailed("Record the outcome first")
        problems = rules.news_problems(values, decided_at=outcome.decided_at, now=ch.now)
        if problems:
            raise GuardFailed(problems)
        told = values.get("told_at")
        news = OutcomeNews.objects.create(
            outcome=outcome,
            case=case,
            told_at=told,
            how=(values.get("how") or "").strip() if told else "",
            review_offered=bool(values.get("review_offered")) and told is not None,
            why_not=(values.get("why_not") or "").strip(),
            recorded_at=ch.now,
            recorded_by=actor,
        )
        words = "The victim was told of the outcome" if told else "The victim was not told of the outcome; the reason is recorded"
        ch.event("victim.outcome_told", words, subject=news, occurred_at=told)
        ch.audit("CREATE", news, after={"told_at": told, "review_offered": news.review_offered})
        if told:
            happened(Fact("outcome.told", case.pk, news, told, actor, {"code": outcome.code, "review_offered": news.review_offered}))
    return news
