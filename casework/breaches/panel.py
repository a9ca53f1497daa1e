"""What breaches add to the case page."""

from casework.breaches import flow
from casework.breaches.models import Breach
from casework.reports.casepage import CASE, Panel, Parts, Prompt, Seen, Tab, number

ACTIONS = ("breach.view",)


def _facts() -> dict[str, object]:
    found = Breach.objects.filter(case=CASE)
    undecided = found.filter(state__in=(flow.REPORTED, flow.CRIME_RECORDED), further_crime=None)
    return {
        "breaches": number(found),
        "breaches_open": number(found.exclude(state__in=flow.CLOSED)),
        "breaches_undecided": number(undecided),
    }


def _draw(seen: Seen) -> Parts:
    facts = seen.facts
    if not facts["breaches"]:
        return Parts()
    tab = Tab("breaches", "Breaches", seen.url("case-breaches"), "breach.view", facts["breaches"])
    marks = [("Breach open", "stop")] if facts["breaches_open"] else []
    prompts = []
    if facts["breaches_undecided"] and "breach.view" in seen.may:
        prompts.append(
            Prompt(
                "Is a further stalking or harassment crime recorded as well?",
                ("A breach was reported, and a breach is part of a pattern, not a thing by itself (HMICFRS 2019).",),
                (("Open the breach", seen.url("case-breaches")),),
            )
        )
    return Parts(tab=tab, marks=marks, prompts=prompts)


PANEL = Panel("breaches", ACTIONS, _facts, _draw)
