"""How the application logs: JSON lines on standard error, with ids only. No form values, no names, no addresses with a query.

A line of ours may carry the keys of ALLOWED and nothing else; an exception is written as its type and where it came from, never with its
message, because messages quote values. What happened in a case stands in the case's events and in the audit trail, not here.
"""

import logging
import traceback
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any

import structlog

Event = MutableMapping[str, Any]

# Keys that a log line may carry: ids, counts, fixed words of ours. A value typed by a person never qualifies.
ALLOWED = frozenset(
    {
        "event", "level", "logger", "timestamp", "exception", "request", "request_id", "user_id", "code", "milliseconds", "task", "task_id",
        "count", "put_off", "dead", "sent", "claimed", "late", "kind", "state", "seconds", "pid",
    }
)  # fmt: skip
OURS = ("casework", "config")
MOST_FRAMES = 30


def only_allowed(logger: Any, name: str, event: Event) -> Event:
    """Take out of our own lines what is not on the list, and say which keys were taken out."""
    kept = {key: value for key, value in event.items() if key in ALLOWED or key.startswith("_")}
    taken = sorted(event.keys() - kept.keys() - {"exc_info", "stack_info", "positional_args"})
    if "exc_info" in event:
        kept["exc_info"] = event["exc_info"]
    if taken:
        kept["event"] = f"{kept.get('event', '')} (withheld: {', '.join(taken)})"
    return kept


def without_message(logger: Any, name: str, event: Event) -> Event:
    """Replace an exception by its type and frames. Its message may quote what somebody typed."""
    info = event.pop("exc_info", None)
    event.pop("stack_info", None)
    if not info:
        return event
    if isinstance(info, BaseException):
        kind: type[BaseException] | None = type(info)
        where: TracebackType | None = info.__traceback__
    elif isinstance(info, tuple):
        kind, where = info[0], info[2]
    else:
        import sys

        kind, _, where = sys.exc_info()
    if kind is not None:
        frames = traceback.extract_tb(where)[-MOST_FRAMES:]
        event["exception"] = {"type": kind.__name__, "frames": [f"{each.filename}:{each.lineno} {each.name}" for each in frames]}
    return event


_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


class OthersFormatted(logging.Filter):
    """Libraries' lines keep their fixed text; arguments are put in only where they are numbers."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always true: the line is kept, its quoted values are not."""
        if record.name.split(".")[0] not in OURS and record.args:
            arguments = record.args if isinstance(record.args, tuple) else ()
            if isinstance(record.msg, str) and not all(isinstance(each, int | float) for each in arguments):
                record.args = ()
        return True


def logging_settings(level: str) -> dict[str, Any]:
    """The value of the setting LOGGING. Requests and failing tasks are logged by ourselves, so that of Django and Celery is not needed."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"others": {"()": "config.logs.OthersFormatted"}},
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": _SHARED,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    without_message,
                    structlog.processors.JSONRenderer(),
                ],
            }
        },
        "handlers": {
            "lines": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["others"]},
            "none": {"class": "logging.NullHandler"},
        },
        "root": {"handlers": ["lines"], "level": "WARNING"},
        "loggers": {
            "casework": {"level": level},
            "config": {"level": level},
            "django.request": {"handlers": ["none"], "propagate": False},
            "django.server": {"handlers": ["none"], "propagate": False},
            "django_structlog": {"level": level},
            "celery.app.trace": {"handlers": ["none"], "propagate": False},
        },
    }


def configure() -> None:
    """Set structlog up; called when the settings are read."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_SHARED,
            only_allowed,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
