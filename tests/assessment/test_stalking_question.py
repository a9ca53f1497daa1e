"""Is it stalking? Harassment needs a reason and another person; former partners and steps down also the registrar."""

from datetime import UTC, datetime

import pytest

from casework.access.models import RoleTask
from casework.assessment.services import approve_decision, confirm_decision, consider_order, decide_stalking
from casework.cases.models import Relationship
from casework.clocks.models import Clock
from casework.clocks.services import start
from casework.errors import Conflict, Forbidden, GuardFailed
from casework.reports.crimes import record_crime
from casework.reports.incidents import add_incident
from tests.factories import four_values, incident_values, make_case, make_user

pytestmark = [pytest.mark.quick, pytest.mark.django_db]

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
WHY = "Two neighbours who quarrel about a hedge."


@pytest.fixture
def team(time_machine):
    time_machine.move_to(NOW, tick=False)
    officer, boss = make_user("OFFICER"), make_user("SUPERVISOR")
    return officer, boss, make_case(owner=officer, supervisor=boss, relationship=Relationship.NEIGHBOUR)


def test_stalking_stands_at_once(team):
    officer, _, case = team
    assert decide_stalking(actor=officer, case=case, values=four_values()).state == "IN_FORCE"


@pytest.mark.parametrize("reason", ["", "   ", "not stalking", " " * 40])
@pytest.mark.parametrize("decision", ["HARASSMENT", "OTHER"])
def test_what_is_not_stalking_says_why(team, decision, reason):
    officer, _, case = team
    with pytest.raises(GuardFailed) as refused:
        decide_stalking(actor=officer, case=case, values=four_values(decision, reason_not_stalking=reason))
    assert "reason_not_stalking" in [name for name, _ in refused.value.problems]


@pytest.mark.parametrize("name", ["fixated", "obsessive", "unwanted", "repeated"])
def test_each_of_four_is_answered_with_why(team, name):
    officer, _, case = team
    with pytest.raises(GuardFailed):
        decide_stalking(actor=officer, case=case, values=four_values(**{name: None}))
    with pytest.raises(GuardFailed):
        decide_stalking(actor=officer, case=case, values=four_values(**{f"{name}_why": " "}))


def test_harassment_waits_for_another_person(team):
    officer, boss, case = team
    proposal = decide_stalking(actor=officer, case=case, values=four_values("HARASSMENT", reason_not_stalking=WHY))
    assert proposal.state == "PROPOSED"
    with pytest.raises(GuardFailed, match="approved decision"):
        record_crime(actor=officer, case=case, offence="HARASSMENT_2", crime_reference="48N/1/26")
    with pytest.raises(Forbidden):
        approve_decision(actor=officer, decision=proposal, agreed=True)
    approve_decision(actor=boss, decision=proposal, agreed=True)
    assert proposal.state == "IN_FORCE"
    record_crime(actor=officer, case=case, offence="HARASSMENT_2", crime_reference="48N/1/26")


def test_a_supervisor_does_not_approve_what_she_proposed(team):
    _, boss, case = team
    proposal = decide_stalking(actor=boss, case=case, values=four_values("HARASSMENT", reason_not_stalking=WHY))
    with pytest.raises(GuardFailed, match="because you proposed it"):
        approve_decision(actor=boss, decision=proposal, agreed=True)


def test_between_former_partners_the_registrar_decides_last(team):
    officer, boss, _ = team
    case = make_case(owner=officer, supervisor=boss)
    proposal = decide_stalking(actor=officer, case=case, values=four_values("HARASSMENT", reason_not_stalking=WHY))
    approve_decision(actor=boss, decision=proposal, agreed=True)
    assert proposal.state == "WITH_REGISTRAR"
    assert RoleTask.objects.filter(case=case, role="RECORDS", closed_at=None).exists()
    with pytest.raises(GuardFailed, match="former partners"):
        record_crime(actor=officer, case=case, offence="HARASSMENT_2", crime_reference="48N/1/26")
    both = make_user("RECORDS")
    confirm_decision(actor=both, decision=proposal, agreed=True)
    assert proposal.state == "IN_FORCE"


