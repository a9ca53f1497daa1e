"""Exhibits: receipts and discrepancies, what is kept, given back or disposed of, and devices."""

import django.contrib.postgres.fields
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
            name='DeviceStrategy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('notice_at', models.DateTimeField()),
                ('code_asked', models.CharField(choices=[('GIVEN', 'Asked for, and handed to the digital unit'), ('REFUSED', 'Asked for, and refused'), ('NOT_ASKED', 'Not asked for'), ('NONE', 'The device has none')], max_length=10)),
                ('key_notice', models.CharField(blank=True, max_length=300)),
                ('enquiry', models.TextField()),
                ('triage', models.TextField(blank=True)),
                ('priority', models.CharField(choices=[('URGENT', 'Urgent: danger to a person'), ('HIGH', 'High: custody or bail clock'), ('NORMAL', 'Normal')], max_length=8)),
                ('unit_reference', models.CharField(blank=True, max_length=40)),
                ('image_sha256', models.CharField(blank=True, max_length=64)),
                ('recorded_at', models.DateTimeField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='casework.case')),
                ('exhibit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='strategies', to='casework.exhibit')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'device strategies',
            },
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
            },
        ),
        migrations.CreateModel(
            name='ExhibitHold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('APPEAL', 'An appeal is pending or may be brought'), ('POCA', 'Proceeds of crime proceedings'), ('CIVIL', 'A civil claim'), ('OWNERSHIP', 'Disputed ownership (Police (Property) Act 1897)'), ('OTHER_CASE', 'Needed in another case'), ('DISCLOSURE', 'The CPIA code keeps it (sentence not served, or six months not over)'), ('OTHER', 'Another reason')], max_length=12)),
                ('reason', models.CharField(max_length=300)),
                ('placed_at', models.DateTimeField()),
                ('lifted_at', models.DateTimeField(blank=True, null=True)),
                ('lift_reason', models.CharField(blank=True, max_length=300)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='casework.case')),
                ('exhibit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='holds', to='casework.exhibit')),
                ('lifted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('placed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='PropertyRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('RECORD', 'A record of what was seized, s.21(1)'), ('ACCESS', 'Access under supervision, s.21(3)'), ('COPY', 'A photograph or copy, s.21(4)')], max_length=8)),
                ('asker', models.CharField(choices=[('OCCUPIER', 'The occupier of the premises'), ('CUSTODY', 'Whoever had custody or control of it just before the seizure'), ('FOR_THEM', 'Somebody on their behalf')], max_length=8)),
                ('items', models.CharField(max_length=300)),
                ('received_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('OPEN', 'Open'), ('SUPPLIED', 'Supplied'), ('REFUSED', 'Refused')], default='OPEN', max_length=8)),
                ('answer', models.TextField(blank=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='property_requests', to='casework.case')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
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
            name='Release',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('RETURN', 'Return to its owner'), ('DISPOSE', 'Dispose of')], max_length=8)),
                ('to', models.CharField(blank=True, choices=[('VICTIM', 'The victim'), ('SUSPECT', 'The suspect'), ('OWNER', 'Another owner')], max_length=8)),
                ('method', models.CharField(blank=True, choices=[('DESTROYED', 'Destroyed'), ('WIPED', 'Wiped and recycled'), ('SURRENDERED', 'Surrendered to a specialist unit'), ('SOLD', 'Sold (Police (Property) Act 1897)')], max_length=12)),
                ('reason', models.CharField(max_length=300)),
                ('danger', models.TextField(blank=True)),
                ('state', models.CharField(choices=[('ASKED', 'Asked for'), ('AUTHORISED', 'Authorised'), ('DONE', 'Carried out'), ('REFUSED', 'Refused'), ('WITHDRAWN', 'Withdrawn')], default='ASKED', max_length=10)),
                ('asked_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('decision', models.CharField(blank=True, max_length=300)),
                ('disclosure_checked', models.BooleanField(default=False)),
                ('carried_at', models.DateTimeField(blank=True, null=True)),
                ('identity', models.CharField(blank=True, max_length=200)),
                ('signed', models.CharField(blank=True, max_length=120)),
                ('read_back', models.BooleanField(default=False)),
                ('witness', models.CharField(blank=True, max_length=120)),
                ('certificate', models.CharField(blank=True, max_length=20)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('carried_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='casework.case')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('exhibit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='releases', to='casework.exhibit')),
            ],
        ),
        migrations.CreateModel(
            name='RetentionReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('copy_suffices', models.BooleanField()),
                ('copy_reason', models.CharField(max_length=300)),
                ('reviewed_at', models.DateTimeField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='casework.case')),
                ('exhibit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reviews', to='casework.exhibit')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='casework.exhibitplan')),
                ('reviewed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='ShelfCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(max_length=120)),
                ('counted_at', models.DateTimeField()),
                ('expected', models.PositiveIntegerField()),
                ('found', models.PositiveIntegerField()),
                ('differences', models.PositiveIntegerField()),
                ('counted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('force', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.force')),
            ],
        ),
        migrations.CreateModel(
            name='Sift',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('NOTIFIED', 'Notice given, kept apart'), ('EXAMINED', 'Examined')], default='NOTIFIED', max_length=10)),
                ('notice_at', models.DateTimeField()),
                ('notice_to', models.CharField(choices=[('OCCUPIER', 'The occupier'), ('IN_CHARGE', 'Whoever was in charge of the premises'), ('FIXED', 'Fixed to the premises: nobody was there'), ('SEARCHED', 'The person searched (s.51)')], max_length=10)),
                ('kept_apart', models.CharField(max_length=200)),
                ('examined_at', models.DateTimeField(blank=True, null=True)),
                ('rest', models.TextField(blank=True)),
                ('privileged', models.TextField(blank=True)),
                ('recorded_at', models.DateTimeField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='casework.case')),
                ('exhibit', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='sift', to='casework.exhibit')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='DeviceAgreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('NOTIFIED', 'Notice given'), ('AGREED', 'Agreed'), ('REFUSED', 'Refused'), ('WITHDRAWN', 'Agreement withdrawn')], default='NOTIFIED', max_length=10)),
                ('notice_at', models.DateTimeField()),
                ('notice_points', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('WHAT', 'What information is sought'), ('WHY', 'Why it is sought'), ('HOW', 'How it is dealt with'), ('MAY_REFUSE', 'That they may refuse'), ('NOT_ENDED', 'That refusal alone does not end the enquiry')], max_length=10), default=list, size=None)),
                ('enquiry', models.TextField()),
                ('sought', models.TextField()),
                ('sought_from', models.DateField(blank=True, null=True)),
                ('sought_until', models.DateField(blank=True, null=True)),
                ('alternatives', models.TextField()),
                ('necessity', models.TextField()),
                ('whole_device', models.BooleanField(default=False)),
                ('whole_reason', models.TextField(blank=True)),
                ('whole_at', models.DateTimeField(blank=True, null=True)),
                ('return_due', models.DateTimeField(blank=True, null=True)),
                ('user_age', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('capacity', models.BooleanField(default=True)),
                ('agreed_by', models.CharField(blank=True, choices=[('user', 'The user of the device'), ('parent_guardian_or_care_authority', 'Parent, guardian or care authority'), ('social_worker_attorney_or_deputy', 'Social worker, attorney or deputy'), ('other_responsible_adult', 'Another responsible adult, none of those being available')], max_length=40)),
                ('childs_views', models.TextField(blank=True)),
                ('without_agreement', models.TextField(blank=True)),
                ('agreed_at', models.DateTimeField(blank=True, null=True)),
                ('confirmed', models.BooleanField(default=False)),
                ('copy_given', models.BooleanField(default=False)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('end_words', models.TextField(blank=True)),
                ('recorded_at', models.DateTimeField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='casework.case')),
                ('exhibit', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='agreement', to='casework.exhibit')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('whole_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['NOTIFIED', 'AGREED', 'REFUSED', 'WITHDRAWN'])), name='device_agreement_state_known'), models.CheckConstraint(condition=models.Q(('agreed_at__isnull', True), ('agreed_at__gte', models.F('notice_at')), _connector='OR'), name='device_agreed_after_notice'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'AGREED'), _negated=True), ('agreed_at__isnull', False), _connector='OR'), name='device_agreement_is_dated'), models.CheckConstraint(condition=models.Q(('whole_by__isnull', True), models.Q(('whole_device', True), models.Q(('whole_reason', ''), _negated=True)), _connector='OR'), name='whole_device_says_why')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='deviceagreement',
            trigger=pgtrigger.compiler.Trigger(name='device_agreement_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{AGREED:WITHDRAWN,NOTIFIED:AGREED,NOTIFIED:REFUSED}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='873eb10560418fc5407c84f69d07d3fea6c47d13', operation='UPDATE', pgid='pgtrigger_device_agreement_moves_ab339', table='casework_deviceagreement', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='devicestrategy',
            index=models.Index(fields=['exhibit', '-id'], name='strategies_of_device'),
        ),
        migrations.AddConstraint(
            model_name='devicestrategy',
            constraint=models.CheckConstraint(condition=models.Q(('enquiry', ''), _negated=True), name='device_strategy_has_enquiry'),
        ),
        migrations.AddConstraint(
            model_name='devicestrategy',
            constraint=models.CheckConstraint(condition=models.Q(('image_sha256', ''), ('image_sha256__regex', '^[0-9a-f]{64}$'), _connector='OR'), name='device_image_hash'),
        ),
        migrations.AddIndex(
            model_name='discrepancy',
            index=models.Index(condition=models.Q(('state', 'OPEN')), fields=['exhibit'], name='discrepancies_open'),
        ),
        migrations.AddConstraint(
            model_name='discrepancy',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['OPEN', 'RESOLVED'])), name='discrepancy_state_known'),
        ),
        migrations.AddConstraint(
            model_name='discrepancy',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'OPEN'), models.Q(('resolved_by__isnull', False), ('resolved_at__isnull', False), models.Q(('outcome', ''), _negated=True), models.Q(('evidence', ''), _negated=True)), _connector='OR'), name='discrepancy_resolved_with_evidence'),
        ),
        migrations.AddConstraint(
            model_name='discrepancy',
            constraint=models.CheckConstraint(condition=models.Q(('resolved_by__isnull', True), models.Q(('resolved_by', models.F('opened_by')), _negated=True), _connector='OR'), name='discrepancy_resolved_by_another'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='discrepancy',
            trigger=pgtrigger.compiler.Trigger(name='discrepancy_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{OPEN:RESOLVED}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='c1cefec168b7a104e3e95be28973a125f1a16dce', operation='UPDATE', pgid='pgtrigger_discrepancy_moves_6fbf9', table='casework_discrepancy', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='exhibithold',
            index=models.Index(condition=models.Q(('lifted_at__isnull', True)), fields=['exhibit'], name='holds_standing'),
        ),
        migrations.AddConstraint(
            model_name='exhibithold',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='hold_says_why'),
        ),
        migrations.AddConstraint(
            model_name='exhibithold',
            constraint=models.CheckConstraint(condition=models.Q(('lifted_at__isnull', True), models.Q(('lift_reason', ''), _negated=True), _connector='OR'), name='hold_lifted_says_why'),
        ),
        migrations.AddIndex(
            model_name='propertyrequest',
            index=models.Index(fields=['case', '-received_at', '-id'], name='casework_pr_case_id_77c313_idx'),
        ),
        migrations.AddConstraint(
            model_name='propertyrequest',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['OPEN', 'SUPPLIED', 'REFUSED'])), name='property_request_state_known'),
        ),
        migrations.AddConstraint(
            model_name='propertyrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'REFUSED'), _negated=True), models.Q(('kind', 'RECORD'), _negated=True), _connector='OR'), name='record_of_seizure_never_refused'),
        ),
        migrations.AddConstraint(
            model_name='propertyrequest',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'OPEN'), models.Q(('answer', ''), _negated=True), _connector='OR'), name='property_request_answered_in_words'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='propertyrequest',
            trigger=pgtrigger.compiler.Trigger(name='property_request_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{OPEN:REFUSED,OPEN:SUPPLIED}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='2b43ce13d24c89911bbce433c86a221507061ffa', operation='UPDATE', pgid='pgtrigger_property_request_moves_92c3e', table='casework_propertyrequest', when='BEFORE')),
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
        migrations.AddIndex(
            model_name='release',
            index=models.Index(fields=['case', '-id'], name='releases_of_case'),
        ),
        migrations.AddConstraint(
            model_name='release',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['ASKED', 'AUTHORISED', 'DONE', 'REFUSED', 'WITHDRAWN'])), name='release_state_known'),
        ),
        migrations.AddConstraint(
            model_name='release',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('ASKED', 'AUTHORISED'))), fields=('exhibit',), name='one_release_under_way'),
        ),
        migrations.AddConstraint(
            model_name='release',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'RETURN'), models.Q(('to', ''), _negated=True)), models.Q(('kind', 'DISPOSE'), models.Q(('method', ''), _negated=True)), _connector='OR'), name='release_says_to_whom_or_how'),
        ),
        migrations.AddConstraint(
            model_name='release',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('asked_by')), _negated=True), _connector='OR'), name='release_decided_by_another'),
        ),
        migrations.AddConstraint(
            model_name='release',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['AUTHORISED', 'DONE']), _negated=True), ('decided_by__isnull', False), _connector='OR'), name='release_is_authorised'),
        ),
        migrations.AddConstraint(
            model_name='release',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'DONE'), _negated=True), models.Q(('kind', 'RETURN'), models.Q(('identity', ''), _negated=True)), models.Q(('kind', 'DISPOSE'), models.Q(('certificate', ''), _negated=True)), _connector='OR'), name='release_done_is_proved'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='release',
            trigger=pgtrigger.compiler.Trigger(name='release_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{ASKED:AUTHORISED,ASKED:REFUSED,ASKED:WITHDRAWN,AUTHORISED:DONE,AUTHORISED:WITHDRAWN}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='785cf505e8358f97c46cf67a96e10586c4c2245d', operation='UPDATE', pgid='pgtrigger_release_moves_88997', table='casework_release', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='retentionreview',
            index=models.Index(fields=['exhibit', '-id'], name='reviews_of_exhibit'),
        ),
        migrations.AddConstraint(
            model_name='retentionreview',
            constraint=models.CheckConstraint(condition=models.Q(('copy_reason', ''), _negated=True), name='retention_review_says_why'),
        ),
        migrations.AddIndex(
            model_name='shelfcount',
            index=models.Index(fields=['force', '-counted_at', '-id'], name='counts_of_force'),
        ),
        migrations.AddConstraint(
            model_name='sift',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['NOTIFIED', 'EXAMINED'])), name='sift_state_known'),
        ),
        migrations.AddConstraint(
            model_name='sift',
            constraint=models.CheckConstraint(condition=models.Q(('kept_apart', ''), _negated=True), name='sift_kept_apart'),
        ),
        migrations.AddConstraint(
            model_name='sift',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'NOTIFIED'), models.Q(('examined_at__gte', models.F('notice_at')), models.Q(('rest', ''), _negated=True), models.Q(('privileged', ''), _negated=True)), _connector='OR'), name='sift_examined_says_what_became_of_it'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sift',
            trigger=pgtrigger.compiler.Trigger(name='sift_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{NOTIFIED:EXAMINED}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='80b285650ac5bf580acab552743094f60d75f5cc', operation='UPDATE', pgid='pgtrigger_sift_moves_1e61f', table='casework_sift', when='BEFORE')),
        ),
    ]
