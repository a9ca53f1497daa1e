"""The trail's own upkeep. Each may be missed, doubled or killed without harm: the next run does what is left."""

from celery import shared_task
from django.db import connection

from casework.audit.heads import export_head
from casework.audit.seal import seal as seal_all

MONTHS_AHEAD = 3


@shared_task(name="casework.audit.tasks.seal", ignore_result=True)
def seal() -> int:
    """Seal what is final."""
    return seal_all()


@shared_task(name="casework.audit.tasks.export_heads", ignore_result=True)
def export_heads() -> None:
    """Write today's head out of the database."""
    export_head()


@shared_task(name="casework.audit.tasks.make_partitions", ignore_result=True)
def make_partitions() -> int:
    """Have the tables of this month and the next three ready."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.casework_audit_partitions(%s)", [MONTHS_AHEAD])
        return int(cursor.fetchone()[0])
