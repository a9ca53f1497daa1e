"""Every address, for every role: the answer is what the access matrix says. An address without a row fails, so does one that cannot be
tried (see samples.py)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from casework.access.matrix import table
from casework.access.predicate import can, holds, sees
from casework.staff.models import Role
from tests.matrix import samples
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
BY_CASE = [address for address in GUARDED if address.arguments and address.name not in samples.OWN]
CASELESS = [address for address in GUARDED if address not in BY_CASE]


def kwargs_of(address: Address, world: World, role: str, which: str) -> dict[str, Any]:
    case = world.cases[which]
    given = samples.SAMPLES[address.name](samples.Ask(world, world.users[role], role, case)) if address.name in samples.SAMPLES else {}
    return {"reference": case.reference} | given if "reference" in address.arguments else given


def answer(client: Client, url: str) -> Any:
    """The answer to GET, or to an empty POST where the page takes only those."""
    response = client.get(url)
    return client.post(url, {}) if response.status_code == 405 else response


def plain(response: Any) -> str:
    """The page without what differs at every drawing."""
    return re.sub(r'(name="csrfmiddlewaretoken" value|data-token)="[^"]*"', "", response.content.decode())


@pytest.fixture
def world(db) -> World:
    return build()


@pytest.fixture
def clients(world) -> dict[str, Client]:
    made = {}
    for role, user in world.users.items():
        made[role] = Client(raise_request_exception=True)
        made[role].force_login(user)
    return made


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


@pytest.mark.django_db
@pytest.mark.parametrize("address", CASELESS, ids=lambda address: address.name)
def test_a_page_without_a_case(address, world, clients):
    for role in Role.values:
        kwargs = kwargs_of(address, world, role, INSIDE)
        status = answer(clients[role], reverse(address.name, kwargs=kwargs)).status_code
        if not holds(world.users[role], address.action) or (address.name, role) in samples.ALSO_REFUSED:
            assert status == 403, (role, status)
        elif address.name in samples.ABSENT:
            assert status == 404, (role, status)
        elif address.name in samples.OWN:
            assert status != 403, (role, status)
        else:
            assert status not in (403, 404), (role, status)


@pytest.mark.django_db
@pytest.mark.parametrize("address", BY_CASE, ids=lambda address: address.name)
def test_a_page_of_a_case(address, world, clients):
    for role in Role.values:
        user = world.users[role]
        for which in (INSIDE, OUTSIDE, RESTRICTED):
            case = world.cases[which]
            response = answer(clients[role], reverse(address.name, kwargs=kwargs_of(address, world, role, which)))
            allowed = can(user, address.action, case) and (address.name, role) not in samples.ALSO_REFUSED
            if allowed:
                assert response.status_code not in (403, 404), (role, which, response.status_code)
            elif sees(user, case) or (which == INSIDE and (address.name, role) in samples.ALSO_REFUSED):
                assert response.status_code == 403, (role, which, response.status_code)
            elif holds(user, address.action) or "reference" not in address.arguments:
                assert response.status_code == 404, (role, which, response.status_code)
            else:
                # Whoever could not do it anywhere may be told so before the case is looked for: that says nothing about the case.
                assert response.status_code in (403, 404), (role, which, response.status_code)
                assert plain(response) == plain(
                    clients[role].get(reverse(address.name, kwargs=kwargs_of(address, world, role, which) | _unknown(address)))
                )


def _unknown(address: Address) -> dict[str, str]:
    return {"reference": UNKNOWN} if "reference" in address.arguments else {}


@pytest.mark.django_db
@pytest.mark.parametrize("address", [a for a in BY_CASE if "reference" in a.arguments], ids=lambda address: address.name)
def test_a_restricted_case_is_the_same_answer_as_an_unknown_one(address, world, clients):
    for role in Role.values:
        kwargs = kwargs_of(address, world, role, RESTRICTED)
        hidden = answer(clients[role], reverse(address.name, kwargs=kwargs))
        unknown = answer(clients[role], reverse(address.name, kwargs=kwargs | {"reference": UNKNOWN}))
        assert (hidden.status_code, plain(hidden)) == (unknown.status_code, plain(unknown)), role
        assert hidden.status_code in (403, 404)


@pytest.mark.django_db
@pytest.mark.parametrize("address", GUARDED, ids=lambda address: address.name)
def test_nobody_gets_in_without_signing_in(address, world, settings):
    settings.LOGIN_URL = "/accounts/login/"
    url = reverse(address.name, kwargs=kwargs_of(address, world, Role.OFFICER, INSIDE))
    for response in (Client().get(url), Client().post(url, {})):
        assert response.status_code == 302, response.status_code
        assert "/accounts/login/" in response["Location"] or "session-ended" in response["Location"]
