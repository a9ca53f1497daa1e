"""Actions: raised from anything, dated by agreement, reminded, boarded, closed with what came of them."""

import tomllib
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casework.access.models import RoleTask
from casework.access.predicate import can
from casework.clocks.models import Clock, Reminder
from casework.clocks.sweep import sweep
from casework.errors import Conflict, Forbidden, GuardFailed
from casework.investigation import selectors, subjects
from casework.investigation.models import Action
from casework.investigation.services import add_entry, change_action, complete_action, drop_action, raise_action
from casework.outbox.models import InAppMessage
from casework.reports.services import allocate
from tests.factories import UnitFactory, make_case, make_user
from tests.investigation.team import action_values, client_of, make_action, make_team, text_of

pytestmark = pytest.mark.django_db

BAD = tomllib.loads((Path(__file__).resolve().parents[1] / "data" / "bad_inputs.toml").read_text(encoding="utf-8"))["bad"]


@pytest.fixture
def team():
    return make_team()


def problems(call):
    with pytest.raises(GuardFailed) as refusal:
        call()
    return dict(refusal.value.problems)


def clock_of(action):
    return Clock.objects.get(rule_id="OP-ACTION", subject_type="action", subject_id=action.pk)


def test_the_agreed_day_is_the_clocks_day_and_its_owner_holds_it(team):
    colleague = make_user("OFFICER")
    day = timezone.localdate() + timedelta(days=3)
    action = make_action(team, owner=colleague, due_on=day)
    clock = clock_of(action)
    assert (clock.due_on, clock.holder, clock.slot, clock.state) == (day, colleague, "named", Clock.OPEN)
    assert "agreed" in " ".join(clock.result["steps"]) and clock.result["authority"] == "force"
    assert action.what not in clock.title
    assert InAppMessage.objects.get(user=colleague, key=f"action:{action.pk}").title == "New for you: Action: get CCTV or doorbell footage"


def test_its_owner_is_reminded_and_a_late_one_reaches_the_line(team, time_machine):
    colleague = make_user("OFFICER")
    action = make_action(team, owner=colleague, due_on=timezone.localdate() + timedelta(days=2))
    time_machine.move_to(clock_of(action).overdue_from + timedelta(hours=30))
    sweep()
    told = Reminder.objects.filter(clock=clock_of(action), state="SENT")
    assert {(each.stage, each.user) for each in told if each.stage.startswith("late")} == {
        ("late", colleague),
        ("late, up once", team.sergeant),
    }


def test_an_action_stays_with_its_owner_when_the_case_changes_hands(team):
    colleague = make_user("OFFICER")
    action = make_action(team, owner=colleague)
    allocate(actor=team.sergeant, case=team.case, officer=make_user("OFFICER"), reason="On leave from today", untrained_agreed=True)
    assert clock_of(action).holder == colleague


def test_it_is_closed_with_what_came_of_it(team):
    action = make_action(team)
    assert "result" in problems(lambda: complete_action(actor=team.officer, action=action, result="ok"))
    complete_action(actor=team.officer, action=action, result="The footage shows nobody.")
    action.refresh_from_db()
    assert (action.state, action.closed_by, clock_of(action).state) == ("DONE", team.officer, Clock.MET)
    assert None in problems(lambda: complete_action(actor=team.officer, action=action, result="The footage shows nobody."))


def test_a_supervisor_closes_anothers_and_drops_what_is_not_needed(team):
    colleague = make_user("OFFICER")
    action = make_action(team, owner=colleague)
    with pytest.raises(Forbidden):
        complete_action(actor=team.officer, action=action, result="Done for him.")
    with pytest.raises(Forbidden):
        drop_action(actor=colleague, action=action, result="Not needed any more.")
    drop_action(actor=team.sergeant, action=action, result="The shop has closed down.")
    assert (action.state, clock_of(action).state) == ("DROPPED", Clock.CANCELLED)


def test_another_day_or_owner_needs_a_reason_and_moves_the_clock(team):
    action = make_action(team)
    colleague, day = make_user("OFFICER"), timezone.localdate() + timedelta(days=5)
    given = action_values(colleague, due_on=day)
    assert "why" in problems(lambda: change_action(actor=team.officer, action=action, version=1, values=given, why=""))
    change_action(actor=team.officer, action=action, version=1, values=given, why="He knows the shop")
    clock = clock_of(action)
    assert (clock.due_on, clock.holder, clock.generation) == (day, colleague, 2)
    assert InAppMessage.objects.filter(user=colleague, title__startswith="This is yours now").count() == 1
    with pytest.raises(Conflict):
        change_action(actor=team.officer, action=action, version=1, values=given | {"what": "Something else"}, why="")


def test_it_is_raised_from_an_incident_an_entry_and_an_exhibit_of_the_same_case_only(team):
    incident = team.case.incidents.get()
    values = {"kind": "NOTE", "fact": "Footage is kept.", "opinion": "", "happened_at": None}
    entry = add_entry(actor=team.officer, case=team.case, values=values)
    for record in (incident, entry):
        found = subjects.find(team.case, subjects.token_of(record))
        action = raise_action(actor=team.officer, case=team.case, values=action_values(team.officer), subject=found)
        assert subjects.about(team.case, [action])[action.subject_type, action.subject_id].href
    other = make_case(owner=team.officer)
    assert subjects.find(other, subjects.token_of(incident)) is None
    for token in ("incident:x", "incident:", "user:1", "incident:" + "9" * 30, ""):
        assert subjects.find(team.case, token) is None


