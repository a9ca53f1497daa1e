"""What the run-time role may do in the database. Applied by the owner after every `migrate`, from the start each time.

The owner makes and alters tables; the run-time role reads and writes rows; on append-only tables it may only add and read.
"""

from django.db.backends.utils import CursorWrapper

# Tables whose rows are never changed or removed by the application: add the name of the table (partitions follow their parent).
APPEND_ONLY: tuple[str, ...] = (
    "casework_changeevent",
    "casework_readevent",
    "casework_auditseal",
    "casework_legaladvice",
    "casework_legalreview",
    "casework_authority",
    "casework_summonsservice",
    "casework_hearsaynotice",
    "casework_hearsayplan",
    "casework_hearsaystep",
    "casework_advicereply",
    "casework_prosecutorcomment",
    "casework_summonsstep",
    "casework_orderversion",
    "casework_ordercondition",
    "casework_notification",
    "casework_acknowledgement",
    "casework_changereview",
    "casework_consent",
    "casework_orderreview",
    "casework_certifiedcopy",
    "casework_caseevent",
    "casework_transition",
    "casework_riskassessment",
    "casework_riskreview",
    "casework_telling",
    "casework_orderdecision",
    "casework_contact",
    "casework_contactanswer",
    "casework_needsassessment",
    "casework_measuresview",
    "casework_statementstep",
    "casework_bailviews",
    "casework_logentry",
    "casework_caseoutcome",
    "casework_outcomenews",
    "casework_exhibitplan",
    "casework_retentionreview",
    "casework_shelfcount",
    "casework_devicestrategy",
    "casework_searchdecision",
    "casework_ledgerevent",
    "casework_policysetting",
    "casework_holidayoverride",
    "casework_policydecision",
    "casework_clockchange",
)
# Tables the application only reads.
READ_ONLY: tuple[str, ...] = ("django_migrations", "pghistory_context")

_GRANT = """
GRANT USAGE ON SCHEMA public TO {role};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role};
REVOKE TRUNCATE, REFERENCES, TRIGGER ON ALL TABLES IN SCHEMA public FROM {role};
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role};
"""
# Functions of extensions belong to whoever installed those and are open to all already.
_FUNCTIONS = """
SELECT p.oid::regprocedure::text FROM pg_proc p
WHERE p.pronamespace = 'public'::regnamespace AND p.prokind IN ('f', 'w') AND p.proowner = current_user::regrole
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
"""
# Where triggers keep the versions of edited records: tables that carry the label of the trigger.
_HISTORY = """
SELECT c.oid::regclass::text FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
WHERE a.attname = 'pgh_label' AND c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
"""
_WITH_PARTITIONS = """
WITH named AS (SELECT to_regclass(format('public.%%I', name)) AS id FROM unnest(%s::text[]) AS name)
SELECT id::text FROM named WHERE id IS NOT NULL
UNION SELECT tree.relid::text FROM named, pg_partition_tree(named.id) AS tree
"""


def apply_grants(cursor: CursorWrapper, role: str) -> bool:
    """Give `role` its rights on everything in the schema `public`; the connection must be the owner's.

    Repeating it changes nothing. Returns false, having done nothing, when `role` does not exist or is the owner itself
    (`check_environment` reports both).
    """
    cursor.execute("SELECT rolname <> current_user FROM pg_roles WHERE rolname = %s", [role])
    if cursor.fetchone() != (True,):
        return False
    name = _quoted(role)
    cursor.execute(_GRANT.format(role=name))
    cursor.execute(_FUNCTIONS)
    for (function,) in cursor.fetchall():
        cursor.execute(f"GRANT EXECUTE ON FUNCTION {function} TO {name}")
    cursor.execute(_HISTORY)
    history = [row[0] for row in cursor.fetchall()]
    for table in [*_tables(cursor, APPEND_ONLY), *history]:
        cursor.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {name}")
    for table in _tables(cursor, READ_ONLY):
        cursor.execute(f"REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON {table} FROM {name}")
    return True


def _tables(cursor: CursorWrapper, names: tuple[str, ...]) -> list[str]:
    """The quoted names of those of `names` that exist, and of all their partitions."""
    cursor.execute(_WITH_PARTITIONS, [list(names)])
    return [row[0] for row in cursor.fetchall()]


def _quoted(role: str) -> str:
    return '"' + role.replace('"', '""') + '"'
