"""Workload: the numbers equal a recount, hidden cases are a number, and moving cases passes over none in silence."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from casework.access.grants import restrict
from casework.clocks import services as clocks
from casework.clocks.models import Clock
from casework.errors import GuardFailed, Hidden
from casework.outbox.models import InAppMessage
from casework.worklists.models import Reassignment
from casework.worklists.workload import selectors, services
from tests.factories import AbsenceFactory, UnitFactory, make_case, make_user

pytestmark = pytest.mark.django_db
WHY = "On leave until the fourteenth"


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel("2026-11-23 09:00", tick=False) as clock:
        yield clock


@pytest.fixture
def manager():
    return make_user("MANAGER")


@pytest.fixture
def owner():
    return make_user("OFFICER", stalking_trained_on=timezone.localdate())


@pytest.fixture
def taker():
    return make_user("OFFICER", stalking_trained_on=timezone.localdate())


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def with_clock(case, days):
    clock = clocks.start("R10", subject=case, case=case, on=timezone.now())
    due = timezone.localdate() + timedelta(days=days)
    Clock.objects.filter(pk=clock.pk).update(due_on=due, overdue_from=timezone.now() + timedelta(days=days, hours=-1))
    case.next_deadline = due
    case.save(update_fields=["next_deadline"])
    return case


def test_the_numbers_of_a_unit_equal_a_recount(manager, owner):
    with_clock(make_case(owner=owner, grade="HIGH"), -3)
    with_clock(make_case(owner=owner, grade="MEDIUM"), 0)
    with_clock(make_case(owner=owner), 7)
    with_clock(make_case(owner=owner), 8)
    make_case(recorded=True)
    make_case(owner=owner, closed=True)
    make_case(unit=UnitFactory(name="Elsewhere"))
    (line,) = selectors.by_unit(manager, list(selectors.managed(manager)))
    assert (line.cases, line.weighted, line.overdue, line.soon) == (5, 3 + 2 + 1 + 1 + 1, 2, 1)
    people = {row.key: row for row in selectors.by_person(manager, owner.unit)}
    assert (people[owner.pk].cases, people[owner.pk].weighted) == (4, 7)
    assert people[owner.pk].weeks == (1, 2, 0, 0)
    assert people[None].cases == 1


def test_hidden_cases_are_a_number_beside_the_unit_and_the_officer(manager, owner):
    case = make_case(owner=owner)
    restrict(actor=make_user("SUPERVISOR", rank="INSPECTOR"), case=case, reason="The suspect is an officer")
    (line,) = selectors.by_unit(manager, list(selectors.managed(manager)))
    assert (line.cases, line.hidden) == (0, 1)
    text = signed_in(manager).get("/workload/").content.decode()
    assert "+1 restricted" in text
    assert case.reference not in text


def test_officers_without_cases_and_those_away_are_shown(manager, owner, taker):
    AbsenceFactory(user=taker)
    lines = {row.key: row for row in selectors.by_person(manager, owner.unit)}
    assert lines[taker.pk].cases == 0
    assert lines[taker.pk].away_until == timezone.localdate() + timedelta(days=1)


def test_a_unit_that_one_does_not_manage_is_not_found(manager):
    assert signed_in(manager).get(f"/workload/?unit={UnitFactory(name='Elsewhere').pk}").status_code == 404


def choose(manager, owner, taker, cases, **more):
    return services.choose(actor=manager, source=owner, target=taker, reason=WHY, cases=[case.pk for case in cases], **more)


def test_cases_move_with_their_dates_and_can_be_given_back_the_same_day(manager, owner, taker, monday):
    cases = [with_clock(make_case(owner=owner), 3) for _ in range(3)]
    plan = services.confirm(actor=manager, plan=choose(manager, owner, taker, cases[:2]))
    assert plan.outcome["moved"] == [case.pk for case in cases[:2]]
    assert set(Clock.objects.filter(holder=taker).values_list("case_id", flat=True)) == {case.pk for case in cases[:2]}
    assert InAppMessage.objects.filter(user=taker).count() == 2
    cases[2].refresh_from_db()
    assert cases[2].owner == owner
    services.undo(actor=manager, plan=plan)
    for case in cases:
        case.refresh_from_db()
        assert case.owner == owner
    with pytest.raises(GuardFailed, match="nothing to undo"):
        services.undo(actor=manager, plan=plan)


def test_the_next_day_it_cannot_be_undone(manager, owner, taker, monday):
    plan = services.confirm(actor=manager, plan=choose(manager, owner, taker, [make_case(owner=owner)]))
    monday.shift(timedelta(hours=15))
    with pytest.raises(GuardFailed, match="same day"):
        services.undo(actor=manager, plan=plan)


def test_the_choice_is_frozen_and_asked_again_when_it_is_done(manager, owner, taker):
    first, second, third = (make_case(owner=owner) for _ in range(3))
    plan = choose(manager, owner, taker, [], everything=True)
    assert len(plan.cases) == 3
    late = make_case(owner=owner)
    second.owner = make_user("OFFICER")
    second.save()
    restrict(actor=make_user("SUPERVISOR", rank="INSPECTOR"), case=third, reason="The suspect is an officer")
    done = services.confirm(actor=manager, plan=plan)
    assert done.outcome["moved"] == [first.pk]
    assert done.outcome["left"] == [[second.pk, "It has another officer now."], [third.pk, "It is no longer open to you."]]
    late.refresh_from_db()
    assert late.owner == owner, "what came after the choice is not moved"


def test_a_case_whose_crime_is_not_recorded_stays_with_the_reason(manager, owner, taker):
    case = make_case(owner=owner, state="REPORTED")
    done = services.confirm(actor=manager, plan=choose(manager, owner, taker, [case]))
    assert done.outcome["moved"] == []
    assert "Record the crime" in done.outcome["left"][0][1]


def test_an_undo_leaves_a_case_that_has_gone_elsewhere_since(manager, owner, taker):
    first, second = make_case(owner=owner), make_case(owner=owner)
    plan = services.confirm(actor=manager, plan=choose(manager, owner, taker, [first, second]))
    first.refresh_from_db()
    first.owner = make_user("OFFICER")
    first.save()
    done = services.undo(actor=manager, plan=plan)
    assert done.outcome["undone"] == {"moved": [second.pk], "left": [[first.pk, "It has another officer now."]]}


def test_someone_untrained_takes_cases_only_knowingly(manager, owner):
    untrained = make_user("OFFICER")
    plan = choose(manager, owner, untrained, [make_case(owner=owner)])
    with pytest.raises(GuardFailed, match="training"):
        services.confirm(actor=manager, plan=plan)
    assert services.confirm(actor=manager, plan=plan, untrained_agreed=True).outcome["moved"]


def test_cases_of_another_unit_cannot_be_chosen(owner, taker):
    far = make_user("MANAGER", unit=UnitFactory(name="Elsewhere"))
    with pytest.raises(Hidden):
        choose(far, owner, taker, [make_case(owner=owner)])


def test_a_plan_is_its_makers_only(manager, owner, taker):
    plan = choose(manager, owner, taker, [make_case(owner=owner)])
    other = make_user("MANAGER")
    assert signed_in(other).get(f"/workload/moves/{plan.pk}/").status_code == 404
    with pytest.raises(Hidden):
        services.confirm(actor=other, plan=plan)


def test_twelve_cases_in_six_steps_with_the_preview_in_words(manager, owner, taker):
    for _ in range(12):
        with_clock(make_case(owner=owner), 2)
    for _ in range(2):
        restrict(actor=make_user("SUPERVISOR", rank="INSPECTOR"), case=make_case(owner=owner), reason="The suspect is an officer")
    client = signed_in(manager)
    assert f"/workload/people/{owner.pk}/" in client.get("/workload/").content.decode()
    assert 'data-count="12"' in client.get(f"/workload/people/{owner.pk}/").content.decode()
    refused = client.post(f"/workload/people/{owner.pk}/", {"which": "some", "target": taker.pk, "reason": WHY})
    assert refused.status_code == 422
    assert "Choose at least one case" in refused.content.decode()
    answer = client.post(f"/workload/people/{owner.pk}/", {"which": "all", "target": taker.pk, "reason": WHY})
    assert answer.status_code == 302
    preview = client.get(answer["Location"]).content.decode()
    assert "12 cases, 12 open dates" in preview
    assert "2 restricted left out" in preview
    assert client.post(answer["Location"]).status_code == 302
    done = client.get(answer["Location"]).content.decode()
    assert "12 cases moved" in done
    assert "Undo this move" in done
    assert client.post(f"{answer['Location']}undo/").status_code == 302
    assert "Given back to" in client.get(answer["Location"]).content.decode()


def test_posting_the_confirmation_twice_moves_once(manager, owner, taker):
    plan = choose(manager, owner, taker, [make_case(owner=owner)])
    client = signed_in(manager)
    assert client.post(f"/workload/moves/{plan.pk}/").status_code == 302
    assert client.post(f"/workload/moves/{plan.pk}/").status_code == 422
    assert Reassignment.objects.get().outcome["moved"]
    assert InAppMessage.objects.filter(user=taker).count() <= 1
