"""The case page against the least page of a signed-in person, and the share of it that the read log takes."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from typing import Any

from django.test import Client, override_settings

from casework.audit.record import viewed
from casework.cases.models import Case
from tests.benchmarks.caseload import officers
from tests.benchmarks.measuring import Line, asked, line, ratio, timed

MOST = 20


def measure(*, samples: int = 40) -> list[Line]:
    """Pages of seeded cases for their owners, each asked for twice first so that nothing is measured cold."""
    people = [user for user in officers() if Case.objects.filter(owner=user, is_open=True).exists()][:MOST]
    pages = {user.pk: f"/cases/{Case.objects.filter(owner=user, is_open=True).earliest('pk').reference}/" for user in people}
    with quiet(), override_settings(ROOT_URLCONF="tests.benchmarks.addresses", ALLOWED_HOSTS=["testserver"], DEMO=True):
        clients = {user.pk: _client(user) for user in people}
        for pk, client in clients.items():
            first, again = client.get(pages[pk]), client.get(pages[pk])
            if first.status_code != 200 or pages[pk].split("/")[2] not in first.content.decode() or len(first.content) < 2000:
                raise AssertionError(f"{pages[pk]} is not a whole page: nothing is timed")
            if again.status_code != 200 or client.get("/benchmark/trivial/").content != b"ok":
                raise AssertionError("the pages do not answer: nothing is timed")

        def of(number: int) -> Any:
            return people[number % len(people)].pk

        times = timed(
            {
                "page": lambda n: clients[of(n)].get(pages[of(n)]),
                "trivial": lambda n: clients[of(n)].get("/benchmark/trivial/"),
                "log": lambda n: _look(people[n % len(people)]),
            },
            samples,
        )
        queries = max(len(asked(lambda pk=pk: clients[pk].get(pages[pk]))) for pk in clients)  # type: ignore[misc]
        for client in clients.values():
            client.logout()
    return [
        line("casepage.to.trivial", ratio(times, "page", "trivial"), 5, "lower", times["page"]),
        line("casepage.queries", queries, 12, "lower"),
        line("audit.read.log.of.page", median(times["log"]) / median(times["page"]), 0.05, "lower", times["log"]),
    ]


@contextmanager
def quiet() -> Iterator[None]:
    """No line of the log for each page: it would stand between the figures."""
    logging.disable(logging.INFO)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


def _client(user: Any) -> Client:
    client = Client()
    client.force_login(user, backend="casework.accounts.backend.StaffBackend")
    return client


def _look(user: Any) -> None:
    """One durable line of the read log, as every page writes it before it answers."""
    viewed("VIEW", actor=user, action="case.view", object_type="case", object_id=0)
