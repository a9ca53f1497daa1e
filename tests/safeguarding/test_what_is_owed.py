"""What a victim is owed: set off by facts, met, met late, let fall, owed again, moved by Enhanced Rights, each victim by themselves."""

import pytest
from django.db import DatabaseError, connection, transaction

from casework.assessment.assessing import assess, review_assessment
from casework.cases.facts import Fact, happened
from casework.cases.models import Case, CaseEvent
from casework.clocks.models import Clock
from casework.errors import Conflict, Forbidden, GuardFailed, Hidden
from casework.safeguarding import flow
from casework.safeguarding.answers import OF_FACT
from casework.safeguarding.models import NeedsAssessment, Referral, VictimDuty
from casework.safeguarding.rules import BY_RIGHTS, RULE_OF, Answer
from casework.safeguarding.services import assess_needs, let_duty_fall, record_contact, refer
from tests import later_stages as stage
from tests.factories import make_user, plan_values, risk_values
from tests.later_stages import at
from tests.safeguarding.care import ARRESTED, NOW, clock_of, contact_values, owed, reported, tell, told

pytestmark = pytest.mark.django_db

MONDAY, FRIDAY = "2026-11-30", "2026-12-04"
NOT_ENHANCED = {"enhanced": False, "reason_not": "One act by a stranger, nothing points at her again"}


def due(duty):
    return str(clock_of(duty).due_on)


@pytest.mark.parametrize("kind", OF_FACT)
def test_each_fact_is_told_within_one_working_day_with_enhanced_rights_and_five_without(team, kind):
    """R19, R39: Friday 27 November gives Monday 30 November or Friday 4 December; R53 gives one working day to every victim."""
    tell(team, kind)
    (duty,) = owed(team.party)
    assert (duty.kind, clock_of(duty).rule_id, due(duty)) == (OF_FACT[kind], RULE_OF[duty.kind], MONDAY)
    assess_needs(actor=team.officer, party=team.party, values=NOT_ENHANCED)
    assert due(duty) == (FRIDAY if duty.kind in BY_RIGHTS else MONDAY)
    assess_needs(actor=team.carer, party=team.party, values={"enhanced": True, "basis": ["PERSISTENT"]})
    assert due(duty) == MONDAY


def test_without_an_assessment_a_victim_has_enhanced_rights_and_no_reason_no_exception(team):
    with pytest.raises(GuardFailed, match="counts as persistently targeted"):
        assess_needs(actor=team.officer, party=team.party, values={"enhanced": False, "reason_not": "No"})
    with pytest.raises(GuardFailed, match="Choose why"):
        assess_needs(actor=team.officer, party=team.party, values={"enhanced": True, "basis": []})
    assert not NeedsAssessment.objects.exists()


def test_one_fact_told_twice_is_owed_once_and_two_victims_are_owed_each(team):
    second = team.second_victim()
    tell(team, "suspect.arrested")
    tell(team, "suspect.arrested")
    assert [len(owed(party)) for party in (team.party, second)] == [1, 1]
    told(team, *owed(second), party=second)
    assert [len(owed(party)) for party in (team.party, second)] == [1, 0]
    assess_needs(actor=team.officer, party=second, values=NOT_ENHANCED)
    tell(team, "suspect.interviewed")
    assert [due(owed(party, "INTERVIEW")[0]) for party in (team.party, second)] == [MONDAY, FRIDAY]


def test_a_later_fact_of_the_same_kind_supersedes_nothing(team):
    tell(team, "bail.changed", at("2026-11-26 10:00"))
    tell(team, "bail.changed", at("2026-11-27 10:00"))
    assert [due(duty) for duty in owed(team.party)] == ["2026-11-27", MONDAY]


@pytest.mark.parametrize(("moment", "state"), [("2026-11-30 23:59", Clock.MET), ("2026-12-01 00:00", Clock.MET_LATE)])
def test_a_contact_meets_it_to_the_end_of_the_day_and_late_stays_late(team, time_machine, moment, state):
    tell(team, "suspect.arrested")
    (duty,) = owed(team.party)
    time_machine.move_to(at("2026-12-01 09:00"), tick=False)
    told(team, duty, at=at(moment))
    assert clock_of(duty).state == state
    assert VictimDuty.objects.get(pk=duty.pk).state == flow.MET


def test_a_victim_may_ask_not_to_be_told_and_the_reason_stays(team):
    tell(team, "suspect.arrested")
    (duty,) = owed(team.party)
    with pytest.raises(GuardFailed, match="why it is not owed"):
        let_duty_fall(actor=team.officer, duty=duty, why="no")
    let_duty_fall(actor=team.officer, duty=duty, why="She asked not to be told of arrests")
    assert (clock_of(duty).state, VictimDuty.objects.get(pk=duty.pk).fell_away_why) == (
        Clock.CANCELLED,
        "She asked not to be told of arrests",
    )
    with pytest.raises(Conflict):
        told(team, duty)


def test_the_database_refuses_a_jump_and_a_duty_taken_away_without_a_reason(team):
    tell(team, "suspect.arrested")
    (duty,) = owed(team.party)
    let_duty_fall(actor=team.officer, duty=duty, why="She asked not to be told")
    for change in ({"state": flow.MET}, {"fell_away_why": ""}):
        with pytest.raises(DatabaseError), transaction.atomic():
            VictimDuty.objects.filter(pk=duty.pk).update(**change)


# R20, R21


