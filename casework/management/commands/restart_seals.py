"""After a dump was restored into another cluster: closes the old sealing epoch and begins the next."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import ProgrammingError, connection, transaction

from casework.audit.seal import close_epoch
from casework.management.commands.migrate import as_owner


class Command(BaseCommand):
    """Transaction numbers begin again in another cluster, and sealing leans on them. Run once, before the application starts there."""

    help = "Begins a new epoch of seals after the database was restored into another cluster (as the database's owner)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Seal what the old cluster left, then raise the epoch."""
        if not settings.DATABASE_OWNER_URL:
            self.stderr.write("Set DATABASE_OWNER_URL: only the owner of the database may begin a new epoch.")
            raise SystemExit(2)
        try:
            with as_owner(connection), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT public.casework_audit_epoch()")
                epoch = int(cursor.fetchone()[0])
                sealed = close_epoch(epoch)
                cursor.execute(
                    "CREATE OR REPLACE FUNCTION public.casework_audit_epoch() RETURNS integer"
                    f" LANGUAGE sql IMMUTABLE AS 'SELECT {epoch + 1}'"
                )
        except ProgrammingError as error:
            self.stderr.write(f"The epoch could not be raised: {error}".strip())
            raise SystemExit(1) from None
        self.stdout.write(f"{sealed} events of epoch {epoch} sealed; epoch {epoch + 1} has begun.")
