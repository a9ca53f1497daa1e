"""What time does to charging: a limit passes. Harmless when run twice, late, or not at all until the next tick."""

from celery import shared_task

from casework.charging.services.limits import notice_due


@shared_task(name="casework.charging.tasks.notice_limits")
def notice_limits() -> int:
    """Notice time limits that passed uncharged and tell the managers; how many are new."""
    return notice_due()
