"""What must be so before a case is closed (investigation.md 12.2): gates as data, listed in `casework/flow.py` (CLOSING_GATES).

Each stage gives its own gates: expressions over Case that are read together in one query, and a pure function of what they gave. The
number of queries stays the same however many gates there are and however long the case.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from casework.cases.models import Case

Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Missing:
    """One thing that stands in the way, in words, and the page where it is put right.

    `page` is the name of an address; `args` are its arguments, the case's reference when there are none.
    """

    words: str
    page: str
    args: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Gate:
    """One gate. `key` is the input of rule R40 that it answers; several gates of one key must all be passed.

    `facts` are expressions over Case under names that no other gate uses; `check` takes what they gave, as a mapping of those names,
    and lists what is missing. It reads nothing itself.
    """

    key: str
    title: str
    facts: Callable[[], Mapping[str, Any]]
    check: Callable[[Facts], Sequence[Missing]]


@dataclass(frozen=True)
class Asked:
    """A gate and how it stands; passed when nothing is missing."""

    gate: Gate
    missing: Sequence[Missing]

    @property
    def passed(self) -> bool:
        """Does nothing stand in the way here?"""
        return not self.missing


_gates: list[Gate] = []
_outliving: dict[str, str] = {}


def wire(gates: Sequence[Gate], outliving: Mapping[str, str]) -> None:
    """Install the gates, and which kinds of record outlive their case and whose they are then; called once by the app's start-up."""
    _gates[:] = gates
    _outliving.clear()
    _outliving.update(outliving)


def ask(case: Case | int) -> list[Asked]:
    """Every gate of the case as it stands now, in the order of the journey, from one query."""
    columns: dict[str, Any] = {}
    for gate in _gates:
        for name, expression in gate.facts().items():
            columns[f"gate_{name}"] = expression
    pk = case if isinstance(case, int) else case.pk
    row = Case.objects.filter(pk=pk).annotate(**columns).values(*columns).get()
    facts = {name.removeprefix("gate_"): value for name, value in row.items()}
    return [Asked(gate, tuple(gate.check(facts))) for gate in _gates]


def outliving() -> Mapping[str, str]:
    """Kind of record -> the role that is responsible for it once its case is closed."""
    return dict(_outliving)


def answers(asked: Sequence[Asked]) -> dict[str, bool]:
    """The inputs of rule R40: by key, whether every gate of that key is passed."""
    found: dict[str, bool] = {}
    for each in asked:
        found[each.gate.key] = found.get(each.gate.key, True) and each.passed
    return found
