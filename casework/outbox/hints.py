"""Hints to the workers that something waits. Losing one costs at most the minute until the next tick, so failure is only logged."""

import time
from functools import partial

import structlog
from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

log = structlog.get_logger(__name__)

QUIET_SECONDS = 30.0
_quiet_until = 0.0


def deliver_after_commit() -> None:
    """Ask for a delivery run once the caller's transaction is committed; several calls in one transaction make one hint."""
    connection = transaction.get_connection()
    if connection.in_atomic_block and any(each[1] is _deliver for each in connection.run_on_commit):
        return
    transaction.on_commit(_deliver)


def publish(task: str) -> None:
    """Publish a task by name, without waiting or repeating. A lost broker must not break, nor slow down, the request.

    After a failure this process does not try again for QUIET_SECONDS: the beat's next tick does the work anyway.
    """
    global _quiet_until
    if time.monotonic() < _quiet_until:
        return
    try:
        current_app.send_task(task, retry=False, ignore_result=True, expires=60)
    except OperationalError:
        _quiet_until = time.monotonic() + QUIET_SECONDS
        log.warning("hint_lost", task=task)


_deliver = partial(publish, "casework.outbox.tasks.deliver")
