"""The case log, actions, outcomes, closing, transfers, links and plans for exhibits; a case may be closed and reopened."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from casework.migrations._tables import FirstTables


class Migration(FirstTables):

    dependencies = [
        ('casework', '0008_care'),
    ]

    operations = [
        migrations.CreateModel(
            name='Action',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('STATEMENT', 'Take a statement'), ('VICTIM', 'Contact the victim'), ('FOOTAGE', 'Get CCTV or doorbell footage'), ('DIGITAL', 'Telephone, account or download'), ('RECORDS', 'Ask for records or data'), ('SUSPECT', 'Identify, trace or see the suspect'), ('SAFETY', 'Safety measure'), ('EXHIBIT', 'Deal with an exhibit'), ('FILE', 'Case file or disclosure'), ('OTHER', 'Something else')], max_length=10)),
                ('what', models.CharField(max_length=300)),
                ('detail', models.TextField(blank=True)),
                ('due_on', models.DateField()),
                ('priority', models.CharField(choices=[('A', 'High'), ('B', 'Normal'), ('C', 'Low')], default='B', max_length=1)),
                ('subject_type', models.CharField(blank=True, max_length=40)),
                ('subject_id', models.BigIntegerField(blank=True, null=True)),
                ('raised_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('OPEN', 'To do'), ('DONE', 'Done'), ('DROPPED', 'Not needed any more')], default='OPEN', max_length=8)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('result', models.TextField(blank=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name='CaseLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('SAME_SUSPECT', 'Same suspect'), ('SAME_VICTIM', 'Same victim'), ('COUNTER', 'Counter-allegation'), ('SERIES', 'Part of one series'), ('DUPLICATE', 'Duplicate of'), ('CONTINUES', 'Continues'), ('RELATED', 'Related in another way')], max_length=12)),
                ('reason', models.CharField(max_length=300)),
                ('made_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('end_reason', models.CharField(blank=True, max_length=300)),
            ],
        ),
        migrations.CreateModel(
            name='CaseOutcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(choices=[('1', '1: Charged or summonsed'), ('2', '2: Youth caution'), ('3', '3: Adult caution'), ('8', '8: Community resolution'), ('9', '9: Not in the public interest (CPS decided)'), ('10', '10: Not in the public interest (police decided)'), ('14', '14: Suspect not identified, victim does not support further action'), ('15', '15: Named suspect, victim supports, evidential difficulties'), ('16', '16: Named suspect, victim does not support further action'), ('17', '17: Named suspect, the time limit for prosecution has expired'), ('18', '18: Investigation complete, no suspect identified'), ('20', '20: Action taken by another body'), ('21', '21: Further investigation not in the public interest (police decided)'), ('22', '22: Diversionary, educational or intervention activity'), ('NC', 'No crime was recorded, so there is no outcome type')], max_length=2)),
                ('reasons', models.TextField()),
                ('decided_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='ClosingRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('summary', models.TextField()),
                ('asked_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('ASKED', 'Waiting for a supervisor'), ('APPROVED', 'Approved'), ('SENT_BACK', 'Sent back'), ('WITHDRAWN', 'Withdrawn')], default='ASKED', max_length=10)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('decision_reason', models.TextField(blank=True)),
                ('gates', models.JSONField(blank=True, default=dict)),
            ],
        ),
        migrations.CreateModel(
            name='ExhibitPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('plan', models.CharField(choices=[('RETAIN', 'Keep'), ('RETURN', 'Return to its owner'), ('DISPOSE', 'Dispose of')], max_length=8)),
                ('reason', models.CharField(max_length=300)),
                ('planned_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='LogEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('NOTE', 'Note'), ('VICTIM', 'Contact with the victim'), ('WITNESS', 'Witness or other person'), ('SUSPECT', 'About the suspect'), ('ENQUIRY', 'Line of enquiry'), ('POLICY', 'Policy decision'), ('DIRECTION', "Supervisor's direction"), ('REVIEW', "Supervisor's review"), ('HANDOVER', 'Handover')], default='NOTE', max_length=10)),
                ('fact', models.TextField(blank=True)),
                ('opinion', models.TextField(blank=True)),
                ('happened_at', models.DateTimeField()),
                ('recorded_at', models.DateTimeField()),
                ('as_role', models.CharField(choices=[('OFFICER', 'Investigating officer'), ('SUPERVISOR', 'Supervisor'), ('EXHIBITS', 'Exhibits officer'), ('LEGAL', 'Force legal'), ('CPS', 'CPS liaison'), ('AUTHORISER', 'Authorising officer'), ('OFFENDER_MANAGER', 'Offender manager'), ('VICTIM_CARE', 'Victim care'), ('RECORDS', 'Records'), ('CONTROL', 'Control room'), ('MANAGER', 'Manager'), ('ANALYST', 'Analyst'), ('AUDITOR', 'Professional standards'), ('ADMIN', 'Administrator')], max_length=20)),
                ('why_corrected', models.CharField(blank=True, max_length=300)),
                ('subject_type', models.CharField(blank=True, max_length=40)),
                ('subject_id', models.BigIntegerField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='OutcomeNews',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('told_at', models.DateTimeField(blank=True, null=True)),
                ('how', models.CharField(blank=True, max_length=200)),
                ('review_offered', models.BooleanField(default=False)),
                ('why_not', models.TextField(blank=True)),
                ('recorded_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Transfer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField()),
                ('note', models.TextField()),
                ('state', models.CharField(choices=[('PROPOSED', "Waiting for the officer's supervisor"), ('OFFERED', 'Waiting for the receiving unit'), ('ACCEPTED', 'Taken over'), ('REFUSED', 'Refused'), ('WITHDRAWN', 'Withdrawn')], max_length=10)),
                ('proposed_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('decision_reason', models.TextField(blank=True)),
                ('dates_carried', models.PositiveIntegerField(default=0)),
            ],
        ),
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
            field=models.CharField(choices=[('REPORTED', 'Reported'), ('RECORDED', 'Crime recorded'), ('ALLOCATED', 'Allocated'), ('INVESTIGATING', 'Under investigation'), ('CLOSED', 'Closed'), ('REOPENED', 'Reopened')], default='REPORTED', max_length=20),
        ),
        migrations.AlterField(
            model_name='casehistory',
            name='state',
            field=models.CharField(choices=[('REPORTED', 'Reported'), ('RECORDED', 'Crime recorded'), ('ALLOCATED', 'Allocated'), ('INVESTIGATING', 'Under investigation'), ('CLOSED', 'Closed'), ('REOPENED', 'Reopened')], default='REPORTED', max_length=20),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='case',
            trigger=pgtrigger.compiler.Trigger(name='case_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{ALLOCATED:ALLOCATED,ALLOCATED:CLOSED,ALLOCATED:INVESTIGATING,CLOSED:REOPENED,INVESTIGATING:CLOSED,INVESTIGATING:INVESTIGATING,RECORDED:ALLOCATED,RECORDED:CLOSED,REOPENED:CLOSED,REOPENED:INVESTIGATING,REOPENED:REOPENED,REPORTED:RECORDED}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='4e50296f3b7e97a10b60fc47b978f64d8cfcfdb5', operation='UPDATE', pgid='pgtrigger_case_moves_e4f1e', table='casework_case', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['REPORTED', 'RECORDED', 'ALLOCATED', 'INVESTIGATING', 'CLOSED', 'REOPENED'])), name='case_state_known'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'CLOSED'), _negated=True), ('is_open', False), _connector='OR'), name='closed_case_is_not_open'),
        ),
        migrations.AddField(
            model_name='action',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='actions', to='casework.case'),
        ),
        migrations.AddField(
            model_name='action',
            name='closed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='action',
            name='owner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='case_actions', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='action',
            name='raised_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='caselink',
            name='ended_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='caselink',
            name='first',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links_from', to='casework.case'),
        ),
        migrations.AddField(
            model_name='caselink',
            name='made_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='caselink',
            name='second',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links_to', to='casework.case'),
        ),
        migrations.AddField(
            model_name='caseoutcome',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='outcomes', to='casework.case'),
        ),
        migrations.AddField(
            model_name='caseoutcome',
            name='decided_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='closingrequest',
            name='asked_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='closingrequest',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='closings', to='casework.case'),
        ),
        migrations.AddField(
            model_name='closingrequest',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='exhibitplan',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='casework.case'),
        ),
        migrations.AddField(
            model_name='exhibitplan',
            name='exhibit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='plans', to='casework.exhibit'),
        ),
        migrations.AddField(
            model_name='exhibitplan',
            name='planned_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='logentry',
            name='author',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='logentry',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='log_entries', to='casework.case'),
        ),
        migrations.AddField(
            model_name='logentry',
            name='corrects',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='correction', to='casework.logentry'),
        ),
        migrations.AddField(
            model_name='outcomenews',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='casework.case'),
        ),
        migrations.AddField(
            model_name='outcomenews',
            name='outcome',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='news', to='casework.caseoutcome'),
        ),
        migrations.AddField(
            model_name='outcomenews',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='transfer',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='transfers', to='casework.case'),
        ),
        migrations.AddField(
            model_name='transfer',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='transfer',
            name='from_force',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.force'),
        ),
        migrations.AddField(
            model_name='transfer',
            name='from_unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.unit'),
        ),
        migrations.AddField(
            model_name='transfer',
            name='officer',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='transfer',
            name='proposed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='transfer',
            name='sent_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='transfer',
            name='to_force',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.force'),
        ),
        migrations.AddField(
            model_name='transfer',
            name='to_unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.unit'),
        ),
        migrations.AddIndex(
            model_name='action',
            index=models.Index(condition=models.Q(('state', 'OPEN')), fields=['case', 'due_on', 'id'], name='open_actions_of_case'),
        ),
        migrations.AddIndex(
            model_name='action',
            index=models.Index(condition=models.Q(('state', 'OPEN')), fields=['owner', 'due_on', 'id'], name='open_actions_of_owner'),
        ),
        migrations.AddIndex(
            model_name='action',
            index=models.Index(fields=['case', 'id'], name='actions_of_case'),
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['OPEN', 'DONE', 'DROPPED'])), name='action_state_known'),
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['STATEMENT', 'VICTIM', 'FOOTAGE', 'DIGITAL', 'RECORDS', 'SUSPECT', 'SAFETY', 'EXHIBIT', 'FILE', 'OTHER'])), name='action_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=models.CheckConstraint(condition=models.Q(('priority__in', ['A', 'B', 'C'])), name='action_priority_known'),
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('state', 'OPEN')), models.Q(models.Q(('state', 'OPEN'), _negated=True), ('closed_at__isnull', False), models.Q(('result', ''), _negated=True)), _connector='OR'), name='action_closed_with_result'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='action',
            trigger=pgtrigger.compiler.Trigger(name='action_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{OPEN:DONE,OPEN:DROPPED}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='e1f7c5a2cbf7c5b25d1fbdb4352bdbf476b7d602', operation='UPDATE', pgid='pgtrigger_action_moves_e56d3', table='casework_action', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='caselink',
            index=models.Index(condition=models.Q(('ended_at__isnull', True)), fields=['first'], name='links_from_case'),
        ),
        migrations.AddIndex(
            model_name='caselink',
            index=models.Index(condition=models.Q(('ended_at__isnull', True)), fields=['second'], name='links_to_case'),
        ),
        migrations.AddConstraint(
            model_name='caselink',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['SAME_SUSPECT', 'SAME_VICTIM', 'COUNTER', 'SERIES', 'DUPLICATE', 'CONTINUES', 'RELATED'])), name='link_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='caselink',
            constraint=models.CheckConstraint(condition=models.Q(('first', models.F('second')), _negated=True), name='link_between_two_cases'),
        ),
        migrations.AddConstraint(
            model_name='caselink',
            constraint=models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), models.Q(('end_reason', ''), _negated=True), _connector='OR'), name='link_end_says_why'),
        ),
        migrations.AddConstraint(
            model_name='caselink',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('first', 'second', 'kind'), name='link_once'),
        ),
        migrations.AddIndex(
            model_name='caseoutcome',
            index=models.Index(fields=['case', '-decided_at', '-id'], name='outcomes_of_case'),
        ),
        migrations.AddConstraint(
            model_name='caseoutcome',
            constraint=models.CheckConstraint(condition=models.Q(('code__in', ['1', '2', '3', '8', '9', '10', '14', '15', '16', '17', '18', '20', '21', '22', 'NC'])), name='outcome_code_known'),
        ),
        migrations.AddConstraint(
            model_name='caseoutcome',
            constraint=models.CheckConstraint(condition=models.Q(('reasons', ''), _negated=True), name='outcome_gives_reasons'),
        ),
        migrations.AddIndex(
            model_name='closingrequest',
            index=models.Index(fields=['case', '-id'], name='closings_of_case'),
        ),
        migrations.AddConstraint(
            model_name='closingrequest',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['ASKED', 'APPROVED', 'SENT_BACK', 'WITHDRAWN'])), name='closing_state_known'),
        ),
        migrations.AddConstraint(
            model_name='closingrequest',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'ASKED')), fields=('case',), name='one_closing_waiting'),
        ),
        migrations.AddConstraint(
            model_name='closingrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'APPROVED'), _negated=True), models.Q(('decided_by__isnull', False), models.Q(('decided_by', models.F('asked_by')), _negated=True)), _connector='OR'), name='closing_approver_did_not_ask'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='closingrequest',
            trigger=pgtrigger.compiler.Trigger(name='closing_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{ASKED:APPROVED,ASKED:SENT_BACK,ASKED:WITHDRAWN}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='910ad4680ba6f1c17c9a926bb71252380b6b9137', operation='UPDATE', pgid='pgtrigger_closing_moves_f2248', table='casework_closingrequest', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='exhibitplan',
            index=models.Index(fields=['exhibit', '-id'], name='plans_of_exhibit'),
        ),
        migrations.AddConstraint(
            model_name='exhibitplan',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='exhibit_plan_says_why'),
        ),
        migrations.AddIndex(
            model_name='logentry',
            index=models.Index(fields=['case', '-happened_at', '-id'], name='log_of_case'),
        ),
        migrations.AddConstraint(
            model_name='logentry',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['NOTE', 'VICTIM', 'WITNESS', 'SUSPECT', 'ENQUIRY', 'POLICY', 'DIRECTION', 'REVIEW', 'HANDOVER'])), name='log_entry_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='logentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('fact', ''), _negated=True), models.Q(('opinion', ''), _negated=True), _connector='OR'), name='log_entry_says_something'),
        ),
        migrations.AddConstraint(
            model_name='logentry',
            constraint=models.CheckConstraint(condition=models.Q(('happened_at__lte', models.F('recorded_at'))), name='log_entry_never_in_the_future'),
        ),
        migrations.AddConstraint(
            model_name='logentry',
            constraint=models.CheckConstraint(condition=models.Q(('corrects__isnull', True), models.Q(('why_corrected', ''), _negated=True), _connector='OR'), name='log_correction_says_why'),
        ),
        migrations.AddConstraint(
            model_name='logentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['DIRECTION', 'REVIEW']), _negated=True), ('as_role__in', ['SUPERVISOR', 'AUTHORISER']), _connector='OR'), name='log_direction_by_supervisor'),
        ),
        migrations.AddIndex(
            model_name='outcomenews',
            index=models.Index(fields=['case', '-id'], name='outcome_news_of_case'),
        ),
        migrations.AddConstraint(
            model_name='outcomenews',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('told_at__isnull', False), models.Q(('how', ''), _negated=True)), models.Q(('told_at__isnull', True), models.Q(('why_not', ''), _negated=True)), _connector='OR'), name='outcome_told_or_why_not'),
        ),
        migrations.AddIndex(
            model_name='transfer',
            index=models.Index(condition=models.Q(('state', 'OFFERED')), fields=['to_unit', 'id'], name='transfers_offered'),
        ),
        migrations.AddIndex(
            model_name='transfer',
            index=models.Index(fields=['case', '-id'], name='transfers_of_case'),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['PROPOSED', 'OFFERED', 'ACCEPTED', 'REFUSED', 'WITHDRAWN'])), name='transfer_state_known'),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.CheckConstraint(condition=models.Q(('from_unit', models.F('to_unit')), _negated=True), name='transfer_between_units'),
        ),
        migrations.AddConstraint(
            model_name='transfer',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('PROPOSED', 'OFFERED'))), fields=('case',), name='one_transfer_under_way'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='transfer',
            trigger=pgtrigger.compiler.Trigger(name='transfer_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{OFFERED:ACCEPTED,OFFERED:REFUSED,OFFERED:WITHDRAWN,PROPOSED:OFFERED,PROPOSED:REFUSED,PROPOSED:WITHDRAWN}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='9698edad03f2d48737e7a61853694b0eee6d893d', operation='UPDATE', pgid='pgtrigger_transfer_moves_06ea0', table='casework_transfer', when='BEFORE')),
        ),
    ]
