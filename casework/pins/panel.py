"""What legacy notices add to the case page."""

from casework.pins.flow import REPLACED, REVIEW_DUE, REVIEWED
from casework.pins.models import Notice
from casework.reports.casepage import CASE, Panel, Parts, Prompt, Seen, Tab, Task, number


def _facts() -> dict[str, object]:
    notices = Notice.objects.filter(case=CASE)
    return {
        "notices": number(notices),
        "notices_due": number(notices.filter(state=REVIEW_DUE)),
        "notices_waiting": number(notices.filter(state=REVIEWED)),
        "notices_urgent": number(notices.filter(urgent=True).exclude(state=REPLACED)),
    }


def _draw(seen: Seen) -> Parts:
    facts = seen.facts
    tab = Tab("pins", "PINs", seen.url("case-pins"), "pin.view", facts["notices"] or 0)
    tasks, prompts = [], []
    if facts["notices"]:
        due, waiting = facts["notices_due"] or 0, facts["notices_waiting"] or 0
        words = f"{due} to review" if due else f"{waiting} waiting for approval" if waiting else "All replaced"
        tasks.append(Task("Legacy notices", words, "next" if due or waiting else "done", seen.link("pin.view", "case-pins")))
    if facts["notices_urgent"] and "pin.view" in seen.may:
        prompts.append(
            Prompt(
                "A legacy notice is urgent",
                (
                    "Something new is known of the people of the notice",
                    "It proves what the recipient knew; it is not an order and was not broken",
                ),
                (("Review the notice", seen.url("case-pins")),),
            )
        )
    steps = [
        seen.step("pin.record", "Bring a legacy notice onto the register", "pin-record"),
        seen.step("paper.check", "Check a paper for the suspect", "paper-check", hint="Nothing that works as a warning goes out"),
    ]
    return Parts(tab=tab, tasks=tasks, steps=steps, prompts=prompts)


PANEL = Panel("pins", ("pin.view", "pin.record", "pin.review", "pin.approve", "paper.check"), _facts, _draw)
