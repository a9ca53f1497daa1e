"""Risk on a case: what it starts and meets, who reviews, who lowers, and that nothing of it is ever changed."""

from datetime import UTC, datetime

import pytest
from django.db import ProgrammingError, connection, transaction

from casework.access.models import RoleTask
from casework.assessment.assessing import assess, complete_action, decide_lowering, drop_action, review_assessment
from casework.assessment.models import PlanAction, RiskAssessment
from casework.cases.models import Case
from casework.clocks.models import Clock
from casework.clocks.services import start
from casework.errors import Forbidden, GuardFailed
from tests.factories import make_case, make_user, plan_values, risk_values

pytestmark = [pytest.mark.quick, pytest.mark.django_db]

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)


@pytest.fixture
def team(time_machine):
    time_machine.move_to(NOW, tick=False)
    officer, boss = make_user("OFFICER"), make_user("SUPERVISOR")
    case = make_case(owner=officer, supervisor=boss)
    start("R02", subject=case, case=case, on=NOW, actor=officer)
    start("R10", subject=case, case=case, on=NOW, actor=officer)
    return officer, boss, case


def clock(rule_id, subject):
    return Clock.objects.filter(rule_id=rule_id, subject_id=subject.pk).order_by("-pk").first()


def test_an_assessment_keeps_the_grade_and_the_dates(team):
    officer, boss, case = team
    made = assess(actor=officer, case=case, values=risk_values("HIGH", "STANDARD"), actions=[plan_values(officer)])
    assert (made.final_grade, made.divergence) == ("HIGH", "VICTIM_HIGHER")
    assert Case.objects.get(pk=case.pk).grade == "HIGH"
    assert clock("R02", case).state == "MET"
    assert clock("R03", made).due_at == datetime(2026, 11, 24, 18, 0, tzinfo=UTC)
    assert clock("R06", case).due_on.isoformat() == "2026-11-30"
    assert clock("R10", case).due_at == datetime(2026, 11, 24, 18, 0, tzinfo=UTC)
    assert made.next_review_due == clock("R06", case).overdue_from
    assert RoleTask.objects.filter(case=case, role="SUPERVISOR", closed_at=None).count() == 1
    review_assessment(actor=boss, assessment=made, agreed=True)
    assert clock("R03", made).state == "MET"
    assert not RoleTask.objects.filter(case=case, closed_at=None).exists()


def test_going_below_the_victims_view_waits_for_an_inspector(team):
    officer, boss, case = team
    values = risk_values("HIGH", "MEDIUM", lower_to="MEDIUM", lower_reason="He has been abroad for three months.")
    made = assess(actor=officer, case=case, values=values, actions=[plan_values(officer)])
    assert (made.final_grade, Case.objects.get(pk=case.pk).grade) == ("HIGH", "HIGH")
    assert clock("R04", made).due_at == datetime(2026, 11, 24, 18, 0, tzinfo=UTC)
    with pytest.raises(Forbidden, match="inspector"):
        decide_lowering(actor=boss, assessment=made, agreed=True, reason="He has been abroad for three months.")
    inspector = make_user("SUPERVISOR", rank="INSPECTOR")
    decide_lowering(actor=inspector, assessment=made, agreed=True, reason="He has been abroad for three months.")
    assert Case.objects.get(pk=case.pk).grade == "MEDIUM"
    assert RiskAssessment.objects.get(pk=made.pk).standing_grade == "MEDIUM"
    assert clock("R06", case).due_on.isoformat() == "2026-12-07"
    with pytest.raises(GuardFailed, match="already"):
        decide_lowering(actor=inspector, assessment=made, agreed=False, reason="He has been abroad for three months.")


def test_nobody_reviews_their_own_assessment(team):
    _, _, case = team
    both = make_user("OFFICER", "SUPERVISOR")
    Case.objects.filter(pk=case.pk).update(owner=both)
    case.refresh_from_db()
    made = assess(actor=both, case=case, values=risk_values(), actions=[plan_values(both)])
    with pytest.raises(GuardFailed, match="you made the assessment"):
        review_assessment(actor=both, assessment=made, agreed=True)


def test_a_newer_assessment_stands_in_place_of_the_old_one(team, time_machine):
    officer, boss, case = team
    old = assess(actor=officer, case=case, values=risk_values(), actions=[plan_values(officer)])
    new = assess(actor=officer, case=case, values=risk_values(), actions=[plan_values(officer)])
    assert clock("R03", old).state == "CANCELLED"
    with pytest.raises(GuardFailed, match="newer"):
        review_assessment(actor=boss, assessment=old, agreed=True)
    review_assessment(actor=boss, assessment=new, agreed=True)


def test_without_actions_the_first_date_is_met_by_the_supervisor(team):
    officer, boss, case = team
    made = assess(actor=officer, case=case, values=risk_values(no_action_reason="The suspect is in prison until the spring."))
    assert clock("R02", case).state == "OPEN"
    review_assessment(actor=boss, assessment=made, agreed=True)
    assert clock("R02", case).state == "MET"


def test_an_assessment_and_its_review_are_never_changed(team):
    officer, boss, case = team
    made = assess(actor=officer, case=case, values=risk_values(), actions=[plan_values(officer)])
    review = review_assessment(actor=boss, assessment=made, agreed=True)
    for record in (made, review):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            type(record).objects.filter(pk=record.pk).update(case=case)
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(f"DELETE FROM {record._meta.db_table} WHERE id = %s", [record.pk])


def test_an_action_ends_done_or_dropped_with_words(team):
    officer, boss, case = team
    assess(actor=officer, case=case, values=risk_values(), actions=[plan_values(officer), plan_values(officer)])
    first, second = PlanAction.objects.order_by("pk")
    with pytest.raises(GuardFailed):
        complete_action(actor=officer, action=first, outcome=" ")
    complete_action(actor=officer, action=first, outcome="Marker is live")
    with pytest.raises(Forbidden):
        drop_action(actor=officer, action=second, outcome="The victim has moved abroad")
    drop_action(actor=boss, action=second, outcome="The victim has moved abroad")
    assert set(PlanAction.objects.values_list("state", flat=True)) == {"DONE", "DROPPED"}
    with pytest.raises(GuardFailed, match="cannot be done now"):
        complete_action(actor=officer, action=second, outcome="Marker is live")
