"""Every address, for every role: the answer is what the access matrix says. An address without a row fails, so does one that cannot be
tried (see samples.py). No answer and no line of the log holds what was planted in protected, privileged and restricted records (see
planted.py) for somebody without the right to it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from casework.access.matrix import table
from casework.access.predicate import can, holds, sees
from casework.staff.models import Role
from tests.matrix import planted, samples
from tests.matrix.world import INSIDE, OUTSIDE, RESTRICTED, World, build

UNKNOWN = "STK-1999-000000"


@dataclass(frozen=True)
class Address:
    """One pattern of the resolver."""

    name: str
    route: str
    view: Any
    arguments: tuple[str, ...]

    @property
    def action(self) -> str:
        return str(getattr(self.view, "action", ""))

    @property
    def public(self) -> bool:
        return self.name in samples.PUBLIC or any(self.name.startswith(prefix) for prefix in samples.PUBLIC_PREFIXES)


def addresses(patterns: Any = None, prefix: str = "", above: tuple[str, ...] = ()) -> Iterator[Address]:
    """All of them, in order."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        arguments = (*above, *entry.pattern.converters)
        if isinstance(entry, URLResolver):
            yield from addresses(entry.url_patterns, prefix + str(entry.pattern), arguments)
        elif isinstance(entry, URLPattern):
            yield Address(entry.name or "", prefix + str(entry.pattern), entry.callback, arguments)


ALL = list(addresses())
GUARDED = [address for address in ALL if not address.public]
BY_CASE = [address for address in GUARDED if address.arguments and address.name not in {*samples.OWN, *samples.RECORDS}]
CASELESS = [address for address in GUARDED if address not in BY_CASE]


def kwargs_of(address: Address, world: World, role: str, which: str) -> dict[str, Any]:
    case = world.cases[which]
    given = samples.SAMPLES[address.name](samples.Ask(world, world.users[role], role, case)) if address.name in samples.SAMPLES else {}
    return {"reference": case.reference} | given if "reference" in address.arguments else given


def answer(client: Client, url: str) -> Any:
    """The answer to GET, or to an empty POST where the page takes only those."""
    response = client.get(url)
    return client.post(url, {}) if response.status_code == 405 else response


@pytest.fixture(autouse=True)
def nothing_planted_in_the_log(never_logged: set[str]) -> None:
    """Whatever is asked for, the log has none of it."""
    never_logged |= {*planted.PROTECTED, planted.PRIVILEGED, planted.HIDDEN_NAME}


def plain(response: Any) -> str:
    """The page without what differs at every drawing."""
    return re.sub(r'(name="csrfmiddlewaretoken" value|data-token)="[^"]*"', "", response.content.decode())


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker) -> Iterator[tuple[World, dict[str, Client]]]:
    """The world and a signed-in client for each role, made once for all tests of this file and rolled back at the end."""
    whole = transaction.atomic()
    whole._from_testcase = True  # as Django marks a test's own transaction: what must stay after a rollback is written inside it
    with django_db_blocker.unblock(), whole:
        world = build()
        clients = {role: Client(raise_request_exception=True) for role in world.users}
        for role, client in clients.items():
            client.force_login(world.users[role])
        yield world, clients
        transaction.set_rollback(True)


@pytest.fixture
def world(built, db) -> World:
    built[0].made.clear()
    return built[0]


@pytest.fixture
def clients(built, db) -> dict[str, Client]:
    return built[1]


def test_addresses_have_names_and_none_twice():
    names = [address.name for address in ALL]
    assert all(names), [address.route for address in ALL if not address.name]
    assert len(set(names)) == len(names), sorted({name for name in names if names.count(name) > 1})


def test_every_address_has_a_row_of_the_matrix():
    without = [address.route for address in GUARDED if address.action not in table()]
    assert not without, f"mark these views with @page(...): {without}"


def test_every_address_can_be_tried():
    without = [address.name for address in GUARDED if set(address.arguments) - {"reference"} and address.name not in samples.SAMPLES]
    assert not without, f"add providers to tests/matrix/samples.py for: {without}"


@pytest.mark.parametrize("address", CASELESS, ids=lambda address: address.name)
def test_a_page_without_a_case(address, world, clients):
    for role in Role.values:
        kwargs = kwargs_of(address, world, role, INSIDE)
        response = answer(clients[role], reverse(address.name, kwargs=kwargs))
        status = response.status_code
        assert not planted.found(response, world, world.users[role]), role
        if not holds(world.users[role], address.action) or (address.name, role) in samples.ALSO_REFUSED:
            assert status == 403, (role, status)
        elif address.name in samples.ABSENT:
            assert status == 404, (role, status)
        elif address.name in samples.OWN:
            assert status != 403, (role, status)
        else:
            assert status not in (403, 404), (role, status)