def test_what_an_action_must_say(team):
    stranger = make_user("OFFICER", unit=UnitFactory(other=True))
    yesterday = timezone.localdate() - timedelta(days=1)
    for changes, field in (
        ({"what": "x"}, "what"),
        ({"kind": ""}, "kind"),
        ({"owner": None}, "owner"),
        ({"owner": stranger}, "owner"),
        ({"due_on": None}, "due_on"),
        ({"due_on": yesterday}, "due_on"),
        ({"priority": "Z"}, "priority"),
    ):
        values = action_values(team.officer) | changes
        assert list(problems(lambda given=values: raise_action(actor=team.officer, case=team.case, values=given))) == [field]


def test_a_role_that_works_by_task_reaches_the_case_while_its_action_is_open(team):
    carer = make_user("VICTIM_CARE")
    assert not can(carer, "action.do", team.case)
    action = make_action(team, owner=carer, kind="VICTIM")
    assert can(carer, "action.do", team.case) and RoleTask.objects.filter(subject_type="action", closed_at=None).count() == 1
    assert action.what in text_of(carer, f"/cases/{team.case.reference}/actions/")
    complete_action(actor=carer, action=action, result="She was told by telephone.")
    assert not can(carer, "action.do", team.case)


def test_on_a_restricted_case_only_its_list_is_given_an_action(team):
    type(team.case).objects.filter(pk=team.case.pk).update(restricted=True)
    team.case.refresh_from_db()
    values = action_values(make_user("VICTIM_CARE"))
    assert "owner" in problems(lambda: raise_action(actor=team.officer, case=team.case, values=values))


def test_those_with_own_actions_see_those_alone(team):
    clerk = make_user("RECORDS")
    mine, other = make_action(team, owner=clerk, what="Look it up on the PNC"), make_action(team)
    shown = text_of(clerk, f"/cases/{team.case.reference}/actions/")
    assert mine.what in shown and other.what not in shown
    client = client_of(clerk)
    assert client.get(f"/cases/{team.case.reference}/actions/{mine.pk}/").status_code == 200
    assert client.get(f"/cases/{team.case.reference}/actions/{other.pk}/").status_code == 403
    assert client.get(f"/cases/{team.case.reference}/actions/{other.pk}/close/").status_code == 403


def test_the_board_shows_the_late_first_and_only_what_its_reader_may_see(team, time_machine):
    soon = make_action(team, what="Later on", due_on=timezone.localdate() + timedelta(days=9))
    late = make_action(team, what="First of all")
    elsewhere = make_user("OFFICER", unit=UnitFactory(other=True))
    hidden = make_case(owner=elsewhere)
    raise_action(actor=elsewhere, case=hidden, values=action_values(elsewhere, what="Not for here"))
    time_machine.move_to(timezone.now() + timedelta(days=2))
    shown = text_of(team.sergeant, "/actions/")
    assert shown.index(late.what) < shown.index(soon.what) and "Not for here" not in shown
    assert soon.what not in text_of(team.sergeant, "/actions/?late=on")
    assert late.what in text_of(team.officer, "/actions/?mine=on&by=person")
    (load,) = selectors.loads(team.sergeant)
    assert (load.name, load.open, load.late) == (team.officer.display_name, 2, 1)


def test_the_board_asks_as_often_for_one_action_as_for_many(team):
    client = client_of(team.sergeant)

    def asked():
        with CaptureQueriesContext(connection) as found:
            assert client.get("/actions/?by=person").status_code == 200
        return len(found)

    make_action(team)
    client.get("/actions/")
    few = asked()
    for _ in range(12):
        make_action(team)
    assert asked() == few


def test_a_manager_sees_numbers_and_no_words(team):
    action = make_action(team)
    shown = text_of(make_user("MANAGER"), "/actions/")
    assert team.officer.display_name in shown and action.what not in shown


def test_the_forms_raise_change_and_close(team):
    client, at = client_of(team.officer), f"/cases/{team.case.reference}/actions/"
    day = timezone.localdate() + timedelta(days=4)
    typed = {"kind": "FOOTAGE", "what": "Ask the bus company", "detail": "", "owner": team.officer.pk, "priority": "A"}
    typed |= {"due_on": f"{day.day}/{day.month}/{day.year}", "version": ""}
    refused = client.post(f"{at}add/", typed | {"due_on": "yesterday"})
    assert refused.status_code == 422 and "Ask the bus company" in refused.content.decode()
    assert client.post(f"{at}add/", typed)["Location"] == at
    action = Action.objects.get()
    assert (action.priority, action.due_on) == ("A", day)
    assert client.post(f"{at}{action.pk}/change/", typed | {"what": "Ask the bus company again", "version": 1}).status_code == 302
    assert client.post(f"{at}{action.pk}/close/", {"result": "They kept nothing."}).status_code == 302
    assert "They kept nothing." in text_of(team.officer, f"{at}?closed=1")
    assert client.get(f"{at}{action.pk}/close/").status_code == 422


@pytest.mark.parametrize("row", [row for row in BAD if row["road"] == "action"], ids=lambda row: row["id"])
def test_bad_input_of_an_action_is_refused_with_its_sentence(team, row):
    today = timezone.localdate()
    given = {"kind": "FOOTAGE", "what": "Ask the shop for its footage", "owner": team.officer.pk, "priority": "B"}
    given |= {"due_on": f"{today.day}/{today.month}/{today.year}"} | row["give"]
    answer = client_of(team.officer).post(f"/cases/{team.case.reference}/actions/add/", given)
    shown = answer.content.decode()
    assert answer.status_code == 422 and row["sentence"].rstrip(".") in shown and f'href="#id_{row["field"]}"' in shown
    assert not Action.objects.filter(case=team.case).exists()
