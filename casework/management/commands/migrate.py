"""Django's `migrate`, as the owner of the database, followed by the rights of the run-time role."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import environ
from django.conf import settings
from django.core.management.commands import migrate
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from casework.audit.grants import apply_grants


@contextmanager
def as_owner(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Within the block `connection` signs in as DATABASE_OWNER_URL says, to the same database; without that setting nothing changes."""
    if not settings.DATABASE_OWNER_URL:
        yield
        return
    owner = environ.Env.db_url_config(settings.DATABASE_OWNER_URL)
    kept = {key: connection.settings_dict[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "OPTIONS")}
    connection.close()
    connection.settings_dict.update({key: owner[key] for key in ("USER", "PASSWORD", "HOST", "PORT")})
    connection.settings_dict["OPTIONS"] = kept["OPTIONS"] | owner.get("OPTIONS", {})
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(kept)


class Command(migrate.Command):
    """Updates the database's tables as their owner, then gives the run-time role its rights."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate; unless nothing is to be written (--plan, --check), apply the rights too."""
        connection = connections[options["database"]]
        with as_owner(connection):
            super().handle(*args, **options)
            if options["plan"] or options["check_unapplied"]:
                return
            with transaction.atomic(using=options["database"]), connection.cursor() as cursor:
                apply_grants(cursor, settings.DATABASE_RUNTIME_ROLE)
