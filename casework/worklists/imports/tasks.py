"""The worker's part of an import. The run's own row says what is left; a task is only a hint."""

from functools import partial

from celery import shared_task
from django.db import transaction

from casework.outbox.hints import publish
from casework.pins.services import match_waiting
from casework.worklists.imports.services import run_to_end
from casework.worklists.models import ImportRun

RESUME = "casework.worklists.imports.tasks.resume"


@shared_task(name=RESUME, time_limit=280, soft_time_limit=270)
def resume() -> None:
    """Take what is left of every released run; each minute, so that a lost hint or a killed worker costs at most that.

    Then match the people of notices that came in and that nobody has matched yet.
    """
    for run in ImportRun.objects.filter(state=ImportRun.RUNNING, started_by__isnull=False).select_related("started_by"):
        run_to_end(run, actor=run.started_by)
    while match_waiting():
        pass


def hint() -> None:
    """Tell a worker, once the transaction is through; without a broker the next minute's `resume` finds the run."""
    transaction.on_commit(partial(publish, RESUME))
