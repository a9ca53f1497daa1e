"""The chronology: one course per pair, the six-month limit from the last act, two editors who lose nothing."""

from datetime import UTC, date, datetime, timedelta

import pytest

from casework.clocks.models import Clock
from casework.errors import Conflict, Forbidden, GuardFailed, Hidden
from casework.reports.incidents import add_incident, update_incident
from casework.reports.models import CourseOfConduct, Incident
from casework.reports.selectors import chronology
from tests.factories import incident_values, make_case, make_person, make_user

pytestmark = [pytest.mark.quick, pytest.mark.django_db]

NOW = datetime(2026, 11, 23, 16, 40, tzinfo=UTC)


@pytest.fixture
def team(time_machine):
    time_machine.move_to(NOW, tick=False)
    officer = make_user("OFFICER")
    return officer, make_case(owner=officer)


def test_the_pair_has_one_course_across_cases(team):
    officer, case = team
    first = add_incident(actor=officer, case=case, values=incident_values())
    again = make_case(owner=officer, victim=first.course.victim, suspect=first.course.suspect)
    second = add_incident(actor=officer, case=again, values=incident_values())
    assert second.course == first.course
    assert list(chronology(officer, again)) == list(chronology(officer, case))
    assert CourseOfConduct.objects.count() == 1


def test_an_incident_of_a_hidden_case_of_the_pair_is_not_listed(team):
    officer, case = team
    first = add_incident(actor=officer, case=case, values=incident_values())
    other = make_user("OFFICER")
    hidden = make_case(owner=other, victim=first.course.victim, suspect=first.course.suspect, secret=True)
    add_incident(actor=other, case=hidden, values=incident_values())
    assert list(chronology(officer, case)) == [first]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"occurred_at": NOW + timedelta(minutes=1)}, "occurred_at"),
        ({"acts": []}, "acts"),
        ({"acts": ["Z"]}, "acts"),
        ({"acts": ["X"]}, "other_act"),
        ({"summary": "  bad  "}, "summary"),
        ({"exactness": "BETWEEN"}, "occurred_to"),
        ({"exactness": "BETWEEN", "occurred_to": NOW - timedelta(days=3)}, "occurred_to"),
        ({"exactness": "BETWEEN", "occurred_to": NOW + timedelta(days=3)}, "occurred_to"),
        ({"exactness": "ABOUT", "occurred_to": NOW}, "occurred_to"),
        ({"by_proxy": True}, "proxy_note"),
    ],
)
def test_bad_incidents_are_refused_next_to_the_field(team, changes, field):
    officer, case = team
    with pytest.raises(GuardFailed) as refused:
        add_incident(actor=officer, case=case, values=incident_values(**changes))
    assert field in [name for name, _ in refused.value.problems]
    assert not Incident.objects.exists()


def test_the_six_month_limit_runs_from_the_last_act(team):
    officer, case = team
    add_incident(actor=officer, case=case, values=incident_values(occurred_at=datetime(2026, 8, 31, 12, tzinfo=UTC)))
    assert Clock.objects.get(case=case, rule_id="R09", state="OPEN").due_on == date(2027, 2, 28)
    add_incident(actor=officer, case=case, values=incident_values(occurred_at=datetime(2026, 7, 1, 12, tzinfo=UTC)))
    assert Clock.objects.get(case=case, rule_id="R09", state="OPEN").due_on == date(2027, 2, 28)
    latest = add_incident(actor=officer, case=case, values=incident_values(occurred_at=datetime(2026, 9, 30, 12, tzinfo=UTC)))
    assert Clock.objects.get(case=case, rule_id="R09", state="OPEN").due_on == date(2027, 3, 30)
    update_incident(actor=officer, incident=latest, version=1, values=incident_values(occurred_at=datetime(2026, 6, 1, 12, tzinfo=UTC)))
    assert Clock.objects.get(case=case, rule_id="R09", state="OPEN").due_on == date(2027, 2, 28)


def test_the_second_of_two_editors_sees_both_texts(team):
    officer, case = team
    incident = add_incident(actor=officer, case=case, values=incident_values())
    stale = Incident.objects.get(pk=incident.pk)
    update_incident(actor=officer, incident=incident, version=1, values=incident_values(summary="A wreath came, no card."))
    with pytest.raises(Conflict) as clash:
        update_incident(actor=officer, incident=stale, version=1, values=incident_values(summary="Lilies came without a card."))
    assert clash.value.current["summary"] == "A wreath came, no card."
    assert clash.value.yours["summary"] == "Lilies came without a card."
    assert clash.value.version == 2
    assert Incident.objects.get(pk=incident.pk).summary == "A wreath came, no card."


def test_a_case_of_several_victims_asks_which(team):
    officer, case = team
    second = make_person(given_names="Maya", family_name="Croft")
    case.parties.create(person=second, role="VICTIM")
    with pytest.raises(GuardFailed, match="Choose the victim"):
        add_incident(actor=officer, case=case, values=incident_values())
    incident = add_incident(actor=officer, case=case, values=incident_values(), victim=second)
    assert incident.course.victim == second


def test_without_a_suspect_the_way_on_is_said(team):
    officer, _ = team
    with pytest.raises(GuardFailed, match="even if not yet identified"):
        add_incident(actor=officer, case=make_case(owner=officer, suspect=False), values=incident_values())


def test_a_colleague_may_read_but_not_add_and_a_stranger_learns_nothing(team):
    _, case = team
    with pytest.raises(Forbidden):
        add_incident(actor=make_user("OFFICER"), case=case, values=incident_values())
    with pytest.raises(Hidden):
        add_incident(actor=make_user("LEGAL"), case=case, values=incident_values())
