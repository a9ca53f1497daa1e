"""Celery carries hints; the database is the source of truth. A lost or doubled task must change nothing."""

import logging.config
import os
from typing import Any

import structlog
from celery import Celery
from celery.signals import setup_logging, task_failure, task_prerun
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("casework")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["casework"])


@setup_logging.connect
def _log_as_the_rest(**_: Any) -> None:
    """Celery's own lines take the same form as ours; it sets nothing up by itself."""
    logging.config.dictConfig(settings.LOGGING)


@task_prerun.connect
def _name_the_task(task_id: str = "", **_: Any) -> None:
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(task_id=task_id)


@task_failure.connect
def _log_failure(sender: Any = None, exception: BaseException | None = None, **_: Any) -> None:
    """A failed task is one line without the exception's message, which may quote a value."""
    structlog.get_logger("casework.tasks").error("task_failed", task=getattr(sender, "name", ""), exc_info=exception)
