"""The case page as a whole: stages, what is next, what is closed and why; and as few questions for a long case as for a short one."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casework.investigation.models import Action, LogEntry
from casework.investigation.services import add_entry
from tests.benchmarks.plans import pages_and_discarded
from tests.investigation.team import asked, client_of, make_action, make_team, ready, text_of

pytestmark = pytest.mark.django_db

ENTRIES, ACTIONS, MOST = 2000, 300, 12


@pytest.fixture
def team():
    return make_team()


def queries(client, path):
    with CaptureQueriesContext(connection) as found:
        assert client.get(path).status_code == 200
    return [query["sql"] for query in found]


def fill(team):
    now = timezone.now()
    LogEntry.objects.bulk_create(
        LogEntry(
            case=team.case,
            kind="ENQUIRY",
            fact=f"Enquiry number {n}",
            happened_at=now - timedelta(minutes=n),
            recorded_at=now,
            author=team.officer,
            as_role="OFFICER",
        )
        for n in range(ENTRIES)
    )
    day = timezone.localdate()
    Action.objects.bulk_create(
        Action(
            case=team.case,
            kind="OTHER",
            what=f"Action number {n}",
            owner=team.officer,
            due_on=day + timedelta(days=n % 30),
            raised_at=now,
            raised_by=team.officer,
        )
        for n in range(ACTIONS)
    )
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("ANALYZE casework_logentry")
        cursor.execute("SET ROLE casework_app")


@pytest.mark.parametrize("part", ["", "log/", "actions/", "log/?text=number+17"])
def test_two_thousand_entries_and_three_hundred_actions_ask_no_more_than_one_of_each(team, part):
    values = {"kind": "NOTE", "fact": "Enquiry number 17", "opinion": "", "happened_at": None}
    add_entry(actor=team.officer, case=team.case, values=values)
    make_action(team)
    client, path = client_of(team.officer), f"/cases/{team.case.reference}/{part}"
    client.get(path)
    few = queries(client, path)
    fill(team)
    many = queries(client, path)
    assert len(many) == len(few)
    if not part:
        assert len(many) <= MOST, "\n".join(sql[:120] for sql in many)


def test_the_log_pages_by_key_and_a_late_page_costs_what_the_first_costs(team):
    fill(team)
    client, path = client_of(team.officer), f"/cases/{team.case.reference}/log/"
    seen, address, costs = [], path, []
    while address and len(costs) < 6:
        with CaptureQueriesContext(connection) as found:
            shown = client.get(address).content.decode()
        (sql,) = [query["sql"] for query in found if 'FROM "casework_logentry"' in query["sql"] and "LIMIT 26" in query["sql"]]
        costs.append(pages_and_discarded(sql.replace("%", "%%"), [])[0])
        assert "OFFSET" not in sql
        seen += [int(part.split("<")[0]) for part in shown.split("Enquiry number ")[1:]]
        after = shown.split('rel="next"')[0].rsplit('href="', 1)
        address = path + after[1].split('"')[0].split("?")[-1].replace("&amp;", "&").join(["?", ""]) if 'rel="next"' in shown else ""
    assert seen == list(range(len(seen))) and len(seen) == 150
    assert max(costs[1:]) <= 1.25 * max(costs[0], 8) + 20


def test_tasks_stand_by_stage_and_what_is_closed_says_why(team):
    make_action(team)
    shown = text_of(team.officer, f"/cases/{team.case.reference}/")
    stages = ["Report", "Stalking, risk and protection", "Investigation", "Evidence", "Ending"]
    places = [shown.index(f'casework-stage">{stage}<') for stage in stages]
    assert places == sorted(places)
    assert "Ask to close the case" in shown and "Hand the case to another unit" in shown and "1 to do" in shown


def test_who_asked_is_told_why_they_may_not_close_it(team):
    ready(team)
    asked(team)
    shown = text_of(team.officer, f"/cases/{team.case.reference}/")
    assert "A supervisor who is not the case&#39;s officer closes it." in shown and "Closing asked for" in shown
    assert f"/cases/{team.case.reference}/closing/decide/" in text_of(team.sergeant, f"/cases/{team.case.reference}/")
