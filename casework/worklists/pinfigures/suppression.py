"""Hiding small numbers in tables whose totals are shown. Pure.

A number from 1 to 4 is hidden. One hidden number in a row or column with its total could be worked out, so at least one more is hidden
there; both look the same, so that nobody can tell which of them is small.
"""

from collections.abc import Iterator, Sequence

SMALL = range(1, 5)
Cell = int | None


def small(number: int) -> bool:
    """Is the number too small to be shown?"""
    return number in SMALL


def with_totals(table: Sequence[Sequence[int]]) -> list[list[int]]:
    """The table with a total at the end of each row and a row of totals below."""
    rows = [[*row, sum(row)] for row in table]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]]


def suppressed(table: Sequence[Sequence[int]]) -> list[list[Cell]]:
    """The table with totals, None for every hidden number. A single row gets only its total at the end."""
    whole = with_totals(table) if len(table) > 1 else [[*table[0], sum(table[0])]]
    hidden = {(y, x) for y, row in enumerate(whole) for x, number in enumerate(row) if small(number)}
    lines = list(_lines(whole))
    changed = True
    while changed:
        changed = False
        for line in lines:
            gone = [place for place in line if place in hidden]
            if len(gone) == 1 and (more := _next(whole, line, hidden)) is not None:
                hidden.add(more)
                changed = True
    return [[None if (y, x) in hidden else number for x, number in enumerate(row)] for y, row in enumerate(whole)]


def _lines(whole: Sequence[Sequence[int]]) -> Iterator[list[tuple[int, int]]]:
    """Places that add up: each row with its total, each column with its total."""
    for y, row in enumerate(whole):
        yield [(y, x) for x in range(len(row))]
    if len(whole) > 1:
        for x in range(len(whole[0])):
            yield [(y, x) for y in range(len(whole))]


def _next(whole: Sequence[Sequence[int]], line: list[tuple[int, int]], hidden: set[tuple[int, int]]) -> tuple[int, int] | None:
    """The smallest number of the line that is still shown, before its total; noughts only where there is nothing else."""
    left = [place for place in line if place not in hidden]
    return min(left, key=lambda place: (whole[place[0]][place[1]] == 0, place == line[-1], whole[place[0]][place[1]]), default=None)
