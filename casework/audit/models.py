"""What was changed and what was read, by whom: ids, field names and keyed digests, never values.

The tables are made by hand (migration `audit_partitions`): partitioned by month, append-only, each row stamped by the database with
the transaction that wrote it. Rows are written by `audit.record` alone; pages read `TrailEvent`.
"""

from django.db import models


class Event(models.Model):
    """Columns that both kinds share. Ids stand without foreign keys so that nothing can cascade into the trail."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    roles = models.CharField(max_length=200, blank=True)
    verb = models.CharField(max_length=20)
    action = models.CharField(max_length=60, blank=True)
    object_type = models.CharField(max_length=40, blank=True)
    object_id = models.BigIntegerField(null=True)
    case_id = models.BigIntegerField(null=True)
    detail = models.JSONField(default=dict)
    session_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        abstract = True


class ChangeEvent(Event):
    """A change made, a sign-in or sign-out, or a refusal."""

    class Meta:
        managed = False


class ReadEvent(Event):
    """A record seen, a list shown (ids), a search, a look-up, a reveal, a download."""

    class Meta:
        managed = False


class TrailEvent(Event):
    """Both kinds in one row source, for reading: a view. `kind` is "change" or "read"; ids are unique only within a kind."""

    kind = models.CharField(max_length=6)

    class Meta:
        managed = False
