"""The first page: what is due from whom, in order; what changed; whose queue; and never more than its reader may see."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from casework.access.grants import restrict
from casework.cases.models import CaseEvent, LastSeen
from casework.clocks import services as clocks
from casework.clocks.models import Clock
from casework.law.spans import days_from, start_of
from casework.outbox.services import send
from casework.staff.models import Role
from tests.factories import RoleTaskFactory, UnitFactory, make_case, make_user

pytestmark = pytest.mark.django_db
MONDAY = "2026-11-23 09:00"


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY, tick=False) as clock:
        yield clock


@pytest.fixture
def officer():
    return make_user("OFFICER")


def page(user, query=""):
    client = Client()
    client.force_login(user)
    answer = client.get(f"/{query}")
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def section(text, name):
    start = text.index(f'id="{name}"')
    return text[start : text.index("</section>", start)]


def due(case, day_or_instant, title, slot="owner"):
    """An open clock that runs out at the end of a day or at an instant, without asking the law."""
    clock = clocks.start("R10", subject=case, case=case, on=timezone.now(), title=title, slot=slot)
    on = day_or_instant if not hasattr(day_or_instant, "hour") else day_or_instant.date()
    end = start_of(days_from(on, 1)) if on is day_or_instant else day_or_instant
    Clock.objects.filter(pk=clock.pk).update(due_on=on, due_at=None if on is day_or_instant else end, overdue_from=end)
    return clock


def test_late_and_todays_dates_stand_before_the_weeks_and_later_ones_do_not_stand_here(officer):
    today = timezone.localdate()
    for days, title in ((8, "Much later"), (7, "On Monday"), (1, "Tomorrow"), (0, "Today"), (-2, "Late")):
        due(make_case(owner=officer), today + timedelta(days=days), title)
    text = page(officer)
    now, week = section(text, "due-now"), section(text, "this-week")
    assert now.index("Late") < now.index("Today")
    assert "Tomorrow" in week
    assert "On Monday" in week
    assert "Much later" not in now + week
    assert 'data-count="2"' in now


def test_each_date_says_why(officer):
    clocks.start("R10", subject=(case := make_case(owner=officer)), case=case, on=timezone.now(), title="Consider an order")
    assert "Why?" in page(officer)


def test_a_colleagues_dates_are_not_mine_and_a_supervisors_are_theirs(officer):
    boss = make_user("SUPERVISOR")
    case = make_case(owner=officer, supervisor=boss)
    due(case, timezone.localdate(), "Review the risk", slot="supervisor")
    assert "Review the risk" not in section(page(officer), "due-now")
    assert "Review the risk" in section(page(boss), "due-now")


def test_a_restricted_case_that_is_not_mine_to_see_leaves_the_page(officer):
    boss = make_user("SUPERVISOR")
    case = make_case(owner=officer, supervisor=boss)
    due(case, timezone.localdate(), "Review the risk", slot="supervisor")
    restrict(actor=make_user("SUPERVISOR", rank="INSPECTOR"), case=case, reason="The suspect is an officer")
    assert case.reference not in page(boss)
    assert case.reference in page(officer)


def test_what_others_add_stands_there_until_the_case_is_opened(officer, monday):
    case = make_case(owner=officer)
    CaseEvent.objects.create(case=case, kind="x", text="A statement was taken", occurred_at=timezone.now(), actor=make_user("OFFICER"))
    CaseEvent.objects.create(case=case, kind="x", text="My own note", occurred_at=timezone.now(), actor=officer)
    changed = section(page(officer), "changed")
    assert "A statement was taken" in changed
    assert "My own note" not in changed
    monday.shift(60)
    LastSeen.objects.create(user=officer, case=case, at=timezone.now())
    assert "A statement was taken" not in section(page(officer), "changed")


def test_my_cases_are_filtered_by_the_address(officer):
    high, medium = make_case(owner=officer, grade="HIGH"), make_case(owner=officer, grade="MEDIUM")
    text = page(officer, "?grade=HIGH")
    assert f'data-ref="{high.reference}"' in text
    assert f'data-ref="{medium.reference}"' not in text
    assert "None of your cases fits these filters" in page(officer, "?state=REPORTED")


def test_open_work_for_a_role_waits_for_its_holders_in_that_force():
    task = RoleTaskFactory()
    lawyer = make_user("LEGAL")
    assert task.what in section(page(lawyer), "waiting")
    assert 'id="waiting"' not in page(make_user("OFFICER"))
    task.case.restricted = True
    task.case.save()
    assert 'id="waiting"' not in page(lawyer)


def test_a_supervisor_sees_what_has_no_officer_in_their_units_only():
    boss = make_user("SUPERVISOR")
    mine = make_case(recorded=True)
    other = make_case(recorded=True, unit=UnitFactory(other=True))
    text = section(page(boss), "unallocated")
    assert mine.reference in text
    assert other.reference not in text


def test_unread_messages_are_named(officer):
    send(user=officer, key="k", title="The hearing was moved")
    assert "The hearing was moved" in section(page(officer), "messages")


@pytest.mark.parametrize("role", sorted({*Role.values} - {"OFFICER", "CONTROL", "ADMIN"}))
def test_every_role_has_a_first_page_with_its_empty_states(role):
    text = page(make_user(role))
    assert "Nothing is late and nothing is due today." in text
    assert 'id="main"' in text


def test_an_account_without_a_role_is_told_what_to_do():
    assert "Your account has no role yet" in page(make_user())


def test_the_control_room_goes_straight_to_the_card():
    client = Client()
    client.force_login(make_user("CONTROL"))
    assert client.get("/")["Location"] == "/card/"
