"""What warrants and searches add to the case page."""

from casework.reports.casepage import CASE, Panel, Parts, Seen, Step, Tab, Task, newest, number
from casework.searches import flow
from casework.searches.models import Search, Warrant


def _facts() -> dict[str, object]:
    asked = Warrant.objects.filter(case=CASE)
    return {
        "warrants": number(asked),
        "warrant_state": newest(asked.order_by("-drafted_at", "-id"), "state"),
        "warrant_reference": newest(asked.order_by("-drafted_at", "-id"), "reference"),
        "warrant_last_day": newest(asked.filter(state=flow.GRANTED).order_by("last_day"), "last_day"),
        "searches": number(Search.objects.filter(case=CASE)),
        "unchecked": number(Search.objects.filter(case=CASE, checked_at__isnull=True)),
    }


def _draw(seen: Seen) -> Parts:
    facts = seen.facts
    tasks = []
    if facts["warrants"]:
        words = dict(flow.STATES)[facts["warrant_state"]]
        kind = "done" if facts["warrant_state"] in (flow.EXECUTED, flow.RETURNED_UNUSED) else "next"
        hint = facts["warrant_reference"]
        if facts["warrant_last_day"]:
            hint = f"{hint}: execute by {facts['warrant_last_day']:%-d %B %Y}"
        tasks.append(Task("Search warrant", words, kind, seen.link("search.view", "case-searches"), hint))
    if facts["unchecked"]:
        tasks.append(Task("Search records", f"{facts['unchecked']} to check", "next", seen.link("search.view", "case-searches")))
    steps: list[Step] = []
    if facts.get("search_decided") == "USE" or facts["warrants"]:
        steps.append(seen.step("warrant.draft", "Apply for a search warrant", "warrant-new"))
        steps.append(seen.step("search.record", "Record a search", "search-record"))
    tab = Tab("searches", "Searches", seen.url("case-searches"), "search.view", (facts["warrants"] or 0) + (facts["searches"] or 0))
    return Parts(tab=tab, tasks=tasks, steps=steps)


PANEL = Panel("searches", ("search.view", "warrant.draft", "search.record"), _facts, _draw)