def test_support_is_referred_within_two_working_days_of_the_report(team):
    reported(team)
    reported(team)
    (duty,) = owed(team.party, "SUPPORT")
    assert (clock_of(duty).rule_id, due(duty)) == ("R20", "2026-11-25")


@pytest.mark.parametrize(
    ("answer", "left"), [("SENT", []), ("DECLINED", []), ("ACCEPTED", ["SUPPORT"]), ("UNDECIDED", ["SUPPORT"]), ("NO_CONSENT", [])]
)
def test_only_a_referral_sent_or_declined_settles_support(team, answer, left):
    reported(team)
    more = {"why": "She wants to think first", "no_consent_why": "Her life is in danger tonight"}
    refer(actor=team.carer, party=team.party, values={"service": "OTHER", "name": "Victim Support", "answer": answer, **more})
    assert [duty.kind for duty in owed(team.party)] == left


def test_a_panel_is_no_support_service(team):
    reported(team)
    refer(actor=team.officer, party=team.party, values={"service": "MARAC", "name": "Northmoor MARAC", "answer": "SENT"})
    assert [duty.kind for duty in owed(team.party)] == ["SUPPORT"]


def assessed(team, grade):
    return assess(actor=team.officer, case=team.case, values=risk_values(grade, grade), actions=[plan_values(team.officer)])


def test_high_risk_asks_for_an_advocate_within_a_working_day_until_the_grade_falls(team):
    assessment = assessed(team, "MEDIUM")
    assert owed(team.party) == []
    assessment = assessed(team, "HIGH")
    (duty,) = owed(team.party)
    assert (duty.kind, clock_of(duty).rule_id, due(duty)) == ("ADVOCATE", "R21", MONDAY)
    assessed(team, "HIGH")
    assert owed(team.party) == [duty]
    assert assessment.final_grade == "HIGH"
    assessed(team, "STANDARD")
    assert owed(team.party) == [] and clock_of(duty).state == Clock.CANCELLED


def test_a_supervisor_who_raises_the_grade_asks_for_an_advocate_too(team):
    assessment = assessed(team, "MEDIUM")
    review_assessment(actor=team.sergeant, assessment=assessment, agreed=False, grade="HIGH", reason="It escalates week by week")
    assert [duty.kind for duty in owed(team.party)] == ["ADVOCATE"]


def test_an_advocate_offered_once_answers_support_and_the_next_assessment(team):
    reported(team)
    assessed(team, "HIGH")
    refer(actor=team.officer, party=team.party, values={"service": "ISAC", "name": "Harbourside ISAC Service", "answer": "SENT"})
    assert owed(team.party) == []
    assessed(team, "HIGH")
    assert owed(team.party) == [] and Referral.objects.count() == 1


# Orders: beside the Victims' Code, not in its place


def test_an_orders_event_stands_beside_the_code_and_one_contact_answers_both(db, time_machine):
    time_machine.move_to(stage.NOW, tick=False)
    team = stage.make_team()
    order = stage.made_order(team)
    serving_clock = Clock.objects.get(rule_id="OP-VICTIM", subject_id=order.pk)
    assert serving_clock.state == Clock.OPEN
    happened(Fact("court.outcome", team.case.pk, order, stage.MADE, team.officer))
    party = team.case.parties.get(role="VICTIM")
    (duty,) = owed(party, "OUTCOME")
    values = contact_values(at=at("2026-11-24 09:00"))
    with pytest.raises(GuardFailed, match="what the victim was told"):
        record_contact(actor=team.officer, party=party, values=values, orders={order.pk: ""})
    record_contact(
        actor=team.officer,
        party=party,
        values=values,
        answers=[Answer(duty, {"told": "What the court ordered"})],
        orders={order.pk: "The terms"},
    )
    serving_clock.refresh_from_db()
    order.refresh_from_db()
    assert (serving_clock.state, clock_of(duty).state, order.victim_told_at) == (Clock.MET, Clock.MET, at("2026-11-24 09:00"))


def test_the_courts_outcome_brings_the_case_to_victim_care(team):
    stranger = make_user("VICTIM_CARE")
    tell(team, "court.outcome")
    (duty,) = owed(team.party)
    assert (clock_of(duty).slot, clock_of(duty).rule_id) == ("victim_care", "R53")
    record_contact(actor=stranger, party=team.party, values=contact_values(), answers=[Answer(duty, {"told": "Two years, suspended"})])
    assert owed(team.party) == []


# Who may


def test_a_supervisor_reads_and_does_not_record_and_a_stranger_sees_nothing(team):
    with pytest.raises(Forbidden):
        record_contact(actor=team.sergeant, party=team.party, values=contact_values())
    with pytest.raises(Hidden):
        record_contact(actor=make_user("VICTIM_CARE"), party=team.party, values=contact_values())


def test_a_clock_and_a_line_of_the_timeline_name_nobody(team):
    tell(team, "charging.decided")
    told(team, *owed(team.party))
    words = [
        *Clock.objects.values_list("title", flat=True),
        *CaseEvent.objects.filter(kind__startswith="contact.").values_list("text", flat=True),
    ]
    assert "The victim was told of the charging decision" in words
    assert not [each for each in words if "Elin" in each or "Prosser" in each or "telephone" in each.lower()]


def test_the_cases_next_date_follows_what_is_owed(team):
    tell(team, "suspect.arrested", ARRESTED)
    assert str(Case.objects.get(pk=team.case.pk).next_deadline) == MONDAY
    assert NOW > ARRESTED
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM casework_transition WHERE machine = 'victim_duty'")
        assert cursor.fetchone() == (1,)
