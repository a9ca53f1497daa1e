"""Every wired rule that sets a date: set off, met, met late, fallen away, set off anew. First alone, then by the stages' own steps."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine as travelling

from casework.access import breakglass
from casework.assessment.assessing import assess, decide_lowering, review_assessment
from casework.assessment.services import approve_decision, confirm_decision, consider_order, decide_stalking
from casework.cases.facts import Fact, happened
from casework.cases.models import Case
from casework.charging.services import deciding
from casework.clocks.models import Clock
from casework.clocks.services import LATER_SUPERSEDES, cancel, satisfy, start
from casework.custody.services import changing, ending
from casework.evidence.services import decide_search
from casework.law.registry import by_id
from casework.law.wired import WIRED
from casework.orders import services as ordering
from casework.reports.crimes import record_crime
from casework.reports.incidents import add_incident
from casework.reports.services import Who, report
from tests import at_court
from tests import custody_team as custody
from tests import later_stages as stage
from tests.factories import UnitFactory, four_values, incident_values, make_case, make_user, plan_values, risk_values

pytestmark = pytest.mark.django_db


def sample(rule_id):
    """(trigger, inputs) of the rule's first worked example that gives a date by the default values."""
    rule = by_id()[rule_id]
    return next(((each.on, dict(each.inputs)) for each in rule.vectors if each.due and not each.policy and not each.asked), None)


# Guards, and rules that only say on which day something counts, set no date of their own.
NO_DATE = {
    "CC-5A", "MCR-115", "MCR-3D", "MCR-99", "PACE-24", "R07", "R40", "R49", "R51", "SPA-1-1", "SPA-1-3", "SPA-10-5",
    "SPA-2-3", "SPA-2-7", "SPA-3-2",
    "SPA-3-3", "SPA-4-4b", "SPA-6", "SPA-9-5",
}  # fmt: skip
DATED = sorted(rule_id for rule_id in WIRED if rule_id not in NO_DATE and sample(rule_id) is not None)


def test_every_wired_rule_that_sets_a_date_has_a_scenario():
    assert set(WIRED) - NO_DATE == set(DATED)


def begun(rule_id):
    officer = make_user("OFFICER")
    case = make_case(owner=officer, supervisor=make_user("SUPERVISOR"))
    on, inputs = sample(rule_id)
    return start(rule_id, subject=case, case=case, on=on, inputs=inputs), case, officer


@pytest.mark.parametrize("rule_id", DATED)
def test_it_is_set_off_and_met_or_met_late_or_falls_away(rule_id, time_machine):
    time_machine.move_to(stage.NOW, tick=False)
    for act, state in (("in time", Clock.MET), ("a second late", Clock.MET_LATE), ("falls away", Clock.CANCELLED)):
        clock, case, officer = begun(rule_id)
        assert (clock.state, clock.due_on is not None, clock.overdue_from is not None) == (Clock.OPEN, True, True)
        assert case.next_deadline == clock.due_on
        if act == "falls away":
            cancel(rule_id, subject=case, actor=officer, why="The case was merged")
        else:
            done = clock.overdue_from - timedelta(seconds=1) if act == "in time" else clock.overdue_from
            satisfy(rule_id, subject=case, at=done, actor=officer)
        clock.refresh_from_db()
        assert (act, clock.state) == (act, state)
        assert not clock.reminders.filter(state="WAITING").exists()


@pytest.mark.parametrize("rule_id", DATED)
def test_a_later_trigger_supersedes_only_where_the_rule_says_so(rule_id, time_machine):
    time_machine.move_to(stage.NOW, tick=False)
    clock, case, _ = begun(rule_id)
    on, inputs = sample(rule_id)
    later = f"{int(on[:4]) + 1}{on[4:]}" if on[5:10] != "02-29" else f"{int(on[:4]) + 4}{on[4:]}"
    if rule_id in ("SPA-5-6a", "OP-EXPIRY"):
        inputs = {name: value for name, value in inputs.items() if name not in ("end", "next_hearing")} | (
            {"days": 28} if rule_id == "SPA-5-6a" else {}
        )
    again = start(rule_id, subject=case, case=case, on=later, inputs=inputs)
    clock.refresh_from_db()
    if rule_id in LATER_SUPERSEDES:
        assert (clock.state, again.state, again.pk != clock.pk) == (Clock.SUPERSEDED, Clock.OPEN, True)
    else:
        assert (again.pk, clock.state) == (clock.pk, Clock.OPEN)


