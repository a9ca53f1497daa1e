"""A recorded crime is cancelled by three people, never by the investigating officer; the victim is told; what was recorded stays."""

from datetime import timedelta

import pytest
from django.utils import timezone

from casework.access.models import RoleTask
from casework.assessment.services import approve_decision, confirm_decision, decide_stalking
from casework.clocks.models import Clock
from casework.errors import Conflict, Forbidden, GuardFailed
from casework.reports.cancelling import (
    approve_cancelling,
    ask_to_cancel,
    decide_cancelling,
    record_telling,
    take_back,
    told_of,
)
from casework.reports.crimes import record_crime
from casework.reports.incidents import add_incident
from casework.reports.merging import change_relationship
from casework.reports.models import CrimeRecord
from casework.worklists.caselist.selectors import Filters, condition
from tests.factories import four_values, incident_values, make_case, make_user

pytestmark = pytest.mark.django_db

ASKED = {"code": "INFORMATION", "narrative": "CCTV shows that he was abroad on every one of the days."}
WHY = "Two neighbours who quarrel about a hedge."


@pytest.fixture
def team():
    officer, boss, registrar = make_user("OFFICER"), make_user("SUPERVISOR"), make_user("RECORDS")
    case = make_case(owner=officer, supervisor=boss, relationship="NEIGHBOUR", reported_at=timezone.now() - timedelta(hours=3))
    add_incident(actor=officer, case=case, values=incident_values())
    record_crime(actor=officer, case=case, offence="STALKING_2A", crime_reference="48N/1/26", included=["CRIMINAL_DAMAGE"])
    return officer, boss, registrar, case


def test_three_people_cancel_and_the_record_stays(team):
    officer, boss, registrar, case = team
    request = ask_to_cancel(actor=officer, case=case, values=ASKED)
    with pytest.raises(Forbidden):
        approve_cancelling(actor=officer, request=request, agreed=True)
    approve_cancelling(actor=boss, request=request, agreed=True)
    assert request.state == "WITH_REGISTRAR"
    with pytest.raises(Forbidden):
        decide_cancelling(actor=boss, request=request, agreed=True)
    decide_cancelling(actor=registrar, request=request, agreed=True)
    assert request.state == "DONE"
    standing = CrimeRecord.objects.get(case=case, replaced_at__isnull=True)
    assert standing.offence == ""
    assert "abroad" in standing.no_crime_reason
    assert CrimeRecord.objects.filter(case=case, replaced_at__isnull=False).count() == 2
    assert not Clock.objects.filter(case=case, rule_id="R09", state="OPEN").exists()
    task = RoleTask.objects.get(case=case, role="VICTIM_CARE", closed_at=None)
    record_telling(
        actor=officer,
        case=case,
        about="RECLASSIFIED",
        told_at=timezone.now(),
        how="By telephone",
        decided_at=request.registrar_at,
        subjects=(request,),
    )
    task.refresh_from_db()
    assert task.closed_at is not None
    assert told_of(case, "RECLASSIFIED").how == "By telephone"


def test_nobody_decides_twice(team):
    _, _, _, case = team
    both = make_user("SUPERVISOR", "RECORDS")
    type(case).objects.filter(pk=case.pk).update(supervisor=both)
    request = ask_to_cancel(actor=make_user("SUPERVISOR"), case=case, values=ASKED)
    approve_cancelling(actor=both, request=request, agreed=True)
    with pytest.raises(GuardFailed, match="because you approved it"):
        decide_cancelling(actor=both, request=request, agreed=True)
    own = ask_to_cancel_again(case, both)
    with pytest.raises(GuardFailed, match="because you asked for it"):
        approve_cancelling(actor=both, request=own, agreed=True)


