"""Does an order protect the victim on a day? Orders come later in the journey, so who knows is wired from `casework/flow.py`."""

from collections.abc import Callable, Sequence
from datetime import date

Protection = Callable[[int, int, date], bool]
"""(case id, suspect's id, day) -> an order in force against that person on that day protects the victim."""

_protections: list[Protection] = []


def wire(protections: Sequence[Protection]) -> None:
    """Install those who know; called once by the app's start-up."""
    _protections[:] = protections


def protected(case_id: int, suspect_id: int, day: date) -> bool:
    """Whether anything protects the victim from this person on that day."""
    return any(protects(case_id, suspect_id, day) for protects in _protections)