# By the stages' own steps.


def tell(team: stage.Team, order: Any) -> Any:
    return ordering.tell_victim(actor=team.officer, order=order, at=stage.MADE, how="By the agreed safe telephone")


def pnc(team: stage.Team, order: Any) -> Any:
    return ordering.record_pnc(actor=team.clerk, order=order, reference="PNC-1", at=stage.MADE)


def discharged(team: stage.Team) -> Any:
    order = stage.made_order(team)
    stage.serve(team, order, stage.at("2026-11-30 10:00"))
    return stage.discharged(team, order)


def glass_broken(team: stage.Team) -> Any:
    """Somebody of another unit opens the team's case, which is restricted, at NOW (a Monday)."""
    team.case.restricted = True
    team.case.save(update_fields=["restricted"])
    user = make_user("OFFICER", unit=UnitFactory(name="Response Harbour Street"))
    reason = "She rings from a telephone box and says that he is at the door"
    return breakglass.open_case(actor=user, reference=team.case.reference, reason=reason)


def glass_reviewed(team: stage.Team, day: str) -> None:
    glass = glass_broken(team)
    with travelling.travel(stage.at(day), tick=False):
        breakglass.review(actor=make_user("AUDITOR"), glass=glass, outcome="JUSTIFIED", note="There was no time to ask the owner")


# Custody and charging have a case of their own.


def more(team: custody.Team) -> Any:
    """The prosecutors asked for one thing."""
    return deciding.ask_for_more(actor=team.prosecutor, referral=custody.with_cps(team), items=[{"what": "A second statement"}])


def accepted(team: custody.Team) -> Any:
    why = "She has moved abroad, and he does not know where"
    return changing.decide_gap(actor=team.sergeant, bail=custody.bailed(team), choice="ACCEPT", reason=why)


def stopped(team: custody.Team) -> Any:
    return changing.stop_for_charging(actor=team.officer, bail=custody.bailed(team), on=date(2026, 11, 24))


def ended(team: custody.Team) -> Any:
    return ending.end_bail(actor=team.officer, bail=custody.bailed(team), how="NO_ACTION", reason="He was not in the country")


def done(team: custody.Team) -> Any:
    return deciding.item_done(actor=team.officer, item=more(team).plan.get(), note="Sent as MG11/4")


def again(team: custody.Team) -> Any:
    return changing.resume(actor=team.officer, bail=custody.bailed(team, purpose="CHARGING"), on=date(2026, 11, 24))


CUSTODY: list[tuple[str, str, Callable[[custody.Team], Any], str]] = [
    ("R34", "released on bail", custody.bailed, Clock.OPEN),
    ("R34", "standing still", stopped, Clock.CANCELLED),
    ("R34", "ended", ended, Clock.CANCELLED),
    ("R35", "released on bail", custody.bailed, Clock.OPEN),
    ("R35", "accepted", accepted, Clock.MET),
    ("R35", "ended", ended, Clock.CANCELLED),
    ("R36", "with the CPS", custody.with_cps, Clock.OPEN),
    ("R36", "decided", custody.decided, Clock.MET),
    ("R36", "asked for more", more, Clock.CANCELLED),
    ("R37", "asked for more", more, Clock.OPEN),
    ("R37", "done", done, Clock.MET),
    ("R48", "running again", again, Clock.OPEN),
    (
        "R48",
        "extended",
        lambda team: custody.extend(team, again(team), "inspector", custody.NOW),
        Clock.CANCELLED,
    ),
]


@pytest.mark.parametrize(("rule_id", "step", "walk", "state"), CUSTODY, ids=[f"{rule_id}: {step}" for rule_id, step, _, _ in CUSTODY])
def test_the_step_in_custody_leaves_the_date_as_it_should(rule_id, step, walk, state, time_machine):
    time_machine.move_to(custody.NOW, tick=False)
    walk(custody.make_team())
    assert state in set(Clock.objects.filter(rule_id=rule_id).values_list("state", flat=True)), step


def people() -> Any:
    """Who acts in the first stages."""
    return SimpleNamespace(officer=make_user("OFFICER"))


