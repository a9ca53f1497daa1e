"""Bail while it runs: conditions changed, standing still and running again, days as an in-patient, breaches, and the gap at its end."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from casework.access.writing import change
from casework.cases.facts import Fact, happened
from casework.cases.models import CaseParty, PartyRole
from casework.cases.moments import past
from casework.cases.moves import make_move
from casework.clocks import services as clocks
from casework.custody import flow, period, rules
from casework.custody.models import Bail, BailBreach, BailCondition, BailKind, GapChoice, GapDecision
from casework.custody.services.releasing import set_conditions, views_before, views_problems
from casework.errors import GuardFailed
from casework.law.spans import days_between
from casework.law.when import day_of, day_words
from casework.reports.incidents import add_incident
from casework.reports.models import Incident
from casework.staff.models import User

ENDED = "This bail has ended."


def vary_conditions(
    *, actor: User, bail: Bail, keep: Sequence[int], conditions: Sequence[Mapping[str, str]], reason: str, at: datetime | None = None
) -> Bail:
    """Change the conditions: those in `keep` (ids) stay, the others end, `conditions` are added. Raises GuardFailed.

    The victim's views are sought again first (rule R49): those recorded before the last change do not count.
    """
    with change(actor, "custody.update", bail.case, lock=True) as ch:
        bail.refresh_from_db()
        when = past(at, not_before=bail.granted_at, before="bail was granted")
        standing = list(bail.conditions.filter(ended_at=None))
        problems = rules.condition_problems(conditions)
        if bail.kind != BailKind.BAIL or bail.state not in flow.RUNNING:
            problems.append((None, "Only bail that runs has conditions to change."))
        if rules.short(reason):
            problems.append(("reason", f"Say in at least {rules.LEAST} characters why they are changed."))
        ended = [each for each in standing if each.pk not in set(keep)]
        if not ended and not conditions:
            problems.append((None, "Nothing is changed: take a condition away or add one."))
        changes = [at for each in bail.conditions.all() for at in (each.set_at, each.ended_at) if at is not None]
        views = views_before(bail.case, since=max(changes, default=bail.granted_at))
        problems += views_problems(bail.case, views, when)
        if problems:
            raise GuardFailed(problems)
        BailCondition.objects.filter(pk__in=[each.pk for each in ended]).update(ended_at=when)
        set_conditions(bail, conditions, when)
        Bail.objects.filter(pk=bail.pk).update(views=views, version=bail.version + 1)
        bail.refresh_from_db()
        words = f"conditions changed ({len(ended)} ended, {len(conditions)} added)"
        ch.event("bail.varied", f"{bail.reference}: {words}.", subject=bail, occurred_at=when)
        ch.audit("UPDATE", bail, fields=["conditions"], after={"reason": reason})
        happened(Fact("bail.changed", bail.case_id, bail, when, actor, {"what": "conditions"}))
    return bail


def stop_for_charging(*, actor: User, bail: Bail, on: date, action: str = "custody.update") -> Bail:
    """The file is with the prosecutors: the period stands still from this day, and the days left are kept (PACE 1984 s.47ZL)."""
    with change(actor, action, bail.case, lock=True) as ch:
        bail.refresh_from_db()
        _not_ahead(on, ch.now)
        left = max(days_between(on, bail.ends_on), 0) if bail.ends_on is not None else 0
        make_move(bail, "stop", actor=actor, facts={"on": on}, at=ch.now, days_left=left, ends_on=None)
        bail.stops.create(stopped_on=on, days_left=left)
        words = f"the period stands still for a charging decision, {bail.days_left} days left"
        ch.event("bail.stopped", f"{bail.reference}: {words}.", subject=bail)
        ch.audit("MOVE", bail, after={"state": bail.state, "days_left": bail.days_left})
        period.keep_end(bail, actor=actor, why="the period stands still for a charging decision")
        period.keep_gap(bail, actor=actor, why="the period stands still")
        happened(Fact("bail.changed", bail.case_id, bail, ch.now, actor, {"what": "stopped"}))
    return bail


def resume(*, actor: User, bail: Bail, on: date, attend_at: datetime | None = None, action: str = "custody.update") -> Bail:
    """The prosecutors asked for more on this day: the days left run again, at least seven counting that day (rule R48).

    `attend_at` is the new time for coming back. Raises GuardFailed.
    """
    with change(actor, action, bail.case, lock=True) as ch:
        bail.refresh_from_db()
        _not_ahead(on, ch.now)
        stop = bail.stops.filter(resumed_on=None).first()
        if stop is None:
            raise GuardFailed(f"This cannot be done now: it is {bail.get_state_display().lower()}.")
        bail.resumed_on, bail.days_left, bail.inpatient_when_resumed = on, stop.days_left, bail.inpatient_days
        last = period.count(bail).due
        assert last is not None
        ends_on = day_of(last)
        if attend_at is not None and day_of(attend_at) > ends_on:
            raise GuardFailed(f"Bail then ends on {day_words(ends_on)}; they must come back by then.", "attend_at")
        stood = bail.stopped_days + max(days_between(stop.stopped_on, on) - 1, 0)
        make_move(
            bail,
            "run again",
            actor=actor,
            facts={"on": on, "stopped_on": stop.stopped_on},
            at=ch.now,
            ends_on=ends_on,
            resumed_on=on,
            days_left=stop.days_left,
            inpatient_when_resumed=bail.inpatient_days,
            stopped_days=stood,
            attend_at=attend_at or bail.attend_at,
        )
        bail.stops.filter(pk=stop.pk).update(resumed_on=on, ends_after=ends_on)
        ch.event("bail.resumed", f"{bail.reference}: the period runs again and ends on {day_words(ends_on)}.", subject=bail)
        ch.audit("MOVE", bail, after={"state": bail.state, "ends_on": ends_on})
        period.keep_end(bail, actor=actor, why="the prosecutors asked for more")
        period.keep_gap(bail, actor=actor, why="the prosecutors asked for more")
        happened(Fact("bail.changed", bail.case_id, bail, ch.now, actor, {"what": "resumed"}))
    return bail


def add_inpatient_days(*, actor: User, bail: Bail, days: int, note: str) -> Bail:
    """Days as a hospital in-patient do not count: the end moves by them (PACE 1984 s.47ZM). Raises GuardFailed."""
    with change(actor, "custody.update", bail.case, lock=True) as ch:
        bail.refresh_from_db()
        problems: list[tuple[str | None, str]] = []
        if bail.kind != BailKind.BAIL or bail.state != flow.LIVE or bail.ends_on is None:
            problems.append((None, f"This cannot be done now: it is {bail.get_state_display().lower()}."))
        elif days < 1 or days > days_between(bail.starts_on, day_of(ch.now)) + 1:
            problems.append(("days", "Enter how many days since the period began, at least 1."))
        if rules.short(note):
            problems.append(("note", "Say between which days, and who confirmed it."))
        if problems:
            raise GuardFailed(problems)
        bail.inpatient_days += days
        last = period.count(bail).due
        assert last is not None
        Bail.objects.filter(pk=bail.pk).update(inpatient_days=bail.inpatient_days, ends_on=day_of(last), version=bail.version + 1)
        bail.refresh_from_db()
        words = f"{days} days as an in-patient do not count, it ends on {day_words(day_of(last))}"
        ch.event("bail.inpatient", f"{bail.reference}: {words}.", subject=bail)
        ch.audit("UPDATE", bail, fields=["inpatient_days"], after={"ends_on": bail.ends_on})
        why = "days as an in-patient do not count"
        period.keep_end(bail, actor=actor, why=why)
        period.keep_gap(bail, actor=actor, why=why)
        happened(Fact("bail.changed", bail.case_id, bail, ch.now, actor, {"what": "inpatient"}))
    return bail


def report_breach(*, actor: User, bail: Bail, values: Mapping[str, Any], condition_ids: Sequence[int] = ()) -> BailBreach:
    """Record that bail was broken: a breach record, the occasion on the chronology, and the answer on a further crime.

    `values`: occurred_at, what_happened, failed_to_attend, further_crime, further_crime_why. Raises GuardFailed.
    """
    with change(actor, "custody.update", bail.case, lock=True) as ch:
        bail.refresh_from_db()
        # What is typed has no seconds.
        named = bail.conditions.filter(pk__in=condition_ids)
        chosen = [each for each in named if each.set_at.replace(second=0, microsecond=0) <= values["occurred_at"]]
        problems = rules.breach_problems(values, chosen=len(chosen), bail=bail, now=ch.now)
        if len(chosen) < len(set(condition_ids)):
            problems.append(("conditions", "A condition that you ticked was not set yet at that time."))
        if problems:
            raise GuardFailed(problems)
        breach = BailBreach.objects.create(
            bail=bail,
            case=bail.case,
            failed_to_attend=bool(values.get("failed_to_attend")),
            occurred_at=values["occurred_at"],
            what_happened=values["what_happened"].strip(),
            further_crime=values["further_crime"],
            further_crime_why=values["further_crime_why"].strip(),
            reported_at=ch.now,
            reported_by=actor,
        )
        breach.conditions.set(chosen)
        if chosen:
            BailBreach.objects.filter(pk=breach.pk).update(incident=_chronology(actor, breach, chosen))
            breach.refresh_from_db()
        numbers = ", ".join(str(each.number) for each in chosen)
        words = f"condition {numbers} broken" if numbers else "bail was not answered"
        ch.event("bail.breached", f"{bail.reference}: {words}.", subject=breach, occurred_at=breach.occurred_at)
        ch.audit("CREATE", breach, fields=["what_happened", "further_crime"])
        happened(Fact("bail.breached", bail.case_id, breach, breach.occurred_at, actor))
    return breach


def _chronology(actor: User, breach: BailBreach, chosen: Sequence[BailCondition]) -> Incident:
    acts = sorted({rules.ACT_OF.get(each.category, "X") for each in chosen})  # type: ignore[call-overload]
    words = f"Breach of bail {breach.bail.reference}"
    parties = CaseParty.objects.filter(case=breach.case, role=PartyRole.VICTIM).select_related("person").order_by("pk")
    victim = parties.first()
    return add_incident(
        actor=actor,
        case=breach.case,
        values={
            "occurred_at": breach.occurred_at,
            "acts": acts,
            "other_act": f"{words}: part of the course of conduct" if "X" in acts else "",
            "behaviour": words,
            "summary": breach.what_happened,
            "source": "POLICE",
        },
        victim=victim.person if victim else None,
        suspect=breach.bail.suspect,
        at=breach.reported_at,
        action="custody.update",
    )


def decide_gap(*, actor: User, bail: Bail, choice: str, reason: str, at: datetime | None = None) -> GapDecision:
    """Decide what protects the victim when bail ends and no order is in force; a sergeant accepts a gap. Satisfies R35."""
    accept = choice == GapChoice.ACCEPT
    with change(actor, "bail.accept" if accept else "bail.gap", bail.case) as ch:
        bail.refresh_from_db()
        when = past(at, not_before=bail.granted_at, before="bail was granted")
        problems = rules.gap_problems(choice, reason)
        if bail.state != flow.LIVE or bail.ends_on is None:
            problems.append((None, ENDED))
        if problems or bail.ends_on is None:
            raise GuardFailed(problems)
        decision = GapDecision.objects.create(
            bail=bail, choice=choice, reason=reason.strip(), ends_on=bail.ends_on, decided_at=when, decided_by=actor
        )
        words = decision.get_choice_display()
        ch.event("bail.gap", f"{bail.reference}, the gap when it ends: {words[0].lower()}{words[1:]}.", subject=bail, occurred_at=when)
        ch.audit("CREATE", decision, after={"choice": choice})
        clocks.satisfy("R35", subject=bail, at=when, actor=actor, note=words)
    return decision


def set_rui_end(*, actor: User, bail: Bail, ends_on: date | None, reason: str) -> Bail:
    """Set another day by which a release under investigation is decided. Raises GuardFailed."""
    with change(actor, "custody.update", bail.case, lock=True) as ch:
        bail.refresh_from_db()
        problems = rules.rui_problems(released=ch.now, ends_on=ends_on)
        if bail.kind != BailKind.RUI or bail.state != flow.LIVE:
            problems.append((None, "Only a release under investigation that still runs has such a day."))
        if rules.short(reason):
            problems.append(("reason", f"Say in at least {rules.LEAST} characters why it takes longer."))
        if problems or ends_on is None:
            raise GuardFailed(problems)
        Bail.objects.filter(pk=bail.pk).update(ends_on=ends_on, version=bail.version + 1)
        bail.refresh_from_db()
        ch.event("bail.changed", f"{bail.reference}: to be decided by {day_words(ends_on)}.", subject=bail)
        ch.audit("UPDATE", bail, after={"ends_on": ends_on})
        period.keep_gap(bail, actor=actor, why="the day of the decision was moved")
        happened(Fact("bail.changed", bail.case_id, bail, ch.now, actor, {"what": "day"}))
    return bail


def _not_ahead(on: date, now: datetime) -> None:
    if on > day_of(now):
        raise GuardFailed("This is in the future. Enter the day on which it happened.", "on")
