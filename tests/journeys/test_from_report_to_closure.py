"""From the report to the closed case and back: an officer and two supervisors at one browser, every kind of page checked with axe.

The charge, bail and the prosecutors' part stand in the journeys of those stages.
"""

from collections.abc import Callable
from typing import Any

import pytest

from casework.cases.models import Case
from casework.investigation.models import Action, LogEntry
from casework.reports.models import ReportDraft
from tests.browser.conftest import NARROW, WIDER
from tests.factories import make_user
from tests.journeys.driver import Walk, day, moment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WHY = "Seen in the messages"
MISSING = (
    "Answer: is it stalking?",
    "Make a final risk assessment",
    "Decide whether a Stalking Protection Order is needed",
    "Record the outcome, with its code and reasons",
    "Record the outcome, then when the victim was told of it",
    "The time limit for a summary offence still runs",
    "1 action is still open",
    "Decide on search and seizure",
)


def kind_of(path: str) -> str:
    """The kind of page at this path."""
    from django.urls import resolve

    return str(resolve(path).url_name)


@pytest.fixture
def walk(live_server: Any, quiet: Any, sign_in: Any, axe: Callable[..., None]) -> Walk:
    return Walk(quiet, live_server.url, sign_in, axe, kind_of)


def narrow_enough(walk: Walk, path: str) -> None:
    """The page fits a telephone."""
    walk.page.set_viewport_size(NARROW)
    walk.go(path)
    wide = walk.page.evaluate(WIDER)
    walk.page.set_viewport_size({"width": 1280, "height": 900})
    assert not wide, (path, wide)


def test_a_case_is_worked_closed_and_reopened(walk: Walk) -> None:
    officer, sergeant = make_user("OFFICER"), make_user("SUPERVISOR")
    walk.be(officer)
    at = reported(walk)
    walk.be(sergeant)
    walk.fill(f"{at}allocate/", {"officer": str(officer.pk), "reason": "On duty and knows the street", "untrained_agreed": True})
    walk.be(officer)
    walk.fill(f"{at}start/", {})
    worked(walk, at)
    every_gate_says_what_is_missing(walk, at)
    put_right(walk, at, officer, sergeant)
    closed(walk, at, officer, sergeant)
    walk.be(sergeant)
    walk.fill(f"{at}reopen/", {"ground": "INCIDENT", "reason": "She was rung again from an unknown number"})
    assert "Reopened" in walk.text() and "Assess risk again" in walk.text()


def reported(walk: Walk) -> str:
    """Reported and recorded; the address of the case."""
    walk.fill("/cases/new/", {"danger_now": "NO", "reported_at": moment(2)})
    step = f"/cases/new/{ReportDraft.objects.get().pk}"
    walk.fill(f"{step}/victim/", {"victim_given_names": "Elin", "victim_family_name": "Prosser"})
    walk.fill(f"{step}/contact/", {"contact_by": "NOT_KNOWN"})
    suspect = {"suspect_given_names": "Callum", "suspect_family_name": "Rudd", "relationship": "EX_PARTNER"}
    walk.fill(f"{step}/suspect/", suspect)
    walk.fill(f"{step}/what/", {"occurred_at": moment(3), "acts": ["B"], "summary": "Flowers came without a card."})
    walk.fill(f"{step}/check/", {}, button="Open the case")
    case = Case.objects.get()
    at = f"/cases/{case.reference}/"
    walk.fill(f"{at}crime/", {"offence": "STALKING_2A", "crime_reference": "48N/10231/26"})
    return at


def worked(walk: Walk, at: str) -> None:
    """An entry of the log with an action raised from it, corrected, searched and set out for paper."""
    walk.go(f"{at}log/")
    entry = {"kind": "ENQUIRY", "fact": "The shop keeps its footage until Friday.", "opinion": "It may show him."}
    walk.fill(f"{at}log/add/?outline=enquiry", entry, button="Save and raise an action")
    assert "an entry of the log" in walk.text()
    path = walk.page.url.removeprefix(walk.base)
    walk.fill(path, {"kind": "FOOTAGE", "what": "Fetch the footage", "owner": f"{Case.objects.get().owner_id}", "due_on": day(2)})
    pk = LogEntry.objects.get().pk
    walk.fill(f"{at}log/{pk}/correct/", {"fact": "The shop keeps its footage until Thursday.", "why": "It is Thursday"})
    walk.go(f"{at}log/?text=thursday")
    assert "Corrects the entry" in walk.text()
    walk.go(f"{at}log/print/")
    for part in ("log/", "log/add/", "actions/", f"actions/{Action.objects.get().pk}/", "closing/", ""):
        narrow_enough(walk, f"{at}{part}")
    walk.go("/actions/")
    assert "Fetch the footage" in walk.text()


def every_gate_says_what_is_missing(walk: Walk, at: str) -> None:
    """Nothing is done yet: the page says so, each thing with the way to it, and offers no form."""
    walk.go(f"{at}closing/")
    shown = walk.text()
    for words in MISSING:
        assert words in shown, words
        assert walk.page.get_by_role("link", name=words).first.get_attribute("href"), words
    assert walk.page.get_by_role("button", name="Ask a supervisor to close the case").count() == 0


def put_right(walk: Walk, at: str, officer: Any, sergeant: Any) -> None:
    """Every thing that was missing, by its own page."""
    four = {
        name: value for word in ("fixated", "obsessive", "unwanted", "repeated") for name, value in ((word, "yes"), (f"{word}_why", WHY))
    }
    walk.fill(f"{at}stalking/decide/", {**four, "decision": "STALKING_2A"})
    walk.fill(f"{at}order-needed/", {"needed": "no", "reasons": "Contact has stopped and other measures protect the victim now."})
    walk.fill(f"{at}search/", {"considered": "NOT_USED", "not_used_reason": "Nothing is sought at his home that is not had already."})
    walk.fill(f"{at}actions/{Action.objects.get().pk}/close/", {"result": "The footage shows nobody."})
    walk.fill(f"{at}outcome/", {"code": "16", "reasons": "The victim does not support a prosecution at this time."})
    walk.fill(f"{at}outcome/told/", {"told_at": moment(), "how": "In person by the officer", "review_offered": True})
    walk.fill(
        f"{at}risk/assess/",
        {
            "tool": "DASH",
            "tool_version": "2009",
            "victim_view": "MEDIUM",
            "victim_words": "He knows when I am alone.",
            "officer_view": "MEDIUM",
            "officer_rationale": "Contact goes on although he was told to stop.",
            "trigger": "The end of the investigation",
            "no_action_reason": "She has moved away and nobody knows where she lives now.",
        },
    )
    walk.be(sergeant)
    walk.fill(f"{at}risk/review/", {"agreed": "yes"})
    walk.be(officer)


def closed(walk: Walk, at: str, officer: Any, sergeant: Any) -> None:
    """The officer asks, is refused a thin summary, asks again; the sergeant closes."""
    walk.go(f"{at}closing/")
    assert "Nothing is missing" in walk.text()
    walk.fill(f"{at}closing/", {"summary": "Done."}, refused=True)
    assert "Sum up in at least 30 characters" in walk.text()
    walk.fill(f"{at}closing/", {"summary": "The victim does not support a prosecution and is safe where she is."})
    walk.go(at)
    assert "Closing asked for" in walk.text()
    walk.be(sergeant)
    walk.fill(f"{at}closing/decide/", {"agreed": "yes"})
    assert "Closed" in walk.text()
    assert not Case.objects.get().is_open


def test_a_case_goes_to_another_unit_and_is_linked(walk: Walk) -> None:
    from tests.factories import UnitFactory, make_case

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