@pytest.mark.parametrize("address", BY_CASE, ids=lambda address: address.name)
def test_a_page_of_a_case(address, world, clients):
    for role in Role.values:
        user, client = world.users[role], clients[role]
        refused = (address.name, role) in samples.ALSO_REFUSED
        answers = {}
        # Whoever has no cell for the action is refused before any case is looked for: one case shows it.
        for which in (INSIDE, OUTSIDE, RESTRICTED) if holds(user, address.action) else (INSIDE,):
            case = world.cases[which]
            kwargs = kwargs_of(address, world, role, which)
            response = answers[which] = answer(client, reverse(address.name, kwargs=kwargs))
            status = response.status_code
            assert not planted.found(response, world, user), (role, which)
            if can(user, address.action, case) and not refused:
                assert status not in (403, 404), (role, which, status)
            elif sees(user, case):
                assert status == 403, (role, which, status)
            elif holds(user, address.action):
                assert status == 404, (role, which, status)
            else:
                # Whoever could not do it anywhere may be told so before the case is looked for: that says nothing about the case.
                assert status in (403, 404), (role, which, status)
        if RESTRICTED in answers and "reference" in address.arguments and not sees(user, world.cases[RESTRICTED]):
            # A restricted case is the same answer as one that does not exist.
            kwargs = kwargs_of(address, world, role, RESTRICTED) | {"reference": UNKNOWN}
            unknown = answer(client, reverse(address.name, kwargs=kwargs))
            hidden = answers[RESTRICTED]
            assert (hidden.status_code, plain(hidden)) == (unknown.status_code, plain(unknown)), role


@pytest.mark.parametrize("address", GUARDED, ids=lambda address: address.name)
def test_nobody_gets_in_without_signing_in(address, world, settings):
    settings.LOGIN_URL = "/accounts/login/"
    url = reverse(address.name, kwargs=kwargs_of(address, world, Role.OFFICER, INSIDE))
    answers = [response for response in (Client().get(url), Client().post(url, {})) if response.status_code != 405]
    assert answers
    for response in answers:
        assert response.status_code == 302, response.status_code
        assert "/accounts/login/" in response["Location"] or "session-ended" in response["Location"]


def test_what_is_planted_can_be_found():
    """Otherwise its absence would say nothing."""
    for marker in (*planted.PROTECTED, planted.PRIVILEGED, planted.HIDDEN_NAME):
        assert planted.in_text(f"<p>{marker.upper()}</p>") == [marker]


def test_those_with_the_right_do_read_it(world, clients):
    """The markers stand where they may: the search by the table above is not of pages that are empty for everybody."""
    for role in (Role.OFFICER, Role.LEGAL):
        kwargs = kwargs_of(next(each for each in ALL if each.name == "application-detail"), world, role, INSIDE)
        assert planted.PRIVILEGED in clients[role].get(reverse("application-detail", kwargs=kwargs)).content.decode(), role
    owner = world.cases[RESTRICTED].owner
    client = Client()
    client.force_login(owner)
    assert planted.HIDDEN_NAME in client.get(f"/cases/{world.cases[RESTRICTED].reference}/people/").content.decode()
    fact = world.cases[INSIDE].parties.get(role="VICTIM").person.protected_facts.get(kind="HOME")
    address = reverse("fact-reveal", kwargs={"reference": world.cases[INSIDE].reference, "pk": fact.pk})
    shown = clients[Role.OFFICER].post(address, {"reason": "To warn her tonight that he is near"})
    assert planted.PROTECTED[0].lower() in shown.content.decode().lower()


@pytest.mark.parametrize("role", Role.values)
def test_no_search_finds_what_is_planted(role, world, clients):
    """By name, number, address or words: nobody is led to a case that they do not see, and nobody learns a fact from what is found."""
    user = world.users[role]
    for words in planted.SEARCHES:
        response = clients[role].get("/search/", {"q": words})
        text = response.content.decode()
        for case in world.cases.values():
            assert sees(user, case) or case.reference not in text, (words, case.reference)
        left = text.replace(words, "").replace(words.replace("@", "&#64;"), "")
        assert not [marker for marker in planted.in_text(left) if marker in planted.PROTECTED], words
