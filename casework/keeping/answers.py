"""What facts of the journey set off here: whatever is seized is reviewed."""

from casework.cases.facts import Fact
from casework.evidence.models import Exhibit
from casework.keeping.services import start_review


def review_kept(fact: Fact) -> None:
    """Answers "exhibit.seized": an item that is kept has its first review (R16)."""
    exhibit: Exhibit = fact.subject
    start_review(exhibit, on=fact.at, which="first", actor=fact.actor)
