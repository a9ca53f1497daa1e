"""The states of a case with the prosecutors and at court."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("casework", "0005_custody")]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='case',
            name='case_moves',
        ),
        migrations.RemoveConstraint(
            model_name='case',
            name='case_state_known',
        ),
        migrations.AlterField(
            model_name='case',
            name='state',
            field=models.CharField(choices=[('REPORTED', 'Reported'), ('RECORDED', 'Crime recorded'), ('ALLOCATED', 'Allocated'), ('INVESTIGATING', 'Under investigation'), ('AWAITING_CPS', 'With the CPS'), ('CHARGED', 'Charged'), ('AT_COURT', 'At court')], default='REPORTED', max_length=20),
        ),
        migrations.AlterField(
            model_name='casehistory',
            name='state',
            field=models.CharField(choices=[('REPORTED', 'Reported'), ('RECORDED', 'Crime recorded'), ('ALLOCATED', 'Allocated'), ('INVESTIGATING', 'Under investigation'), ('AWAITING_CPS', 'With the CPS'), ('CHARGED', 'Charged'), ('AT_COURT', 'At court')], default='REPORTED', max_length=20),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='case',
            trigger=pgtrigger.compiler.Trigger(name='case_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{ALLOCATED:ALLOCATED,ALLOCATED:INVESTIGATING,AT_COURT:AT_COURT,AWAITING_CPS:AWAITING_CPS,AWAITING_CPS:CHARGED,AWAITING_CPS:INVESTIGATING,CHARGED:AT_COURT,CHARGED:CHARGED,INVESTIGATING:AWAITING_CPS,INVESTIGATING:INVESTIGATING,RECORDED:ALLOCATED,REPORTED:RECORDED}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='25352d1d45fbf81ab443ad57372741bc84bb5b4b', operation='UPDATE', pgid='pgtrigger_case_moves_e4f1e', table='casework_case', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['REPORTED', 'RECORDED', 'ALLOCATED', 'INVESTIGATING', 'AWAITING_CPS', 'CHARGED', 'AT_COURT'])), name='case_state_known'),
        ),
    ]
