"""Every form that an account of the demonstration is shown is sent empty, as it stands, and full of what nobody should type.

None of it is a fault; a refusal says so in its summary and keeps what was typed; and what was typed is never part of a page's markup.
What is sent is taken back each time, so that every form is met as the stories left it.
"""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urldefrag, urljoin

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from casework.demo.staff import ACCOUNTS
from casework.staff.models import User
from tests.simulation.demonstration import kind, taken_back, told, walk

pytestmark = pytest.mark.django_db

MARK = "Zqx"
MARKUP = f"{MARK}<b id=planted>'\"&"
LONG = MARK * 40_000
FEWEST = 120  # forms of different addresses that must have been tried
# Sent, these would end the walk: the session, the second step, the password.
APART = ("accounts/",)

Fields = dict[str, Any]


def typed(text: Any) -> Callable[[Any], Fields]:
    """A way to fill in a form: `text` in each field that takes text, and what is on offer nowhere in each that is chosen from."""

    def filled(form: Any) -> Fields:
        values: Fields = {}
        for field in form.xpath(".//input[@name] | .//textarea[@name] | .//select[@name]"):
            sort = field.get("type", "text") if field.tag == "input" else field.tag
            if sort == "hidden":
                values[field.get("name")] = field.get("value") or ""
            elif sort == "file":
                values[field.get("name")] = SimpleUploadedFile(f"{MARK}.txt", MARK.encode())
            elif sort in ("checkbox", "radio", "select"):
                values[field.get("name")] = f"{MARK}-nowhere"
            else:
                values[field.get("name")] = text
        return values

    return filled


def empty(form: Any) -> Fields:
    """Nothing but what the page itself has put there unseen."""
    return {field.get("name"): field.get("value") or "" for field in form.xpath(".//input[@type='hidden'][@name]")}


def as_it_stands(form: Any) -> Fields:
    """What a browser would send if nothing were touched."""
    return {name: value for name, value in form.form_values() if name}


WAYS: dict[str, Callable[[Any], Fields]] = {
    "empty": empty,
    "as it stands": as_it_stands,
    "markup": typed(MARKUP),
    "very long": typed(LONG),
    "a NUL": typed(f"{MARK}\x00"),
    "a day that is none": typed("31/2/2026 25:61"),
    "a number out of all bounds": typed("-99999999999999999999"),
}


@pytest.fixture(scope="module")
def people(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, User]]:
    with django_db_blocker.unblock(), told() as accounts:
        yield accounts


def sent(client: Client, at: str, values: Fields, method: str) -> Any:
    """The answer, with the page that a browser would go on to."""
    with taken_back():
        return client.post(at, values, follow=True) if method == "POST" else client.get(at, values, follow=True)


def faults(client: Client, path: str, form: Any) -> Iterator[str]:
    """What is wrong with the answers to one form."""
    at = urljoin(path, form.get("action") or path)
    for way, fill in WAYS.items():
        values = fill(form)
        if form.method == "GET":
            # A place in a list that was never given out; text as long as a server takes in an address.
            values = {name: value[:2000] for name, value in values.items()} | ({} if way == "as it stands" else {"after": MARKUP})
        try:
            response = sent(client, at, values, form.method)
        except Exception as fault:
            yield f"{at} {way}: {type(fault).__name__} {str(fault)[:300]}"
            continue
        page = response.content.decode(errors="replace")
        if "<b id=planted>" in page:
            yield f"{at} {way}: what was typed is markup on the page"
        if response.status_code == 422:
            if "govuk-error-summary" not in page:
                yield f"{at} {way}: refused without a summary"
            shown = [field for field in form.xpath(".//textarea[@name] | .//input[@type='text'][@name]") if values.get(field.get("name"))]
            if way == "markup" and shown and MARK not in page:
                yield f"{at} {way}: what was typed is lost"
        elif response.status_code == 400 and ("too much" in page or (form.method == "GET" and way == "a NUL")):
            continue  # more at once than any form takes, or what no address holds
        elif response.status_code >= 400 and response.status_code not in (403, 404, 409, 413):
            yield f"{at} {way}: answered {response.status_code}"


def test_every_form_answers_whatever_is_typed(people: dict[str, User], db: None) -> None:
    tried: set[tuple[str, ...]] = set()
    wrong: list[str] = []
    for account in ACCOUNTS:
        client = Client()
        client.force_login(people[account.username])
        for opened in walk(client, 1):
            page = opened.page
            for form in [] if page is None else page.xpath("//form"):
                path = opened.response.request["PATH_INFO"]
                at = kind(urldefrag(urljoin(path, form.get("action") or path))[0])
                fields = (form.method, at, *sorted({each for each in form.fields if each}))
                if fields in tried or at.startswith(APART):
                    continue
                tried.add(fields)
                wrong += faults(client, path, form)
    assert not wrong, f"{len(wrong)} of {len(tried)}:\n" + "\n".join(wrong)
    assert len(tried) >= FEWEST
