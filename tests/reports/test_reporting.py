"""A report opens a case, starts the first dates and leaves nothing half done."""

from datetime import UTC, date, datetime, timedelta

import pytest

from casework.cases.models import Case, CaseEvent, PartyRole, Transition
from casework.clocks.models import Clock
from casework.errors import Forbidden, GuardFailed
from casework.people.models import Person
from casework.reports.crimes import record_crime
from casework.reports.models import CrimeRecord, Incident
from casework.reports.services import Who, allocate, report, start_investigation
from tests.factories import ConflictFactory, incident_values, make_case, make_person, make_user

pytestmark = [pytest.mark.quick, pytest.mark.django_db]

NOW = datetime(2026, 11, 23, 16, 40, tzinfo=UTC)
VICTIM = Who(values={"given_names": "Elin", "family_name": "Prosser", "date_of_birth": date(1991, 4, 2)})
SUSPECT = Who(values={"given_names": "Callum", "family_name": "Rudd"})


@pytest.fixture
def officer(time_machine):
    time_machine.move_to(NOW, tick=False)
    return make_user("OFFICER")


def reported(actor, **changes):
    values = {"unit": actor.unit, "victim": VICTIM, "suspect": SUSPECT, "relationship": "EX_PARTNER", "reported_at": NOW}
    return report(actor=actor, **(values | changes))


def running(case):
    return set(Clock.objects.filter(case=case, state="OPEN").values_list("rule_id", flat=True))


def test_a_report_opens_a_case_with_two_people_and_the_first_dates(officer):
    case = reported(officer, incident=incident_values())
    assert case.state == "REPORTED"
    assert case.owner == officer
    assert set(case.parties.values_list("role", flat=True)) == {PartyRole.VICTIM, PartyRole.SUSPECT}
    assert running(case) == {"R01", "R02", "R09", "R10", "R11", "R20"}
    assert Incident.objects.get(case=case).course.victim.full_name == "Elin Prosser"
    assert Transition.objects.filter(case=case, machine="case").values_list("target", flat=True).get() == "REPORTED"


def test_the_timeline_names_nobody_and_repeats_nothing_typed(officer):
    case = reported(officer, incident=incident_values(summary="He stood at 4 Harbour Row, Elin's new flat."))
    said = " ".join(CaseEvent.objects.filter(case=case).values_list("text", flat=True))
    for secret in ("Elin", "Callum", "Harbour Row"):
        assert secret not in said


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reported_at": NOW + timedelta(minutes=1)}, "reported_at"),
        ({"victim": Who(values={})}, "victim_family_name"),
        ({"suspect": Who(values={"unknown": True})}, "suspect_description"),
        ({"relationship": "FRIENDLY"}, "relationship"),
        ({"victim": Who(values={"family_name": "P", "date_of_birth": date(2027, 1, 1)})}, "victim_date_of_birth"),
        ({"incident": incident_values}, "acts"),
    ],
)
def test_a_report_is_refused_with_the_field_and_leaves_nothing(officer, changes, field):
    if callable(changes.get("incident")):
        changes = {"incident": incident_values(acts=[])}
    with pytest.raises(GuardFailed) as refused:
        reported(officer, **changes)
    assert field in [name for name, _ in refused.value.problems]
    assert not Case.objects.exists()
    assert not Person.objects.exists()


def test_victim_and_suspect_are_two_people(officer):
    one = make_person()
    with pytest.raises(GuardFailed, match="same person"):
        reported(officer, victim=Who(person=one), suspect=Who(person=one))


def test_a_manager_does_not_report(officer):
    with pytest.raises(Forbidden):
        reported(make_user("MANAGER"))


