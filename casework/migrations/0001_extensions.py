"""Extensions that the tables below lean on, and the run-time role where this role may make it."""

from django.db import migrations

ROLE = """
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'casework_app') THEN
    BEGIN
      CREATE ROLE casework_app NOLOGIN;
    EXCEPTION WHEN insufficient_privilege THEN
      RAISE NOTICE 'role casework_app is missing and may not be made by this role';
    END;
  END IF;
END $$;
"""


class Migration(migrations.Migration):
    """Runs first."""

    dependencies = []
    operations = [
        *[migrations.RunSQL(f"CREATE EXTENSION IF NOT EXISTS {name}", migrations.RunSQL.noop) for name in ("pg_trgm", "btree_gist", "unaccent", "citext", "fuzzystrmatch")],
        migrations.RunSQL(ROLE, migrations.RunSQL.noop),
    ]
