"""The worker's part of an import. The run's own row says what is left; a task is only a hint."""

import structlog
from celery import shared_task
from django.db import transaction
from kombu.exceptions import OperationalError

from casework.worklists.imports.services import run_to_end
from casework.worklists.models import ImportRun

log = structlog.get_logger(__name__)


@shared_task(name="casework.imports.take", time_limit=280, soft_time_limit=270)
def take(run_id: int) -> None:
    """Take what is left of one run; does nothing for a finished one. Killed, it goes on from the last whole chunk."""
    run = ImportRun.objects.filter(pk=run_id, state=ImportRun.RUNNING).first()
    if run is not None and run.started_by is not None:
        run_to_end(run, actor=run.started_by)


@shared_task(name="casework.imports.resume")
def resume() -> None:
    """Each minute: take up runs whose hint was lost or whose worker died."""
    for run_id in ImportRun.objects.filter(state=ImportRun.RUNNING).values_list("pk", flat=True):
        take(run_id)


def hint(run_id: int) -> None:
    """Tell a worker, once the transaction is through; without a broker the next minute's `resume` finds the run."""

    def publish() -> None:
        try:
            take.delay(run_id)
        except OperationalError:
            log.warning("import_hint_lost", run=run_id)

    transaction.on_commit(publish)