def test_recording_the_crime_meets_its_date_and_moves_the_case(officer):
    case = reported(officer)
    record_crime(actor=officer, case=case, offence="STALKING_2A", crime_reference="48n/10231/26", included=["CRIMINAL_DAMAGE"])
    case.refresh_from_db()
    assert case.state == "RECORDED"
    assert Clock.objects.get(case=case, rule_id="R01").state == "MET"
    assert CrimeRecord.objects.filter(case=case, principal=False).get().offence == "CRIMINAL_DAMAGE"
    assert CrimeRecord.objects.filter(case=case, principal=True).get().crime_reference == "48N/10231/26"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "no_crime_reason"),
        ({"no_crime_reason": "too short"}, "no_crime_reason"),
        ({"offence": "STALKING_2A"}, "crime_reference"),
        ({"offence": "STALKING_2A", "crime_reference": "48N/1/26", "no_crime_reason": "x" * 30}, "no_crime_reason"),
        ({"offence": "STALKING_2A", "crime_reference": "48N/1/26", "at": NOW - timedelta(hours=1)}, "recorded_at"),
    ],
)
def test_a_crime_or_a_reason_why_none(officer, given, field):
    case = reported(officer)
    with pytest.raises(GuardFailed) as refused:
        record_crime(actor=officer, case=case, **given)
    assert field in [name for name, _ in refused.value.problems]


def test_harassment_is_not_recorded_without_an_approved_decision(officer):
    case = reported(officer)
    with pytest.raises(GuardFailed, match="former partners"):
        record_crime(actor=officer, case=case, offence="HARASSMENT_2", crime_reference="48N/1/26")
    assert not CrimeRecord.objects.exists()


def test_allocation_needs_recording_a_serving_officer_and_a_reason(officer):
    boss = make_user("SUPERVISOR")
    case = reported(officer)
    with pytest.raises(GuardFailed, match="Record the crime"):
        allocate(actor=boss, case=case, officer=officer, reason="Works on stalking", untrained_agreed=True)
    record_crime(actor=officer, case=case, offence="STALKING_2A", crime_reference="48N/1/26")
    stranger = make_user("LEGAL")
    with pytest.raises(GuardFailed, match="serves in this force"):
        allocate(actor=boss, case=case, officer=stranger, reason="Works on stalking", untrained_agreed=True)
    with pytest.raises(GuardFailed, match="no stalking training"):
        allocate(actor=boss, case=case, officer=officer, reason="Works on stalking")
    with pytest.raises(GuardFailed, match="10 characters"):
        allocate(actor=boss, case=case, officer=officer, reason="as said", untrained_agreed=True)
    colleague = make_user("OFFICER", stalking_trained_on=date(2025, 1, 1))
    allocate(actor=boss, case=case, officer=colleague, reason="Works on stalking")
    case.refresh_from_db()
    assert (case.state, case.owner, case.supervisor) == ("ALLOCATED", colleague, boss)
    assert set(Clock.objects.filter(case=case, slot="owner", state="OPEN").values_list("holder", flat=True)) == {colleague.pk}


def test_an_officer_in_conflict_is_not_given_the_case(officer):
    boss = make_user("SUPERVISOR")
    colleague = make_user("OFFICER", stalking_trained_on=date(2025, 1, 1))
    case = make_case(owner=officer, recorded=True)
    ConflictFactory(user=colleague, case=case)
    with pytest.raises(GuardFailed) as refused:
        allocate(actor=boss, case=case, officer=colleague, reason="Works on stalking")
    assert "related" not in str(refused.value).lower()


def test_an_officer_does_not_allocate(officer):
    case = make_case(owner=officer, state="RECORDED")
    with pytest.raises(Forbidden, match="supervisor or manager"):
        allocate(actor=officer, case=case, officer=officer, reason="Works on stalking")


def test_the_owner_starts_the_investigation_once_allocated(officer):
    case = make_case(owner=officer, state="RECORDED")
    with pytest.raises(GuardFailed):
        start_investigation(actor=officer, case=case)
    Case.objects.filter(pk=case.pk).update(state="ALLOCATED")
    case.refresh_from_db()
    start_investigation(actor=officer, case=case)
    assert case.state == "INVESTIGATING"
