"""What is to become of one row of a file, whatever register it is from."""

from dataclasses import dataclass, field

TAKEN, DOUBTED, REFUSED, ALREADY = "taken", "doubted", "refused", "already"


@dataclass
class Judgement:
    """What is to become of one row. `reasons` are (column, sentence); `values` what a taken row says."""

    number: int
    key: str
    content: str
    outcome: str = TAKEN
    reasons: list[tuple[str, str]] = field(default_factory=list)
    values: dict[str, object] = field(default_factory=dict)

    def doubt(self, column: str, sentence: str) -> None:
        """Keep the row, flagged for the records team."""
        self.reasons.append((column, sentence))
        if self.outcome == TAKEN:
            self.outcome = DOUBTED

    def refuse(self, column: str, sentence: str) -> None:
        """Leave the row out."""
        self.reasons.append((column, sentence))
        self.outcome = REFUSED


def twice(judged: list[Judgement], column: str) -> None:
    """Refuse rows that repeat an earlier one, or differ from an earlier one of the same key, in place. Needs `values["row"]`."""
    seen: dict[str, Judgement] = {}
    for each in judged:
        earlier = seen.get(each.key)
        if earlier is None:
            seen[each.key] = each
        elif earlier.content == each.content:
            each.reasons.clear()
            each.refuse(column, f"This is the same as row {earlier.number}.")
        else:
            differing = ", ".join(sorted(_differences(earlier.values["row"], each.values["row"])))
            each.refuse(column, f"This differs from row {earlier.number} in {differing}.")


def _differences(one: object, other: object) -> set[str]:
    assert isinstance(one, dict)
    assert isinstance(other, dict)
    return {name for name in other if one.get(name, "") != other[name]}
