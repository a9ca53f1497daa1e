"""Running things at the same time, each in a thread with a database connection of its own."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection, connections


def together(*functions: Callable[[], Any]) -> list[Any]:
    """Run all at once and return what each returned; the first exception is raised again here."""
    results: list[Any] = [None] * len(functions)
    start = threading.Barrier(len(functions))

    def run(place: int, function: Callable[[], Any]) -> None:
        try:
            start.wait(10)
            results[place] = function()
        except BaseException as error:
            results[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(functions)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(60)
        assert not each.is_alive(), "a thread hangs: two transactions wait for each other"
    for result in results:
        if isinstance(result, BaseException):
            raise result
    return results


def background(function: Callable[[], Any]) -> Callable[[], Any]:
    """Start `function` now; the returned call waits for it and gives its result."""
    box: list[Any] = []

    def run() -> None:
        try:
            box.append(function())
        except BaseException as error:
            box.append(error)
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()

    def wait() -> Any:
        thread.join(60)
        assert not thread.is_alive(), "a thread hangs: two transactions wait for each other"
        if isinstance(box[0], BaseException):
            raise box[0]
        return box[0]

    return wait


def waits_for_lock(patience: float = 10.0) -> bool:
    """Whether some session waits for a lock now; looks until one does or `patience` seconds have gone."""
    pause = threading.Event()
    for _ in range(int(patience / 0.02)):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return True
        pause.wait(0.02)
    return False
