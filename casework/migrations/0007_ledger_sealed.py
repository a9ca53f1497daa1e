"""The custody ledger is sealed like the trail: each entry carries the transaction that wrote it, which the database alone says."""

from django.db import migrations

FORWARDS = """
ALTER TABLE casework_ledgerevent
  ADD COLUMN xid xid8 NOT NULL DEFAULT pg_current_xact_id(), ADD COLUMN epoch integer NOT NULL DEFAULT casework_audit_epoch();
CREATE INDEX casework_ledgerevent_by_xid ON casework_ledgerevent (epoch, xid);
CREATE TRIGGER stamp BEFORE INSERT ON casework_ledgerevent FOR EACH ROW EXECUTE FUNCTION casework_audit_stamp();
"""
BACKWARDS = """
DROP TRIGGER stamp ON casework_ledgerevent;
ALTER TABLE casework_ledgerevent DROP COLUMN xid, DROP COLUMN epoch;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0006_repeated_columns'),
    ]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
