"""Views on bail, information asked of third parties, and requests for review of a police decision."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from casework.access.role_tasks import close_tasks, open_task
from casework.access.writing import change
from casework.cases.facts import Fact, happened
from casework.cases.models import CaseParty
from casework.cases.moments import past
from casework.cases.moves import begin, make_move
from casework.clocks.lawful import ask, law_for
from casework.errors import GuardFailed
from casework.law.spans import start_of
from casework.safeguarding import flow, rules, selectors
from casework.safeguarding.models import BailViews, DutyKind, NoticeException, ReviewRequest, ThirdPartyRequest, VictimDuty
from casework.safeguarding.services import duties
from casework.staff.models import Role

VIEWS = ("about_at", "views_at", "views", "needs_representative", "representative", "passed_to", "passed_at", "reason")
REVIEW = "Decide a victim's request for review"


def record_bail_views(*, actor: Any, party: CaseParty, values: Mapping[str, Any]) -> BailViews:
    """The victim's views before bail is granted or its conditions change, and who in custody was told them; or why they were not had.

    Rule R49 (PACE 1984 s.47ZZA) judges. `values` are fields of BailViews. `about_at` may lie ahead: views are sought before. Bail
    counts what was recorded since the arrest or the last change (`recorded_at`, else now). Raises GuardFailed.
    """
    case = party.case
    with change(actor, "contact.record", case) as ch:
        reason = (values.get("reason") or "").strip()
        inputs = {
            "views_at": values.get("views_at"),
            "reason": reason,
            "under_18_or_difficulty": bool(values.get("needs_representative")) and bool(values.get("views_at")),
            "representative": bool(values.get("representative")),
            "told": True,  # a duty of its own, with a clock of its own
        }
        asked = {name: value for name, value in inputs.items() if value is not None}
        result = ask("R49", values["about_at"], asked, law_for(case.force_id))
        # Whoever was arrested at once may have been bailed before the report was written.
        problems = rules.future("views_at", values.get("views_at"), ch.now)
        for sentence in result.reasons:
            problems.append(("representative" if "representative" in sentence else "reason", sentence))
        if values.get("views_at") and rules.short(values.get("views", ""), 5):
            problems.append(("views", "Write down what the victim said, in at least 5 characters"))
        if values.get("views_at") and rules.short(values.get("passed_to", ""), 3):
            problems.append(("passed_to", "Say who in custody was told the views"))
        if not values.get("views_at") and reason and rules.short(reason, 20):
            problems.append(("reason", rules.WHEN_OR_WHY))
        problems += rules.passed_problems(values, ch.now)
        problems += rules.reach_problems(values, ("views", "reason", "passed_to"))
        if problems:
            raise GuardFailed(problems)
        given = {name: values[name] for name in VIEWS if name in values}
        given |= {name: (values.get(name) or "").strip() for name in ("views", "passed_to", "reason")}
        made = BailViews.objects.create(case=case, party=party, by=actor, recorded_at=values.get("recorded_at") or ch.now, **given)
        words = "The victim's views on bail were sought" if made.views_at else "The victim's views on bail were not had, with the reason"
        ch.event("contact.bail_views", words, subject=made, occurred_at=made.views_at)
        ch.audit("CREATE", made, after={name: given[name] for name in ("views", "reason", "passed_to")})
        happened(Fact("bail.views_recorded", case.pk, made, made.views_at or ch.now, actor, {"person": party.person_id}))
    return made


ASKED = (
    "holder",
    "asked_for",
    "line_of_enquiry",
    "why_necessary",
    "why_proportionate",
    "other_means",
    "counselling",
    "substantial_why",
    "in_writing",
    "request_on",
    "notice_to",
    "exception",
    "exception_why",
)


def ask_third_party(*, actor: Any, party: CaseParty, values: Mapping[str, Any]) -> ThirdPartyRequest:
    """Ask a third party for information about the victim. The victim has notice on or before the day it goes out (R50), or an exception.

    Rule R50 refuses what is not in writing, an exception without a reason, and counselling records without substantial value.
    """
    case = party.case
    with change(actor, "thirdparty.ask", case, lock=True) as ch:
        exception = values.get("exception") or NoticeException.NONE
        inputs: dict[str, Any] = {
            "exception": str(exception),
            "reason": (values.get("exception_why") or "").strip(),
            "in_writing": bool(values.get("in_writing")),
            "counselling": bool(values.get("counselling")),
            "substantial_value": bool((values.get("substantial_why") or "").strip()),
        }
        if exception == NoticeException.NONE:
            inputs["notice_on"] = values["request_on"]
        result = ask("R50", values["request_on"], inputs, law_for(case.force_id))
        problems = rules.third_party_problems(values, born=party.person.date_of_birth, law=result.reasons)
        if problems:
            raise GuardFailed(problems)
        given = {name: values[name] for name in ASKED if name in values} | {"exception": exception}
        made = ThirdPartyRequest.objects.create(case=case, party=party, asked_by=actor, **given)
        ch.event("contact.third_party", "Information about the victim is asked of a third party", subject=made)
        ch.audit("CREATE", made, after={name: given[name] for name in ("holder", "asked_for", "exception")})
        if exception == NoticeException.NONE:
            duties.owe(party=party, kind=DutyKind.THIRD_PARTY, at=start_of(made.request_on), source=made, actor=actor)
    return made


def give_notice(*, actor: Any, request: ThirdPartyRequest, notice_on: date, late_why: str = "") -> ThirdPartyRequest:
    """The victim, or who stands in for the victim, was given notice in writing. After the day of the request it says why so late."""
    with change(actor, "thirdparty.ask", request.case, lock=True) as ch:
        request.refresh_from_db()
        problems: rules.Problems = []
        if request.notice_on is not None:
            problems.append((None, "Notice has been recorded already."))
        if notice_on > rules.day_of(ch.now):
            problems.append(("notice_on", "This day has not come yet. Check the date"))
        if notice_on > request.request_on and rules.short(late_why, rules.REASON):
            problems.append(("late_why", f"The request went out before. Say in at least {rules.REASON} characters why notice was later"))
        problems += rules.reach_problems({"late_why": late_why}, ("late_why",))
        if problems:
            raise GuardFailed(problems)
        ThirdPartyRequest.objects.filter(pk=request.pk).update(notice_on=notice_on, late_why=late_why.strip())
        request.refresh_from_db()
        ch.event("contact.notice", "The victim was given notice of the request to a third party", subject=request)
        ch.audit("UPDATE", request, after={"notice_on": notice_on})
        for duty in _duties(request, DutyKind.THIRD_PARTY):
            duties.answer(duty, at=start_of(notice_on), actor=actor)
    return request


def _duties(source: Any, *kinds: str) -> list[VictimDuty]:
    found = VictimDuty.objects.filter(source_type=source._meta.model_name, source_id=source.pk, kind__in=kinds, state=flow.OPEN)
    return list(found.select_related("party__case"))


def receive_review(*, actor: Any, party: CaseParty, values: Mapping[str, Any]) -> ReviewRequest:
    """The victim asks for a review of a police decision: told_on, received_at, decision, bars, late_why. Starts both clocks of R52."""
    case = party.case
    with change(actor, "contact.record", case, lock=True) as ch:
        last = selectors.last_day_to_ask(case, values["told_on"])
        problems = rules.request_problems(values, now=ch.now, last_day=last)
        if ReviewRequest.objects.filter(party=party, state__in=(flow.RECEIVED, flow.ACKNOWLEDGED)).exists():
            problems.append((None, "A request of this victim is open already."))
        problems += rules.reach_problems(values, ("late_why",))
        if problems:
            raise GuardFailed(problems)
        made = ReviewRequest.objects.create(
            case=case,
            party=party,
            told_on=values["told_on"],
            received_at=values["received_at"],
            late_why=(values.get("late_why") or "").strip(),
            bars=list(values.get("bars") or ()),
            recorded_by=actor,
        )
        begin(made, "receive", actor=actor, at=made.received_at)
        for kind in (DutyKind.REVIEW_ACK, DutyKind.REVIEW_DECIDE):
            duties.owe(party=party, kind=kind, at=made.received_at, source=made, actor=actor)
        open_task(case, Role.SUPERVISOR, REVIEW, subject=made)
        ch.event("contact.review_asked", "The victim asked for a review of the decision", subject=made, occurred_at=made.received_at)
        ch.audit("CREATE", made, after={"told_on": made.told_on, "bars": made.bars})
    return made


def acknowledge_review(*, actor: Any, request: ReviewRequest, at: datetime | None = None) -> ReviewRequest:
    """The request was acknowledged to the victim (within 10 working days)."""
    with change(actor, "contact.record", request.case, lock=True) as ch:
        when = past(at, not_before=request.received_at, before="the request came in")
        make_move(request, "acknowledge", actor=actor, at=when, acknowledged_at=when)
        for duty in _duties(request, DutyKind.REVIEW_ACK):
            duties.answer(duty, at=when, actor=actor)
        ch.event("contact.review_acknowledged", "The victim's request for review was acknowledged", subject=request, occurred_at=when)
        ch.audit("MOVE", request, after={"state": request.state})
    return request


def decide_review(*, actor: Any, request: ReviewRequest, verb: str, reasons: str, letter: str, at: datetime | None = None) -> ReviewRequest:
    """Somebody who does not work on the case decides: "uphold", "set aside", or "refuse" where the scheme does not take it.

    The reasons go to the victim by letter. Raises GuardFailed.
    """
    if verb not in ("uphold", "set aside", "refuse"):
        raise LookupError(verb)
    case = request.case
    with change(actor, "review.decide", case, lock=True) as ch:
        when = past(at, not_before=request.acknowledged_at or request.received_at, before="what was recorded last")
        facts = {
            "reviewer_id": actor.pk,
            "workers": selectors.workers(case) | {request.recorded_by_id},
            "reasons": reasons,
            "letter": letter,
        }
        make_move(
            request,
            verb,
            actor=actor,
            facts=facts,
            at=when,
            reviewer=actor,
            decided_at=when,
            reasons=reasons.strip(),
            letter=letter.strip(),
        )
        for duty in _duties(request, DutyKind.REVIEW_ACK, DutyKind.REVIEW_DECIDE):
            duties.answer(duty, at=when, actor=actor)
        close_tasks(request)
        ch.event(
            "contact.review_decided",
            f"The victim's request for review: {request.get_state_display().lower()}",
            subject=request,
            occurred_at=when,
        )
        ch.audit("MOVE", request, after={"state": request.state})
        happened(Fact("review.decided", case.pk, request, when, actor, {"state": request.state}))
    return request
