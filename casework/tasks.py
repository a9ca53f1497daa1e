"""Every task that Celery may run, in the order of the packages; `CELERY_BEAT_SCHEDULE` in the settings says when each runs."""

from casework.access.tasks import tell_lists
from casework.assessment.prompts.tasks import look_elsewhere, read_courses
from casework.audit.tasks import export_heads, make_partitions, seal
from casework.charging.tasks import notice_limits
from casework.clocks.tasks import recount, sweep, tidy
from casework.custody.tasks import pass_time as pass_time_of_bail
from casework.files.tasks import tidy as tidy_uploads
from casework.files.tasks import verify as verify_files
from casework.files.tasks import work as work_on_files
from casework.orders.tasks import pass_time
from casework.outbox.tasks import deliver
from casework.searches.tasks import pass_time as pass_time_over_warrants
from casework.worklists.imports.tasks import resume

__all__ = [
    "deliver",
    "export_heads",
    "look_elsewhere",
    "make_partitions",
    "notice_limits",
    "pass_time",
    "pass_time_of_bail",
    "pass_time_over_warrants",
    "read_courses",
    "recount",
    "resume",
    "seal",
    "sweep",
    "tell_lists",
    "tidy",
    "tidy_uploads",
    "verify_files",
    "work_on_files",
]
