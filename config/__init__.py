"""Settings, addresses, Celery and the launcher of the local services."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
