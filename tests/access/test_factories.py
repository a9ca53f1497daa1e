import pytest

from casework.access.predicate import can, visible
from tests.factories import grant, make_case, make_user

pytestmark = pytest.mark.django_db


def test_a_user_and_a_case_made_without_arguments_belong_together():
    officer = make_user("OFFICER")
    boss = make_user("SUPERVISOR", rank="INSPECTOR")
    case = make_case(owner=officer)
    lawyer = make_user("LEGAL")
    assert can(officer, "case.view", case)
    assert list(visible(boss)) == [case]
    assert not can(lawyer, "case.view", case)
    grant(case, lawyer)
    assert can(lawyer, "case.view", case)
