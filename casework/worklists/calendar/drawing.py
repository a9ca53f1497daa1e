"""A calendar as iCalendar text (RFC 5545). It leaves the building: it holds references and dates, and nothing else of a case."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.conf import settings
from icalendar import Calendar, Event

from casework.clocks.models import Clock

MOST = 500


def calendar(clocks: Iterable[Clock], now: datetime) -> bytes:
    """The open dates of a person: a whole day for what is counted in days, an instant for what is counted in hours."""
    drawn = Calendar()
    drawn.add("prodid", "-//Casework//Dates//EN")
    drawn.add("version", "2.0")
    drawn.add("method", "PUBLISH")
    drawn.add("x-wr-calname", "Casework")
    for clock in clocks:
        drawn.add_component(_event(clock, now))
    return bytes(drawn.to_ical())


def _event(clock: Clock, now: datetime) -> Event:
    reference = clock.case.reference if clock.case is not None else clock.reference
    event = Event()
    event.add("uid", f"date-{clock.pk}@casework.invalid")
    event.add("sequence", clock.generation - 1)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("summary", f"Action due on {reference}" if reference else "Action due")
    event.add("dtstart", clock.due_at.astimezone(UTC) if clock.due_at is not None else clock.due_on)
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    if settings.SITE_URL:
        event.add("url", f"{settings.SITE_URL.rstrip('/')}/messages/")
    return event
