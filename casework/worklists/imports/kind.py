"""What one kind of register brings to the import: how its file is read, its rows judged, and a row taken."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from casework.access.writing import Change
from casework.errors import GuardFailed
from casework.worklists.imports.files import Table
from casework.worklists.imports.judging import Judgement
from casework.worklists.models import ImportRun


@dataclass(frozen=True)
class Taken:
    """What a taken row became: the record to which the row's line points (by the name of its field), and what has no field of its own."""

    force_id: int
    link: Mapping[str, Any]
    details: Mapping[str, str] = field(default_factory=dict)


def _nothing(_change: Change, _run: ImportRun, _row: Judgement) -> None:
    """A refused row leaves nothing behind."""


@dataclass(frozen=True)
class Kind:
    """`approval`: the action of whoever must approve a run before it starts; empty when the one who brought the file starts it.

    `key_column` names the column beside which a repeated or changed row is refused, `changed` says that it is there with other content.
    `take` answers for each row what it became, or why a rule refuses it after all.
    `maps`: its columns are proposed and may be chosen. `chunk` rows are a transaction. `refused` is called for each row left out.
    """

    name: str
    action: str
    view_action: str
    title: str
    read: Callable[[bytes], Table]
    judge: Callable[[ImportRun, Table], list[Judgement]]
    take: Callable[[Change, ImportRun, Sequence[Judgement]], list[Taken | GuardFailed]]
    key_column: str
    changed: str
    approval: str = ""
    maps: bool = False
    chunk: int = 100
    refused: Callable[[Change, ImportRun, Judgement], None] = _nothing
