"""A way is shown only to whom it is open, and asking costs nothing."""

import pytest
from django.urls import reverse

from casework.access.scope import remembered, scope
from casework.pages.ways import way
from tests.factories import grant, make_case, make_user

pytestmark = pytest.mark.django_db


def test_a_page_of_a_case_is_open_to_whom_the_matrix_lets_in():
    officer, lawyer = make_user("OFFICER"), make_user("LEGAL")
    case = make_case(owner=officer)
    grant(case, lawyer)
    for name, opens in (("case-detail", (True, True)), ("risk-assess", (True, False))):
        path = reverse(name, args=[case.reference])
        assert (way(officer, path, case), way(lawyer, path, case)) == tuple(path if each else "" for each in opens), name


def test_the_same_page_of_another_case_is_not():
    officer = make_user("OFFICER")
    other = make_case(owner=make_user("OFFICER"))
    assert way(officer, reverse("risk-assess", args=[other.reference]), other) == ""


def test_a_page_by_itself_asks_for_the_role_alone():
    path = reverse("custody-list")
    assert way(make_user("SUPERVISOR"), path) == path
    assert way(make_user("LEGAL"), path) == ""


def test_what_no_page_answers_is_no_way_and_a_query_is_kept():
    user = make_user("OFFICER")
    assert way(user, "") == way(user, "/no/such/page/") == ""
    assert way(user, "/health/live?x=1") == "/health/live?x=1"


def test_a_loaded_case_is_asked_of_memory(django_assert_num_queries):
    officer = make_user("OFFICER")
    case = make_case(owner=officer)
    with remembered():
        scope(officer)
        with django_assert_num_queries(0):
            assert way(officer, reverse("risk-assess", args=[case.reference]), case)
