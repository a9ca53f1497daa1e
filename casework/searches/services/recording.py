"""The record of a search: written once, checked by a supervisor, and, where no inspector authorised it first, told to one."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse

from casework.access.writing import change
from casework.cases.facts import Fact, happened
from casework.cases.models import Case
from casework.cases.moments import past
from casework.cases.moves import make_move
from casework.clocks import services as clocks
from casework.errors import GuardFailed
from casework.evidence.models import Exhibit, Power
from casework.law.when import day_of, in_words
from casework.reports import selectors as reports
from casework.searches import flow, rules
from casework.searches.models import Search, SeizedInSearch, Warrant
from casework.searches.services.warrants import start_return_log
from casework.staff.models import User

FIELDS = (
    "power", "warrant", "premises", "place", "started_at", "ended_at", "present", "unoccupied", "notice_given", "power_reason",
    "authority_by", "authority_at", "consent_by", "consent_told", "force_used", "damage", "secured", "not_found", "video",
)  # fmt: skip
SEARCHABLE = (flow.GRANTED, flow.EXECUTED)


def record_search(*, actor: User, case: Case, values: Mapping[str, Any], exhibits: Sequence[Exhibit] = ()) -> Search:
    """Record a search of premises. `values` has FIELDS, `officers` (a list) and `long` (it lasted more than a day, and that is right).

    A search by warrant executes the warrant (R12 is met, R13 and, for one set of premises, R44 run from it); one under s.18(5) starts
    R46. Raises GuardFailed with every reason at once; nothing is written then.
    """
    with change(actor, "search.record", case, lock=True) as ch:
        warrant = values.get("warrant")
        if warrant is not None:
            warrant = Warrant.objects.select_for_update(no_key=True, of=("self",)).select_related("case").get(pk=warrant.pk)
        problems = _problems(case, values, warrant, ch.now)
        problems += rules.item_problems([each.seized_at for each in exhibits], _span(values)) if not problems else []
        if any(each.case_id != case.pk or hasattr(each, "found_in") for each in exhibits):
            problems.append(("exhibits", "Choose exhibits of this case that belong to no other search"))
        if problems:
            raise GuardFailed(problems)
        place = values["premises"].words if values.get("premises") is not None else values["place"].strip()
        kept = {name: values[name] for name in FIELDS if values.get(name) not in (None, "")} | {"warrant": warrant, "place": place}
        made = Search.objects.create(case=case, recorded_by=actor, recorded_at=ch.now, **kept)
        made.officers.set(values["officers"])
        SeizedInSearch.objects.bulk_create([SeizedInSearch(search=made, exhibit=each) for each in exhibits])
        ch.event("search.made", f"Search made: {made.get_power_display()}", subject=made, occurred_at=made.started_at)
        ch.audit("CREATE", made, after={"power": made.power, "warrant": getattr(warrant, "reference", ""), "exhibits": len(exhibits)})
        if warrant is not None:
            _executed(warrant, made, actor)
        if made.power == Power.PACE_18 and made.authority_at is None:
            title = "Tell an inspector of the search made without prior authority"
            path = reverse("search-detail", args=[made.pk])
            clocks.start("R46", subject=made, case=case, on=made.ended_at, title=title, path=path, actor=actor)
        happened(Fact("search.made", case.pk, made, made.started_at, actor))
    return made


class _span:
    """The times of a search that is not a row yet."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.started_at, self.ended_at = values["started_at"], values["ended_at"]


def _problems(case: Case, values: Mapping[str, Any], warrant: Warrant | None, now: datetime) -> rules.Problems:
    if warrant is not None and warrant.case_id != case.pk:
        return [("warrant", "Choose a warrant of this case")]
    if warrant is not None and warrant.state == flow.EXPIRED:
        return [
            ("warrant", f"{warrant.reference} ran out on {warrant.last_day:%-d %B %Y}: no search may start under it (PACE 1984 s.16(3))")
        ]
    if warrant is not None and warrant.state not in SEARCHABLE:
        return [("warrant", f"{warrant.reference} is {warrant.get_state_display().lower()}: nothing can be searched under it")]
    started = values.get("started_at")
    return rules.search_problems(
        values,
        warrant=warrant,
        premises=set(warrant.premises.values_list("pk", flat=True)) if warrant is not None else (),
        entries=warrant.searches.count() if warrant is not None else 0,
        indictable=reports.has_indictable(reports.offences(case)),
        reported_at=case.reported_at,
        now=now,
        started_on=day_of(started) if started is not None else None,
    )


def _executed(warrant: Warrant, made: Search, actor: User) -> None:
    on = day_of(made.started_at)
    make_move(warrant, "execute", actor=actor, at=made.started_at)
    clocks.satisfy("R12", subject=warrant, at=on, actor=actor)
    start_return_log(warrant, on, actor=actor)
    why = "it was executed"
    clocks.recompute("R44", subject=warrant, inputs={"executed_on": on.isoformat()}, actor=actor, why=why)


def tell_inspector(*, actor: User, search: Search, inspector: User, words: str, at: datetime | None = None) -> Search:
    """An inspector was told of a s.18(5) search and recorded the grounds and what was sought (s.18(6), (7)). Satisfies R46."""
    with change(actor, "search.record", search.case) as ch:
        when = past(at, "at", not_before=search.ended_at, before="the search ended")
        if search.power != Power.PACE_18 or search.authority_at is not None:
            raise GuardFailed("An inspector had authorised this search already, or its power needs none.")
        if search.inspector_told_at is not None:
            raise GuardFailed("An inspector was told already.")
        if rules.short(words, 10):
            raise GuardFailed("Write in at least 10 characters the grounds and what was sought.", "words")
        Search.objects.filter(pk=search.pk).update(inspector_told=inspector, inspector_told_at=when, inspector_words=words.strip())
        search.refresh_from_db()
        clocks.satisfy("R46", subject=search, at=when, actor=actor)
        ch.event("search.told", f"Inspector told of the search ({in_words(when)})", subject=search, occurred_at=when)
        ch.audit("UPDATE", search, fields=("inspector_told", "inspector_told_at"))
    return search


def check_search(*, actor: User, search: Search, words: str) -> Search:
    """A supervisor who did not record it checks the record. Raises GuardFailed."""
    with change(actor, "search.check", search.case) as ch:
        problems = rules.check_problems(search, by_id=actor.pk, words=words)
        if search.checked_at is not None:
            problems = [(None, "This record has been checked already")]
        if problems:
            raise GuardFailed(problems)
        Search.objects.filter(pk=search.pk, checked_at__isnull=True).update(checked_by=actor, checked_at=ch.now, check_words=words.strip())
        search.refresh_from_db()
        ch.event("search.checked", "Record of a search checked by a supervisor", subject=search)
        ch.audit("UPDATE", search, fields=("checked_by", "checked_at"))
    return search
