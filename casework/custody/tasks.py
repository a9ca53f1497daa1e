"""What time does to bail: its last day passes. Harmless when run twice, late, or not at all until the next tick."""

from celery import shared_task

from casework.custody.services.ending import expire_due


@shared_task(name="casework.custody.tasks.pass_time")
def pass_time() -> int:
    """Expire bail whose last day is over; how many."""
    return expire_due()
