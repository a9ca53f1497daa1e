"""A case is linked with another and goes to another unit, as three people do it at one browser."""

import pytest
import time_machine

from casework.cases.models import Case
from tests import later_stages as stage
from tests.factories import UnitFactory, make_case, make_user
from tests.journeys.closing_gates import narrow_enough
from tests.journeys.driver import Walk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@time_machine.travel(stage.NOW)
def test_a_case_goes_to_another_unit_and_is_linked(walk: Walk) -> None:
    officer, sergeant = make_user("OFFICER"), make_user("SUPERVISOR")
    unit = UnitFactory(other=True)
    boss, taker = make_user("SUPERVISOR", unit=unit), make_user("OFFICER", unit=unit)
    case, other = make_case(owner=officer, supervisor=sergeant), make_case(owner=officer)
    at = f"/cases/{case.reference}/"
    walk.be(officer)
    walk.fill(f"{at}links/add/", {"reference": other.reference, "kind": "SAME_SUSPECT", "reason": "The same telephone number"})
    assert other.reference in walk.text()
    note = "She expects a call on Friday. The bank has not answered yet."
    walk.fill(f"{at}transfer/", {"unit": str(unit.pk), "reason": "The victim has moved there", "note": note})
    path = walk.page.url.removeprefix(walk.base)
    walk.be(sergeant)
    walk.go(path)
    walk.page.get_by_role("button", name="Agree, and ask the receiving unit").click()
    walk.be(boss)
    walk.go("/transfers/")
    narrow_enough(walk, path)
    assert note in walk.text()
    walk.fill(f"{path}take-over/", {"officer": str(taker.pk), "untrained_agreed": True})
    assert Case.objects.get(pk=case.pk).unit == unit
