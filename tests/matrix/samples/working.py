"""Incidents, prompts, plans, the log, actions, links, transfers and old notices."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from casework.assessment.models import PlanAction, RiskAssessment
from casework.assessment.prompts.models import PatternPrompt
from casework.investigation.models import Action, CaseLink, LogEntry, Transfer
from casework.pins.models import Notice, NoticeMatch
from casework.pins.services import record_legacy_notice
from casework.reports.models import CourseOfConduct, Incident
from tests.factories import (
    UnitFactory,
    make_case,
)
from tests.matrix import planted
from tests.matrix.samples.ask import Ask, Provider, victim

TRANSFERS = ("transfer-detail", "transfer-take-over", "transfer-refuse", "transfer-send-on", "transfer-withdraw")


def _notice(ask: Ask) -> dict[str, Any]:
    values = {"kind": "PIN", "issued_on": date(2015, 3, 2), "conduct": "Forty calls in one week."}
    suspect = ask.case.parties.get(role="SUSPECT").person
    made = ask.once("notice", lambda: record_legacy_notice(actor=ask.case.owner, case=ask.case, values=values, recipient=suspect))
    return {"number": made.reference}


def _match(ask: Ask) -> int:
    notice = Notice.objects.get(reference=_notice(ask)["number"])
    values = {"part": "COMPLAINANT", "person": victim(ask), "likeness": 90, "reasons": ["The same name"]}
    return int(ask.once("match", lambda: NoticeMatch.objects.create(notice=notice, **values)).pk)


def _incident(ask: Ask) -> dict[str, Any]:
    # By its rows: the case's owner may not be the one who is asked, and the restricted case has an owner of its own.
    def make() -> Incident:
        people = {part.role.lower(): part.person for part in ask.case.parties.all()}
        course, _ = CourseOfConduct.objects.get_or_create(victim=people["victim"], suspect=people["suspect"])
        values = {"occurred_at": timezone.now(), "acts": ["B"], "summary": planted.summary(ask.case), "created_by": ask.world.owner}
        return Incident.objects.create(case=ask.case, course=course, **values)

    return {"pk": ask.once("incident", make).pk}


def _prompt(ask: Ask) -> dict[str, Any]:
    def make() -> PatternPrompt:
        values = {"kind": "REPETITION", "basis": "0" * 64, "reasons": ["2 occasions"], "raised_at": timezone.now()}
        return PatternPrompt.objects.create(case=ask.case, **values)

    return {"pk": ask.once("prompt", make).pk}


def _plan_action(ask: Ask) -> dict[str, Any]:
    def make() -> PlanAction:
        now = timezone.now()
        assessment = RiskAssessment.objects.create(
            case=ask.case,
            tool="DASH",
            assessed_at=now,
            assessor=ask.world.owner,
            decided_by=ask.world.owner,
            victim_view="HIGH",
            officer_view="HIGH",
            officer_rationale="x" * 20,
            divergence="SAME",
            final_grade="HIGH",
            trigger="First report",
            next_review_due=now + timedelta(days=7),
        )
        day = timezone.localdate()
        return PlanAction.objects.create(
            case=ask.case, assessment=assessment, kind="MARKER", what="A marker", owner=ask.world.owner, due_on=day
        )

    return {"pk": ask.once("action", make).pk}


def _entry(ask: Ask) -> dict[str, Any]:
    # By the person who asks where they read only their own, so that the page is about what is theirs.
    now = timezone.now()
    author = ask.user if ask.role in ("LEGAL", "AUTHORISER", "VICTIM_CARE") else ask.world.owner
    texts = {"kind": "NOTE", "fact": "Rang the shop", "happened_at": now, "recorded_at": now, "as_role": "OFFICER"}
    return {"pk": ask.once(f"entry of {author.pk}", lambda: LogEntry.objects.create(case=ask.case, author=author, **texts)).pk}


def _action(ask: Ask) -> dict[str, Any]:
    # The asker's own: an action of somebody else is refused to those who see only theirs (see tests/investigation).
    def make() -> Action:
        texts = {"kind": "OTHER", "what": "Ask the shop for its footage", "due_on": timezone.localdate(), "raised_at": timezone.now()}
        return Action.objects.create(case=ask.case, owner=ask.user, raised_by=ask.world.owner, **texts)

    return {"pk": ask.once(f"case action of {ask.user.pk}", make).pk}


def _link(ask: Ask) -> dict[str, Any]:
    # To another case with the same owner and supervisor, so that whoever sees the one sees the other.
    def make() -> CaseLink:
        other = make_case(owner=ask.case.owner, supervisor=ask.case.supervisor, unit=ask.case.unit, secret=ask.case.restricted)
        texts = {"kind": "RELATED", "reason": "The same street", "made_at": timezone.now(), "made_by": ask.world.owner}
        return CaseLink.objects.create(first=ask.case, second=other, **texts)

    return {"pk": ask.once("link", make).pk}


def _transfer(ask: Ask) -> dict[str, Any]:
    """One offered to the asker's own unit, from elsewhere."""

    def make() -> Transfer:
        unit, stranger = ask.user.unit, make_case(unit=UnitFactory(name="Sending team"))
        return Transfer.objects.create(
            case=stranger,
            from_force=stranger.force,
            from_unit=stranger.unit,
            to_force=unit.force,
            to_unit=unit,
            reason="The victim has moved",
            note="Everything is in the log",
            state="OFFERED",
            proposed_at=timezone.now(),
            proposed_by=ask.world.owner,
            sent_by=ask.world.owner,
        )

    return {"pk": ask.once(f"transfer to {ask.user.unit_id}", make).pk}


SAMPLES: dict[str, Provider] = {
    "point-judge": lambda ask: {"line": "identity"},
    "report-step": lambda ask: {"pk": 999_999, "step": "victim"},
    "incident-edit": _incident,
    "plan-close": _plan_action,
    "prompt-answer": _prompt,
    "log-correct": _entry,
    **dict.fromkeys(("action-detail", "action-close", "action-change"), _action),
    "link-end": _link,
    **dict.fromkeys(TRANSFERS, _transfer),
    **dict.fromkeys(("pin-detail", "pin-link", "pin-review", "pin-approve"), _notice),
    **{f"pin-{name}": _notice for name in ("matches", "assign", "urgent", "reopen", "contact", "settle")},
    "pin-match": lambda ask: {**_notice(ask), "pk": _match(ask)},
}