def ask_to_cancel_again(case, actor):
    take_back(actor=actor, request=case.crime_requests.get())
    return ask_to_cancel(actor=actor, case=case, values=ASKED)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"code": ""}, "code"),
        ({"narrative": "He was away."}, "narrative"),
        ({"code": "DUPLICATE"}, "other_reference"),
    ],
)
def test_asking_is_checked(team, changes, field):
    officer, *_, case = team
    with pytest.raises(GuardFailed) as refused:
        ask_to_cancel(actor=officer, case=case, values=ASKED | changes)
    assert [name for name, _ in refused.value.problems] == [field]


def test_a_refusal_says_why_and_leaves_the_crime(team):
    officer, boss, _, case = team
    request = ask_to_cancel(actor=officer, case=case, values=ASKED)
    with pytest.raises(GuardFailed):
        approve_cancelling(actor=boss, request=request, agreed=False, reason="no")
    approve_cancelling(actor=boss, request=request, agreed=False, reason="The film does not show his face.")
    with pytest.raises(Conflict):
        approve_cancelling(actor=boss, request=request, agreed=True)
    assert CrimeRecord.objects.get(case=case, principal=True, replaced_at__isnull=True).offence == "STALKING_2A"


def test_from_stalking_down_to_harassment_goes_the_same_way_and_the_victim_is_told(team):
    officer, boss, registrar, case = team
    values = four_values("HARASSMENT", reason_not_stalking=WHY)
    with pytest.raises(GuardFailed, match="goes down"):
        decide_stalking(actor=officer, case=case, values=values)
    down = decide_stalking(actor=officer, case=case, values=values | {"down_code": "ELEMENT"})
    approve_decision(actor=boss, decision=down, agreed=True)
    assert down.state == "WITH_REGISTRAR"
    with pytest.raises(GuardFailed):
        record_crime(actor=officer, case=case, offence="HARASSMENT_2", crime_reference="48N/1/26")
    confirm_decision(actor=registrar, decision=down, agreed=True)
    record_crime(actor=officer, case=case, offence="HARASSMENT_2", crime_reference="48N/1/26")
    assert RoleTask.objects.filter(case=case, role="VICTIM_CARE", closed_at=None).exists()


def test_neighbours_who_turn_out_to_be_former_partners_go_to_the_registrar(team):
    officer, boss, registrar, _ = team
    case = make_case(owner=officer, supervisor=boss, relationship="NEIGHBOUR")
    decision = decide_stalking(actor=officer, case=case, values=four_values("HARASSMENT", reason_not_stalking=WHY))
    approve_decision(actor=boss, decision=decision, agreed=True)
    case.refresh_from_db()
    change_relationship(actor=officer, case=case, relationship="EX_PARTNER", version=case.version)
    decision.refresh_from_db()
    assert decision.state == "WITH_REGISTRAR"
    assert Clock.objects.filter(case=case, rule_id="R08", state="OPEN").exists()
    with pytest.raises(GuardFailed, match="former partners"):
        record_crime(actor=officer, case=case, offence="HARASSMENT_2", crime_reference="48N/1/26")
    confirm_decision(actor=registrar, decision=decision, agreed=True)
    record_crime(actor=officer, case=case, offence="HARASSMENT_2", crime_reference="48N/1/26")


@pytest.mark.parametrize(
    ("offence", "found"),
    [("STALKING_2A", True), ("CRIMINAL_DAMAGE", True), ("ASSAULT", False), ("principal-stalking", True), ("included-stalking", False)],
)
def test_included_classifications_are_searched_beside_the_principal_one(team, offence, found):
    officer, *_, case = team
    cases = type(case).objects.filter(condition(Filters(offence=offence), officer))
    assert cases.exists() is found
    assert not type(case).objects.filter(condition(Filters(offence=offence), make_user("MANAGER"))).exists(), "the outline has no class"


def test_telling_is_checked(team):
    officer, *_, case = team
    now = timezone.now()
    for told_at, how in ((now + timedelta(days=1), "By telephone"), (now - timedelta(days=1), "By telephone"), (now, "tel")):
        with pytest.raises(GuardFailed):
            record_telling(actor=officer, case=case, about="LOWERED", told_at=told_at, how=how, decided_at=now - timedelta(hours=1))
