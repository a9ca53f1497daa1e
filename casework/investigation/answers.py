"""What facts of the journey set off here."""

from casework.access.role_tasks import open_task
from casework.cases.facts import Fact
from casework.cases.flow import CLOSED
from casework.cases.models import Case
from casework.investigation.services.reopening import TASK
from casework.staff.models import Role


def on_closed_case(fact: Fact) -> None:
    """Answers "incident.added": something new on a closed case puts its reopening to a supervisor."""
    case = Case.objects.get(pk=fact.case_id)
    if case.state == CLOSED:
        open_task(case, Role.SUPERVISOR, TASK, subject=case)