def reported(team: stage.Team, at: datetime = stage.NOW) -> Case:
    """A case of the team's officer, as it is reported; `at` is when the report came in."""
    who = {"victim": Who(values={"family_name": "Croft"}), "suspect": Who(values={"family_name": "Vance"})}
    return report(actor=team.officer, unit=team.officer.unit, relationship="EX_PARTNER", reported_at=at, **who)


def first(team: stage.Team, hours: float, act: Callable[[stage.Team, Case], Any]) -> Any:
    """Something done on a case that was reported so many hours ago."""
    return act(team, reported(team, stage.NOW - timedelta(hours=hours)))


def recorded(team: stage.Team, case: Case) -> Any:
    return record_crime(actor=team.officer, case=case, offence="STALKING_2A", crime_reference="48N/1/26")


def assessed(team: stage.Team, case: Case, victim: str = "MEDIUM", **changes: Any) -> Any:
    values = risk_values(victim, "MEDIUM", **changes)
    return assess(actor=team.officer, case=case, values=values, actions=[plan_values(team.officer)])


def lowering(team: stage.Team, case: Case) -> Any:
    return assessed(team, case, "HIGH", lower_to="MEDIUM", lower_reason="He has been abroad for three months.")


def twice(team: stage.Team, case: Case) -> Any:
    return assessed(team, case), assessed(team, case, "HIGH")


def reviewed(team: stage.Team, case: Case) -> Any:
    return review_assessment(actor=make_user("SUPERVISOR"), assessment=assessed(team, case), agreed=True)


def lowered(team: stage.Team, case: Case) -> Any:
    inspector = make_user("SUPERVISOR", rank="INSPECTOR")
    return decide_lowering(actor=inspector, assessment=lowering(team, case), agreed=True, reason="He has been abroad for three months.")


def happened_once(team: stage.Team, case: Case) -> Any:
    return add_incident(actor=team.officer, case=case, values=incident_values())


def happened_again(team: stage.Team, case: Case) -> Any:
    first_values = incident_values(occurred_at=stage.NOW - timedelta(days=3))
    return add_incident(actor=team.officer, case=case, values=first_values), happened_once(team, case)


def asked_again(team: stage.Team, case: Case) -> Any:
    return assessed(team, case), happened_once(team, case)


def answered_again(team: stage.Team, case: Case) -> Any:
    return asked_again(team, case), assessed(team, case)


def charged(team: stage.Team, case: Case) -> Any:
    happened_once(team, case)
    happened(Fact("charging.decided", case.pk, case, stage.NOW, team.officer, {"outcome": "CHARGE"}))


def no_further_action(team: stage.Team, case: Case) -> Any:
    happened_once(team, case)
    happened(Fact("charging.decided", case.pk, case, stage.NOW, team.officer, {"outcome": "NFA"}))


def four_a(team: stage.Team, case: Case) -> Any:
    return happened_once(team, case), decide_stalking(actor=team.officer, case=case, values=four_values("STALKING_4A"))


def not_stalking(team: stage.Team, case: Case) -> Any:
    values = four_values("HARASSMENT", reason_not_stalking="Two who quarrel about the house they own.")
    decision = decide_stalking(actor=team.officer, case=case, values=values)
    return approve_decision(actor=make_user("SUPERVISOR"), decision=decision, agreed=True)


def confirmed(team: stage.Team, case: Case) -> Any:
    return confirm_decision(actor=make_user("RECORDS"), decision=not_stalking(team, case), agreed=True)


def answered_otherwise(team: stage.Team, case: Case) -> Any:
    return not_stalking(team, case), decide_stalking(actor=team.officer, case=case, values=four_values())


def considered(team: stage.Team, case: Case) -> Any:
    return consider_order(actor=team.officer, case=case, needed=True, reasons="He waits at her door each night.")


def searched(team: stage.Team, case: Case) -> Any:
    return decide_search(actor=team.officer, case=case, considered="NOT_USED", not_used_reason="Nothing is left to be found there.")


