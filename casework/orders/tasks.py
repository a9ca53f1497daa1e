"""What time does to orders: the last day passes. Harmless when run twice, late, or not at all until the next tick."""

from celery import shared_task

from casework.orders.services import end_registers_due, expire_due, miss_overdue, take_effect_due, tell_nearing


@shared_task(name="casework.orders.tasks.pass_time")
def pass_time() -> dict[str, int]:
    """Bring orders into force on the day the court named, expire those whose last day is over, start the duties of those whose
    time on the register ends, mark duties that were missed, tell of those that are near their end."""
    return {
        "in_force": take_effect_due(),
        "expired": expire_due(),
        "register": end_registers_due(),
        "missed": miss_overdue(),
        "near": tell_nearing(),
    }
