"""The daily upkeep: what no transaction should have left behind, and sessions that have ended."""

from importlib import import_module

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from casework.clocks.models import Clock, Heartbeat, Reminder
from casework.policies.warning import warn_of_last_years


def tidy() -> dict[str, int]:
    """Cancel waiting reminders of clocks that have moved on; remove sessions that have ended; warn when bank holidays run out."""
    done = {"reminders": cancel_strays(), "holidays": warn_of_last_years(timezone.localdate())}
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    Heartbeat.objects.update_or_create(name="tidy", defaults={"at": timezone.now(), "detail": done})
    return done


def cancel_strays() -> int:
    """Waiting reminders of an ended clock or a former generation. There should be none: the services cancel them."""
    with transaction.atomic():
        waiting = Reminder.objects.filter(state=Reminder.WAITING)
        stray = waiting.exclude(clock__state=Clock.OPEN, clock__generation=F("generation")).values_list("pk", flat=True)
        return Reminder.objects.filter(pk__in=list(stray)).update(state=Reminder.CANCELLED)
