"""What the clocks answer to facts of packages below them."""

from casework.cases.facts import Fact
from casework.clocks.services import satisfy, start


def review_break_glass(fact: Fact) -> None:
    """A use of break-glass is reviewed by professional standards within force policy's time (R42).

    The duty stands under no case: it is not the case's next date, and nobody learns of a hidden case by it.
    """
    start("R42", subject=fact.subject, case=None, on=fact.at, title="Review a use of break-glass", path="/break-glass/", actor=fact.actor)


def break_glass_reviewed(fact: Fact) -> None:
    """The review has its outcome."""
    satisfy("R42", subject=fact.subject, at=fact.at, actor=fact.actor)
