"""Orders, applications and exhibits repeat the columns of their case by which people reach it, so that lists are walked by an index.

The database alone keeps the columns: they are read from the case when a record comes or is written, and passed on when the case changes.
"""

import django.db.models.functions.comparison
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from casework.migrations._tables import FirstTables

COLUMNS = ("force_id", "unit_id", "owner_id", "supervisor_id", "restricted")
TABLES = ("casework_order", "casework_application", "casework_exhibit")
GIVEN = ", ".join(f"case_{name} = NEW.{name}" for name in COLUMNS)
NAMES = ", ".join(COLUMNS)
KEPT = ", ".join(f"NEW.case_{name}" for name in COLUMNS)

# The case is held while it is read, so that a change of it that is under way is waited for and none comes between.
READ = f"""
CREATE FUNCTION casework_read_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT {NAMES} INTO {KEPT} FROM casework_case WHERE id = NEW.case_id FOR NO KEY UPDATE;
  RETURN NEW;
END $$;
"""
PASSED_ON = "".join(f"  UPDATE {table} SET {GIVEN} WHERE case_id = NEW.id;\n" for table in TABLES)
PASS_ON = f"""
CREATE FUNCTION casework_pass_on_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
{PASSED_ON}  RETURN NULL;
END $$;
CREATE TRIGGER pass_on AFTER UPDATE ON casework_case FOR EACH ROW
  WHEN (({", ".join(f"OLD.{name}" for name in COLUMNS)}) IS DISTINCT FROM ({", ".join(f"NEW.{name}" for name in COLUMNS)}))
  EXECUTE FUNCTION casework_pass_on_case();
"""
_OLD = ", ".join(f"OLD.case_{name}" for name in COLUMNS)
_NEW = ", ".join(f"NEW.case_{name}" for name in COLUMNS)


def _kept(table: str) -> str:
    fresh = ", ".join(f"case_{name} = held.{name}" for name in COLUMNS)
    return f"""
CREATE TRIGGER read_case BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION casework_read_case();
CREATE TRIGGER read_case_again BEFORE UPDATE ON {table} FOR EACH ROW
  WHEN ((OLD.case_id, {_OLD}) IS DISTINCT FROM (NEW.case_id, {_NEW})) EXECUTE FUNCTION casework_read_case();
UPDATE {table} AS kept SET {fresh} FROM casework_case AS held WHERE held.id = kept.case_id;
"""


# No index is made over rows whose constraints are still to be checked.
CHECKED = "SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED;"
FORWARDS = READ + PASS_ON + "".join(_kept(table) for table in TABLES) + CHECKED
BACKWARDS = "DROP FUNCTION casework_pass_on_case() CASCADE; DROP FUNCTION casework_read_case() CASCADE;"


