"""What custody and bail add to the case page: who is in custody, when bail ends, and the gap behind it."""

from django.urls import reverse
from django.utils import timezone

from casework.clocks.models import Clock
from casework.custody import flow
from casework.custody.models import Arrest, Authority, Bail, BailKind, Extension
from casework.law.when import day_words
from casework.reports.casepage import CASE, Panel, Parts, Prompt, Seen, Step, Tab, Task, newest, number

ACTIONS = (
    "custody.view",
    "custody.update",
    "bail.inspector",
    "bail.superintendent",
    "bail.acc",
    "bail.court",
    "bail.gap",
    "bail.accept",
    "contact.view",
    "contact.record",
)
DECIDES = {
    Authority.INSPECTOR: ("bail.inspector", "bail-inspector"),
    Authority.SUPERINTENDENT: ("bail.superintendent", "bail-superintendent"),
    Authority.ACC: ("bail.acc", "bail-acc"),
    Authority.COURT: ("bail.court", "bail-court"),
    Authority.COURT_FURTHER: ("bail.court", "bail-court"),
}
"""Which row and which page of the access matrix decide a step."""


def _facts() -> dict[str, object]:
    arrests = Arrest.objects.filter(case=CASE)
    running = Bail.objects.filter(case=CASE, state__in=flow.RUNNING).order_by("ends_on", "pk")
    # An open clock of the gap stands for: the end is known, no order protects, and nobody has decided.
    gap = Clock.objects.filter(case=CASE, rule_id="R35", state=Clock.OPEN).order_by("due_on", "pk")
    waiting = Extension.objects.filter(case=CASE, state=flow.ASKED).order_by("asked_at")
    return {
        "arrests": number(arrests),
        "detained": newest(arrests.filter(state=flow.DETAINED).order_by("arrested_at"), "reference"),
        "bail": newest(running, "reference"),
        "bail_kind": newest(running, "kind"),
        "bail_state": newest(running, "state"),
        "bail_ends": newest(running, "ends_on"),
        "bail_at_court": newest(running, "court_applied_at"),
        "gap_from": newest(gap, "due_on"),
        "gap_ends": newest(gap, "inputs__on"),
        "gap_path": newest(gap, "path"),
        "extension": newest(waiting, "authority"),
        "extension_by": newest(waiting, "asked_by"),
        "extension_bail": newest(waiting, "bail__reference"),
    }


def _draw(seen: Seen) -> Parts:
    facts = seen.facts
    tab = Tab("custody", "Custody and bail", seen.url("case-custody"), "custody.view")
    where = seen.link("custody.view", "case-custody")
    tasks: list[Task] = []
    marks: list[tuple[str, str]] = []
    if facts["detained"]:
        tasks.append(Task("Custody", "In custody", "next", where, f"{facts['detained']}: release, bail or charge"))
        marks.append(("In custody", "warn"))
    elif facts["bail"]:
        words = "Bail" if facts["bail_kind"] == BailKind.BAIL else "Release under investigation"
        tasks.append(Task(words, _standing(seen), "next", where, facts["bail"]))
        marks.append(("On bail" if facts["bail_kind"] == BailKind.BAIL else "Under investigation, released", "wait"))
    elif facts["arrests"]:
        tasks.append(Task("Custody and bail", "Nothing runs", "done", where))
    return Parts(tab=tab, tasks=tasks, steps=_steps(seen), prompts=_gap(seen), marks=marks)


def _standing(seen: Seen) -> str:
    facts = seen.facts
    if facts["bail_state"] == flow.STOPPED:
        return "Stands still for the CPS"
    if facts["bail_at_court"]:
        return "Waits for the court"
    return f"Ends {day_words(facts['bail_ends'])}" if facts["bail_ends"] else "Runs"


def _steps(seen: Seen) -> list[Step]:
    facts = seen.facts
    steps = []
    if facts["detained"]:
        if "custody.update" in seen.may:
            steps.append(Step(f"Record the release of {facts['detained']}", reverse("custody-release", args=[facts["detained"]])))
    else:
        steps.append(seen.step("custody.update", "Record an arrest", "custody-arrest"))
    if facts["detained"] or facts["bail"]:
        steps.append(seen.step("contact.record", "Record the victim's views on bail conditions", "custody-views"))
    steps.append(seen.step("custody.update", "Record an interview", "custody-interview"))
    if facts["extension"]:
        action, name = DECIDES[Authority(facts["extension"])]
        own = action != "bail.court" and facts["extension_by"] == seen.user.pk
        if action in seen.may and not own:
            words = "Record what the court decided on bail" if action == "bail.court" else "Decide on extending bail"
            steps.append(Step(words, reverse(name, args=[facts["extension_bail"]])))
    return steps


def _gap(seen: Seen) -> list[Prompt]:
    """The alarm: from the day on which the gap must be decided (force policy), while no order is in force."""
    facts = seen.facts
    if facts["gap_from"] is None or facts["gap_from"] > timezone.localdate() or "custody.view" not in seen.may:
        return []
    ends = facts["bail_ends"]
    words = f"It ends on {day_words(ends)}" if ends else "It ends soon"
    reasons = (f"{words}, and no order in force protects the victim after that", "Decide before the end: apply, extend, or accept it")
    answers = []
    if seen.may & {"bail.gap", "bail.accept"}:
        answers.append(("Decide what protects the victim", facts["gap_path"]))
    return [Prompt("A gap in protection opens when bail ends", reasons, tuple(answers))]


PANEL = Panel("custody", ACTIONS, _facts, _draw)
