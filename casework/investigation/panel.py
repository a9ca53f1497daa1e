"""What the log, actions, the outcome and closing add to the case page."""

from django.db.models import Exists, QuerySet
from django.utils import timezone

from casework.access.models import RoleTask
from casework.cases.flow import CLOSABLE, CLOSED, REPORTED
from casework.investigation import flow
from casework.investigation.models import Action, CaseOutcome, ClosingRequest, LogEntry, OutcomeCode, OutcomeNews, Transfer
from casework.investigation.rules import REOPENING
from casework.reports.casepage import CASE, Panel, Parts, Prompt, Seen, Step, Tab, Task, newest, number

ENDING = "ending"
ACTIONS = (
    "log.view",
    "log.open",
    "log.write",
    "action.view",
    "action.open",
    "action.add",
    "outcome.record",
    "outcome.tell",
    "closing.view",
    "case.close.ask",
    "case.close",
    "case.reopen",
    "case.reopen.ask",
    "case.transfer",
    "link.view",
    "link.keep",
)


def _facts() -> dict[str, object]:
    open_actions = Action.objects.filter(case=CASE, state=flow.OPEN)
    outcomes = CaseOutcome.objects.filter(case=CASE).order_by("-decided_at", "-id")
    waiting = ClosingRequest.objects.filter(case=CASE, state=flow.ASKED)
    transfers = Transfer.objects.filter(case=CASE, state__in=flow.TRANSFER_LIVE)
    return {
        "log_entries": number(LogEntry.objects.filter(case=CASE)),
        "actions_open": number(open_actions),
        "actions_first": newest(open_actions.order_by("due_on", "id"), "due_on"),
        "outcome": newest(outcomes, "code"),
        "outcome_id": newest(outcomes, "pk"),
        "outcome_told_of": newest(OutcomeNews.objects.filter(case=CASE).order_by("-outcome_id"), "outcome"),
        "closing_by": newest(waiting, "asked_by"),
        "transfer": newest(transfers, "state"),
        "transfer_id": newest(transfers, "pk"),
        "came_since": Exists(_new_since_closed()),
    }


def _new_since_closed() -> QuerySet[RoleTask]:
    return RoleTask.objects.filter(what=REOPENING, case=CASE, subject_type="case", closed_at__isnull=True)


def _draw(seen: Seen) -> Parts:
    facts = seen.facts
    whole = "log.view" in seen.may
    left = (facts["actions_open"] or 0) if "action.view" in seen.may else None
    tabs = [
        Tab("log", "Log", seen.url("case-log"), "log.open", (facts["log_entries"] or 0) if whole else None),
        Tab("actions", "Actions", seen.url("case-actions"), "action.open", left),
    ]
    return Parts(tabs=tabs, tasks=_tasks(seen), steps=_steps(seen), prompts=_prompts(seen), marks=_marks(seen))


def _late(seen: Seen) -> bool:
    first = seen.facts["actions_first"]
    return first is not None and first < timezone.localdate(seen.now)


def _tasks(seen: Seen) -> list[Task]:
    facts = seen.facts
    tasks = []
    left = facts["actions_open"] or 0
    if "action.view" in seen.may:
        words = f"{left} to do" if left else "None open"
        kind = "late" if _late(seen) else "next" if left else "none"
        tasks.append(Task("Actions", f"{words}, late" if _late(seen) else words, kind, seen.link("action.open", "case-actions")))
    return [*tasks, *_ending(seen)]


def _ending(seen: Seen) -> list[Task]:
    facts, code = seen.facts, seen.facts["outcome"]
    hint = OutcomeCode(code).label if code else "How the crime ended, with its code and reasons"
    where = seen.link("outcome.record", "case-outcome")
    tasks = [Task("Outcome", "Recorded" if code else "To do", "done" if code else "none", where, hint, ENDING)]
    if code:
        told = facts["outcome_told_of"] == facts["outcome_id"]
        where = seen.link("outcome.tell", "outcome-told")
        tasks.append(Task("Victim told of the outcome", "Done" if told else "To do", "done" if told else "next", where, stage=ENDING))
    where = seen.link("closing.view", "case-closing")
    if seen.case.state == CLOSED:
        return [*tasks, Task("Close the case", "Closed", "done", where, stage=ENDING)]
    if facts["closing_by"]:
        return [*tasks, Task("Close the case", "Waiting for a supervisor", "next", where, stage=ENDING)]
    return [*tasks, Task("Close the case", "Not yet", "blocked", where, "What must be so before it is closed is listed there", ENDING)]


def _steps(seen: Seen) -> list[Step]:
    facts, case, me = seen.facts, seen.case, seen.user.pk
    steps = [seen.step("log.write", "Write in the log", "log-add")]
    shut = "" if case.is_open else "the case is closed"
    steps.append(seen.step("action.add", "Raise an action", "action-add", unless=shut))
    ended = "Record another outcome" if facts["outcome"] else "Record the outcome"
    steps.append(seen.step("outcome.record", ended, "case-outcome", unless=shut))
    if case.state == CLOSED:
        steps.append(seen.step("case.reopen", "Reopen the case", "case-reopen"))
        if "case.reopen" not in seen.may and "case.reopen.ask" in seen.may:
            steps.append(seen.step("case.reopen.ask", "Ask to reopen the case", "case-reopen-ask"))
        return steps
    if facts["closing_by"]:
        own = "you asked for it" if facts["closing_by"] == me else "the case is yours" if case.owner_id == me else ""
        steps.append(seen.step("case.close", "Close the case, or send the request back", "closing-decide", unless=own))
    else:
        early = "" if case.state in CLOSABLE else "the crime is recorded first" if case.state == REPORTED else "it is not at an end"
        steps.append(seen.step("case.close.ask", "Ask to close the case", "case-closing", unless=early))
    moving = "a transfer is under way" if facts["transfer"] else "the crime is recorded first" if case.state == REPORTED else shut
    steps.append(seen.step("case.transfer", "Hand the case to another unit", "case-transfer", unless=moving))
    if "link.view" in seen.may:
        steps.append(seen.step("link.view", "See or make links to other cases", "case-links"))
    return steps


def _prompts(seen: Seen) -> list[Prompt]:
    found = []
    if seen.facts["came_since"] and not seen.case.is_open and "log.view" in seen.may:
        reopening = ("case-reopen", "Reopen the case") if "case.reopen" in seen.may else ("case-reopen-ask", "Ask to reopen the case")
        answers = ((reopening[1], seen.url(reopening[0])),) if seen.may & {"case.reopen", "case.reopen.ask"} else ()
        found.append(
            Prompt(
                "Should this case be reopened?",
                ("Something was added since it was closed, or somebody asked for it",),
                (*answers, ("Read what happened", seen.url("incident-list"))),
            )
        )
    return found


def _marks(seen: Seen) -> list[tuple[str, str]]:
    marks = []
    if _late(seen) and "action.view" in seen.may:
        marks.append(("An action is late", "stop"))
    if seen.facts["closing_by"]:
        marks.append(("Closing asked for", "wait"))
    if seen.facts["transfer"]:
        marks.append(("Transfer under way", "wait"))
    return marks


PANEL = Panel("investigation", ACTIONS, _facts, _draw)
