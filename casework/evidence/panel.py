"""What searches and exhibits add to the case page."""

from casework.evidence import selectors
from casework.evidence.models import Exhibit, SearchDecision
from casework.reports.casepage import CASE, Panel, Parts, Seen, Tab, Task, newest, number


def _facts() -> dict[str, object]:
    exhibits = Exhibit.objects.filter(case=CASE)
    return {
        "search_decided": newest(SearchDecision.objects.filter(case=CASE).order_by("-decided_at", "-id"), "considered"),
        "exhibits": number(exhibits),
        "not_booked_in": number(exhibits.filter(selectors.not_booked_in())),
    }


def _draw(seen: Seen) -> Parts:
    facts = seen.facts
    decided = facts["search_decided"]
    words = {"USE": "Search decided", "NOT_USED": "Considered and not used"}
    search = Task(
        "Search and seizure",
        words.get(decided or "", "To do"),
        "done" if decided else "next",
        (not decided and seen.link("search.decide", "search-decide")) or seen.link("search.view", "search-view"),
        "" if decided else "A decision with reasons, whichever way it goes",
    )
    waiting = facts["not_booked_in"] or 0
    tasks = [search]
    if facts["exhibits"]:
        tasks.append(
            Task(
                "Exhibits",
                f"{waiting} to book in" if waiting else "All booked in",
                "next" if waiting else "done",
                seen.link("exhibit.view", "case-evidence"),
            )
        )
    steps = [
        seen.step(
            "search.decide", "Decide on search and seizure" if not decided else "Decide again on search and seizure", "search-decide"
        ),
        seen.step("exhibit.seize", "Seize exhibits", "exhibit-seize"),
    ]
    tab = Tab("evidence", "Evidence", seen.url("case-evidence"), "exhibit.view", facts["exhibits"] or 0)
    return Parts(tab=tab, tasks=tasks, steps=steps)


PANEL = Panel("evidence", ("search.view", "search.decide", "exhibit.view", "exhibit.seize", "exhibit.handle"), _facts, _draw)
