"""What the workers do about access. Harmless when it runs twice, late, or not at all until the next tick."""

from celery import shared_task

from casework.access import hidden


@shared_task(name="casework.access.tasks.tell_lists", ignore_result=True)
def tell_lists() -> int:
    """Tell the lists of restricted cases of possible matches."""
    return hidden.tell_lists()
