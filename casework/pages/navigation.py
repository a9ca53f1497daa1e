"""The primary navigation: which entries a person sees. At most seven, and none that would lead to a refusal."""

import functools
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import Resolver404, resolve

CASEWORKERS = frozenset({"OFFICER", "SUPERVISOR", "LEGAL", "AUTHORISER", "OFFENDER_MANAGER", "VICTIM_CARE", "RECORDS", "AUDITOR"})
MOST = 7


@dataclass(frozen=True)
class Entry:
    """One entry: its words, its address, and the roles that have use for it (none named: everyone signed in)."""

    text: str
    href: str
    roles: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Shown:
    """An entry as the template draws it."""

    text: str
    href: str
    active: bool


# In the order of the page. Who may see what inside is decided there; this only keeps entries away from those they are no use to.
# CPS, exhibits and managers come to their own part first; administrators and analysts have no case content.
ENTRIES = (
    Entry("My work", "/", frozenset(CASEWORKERS | {"EXHIBITS", "CPS", "MANAGER"})),
    Entry("Cases", "/cases/", frozenset(CASEWORKERS | {"EXHIBITS", "MANAGER"})),
    Entry("Applications", "/applications/", frozenset({"OFFICER", "SUPERVISOR", "LEGAL", "CPS", "AUTHORISER", "OFFENDER_MANAGER", "AUDITOR"})),
    Entry("Orders", "/orders/", frozenset(CASEWORKERS | {"CPS"})),
    Entry("Check an order", "/card/", frozenset({"CONTROL"})),
    Entry("Evidence", "/evidence/", frozenset({"OFFICER", "SUPERVISOR", "EXHIBITS", "LEGAL"})),
    Entry("PINs", "/pins/", frozenset({"SUPERVISOR", "AUTHORISER", "RECORDS", "AUDITOR", "OFFENDER_MANAGER"})),
    Entry("Workload", "/workload/", frozenset({"SUPERVISOR", "MANAGER", "ANALYST"})),
    Entry("Staff", "/staff/", frozenset({"ADMIN"})),
    Entry("Audit", "/audit/", frozenset({"AUDITOR"})),
    Entry("Rules", "/rules/"),
)


@functools.lru_cache(maxsize=64)
def exists(href: str) -> bool:
    """Whether some page answers at this address."""
    try:
        resolve(href)
    except Resolver404:
        return False
    return True


def entries(request: HttpRequest, roles: frozenset[str]) -> list[Shown]:
    """The entries for a person with these roles, the one the page belongs to marked active."""
    fitting = [entry for entry in ENTRIES if (not entry.roles or entry.roles & roles) and exists(entry.href)]
    # Rules is last and stays; of the rest the first six.
    shown = fitting if len(fitting) <= MOST else [*fitting[: MOST - 1], fitting[-1]]
    return [Shown(entry.text, entry.href, _active(request.path, entry.href)) for entry in shown]


def _active(path: str, href: str) -> bool:
    return path == href if href == "/" else path.startswith(href)
