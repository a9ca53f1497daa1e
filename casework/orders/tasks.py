"""What time does to orders: the last day passes. Harmless when run twice, late, or not at all until the next tick."""

from celery import shared_task

from casework.orders.services import expire_due, miss_overdue


@shared_task(name="casework.orders.tasks.pass_time")
def pass_time() -> dict[str, int]:
    """Expire orders whose last day is over, and mark notification duties that were missed."""
    return {"expired": expire_due(), "missed": miss_overdue()}
