"""What applications add to the case page."""

from django.urls import reverse

from casework.applications import flow
from casework.applications.models import Application, ApplicationKind
from casework.applications.selectors import LODGED_ON
from casework.reports.casepage import CASE, Panel, Parts, Seen, Tab, Task, newest, number

ACTIONS = ("application.view", "application.draft", "application.review", "application.authorise")


def _facts() -> dict[str, object]:
    mains = Application.objects.filter(case=CASE, kind=ApplicationKind.MAIN).order_by("-pk")
    return {
        "applications": number(Application.objects.filter(case=CASE)),
        "applications_lodged": number(Application.objects.filter(case=CASE, state__in=LODGED_ON)),
        "application_state": newest(mains, "state"),
        "application_reference": newest(mains, "reference"),
    }


def _draw(seen: Seen) -> Parts:
    facts = seen.facts
    state, reference = facts["application_state"], facts["application_reference"]
    drafter = bool({"application.draft", "application.review", "application.authorise"} & seen.may)
    count = facts["applications"] if drafter or "case.view" in seen.may else facts["applications_lodged"]
    tab = Tab("applications", "Applications", seen.url("case-applications"), "application.view", count or 0)
    where = reverse("application-detail", args=[reference]) if reference and "application.view" in seen.may else ""
    steps = []
    if reference is None or state in flow.ENDED:
        steps.append(
            seen.step(
                "application.draft",
                "Start an application for an order",
                "application-start",
                hint="A Stalking Protection Order may be asked for before any charge.",
            )
        )
    if reference is None:
        task = Task("Application for an order", "Not started", "none", seen.link("application.draft", "application-start"))
    else:
        kind = "done" if state in flow.ENDED else "next"
        task = Task("Application for an order", str(dict(flow.STATES)[state]), kind, where, reference)
    return Parts(tab=tab, tasks=[task], steps=steps)


PANEL = Panel("applications", ACTIONS, _facts, _draw)
