"""Before the known bank holidays run out, administrators are told, and the sums refuse rather than guess."""

from datetime import UTC, date, datetime

import pytest

from casework.clocks.maintenance import tidy
from casework.clocks.services import start
from casework.errors import GuardFailed
from casework.law.calendar import runs_out
from casework.outbox.models import InAppMessage
from casework.policies.services import approve, propose_holiday
from tests.factories import make_case, make_user

pytestmark = [pytest.mark.quick, pytest.mark.django_db]


def test_two_years_are_enough_and_one_is_not():
    assert not runs_out(2040, date(2038, 12, 31))
    assert runs_out(2040, date(2039, 1, 1))


def test_administrators_are_told_once_a_month_until_the_next_year_is_entered(time_machine):
    time_machine.move_to(datetime(2039, 5, 2, 4, 0, tzinfo=UTC), tick=False)
    admin, officer, chief = make_user("ADMIN"), make_user("OFFICER"), make_user("AUTHORISER")
    tidy()
    tidy()
    assert [row.user for row in InAppMessage.objects.all()] == [admin]
    assert "2041 cannot be worked out" in InAppMessage.objects.get().text
    time_machine.move_to(datetime(2039, 6, 2, 4, 0, tzinfo=UTC), tick=False)
    tidy()
    assert InAppMessage.objects.count() == 2
    asked = {"actor": admin, "force": admin.force, "kind": "COVER", "day": date(2041, 1, 1), "reason": "The usual pattern holds"}
    approve(actor=chief, proposal=propose_holiday(**asked))
    InAppMessage.objects.all().delete()
    time_machine.move_to(datetime(2039, 7, 2, 4, 0, tzinfo=UTC), tick=False)
    tidy()
    assert not InAppMessage.objects.exists()
    assert officer


def test_a_date_into_a_year_that_is_not_known_is_refused(time_machine):
    time_machine.move_to(datetime(2040, 12, 28, 10, 0, tzinfo=UTC), tick=False)
    case = make_case(owner=make_user("OFFICER"))
    with pytest.raises(GuardFailed) as refusal:
        start("R10", subject=case, case=case, on=date(2040, 12, 28), inputs={"grade": "standard"})
    assert refusal.value.problems[0][1].startswith("The bank holidays of 2041 are not known here")
