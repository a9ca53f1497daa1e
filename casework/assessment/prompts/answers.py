"""What facts of the journey set off here: the chronology is read again."""

from casework.assessment.prompts.services import read_course
from casework.cases.facts import Fact
from casework.cases.models import Case


def read_again(fact: Fact) -> None:
    """Answers whatever changes what the chronology holds or how the case is recorded or decided."""
    read_course(case=Case.objects.get(pk=fact.case_id), actor=fact.actor)
