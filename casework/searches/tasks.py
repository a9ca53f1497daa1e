"""What time does to warrants: the last day passes. Harmless when run twice, late, or not at all until the next tick."""

from celery import shared_task

from casework.searches.services import expire_due


@shared_task(name="casework.searches.tasks.pass_time")
def pass_time() -> int:
    """Mark granted warrants whose last day is over as run out."""
    return expire_due()
