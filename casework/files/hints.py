"""Hints to the workers that files wait for them; losing one costs a minute."""

from functools import partial

from django.db import transaction

from casework.outbox.hints import publish

WORK = "casework.files.tasks.work"


def work_soon() -> None:
    """Ask for a worker once the caller's transaction is through."""
    transaction.on_commit(partial(publish, WORK))
