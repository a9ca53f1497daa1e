"""Release from custody: without action, under investigation, on bail; charged or kept for court once the prosecutors have decided."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from casework.access.writing import Change, change
from casework.cases.facts import Fact, happened
from casework.cases.models import Case
from casework.cases.moments import past
from casework.cases.moves import begin, make_move
from casework.cases.references import next_reference
from casework.clocks import lawful
from casework.custody import flow, period, rules
from casework.custody.models import Arrest, Bail, BailCondition, BailKind, BailPurpose
from casework.errors import GuardFailed
from casework.law.spans import days_between, days_from
from casework.law.when import day_of, day_words
from casework.safeguarding.models import BailViews
from casework.safeguarding.selectors import bail_views
from casework.staff.models import User


def release_without_action(*, actor: User, arrest: Arrest, reason: str, at: datetime | None = None) -> Arrest:
    """Released, and nothing further is done against this person for this arrest. Raises GuardFailed."""
    with change(actor, "custody.update", arrest.case, lock=True) as ch:
        when = _when(arrest, at)
        _release(ch, arrest, "release without action", reason, when)
        happened(Fact("suspect.released", arrest.case_id, arrest, when, actor, {"kind": flow.NO_ACTION}))
    return arrest


def release_under_investigation(*, actor: User, arrest: Arrest, reason: str, ends_on: date | None, at: datetime | None = None) -> Bail:
    """Released under investigation: no conditions protect anybody. `ends_on` is the day by which somebody decides. Raises GuardFailed."""
    with change(actor, "custody.update", arrest.case, lock=True) as ch:
        when = _when(arrest, at)
        problems = rules.rui_problems(released=when, ends_on=ends_on) + rules.not_releasable(arrest, reason=reason)
        if problems:
            raise GuardFailed(problems)
        _release(ch, arrest, "release under investigation", reason, when)
        bail = _make(ch, arrest, when, kind=BailKind.RUI, ends_on=ends_on)
        words = f"{bail.reference}: released under investigation, to be decided by {day_words(ends_on)}." if ends_on else ""
        ch.event("custody.released", words, subject=bail, occurred_at=when)
        happened(Fact("suspect.released", arrest.case_id, arrest, when, actor, {"kind": flow.INVESTIGATED}))
    return bail


def release_on_bail(
    *,
    actor: User,
    arrest: Arrest,
    reason: str,
    conditions: Sequence[Mapping[str, str]],
    attend_at: datetime | None,
    attend_place: str = "",
    purpose: str = BailPurpose.INVESTIGATION,
    at: datetime | None = None,
) -> Bail:
    """Released on bail before charge with conditions ({category, text} each); the end is the law's (PACE 1984 s.47ZB).

    Refused until the victim's views are recorded, or why they were not sought (rule R49). Bail for a charging decision stands still from
    the start (s.47ZL). Raises GuardFailed.
    """
    with change(actor, "custody.update", arrest.case, lock=True) as ch:
        when = _when(arrest, at)
        problems = rules.not_releasable(arrest, reason=reason) + rules.condition_problems(conditions)
        views = views_before(arrest.case, since=arrest.arrested_at)
        problems += views_problems(arrest.case, views, when)
        first = lawful.ask("R34", arrest.arrested_at, {}, lawful.law_for(arrest.case.force_id))
        last, starts = first.due, first.first("bail_start")
        assert last is not None and starts is not None
        charging = purpose == BailPurpose.CHARGING
        problems += rules.bail_problems(released=when, attend_at=attend_at, ends_on=None if charging else day_of(last))
        if problems:
            raise GuardFailed(problems)
        _release(ch, arrest, "release on bail", reason, when)
        bail = _make(
            ch,
            arrest,
            when,
            purpose=purpose,
            starts_on=day_of(starts),
            ends_on=None if charging else day_of(last),
            attend_at=attend_at,
            attend_place=attend_place.strip(),
            views=views,
        )
        if charging:
            left = days_between(bail.counted_from, day_of(last))
            Bail.objects.filter(pk=bail.pk).update(days_left=left)
            bail.days_left = left
            bail.stops.create(stopped_on=bail.counted_from, days_left=left)
        set_conditions(bail, conditions, when)
        words = "it stands still for a charging decision" if charging else f"ends on {day_words(day_of(last))}"
        ch.event("custody.bailed", f"{bail.reference}: released on bail, {words}.", subject=bail, occurred_at=when)
        period.keep_end(bail, actor=actor, why="bail was granted")
        happened(Fact("suspect.released", arrest.case_id, arrest, when, actor, {"kind": flow.BAILED}))
        happened(Fact("bail.set", bail.case_id, bail, when, actor))
    return bail


def release_charged(
    *, actor: User, arrest: Arrest, kept: bool, reason: str, at: datetime | None = None, action: str = "custody.update"
) -> Arrest:
    """Charged, and released or kept for court. Whether there is a decision of the prosecutors is asked by the fact "suspect.charging"."""
    with change(actor, action, arrest.case, lock=True) as ch:
        when = _when(arrest, at)
        happened(Fact("suspect.charging", arrest.case_id, arrest, when, actor))
        _release(ch, arrest, "charge and keep" if kept else "charge", reason, when)
        kind = flow.REMANDED if kept else flow.CHARGED
        happened(Fact("suspect.released", arrest.case_id, arrest, when, actor, {"kind": kind}))
    return arrest


def views_before(case: Case, *, since: datetime) -> BailViews | None:
    """The newest record of the victim's views made for what is done now: since the arrest, or since the last change."""
    return bail_views(case).filter(recorded_at__gte=since).first()


