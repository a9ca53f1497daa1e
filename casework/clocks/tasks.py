"""What the workers do about clocks. Each is harmless when it runs twice, late, or not at all until the next tick."""

from celery import shared_task

from casework.clocks.maintenance import tidy as run_tidy
from casework.clocks.recounting import notice, work
from casework.clocks.sweep import sweep as run_sweep


@shared_task(name="casework.clocks.tasks.sweep")
def sweep() -> dict[str, int]:
    """Send the reminders that are due."""
    done = run_sweep()
    return {"claimed": done.claimed, "sent": done.sent, "late": done.late}


@shared_task(name="casework.clocks.tasks.tidy")
def tidy() -> dict[str, int]:
    """The daily upkeep of clocks and messages."""
    return run_tidy()


@shared_task(name="casework.clocks.tasks.recount")
def recount() -> dict[str, int]:
    """Count open clocks anew where force policy or the bank holidays are no longer those they were counted by."""
    notice()
    done = work()
    return {"looked": done.looked, "changed": done.changed, "told": done.told, "left": done.left}
