"""The calendar feed: a secret address, references and dates only, and only what its owner may see now."""

import re
from datetime import UTC, date, datetime

import pytest
from django.utils import timezone
from icalendar import Calendar

from casework.audit.models import ReadEvent
from casework.clocks.services import recompute, satisfy, start
from casework.worklists.calendar.services import make_feed, stop_feed
from casework.worklists.models import CalendarFeed
from tests.factories import ConflictFactory, make_case, make_user

pytestmark = [pytest.mark.quick, pytest.mark.django_db]

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture
def officer(time_machine):
    time_machine.move_to(NOW, tick=False)
    return make_user("OFFICER")


@pytest.fixture
def case(officer):
    case = make_case(owner=officer)
    start("R06", subject=case, case=case, on=date(2026, 11, 23), inputs={"grade": "high"}, title="Next risk assessment of Elin Prosser")
    start("R01", subject=case, case=case, on=datetime(2026, 11, 23, 9, 30, tzinfo=UTC))
    return case


def events(client, token):
    answer = client.get(f"/calendar/{token}.ics")
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/calendar")
    return answer.content.decode(), list(Calendar.from_ical(answer.content).walk("VEVENT"))


def test_it_holds_the_reference_and_the_date_of_each_open_clock_and_names_nobody(client, officer, case):
    text, found = events(client, make_feed(actor=officer))
    assert {(str(each["summary"]), each["dtstart"].dt) for each in found} == {
        (f"Action due on {case.reference}", date(2026, 11, 30)),
        (f"Action due on {case.reference}", datetime(2026, 11, 24, 9, 30, tzinfo=UTC)),
    }
    assert "Prosser" not in text and "risk" not in text.lower()
    assert ReadEvent.objects.filter(verb="EXPORT", actor_id=officer.pk).count() == 1


def test_a_changed_date_keeps_its_entry_and_a_met_one_goes(client, officer, case):
    token = make_feed(actor=officer)
    before = {str(each["uid"]) for each in events(client, token)[1]}
    recompute("R06", subject=case, on=date(2026, 11, 24), actor=officer, why="the assessment was dated wrongly")
    moved = {str(each["uid"]): each for each in events(client, token)[1]}
    assert moved.keys() == before
    assert {int(each["sequence"]) for each in moved.values()} == {0, 1}
    satisfy("R01", subject=case, at=NOW, actor=officer)
    assert len(events(client, token)[1]) == 1


def test_what_the_owner_may_no_longer_see_is_gone_from_the_calendar(client, officer, case):
    token = make_feed(actor=officer)
    ConflictFactory(user=officer, case=case)
    assert events(client, token)[1] == []


def test_only_the_newest_address_works_and_none_after_it_is_stopped(client, officer):
    first = make_feed(actor=officer)
    second = make_feed(actor=officer)
    assert CalendarFeed.objects.get().digest not in (first, second)
    assert client.get(f"/calendar/{first}.ics").status_code == 404
    assert client.get(f"/calendar/{second}.ics").status_code == 200
    stop_feed(actor=officer)
    assert client.get(f"/calendar/{second}.ics").status_code == 404


def test_the_address_of_a_closed_account_is_unknown(client, officer):
    token = make_feed(actor=officer)
    officer.is_active, officer.deactivated_at = False, timezone.now()
    officer.save()
    assert client.get(f"/calendar/{token}.ics").status_code == 404


def test_the_address_is_shown_once_and_stands_in_no_log(client, officer, never_logged):
    client.force_login(officer)
    assert "You have no address yet" in client.get("/calendar/").content.decode()
    page = client.post("/calendar/make/").content.decode()
    token = re.search(r"/calendar/([\w-]{43})\.ics", page).group(1)
    never_logged.add(token)
    assert client.get(f"/calendar/{token}.ics").status_code == 200
    assert token not in client.get("/calendar/").content.decode()
    assert "The address no longer works." in client.post("/calendar/stop/", follow=True).content.decode()
