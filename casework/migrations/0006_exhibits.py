"""Exhibits: receipts and discrepancies, what is kept, given back or disposed of, and devices."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from casework.migrations._tables import FirstTables


class Migration(FirstTables):

    dependencies = [
        ('casework', '0005_working_cases'),
    ]

    operations = [
        migrations.CreateModel(
            name='Receipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('WAITING', 'Waits for the receiver'), ('CONFIRMED', 'Confirmed by the receiver'), ('DISPUTED', 'Disputed by the receiver')], default='WAITING', max_length=10)),
                ('seal_read', models.CharField(blank=True, max_length=20)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='casework.case')),
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='receipt', to='casework.ledgerevent')),
                ('exhibit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='receipts', to='casework.exhibit')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Discrepancy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('about', models.CharField(choices=[('SEAL_BROKEN', 'The seal is broken or missing'), ('SEAL_NUMBER', 'The number on the bag is another'), ('MISSING', 'It is not where the ledger says'), ('FOUND', 'It is somewhere else than the ledger says'), ('CONTENT', 'What is in the bag is not what was described'), ('HANDOVER', 'Whoever took it over says otherwise'), ('OTHER', 'Something else')], max_length=12)),
                ('state', models.CharField(choices=[('OPEN', 'Open'), ('RESOLVED', 'Resolved')], default='OPEN', max_length=10)),
                ('opened_at', models.DateTimeField()),
                ('outcome', models.CharField(blank=True, choices=[('EXPLAINED', 'Explained: the item is as it was'), ('RECORD', 'The record was wrong, and is corrected by a later entry'), ('RESEALED', 'The item is the same; it is sealed again'), ('UNEXPLAINED', 'Not explained: the prosecutor must be told'), ('LOST', 'The item is lost')], max_length=12)),
                ('found_out', models.TextField(blank=True)),
                ('evidence', models.TextField(blank=True)),
                ('resolved_at', models.DateTimeField(blank=True, null=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='casework.case')),
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='discrepancy', to='casework.ledgerevent')),
                ('exhibit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='discrepancies', to='casework.exhibit')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('resolved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'discrepancies',
                'indexes': [models.Index(condition=models.Q(('state', 'OPEN')), fields=['exhibit'], name='discrepancies_open')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['OPEN', 'RESOLVED'])), name='discrepancy_state_known'), models.CheckConstraint(condition=models.Q(('state', 'OPEN'), models.Q(('resolved_by__isnull', False), ('resolved_at__isnull', False), models.Q(('outcome', ''), _negated=True), models.Q(('evidence', ''), _negated=True)), _connector='OR'), name='discrepancy_resolved_with_evidence'), models.CheckConstraint(condition=models.Q(('resolved_by__isnull', True), models.Q(('resolved_by', models.F('opened_by')), _negated=True), _connector='OR'), name='discrepancy_resolved_by_another')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='discrepancy',
            trigger=pgtrigger.compiler.Trigger(name='discrepancy_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{OPEN:RESOLVED}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='c1cefec168b7a104e3e95be28973a125f1a16dce', operation='UPDATE', pgid='pgtrigger_discrepancy_moves_6fbf9', table='casework_discrepancy', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='receipt',
            index=models.Index(condition=models.Q(('state', 'WAITING')), fields=['person'], name='receipts_waiting'),
        ),
        migrations.AddConstraint(
            model_name='receipt',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['WAITING', 'CONFIRMED', 'DISPUTED'])), name='receipt_state_known'),
        ),
        migrations.AddConstraint(
            model_name='receipt',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'WAITING'), ('answered_at__isnull', False), _connector='OR'), name='receipt_answered_is_dated'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='receipt',
            trigger=pgtrigger.compiler.Trigger(name='receipt_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{WAITING:CONFIRMED,WAITING:DISPUTED}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='5a2e36b90d242476fdf7ad0daac056e09090e29c', operation='UPDATE', pgid='pgtrigger_receipt_moves_62e42', table='casework_receipt', when='BEFORE')),
        ),
    ]
