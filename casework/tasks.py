"""Every task that Celery may run, in the order of the packages."""

from casework.audit.tasks import export_heads, make_partitions, seal

__all__ = ["export_heads", "make_partitions", "seal"]
