"""Every task that Celery may run, in the order of the packages; `CELERY_BEAT_SCHEDULE` in the settings says when each runs."""

from casework.assessment.prompts.tasks import look_elsewhere, read_courses
from casework.audit.tasks import export_heads, make_partitions, seal
from casework.clocks.tasks import recount, sweep, tidy
from casework.orders.tasks import pass_time
from casework.outbox.tasks import deliver
from casework.worklists.imports.tasks import resume

__all__ = [
    "deliver",
    "export_heads",
    "look_elsewhere",
    "make_partitions",
    "pass_time",
    "read_courses",
    "recount",
    "resume",
    "seal",
    "sweep",
    "tidy",
]
