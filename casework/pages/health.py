"""For a load balancer and whoever watches: is this process alive, can it serve, and does the work behind it go on. No sign-in.

Nothing here names an address, a person or a case: only yes, no and ages in seconds.
"""

import functools
from datetime import datetime
from typing import Any

from celery import current_app
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Min
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from casework.clocks.models import Heartbeat, Reminder
from casework.outbox.models import OutboxMessage

SWEEP_LATE_SECONDS = 300
MAIL_LATE_SECONDS = 900


@never_cache
@require_safe
def live(request: HttpRequest) -> JsonResponse:
    """200 as long as the process answers at all."""
    return JsonResponse({"live": True})


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """200 when database, migrations, broker and cache are there, else 503; which of them is not is in the answer.

    A late sweep or late mail is reported under `warnings` and does not make the process unready: the pages still work.
    """
    answers: dict[str, Any] = {"database": _database(), "broker": _broker(), "cache": _cache()}
    answers["migrations"] = answers["database"] and _migrated()
    serving = all(answers.values())
    work = _work(timezone.now()) if answers["migrations"] else {}
    return JsonResponse({"ready": serving, **answers, **work}, status=200 if serving else 503)


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _broker() -> bool:
    try:
        with current_app.connection_for_write(connect_timeout=2) as broker:
            broker.ensure_connection(max_retries=1, interval_start=0, interval_step=0, timeout=2)
    except (OperationalError, OSError):
        return False
    return True


def _cache() -> bool:
    try:
        cache.get("health")
    except (RedisError, OSError):
        return False
    return True


@functools.lru_cache(maxsize=1)
def _wanted() -> frozenset[tuple[str, str]]:
    """Every migration that this code comes with."""
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    return frozenset(loader.disk_migrations or {})


def _migrated() -> bool:
    """Whether the database has had them all; it may be ahead of this process during a release."""
    try:
        return _wanted() <= MigrationRecorder(connection).applied_migrations().keys()
    except DatabaseError:
        return False


def _work(now: datetime) -> dict[str, Any]:
    """Ages of the work that runs by the minute, in seconds (None: never, or nothing waits), and what of it is late."""
    swept = Heartbeat.objects.filter(name="sweep").values_list("at", flat=True).first()
    waiting = OutboxMessage.objects.filter(state=OutboxMessage.WAITING).aggregate(oldest=Min("created_at"))["oldest"]
    due = Reminder.objects.filter(state=Reminder.WAITING, try_at__lte=now).aggregate(oldest=Min("try_at"))["oldest"]
    unfilled = Reminder.objects.filter(state=Reminder.WAITING, unfilled_since__isnull=False).count()
    found = {"last_sweep_seconds": _age(swept, now), "outbox_oldest_seconds": _age(waiting, now), "reminders_nobody_can_get": unfilled}
    warnings = []
    if max(found["last_sweep_seconds"] or 0, _age(due, now) or 0) > SWEEP_LATE_SECONDS:
        warnings.append("The reminders have not been swept for more than five minutes.")
    if (found["outbox_oldest_seconds"] or 0) > MAIL_LATE_SECONDS:
        warnings.append("E-mail has waited for more than a quarter of an hour.")
    if unfilled:
        warnings.append("Some reminders have nobody to go to.")
    return {**found, "warnings": warnings}


def _age(then: datetime | None, now: datetime) -> int | None:
    return max(0, int((now - then).total_seconds())) if then is not None else None
