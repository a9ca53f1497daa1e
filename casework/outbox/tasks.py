"""What the workers do about messages. Each is harmless when it runs twice, late, or not at all until the next tick."""

from celery import shared_task

from casework.outbox.delivery import deliver as run_delivery


@shared_task(name="casework.outbox.tasks.deliver")
def deliver() -> dict[str, int]:
    """Send the e-mails that wait."""
    done = run_delivery()
    return {"sent": done.sent, "put_off": done.put_off, "dead": done.dead}
