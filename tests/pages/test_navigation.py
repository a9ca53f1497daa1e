"""The navigation shows at most seven entries, each leading to a page that exists and that the person may open."""

import pytest
from django.http import HttpResponse
from django.urls import path

from casework.access.matrix import table
from casework.pages import navigation
from casework.pages.guarded import page
from casework.staff.models import Role

pytestmark = [pytest.mark.quick, pytest.mark.urls(__name__)]


def _view(action):
    return page(action)(lambda request: HttpResponse(""))


ACTIONS = {
    "": "work.own",
    "cases/": "case.view",
    "applications/": "application.view",
    "orders/": "order.view",
    "card/": "card.look",
    "evidence/": "exhibit.view",
    "pins/": "pin.view",
    "workload/": "workload.view",
    "staff/": "staff.view",
    "audit/": "audit.view",
    "rules/": "rules.view",
}
urlpatterns = [path(address, _view(action)) for address, action in ACTIONS.items()]


@pytest.fixture(autouse=True)
def _fresh():
    navigation.action_at.cache_clear()
    yield
    navigation.action_at.cache_clear()


@pytest.mark.parametrize("role", Role.values)
def test_no_entry_leads_to_a_refusal(role):
    for entry in navigation.entries("/", frozenset({role})):
        assert role in table()[ACTIONS[entry.href[1:]]][1], entry


@pytest.mark.parametrize("role", Role.values)
def test_at_most_seven_entries_and_the_rules_for_everyone(role):
    shown = navigation.entries("/", frozenset({role}))
    assert 1 <= len(shown) <= 7
    assert shown[-1].text == "Rules"


def test_somebody_with_every_role_still_has_seven():
    assert len(navigation.entries("/", frozenset(Role.values))) == 7


def test_somebody_without_a_role_has_none():
    assert navigation.entries("/", frozenset()) == []


def test_the_page_one_is_on_is_marked():
    shown = navigation.entries("/cases/STK-2026-000417/", frozenset({"OFFICER"}))
    assert [entry.text for entry in shown if entry.active] == ["Cases"]


@pytest.mark.urls("tests.pages.nothing")
def test_an_entry_without_a_page_is_not_shown():
    assert navigation.entries("/", frozenset({"OFFICER"})) == []
