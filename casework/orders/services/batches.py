"""Doing one thing to many records, each in a transaction of its own."""

from collections.abc import Callable, Iterable


def each_by_itself(keys: Iterable[int], act: Callable[[int], int]) -> int:
    """Act on every key and add up what was done. A fault in one keeps no other from its turn; the first is raised at the end."""
    done = 0
    fault: Exception | None = None
    for key in keys:
        try:
            done += act(key)
        except Exception as problem:  # noqa: BLE001  raised below, once the others have had their turn
            fault = fault or problem
    if fault is not None:
        raise fault
    return done
