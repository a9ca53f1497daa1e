"""Victim care in a real browser: accessible and readable at 320 px, a contact that answers two duties, a referral declined."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from casework.safeguarding.models import Contact, Referral
from casework.safeguarding.services import (
    add_safety_action,
    agree_plan,
    ask_third_party,
    assess_needs,
    receive_review,
    record_bail_views,
    record_statement,
    refer,
)
from tests.later_stages import at
from tests.safeguarding import care

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(care.NOW):
        yield


def fill(team: care.Team) -> None:
    """Everything that a file can show."""
    by: dict[str, Any] = {"actor": team.officer, "party": team.party}
    day = care.NOW.date()
    care.reported(team)
    agree_plan(
        **by,
        values={
            "frequency": "EVENTS",
            "methods": ["TELEPHONE", "VIDEO"],
            "safe_times": "Weekdays after 18:00",
            "not_to_leave": "police, stalking",
            "others": "Her sister may be told that we rang",
        },
    )
    assess_needs(**by, values={"enhanced": True, "basis": ["PERSISTENT"], "needs": ["DIGITAL"], "notes": "She cannot sleep"})
    refer(
        **by,
        values={"service": "MARAC", "name": "Northmoor MARAC", "answer": "NO_CONSENT", "no_consent_why": "Her life is in danger tonight"},
    )
    record_statement(
        **by, at=at("2026-11-27 10:00"), vps="VPS_OFFERED", measures={"bases": ["FEAR"], "measures": ["SCREEN"], "wishes": "Not to see him"}
    )
    record_bail_views(
        **by,
        values={
            "about_at": at("2026-11-27 18:00"),
            "views_at": at("2026-11-27 11:00"),
            "views": "Not near her work",
            "passed_to": "PS Tait",
        },
    )
    texts = ("asked_for", "line_of_enquiry", "why_necessary", "why_proportionate", "other_means")
    ask_third_party(
        **by, values=dict.fromkeys(texts, "Notes of October") | {"holder": "The surgery", "in_writing": True, "request_on": day}
    )
    receive_review(**by, values={"told_on": day, "received_at": at("2026-11-27 10:00")})
    add_safety_action(**by, values={"kind": "CAPTURE", "what": "Capture the messages", "owner": team.officer, "due_on": day})
    care.tell(team, "suspect.arrested")
    care.tell(team, "bail.set")


def test_one_contact_answers_two_duties(live_server: Any, quiet: Any, sign_in: Any, axe: Any, narrow: Any) -> None:
    team = care.make_team()
    fill(team)
    file = f"{live_server.url}/cases/{team.case.reference}/victims/"
    page = sign_in(quiet, team.officer)
    page.goto(file)
    axe(page)
    narrow(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_role("button", name="Record contact").click()
    axe(page)
    page.get_by_label("How?", exact=True).select_option("TELEPHONE")
    page.get_by_label("The victim was reached").check()
    for words in ("Tell the victim of the arrest", "Tell the victim of bail and its conditions"):
        page.get_by_label(words).check()
    asked = page.get_by_label("What was the victim told?")
    asked.nth(0).fill("He was arrested at nine")
    page.get_by_label("What was said, or tried?").fill("Rang as agreed. She was relieved.")
    page.get_by_role("button", name="Record the contact").click()
    assert page.locator(".govuk-error-summary").inner_text().count("Say what the victim was told") == 1
    assert asked.nth(0).input_value() == "He was arrested at nine"
    axe(page)
    narrow(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    asked.nth(1).fill("He may not contact her or come near her work")
    page.get_by_role("button", name="Record the contact").click()
    assert "The contact is on the log" in page.locator("#main, .govuk-notification-banner").all_inner_texts()[0] + page.content()
    assert Contact.objects.get().answers.count() == 2
    axe(page)


def test_a_referral_is_declined_with_its_reason(live_server: Any, quiet: Any, sign_in: Any, axe: Any, narrow: Any) -> None:
    team = care.make_team()
    care.reported(team)
    page = sign_in(quiet, team.carer)
    page.goto(f"{live_server.url}/victims/")
    assert page.locator("[data-count]").first.get_attribute("data-count") == "1"
    axe(page)
    narrow(page)
    page.goto(f"{live_server.url}/cases/{team.case.reference}/victims/{team.party.pk}/referrals/add/")
    page.get_by_label("Independent stalking advocate (ISAC)").check()
    page.get_by_label("The service's name").fill("Harbourside ISAC Service")
    page.get_by_label("Declined").check()
    page.get_by_role("button", name="Save the referral").click()
    assert "why the victim declined" in page.locator(".govuk-error-summary").inner_text()
    axe(page)
    narrow(page)
    page.get_by_label("Why did the victim decline?").fill("She says it is just his way and wants no fuss")
    page.get_by_role("button", name="Save the referral").click()
    assert Referral.objects.get().state == "DECLINED" and care.owed(team.party) == []


def test_every_form_is_accessible_and_narrow(live_server: Any, quiet: Any, sign_in: Any, axe: Any, narrow: Any) -> None:
    team = care.make_team()
    second = team.second_victim()
    care.tell(team, "charging.decided")
    duty = care.owed(team.party)[0].pk
    page = sign_in(quiet, team.officer)
    at_case = f"{live_server.url}/cases/{team.case.reference}/"
    of = f"victims/{second.pk}/"
    forms = (
        "safe-contact",
        "needs",
        "statement",
        "special-measures",
        "bail-views",
        "third-party",
        "review",
        "actions/add",
        "personal-statement",
    )
    for address in ("", "victims/", *(f"{of}{form}/" for form in forms), f"victims/{team.party.pk}/owed/{duty}/earlier/"):
        page.set_viewport_size({"width": 1280, "height": 900})
        answer = page.goto(at_case + address)
        assert answer.status == 200, address
        axe(page)
        narrow(page)
