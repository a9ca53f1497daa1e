"""The audit trail's tables: partitioned by month, append-only, stamped with the transaction that wrote each row; and the seals.

Rows cannot be changed or removed through these tables, by anybody: only their owner, and only after `SET casework.flush = 'on'`, may
delete or truncate (test databases are emptied that way). The run-time role is never the owner, so the setting does nothing for it.
"""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION casework_audit_epoch() RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 1';
COMMENT ON FUNCTION casework_audit_epoch() IS
  'Raised by restart_seals when the database has been restored into another cluster, whose transaction numbers begin again.';

CREATE FUNCTION casework_audit_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.xid := pg_current_xact_id();
  NEW.epoch := public.casework_audit_epoch();
  RETURN NEW;
END $$;

CREATE FUNCTION casework_audit_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'UPDATE' AND current_setting('casework.flush', true) = 'on'
     AND current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID) THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'The audit trail is append-only: % on % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
"""

TABLE = """
CREATE SEQUENCE {table}_id_seq;
CREATE TABLE {table} (
  id bigint NOT NULL DEFAULT nextval('{table}_id_seq'),
  at timestamptz NOT NULL,
  actor_id bigint,
  roles varchar(200) NOT NULL DEFAULT '',
  verb varchar(20) NOT NULL,
  action varchar(60) NOT NULL DEFAULT '',
  object_type varchar(40) NOT NULL DEFAULT '',
  object_id bigint,
  case_id bigint,
  detail jsonb NOT NULL DEFAULT '{{}}',
  session_digest varchar(64) NOT NULL DEFAULT '',
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  epoch integer NOT NULL DEFAULT 1,
  PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);
ALTER SEQUENCE {table}_id_seq OWNED BY {table}.id;
CREATE INDEX {table}_by_actor ON {table} (actor_id, at, id);
CREATE INDEX {table}_by_object ON {table} (object_type, object_id, at, id);
CREATE INDEX {table}_by_case ON {table} (case_id, at, id) WHERE case_id IS NOT NULL;
CREATE INDEX {table}_by_xid ON {table} (epoch, xid);
CREATE TRIGGER stamp BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION casework_audit_stamp();
CREATE TRIGGER keep BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION casework_audit_keep();
CREATE TRIGGER keep_all BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION casework_audit_keep();
CREATE TABLE {table}_default PARTITION OF {table} DEFAULT;
CREATE TRIGGER keep_all BEFORE TRUNCATE ON {table}_default FOR EACH STATEMENT EXECUTE FUNCTION casework_audit_keep();
"""

SHOWN = """
CREATE INDEX casework_readevent_by_shown ON casework_readevent USING gin ((detail -> 'ids') jsonb_path_ops) WHERE detail ? 'ids';
"""

# One road for readers; each branch keeps its own indexes, and a condition on `kind` drops the other one.
BOTH = """
CREATE VIEW casework_trailevent AS
SELECT 'change'::text AS kind, id, at, actor_id, roles, verb, action, object_type, object_id, case_id, detail, session_digest
FROM casework_changeevent
UNION ALL
SELECT 'read'::text, id, at, actor_id, roles, verb, action, object_type, object_id, case_id, detail, session_digest FROM casework_readevent;
"""

SEAL = """
CREATE TABLE casework_auditseal (
  id bigint PRIMARY KEY,
  kind varchar(20) NOT NULL,
  epoch integer NOT NULL,
  low xid8 NOT NULL,
  high xid8 NOT NULL,
  ids bigint[] NOT NULL,
  digests bytea NOT NULL,
  previous bytea NOT NULL,
  hash bytea NOT NULL,
  sealed_at timestamptz NOT NULL,
  CHECK (low < high),
  CHECK (octet_length(digests) = 32 * cardinality(ids))
);
COMMENT ON TABLE casework_auditseal IS
  'One block of the chain: the events of one kind whose transaction lies in [low, high), their SHA-256 digests, and an HMAC over all of it.';
CREATE INDEX casework_auditseal_by_kind ON casework_auditseal (kind, id);
CREATE TRIGGER keep BEFORE UPDATE OR DELETE ON casework_auditseal FOR EACH ROW EXECUTE FUNCTION casework_audit_keep();
CREATE TRIGGER keep_all BEFORE TRUNCATE ON casework_auditseal FOR EACH STATEMENT EXECUTE FUNCTION casework_audit_keep();
"""

# The timeline is Django's table; the two columns are the database's alone, so no model names them.
TIMELINE = """
ALTER TABLE casework_caseevent
  ADD COLUMN xid xid8 NOT NULL DEFAULT pg_current_xact_id(), ADD COLUMN epoch integer NOT NULL DEFAULT 1;
CREATE INDEX casework_caseevent_by_xid ON casework_caseevent (epoch, xid);
CREATE TRIGGER stamp BEFORE INSERT ON casework_caseevent FOR EACH ROW EXECUTE FUNCTION casework_audit_stamp();
"""

# The run-time role owns nothing; this runs as the owner, names every object in full and takes no text from its caller.
PARTITIONS = """
CREATE FUNCTION casework_audit_partitions(ahead integer) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  parent text;
  part text;
  first date := date_trunc('month', now() AT TIME ZONE 'UTC')::date;
  month date;
  made integer := 0;
BEGIN
  IF ahead NOT BETWEEN 0 AND 24 THEN
    RAISE EXCEPTION 'between 0 and 24 months ahead, not %', ahead;
  END IF;
  PERFORM pg_advisory_xact_lock(hashtext('casework_audit_partitions'));
  FOREACH parent IN ARRAY ARRAY['casework_changeevent', 'casework_readevent'] LOOP
    FOR step IN 0..ahead LOOP
      month := (first + make_interval(months => step))::date;
      part := parent || '_' || to_char(month, 'YYYYMM');
      CONTINUE WHEN to_regclass('public.' || part) IS NOT NULL;
      BEGIN
        EXECUTE format(
          'CREATE TABLE public.%I PARTITION OF public.%I FOR VALUES FROM (%L) TO (%L)',
          part, parent, month::text || ' 00:00:00+00', (month + interval '1 month')::date::text || ' 00:00:00+00');
        EXECUTE format(
          'CREATE TRIGGER keep_all BEFORE TRUNCATE ON public.%I FOR EACH STATEMENT EXECUTE FUNCTION public.casework_audit_keep()', part);
        made := made + 1;
      EXCEPTION WHEN check_violation THEN
        RAISE NOTICE 'rows of % already lie in the default partition and stay there', part;
      END;
    END LOOP;
  END LOOP;
  RETURN made;
END $$;
REVOKE ALL ON FUNCTION casework_audit_partitions(integer) FROM PUBLIC;
SELECT casework_audit_partitions(3);
"""


class Migration(migrations.Migration):
    """After the tables that Django makes; `ChangeEvent` and `ReadEvent` are unmanaged models over these."""

    dependencies = [("casework", "0002_tables")]
    operations = [
        migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop),
        migrations.RunSQL(TABLE.format(table="casework_changeevent"), migrations.RunSQL.noop),
        migrations.RunSQL(TABLE.format(table="casework_readevent"), migrations.RunSQL.noop),
        migrations.RunSQL(SHOWN, migrations.RunSQL.noop),
        migrations.RunSQL(BOTH, migrations.RunSQL.noop),
        migrations.RunSQL(SEAL, migrations.RunSQL.noop),
        migrations.RunSQL(TIMELINE, migrations.RunSQL.noop),
        migrations.RunSQL(PARTITIONS, migrations.RunSQL.noop),
    ]