class Migration(FirstTables):

    dependencies = [
        ('casework', '0005_working_cases'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='application',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='order',
            name='update_update',
        ),
        migrations.AddField(
            model_name='application',
            name='case_force_id',
            field=models.BigIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='application',
            name='case_owner_id',
            field=models.BigIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='application',
            name='case_restricted',
            field=models.BooleanField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='application',
            name='case_supervisor_id',
            field=models.BigIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='application',
            name='case_unit_id',
            field=models.BigIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='application',
            name='urgent_first',
            field=models.GeneratedField(db_persist=True, expression=models.Case(models.When(then=0, urgency='URGENT'), default=1), output_field=models.SmallIntegerField()),
        ),
        migrations.AddField(
            model_name='application',
            name='waiting_since',
            field=models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Coalesce('submitted_at', 'started_at'), output_field=models.DateTimeField()),
        ),
        migrations.AddField(
            model_name='exhibit',
            name='case_force_id',
            field=models.BigIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='exhibit',
            name='case_owner_id',
            field=models.BigIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='exhibit',
            name='case_restricted',
            field=models.BooleanField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='exhibit',
            name='case_supervisor_id',
            field=models.BigIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='exhibit',
            name='case_unit_id',
            field=models.BigIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='order',
            name='case_force_id',
            field=models.BigIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='order',
            name='case_owner_id',
            field=models.BigIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='order',
            name='case_restricted',
            field=models.BooleanField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='order',
            name='case_supervisor_id',
            field=models.BigIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='order',
            name='case_unit_id',
            field=models.BigIntegerField(editable=False, null=True),
        ),
        migrations.RunSQL(FORWARDS, BACKWARDS),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(condition=models.Q(('state__in', ('DRAFT', 'LEGAL_REVIEW', 'AUTHORISATION', 'AUTHORISED', 'LODGED', 'LISTED', 'SUMMONS_SERVED', 'ADJOURNED'))), fields=['case_unit_id', 'urgent_first', 'waiting_since', 'id', 'state'], include=('case_restricted',), name='undetermined_unit'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(condition=models.Q(('state__in', ('DRAFT', 'LEGAL_REVIEW', 'AUTHORISATION', 'AUTHORISED', 'LODGED', 'LISTED', 'SUMMONS_SERVED', 'ADJOURNED'))), fields=['case_force_id', 'urgent_first', 'waiting_since', 'id', 'state'], include=('case_restricted',), name='undetermined_force'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(condition=models.Q(('state__in', ('DRAFT', 'LEGAL_REVIEW', 'AUTHORISATION', 'AUTHORISED', 'LODGED', 'LISTED', 'SUMMONS_SERVED', 'ADJOURNED'))), fields=['case_owner_id', 'urgent_first', 'waiting_since', 'id', 'state'], include=('case_restricted',), name='undetermined_owner'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(condition=models.Q(('state__in', ('DRAFT', 'LEGAL_REVIEW', 'AUTHORISATION', 'AUTHORISED', 'LODGED', 'LISTED', 'SUMMONS_SERVED', 'ADJOURNED'))), fields=['case_supervisor_id', 'urgent_first', 'waiting_since', 'id', 'state'], include=('case_restricted',), name='undetermined_supervisor'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['case_unit_id', 'urgent_first', 'waiting_since', 'id', 'state'], include=('case_restricted',), name='applications_unit'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['case_force_id', 'urgent_first', 'waiting_since', 'id', 'state'], include=('case_restricted',), name='applications_force'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['case_owner_id', 'urgent_first', 'waiting_since', 'id', 'state'], include=('case_restricted',), name='applications_owner'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['case_supervisor_id', 'urgent_first', 'waiting_since', 'id', 'state'], include=('case_restricted',), name='applications_supervisor'),
        ),
        migrations.AddIndex(
            model_name='exhibit',
            index=models.Index(fields=['case_unit_id', 'seized_at', 'id'], include=('case_restricted',), name='exhibits_unit'),
        ),
        migrations.AddIndex(
            model_name='exhibit',
            index=models.Index(fields=['case_force_id', 'seized_at', 'id'], include=('case_restricted',), name='exhibits_force'),
        ),
        migrations.AddIndex(
            model_name='exhibit',
            index=models.Index(fields=['case_owner_id', 'seized_at', 'id'], include=('case_restricted',), name='exhibits_owner'),
        ),
        migrations.AddIndex(
            model_name='exhibit',
            index=models.Index(fields=['case_supervisor_id', 'seized_at', 'id'], include=('case_restricted',), name='exhibits_supervisor'),
        ),
        migrations.AddIndex(
            model_name='order',
            index=models.Index(condition=models.Q(('state__in', ('MADE', 'IN_FORCE'))), fields=['case_unit_id', 'end_sort', 'id'], include=('case_restricted',), name='live_orders_unit'),
        ),
        migrations.AddIndex(
            model_name='order',
            index=models.Index(condition=models.Q(('state__in', ('MADE', 'IN_FORCE'))), fields=['case_force_id', 'end_sort', 'id'], include=('case_restricted',), name='live_orders_force'),
        ),
        migrations.AddIndex(
            model_name='order',
            index=models.Index(condition=models.Q(('state__in', ('MADE', 'IN_FORCE'))), fields=['case_owner_id', 'end_sort', 'id'], include=('case_restricted',), name='live_orders_owner'),
        ),
        migrations.AddIndex(
            model_name='order',
            index=models.Index(condition=models.Q(('state__in', ('MADE', 'IN_FORCE'))), fields=['case_supervisor_id', 'end_sort', 'id'], include=('case_restricted',), name='live_orders_supervisor'),
        ),
        migrations.AddIndex(
            model_name='order',
            index=models.Index(fields=['case_unit_id', 'end_sort', 'id'], include=('case_restricted',), name='orders_unit'),
        ),
        migrations.AddIndex(
            model_name='order',
            index=models.Index(fields=['case_force_id', 'end_sort', 'id'], include=('case_restricted',), name='orders_force'),
        ),
        migrations.AddIndex(
            model_name='order',
            index=models.Index(fields=['case_owner_id', 'end_sort', 'id'], include=('case_restricted',), name='orders_owner'),
        ),
        migrations.AddIndex(
            model_name='order',
            index=models.Index(fields=['case_supervisor_id', 'end_sort', 'id'], include=('case_restricted',), name='orders_supervisor'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='application',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."acts_text" IS DISTINCT FROM (NEW."acts_text") OR OLD."approved_at" IS DISTINCT FROM (NEW."approved_at") OR OLD."area_basis" IS DISTINCT FROM (NEW."area_basis") OR OLD."area_reason" IS DISTINCT FROM (NEW."area_reason") OR OLD."asked_fixed" IS DISTINCT FROM (NEW."asked_fixed") OR OLD."asked_years" IS DISTINCT FROM (NEW."asked_years") OR OLD."author_id" IS DISTINCT FROM (NEW."author_id") OR OLD."authorised_at" IS DISTINCT FROM (NEW."authorised_at") OR OLD."authoriser_id" IS DISTINCT FROM (NEW."authoriser_id") OR OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."compatibility_checked_at" IS DISTINCT FROM (NEW."compatibility_checked_at") OR OLD."compatibility_checked_by_id" IS DISTINCT FROM (NEW."compatibility_checked_by_id") OR OLD."compatibility_list" IS DISTINCT FROM (NEW."compatibility_list") OR OLD."complaint_on" IS DISTINCT FROM (NEW."complaint_on") OR OLD."court" IS DISTINCT FROM (NEW."court") OR OLD."court_kind" IS DISTINCT FROM (NEW."court_kind") OR OLD."court_reference" IS DISTINCT FROM (NEW."court_reference") OR OLD."cps_consulted_on" IS DISTINCT FROM (NEW."cps_consulted_on") OR OLD."defendant_id" IS DISTINCT FROM (NEW."defendant_id") OR OLD."determined_at" IS DISTINCT FROM (NEW."determined_at") OR OLD."harm" IS DISTINCT FROM (NEW."harm") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."imported" IS DISTINCT FROM (NEW."imported") OR OLD."interim_sought" IS DISTINCT FROM (NEW."interim_sought") OR OLD."interim_why" IS DISTINCT FROM (NEW."interim_why") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."legal_reviewer_id" IS DISTINCT FROM (NEW."legal_reviewer_id") OR OLD."lodged_at" IS DISTINCT FROM (NEW."lodged_at") OR OLD."main_id" IS DISTINCT FROM (NEW."main_id") OR OLD."necessity_text" IS DISTINCT FROM (NEW."necessity_text") OR OLD."on_notice" IS DISTINCT FROM (NEW."on_notice") OR OLD."on_notice_why" IS DISTINCT FROM (NEW."on_notice_why") OR OLD."other_orders" IS DISTINCT FROM (NEW."other_orders") OR OLD."outcome_note" IS DISTINCT FROM (NEW."outcome_note") OR OLD."prosecution" IS DISTINCT FROM (NEW."prosecution") OR OLD."reference" IS DISTINCT FROM (NEW."reference") OR OLD."religion_answer" IS DISTINCT FROM (NEW."religion_answer") OR OLD."religion_note" IS DISTINCT FROM (NEW."religion_note") OR OLD."reviewed_version" IS DISTINCT FROM (NEW."reviewed_version") OR OLD."risk_text" IS DISTINCT FROM (NEW."risk_text") OR OLD."sections" IS DISTINCT FROM (NEW."sections") OR OLD."started_at" IS DISTINCT FROM (NEW."started_at") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."submitted_at" IS DISTINCT FROM (NEW."submitted_at") OR OLD."urgency" IS DISTINCT FROM (NEW."urgency") OR OLD."urgency_why" IS DISTINCT FROM (NEW."urgency_why") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."victim_view" IS DISTINCT FROM (NEW."victim_view") OR OLD."victim_view_text" IS DISTINCT FROM (NEW."victim_view_text") OR OLD."withdrawal_reason" IS DISTINCT FROM (NEW."withdrawal_reason") OR OLD."work_answer" IS DISTINCT FROM (NEW."work_answer") OR OLD."work_note" IS DISTINCT FROM (NEW."work_note"))', func='INSERT INTO "casework_applicationhistory" ("acts_text", "approved_at", "area_basis", "area_reason", "asked_fixed", "asked_years", "author_id", "authorised_at", "authoriser_id", "case_id", "compatibility_checked_at", "compatibility_checked_by_id", "compatibility_list", "complaint_on", "court", "court_kind", "court_reference", "cps_consulted_on", "defendant_id", "determined_at", "harm", "id", "imported", "interim_sought", "interim_why", "kind", "legal_reviewer_id", "lodged_at", "main_id", "necessity_text", "on_notice", "on_notice_why", "other_orders", "outcome_note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prosecution", "reference", "religion_answer", "religion_note", "reviewed_version", "risk_text", "sections", "started_at", "state", "submitted_at", "urgency", "urgency_why", "version", "victim_view", "victim_view_text", "withdrawal_reason", "work_answer", "work_note") VALUES (NEW."acts_text", NEW."approved_at", NEW."area_basis", NEW."area_reason", NEW."asked_fixed", NEW."asked_years", NEW."author_id", NEW."authorised_at", NEW."authoriser_id", NEW."case_id", NEW."compatibility_checked_at", NEW."compatibility_checked_by_id", NEW."compatibility_list", NEW."complaint_on", NEW."court", NEW."court_kind", NEW."court_reference", NEW."cps_consulted_on", NEW."defendant_id", NEW."determined_at", NEW."harm", NEW."id", NEW."imported", NEW."interim_sought", NEW."interim_why", NEW."kind", NEW."legal_reviewer_id", NEW."lodged_at", NEW."main_id", NEW."necessity_text", NEW."on_notice", NEW."on_notice_why", NEW."other_orders", NEW."outcome_note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."prosecution", NEW."reference", NEW."religion_answer", NEW."religion_note", NEW."reviewed_version", NEW."risk_text", NEW."sections", NEW."started_at", NEW."state", NEW."submitted_at", NEW."urgency", NEW."urgency_why", NEW."version", NEW."victim_view", NEW."victim_view_text", NEW."withdrawal_reason", NEW."work_answer", NEW."work_note"); RETURN NULL;', hash='02feaebb9076c5f557d46789f8bf4aac94005955', operation='UPDATE', pgid='pgtrigger_update_update_a7f0b', table='casework_application', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='order',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."application_id" IS DISTINCT FROM (NEW."application_id") OR OLD."case_id" IS DISTINCT FROM (NEW."case_id") OR OLD."court" IS DISTINCT FROM (NEW."court") OR OLD."defendant_id" IS DISTINCT FROM (NEW."defendant_id") OR OLD."defendant_present" IS DISTINCT FROM (NEW."defendant_present") OR OLD."effective_from" IS DISTINCT FROM (NEW."effective_from") OR OLD."end_date" IS DISTINCT FROM (NEW."end_date") OR OLD."end_not_known" IS DISTINCT FROM (NEW."end_not_known") OR OLD."end_note" IS DISTINCT FROM (NEW."end_note") OR OLD."end_sort" IS DISTINCT FROM (NEW."end_sort") OR OLD."ended_at" IS DISTINCT FROM (NEW."ended_at") OR OLD."fixed_period" IS DISTINCT FROM (NEW."fixed_period") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."imported_incomplete" IS DISTINCT FROM (NEW."imported_incomplete") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at") OR OLD."made_on" IS DISTINCT FROM (NEW."made_on") OR OLD."main_application_id" IS DISTINCT FROM (NEW."main_application_id") OR OLD."manager_id" IS DISTINCT FROM (NEW."manager_id") OR OLD."on_register" IS DISTINCT FROM (NEW."on_register") OR OLD."origin" IS DISTINCT FROM (NEW."origin") OR OLD."period_words" IS DISTINCT FROM (NEW."period_words") OR OLD."pnc_at" IS DISTINCT FROM (NEW."pnc_at") OR OLD."pnc_reference" IS DISTINCT FROM (NEW."pnc_reference") OR OLD."queried" IS DISTINCT FROM (NEW."queried") OR OLD."query_reason" IS DISTINCT FROM (NEW."query_reason") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."recorded_by_id" IS DISTINCT FROM (NEW."recorded_by_id") OR OLD."reference" IS DISTINCT FROM (NEW."reference") OR OLD."register_until" IS DISTINCT FROM (NEW."register_until") OR OLD."renewal_decision" IS DISTINCT FROM (NEW."renewal_decision") OR OLD."renewal_reason" IS DISTINCT FROM (NEW."renewal_reason") OR OLD."replaced_by_id" IS DISTINCT FROM (NEW."replaced_by_id") OR OLD."served_on" IS DISTINCT FROM (NEW."served_on") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."type" IS DISTINCT FROM (NEW."type") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."victim_told_at" IS DISTINCT FROM (NEW."victim_told_at"))', func='INSERT INTO "casework_orderhistory" ("application_id", "case_id", "court", "defendant_id", "defendant_present", "effective_from", "end_date", "end_not_known", "end_note", "end_sort", "ended_at", "fixed_period", "id", "imported_incomplete", "made_at", "made_on", "main_application_id", "manager_id", "on_register", "origin", "period_words", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pnc_at", "pnc_reference", "queried", "query_reason", "recorded_at", "recorded_by_id", "reference", "register_until", "renewal_decision", "renewal_reason", "replaced_by_id", "served_on", "state", "type", "version", "victim_told_at") VALUES (NEW."application_id", NEW."case_id", NEW."court", NEW."defendant_id", NEW."defendant_present", NEW."effective_from", NEW."end_date", NEW."end_not_known", NEW."end_note", NEW."end_sort", NEW."ended_at", NEW."fixed_period", NEW."id", NEW."imported_incomplete", NEW."made_at", NEW."made_on", NEW."main_application_id", NEW."manager_id", NEW."on_register", NEW."origin", NEW."period_words", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."pnc_at", NEW."pnc_reference", NEW."queried", NEW."query_reason", NEW."recorded_at", NEW."recorded_by_id", NEW."reference", NEW."register_until", NEW."renewal_decision", NEW."renewal_reason", NEW."replaced_by_id", NEW."served_on", NEW."state", NEW."type", NEW."version", NEW."victim_told_at"); RETURN NULL;', hash='30d4ad0b2a4991220328315f839084d2f1c4fe44', operation='UPDATE', pgid='pgtrigger_update_update_806e9', table='casework_order', when='AFTER')),
        ),
    ]