def test_one_person_is_not_supervisor_and_registrar_of_the_same_decision(team):
    officer, _, _ = team
    both = make_user("SUPERVISOR", "RECORDS")
    case = make_case(owner=officer)
    proposal = decide_stalking(actor=officer, case=case, values=four_values("HARASSMENT", reason_not_stalking=WHY))
    approve_decision(actor=both, decision=proposal, agreed=True)
    with pytest.raises(GuardFailed, match="because you approved it"):
        confirm_decision(actor=both, decision=proposal, agreed=True)


def test_a_step_down_from_4a_is_approved_and_confirmed_while_4a_stands(team):
    officer, boss, case = team
    standing = decide_stalking(actor=officer, case=case, values=four_values("STALKING_4A"))
    with pytest.raises(GuardFailed) as refused:
        decide_stalking(actor=officer, case=case, values=four_values())
    assert {name for name, _ in refused.value.problems} == {"down_code", "why_not_4a"}
    why = {"down_code": "ELEMENT", "why_not_4a": "No effect on daily life can be shown."}
    down = decide_stalking(actor=officer, case=case, values=four_values(**why))
    standing.refresh_from_db()
    assert (down.state, down.needs_registrar, standing.state) == ("PROPOSED", True, "IN_FORCE")
    approve_decision(actor=boss, decision=down, agreed=True)
    confirm_decision(actor=make_user("RECORDS"), decision=down, agreed=True)
    standing.refresh_from_db()
    assert (down.state, standing.state) == ("IN_FORCE", "REPLACED")


def test_a_refusal_says_why_and_the_proposal_ends(team):
    officer, boss, case = team
    proposal = decide_stalking(actor=officer, case=case, values=four_values("HARASSMENT", reason_not_stalking=WHY))
    with pytest.raises(GuardFailed):
        approve_decision(actor=boss, decision=proposal, agreed=False, reason="no")
    approve_decision(actor=boss, decision=proposal, agreed=False, reason="The messages are not about the hedge.")
    assert proposal.state == "REFUSED"
    with pytest.raises(Conflict):
        approve_decision(actor=boss, decision=proposal, agreed=True)


@pytest.mark.parametrize(
    "signs",
    [
        [incident_values],
        [lambda: incident_values(fear_of_violence=True, impacts=[]), lambda: incident_values(fear_of_violence=True, impacts=[])],
    ],
)
def test_signs_of_4a_make_2a_say_why_not(team, signs):
    officer, _, case = team
    for make in signs:
        values = make()
        add_incident(actor=officer, case=case, values=values if "impacts" in values else values | {"impacts": ["JOB"]})
    with pytest.raises(GuardFailed, match=r"point to s\.4A"):
        decide_stalking(actor=officer, case=case, values=four_values())
    decide_stalking(actor=officer, case=case, values=four_values(why_not_4a="The changes predate the first message."))


def test_4a_stops_the_six_month_limit_and_2a_starts_it(team):
    officer, _, case = team
    add_incident(actor=officer, case=case, values=incident_values())
    assert Clock.objects.filter(case=case, rule_id="R09", state="OPEN").exists()
    decide_stalking(actor=officer, case=case, values=four_values("STALKING_4A"))
    assert not Clock.objects.filter(case=case, rule_id="R09", state="OPEN").exists()


@pytest.mark.parametrize(
    ("grade", "needed", "reasons", "taken"),
    [
        ("", False, "too short", False),
        ("", False, "She has moved abroad with her family.", True),
        ("HIGH", True, "He waits at her door each night.", True),
        ("HIGH", False, "She has moved abroad with her family.", False),
        ("HIGH", False, "He is in custody until 2029 and has no means of reaching her from there.", True),
    ],
)
def test_whether_an_order_is_needed_is_decided_with_reasons(team, grade, needed, reasons, taken):
    officer, _, case = team
    type(case).objects.filter(pk=case.pk).update(grade=grade)
    case.refresh_from_db()
    start("R10", subject=case, case=case, on=NOW, actor=officer)
    if not taken:
        with pytest.raises(GuardFailed):
            consider_order(actor=officer, case=case, needed=needed, reasons=reasons)
        return
    consider_order(actor=officer, case=case, needed=needed, reasons=reasons)
    assert Clock.objects.get(case=case, rule_id="R10").state == "MET"
