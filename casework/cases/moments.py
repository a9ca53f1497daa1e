"""When something is said to have happened: never in the future, never before what must come first."""

from datetime import datetime

from django.utils import timezone

from casework.errors import GuardFailed
from casework.law.when import in_words


def past(at: datetime | None, field: str = "at", *, not_before: datetime | None = None, before: str = "") -> datetime:
    """`at`, or now when it is None. GuardFailed beside `field` when it lies in the future or before `not_before`.

    `before` names what came first, to follow "This is before", e.g. "the order was made". Aware datetimes only. What is typed
    has no seconds, so within the minute of what came first it counts as after it.
    """
    now = timezone.now()
    if at is None:
        return now
    if at > now:
        raise GuardFailed("This is in the future. Enter when it happened.", field)
    if not_before is not None and at < not_before.replace(second=0, microsecond=0):
        raise GuardFailed(f"This is before {before} ({in_words(not_before)}). Check the date and time.", field)
    return at