FIRST: list[tuple[str, str, Callable[[stage.Team], Any], str]] = [
    ("R01", "reported", lambda team: reported(team), Clock.OPEN),
    ("R01", "recorded within the day", lambda team: first(team, 24, recorded), Clock.MET),
    ("R01", "recorded later", lambda team: first(team, 25, recorded), Clock.MET_LATE),
    ("R02", "reported", lambda team: reported(team), Clock.OPEN),
    ("R02", "assessed within the day", lambda team: first(team, 2, assessed), Clock.MET),
    ("R02", "assessed later", lambda team: first(team, 25, assessed), Clock.MET_LATE),
    ("R03", "assessed", lambda team: first(team, 2, assessed), Clock.OPEN),
    ("R03", "reviewed", lambda team: first(team, 2, reviewed), Clock.MET),
    ("R03", "assessed anew before the review", lambda team: first(team, 2, twice), Clock.CANCELLED),
    ("R04", "a lower grade asked for", lambda team: first(team, 2, lowering), Clock.OPEN),
    ("R04", "an inspector decided", lambda team: first(team, 2, lowered), Clock.MET),
    ("R05", "another incident", lambda team: first(team, 2, asked_again), Clock.OPEN),
    ("R05", "assessed after it", lambda team: first(team, 2, answered_again), Clock.MET),
    ("R06", "assessed", lambda team: first(team, 2, assessed), Clock.OPEN),
    ("R06", "assessed anew", lambda team: first(team, 2, twice), Clock.SUPERSEDED),
    ("R08", "former partners, not stalking", lambda team: first(team, 2, not_stalking), Clock.OPEN),
    ("R08", "the registrar decided", lambda team: first(team, 2, confirmed), Clock.MET),
    ("R08", "answered otherwise before that", lambda team: first(team, 2, answered_otherwise), Clock.CANCELLED),
    ("R09", "an act", lambda team: first(team, 2, happened_once), Clock.OPEN),
    ("R09", "a later act", lambda team: first(team, 2, happened_again), Clock.SUPERSEDED),
    ("R09", "charged", lambda team: first(team, 2, charged), Clock.MET),
    ("R09", "no further action", lambda team: first(team, 2, no_further_action), Clock.CANCELLED),
    ("R09", "s.4A decided", lambda team: first(team, 2, four_a), Clock.CANCELLED),
    ("R10", "reported", lambda team: reported(team), Clock.OPEN),
    ("R10", "considered", lambda team: first(team, 2, considered), Clock.MET),
    ("R11", "reported", lambda team: reported(team), Clock.OPEN),
    ("R11", "decided", lambda team: first(team, 2, searched), Clock.MET),
]