def views_problems(case: Case, views: BailViews | None, when: datetime) -> list[tuple[str | None, str]]:
    """What rule R49 says of the views on record for a release or change at `when`."""
    # The victim is told of the conditions after the release; that has a clock of its own.
    given: dict[str, Any] = {"told": True}
    if views is not None:
        given |= {
            "views_at": views.views_at,
            "reason": views.reason,
            "under_18_or_difficulty": views.needs_representative and views.views_at is not None,
            "representative": views.representative,
        }
    result = lawful.ask("R49", when, given, lawful.law_for(case.force_id))
    return [(None, each) for each in result.reasons] if not result.passes else []


def set_conditions(bail: Bail, conditions: Sequence[Mapping[str, str]], when: datetime) -> None:
    """Set these conditions, numbered on from those there were."""
    number = bail.conditions.count()
    for each in conditions:
        number += 1
        text = " ".join(each["text"].split())
        BailCondition.objects.create(bail=bail, number=number, category=each["category"], text=text, set_at=when)


def _when(arrest: Arrest, at: datetime | None) -> datetime:
    arrest.refresh_from_db()
    return past(at, not_before=arrest.arrested_at, before="the arrest")


def _release(ch: Change, arrest: Arrest, verb: str, reason: str, when: datetime) -> None:
    make_move(
        arrest, verb, actor=ch.actor, reason=reason, facts={"reason": reason}, at=when, released_at=when, release_reason=reason.strip()
    )
    ch.event("custody.released", f"{arrest.reference}: {arrest.get_state_display().lower()}.", subject=arrest, occurred_at=when)
    ch.audit("MOVE", arrest, after={"state": arrest.state})


def _make(ch: Change, arrest: Arrest, when: datetime, **values: Any) -> Bail:
    if Bail.objects.filter(case=arrest.case, suspect=arrest.suspect, state__in=flow.RUNNING).exists():
        raise GuardFailed("This person is on bail or under investigation on this case already. End that first.")
    charging = values.get("purpose") == BailPurpose.CHARGING
    counted_from = day_of(arrest.arrested_at)
    bail = Bail(
        reference=next_reference("BAIL"),
        case=arrest.case,
        suspect=arrest.suspect,
        arrest=arrest,
        granted_at=when,
        counted_from=counted_from,
        state=flow.STOPPED if charging else flow.LIVE,
        days_left=0 if charging else None,
        granted_by=ch.actor,
        **({"starts_on": days_from(day_of(when), 1)} | values),
    )
    bail.save(force_insert=True)
    begin(bail, "grant for a charging decision" if charging else "grant", actor=ch.actor, at=when)
    ch.audit("CREATE", bail, after={"kind": bail.kind, "ends_on": bail.ends_on})
    period.keep_gap(bail, actor=ch.actor, why="the release is known")
    return bail
