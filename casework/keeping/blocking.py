"""Who else knows why an exhibit must stay. Appeals come later in the journey, so who knows is wired from `casework/flow.py`."""

from collections.abc import Callable, Sequence

Keeps = Callable[[int], Sequence[str]]
"""case id -> sentences that say why its exhibits are not disposed of yet."""

_keeping: list[Keeps] = []


def wire(keeping: Sequence[Keeps]) -> None:
    """Install those who know; called once by the app's start-up."""
    _keeping[:] = keeping


def reasons(case_id: int) -> list[str]:
    """What later stages say against disposal."""
    return [sentence for keeps in _keeping for sentence in keeps(case_id)]
