"""Applications, orders, breaches and the card in a real browser: accessible and readable at 320 px, empty, filled and refused."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from casework.breaches.services import report_breach
from casework.orders.models import OrderCondition
from tests import later_stages as stage
from tests.factories import make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(stage.NOW):
        yield


@pytest.fixture
def look(live_server: Any, quiet: Any, sign_in: Any, axe: Any, narrow: Any) -> Any:
    """`look(user, address...)`: every address is accessible, wide and narrow."""

    def looked(user: Any, *addresses: str) -> Any:
        page = sign_in(quiet, user)
        for address in addresses:
            page.set_viewport_size({"width": 1280, "height": 900})
            answer = page.goto(live_server.url + address)
            assert answer.status == 200, (address, answer.status)
            axe(page)
            narrow(page)
        return page

    return looked


def test_a_draft_begun(look: Any) -> None:
    team = stage.make_team()
    application = stage.draft(team)
    at = f"/applications/{application.reference}"
    parts = ("subject", "people", "acts", "risk", "screens", "views", "interim", "court")
    page = look(
        team.officer,
        "/applications/",
        f"/cases/{team.case.reference}/applications/",
        f"/cases/{team.case.reference}/applications/start/",
        f"{at}/",
        f"{at}/submit/",
        f"{at}/withdraw/",
        f"{at}/conditions/",
        f"{at}/conditions/add/?category=NON_APPROACH",
        *(f"{at}/part/{part}/" for part in parts),
    )
    assert page.url.endswith("/part/court/")


def test_a_refused_condition(look: Any, axe: Any, narrow: Any) -> None:
    team = stage.make_team()
    application = stage.draft(team)
    page = look(team.officer, f"/applications/{application.reference}/conditions/add/?category=NO_CONTACT_DIRECT")
    page.get_by_label("Who is protected by it?").fill("her")
    page.get_by_role("button", name="Save the condition").click()
    assert "does not say who" in page.locator(".govuk-error-summary").inner_text()
    axe(page)
    narrow(page)


def test_review_and_authority(look: Any) -> None:
    team = stage.make_team()
    application = stage.submitted(team)
    at = f"/applications/{application.reference}"
    look(team.lawyer, "/applications/", f"{at}/", f"{at}/review/")
    stage.approve(team, application)
    look(team.superintendent, f"{at}/authority/")


def test_at_court(look: Any) -> None:
    team = stage.make_team()
    application = stage.listed(team)
    at = f"/applications/{application.reference}"
    look(team.lawyer, f"{at}/", f"{at}/outcome/", f"{at}/order/?kind=SPO", f"{at}/summons/")
    other = stage.lodged(stage.make_team())
    look(team.lawyer, f"/applications/{other.reference}/hearing/")
    third = stage.authorised(stage.make_team())
    look(team.lawyer, f"/applications/{third.reference}/lodge/")


def test_an_order_served_and_breached(look: Any) -> None:
    team = stage.make_team()
    order = stage.interim_order(team)
    at = f"/orders/{order.reference}"
    look(team.officer, "/orders/", f"{at}/", f"{at}/service/")
    attempt = stage.serve(team, order, stage.at("2026-11-27 11:15"))
    breach = report_breach(
        actor=team.officer,
        order=order,
        occurred_at=stage.at("2026-11-28 20:00"),
        what_happened="He sent four messages from a new number.",
        condition_ids=list(OrderCondition.objects.values_list("pk", flat=True)),
    )
    look(
        team.officer,
        f"{at}/",
        f"{at}/service/{attempt.pk}/",
        f"{at}/notification/",
        f"{at}/change/",
        f"{at}/renewal/",
        f"{at}/register-ended/",
        f"{at}/no-offence/",
        f"{at}/breach/",
        f"/breaches/{breach.reference}/",
        f"/breaches/{breach.reference}/crime/",
        f"/cases/{team.case.reference}/",
        f"/cases/{team.case.reference}/orders/",
        f"/cases/{team.case.reference}/breaches/",
    )
    page = look(make_user("CONTROL"), "/card/")
    page.get_by_label("Order reference").fill(order.reference)
    page.get_by_role("button", name="Check").click()
    assert "In force" in page.locator("#main").inner_text()
