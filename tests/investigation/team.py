"""A case with everyone who works on it, brought to where nothing stands in the way of closing it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from casework.assessment.assessing import assess, complete_action, review_assessment
from casework.assessment.models import PlanAction
from casework.assessment.services import consider_order, decide_stalking
from casework.cases.models import Case
from casework.evidence.services import decide_search
from casework.investigation.models import Action
from casework.investigation.services import ask_to_close, raise_action, record_outcome, tell_outcome
from casework.reports.crimes import record_crime
from casework.reports.services import Who, allocate, report, start_investigation
from casework.staff.models import User
from tests.factories import four_values, incident_values, make_user, plan_values, risk_values

REASON = "He was spoken to, and the victim wants nothing further done."
SUMMARY = "The victim does not support a prosecution; safety measures are in place."


@dataclass
class Team:
    """The officer whose case it is, two supervisors of the unit, and the case."""

    officer: User
    sergeant: User
    inspector: User
    case: Case


def make_team(**more: Any) -> Team:
    """A case under investigation, allocated by the sergeant."""
    officer = make_user("OFFICER", stalking_trained_on=timezone.localdate())
    sergeant, inspector = make_user("SUPERVISOR"), make_user("SUPERVISOR", rank="INSPECTOR")
    case = report(
        actor=officer,
        unit=officer.unit,
        victim=Who(values={"given_names": "Elin", "family_name": "Prosser"}),
        suspect=Who(values={"given_names": "Callum", "family_name": "Rudd"}),
        relationship="EX_PARTNER",
        reported_at=timezone.now() - timedelta(hours=5),
        incident=incident_values(occurred_at=timezone.now() - timedelta(hours=6)),
        **more,
    )
    record_crime(actor=officer, case=case, offence="STALKING_2A", crime_reference="48N/10231/26")
    allocate(actor=sergeant, case=case, officer=officer, reason="On duty and trained")
    start_investigation(actor=officer, case=case)
    return Team(officer, sergeant, inspector, case)


def decided(team: Team) -> None:
    """It is stalking."""
    decide_stalking(actor=team.officer, case=team.case, values=four_values())


def assessed(team: Team, *, reviewed: bool = True, closed: bool = True) -> None:
    """Risk is assessed with one action."""
    made = assess(actor=team.officer, case=team.case, values=risk_values(), actions=[plan_values(team.officer)])
    if reviewed:
        review_assessment(actor=team.sergeant, assessment=made, agreed=True)
    if closed:
        for action in PlanAction.objects.filter(case=team.case, state="OPEN").select_related("case", "owner"):
            complete_action(actor=team.officer, action=action, outcome="The marker is set")


def searched(team: Team) -> None:
    """No search, with reasons."""
    decide_search(
        actor=team.officer, case=team.case, considered="NOT_USED", not_used_reason="Nothing is sought at his home that is not had already"
    )


def considered(team: Team) -> None:
    """No order, with reasons."""
    consider_order(
        actor=team.officer, case=team.case, needed=False, reasons="Contact has stopped and other measures protect the victim now"
    )


def ended(team: Team, code: str = "16") -> None:
    """The outcome is recorded."""
    record_outcome(actor=team.officer, case=team.case, code=code, reasons=REASON)


def told(team: Team) -> None:
    """The victim was told of it."""
    values = {"told_at": timezone.now(), "how": "In person by the officer", "review_offered": True, "why_not": ""}
    tell_outcome(actor=team.officer, case=team.case, values=values)


STEPS = {"decided": decided, "searched": searched, "considered": considered, "ended": ended, "told": told, "assessed": assessed}


def ready(team: Team, *, without: tuple[str, ...] = ()) -> Team:
    """Everything that must be so before the case is closed, but the steps named."""
    for name, step in STEPS.items():
        if name not in without:
            step(team)
    return team


def asked(team: Team) -> Any:
    """The officer has put it to a supervisor."""
    return ask_to_close(actor=team.officer, case=team.case, summary=SUMMARY)


def action_values(owner: User, **values: Any) -> dict[str, Any]:
    """One action, due today."""
    given = {"kind": "FOOTAGE", "what": "Ask the shop for its footage", "detail": "", "owner": owner, "priority": "B"}
    return given | {"due_on": timezone.localdate()} | values


def make_action(team: Team, **values: Any) -> Action:
    """Raised by the officer, for the officer unless given."""
    owner = values.pop("owner", team.officer)
    return raise_action(actor=team.officer, case=team.case, values=action_values(owner, **values))


def client_of(user: User) -> Client:
    """A signed-in client."""
    client = Client()
    client.force_login(user)
    return client


def text_of(user: User, path: str) -> str:
    """The page as its reader gets it."""
    answer = client_of(user).get(path)
    assert answer.status_code in (200, 422), (path, answer.status_code)
    return answer.content.decode()
