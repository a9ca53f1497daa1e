"""Every wired rule that sets a date: set off, met, met late, fallen away, set off anew. First alone, then by the stages' own steps."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from casework.clocks.models import Clock
from casework.clocks.services import LATER_SUPERSEDES, cancel, satisfy, start
from casework.law.registry import by_id
from casework.law.wired import WIRED
from casework.orders import services as ordering
from tests import later_stages as stage
from tests.factories import make_case, make_user

pytestmark = pytest.mark.django_db


def sample(rule_id):
    """(trigger, inputs) of the rule's first worked example that gives a date by the default values."""
    rule = by_id()[rule_id]
    return next(((each.on, dict(each.inputs)) for each in rule.vectors if each.due and not each.policy and not each.asked), None)


# Guards, and rules that only say on which day something counts, set no date of their own.
NO_DATE = {"CC-5A", "MCR-115", "MCR-99", "SPA-10-5", "SPA-3-2", "SPA-3-3", "SPA-4-4b", "SPA-6", "SPA-9-5"}
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


STEPS: list[tuple[str, str, Callable[[stage.Team], Any], str]] = [
    ("R23", "sent to force legal", stage.submitted, Clock.OPEN),
    ("R23", "approved", stage.approved, Clock.MET),
    ("OP-AUTH", "approved", stage.approved, Clock.OPEN),
    ("OP-AUTH", "authorised", stage.authorised, Clock.MET),
    ("R25", "authorised", stage.authorised, Clock.OPEN),
    ("R25", "lodged", stage.lodged, Clock.MET),
    ("OP-LISTING", "lodged", stage.lodged, Clock.OPEN),
    ("OP-LISTING", "listed", stage.listed, Clock.MET),
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
    ("OP-REVIEW", "made", stage.made_order, Clock.OPEN),
    ("OP-REVIEW", "discharged", discharged, Clock.CANCELLED),
    ("MCR-67", "served without a certificate", lambda team: stage.serve(team, stage.made_order(team)), Clock.OPEN),
    ("SPA-4-2", "lodged", lambda team: stage.change_lodged(team, stage.made_order(team)), Clock.OPEN),
    ("SPA-4-2", "decided before everyone was told", discharged, Clock.CANCELLED),
    ("CC-7", "refused", stage.refused, Clock.OPEN),
    ("OP-SERVE", "varied", lambda team: stage.varied(team, stage.made_order(team)), Clock.OPEN),
]


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
