"""What the workers do about prompts. Each is harmless when it runs twice, late, or not at all until the next tick."""

from celery import shared_task

from casework.assessment.prompts.elsewhere import look_elsewhere as compare
from casework.assessment.prompts.services import read_unread


@shared_task(name="casework.assessment.prompts.tasks.look_elsewhere")
def look_elsewhere() -> dict[str, int]:
    """Compare the suspects of cases whose chronology or facts changed with those of other cases."""
    return compare()


@shared_task(name="casework.assessment.prompts.tasks.read_courses")
def read_courses() -> dict[str, int]:
    """Read chronologies that were never read."""
    return read_unread()
