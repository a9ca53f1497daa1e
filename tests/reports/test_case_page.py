"""The case page: what is next and why, what can be done and why not the rest, and a fixed number of questions to the database."""

import html
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casework.access.facts import add_fact
from casework.assessment.assessing import assess
from casework.cases.models import LastSeen
from casework.errors import Hidden
from casework.reports import casepage
from casework.reports.incidents import add_incident
from casework.reports.models import Incident
from casework.reports.services import Who, report
from tests.factories import four_values, incident_values, make_case, make_user, plan_values, risk_values

pytestmark = pytest.mark.django_db

# Everything counted: session, person, scope, frame, read log and the page itself.
MOST = 12


@pytest.fixture
def officer():
    return make_user("OFFICER")


@pytest.fixture
def case(officer):
    return report(
        actor=officer,
        unit=officer.unit,
        victim=Who(values={"given_names": "Elin", "family_name": "Prosser"}),
        suspect=Who(values={"given_names": "Callum", "family_name": "Rudd"}),
        relationship="EX_PARTNER",
        reported_at=timezone.now() - timedelta(hours=2),
        incident=incident_values(),
    )


def page(user, case, part=""):
    client = Client()
    client.force_login(user)
    return client.get(f"/cases/{case.reference}/{part}")


def text(user, case, part=""):
    return page(user, case, part).content.decode()


def test_a_new_case_says_what_is_next_and_why(officer, case):
    shown = text(officer, case)
    assert "Elin P. and Callum R., ex-partner" in shown
    assert "Record the crime" in shown
    assert "National Crime Recording Standard" in shown
    assert "Why?" in shown
    assert 'href="/cases/' in shown


def test_what_is_closed_says_why(officer, case):
    shown = text(officer, case)
    assert "Give the case to someone else" in shown or "Allocate the case" in shown
    assert "Allocation needs a supervisor or manager of the unit." in shown
    boss = make_user("SUPERVISOR")
    assert "the crime is recorded first" in text(boss, case)


def test_the_second_occasion_prompts_for_2a_until_it_is_answered(officer, case):
    assert "consider stalking" not in text(officer, case)
    add_incident(actor=officer, case=case, values=incident_values())
    assert "Two occasions or more: consider stalking, s.2A" in text(officer, case)
    from casework.assessment.services import decide_stalking

    decide_stalking(actor=officer, case=case, values=four_values())
    assert "consider stalking" not in text(officer, case)


def test_who_assessed_is_told_that_another_reviews(officer, case):
    assess(actor=officer, case=case, values=risk_values(), actions=[plan_values(officer)])
    shown = text(officer, case)
    assert "Review the risk assessment" in shown
    assert "A supervisor who did not assess it reviews." in shown


def test_looking_keeps_when_one_was_here_last(officer, case):
    page(officer, case)
    page(officer, case)
    assert LastSeen.objects.get(user=officer, case=case).at > timezone.now() - timedelta(minutes=1)


def test_a_protected_fact_never_stands_on_any_part(officer, case):
    victim = case.parties.get(role="VICTIM").person
    add_fact(actor=officer, case=case, person=victim, kind="HOME", text="4 Zebra-Marker Row, NM1 2AB")
    for part in ("", "people/", "incidents/", "risk/", "evidence/", "pins/", "history/", "stalking/"):
        assert "Zebra-Marker" not in text(officer, case, part), part
    assert "protected" in text(officer, case, "people/")


def test_someone_without_incident_rights_reads_no_incident_on_the_timeline(officer, case):
    colleague = make_user("OFFICER")
    assert "Got in touch" in text(officer, case)
    assert "Got in touch" not in text(colleague, case)


def many(case, officer, number):
    first = Incident.objects.filter(case=case).first()
    Incident.objects.bulk_create(
        Incident(
            case=case,
            course=first.course,
            created_by=officer,
            occurred_at=timezone.now() - timedelta(hours=n),
            acts=["B"],
            summary="A call came.",
        )
        for n in range(number)
    )


@pytest.mark.parametrize("part", ["", "incidents/", "risk/", "evidence/", "pins/"])
def test_the_number_of_queries_is_the_same_with_one_incident_and_with_a_hundred(officer, case, part):
    client = Client()
    client.force_login(officer)
    path = f"/cases/{case.reference}/{part}"
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(path)
    many(case, officer, 99)
    with CaptureQueriesContext(connection) as hundred:
        client.get(path)
    assert len(one) == len(hundred)


def test_the_page_asks_the_database_few_questions(officer, case):
    client = Client()
    client.force_login(officer)
    client.get(f"/cases/{case.reference}/")
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/cases/{case.reference}/")
    told = "\n".join(query["sql"][:110] for query in asked)
    assert len(asked) <= MOST, told


def test_hidden_and_unknown_are_one_answer():
    stranger = make_user("LEGAL")
    hidden = make_case()
    for reference in (hidden.reference, "STK-1999-000001"):
        with pytest.raises(Hidden):
            casepage.look(stranger, reference)


def test_the_history_shows_the_whole_timeline_by_pages_and_only_what_its_reader_may_read(officer, case):
    for number in range(30):
        add_incident(actor=officer, case=case, values=incident_values(summary=f"Call no. {number}."))
    first = text(officer, case, "history/")
    assert "Everything on the timeline" in first and "Got in touch" in first
    (way,) = re.findall(r'href="([^"]*after=[^"]*)" rel="next"', first)
    client = Client()
    client.force_login(officer)
    second = client.get(f"/cases/{case.reference}/history/{way[way.index('?') :]}".replace("&amp;", "&")).content.decode()
    assert case.events.order_by("occurred_at", "pk")[0].text in html.unescape(second)
    assert "Got in touch" not in text(make_user("OFFICER"), case, "history/")
