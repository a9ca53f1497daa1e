"""What an entry or an action may be about: records of the same case, by kind and id.

Later stages' records are found by the names of their models, so that this package imports none of them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.urls import reverse

from casework.cases.models import Case


@dataclass(frozen=True)
class Kind:
    """One kind of record: `case` is the way to the id of its case, `page` the address where it stands, `args` its arguments."""

    words: str
    page: str
    args: Callable[[Any, Case], list[Any]]
    case: str = "case"


def _of_case(record: Any, case: Case) -> list[Any]:
    return [case.reference]


def _own(record: Any, case: Case) -> list[Any]:
    return [record.reference]


KINDS: dict[str, Kind] = {
    "incident": Kind("an incident", "incident-list", _of_case),
    "logentry": Kind("an entry of the log", "case-log", _of_case),
    "riskassessment": Kind("a risk assessment", "risk", _of_case),
    "riskreview": Kind("a review of risk", "risk", _of_case),
    "exhibit": Kind("an exhibit", "exhibit-detail", lambda record, case: [record.pk]),
    "notice": Kind("a legacy notice", "pin-detail", _own),
    "application": Kind("an application", "application-detail", _own),
    "condition": Kind("a condition", "application-detail", lambda record, case: [record.application.reference], case="application__case"),
    "order": Kind("an order", "order-detail", _own),
    "breach": Kind("a breach", "breach-detail", _own),
}


@dataclass(frozen=True)
class About:
    """A record as a page names it."""

    words: str
    href: str


def find(case: Case, token: str) -> Any | None:
    """The record that "incident:12" names, if there is such a one in this case; None for anything else."""
    kind, _, number = token.partition(":")
    if kind not in KINDS or not number.isascii() or not number.isdecimal() or len(number) > 18:
        return None
    found = apps.get_model("casework", kind)._default_manager.filter(**{KINDS[kind].case: case.pk}, pk=int(number))
    return found.select_related(*(["application"] if kind == "condition" else [])).first()


def token_of(record: Any) -> str:
    """What `find` reads: "incident:12"."""
    return f"{record._meta.model_name}:{record.pk}"


def columns(record: Any | None) -> dict[str, Any]:
    """The two columns that name the record; empty ones for none."""
    return {"subject_type": record._meta.model_name, "subject_id": record.pk} if record is not None else {}


def about(case: Case, rows: Iterable[Any]) -> dict[tuple[str, int], About]:
    """The records that these entries or actions of the case are about, by (kind, id): at most one query a kind."""
    wanted: dict[str, set[int]] = {}
    for row in rows:
        if row.subject_type in KINDS and row.subject_id is not None:
            wanted.setdefault(row.subject_type, set()).add(row.subject_id)
    found: dict[tuple[str, int], About] = {}
    for name, ids in wanted.items():
        kind = KINDS[name]
        records = apps.get_model("casework", name)._default_manager.filter(**{kind.case: case.pk}, pk__in=ids)
        for record in records.select_related(*(["application"] if name == "condition" else [])):
            found[name, record.pk] = About(_words(kind, record), reverse(kind.page, args=kind.args(record, case)))
    return found


def _words(kind: Kind, record: Any) -> str:
    name = getattr(record, "reference", "") or (getattr(record, "number", "") if record._meta.model_name == "exhibit" else "")
    return f"{kind.words} ({name})" if name else kind.words
