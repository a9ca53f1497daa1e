"""Each change of the danger opens one task to assess risk again (investigation.md 4.5); an assessment made after it answers it."""

from datetime import UTC, datetime, timedelta

import pytest

from casework.assessment import triggers
from casework.assessment.answers import ask_reassessment
from casework.assessment.assessing import assess
from casework.assessment.models import RiskTrigger, TriggerKind
from casework.assessment.triggering import tell_change
from casework.cases.facts import Fact
from casework.clocks.models import Clock
from casework.errors import Forbidden, GuardFailed
from casework.flow import ANSWERS
from casework.reports.incidents import add_incident
from tests.factories import incident_values, make_case, make_user, plan_values, risk_values

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def team(time_machine):
    time_machine.move_to(NOW - HOUR, tick=False)
    officer = make_user("OFFICER")
    case = make_case(owner=officer, supervisor=make_user("SUPERVISOR"))
    assess(actor=officer, case=case, values=risk_values("STANDARD", "STANDARD"), actions=[plan_values(officer)])
    time_machine.move_to(NOW, tick=False)
    return officer, case


def clock(trigger):
    return Clock.objects.filter(rule_id="R05", subject_type="risktrigger", subject_id=trigger.pk).order_by("-pk")[0]


@pytest.mark.parametrize("kind", triggers.FACTS)
def test_every_fact_of_the_table_opens_its_trigger_with_its_date(team, kind):
    officer, case = team
    ask_reassessment(Fact(kind, case.pk, case, NOW, officer))
    trigger = RiskTrigger.objects.get(case=case)
    assert trigger.kind == triggers.FACTS[kind].kind
    hours = 4 if trigger.kind == TriggerKind.BREACH else 24
    assert clock(trigger).due_at == NOW + timedelta(hours=hours)


def test_every_told_fact_of_the_table_is_wired():
    wrong = [kind for kind in triggers.FACTS if kind in ANSWERS and ask_reassessment not in ANSWERS[kind]]
    assert not wrong


def test_every_kind_is_told_by_a_record_or_by_hand():
    assert {trigger.kind for trigger in triggers.FACTS.values()} | set(triggers.BY_HAND) == set(TriggerKind)


def test_high_risk_is_urgent_and_comes_before_a_release(team, time_machine):
    officer, case = team
    time_machine.move_to(NOW - 2 * MINUTE, tick=False)
    assess(actor=officer, case=case, values=risk_values("HIGH", "HIGH"), actions=[plan_values(officer)])
    time_machine.move_to(NOW, tick=False)
    ask_reassessment(Fact("suspect.arrested", case.pk, case, NOW, officer))
    trigger = RiskTrigger.objects.get(case=case)
    assert clock(trigger).due_at == NOW + 4 * HOUR
    ask_reassessment(Fact("suspect.interviewed", case.pk, case, NOW, officer, {"release_at": NOW + 2 * HOUR}))
    assert clock(trigger).due_at == NOW + 2 * HOUR
    assert {clock(one).due_at for one in RiskTrigger.objects.filter(case=case)} == {NOW + 2 * HOUR}


def test_more_of_the_same_kind_is_one_task_with_the_first_date(team, time_machine):
    officer, case = team
    for hours in range(3):
        time_machine.move_to(NOW + hours * HOUR, tick=False)
        add_incident(actor=officer, case=case, values=incident_values())
    trigger = RiskTrigger.objects.get(case=case)
    assert (trigger.times, trigger.at, trigger.last_at) == (3, NOW, NOW + 2 * HOUR)
    assert clock(trigger).due_at == NOW + 24 * HOUR


def test_an_assessment_answers_what_came_before_it_and_not_what_came_after(team, time_machine):
    officer, case = team
    add_incident(actor=officer, case=case, values=incident_values())
    time_machine.move_to(NOW + 3 * HOUR, tick=False)
    add_incident(actor=officer, case=case, values=incident_values())
    at = NOW + 2 * HOUR
    made = assess(actor=officer, case=case, values=risk_values("STANDARD", "STANDARD"), actions=[plan_values(officer)], at=at)
    answered, still = RiskTrigger.objects.order_by("pk")
    assert (answered.assessment, clock(answered).state) == (made, Clock.MET)
    assert (still.assessment, still.at, clock(still).state) == (None, NOW + 3 * HOUR, Clock.OPEN)


def test_an_assessment_typed_to_the_minute_answers_what_happened_in_that_minute(team, time_machine):
    officer, case = team
    time_machine.move_to(NOW + timedelta(seconds=40), tick=False)
    ask_reassessment(Fact("suspect.released", case.pk, case, NOW + timedelta(seconds=30), officer))
    made = assess(actor=officer, case=case, values=risk_values("STANDARD", "STANDARD"), actions=[plan_values(officer)], at=NOW)
    trigger = RiskTrigger.objects.get(case=case)
    assert (trigger.assessment, clock(trigger).state) == (made, Clock.MET)


def test_an_arrest_for_a_breach_is_as_urgent_as_the_breach(team):
    officer, case = team
    ask_reassessment(Fact("suspect.arrested", case.pk, case, NOW, officer, {"offences": ["STALKING_2A", "SPO_BREACH"]}))
    trigger = RiskTrigger.objects.get(case=case)
    assert (trigger.kind, trigger.words) == (TriggerKind.BREACH, "The suspect was arrested for a breach of an order")
    assert clock(trigger).due_at == NOW + 4 * HOUR


def test_late_is_late(team, time_machine):
    officer, case = team
    add_incident(actor=officer, case=case, values=incident_values())
    time_machine.move_to(NOW + 25 * HOUR, tick=False)
    assess(actor=officer, case=case, values=risk_values("STANDARD", "STANDARD"), actions=[plan_values(officer)])
    assert clock(RiskTrigger.objects.get()).state == Clock.MET_LATE


def test_before_the_first_assessment_only_a_breach_asks(time_machine):
    time_machine.move_to(NOW, tick=False)
    officer = make_user("OFFICER")
    case = make_case(owner=officer)
    ask_reassessment(Fact("suspect.arrested", case.pk, case, NOW, officer))
    assert not RiskTrigger.objects.exists()
    ask_reassessment(Fact("bail.breached", case.pk, case, NOW, officer))
    assert RiskTrigger.objects.get().kind == TriggerKind.BREACH


@pytest.mark.parametrize("kind", triggers.BY_HAND)
def test_what_no_record_tells_of_is_told_by_hand(team, kind):
    officer, case = team
    tell_change(actor=officer, case=case, kind=kind, words="She is moving to her sister's.", happened_at=NOW)
    assert RiskTrigger.objects.get(case=case, kind=kind).words == "She is moving to her sister's."


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "INCIDENT"}, "kind"),
        ({"words": "moved"}, "words"),
        ({"happened_at": NOW + HOUR}, "happened_at"),
        ({"happened_at": NOW - timedelta(days=30)}, "happened_at"),
    ],
)
def test_telling_by_hand_is_checked(team, changes, field):
    officer, case = team
    told = {"kind": "VICTIM_CHANGE", "words": "She is moving to her sister's.", "happened_at": NOW} | changes
    with pytest.raises(GuardFailed) as refused:
        tell_change(actor=officer, case=case, **told)
    assert [name for name, _ in refused.value.problems] == [field]


def test_a_colleague_tells_nothing(team):
    _, case = team
    with pytest.raises(Forbidden):
        tell_change(actor=make_user("OFFICER"), case=case, kind="VICTIM_ASKS", words="She asked for it today.", happened_at=NOW)