STEPS: list[tuple[str, str, Callable[[stage.Team], Any], str]] = [
    ("R23", "sent to force legal", stage.submitted, Clock.OPEN),
    ("R23", "approved", stage.approved, Clock.MET),
    ("OP-AUTH", "approved", stage.approved, Clock.OPEN),
    ("OP-AUTH", "authorised", stage.authorised, Clock.MET),
    ("R25", "authorised", stage.authorised, Clock.OPEN),
    ("R25", "lodged", stage.lodged, Clock.MET),
    ("OP-LISTING", "lodged", stage.lodged, Clock.OPEN),
    ("OP-LISTING", "listed", stage.listed, Clock.MET),
    ("HR-3", "a contested hearing", at_court.contested, Clock.OPEN),
    ("HR-3", "not contested after all", at_court.uncontested, Clock.CANCELLED),
    ("HR-3", "a notice served in time", at_court.notice_served, Clock.MET),
    ("HR-3", "a notice served late", at_court.notice_late, Clock.MET_LATE),
    ("HR-4", "a notice served", at_court.notice_served, Clock.OPEN),
    ("HR-4", "cross-examination sought", at_court.after_notice("CROSS_SOUGHT"), Clock.MET),
    ("HR-4", "nothing came", at_court.after_notice("NOTHING"), Clock.CANCELLED),
    ("HR-4-4", "listed", at_court.after_notice("CROSS_SOUGHT", "CROSS_LISTED"), Clock.OPEN),
    ("HR-4-4", "told", at_court.after_notice("CROSS_SOUGHT", "CROSS_LISTED", "CROSS_TOLD"), Clock.MET),
    ("HR-5-2", "a notice served", at_court.notice_served, Clock.OPEN),
    ("HR-5-2", "credibility attacked", at_court.after_notice("CREDIBILITY"), Clock.MET),
    ("HR-5-4", "credibility attacked", at_court.after_notice("CREDIBILITY"), Clock.OPEN),
    ("HR-5-4", "the maker is called", at_court.after_notice("CREDIBILITY", "MAKER_CALLED"), Clock.MET),
    ("HR-5-4", "the maker is not called", at_court.after_notice("CREDIBILITY", "NOT_CALLED"), Clock.CANCELLED),
    ("CEA-2-1b", "asked", at_court.after_notice("PARTICULARS_ASKED"), Clock.OPEN),
    ("CEA-2-1b", "given", at_court.after_notice("PARTICULARS_ASKED", "PARTICULARS_GIVEN"), Clock.MET),
    ("MCR-99-7", "issued", at_court.issued, Clock.OPEN),
    ("MCR-99-7", "served", at_court.summons_served, Clock.MET),
    ("MCR-99-7", "withdrawn", at_court.withdrawn, Clock.CANCELLED),
    ("OP-SERVE", "made", stage.made_order, Clock.OPEN),
    ("OP-SERVE", "served at once", lambda team: stage.serve(team, stage.made_order(team)), Clock.MET),
    ("OP-SERVE", "served days later", lambda team: stage.serve(team, stage.made_order(team), stage.at("2026-11-27 11:15")), Clock.MET_LATE),
    ("OP-PNC", "made", stage.made_order, Clock.OPEN),
    ("OP-PNC", "entered", lambda team: pnc(team, stage.made_order(team)), Clock.MET),
    ("OP-VICTIM", "made", stage.made_order, Clock.OPEN),
    ("OP-VICTIM", "told", lambda team: tell(team, stage.made_order(team)), Clock.MET),
    ("OP-EXPIRY", "made", stage.made_order, Clock.OPEN),
    ("OP-EXPIRY", "discharged", discharged, Clock.CANCELLED),
    ("SPA-9-1", "served", lambda team: stage.serve(team, stage.made_order(team), stage.at("2026-11-30 10:00")), Clock.OPEN),
    ("SPA-9-1", "discharged before it was due", discharged, Clock.CANCELLED),
    ("SPA-5-6a", "interim order made", stage.interim_order, Clock.OPEN),
    ("R42", "break-glass used", glass_broken, Clock.OPEN),
    ("R42", "reviewed on its last day", lambda team: glass_reviewed(team, "2026-12-01 23:59"), Clock.MET),
    ("R42", "reviewed the day after", lambda team: glass_reviewed(team, "2026-12-02 00:00"), Clock.MET_LATE),
    ("OP-REVIEW", "made", stage.made_order, Clock.OPEN),
    ("OP-REVIEW", "discharged", discharged, Clock.CANCELLED),
    ("MCR-67", "served without a certificate", lambda team: stage.serve(team, stage.made_order(team)), Clock.OPEN),
    ("SPA-4-2", "lodged", lambda team: stage.change_lodged(team, stage.made_order(team)), Clock.OPEN),
    ("SPA-4-2", "decided before everyone was told", discharged, Clock.CANCELLED),
    ("CC-7", "refused", stage.refused, Clock.OPEN),
    ("OP-SERVE", "varied", lambda team: stage.varied(team, stage.made_order(team)), Clock.OPEN),
]


@pytest.mark.parametrize(("rule_id", "step", "walk", "state"), FIRST, ids=[f"{rule_id}: {step}" for rule_id, step, _, _ in FIRST])
def test_the_first_steps_leave_the_date_as_they_should(rule_id, step, walk, state, time_machine):
    time_machine.move_to(stage.NOW, tick=False)
    walk(people())
    assert state in set(Clock.objects.filter(rule_id=rule_id).values_list("state", flat=True)), step


@pytest.mark.parametrize(("rule_id", "step", "walk", "state"), STEPS, ids=[f"{rule_id}: {step}" for rule_id, step, _, _ in STEPS])
def test_the_step_leaves_the_date_as_it_should(rule_id, step, walk, state, time_machine):
    time_machine.move_to(stage.NOW, tick=False)
    walk(stage.make_team())
    assert state in set(Clock.objects.filter(rule_id=rule_id).values_list("state", flat=True)), step


def test_an_interim_order_that_runs_out_takes_its_date_with_it(time_machine):
    time_machine.move_to(stage.NOW, tick=False)
    stage.interim_order(stage.make_team(), end_date=date(2026, 12, 1))
    time_machine.move_to(stage.at("2026-12-02 00:01"), tick=False)
    assert ordering.expire_due() == 1
    assert Clock.objects.get(rule_id="SPA-5-6a").state == Clock.CANCELLED
