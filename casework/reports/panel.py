"""What the report, the crime record and the chronology add to the case page."""

from casework.cases.flow import ALLOCATED, CLOSED, RECORDED, REOPENED, REPORTED
from casework.reports import flow
from casework.reports.casepage import CASE, Panel, Parts, Seen, Step, Tab, Task, every, newest, number
from casework.reports.models import CrimeRecord, CrimeRequest, Incident, Telling
from casework.reports.offences import Offence


def _facts() -> dict[str, object]:
    current = CrimeRecord.objects.filter(case=CASE, replaced_at__isnull=True).order_by("-principal", "pk")
    incidents = Incident.objects.filter(case=CASE)
    requests = CrimeRequest.objects.filter(case=CASE).order_by("-pk")
    return {
        "incidents": number(incidents),
        "feared": number(incidents.filter(fear_of_violence=True)),
        "last_incident": newest(incidents.order_by("-occurred_at"), "occurred_at"),
        "offences": every(current, "offence"),
        "crime_reference": newest(current, "crime_reference"),
        "cancelling": newest(requests.filter(state__in=[flow.PROPOSED, flow.WITH_REGISTRAR]), "state"),
        "cancelling_by": newest(requests.filter(state__in=[flow.PROPOSED, flow.WITH_REGISTRAR]), "proposed_by"),
        "cancelling_approver": newest(requests.filter(state__in=[flow.PROPOSED, flow.WITH_REGISTRAR]), "approved_by"),
        "cancelled_at": newest(requests.filter(state=flow.DONE).order_by("-registrar_at"), "registrar_at"),
        "told_reclassified": newest(Telling.objects.filter(case=CASE, about=Telling.About.RECLASSIFIED).order_by("-told_at"), "told_at"),
    }


def _draw(seen: Seen) -> Parts:
    case, facts = seen.case, seen.facts
    offences = [Offence(code).label for code in facts["offences"] if code]
    recorded = bool(facts["offences"])
    steps = []
    if not recorded:
        steps.append(seen.step("crime.record", "Record the crime", "case-crime"))
    steps.append(
        seen.step(
            "case.allocate",
            "Allocate the case" if case.state in (REPORTED, RECORDED) else "Give the case to someone else",
            "case-allocate",
            unless="the crime is recorded first" if case.state == REPORTED else "the case is closed" if case.state == CLOSED else "",
        )
    )
    if case.state in (ALLOCATED, REOPENED):
        steps.append(seen.step("case.update", "Start the investigation", "case-start"))
    steps.append(seen.step("incident.add", "Add what happened", "incident-add"))
    steps.append(seen.step("incident.add", "Paste a diary or call log", "incident-diary"))
    if recorded:
        steps.append(seen.step("crime.record", "Change what the crime is recorded as", "case-crime"))
    steps += _cancelling(seen, any(facts["offences"]))
    crime = (
        Task(
            "Record the crime",
            "Done",
            "done",
            seen.link("crime.record", "case-crime"),
            ", ".join(offences) or "No crime recorded, with reasons",
        )
        if recorded
        else Task("Record the crime", "To do", "next", seen.link("crime.record", "case-crime"), "Within 24 hours of the report")
    )
    count = facts["incidents"] or 0
    told = Task(
        "What happened",
        f"{count} so far" if count else "To do",
        "done" if count else "next",
        seen.link("incident.view", "incident-list") or seen.link("incident.add", "incident-add"),
        "Everything in the course of conduct, harmless-looking things too",
    )
    allocated = Task(
        "Allocate",
        f"With {case.owner}" if case.owner and case.state not in (REPORTED, RECORDED) else "Not yet allocated",
        "done" if case.state not in (REPORTED, RECORDED) else "blocked" if case.state == REPORTED else "next",
        seen.link("case.allocate", "case-allocate"),
    )
    tab = Tab("incidents", "What happened", seen.url("incident-list"), "incident.view", count)
    return Parts(tab=tab, tasks=[crime, allocated, told], steps=steps)


def _cancelling(seen: Seen, recorded: bool) -> list[Step]:
    """Asking for a recorded crime to be cancelled, and deciding on it: three people."""
    facts, me = seen.facts, seen.user.pk
    if facts["cancelling"] == flow.PROPOSED:
        own = "you asked for it" if facts["cancelling_by"] == me else ""
        return [
            seen.step(
                "classification.approve", "Pass the request to cancel the crime to the registrar", "crime-cancel-approve", unless=own
            ),
            seen.step("crime.cancel", "Take the request to cancel the crime back", "crime-cancel"),
        ]
    if facts["cancelling"] == flow.WITH_REGISTRAR:
        own = "you asked for it or approved it" if me in (facts["cancelling_by"], facts["cancelling_approver"]) else ""
        return [seen.step("classification.confirm", "Decide on cancelling the crime", "crime-cancel-confirm", unless=own)]
    return [seen.step("crime.cancel", "Ask to cancel the crime", "crime-cancel")] if recorded else []


ACTIONS = (
    "crime.record",
    "crime.cancel",
    "person.update",
    "person.merge",
    "victim.tell",
    "case.allocate",
    "case.update",
    "incident.view",
    "incident.add",
    "incident.update",
    "fact.reveal",
    "fact.add",
    "access.view",
)
PANEL = Panel("reports", ACTIONS, _facts, _draw)
