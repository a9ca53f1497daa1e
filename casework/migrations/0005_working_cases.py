"""The working case: victim care, log and actions, custody and charging, warrants and files, the notices' register, orders to their end."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models

from casework.migrations._tables import FirstTables


class Migration(FirstTables):

    dependencies = [
        ('casework', '0004_person_names'),
    ]

    operations = [
        migrations.CreateModel(
            name='Acknowledgement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=60)),
                ('given_at', models.DateTimeField()),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
            ],
        ),
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
            name='AdviceReply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(blank=True)),
                ('resolves', models.BooleanField(default=False)),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ['at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Appeal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('decision', models.CharField(choices=[('order_made', 'The order was made'), ('interim_made', 'The interim order was made'), ('order_refused', 'The order was refused'), ('interim_refused', 'The interim order was refused'), ('changed_for_officer', "It was varied, renewed or discharged on a chief officer's application"), ('changed_for_defendant', "It was varied, renewed or discharged on the defendant's application"), ('change_refused_to_defendant', "The defendant's application to vary, renew or discharge was refused"), ('change_refused_to_officer', "A chief officer's application to vary, renew or discharge was refused"), ('interim_changed', 'A decision under s.5(7) on an interim order')], max_length=28)),
                ('appellant', models.CharField(choices=[('defendant', 'The defendant'), ('applicant_officer', 'The chief officer who applied'), ('other_officer', 'Another relevant chief officer')], max_length=18)),
                ('state', models.CharField(choices=[('NOTICE_LODGED', 'Notice lodged'), ('LISTED', 'Hearing listed'), ('ALLOWED', 'Allowed'), ('DISMISSED', 'Dismissed'), ('ABANDONED', 'Abandoned')], max_length=14)),
                ('decided_on', models.DateField()),
                ('last_day', models.DateField()),
                ('notice_on', models.DateField()),
                ('notice_to', models.CharField(max_length=200)),
                ('grounds', models.TextField(blank=True)),
                ('extended_on', models.DateField(blank=True, null=True)),
                ('extension_why', models.TextField(blank=True)),
                ('progression_officer', models.CharField(blank=True, max_length=120)),
                ('court', models.CharField(blank=True, max_length=120)),
                ('hearing_at', models.DateTimeField(blank=True, null=True)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('effect', models.CharField(blank=True, choices=[('QUASHED', 'The order is quashed'), ('AMENDED', 'The order is amended'), ('MADE', 'An order is made'), ('NONE', 'Nothing about the order itself changes')], max_length=8)),
                ('outcome_note', models.TextField(blank=True)),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='AppealHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('decision', models.CharField(choices=[('order_made', 'The order was made'), ('interim_made', 'The interim order was made'), ('order_refused', 'The order was refused'), ('interim_refused', 'The interim order was refused'), ('changed_for_officer', "It was varied, renewed or discharged on a chief officer's application"), ('changed_for_defendant', "It was varied, renewed or discharged on the defendant's application"), ('change_refused_to_defendant', "The defendant's application to vary, renew or discharge was refused"), ('change_refused_to_officer', "A chief officer's application to vary, renew or discharge was refused"), ('interim_changed', 'A decision under s.5(7) on an interim order')], max_length=28)),
                ('appellant', models.CharField(choices=[('defendant', 'The defendant'), ('applicant_officer', 'The chief officer who applied'), ('other_officer', 'Another relevant chief officer')], max_length=18)),
                ('state', models.CharField(choices=[('NOTICE_LODGED', 'Notice lodged'), ('LISTED', 'Hearing listed'), ('ALLOWED', 'Allowed'), ('DISMISSED', 'Dismissed'), ('ABANDONED', 'Abandoned')], max_length=14)),
                ('decided_on', models.DateField()),
                ('last_day', models.DateField()),
                ('notice_on', models.DateField()),
                ('notice_to', models.CharField(max_length=200)),
                ('grounds', models.TextField(blank=True)),
                ('extended_on', models.DateField(blank=True, null=True)),
                ('extension_why', models.TextField(blank=True)),
                ('progression_officer', models.CharField(blank=True, max_length=120)),
                ('court', models.CharField(blank=True, max_length=120)),
                ('hearing_at', models.DateTimeField(blank=True, null=True)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('effect', models.CharField(blank=True, choices=[('QUASHED', 'The order is quashed'), ('AMENDED', 'The order is amended'), ('MADE', 'An order is made'), ('NONE', 'Nothing about the order itself changes')], max_length=8)),
                ('outcome_note', models.TextField(blank=True)),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Arrest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=20, unique=True)),
                ('offences', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('STALKING_2A', 'Stalking, s.2A (195/12)'), ('STALKING_4A_FEAR', 'Stalking, s.4A: fear of violence (8/65)'), ('STALKING_4A_DISTRESS', 'Stalking, s.4A: serious alarm or distress (8/66)'), ('HARASSMENT_2', 'Harassment, s.2'), ('HARASSMENT_4', 'Putting people in fear of violence, s.4'), ('SPO_BREACH', 'Breach of a Stalking Protection Order, s.8 (H20164)'), ('ORDER_BREACH', 'Breach of a restraining or non-molestation order'), ('CRIMINAL_DAMAGE', 'Criminal damage'), ('MALICIOUS_COMMUNICATIONS', 'Malicious communications'), ('NUISANCE', 'Nuisance or anti-social behaviour'), ('THREATS_TO_KILL', 'Threats to kill'), ('STRANGULATION', 'Non-fatal strangulation'), ('INTIMATE_IMAGE', 'Intimate image offence'), ('BURGLARY', 'Burglary'), ('COMPUTER_ACCESS', 'Unauthorised computer access'), ('ASSAULT', 'Assault'), ('COERCIVE_CONTROL', 'Controlling or coercive behaviour'), ('OTHER', 'Another offence')], max_length=30), size=None)),
                ('power', models.CharField(choices=[('WITHOUT_WARRANT', 'Without a warrant, PACE s.24'), ('WARRANT', 'On a warrant'), ('BAIL', 'For failing to answer bail or breaking its conditions, PACE s.46A')], default='WITHOUT_WARRANT', max_length=16)),
                ('ground', models.CharField(blank=True, choices=[('NAME', 'To find out the name, s.24(5)(a)'), ('ADDRESS', 'To find out the address, s.24(5)(b)'), ('PREVENT', 'To prevent injury, loss or damage, s.24(5)(c)'), ('PROTECT', 'To protect a child or other vulnerable person, s.24(5)(d)'), ('INVESTIGATE', 'For a prompt and effective investigation, s.24(5)(e)'), ('DISAPPEAR', 'So that the prosecution is not hindered by disappearance, s.24(5)(f)')], max_length=12)),
                ('reason', models.TextField(blank=True)),
                ('arrested_at', models.DateTimeField()),
                ('station', models.CharField(blank=True, max_length=120)),
                ('custody_record', models.CharField(blank=True, max_length=40)),
                ('state', models.CharField(choices=[('DETAINED', 'In custody'), ('NO_ACTION', 'Released, no further action'), ('INVESTIGATED', 'Released under investigation'), ('BAILED', 'Released on bail'), ('CHARGED', 'Charged and released'), ('REMANDED', 'Charged and kept for court')], default='DETAINED', max_length=14)),
                ('released_at', models.DateTimeField(blank=True, null=True)),
                ('release_reason', models.TextField(blank=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name='ArrestHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('reference', models.CharField(max_length=20)),
                ('offences', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('STALKING_2A', 'Stalking, s.2A (195/12)'), ('STALKING_4A_FEAR', 'Stalking, s.4A: fear of violence (8/65)'), ('STALKING_4A_DISTRESS', 'Stalking, s.4A: serious alarm or distress (8/66)'), ('HARASSMENT_2', 'Harassment, s.2'), ('HARASSMENT_4', 'Putting people in fear of violence, s.4'), ('SPO_BREACH', 'Breach of a Stalking Protection Order, s.8 (H20164)'), ('ORDER_BREACH', 'Breach of a restraining or non-molestation order'), ('CRIMINAL_DAMAGE', 'Criminal damage'), ('MALICIOUS_COMMUNICATIONS', 'Malicious communications'), ('NUISANCE', 'Nuisance or anti-social behaviour'), ('THREATS_TO_KILL', 'Threats to kill'), ('STRANGULATION', 'Non-fatal strangulation'), ('INTIMATE_IMAGE', 'Intimate image offence'), ('BURGLARY', 'Burglary'), ('COMPUTER_ACCESS', 'Unauthorised computer access'), ('ASSAULT', 'Assault'), ('COERCIVE_CONTROL', 'Controlling or coercive behaviour'), ('OTHER', 'Another offence')], max_length=30), size=None)),
                ('power', models.CharField(choices=[('WITHOUT_WARRANT', 'Without a warrant, PACE s.24'), ('WARRANT', 'On a warrant'), ('BAIL', 'For failing to answer bail or breaking its conditions, PACE s.46A')], default='WITHOUT_WARRANT', max_length=16)),
                ('ground', models.CharField(blank=True, choices=[('NAME', 'To find out the name, s.24(5)(a)'), ('ADDRESS', 'To find out the address, s.24(5)(b)'), ('PREVENT', 'To prevent injury, loss or damage, s.24(5)(c)'), ('PROTECT', 'To protect a child or other vulnerable person, s.24(5)(d)'), ('INVESTIGATE', 'For a prompt and effective investigation, s.24(5)(e)'), ('DISAPPEAR', 'So that the prosecution is not hindered by disappearance, s.24(5)(f)')], max_length=12)),
                ('reason', models.TextField(blank=True)),
                ('arrested_at', models.DateTimeField()),
                ('station', models.CharField(blank=True, max_length=120)),
                ('custody_record', models.CharField(blank=True, max_length=40)),
                ('state', models.CharField(choices=[('DETAINED', 'In custody'), ('NO_ACTION', 'Released, no further action'), ('INVESTIGATED', 'Released under investigation'), ('BAILED', 'Released on bail'), ('CHARGED', 'Charged and released'), ('REMANDED', 'Charged and kept for court')], default='DETAINED', max_length=14)),
                ('released_at', models.DateTimeField(blank=True, null=True)),
                ('release_reason', models.TextField(blank=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Bail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=20, unique=True)),
                ('kind', models.CharField(choices=[('BAIL', 'Bail before charge'), ('RUI', 'Released under investigation')], default='BAIL', max_length=6)),
                ('purpose', models.CharField(choices=[('INVESTIGATION', 'For further investigation'), ('CHARGING', 'For a charging decision, s.37(7)(a)')], default='INVESTIGATION', max_length=14)),
                ('state', models.CharField(choices=[('LIVE', 'Running'), ('STOPPED', 'Standing still for a charging decision'), ('CHARGED', 'Ended: charged'), ('NO_ACTION', 'Ended: no further action'), ('RELEASED', 'Ended: released from it'), ('EXPIRED', 'Ended: its last day is over')], default='LIVE', max_length=10)),
                ('granted_at', models.DateTimeField()),
                ('counted_from', models.DateField()),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('authority', models.CharField(choices=[('initial', 'Custody officer: 3 months'), ('inspector', 'Inspector: 6 months'), ('superintendent', 'Superintendent: 9 months'), ('assistant_chief_constable', 'Assistant chief constable: 12 months, exceptionally complex cases'), ('court', "Magistrates' court: 12, 18 or 24 months"), ('court_further', "Magistrates' court: 3 or 6 months more")], default='initial', max_length=26)),
                ('designated', models.BooleanField(default=False)),
                ('longer', models.BooleanField(default=False)),
                ('base_end', models.DateField(blank=True, null=True)),
                ('inpatient_days', models.PositiveSmallIntegerField(default=0)),
                ('stopped_days', models.PositiveSmallIntegerField(default=0)),
                ('days_left', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('resumed_on', models.DateField(blank=True, null=True)),
                ('inpatient_when_resumed', models.PositiveSmallIntegerField(default=0)),
                ('court_applied_at', models.DateTimeField(blank=True, null=True)),
                ('attend_at', models.DateTimeField(blank=True, null=True)),
                ('attend_place', models.CharField(blank=True, max_length=120)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('end_reason', models.TextField(blank=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'verbose_name_plural': 'bail',
            },
        ),
        migrations.CreateModel(
            name='BailBreach',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('failed_to_attend', models.BooleanField(default=False)),
                ('occurred_at', models.DateTimeField()),
                ('what_happened', models.TextField()),
                ('further_crime', models.BooleanField()),
                ('further_crime_why', models.TextField()),
                ('reported_at', models.DateTimeField()),
            ],
            options={
                'verbose_name_plural': 'bail breaches',
                'ordering': ['-occurred_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='BailCondition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('category', models.CharField(choices=[('NO_CONTACT_DIRECT', 'No contact, direct'), ('NO_CONTACT_INDIRECT', 'No contact, indirect or through others'), ('EXCLUSION_ZONE', 'Keep out of an area'), ('NON_APPROACH', 'Keep a distance from a person'), ('NO_ATTEND', 'Not go to a place'), ('NO_SOCIAL_REF', 'Not refer to a person online'), ('DEVICES', 'Devices and accounts'), ('RESIDENCE', 'Live and sleep at a place'), ('CURFEW', 'Curfew'), ('SIGN_ON', 'Report to a police station'), ('OTHER', 'Something else')], max_length=20)),
                ('text', models.TextField()),
                ('set_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='BailHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('reference', models.CharField(max_length=20)),
                ('kind', models.CharField(choices=[('BAIL', 'Bail before charge'), ('RUI', 'Released under investigation')], default='BAIL', max_length=6)),
                ('purpose', models.CharField(choices=[('INVESTIGATION', 'For further investigation'), ('CHARGING', 'For a charging decision, s.37(7)(a)')], default='INVESTIGATION', max_length=14)),
                ('state', models.CharField(choices=[('LIVE', 'Running'), ('STOPPED', 'Standing still for a charging decision'), ('CHARGED', 'Ended: charged'), ('NO_ACTION', 'Ended: no further action'), ('RELEASED', 'Ended: released from it'), ('EXPIRED', 'Ended: its last day is over')], default='LIVE', max_length=10)),
                ('granted_at', models.DateTimeField()),
                ('counted_from', models.DateField()),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('authority', models.CharField(choices=[('initial', 'Custody officer: 3 months'), ('inspector', 'Inspector: 6 months'), ('superintendent', 'Superintendent: 9 months'), ('assistant_chief_constable', 'Assistant chief constable: 12 months, exceptionally complex cases'), ('court', "Magistrates' court: 12, 18 or 24 months"), ('court_further', "Magistrates' court: 3 or 6 months more")], default='initial', max_length=26)),
                ('designated', models.BooleanField(default=False)),
                ('longer', models.BooleanField(default=False)),
                ('base_end', models.DateField(blank=True, null=True)),
                ('inpatient_days', models.PositiveSmallIntegerField(default=0)),
                ('stopped_days', models.PositiveSmallIntegerField(default=0)),
                ('days_left', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('resumed_on', models.DateField(blank=True, null=True)),
                ('inpatient_when_resumed', models.PositiveSmallIntegerField(default=0)),
                ('court_applied_at', models.DateTimeField(blank=True, null=True)),
                ('attend_at', models.DateTimeField(blank=True, null=True)),
                ('attend_place', models.CharField(blank=True, max_length=120)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('end_reason', models.TextField(blank=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='BailStop',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stopped_on', models.DateField()),
                ('days_left', models.PositiveSmallIntegerField()),
                ('resumed_on', models.DateField(blank=True, null=True)),
                ('ends_after', models.DateField(blank=True, null=True)),
            ],
            options={
                'ordering': ['stopped_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='BailViews',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('about_at', models.DateTimeField()),
                ('views_at', models.DateTimeField(blank=True, null=True)),
                ('views', models.TextField(blank=True)),
                ('needs_representative', models.BooleanField(default=False)),
                ('representative', models.BooleanField(default=False)),
                ('passed_to', models.CharField(blank=True, max_length=120)),
                ('passed_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.TextField(blank=True)),
                ('recorded_at', models.DateTimeField()),
            ],
            options={
                'verbose_name_plural': 'bail views',
            },
        ),
        migrations.CreateModel(
            name='CaseFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('purpose', models.CharField(choices=[('EVIDENCE', 'Evidence'), ('PHOTOGRAPH', 'Photograph of an exhibit or scene'), ('STATEMENT', 'Statement'), ('DOWNLOAD', 'Download report'), ('COURT', 'Court paper or certified copy'), ('OTHER', 'Another document')], default='EVIDENCE', max_length=12)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('subject_type', models.CharField(blank=True, max_length=40)),
                ('subject_id', models.BigIntegerField(blank=True, null=True)),
                ('state', models.CharField(choices=[('HELD', 'Held'), ('QUARANTINED', 'Set apart')], default='HELD', max_length=12)),
                ('apart_because', models.CharField(blank=True, max_length=300)),
                ('added_at', models.DateTimeField(auto_now_add=True)),
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
            name='CertifiedCopy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('certified_on', models.DateField()),
                ('certified_by', models.CharField(max_length=120)),
                ('kept_where', models.CharField(max_length=200)),
                ('sha256', models.CharField(max_length=64)),
                ('size', models.PositiveIntegerField()),
                ('pages', models.PositiveSmallIntegerField()),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='ChangeCondition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('PROHIBITION', 'Must not'), ('REQUIREMENT', 'Must')], max_length=12)),
                ('category', models.CharField(choices=[('NO_CONTACT_DIRECT', 'No direct contact'), ('NO_CONTACT_INDIRECT', 'No contact through others'), ('NO_CONTACT_PROXY', 'No contact with family, colleagues or employer'), ('NON_APPROACH', 'Not to approach within a distance'), ('EXCLUSION_ZONE', 'Not to enter an area'), ('NO_ATTEND', 'Not to attend a place'), ('NO_SOCIAL_REF', 'Not to refer to or post about a person online'), ('NO_RECORDING_IMAGES', 'Not to record or photograph'), ('NO_SURVEILLANCE', 'No watching or tracking'), ('NO_TRACKING_DEVICES', 'No tracking devices or spyware'), ('NO_DATA_SEARCH', "Not to search for a person's data"), ('NO_GIFTS', 'No gifts or deliveries'), ('NO_VEXATIOUS_APPLICATION', 'No court applications without leave'), ('DEVICE_HISTORY_RETAINED', 'No device that cannot show its history'), ('NO_UNDECLARED_ACCOUNTS', 'No undeclared accounts or names'), ('PROVIDE_DEVICES_ACCOUNTS', 'Give police access to devices and accounts'), ('SURRENDER_DEVICE', 'Surrender a device'), ('NOTIFY_DEVICES', 'Notify new devices, numbers and accounts'), ('SIGN_ON', 'Sign on at a police station'), ('ALLOW_VISITS', 'Allow the offender manager to visit'), ('MH_ASSESSMENT', 'Mental-health assessment'), ('TREATMENT_SUITABILITY', 'Assessment of suitability for treatment'), ('INTERVENTION_PROGRAMME', 'Perpetrator intervention programme'), ('DRUG_ALCOHOL_PROGRAMME', 'Drug or alcohol programme'), ('RESTORATIVE', 'Restorative justice'), ('OTHER_PROHIBITION', "Another prohibition, in one's own words"), ('OTHER_REQUIREMENT', "Another requirement, in one's own words")], max_length=30)),
                ('text', models.TextField()),
                ('necessity', models.TextField()),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='ChangeReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('approved', models.BooleanField()),
                ('reasons', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ['-at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Charge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('offences', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('STALKING_2A', 'Stalking, s.2A (195/12)'), ('STALKING_4A_FEAR', 'Stalking, s.4A: fear of violence (8/65)'), ('STALKING_4A_DISTRESS', 'Stalking, s.4A: serious alarm or distress (8/66)'), ('HARASSMENT_2', 'Harassment, s.2'), ('HARASSMENT_4', 'Putting people in fear of violence, s.4'), ('SPO_BREACH', 'Breach of a Stalking Protection Order, s.8 (H20164)'), ('ORDER_BREACH', 'Breach of a restraining or non-molestation order'), ('CRIMINAL_DAMAGE', 'Criminal damage'), ('MALICIOUS_COMMUNICATIONS', 'Malicious communications'), ('NUISANCE', 'Nuisance or anti-social behaviour'), ('THREATS_TO_KILL', 'Threats to kill'), ('STRANGULATION', 'Non-fatal strangulation'), ('INTIMATE_IMAGE', 'Intimate image offence'), ('BURGLARY', 'Burglary'), ('COMPUTER_ACCESS', 'Unauthorised computer access'), ('ASSAULT', 'Assault'), ('COERCIVE_CONTROL', 'Controlling or coercive behaviour'), ('OTHER', 'Another offence')], max_length=30), size=None)),
                ('method', models.CharField(choices=[('CHARGE', 'Charged at a police station'), ('REQUISITION', 'Written charge and postal requisition')], default='CHARGE', max_length=12)),
                ('urn', models.CharField(max_length=20)),
                ('court', models.CharField(max_length=120)),
                ('first_hearing_at', models.DateTimeField(blank=True, null=True)),
                ('charged_at', models.DateTimeField()),
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
            name='ColumnMapping',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=10)),
                ('columns', models.JSONField(default=dict)),
                ('kept_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by', models.CharField(choices=[('defendant_consents', 'The defendant'), ('applicant_officer_consents', 'The chief officer who applies for the discharge'), ('original_officer_consents', 'The chief officer who applied for the order'), ('home_officer_consents', 'The chief officer for the area where the defendant lives')], max_length=30)),
                ('given', models.BooleanField(default=True)),
                ('on', models.DateField()),
                ('evidence', models.CharField(max_length=300)),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('method', models.CharField(choices=[('TELEPHONE', 'Telephone call'), ('TEXT', 'Text message'), ('EMAIL', 'E-mail'), ('VIDEO', 'Video call'), ('IN_PERSON', 'In person'), ('LETTER', 'Letter'), ('THROUGH', 'Through a person whom the victim named')], max_length=12)),
                ('outcome', models.CharField(choices=[('SPOKE', 'The victim was reached'), ('REPRESENTATIVE', "The victim's representative was reached"), ('MESSAGE', 'Only a message was left'), ('NO_ANSWER', 'Nobody was reached')], max_length=14)),
                ('summary', models.TextField()),
                ('off_plan_why', models.TextField(blank=True)),
                ('correction_why', models.TextField(blank=True)),
                ('withdrawn', models.BooleanField(default=False)),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name='ContactAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('told', models.TextField()),
                ('review', models.CharField(blank=True, choices=[('EXPLAINED', 'Yes, with how and until when to ask'), ('CHARGED', 'Not needed: the suspect is charged with what was reported')], max_length=10)),
            ],
        ),
        migrations.CreateModel(
            name='Content',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64, unique=True)),
                ('size', models.BigIntegerField()),
                ('key', models.CharField(max_length=120)),
                ('kind', models.CharField(blank=True, max_length=100)),
                ('stored_at', models.DateTimeField(auto_now_add=True)),
                ('scan', models.CharField(choices=[('NOT_SCANNED', 'Not scanned'), ('WAITING', 'Waiting for the scan'), ('CLEAN', 'Scanned, nothing found'), ('INFECTED', 'Infected')], default='NOT_SCANNED', max_length=12)),
                ('scanned_at', models.DateTimeField(blank=True, null=True)),
                ('preview_key', models.CharField(blank=True, max_length=140)),
                ('previewed', models.BooleanField(default=False)),
                ('checked_at', models.DateTimeField()),
                ('intact', models.BooleanField(default=True)),
            ],
        ),
        migrations.CreateModel(
            name='CourseReading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded', models.CharField(blank=True, choices=[('', 'not recorded yet'), ('STALKING_4A', 'stalking, s.4A'), ('STALKING_2A', 'stalking, s.2A'), ('HARASSMENT', 'harassment'), ('MALICIOUS', 'malicious communications'), ('NUISANCE', 'nuisance'), ('NO_CRIME', 'no crime'), ('OTHER', 'another crime')], max_length=12)),
                ('occasions', models.PositiveIntegerField(default=0)),
                ('strength', models.PositiveSmallIntegerField(default=0)),
                ('reasons', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None)),
                ('read_at', models.DateTimeField()),
                ('elsewhere_due', models.BooleanField(default=True)),
                ('looked_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='CourtEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('held_at', models.DateTimeField()),
                ('result', models.CharField(choices=[('ADJOURNED', 'Adjourned to another day'), ('CONVICTED', 'Convicted'), ('ACQUITTED', 'Acquitted'), ('DISCONTINUED', 'Discontinued or withdrawn')], max_length=14)),
                ('lesser_plea', models.BooleanField(default=False)),
                ('lesser_plea_checked', models.TextField(blank=True)),
                ('sentence', models.TextField(blank=True)),
                ('restraining_order', models.BooleanField(null=True)),
                ('restraining_note', models.TextField(blank=True)),
                ('next_hearing_at', models.DateTimeField(blank=True, null=True)),
                ('recorded_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['held_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='CpsComment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='CpsReferral',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=20, unique=True)),
                ('charging_authority', models.CharField(default='CPS', max_length=3)),
                ('category', models.CharField(choices=[('RED', 'RED: in custody'), ('GREEN_PRIORITY', 'GREEN priority: urgent'), ('GREEN', 'GREEN: on bail or released under investigation')], default='GREEN', max_length=14)),
                ('offences', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('STALKING_2A', 'Stalking, s.2A (195/12)'), ('STALKING_4A_FEAR', 'Stalking, s.4A: fear of violence (8/65)'), ('STALKING_4A_DISTRESS', 'Stalking, s.4A: serious alarm or distress (8/66)'), ('HARASSMENT_2', 'Harassment, s.2'), ('HARASSMENT_4', 'Putting people in fear of violence, s.4'), ('SPO_BREACH', 'Breach of a Stalking Protection Order, s.8 (H20164)'), ('ORDER_BREACH', 'Breach of a restraining or non-molestation order'), ('CRIMINAL_DAMAGE', 'Criminal damage'), ('MALICIOUS_COMMUNICATIONS', 'Malicious communications'), ('NUISANCE', 'Nuisance or anti-social behaviour'), ('THREATS_TO_KILL', 'Threats to kill'), ('STRANGULATION', 'Non-fatal strangulation'), ('INTIMATE_IMAGE', 'Intimate image offence'), ('BURGLARY', 'Burglary'), ('COMPUTER_ACCESS', 'Unauthorised computer access'), ('ASSAULT', 'Assault'), ('COERCIVE_CONTROL', 'Controlling or coercive behaviour'), ('OTHER', 'Another offence')], max_length=30), size=None)),
                ('considered', models.TextField()),
                ('state', models.CharField(choices=[('PREPARING', 'Pack in preparation'), ('SUBMITTED', 'Pack with a supervisor'), ('SENT', 'With the CPS'), ('MORE_WORK', 'CPS action plan'), ('TO_CHARGE', 'CPS decided: charge'), ('NO_CHARGE', 'CPS decided: no charge'), ('CHARGED', 'Charged')], default='PREPARING', max_length=10)),
                ('begun_at', models.DateTimeField()),
                ('return_reason', models.TextField(blank=True)),
                ('referred_at', models.DateTimeField(blank=True, null=True)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('decided_offences', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('STALKING_2A', 'Stalking, s.2A (195/12)'), ('STALKING_4A_FEAR', 'Stalking, s.4A: fear of violence (8/65)'), ('STALKING_4A_DISTRESS', 'Stalking, s.4A: serious alarm or distress (8/66)'), ('HARASSMENT_2', 'Harassment, s.2'), ('HARASSMENT_4', 'Putting people in fear of violence, s.4'), ('SPO_BREACH', 'Breach of a Stalking Protection Order, s.8 (H20164)'), ('ORDER_BREACH', 'Breach of a restraining or non-molestation order'), ('CRIMINAL_DAMAGE', 'Criminal damage'), ('MALICIOUS_COMMUNICATIONS', 'Malicious communications'), ('NUISANCE', 'Nuisance or anti-social behaviour'), ('THREATS_TO_KILL', 'Threats to kill'), ('STRANGULATION', 'Non-fatal strangulation'), ('INTIMATE_IMAGE', 'Intimate image offence'), ('BURGLARY', 'Burglary'), ('COMPUTER_ACCESS', 'Unauthorised computer access'), ('ASSAULT', 'Assault'), ('COERCIVE_CONTROL', 'Controlling or coercive behaviour'), ('OTHER', 'Another offence')], max_length=30), blank=True, default=list, size=None)),
                ('code_test', models.CharField(blank=True, choices=[('FULL', 'Full Code test'), ('THRESHOLD', 'Threshold test')], max_length=10)),
                ('decision_reasons', models.TextField(blank=True)),
                ('urn', models.CharField(blank=True, max_length=20)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name='CpsReferralHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('reference', models.CharField(max_length=20)),
                ('charging_authority', models.CharField(default='CPS', max_length=3)),
                ('category', models.CharField(choices=[('RED', 'RED: in custody'), ('GREEN_PRIORITY', 'GREEN priority: urgent'), ('GREEN', 'GREEN: on bail or released under investigation')], default='GREEN', max_length=14)),
                ('offences', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('STALKING_2A', 'Stalking, s.2A (195/12)'), ('STALKING_4A_FEAR', 'Stalking, s.4A: fear of violence (8/65)'), ('STALKING_4A_DISTRESS', 'Stalking, s.4A: serious alarm or distress (8/66)'), ('HARASSMENT_2', 'Harassment, s.2'), ('HARASSMENT_4', 'Putting people in fear of violence, s.4'), ('SPO_BREACH', 'Breach of a Stalking Protection Order, s.8 (H20164)'), ('ORDER_BREACH', 'Breach of a restraining or non-molestation order'), ('CRIMINAL_DAMAGE', 'Criminal damage'), ('MALICIOUS_COMMUNICATIONS', 'Malicious communications'), ('NUISANCE', 'Nuisance or anti-social behaviour'), ('THREATS_TO_KILL', 'Threats to kill'), ('STRANGULATION', 'Non-fatal strangulation'), ('INTIMATE_IMAGE', 'Intimate image offence'), ('BURGLARY', 'Burglary'), ('COMPUTER_ACCESS', 'Unauthorised computer access'), ('ASSAULT', 'Assault'), ('COERCIVE_CONTROL', 'Controlling or coercive behaviour'), ('OTHER', 'Another offence')], max_length=30), size=None)),
                ('considered', models.TextField()),
                ('state', models.CharField(choices=[('PREPARING', 'Pack in preparation'), ('SUBMITTED', 'Pack with a supervisor'), ('SENT', 'With the CPS'), ('MORE_WORK', 'CPS action plan'), ('TO_CHARGE', 'CPS decided: charge'), ('NO_CHARGE', 'CPS decided: no charge'), ('CHARGED', 'Charged')], default='PREPARING', max_length=10)),
                ('begun_at', models.DateTimeField()),
                ('return_reason', models.TextField(blank=True)),
                ('referred_at', models.DateTimeField(blank=True, null=True)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('decided_offences', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('STALKING_2A', 'Stalking, s.2A (195/12)'), ('STALKING_4A_FEAR', 'Stalking, s.4A: fear of violence (8/65)'), ('STALKING_4A_DISTRESS', 'Stalking, s.4A: serious alarm or distress (8/66)'), ('HARASSMENT_2', 'Harassment, s.2'), ('HARASSMENT_4', 'Putting people in fear of violence, s.4'), ('SPO_BREACH', 'Breach of a Stalking Protection Order, s.8 (H20164)'), ('ORDER_BREACH', 'Breach of a restraining or non-molestation order'), ('CRIMINAL_DAMAGE', 'Criminal damage'), ('MALICIOUS_COMMUNICATIONS', 'Malicious communications'), ('NUISANCE', 'Nuisance or anti-social behaviour'), ('THREATS_TO_KILL', 'Threats to kill'), ('STRANGULATION', 'Non-fatal strangulation'), ('INTIMATE_IMAGE', 'Intimate image offence'), ('BURGLARY', 'Burglary'), ('COMPUTER_ACCESS', 'Unauthorised computer access'), ('ASSAULT', 'Assault'), ('COERCIVE_CONTROL', 'Controlling or coercive behaviour'), ('OTHER', 'Another offence')], max_length=30), blank=True, default=list, size=None)),
                ('code_test', models.CharField(blank=True, choices=[('FULL', 'Full Code test'), ('THRESHOLD', 'Threshold test')], max_length=10)),
                ('decision_reasons', models.TextField(blank=True)),
                ('urn', models.CharField(blank=True, max_length=20)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CrimeRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(choices=[('INFORMATION', 'Additional verifiable information shows that no crime happened'), ('JURISDICTION', "It happened outside the force's jurisdiction"), ('DUPLICATE', 'It is recorded already under another reference'), ('ERROR', 'It was recorded in error')], max_length=12)),
                ('narrative', models.TextField()),
                ('other_reference', models.CharField(blank=True, max_length=30)),
                ('state', models.CharField(choices=[('PROPOSED', 'Waiting for a supervisor'), ('WITH_REGISTRAR', 'With the Force Crime Registrar'), ('DONE', 'Cancelled'), ('REFUSED', 'Not approved'), ('WITHDRAWN', 'Taken back')], default='PROPOSED', max_length=16)),
                ('proposed_at', models.DateTimeField()),
                ('approved_at', models.DateTimeField(blank=True, null=True)),
                ('registrar_at', models.DateTimeField(blank=True, null=True)),
                ('refusal_reason', models.TextField(blank=True)),
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
            ],
        ),
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
            name='Extension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('authority', models.CharField(choices=[('initial', 'Custody officer: 3 months'), ('inspector', 'Inspector: 6 months'), ('superintendent', 'Superintendent: 9 months'), ('assistant_chief_constable', 'Assistant chief constable: 12 months, exceptionally complex cases'), ('court', "Magistrates' court: 12, 18 or 24 months"), ('court_further', "Magistrates' court: 3 or 6 months more")], max_length=26)),
                ('state', models.CharField(choices=[('ASKED', 'Waiting for the decision'), ('AUTHORISED', 'Authorised'), ('REFUSED', 'Refused')], default='ASKED', max_length=10)),
                ('why', models.TextField()),
                ('told_at', models.DateTimeField(blank=True, null=True)),
                ('representations', models.TextField(blank=True)),
                ('designated', models.BooleanField(default=False)),
                ('dpp_consulted', models.BooleanField(default=False)),
                ('court', models.CharField(blank=True, max_length=120)),
                ('asked_at', models.DateTimeField()),
                ('condition_a', models.BooleanField(default=False)),
                ('condition_b', models.BooleanField(default=False)),
                ('condition_c', models.BooleanField(default=False)),
                ('condition_d', models.BooleanField(default=False)),
                ('considered', models.BooleanField(default=False)),
                ('longer', models.BooleanField(default=False)),
                ('ends_before', models.DateField(blank=True, null=True)),
                ('ends_after', models.DateField(blank=True, null=True)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('decision_reason', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['asked_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='FirstReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('danger_now', models.CharField(choices=[('YES', 'Yes'), ('NO', 'No'), ('NOT_KNOWN', 'Not known yet')], max_length=10)),
                ('done_now', models.TextField(blank=True)),
                ('suspect_where', models.CharField(blank=True, max_length=200)),
                ('contact_by', models.CharField(choices=[('CALL', 'Telephone call'), ('TEXT', 'Text message'), ('EMAIL', 'E-mail'), ('PERSON', 'Through someone the victim trusts'), ('VISIT', 'In person, at a place agreed'), ('NOT_KNOWN', 'Not known yet')], max_length=10)),
                ('contact_when', models.CharField(blank=True, max_length=200)),
                ('contact_never', models.CharField(blank=True, max_length=200)),
                ('say_police', models.BooleanField(default=False)),
                ('taken_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='GapDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('choice', models.CharField(choices=[('APPLY', 'Apply for a Stalking Protection Order or an interim one'), ('EXTEND', 'Ask for bail to be extended'), ('ACCEPT', 'Accept the gap, with the reason')], max_length=8)),
                ('reason', models.TextField()),
                ('ends_on', models.DateField()),
                ('decided_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['-decided_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Heard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('is_defendant', models.BooleanField(default=False)),
                ('why', models.CharField(max_length=120)),
                ('told_at', models.DateTimeField(blank=True, null=True)),
                ('how', models.CharField(blank=True, max_length=120)),
                ('wants_to_be_heard', models.BooleanField(null=True)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='HearsayNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('says_hearsay', models.BooleanField()),
                ('proceedings', models.CharField(max_length=300)),
                ('says_adduced', models.BooleanField()),
                ('evidence', models.TextField()),
                ('maker', models.CharField(max_length=200)),
                ('why_not_called', models.TextField()),
                ('served_on_whom', models.CharField(max_length=200)),
                ('method', models.CharField(choices=[('hand', 'Handed over'), ('post', 'Posted')], max_length=10)),
                ('sent_on', models.DateField()),
                ('effective_on', models.DateField()),
                ('filed_on', models.DateField()),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['effective_on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='HearsayPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('DIRECTED', 'The court directed the day for the notice'), ('NONE', 'No hearsay evidence is relied on'), ('AGREED', 'The other party agreed that no notice is needed (CEA 1995 s.2(3))')], max_length=10)),
                ('directed_on', models.DateField(blank=True, null=True)),
                ('reason', models.TextField()),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ['at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='HearsayStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('PARTICULARS_ASKED', 'The other party asked for particulars (CEA 1995 s.2(1)(b))'), ('PARTICULARS_GIVEN', 'We gave the particulars'), ('CROSS_SOUGHT', 'The other party applied to cross-examine the maker (r.4)'), ('CROSS_LISTED', 'That application is to be heard'), ('CROSS_TOLD', 'Notice of that hearing was served (r.4(4))'), ('CREDIBILITY', "The other party gave notice that it attacks the maker's credibility (r.5)"), ('MAKER_CALLED', 'We gave notice that the maker is called after all (r.5(4))'), ('NOT_CALLED', 'We do not call the maker after all'), ('NOTHING', "The other party's days passed and nothing came")], max_length=20)),
                ('on', models.DateField()),
                ('heard_on', models.DateField(blank=True, null=True)),
                ('note', models.TextField(blank=True)),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='InformationRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('served_on', models.DateField()),
                ('requester', models.CharField(max_length=200)),
                ('extended_to', models.DateField(blank=True, null=True)),
                ('answer', models.CharField(blank=True, choices=[('OBJECT', 'The police object'), ('NO_OBJECTION', 'The police do not object')], max_length=12)),
                ('grounds', models.TextField(blank=True)),
                ('answered_on', models.DateField(blank=True, null=True)),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Interview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('started_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField()),
                ('place', models.CharField(max_length=120)),
                ('legal_advice', models.CharField(max_length=200)),
                ('account', models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name='LimitPassed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('limit_on', models.DateField()),
                ('noticed_at', models.DateTimeField()),
                ('answer', models.TextField(blank=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name_plural': 'limits passed',
            },
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
            name='MeasuresView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('bases', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('UNDER_18', 'Under 18 at the hearing, s.16'), ('DIMINISHED', 'Evidence likely to be diminished by mental disorder, impairment or physical disability, s.16'), ('FEAR', 'Evidence likely to be diminished by fear or distress about testifying, s.17(1), (2)'), ('DOMESTIC', "The accused's behaviour is alleged to be domestic abuse, s.17(4), (4A)"), ('SEXUAL', 'Complainant of a sexual or modern slavery offence, s.17(4)'), ('WEAPONS', 'Witness to an offence of Schedule 1A, s.17(5)')], max_length=10), blank=True, default=list, size=None)),
                ('measures', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('SCREEN', 'A screen, s.23'), ('LINK', 'Evidence by live link, s.24'), ('PRIVATE', 'Evidence in private, s.25'), ('GOWNS', 'Wigs and gowns removed, s.26'), ('RECORDED', 'Recorded evidence in chief, s.27'), ('CROSS', 'Recorded cross-examination, s.28'), ('INTERMEDIARY', 'An intermediary, s.29'), ('AIDS', 'Aids to communication, s.30')], max_length=12), blank=True, default=list, size=None)),
                ('declined', models.BooleanField(default=False)),
                ('wishes', models.TextField()),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='NeedsAssessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('enhanced', models.BooleanField()),
                ('basis', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('PERSISTENT', 'Persistently targeted'), ('SERIOUS', 'Victim of the most serious crime'), ('VULNERABLE', 'Vulnerable or intimidated')], max_length=12), blank=True, default=list, size=None)),
                ('reason_not', models.TextField(blank=True)),
                ('needs', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('INTERPRETER', 'An interpreter or translation'), ('COMMUNICATION', 'Help with communicating'), ('ACCESS', 'Access because of a disability'), ('CHILDREN', 'Children to be thought of'), ('HEALTH', 'Help with health or sleep'), ('SELF_HARM', 'Support because of thoughts of suicide or self-harm'), ('HOUSING', 'Somewhere safe to live'), ('MONEY', 'Help with money or work'), ('DIGITAL', 'Help with devices and accounts'), ('OFFICER', 'An officer of a particular sex')], max_length=14), blank=True, default=list, size=None)),
                ('notes', models.TextField(blank=True)),
                ('assessed_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='NoticeAttempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('road', models.CharField(choices=[('REGISTER', 'Typed into the register'), ('IMPORT', 'A row of an import'), ('PAPER', 'A paper for the suspect')], max_length=10)),
                ('kind', models.CharField(blank=True, choices=[('PIN', 'Police Information Notice'), ('HARASSMENT_WARNING', 'Harassment warning letter'), ('FIRST_INSTANCE', 'First instance harassment warning'), ('LETTER_OF_ADVICE', 'Letter of advice')], max_length=20)),
                ('issued_on', models.DateField(blank=True, null=True)),
                ('source', models.CharField(blank=True, max_length=200)),
                ('key', models.CharField(blank=True, max_length=64)),
                ('reasons', models.JSONField(default=list)),
                ('sealed', models.BinaryField(null=True)),
                ('key_id', models.CharField(blank=True, max_length=40)),
                ('excepted', models.BooleanField(default=False)),
                ('exception_reason', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('concluded_at', models.DateTimeField(blank=True, null=True)),
                ('conclusion', models.TextField(blank=True)),
            ],
            options={
                'verbose_name': 'attempt to make a notice',
                'ordering': ['-at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='NoticeContact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('how', models.CharField(choices=[('CALL_IN', 'The recipient rang'), ('CALL_OUT', 'The recipient was rung'), ('VISIT', 'Face to face'), ('STATION', 'At a police station'), ('LETTER', 'Letter or e-mail'), ('OTHERS', 'Through somebody else')], max_length=10)),
                ('vulnerability', models.TextField(blank=True)),
                ('suicide_risk', models.CharField(choices=[('NONE', 'Asked, none found'), ('SOME', 'Some risk'), ('IMMEDIATE', 'Immediate risk to life'), ('NOT_ASKED', 'Not asked')], max_length=10)),
                ('said', models.TextField(blank=True)),
                ('referral', models.CharField(choices=[('NOT_NEEDED', 'No vulnerability or risk was found'), ('MADE', 'Referred'), ('NOT_MADE', 'Not referred')], max_length=10)),
                ('referred_to', models.CharField(blank=True, max_length=120)),
                ('referred_at', models.DateTimeField(blank=True, null=True)),
                ('why_not', models.TextField(blank=True)),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'verbose_name': 'contact about a notice',
                'ordering': ['-at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='NoticeMatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(choices=[('RECIPIENT', 'Recipient'), ('COMPLAINANT', 'Complainant')], max_length=11)),
                ('likeness', models.PositiveSmallIntegerField()),
                ('reasons', models.JSONField(default=list)),
                ('state', models.CharField(choices=[('PROPOSED', 'Proposed'), ('CONFIRMED', 'Confirmed'), ('REJECTED', 'Not the same person')], default='PROPOSED', max_length=10)),
                ('proposed_at', models.DateTimeField(auto_now_add=True)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['-likeness', 'id'],
            },
        ),
        migrations.CreateModel(
            name='OrderChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=20, unique=True)),
                ('kind', models.CharField(choices=[('VARY', 'Vary the order'), ('RENEW', 'Renew the order'), ('DISCHARGE', 'Discharge the order')], max_length=9)),
                ('applicant', models.CharField(choices=[('OUR_OFFICER', 'The chief officer who applied for the order'), ('OTHER_OFFICER', 'Another relevant chief officer'), ('DEFENDANT', 'The defendant')], max_length=13)),
                ('applicant_name', models.CharField(blank=True, max_length=120)),
                ('state', models.CharField(choices=[('DRAFT', 'Draft'), ('LEGAL_REVIEW', 'With force legal'), ('AUTHORISATION', 'With the superintendent'), ('AUTHORISED', 'Authorised'), ('DECLINED', 'Authority declined'), ('LODGED', 'Before the court, no hearing yet'), ('LISTED', 'Hearing listed'), ('ADJOURNED', 'Adjourned'), ('GRANTED', 'Granted'), ('REFUSED', 'Refused by the court'), ('WITHDRAWN', 'Withdrawn')], max_length=14)),
                ('asked', models.TextField()),
                ('why', models.TextField(blank=True)),
                ('asked_fixed', models.BooleanField(null=True)),
                ('asked_end', models.DateField(blank=True, null=True)),
                ('authority_reasons', models.TextField(blank=True)),
                ('started_at', models.DateTimeField()),
                ('lodged_at', models.DateTimeField(blank=True, null=True)),
                ('court', models.CharField(blank=True, max_length=120)),
                ('court_reference', models.CharField(blank=True, max_length=60)),
                ('hearing_at', models.DateTimeField(blank=True, null=True)),
                ('determined_at', models.DateTimeField(blank=True, null=True)),
                ('outcome_note', models.TextField(blank=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name='OrderChangeHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('reference', models.CharField(max_length=20)),
                ('kind', models.CharField(choices=[('VARY', 'Vary the order'), ('RENEW', 'Renew the order'), ('DISCHARGE', 'Discharge the order')], max_length=9)),
                ('applicant', models.CharField(choices=[('OUR_OFFICER', 'The chief officer who applied for the order'), ('OTHER_OFFICER', 'Another relevant chief officer'), ('DEFENDANT', 'The defendant')], max_length=13)),
                ('applicant_name', models.CharField(blank=True, max_length=120)),
                ('state', models.CharField(choices=[('DRAFT', 'Draft'), ('LEGAL_REVIEW', 'With force legal'), ('AUTHORISATION', 'With the superintendent'), ('AUTHORISED', 'Authorised'), ('DECLINED', 'Authority declined'), ('LODGED', 'Before the court, no hearing yet'), ('LISTED', 'Hearing listed'), ('ADJOURNED', 'Adjourned'), ('GRANTED', 'Granted'), ('REFUSED', 'Refused by the court'), ('WITHDRAWN', 'Withdrawn')], max_length=14)),
                ('asked', models.TextField()),
                ('why', models.TextField(blank=True)),
                ('asked_fixed', models.BooleanField(null=True)),
                ('asked_end', models.DateField(blank=True, null=True)),
                ('authority_reasons', models.TextField(blank=True)),
                ('started_at', models.DateTimeField()),
                ('lodged_at', models.DateTimeField(blank=True, null=True)),
                ('court', models.CharField(blank=True, max_length=120)),
                ('court_reference', models.CharField(blank=True, max_length=60)),
                ('hearing_at', models.DateTimeField(blank=True, null=True)),
                ('determined_at', models.DateTimeField(blank=True, null=True)),
                ('outcome_note', models.TextField(blank=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='OrderQuery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField()),
                ('opened_at', models.DateTimeField()),
                ('answer', models.CharField(blank=True, choices=[('STANDS', 'It stands as made'), ('CORRECTED', 'The court corrected it'), ('VARIATION', 'An application to vary is made'), ('APPEAL', 'An appeal is considered')], max_length=9)),
                ('advice', models.TextField(blank=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name_plural': 'order queries',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='OrderReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('after', models.CharField(choices=[('PERIOD', 'The time had come'), ('BREACH', 'A breach was reported'), ('MOVE', 'The defendant moved'), ('RELEASE', 'The defendant was released'), ('VISIT', 'A visit or check, not a full review')], max_length=8)),
                ('at', models.DateTimeField()),
                ('grade', models.CharField(choices=[('STANDARD', 'Standard'), ('MEDIUM', 'Medium'), ('HIGH', 'High')], max_length=10)),
                ('findings', models.TextField()),
                ('decision', models.CharField(choices=[('KEEP', 'The conditions still fit the risk'), ('VARY', 'Apply to vary the conditions'), ('RENEW', 'Apply to renew before the end'), ('DISCHARGE', 'Consider asking for a discharge')], max_length=10)),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['-at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='OrderTransfer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('PROPOSED', 'Waiting for the receiving force'), ('ACCEPTED', 'Accepted by the receiving force'), ('TURNED_DOWN', 'Sent back by the receiving force'), ('TAKEN_BACK', 'Taken back')], max_length=12)),
                ('to_name', models.CharField(max_length=120)),
                ('moved_on', models.DateField()),
                ('pack', models.TextField()),
                ('proposed_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('new_owner', models.CharField(blank=True, max_length=120)),
                ('answer_note', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='OrderTransferHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('state', models.CharField(choices=[('PROPOSED', 'Waiting for the receiving force'), ('ACCEPTED', 'Accepted by the receiving force'), ('TURNED_DOWN', 'Sent back by the receiving force'), ('TAKEN_BACK', 'Taken back')], max_length=12)),
                ('to_name', models.CharField(max_length=120)),
                ('moved_on', models.DateField()),
                ('pack', models.TextField()),
                ('proposed_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('new_owner', models.CharField(blank=True, max_length=120)),
                ('answer_note', models.TextField(blank=True)),
            ],
            options={
                'abstract': False,
            },
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
            name='PackItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(choices=[('MG3', 'MG3 and case summary'), ('CHRONOLOGY', 'The whole chronology, not one incident'), ('POINTS', 'Points to prove, s.2A and s.4A'), ('RISK', 'Risk assessment'), ('STATEMENT', "Victim's statement"), ('VPS', 'Victim Personal Statement'), ('DIGITAL', 'Digital strategy and device notices'), ('PREVIOUS', 'Previous reports, other forces, other victims'), ('ORDERS', 'Earlier orders, legacy notices and breaches'), ('BAIL', 'View on bail or remand'), ('RESTRAINING', "Restraining order: draft terms, victim's views, verified addresses"), ('MEASURES', 'Special measures: may be eligible, the court decides'), ('DISCLOSURE', 'Disclosure, MG6 series')], max_length=12)),
                ('applies', models.BooleanField(default=True)),
                ('note', models.TextField()),
                ('said_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='PatternPrompt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('REPETITION', 'Two occasions or more: consider stalking, s.2A'), ('FOUR', 'Signs that it is fixated, obsessive, unwanted and repeated'), ('HARMLESS', 'Things that look harmless one by one come again'), ('EX_PARTNER', 'A course of conduct by a former partner is not recorded as stalking'), ('FOUR_A', 'Consider s.4A'), ('ESCALATION', 'It is getting worse'), ('ELSEWHERE', 'The same person may stand in another case')], max_length=12)),
                ('ground', models.CharField(blank=True, choices=[('', 'Not about another case'), ('PAIR', 'The same victim and the same suspect'), ('SUSPECT', 'The same suspect'), ('HANDLE', 'The same online handle'), ('VEHICLE', 'The same vehicle'), ('TELEPHONE', 'The same telephone number'), ('EMAIL', 'The same e-mail address')], max_length=10)),
                ('basis', models.CharField(max_length=64)),
                ('reasons', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ('strength', models.PositiveSmallIntegerField(default=0)),
                ('state', models.CharField(choices=[('RAISED', 'Waiting for an answer'), ('ACCEPTED', 'Accepted'), ('DECLINED', 'Declined, with the reason'), ('SETTLED', 'Settled: the record no longer asks it')], default='RAISED', max_length=8)),
                ('raised_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answer_reason', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['raised_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='PersonMerge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=500)),
                ('moved', models.JSONField(default=list)),
                ('merged_at', models.DateTimeField()),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('undone_reason', models.CharField(blank=True, max_length=500)),
            ],
        ),
        migrations.CreateModel(
            name='PlanItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(max_length=300)),
                ('due_on', models.DateField(blank=True, null=True)),
                ('asked_at', models.DateTimeField()),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('done_note', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Point',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.CharField(choices=[('IDENTITY', 'The suspect is the one who did it'), ('OCCASIONS', 'Conduct on two occasions or more in relation to the same person'), ('COURSE', 'The occasions are connected enough to be one course of conduct'), ('HARASSMENT', 'It amounted to harassment: alarm or distress'), ('KNEW', 'The suspect knew, or ought to have known, that it did'), ('ASSOCIATED', 'The acts are ones associated with stalking'), ('NO_DEFENCE', 'No defence under s.1(3) is shown'), ('LIMIT', 'The time limit for charging has not run out'), ('FEAR', 'The victim feared on two occasions or more that violence would be used'), ('SERIOUS', 'Serious alarm or distress'), ('EFFECT', 'A substantial adverse effect on usual day-to-day activities'), ('KNEW_EFFECT', 'The suspect knew, or ought to have known, of that effect'), ('NO_DEFENCE_4A', 'No defence under s.4A(4) is shown')], max_length=14)),
                ('state', models.CharField(choices=[('MET', 'Met'), ('NOT_MET', 'Not met'), ('OPEN', 'Not known yet')], max_length=8)),
                ('comment', models.TextField(blank=True)),
                ('incidents', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), blank=True, default=list, size=None)),
                ('exhibits', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None)),
                ('impacts', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), blank=True, default=list, size=None)),
                ('judged_at', models.DateTimeField()),
                ('version', models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name='PointHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('line', models.CharField(choices=[('IDENTITY', 'The suspect is the one who did it'), ('OCCASIONS', 'Conduct on two occasions or more in relation to the same person'), ('COURSE', 'The occasions are connected enough to be one course of conduct'), ('HARASSMENT', 'It amounted to harassment: alarm or distress'), ('KNEW', 'The suspect knew, or ought to have known, that it did'), ('ASSOCIATED', 'The acts are ones associated with stalking'), ('NO_DEFENCE', 'No defence under s.1(3) is shown'), ('LIMIT', 'The time limit for charging has not run out'), ('FEAR', 'The victim feared on two occasions or more that violence would be used'), ('SERIOUS', 'Serious alarm or distress'), ('EFFECT', 'A substantial adverse effect on usual day-to-day activities'), ('KNEW_EFFECT', 'The suspect knew, or ought to have known, of that effect'), ('NO_DEFENCE_4A', 'No defence under s.4A(4) is shown')], max_length=14)),
                ('state', models.CharField(choices=[('MET', 'Met'), ('NOT_MET', 'Not met'), ('OPEN', 'Not known yet')], max_length=8)),
                ('comment', models.TextField(blank=True)),
                ('incidents', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), blank=True, default=list, size=None)),
                ('exhibits', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None)),
                ('impacts', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), blank=True, default=list, size=None)),
                ('judged_at', models.DateTimeField()),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'abstract': False,
            },
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
            ],
        ),
        migrations.CreateModel(
            name='ProsecutorComment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ['at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ProtocolAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('point', models.CharField(choices=[('STALKING_FIRST', 'Stalking was expressly considered first, with reasons if it was not charged'), ('WHOLE', 'The whole behaviour was looked at, not single incidents'), ('SCREENED', 'Risk was screened for the victim and for the suspect'), ('ALTERED', 'The victim was asked whether they have changed what they do'), ('HARM', 'The risk of harm was assessed even where the victim does not fear it'), ('NO_PIN', 'No Police Information Notice was used'), ('EARLY', 'The CPS or the single point of contact was spoken to early'), ('CARE', 'Victim and witness care is in place'), ('RESTRAINING', 'What a restraining order needs was gathered'), ('PLEAS', 'A plea to harassment in place of stalking is checked with police and victim'), ('LESSONS', 'Lessons were shared')], max_length=16)),
                ('done', models.BooleanField()),
                ('note', models.TextField()),
                ('answered_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Receipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('WAITING', 'Waits for the receiver'), ('CONFIRMED', 'Confirmed by the receiver'), ('DISPUTED', 'Disputed by the receiver')], default='WAITING', max_length=10)),
                ('seal_read', models.CharField(blank=True, max_length=20)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Referral',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('service', models.CharField(choices=[('ISAC', 'Independent stalking advocate (ISAC)'), ('IDVA', 'Independent domestic violence adviser (IDVA)'), ('MARAC', 'MARAC'), ('CLINIC', 'Stalking clinic or panel'), ('OTHER', 'Another support service')], max_length=8)),
                ('name', models.CharField(max_length=120)),
                ('state', models.CharField(choices=[('OFFERED', 'Offered, no answer yet'), ('ACCEPTED', 'Accepted, to be sent'), ('DECLINED', 'Declined'), ('SENT', 'Sent'), ('IN_CONTACT', 'The service is in contact'), ('ENDED', 'Ended')], max_length=10)),
                ('offered_at', models.DateTimeField(blank=True, null=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('declined_why', models.TextField(blank=True)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('no_consent_why', models.TextField(blank=True)),
                ('first_contact_at', models.DateTimeField(blank=True, null=True)),
                ('discussed_on', models.DateField(blank=True, null=True)),
                ('advice', models.TextField(blank=True)),
                ('actions_agreed', models.TextField(blank=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('end_why', models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name='ReferralHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('service', models.CharField(choices=[('ISAC', 'Independent stalking advocate (ISAC)'), ('IDVA', 'Independent domestic violence adviser (IDVA)'), ('MARAC', 'MARAC'), ('CLINIC', 'Stalking clinic or panel'), ('OTHER', 'Another support service')], max_length=8)),
                ('name', models.CharField(max_length=120)),
                ('state', models.CharField(choices=[('OFFERED', 'Offered, no answer yet'), ('ACCEPTED', 'Accepted, to be sent'), ('DECLINED', 'Declined'), ('SENT', 'Sent'), ('IN_CONTACT', 'The service is in contact'), ('ENDED', 'Ended')], max_length=10)),
                ('offered_at', models.DateTimeField(blank=True, null=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('declined_why', models.TextField(blank=True)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('no_consent_why', models.TextField(blank=True)),
                ('first_contact_at', models.DateTimeField(blank=True, null=True)),
                ('discussed_on', models.DateField(blank=True, null=True)),
                ('advice', models.TextField(blank=True)),
                ('actions_agreed', models.TextField(blank=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('end_why', models.TextField(blank=True)),
            ],
            options={
                'abstract': False,
            },
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
            ],
        ),
        migrations.CreateModel(
            name='RelevantOfficer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('basis', models.CharField(choices=[('RESIDES', 'The defendant lives in that area'), ('IN_AREA', 'The chief officer believes that the defendant is in that area'), ('COMING', 'The chief officer believes that the defendant intends to come to that area')], max_length=8)),
                ('in_england_or_wales', models.BooleanField(default=True)),
                ('since', models.DateField()),
                ('until', models.DateField(blank=True, null=True)),
            ],
            options={
                'ordering': ['since', 'id'],
            },
        ),
        migrations.CreateModel(
            name='RetentionReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('copy_suffices', models.BooleanField()),
                ('copy_reason', models.CharField(max_length=300)),
                ('reviewed_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='ReviewRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('RECEIVED', 'Received'), ('ACKNOWLEDGED', 'Acknowledged, with a reviewer'), ('REFUSED', 'Outside the scheme'), ('STANDS', 'Reviewed: the decision stands'), ('SET_ASIDE', 'Reviewed: the decision is set aside')], default='RECEIVED', max_length=12)),
                ('told_on', models.DateField()),
                ('received_at', models.DateTimeField()),
                ('late_why', models.TextField(blank=True)),
                ('bars', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=14), blank=True, default=list, size=None)),
                ('acknowledged_at', models.DateTimeField(blank=True, null=True)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('reasons', models.TextField(blank=True)),
                ('letter', models.CharField(blank=True, max_length=60)),
            ],
        ),
        migrations.CreateModel(
            name='ReviewRequestHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('state', models.CharField(choices=[('RECEIVED', 'Received'), ('ACKNOWLEDGED', 'Acknowledged, with a reviewer'), ('REFUSED', 'Outside the scheme'), ('STANDS', 'Reviewed: the decision stands'), ('SET_ASIDE', 'Reviewed: the decision is set aside')], default='RECEIVED', max_length=12)),
                ('told_on', models.DateField()),
                ('received_at', models.DateTimeField()),
                ('late_why', models.TextField(blank=True)),
                ('bars', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=14), blank=True, default=list, size=None)),
                ('acknowledged_at', models.DateTimeField(blank=True, null=True)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('reasons', models.TextField(blank=True)),
                ('letter', models.CharField(blank=True, max_length=60)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RiskTrigger',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('INCIDENT', 'A new incident'), ('BREACH', 'A breach of an order, bail or a notification duty'), ('ARREST', 'The suspect was arrested'), ('RELEASE', 'Release, bail or its end or change'), ('CHARGE', 'A charging decision, or the end of the investigation'), ('ORDER', 'A Stalking Protection Order applied for, refused, made, served, changed or ending'), ('KNOWS', 'The suspect learnt of the report, or was interviewed'), ('IDENTIFIED', 'The suspect was identified'), ('REOPENED', 'The case was reopened'), ('VICTIM_CHANGE', 'The victim moved, changed job, has a new partner or is pregnant'), ('COURT', 'A court date or outcome'), ('DEVICE', 'A device was returned to the suspect'), ('FAMILY', 'The relationship ended, or a hearing about child contact'), ('STATEMENT', 'The suspect spoke of suicide or of killing'), ('INTELLIGENCE', 'Intelligence from another force or agency'), ('VICTIM_ASKS', 'The victim asks for it')], max_length=14)),
                ('at', models.DateTimeField()),
                ('last_at', models.DateTimeField()),
                ('times', models.PositiveIntegerField(default=1)),
                ('words', models.CharField(blank=True, max_length=200)),
                ('subject_type', models.CharField(blank=True, max_length=40)),
                ('subject_id', models.BigIntegerField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='SafeContactPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('frequency', models.CharField(choices=[('EVENTS', 'When something happens'), ('WEEKLY', 'Every week'), ('FORTNIGHTLY', 'Every two weeks'), ('MONTHLY', 'Every month'), ('ASKED', 'Only when the victim asks, besides what the law requires')], max_length=12)),
                ('methods', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('TELEPHONE', 'Telephone call'), ('TEXT', 'Text message'), ('EMAIL', 'E-mail'), ('VIDEO', 'Video call'), ('IN_PERSON', 'In person'), ('LETTER', 'Letter'), ('THROUGH', 'Through a person whom the victim named')], max_length=12), size=None)),
                ('safe_times', models.TextField()),
                ('not_to_leave', models.TextField(blank=True)),
                ('others', models.TextField(blank=True)),
                ('agreed_at', models.DateTimeField()),
                ('version', models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name='SafeContactPlanHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('frequency', models.CharField(choices=[('EVENTS', 'When something happens'), ('WEEKLY', 'Every week'), ('FORTNIGHTLY', 'Every two weeks'), ('MONTHLY', 'Every month'), ('ASKED', 'Only when the victim asks, besides what the law requires')], max_length=12)),
                ('methods', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('TELEPHONE', 'Telephone call'), ('TEXT', 'Text message'), ('EMAIL', 'E-mail'), ('VIDEO', 'Video call'), ('IN_PERSON', 'In person'), ('LETTER', 'Letter'), ('THROUGH', 'Through a person whom the victim named')], max_length=12), size=None)),
                ('safe_times', models.TextField()),
                ('not_to_leave', models.TextField(blank=True)),
                ('others', models.TextField(blank=True)),
                ('agreed_at', models.DateTimeField()),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SampleCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('week', models.CharField(max_length=8)),
                ('missed', models.BooleanField()),
                ('reason', models.TextField()),
                ('checked_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['-checked_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Search',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('power', models.CharField(choices=[('PHA_2B', 'Warrant, PHA 1997 s.2B (stalking, s.2A)'), ('PACE_8', 'Warrant, PACE s.8 (indictable offence)'), ('PACE_17', 'Entry to arrest or to save life, PACE s.17'), ('PACE_18', 'After arrest, PACE s.18'), ('PACE_32', 'On arrest, PACE s.32'), ('PACE_19', 'General seizure, PACE s.19'), ('PACE_20', 'Computerised information, PACE s.20'), ('CJPA_50', 'Seize and sift, CJPA 2001 s.50 or s.51'), ('CONSENT', "Occupier's consent"), ('VICTIM_PCSCA_37', 'Device by voluntary agreement, PCSCA 2022 s.37'), ('VOLUNTARY', 'Handed over voluntarily')], max_length=16)),
                ('place', models.CharField(max_length=120)),
                ('started_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField()),
                ('present', models.CharField(blank=True, max_length=300)),
                ('unoccupied', models.BooleanField(default=False)),
                ('notice_given', models.CharField(max_length=300)),
                ('power_reason', models.TextField(blank=True)),
                ('authority_at', models.DateTimeField(blank=True, null=True)),
                ('consent_by', models.CharField(blank=True, max_length=120)),
                ('consent_told', models.BooleanField(default=False)),
                ('force_used', models.TextField(blank=True)),
                ('damage', models.TextField(blank=True)),
                ('secured', models.TextField(blank=True)),
                ('not_found', models.TextField(blank=True)),
                ('video', models.CharField(blank=True, max_length=60)),
                ('recorded_at', models.DateTimeField()),
                ('inspector_told_at', models.DateTimeField(blank=True, null=True)),
                ('inspector_words', models.TextField(blank=True)),
                ('checked_at', models.DateTimeField(blank=True, null=True)),
                ('check_words', models.TextField(blank=True)),
            ],
            options={
                'verbose_name_plural': 'searches',
            },
        ),
        migrations.CreateModel(
            name='SeizedInSearch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
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
            ],
        ),
        migrations.CreateModel(
            name='StatementStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('TAKEN', 'Statement taken'), ('VPS_OFFERED', 'Personal statement offered: the victim will think about it'), ('VPS_MADE', 'Personal statement taken'), ('VPS_UPDATED', 'Personal statement updated'), ('VPS_DECLINED', 'Personal statement offered and declined')], max_length=12)),
                ('at', models.DateTimeField()),
                ('wants_read', models.CharField(blank=True, choices=[('', 'Not asked yet'), ('SELF', 'Yes, by the victim'), ('OTHER', 'Yes, by someone else'), ('NO', 'No'), ('UNDECIDED', 'Not decided yet')], max_length=10)),
                ('kept_at', models.CharField(blank=True, max_length=120)),
            ],
        ),
        migrations.CreateModel(
            name='Stay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_at', models.DateTimeField()),
                ('until_at', models.DateTimeField(blank=True, null=True)),
                ('note', models.CharField(max_length=300)),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['from_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='SummonsStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('ISSUED', 'The court issued the summons'), ('PREPARED', 'It was prepared for service'), ('ATTEMPTED', 'Service was attempted and failed'), ('COURT_SERVES', 'The court directed that others serve it')], max_length=12)),
                ('at', models.DateTimeField()),
                ('note', models.TextField(blank=True)),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Telling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('about', models.CharField(choices=[('RECLASSIFIED', 'The crime is recorded as something less than before, or cancelled'), ('LOWERED', "The risk grade lies below the victim's own view")], max_length=12)),
                ('told_at', models.DateTimeField()),
                ('how', models.CharField(max_length=200)),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name='ThirdPartyRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('holder', models.CharField(max_length=120)),
                ('asked_for', models.TextField()),
                ('line_of_enquiry', models.TextField()),
                ('why_necessary', models.TextField()),
                ('why_proportionate', models.TextField()),
                ('other_means', models.TextField()),
                ('counselling', models.BooleanField(default=False)),
                ('substantial_why', models.TextField(blank=True)),
                ('in_writing', models.BooleanField()),
                ('request_on', models.DateField()),
                ('notice_to', models.CharField(choices=[('VICTIM', 'The victim'), ('PARENT', 'A parent or guardian, because the victim is a child'), ('CARER', 'Someone who acts for the victim, who lacks capacity')], default='VICTIM', max_length=8)),
                ('exception', models.CharField(choices=[('none', 'None: notice is given'), ('impracticable', 'It is not practicable'), ('prejudice', 'It would prejudice the investigation'), ('serious_harm', 'It would risk serious harm')], default='none', max_length=14)),
                ('exception_why', models.TextField(blank=True)),
                ('notice_on', models.DateField(blank=True, null=True)),
                ('late_why', models.TextField(blank=True)),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name='ThirdPartyRequestHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('holder', models.CharField(max_length=120)),
                ('asked_for', models.TextField()),
                ('line_of_enquiry', models.TextField()),
                ('why_necessary', models.TextField()),
                ('why_proportionate', models.TextField()),
                ('other_means', models.TextField()),
                ('counselling', models.BooleanField(default=False)),
                ('substantial_why', models.TextField(blank=True)),
                ('in_writing', models.BooleanField()),
                ('request_on', models.DateField()),
                ('notice_to', models.CharField(choices=[('VICTIM', 'The victim'), ('PARENT', 'A parent or guardian, because the victim is a child'), ('CARER', 'Someone who acts for the victim, who lacks capacity')], default='VICTIM', max_length=8)),
                ('exception', models.CharField(choices=[('none', 'None: notice is given'), ('impracticable', 'It is not practicable'), ('prejudice', 'It would prejudice the investigation'), ('serious_harm', 'It would risk serious harm')], default='none', max_length=14)),
                ('exception_why', models.TextField(blank=True)),
                ('notice_on', models.DateField(blank=True, null=True)),
                ('late_why', models.TextField(blank=True)),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'abstract': False,
            },
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
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('declared', models.CharField(blank=True, max_length=100)),
                ('size', models.BigIntegerField()),
                ('purpose', models.CharField(choices=[('EVIDENCE', 'Evidence'), ('PHOTOGRAPH', 'Photograph of an exhibit or scene'), ('STATEMENT', 'Statement'), ('DOWNLOAD', 'Download report'), ('COURT', 'Court paper or certified copy'), ('OTHER', 'Another document')], default='EVIDENCE', max_length=12)),
                ('state', models.CharField(choices=[('OPEN', 'On its way'), ('SENT', 'All parts are here'), ('TAKEN', 'Taken in'), ('FAILED', 'Not taken in')], default='OPEN', max_length=8)),
                ('why', models.CharField(blank=True, max_length=300)),
                ('begun_at', models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name='UploadPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('key', models.CharField(max_length=120)),
            ],
        ),
        migrations.CreateModel(
            name='VictimDuty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('ARREST', 'Tell the victim of the arrest'), ('INTERVIEW', 'Tell the victim of the interview'), ('RELEASE', 'Tell the victim of the release'), ('BAIL_SET', 'Tell the victim of bail and its conditions'), ('BAIL_CHANGED', 'Tell the victim of the change to bail'), ('BAIL_ENDED', 'Tell the victim that bail has ended'), ('NOT_INVESTIGATED', 'Tell the victim why it is not investigated, and offer support'), ('DECISION', 'Tell the victim of the charging decision, its reasons and the right to review'), ('OUTCOME', "Tell the victim of the court's outcome and what it means"), ('SUPPORT', 'Refer the victim to a support service'), ('ADVOCATE', 'Refer the victim to a stalking or domestic abuse advocate'), ('STATEMENT', 'Offer the Victim Personal Statement'), ('THIRD_PARTY', 'Give the victim notice of the request to a third party'), ('REVIEW_ACK', "Acknowledge the victim's request for review"), ('REVIEW_DECIDE', "Decide the victim's request for review")], max_length=16)),
                ('happened_at', models.DateTimeField()),
                ('source_type', models.CharField(max_length=40)),
                ('source_id', models.BigIntegerField()),
                ('state', models.CharField(choices=[('OPEN', 'To do'), ('MET', 'Done'), ('FELL_AWAY', 'Not owed any more')], default='OPEN', max_length=10)),
                ('fell_away_why', models.TextField(blank=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'verbose_name_plural': 'victim duties',
            },
        ),
        migrations.CreateModel(
            name='Warrant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=20, unique=True)),
                ('power', models.CharField(choices=[('PHA_2B', 'Warrant, PHA 1997 s.2B (stalking, s.2A)'), ('PACE_8', 'Warrant, PACE s.8 (indictable offence)')], max_length=16)),
                ('reach', models.CharField(choices=[('one_premises', 'One set of premises, one entry'), ('all_premises', 'All premises occupied or controlled by the person'), ('multiple_entry', 'More than one entry')], default='one_premises', max_length=16)),
                ('offence_reason', models.TextField(blank=True)),
                ('value_reason', models.TextField(blank=True)),
                ('admissible_reason', models.TextField(blank=True)),
                ('entry', models.CharField(blank=True, choices=[('REFUSED', 'Entry will not be granted without a warrant'), ('FRUSTRATED', 'The purpose may be frustrated or seriously prejudiced without immediate entry')], max_length=12)),
                ('entry_reason', models.TextField(blank=True)),
                ('articles', models.TextField(blank=True)),
                ('hour_reason', models.TextField(blank=True)),
                ('state', models.CharField(choices=[('DRAFT', 'Draft'), ('SUPERVISOR_OK', 'Agreed by a supervisor'), ('APPLIED', 'Applied for'), ('GRANTED', 'Granted'), ('REFUSED', 'Refused'), ('EXECUTED', 'Executed'), ('EXPIRED', 'Ran out unused'), ('RETURNED_UNUSED', 'Returned unused')], default='DRAFT', max_length=16)),
                ('drafted_at', models.DateTimeField()),
                ('agreed_at', models.DateTimeField(blank=True, null=True)),
                ('sent_back_because', models.TextField(blank=True)),
                ('applied_at', models.DateTimeField(blank=True, null=True)),
                ('court', models.CharField(blank=True, max_length=120)),
                ('court_reference', models.CharField(blank=True, max_length=40)),
                ('issued_on', models.DateField(blank=True, null=True)),
                ('last_day', models.DateField(blank=True, null=True)),
                ('refused_because', models.TextField(blank=True)),
                ('found_words', models.TextField(blank=True)),
                ('returned_on', models.DateField(blank=True, null=True)),
                ('returned_to', models.CharField(blank=True, max_length=120)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name='WarrantPremises',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(max_length=120)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='case',
            name='case_moves',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='notice',
            name='notice_moves',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='notice',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='notice',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='notificationduty',
            name='notification_moves',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='notificationduty',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='notificationduty',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='order',
            name='order_moves',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='order',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='order',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='serviceattempt',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='serviceattempt',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='stalkingdecision',
            name='stalking_decision_moves',
        ),
        migrations.RemoveConstraint(
            model_name='case',
            name='case_state_known',
        ),
        migrations.RemoveConstraint(
            model_name='importrun',
            name='one_unfinished_run_per_file',
        ),
        migrations.RemoveConstraint(
            model_name='notice',
            name='notice_source_once',
        ),
        migrations.RemoveConstraint(
            model_name='noticereview',
            name='one_notice_outcome',
        ),
        migrations.RemoveConstraint(
            model_name='notification',
            name='notification_is_whole',
        ),
        migrations.RemoveConstraint(
            model_name='notificationduty',
            name='duty_state_known',
        ),
        migrations.AddField(
            model_name='importedmatter',
            name='notice',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='imported_row', to='casework.notice'),
        ),
        migrations.AddField(
            model_name='importrow',
            name='notice',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='casework.notice'),
        ),
        migrations.AddField(
            model_name='importrun',
            name='approval_note',
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.AddField(
            model_name='importrun',
            name='approved_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='importrun',
            name='approved_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='importrun',
            name='mapping',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name='importrun',
            name='system',
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name='importrun',
            name='unit',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.unit'),
        ),
        migrations.AddField(
            model_name='notice',
            name='copy',
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='notice',
            name='doubts',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name='notice',
            name='matched_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='notice',
            name='reviewer',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='notices_to_review', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='notice',
            name='source_status',
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name='noticehistory',
            name='copy',
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='noticehistory',
            name='doubts',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name='noticehistory',
            name='matched_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='noticehistory',
            name='reviewer',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='noticehistory',
            name='source_status',
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name='noticereview',
            name='reopen_reason',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='noticereview',
            name='reopened_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='noticereview',
            name='reopened_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='notification',
            name='identity',
            field=models.CharField(choices=[('NOT_ASKED', 'Not asked for'), ('GIVEN', 'Asked for and allowed'), ('REFUSED', 'Asked for and refused')], default='NOT_ASKED', max_length=10),
        ),
        migrations.AddField(
            model_name='notification',
            name='identity_note',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name='notification',
            name='station_basis',
            field=models.CharField(blank=True, choices=[('HOME', 'It is in the police area of the home address (s.10(1))'), ('NEW_HOME', 'Told after the move: it is in the area of the new address (s.10(3))'), ('OLD_HOME', 'Told before the move: it is in the area of the old address (s.10(3))'), ('COURT', 'No home address in England and Wales: it is in the area of the court that last made an order (s.10(2))'), ('ELSEWHERE', 'None of these')], max_length=10),
        ),
        migrations.AddField(
            model_name='notificationduty',
            name='considered',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='notificationduty',
            name='failed_from',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='notificationduty',
            name='failure_ended_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='notificationdutyhistory',
            name='considered',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='notificationdutyhistory',
            name='failed_from',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='notificationdutyhistory',
            name='failure_ended_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='order',
            name='manager',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='orders_managed', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='ordercondition',
            name='asked',
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='ordercondition',
            name='necessity',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='orderhistory',
            name='manager',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='orderversion',
            name='effective_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='person',
            name='merged_into',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.person'),
        ),
        migrations.AddField(
            model_name='planaction',
            name='victim',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.person'),
        ),
        migrations.AddField(
            model_name='reportdraft',
            name='begun_at',
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AddField(
            model_name='reportdraft',
            name='step',
            field=models.CharField(default='safety', max_length=16),
        ),
        migrations.AddField(
            model_name='serviceattempt',
            name='certificate_signed_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='serviceattempt',
            name='order_version',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='service_attempts', to='casework.orderversion'),
        ),
        migrations.AddField(
            model_name='serviceattempt',
            name='printed_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='serviceattempthistory',
            name='certificate_signed_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='serviceattempthistory',
            name='order_version',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.orderversion'),
        ),
        migrations.AddField(
            model_name='serviceattempthistory',
            name='printed_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='stalkingdecision',
            name='down_code',
            field=models.CharField(blank=True, choices=[('INFORMATION', 'Additional verifiable information'), ('ELEMENT', 'A part of the more serious offence is not made out'), ('ERROR', 'It was classified in error')], max_length=12),
        ),
        migrations.AlterField(
            model_name='case',
            name='state',
            field=models.CharField(choices=[('REPORTED', 'Reported'), ('RECORDED', 'Crime recorded'), ('ALLOCATED', 'Allocated'), ('INVESTIGATING', 'Under investigation'), ('CLOSED', 'Closed'), ('REOPENED', 'Reopened'), ('AWAITING_CPS', 'With the CPS'), ('CHARGED', 'Charged'), ('AT_COURT', 'At court')], default='REPORTED', max_length=20),
        ),
        migrations.AlterField(
            model_name='casehistory',
            name='state',
            field=models.CharField(choices=[('REPORTED', 'Reported'), ('RECORDED', 'Crime recorded'), ('ALLOCATED', 'Allocated'), ('INVESTIGATING', 'Under investigation'), ('CLOSED', 'Closed'), ('REOPENED', 'Reopened'), ('AWAITING_CPS', 'With the CPS'), ('CHARGED', 'Charged'), ('AT_COURT', 'At court')], default='REPORTED', max_length=20),
        ),
        migrations.AlterField(
            model_name='crimerecord',
            name='offence',
            field=models.CharField(blank=True, choices=[('STALKING_2A', 'Stalking, s.2A (195/12)'), ('STALKING_4A_FEAR', 'Stalking, s.4A: fear of violence (8/65)'), ('STALKING_4A_DISTRESS', 'Stalking, s.4A: serious alarm or distress (8/66)'), ('HARASSMENT_2', 'Harassment, s.2'), ('HARASSMENT_4', 'Putting people in fear of violence, s.4'), ('SPO_BREACH', 'Breach of a Stalking Protection Order, s.8 (H20164)'), ('ORDER_BREACH', 'Breach of a restraining or non-molestation order'), ('CRIMINAL_DAMAGE', 'Criminal damage'), ('MALICIOUS_COMMUNICATIONS', 'Malicious communications'), ('NUISANCE', 'Nuisance or anti-social behaviour'), ('THREATS_TO_KILL', 'Threats to kill'), ('STRANGULATION', 'Non-fatal strangulation'), ('INTIMATE_IMAGE', 'Intimate image offence'), ('BURGLARY', 'Burglary'), ('COMPUTER_ACCESS', 'Unauthorised computer access'), ('ASSAULT', 'Assault'), ('COERCIVE_CONTROL', 'Controlling or coercive behaviour'), ('OTHER', 'Another offence')], max_length=30),
        ),
        migrations.AlterField(
            model_name='importedmatter',
            name='application',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='imported_matter', to='casework.application'),
        ),
        migrations.AlterField(
            model_name='importedmatter',
            name='key',
            field=models.CharField(max_length=200),
        ),
        migrations.AlterField(
            model_name='importrow',
            name='key',
            field=models.CharField(max_length=200),
        ),
        migrations.AlterField(
            model_name='importrun',
            name='state',
            field=models.CharField(choices=[('WAITING', 'Waiting for your word'), ('ASKED', 'With professional standards'), ('DECLINED', 'Declined'), ('RUNNING', 'Running'), ('FINISHED', 'Finished')], default='WAITING', max_length=10),
        ),
        migrations.AlterField(
            model_name='noticereview',
            name='offence',
            field=models.CharField(blank=True, choices=[('STALKING_2A', 'Stalking, s.2A (195/12)'), ('STALKING_4A_FEAR', 'Stalking, s.4A: fear of violence (8/65)'), ('STALKING_4A_DISTRESS', 'Stalking, s.4A: serious alarm or distress (8/66)'), ('HARASSMENT_2', 'Harassment, s.2'), ('HARASSMENT_4', 'Putting people in fear of violence, s.4'), ('SPO_BREACH', 'Breach of a Stalking Protection Order, s.8 (H20164)'), ('ORDER_BREACH', 'Breach of a restraining or non-molestation order'), ('CRIMINAL_DAMAGE', 'Criminal damage'), ('MALICIOUS_COMMUNICATIONS', 'Malicious communications'), ('NUISANCE', 'Nuisance or anti-social behaviour'), ('THREATS_TO_KILL', 'Threats to kill'), ('STRANGULATION', 'Non-fatal strangulation'), ('INTIMATE_IMAGE', 'Intimate image offence'), ('BURGLARY', 'Burglary'), ('COMPUTER_ACCESS', 'Unauthorised computer access'), ('ASSAULT', 'Assault'), ('COERCIVE_CONTROL', 'Controlling or coercive behaviour'), ('OTHER', 'Another offence')], max_length=30),
        ),
        migrations.AlterField(
            model_name='notification',
            name='acknowledgement',
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AlterField(
            model_name='notificationduty',
            name='state',
            field=models.CharField(choices=[('EXEMPT', 'Exempt while on the sex-offender register'), ('PENDING', 'Running'), ('MET', 'Notified in time'), ('MET_LATE', 'Notified late'), ('OVERDUE', 'Not notified: an offence is suspected'), ('CANCELLED', 'Fell away: the order ended first'), ('NOT_APPLICABLE', 'No duty: the order replaces an interim order'), ('CHARGED', 'Not notified in time: charged'), ('NFA', 'Not notified in time: no further action')], max_length=14),
        ),
        migrations.AlterField(
            model_name='notificationdutyhistory',
            name='state',
            field=models.CharField(choices=[('EXEMPT', 'Exempt while on the sex-offender register'), ('PENDING', 'Running'), ('MET', 'Notified in time'), ('MET_LATE', 'Notified late'), ('OVERDUE', 'Not notified: an offence is suspected'), ('CANCELLED', 'Fell away: the order ended first'), ('NOT_APPLICABLE', 'No duty: the order replaces an interim order'), ('CHARGED', 'Not notified in time: charged'), ('NFA', 'Not notified in time: no further action')], max_length=14),
        ),
        migrations.AlterField(
            model_name='planaction',
            name='assessment',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='casework.riskassessment'),
        ),
        migrations.AlterField(
            model_name='planaction',
            name='kind',
            field=models.CharField(choices=[('SAFETY_PLAN', 'Safety plan'), ('COCOON', 'Cocoon watch'), ('MARKER', '999 marker on the address'), ('ALARM', 'Panic alarm'), ('HOME_SECURITY', 'Home security'), ('CYBER', 'Cyber-safety check'), ('TRACKER_SWEEP', 'Tracker sweep'), ('SAFEGUARDING', "Children's or adult safeguarding referral"), ('EMPLOYER', 'Contact with employer or school'), ('NEW_NUMBER', 'New number or identity'), ('CAPTURE', 'Capture digital evidence before anything is deleted'), ('MARAC', 'MARAC referral'), ('ISAC', 'Independent stalking advocate'), ('SPO', 'Stalking Protection Order'), ('BAIL', 'Bail conditions'), ('HOUSING', 'Housing'), ('ELECTORAL_ROLL', 'Anonymous entry on the electoral roll'), ('INTERVENTION', 'Perpetrator intervention'), ('OTHER', 'Another action')], max_length=16),
        ),
        migrations.AlterField(
            model_name='reportdraft',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='report_drafts', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='riskassessment',
            name='tool',
            field=models.CharField(choices=[('DASH', 'DASH'), ('DARA', 'DARA'), ('S_DASH', 'S-DASH (2009)'), ('SASH', 'SASH'), ('SAM', 'SAM'), ('SRP', 'Stalking Risk Profile (SRP)'), ('LOCAL', 'Force screening tool')], max_length=10),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(fields=['complainant'], name='casework_no_complai_e345d8_idx'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(condition=models.Q(('reviewer__isnull', False)), fields=['reviewer'], name='notice_reviewer'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(condition=models.Q(('state', 'REPLACED'), _negated=True), fields=['force', '-urgent', 'issued_on', 'id'], name='notice_queue'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(condition=models.Q(('matched_at__isnull', True)), fields=['id'], name='notice_unmatched'),
        ),
        migrations.AddIndex(
            model_name='order',
            index=models.Index(condition=models.Q(('state__in', ('MADE', 'IN_FORCE'))), fields=['case', 'end_sort', 'id'], name='live_orders_of_case'),
        ),
        migrations.AddIndex(
            model_name='reportdraft',
            index=models.Index(fields=['user', '-updated_at'], name='casework_re_user_id_85cdc5_idx'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='case',
            trigger=pgtrigger.compiler.Trigger(name='case_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{ALLOCATED:ALLOCATED,ALLOCATED:CLOSED,ALLOCATED:INVESTIGATING,AT_COURT:AT_COURT,AT_COURT:CLOSED,AWAITING_CPS:AWAITING_CPS,AWAITING_CPS:CHARGED,AWAITING_CPS:CLOSED,AWAITING_CPS:INVESTIGATING,CHARGED:AT_COURT,CHARGED:CHARGED,CHARGED:CLOSED,CLOSED:REOPENED,INVESTIGATING:AWAITING_CPS,INVESTIGATING:CLOSED,INVESTIGATING:INVESTIGATING,RECORDED:ALLOCATED,RECORDED:CLOSED,REOPENED:CLOSED,REOPENED:INVESTIGATING,REOPENED:REOPENED,REPORTED:RECORDED}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='4b2eefa2615da237de2889908f553cf55761995a', operation='UPDATE', pgid='pgtrigger_case_moves_e4f1e', table='casework_case', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='notice',
            trigger=pgtrigger.compiler.Trigger(name='notice_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{REPLACED:REVIEW_DUE,REVIEWED:REPLACED,REVIEWED:REVIEW_DUE,REVIEW_DUE:REVIEWED}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='c554d6a0cd27bb820b9aded2d54d6ddca7412668', operation='UPDATE', pgid='pgtrigger_notice_moves_05121', table='casework_notice', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='notice',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "casework_noticehistory" ("case_id", "complainant_id", "conduct", "copy", "course_alleged", "doubts", "force_id", "id", "investigated", "issued_on", "issuing_collar", "issuing_officer", "kind", "linked_crime", "matched_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recipient_id", "recipient_vulnerability", "recorded_at", "recorded_by_id", "reference", "reviewer_id", "served_on", "service_method", "source_reference", "source_status", "source_system", "state", "text_reference", "unit_id", "urgent", "urgent_why", "version") VALUES (NEW."case_id", NEW."complainant_id", NEW."conduct", NEW."copy", NEW."course_alleged", NEW."doubts", NEW."force_id", NEW."id", NEW."investigated", NEW."issued_on", NEW."issuing_collar", NEW."issuing_officer", NEW."kind", NEW."linked_crime", NEW."matched_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."recipient_id", NEW."recipient_vulnerability", NEW."recorded_at", NEW."recorded_by_id", NEW."reference", NEW."reviewer_id", NEW."served_on", NEW."service_method", NEW."source_reference", NEW."source_status", NEW."source_system", NEW."state", NEW."text_reference", NEW."unit_id", NEW."urgent", NEW."urgent_why", NEW."version"); RETURN NULL;', hash='f44a5771997a74f711a856a9fc81e74b227e0aa1', operation='INSERT', pgid='pgtrigger_insert_insert_aa5dc', table='casework_notice', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='notice',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "casework_noticehistory" ("case_id", "complainant_id", "conduct", "copy", "course_alleged", "doubts", "force_id", "id", "investigated", "issued_on", "issuing_collar", "issuing_officer", "kind", "linked_crime", "matched_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recipient_id", "recipient_vulnerability", "recorded_at", "recorded_by_id", "reference", "reviewer_id", "served_on", "service_method", "source_reference", "source_status", "source_system", "state", "text_reference", "unit_id", "urgent", "urgent_why", "version") VALUES (NEW."case_id", NEW."complainant_id", NEW."conduct", NEW."copy", NEW."course_alleged", NEW."doubts", NEW."force_id", NEW."id", NEW."investigated", NEW."issued_on", NEW."issuing_collar", NEW."issuing_officer", NEW."kind", NEW."linked_crime", NEW."matched_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."recipient_id", NEW."recipient_vulnerability", NEW."recorded_at", NEW."recorded_by_id", NEW."reference", NEW."reviewer_id", NEW."served_on", NEW."service_method", NEW."source_reference", NEW."source_status", NEW."source_system", NEW."state", NEW."text_reference", NEW."unit_id", NEW."urgent", NEW."urgent_why", NEW."version"); RETURN NULL;', hash='efc47fa099c8195f57d129acc25e6a893c90a9b8', operation='UPDATE', pgid='pgtrigger_update_update_4a848', table='casework_notice', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='notificationduty',
            trigger=pgtrigger.compiler.Trigger(name='notification_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{EXEMPT:CANCELLED,EXEMPT:PENDING,MET:MET_LATE,MET_LATE:CHARGED,MET_LATE:MET,MET_LATE:NFA,NFA:CHARGED,OVERDUE:CANCELLED,OVERDUE:CHARGED,OVERDUE:MET_LATE,OVERDUE:NFA,OVERDUE:PENDING,PENDING:CANCELLED,PENDING:MET,PENDING:MET_LATE,PENDING:OVERDUE}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='3a073aa5fed06cf40f48ce8f5c89523da0871598', operation='UPDATE', pgid='pgtrigger_notification_moves_37a2f', table='casework_notificationduty', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='notificationduty',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "casework_notificationdutyhistory" ("case_id", "considered", "doubt", "due_on", "failed_from", "failure_ended_at", "id", "opened_at", "order_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "trigger", "trigger_on") VALUES (NEW."case_id", NEW."considered", NEW."doubt", NEW."due_on", NEW."failed_from", NEW."failure_ended_at", NEW."id", NEW."opened_at", NEW."order_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."state", NEW."trigger", NEW."trigger_on"); RETURN NULL;', hash='bf53db2aaa157dc5dc5be066876a77ef0c63ccfc', operation='INSERT', pgid='pgtrigger_insert_insert_94002', table='casework_notificationduty', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='notificationduty',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "casework_notificationdutyhistory" ("case_id", "considered", "doubt", "due_on", "failed_from", "failure_ended_at", "id", "opened_at", "order_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "trigger", "trigger_on") VALUES (NEW."case_id", NEW."considered", NEW."doubt", NEW."due_on", NEW."failed_from", NEW."failure_ended_at", NEW."id", NEW."opened_at", NEW."order_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."state", NEW."trigger", NEW."trigger_on"); RETURN NULL;', hash='a8600a275420c977ff6df323366810c9ac9beb54', operation='UPDATE', pgid='pgtrigger_update_update_cd63c', table='casework_notificationduty', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='order',
            trigger=pgtrigger.compiler.Trigger(name='order_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{IN_FORCE:DISCHARGED,IN_FORCE:ENDED_ON_DETERMINATION,IN_FORCE:EXPIRED,IN_FORCE:IN_FORCE,IN_FORCE:QUASHED,IN_FORCE:SUPERSEDED,MADE:DISCHARGED,MADE:ENDED_ON_DETERMINATION,MADE:EXPIRED,MADE:IN_FORCE,MADE:MADE,MADE:QUASHED,MADE:SUPERSEDED}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='31eab704d6e8be302b7f47ab95bd0dc90be5404f', operation='UPDATE', pgid='pgtrigger_order_moves_dcb8e', table='casework_order', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='order',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "casework_orderhistory" ("application_id", "case_id", "court", "defendant_id", "defendant_present", "effective_from", "end_date", "end_not_known", "end_note", "end_sort", "ended_at", "fixed_period", "id", "imported_incomplete", "made_at", "made_on", "main_application_id", "manager_id", "on_register", "origin", "period_words", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pnc_at", "pnc_reference", "queried", "query_reason", "recorded_at", "recorded_by_id", "reference", "register_until", "renewal_decision", "renewal_reason", "replaced_by_id", "served_on", "state", "type", "version", "victim_told_at") VALUES (NEW."application_id", NEW."case_id", NEW."court", NEW."defendant_id", NEW."defendant_present", NEW."effective_from", NEW."end_date", NEW."end_not_known", NEW."end_note", NEW."end_sort", NEW."ended_at", NEW."fixed_period", NEW."id", NEW."imported_incomplete", NEW."made_at", NEW."made_on", NEW."main_application_id", NEW."manager_id", NEW."on_register", NEW."origin", NEW."period_words", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."pnc_at", NEW."pnc_reference", NEW."queried", NEW."query_reason", NEW."recorded_at", NEW."recorded_by_id", NEW."reference", NEW."register_until", NEW."renewal_decision", NEW."renewal_reason", NEW."replaced_by_id", NEW."served_on", NEW."state", NEW."type", NEW."version", NEW."victim_told_at"); RETURN NULL;', hash='e81f1d591815260f6f7242228379010021d3d2d0', operation='INSERT', pgid='pgtrigger_insert_insert_9ca76', table='casework_order', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='order',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "casework_orderhistory" ("application_id", "case_id", "court", "defendant_id", "defendant_present", "effective_from", "end_date", "end_not_known", "end_note", "end_sort", "ended_at", "fixed_period", "id", "imported_incomplete", "made_at", "made_on", "main_application_id", "manager_id", "on_register", "origin", "period_words", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pnc_at", "pnc_reference", "queried", "query_reason", "recorded_at", "recorded_by_id", "reference", "register_until", "renewal_decision", "renewal_reason", "replaced_by_id", "served_on", "state", "type", "version", "victim_told_at") VALUES (NEW."application_id", NEW."case_id", NEW."court", NEW."defendant_id", NEW."defendant_present", NEW."effective_from", NEW."end_date", NEW."end_not_known", NEW."end_note", NEW."end_sort", NEW."ended_at", NEW."fixed_period", NEW."id", NEW."imported_incomplete", NEW."made_at", NEW."made_on", NEW."main_application_id", NEW."manager_id", NEW."on_register", NEW."origin", NEW."period_words", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."pnc_at", NEW."pnc_reference", NEW."queried", NEW."query_reason", NEW."recorded_at", NEW."recorded_by_id", NEW."reference", NEW."register_until", NEW."renewal_decision", NEW."renewal_reason", NEW."replaced_by_id", NEW."served_on", NEW."state", NEW."type", NEW."version", NEW."victim_told_at"); RETURN NULL;', hash='5031a4a403b633561271af4945f4f519298a6174', operation='UPDATE', pgid='pgtrigger_update_update_806e9', table='casework_order', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='serviceattempt',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "casework_serviceattempthistory" ("basis", "bwv_reference", "case_id", "certificate_signed", "certificate_signed_at", "copy_left", "effective_on", "id", "identity_check", "method", "notification_explained", "order_id", "order_version_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "place_kind", "printed_on", "recorded_at", "recorded_by_id", "sent_at", "server", "shown_otherwise", "shown_why", "succeeded", "sum", "terms_explained", "version", "why_not") VALUES (NEW."basis", NEW."bwv_reference", NEW."case_id", NEW."certificate_signed", NEW."certificate_signed_at", NEW."copy_left", NEW."effective_on", NEW."id", NEW."identity_check", NEW."method", NEW."notification_explained", NEW."order_id", NEW."order_version_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place", NEW."place_kind", NEW."printed_on", NEW."recorded_at", NEW."recorded_by_id", NEW."sent_at", NEW."server", NEW."shown_otherwise", NEW."shown_why", NEW."succeeded", NEW."sum", NEW."terms_explained", NEW."version", NEW."why_not"); RETURN NULL;', hash='405b43bb4ec768ea362c3b89239afe149a476e79', operation='INSERT', pgid='pgtrigger_insert_insert_eb9a8', table='casework_serviceattempt', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='serviceattempt',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "casework_serviceattempthistory" ("basis", "bwv_reference", "case_id", "certificate_signed", "certificate_signed_at", "copy_left", "effective_on", "id", "identity_check", "method", "notification_explained", "order_id", "order_version_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "place_kind", "printed_on", "recorded_at", "recorded_by_id", "sent_at", "server", "shown_otherwise", "shown_why", "succeeded", "sum", "terms_explained", "version", "why_not") VALUES (NEW."basis", NEW."bwv_reference", NEW."case_id", NEW."certificate_signed", NEW."certificate_signed_at", NEW."copy_left", NEW."effective_on", NEW."id", NEW."identity_check", NEW."method", NEW."notification_explained", NEW."order_id", NEW."order_version_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place", NEW."place_kind", NEW."printed_on", NEW."recorded_at", NEW."recorded_by_id", NEW."sent_at", NEW."server", NEW."shown_otherwise", NEW."shown_why", NEW."succeeded", NEW."sum", NEW."terms_explained", NEW."version", NEW."why_not"); RETURN NULL;', hash='15a5afd1ce3283754a66f6927684a604588c64e5', operation='UPDATE', pgid='pgtrigger_update_update_5978e', table='casework_serviceattempt', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='stalkingdecision',
            trigger=pgtrigger.compiler.Trigger(name='stalking_decision_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{IN_FORCE:REPLACED,IN_FORCE:WITH_REGISTRAR,PROPOSED:IN_FORCE,PROPOSED:REFUSED,PROPOSED:REPLACED,PROPOSED:WITH_REGISTRAR,WITH_REGISTRAR:IN_FORCE,WITH_REGISTRAR:REFUSED,WITH_REGISTRAR:REPLACED}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='ae3be96b04eadfee378ef0c3ff1341aded483c80', operation='UPDATE', pgid='pgtrigger_stalking_decision_moves_fff2e', table='casework_stalkingdecision', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['REPORTED', 'RECORDED', 'ALLOCATED', 'INVESTIGATING', 'CLOSED', 'REOPENED', 'AWAITING_CPS', 'CHARGED', 'AT_COURT'])), name='case_state_known'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'CLOSED'), _negated=True), ('is_open', False), _connector='OR'), name='closed_case_is_not_open'),
        ),
        migrations.AddConstraint(
            model_name='importedmatter',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('application__isnull', False), ('notice__isnull', True)), models.Q(('application__isnull', True), ('notice__isnull', False)), _connector='OR'), name='matter_is_one_thing'),
        ),
        migrations.AddConstraint(
            model_name='importrun',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['FINISHED', 'DECLINED']), _negated=True), fields=('kind', 'file_digest'), name='one_unfinished_run_per_file'),
        ),
        migrations.AddConstraint(
            model_name='importrun',
            constraint=models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), models.Q(('approved_by', models.F('started_by')), _negated=True), _connector='OR'), name='import_approved_by_another'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.UniqueConstraint(condition=models.Q(('source_reference', ''), _negated=True), fields=('force', 'source_system', 'source_reference', 'copy'), name='notice_source_once'),
        ),
        migrations.AddConstraint(
            model_name='noticereview',
            constraint=models.UniqueConstraint(condition=models.Q(('agreed', True), ('reopened_at__isnull', True)), fields=('notice',), name='one_notice_outcome'),
        ),
        migrations.AddConstraint(
            model_name='noticereview',
            constraint=models.CheckConstraint(condition=models.Q(('reopened_at__isnull', True), models.Q(('agreed', True), ('reopened_by__isnull', False), models.Q(('reopen_reason', ''), _negated=True)), _connector='OR'), name='notice_reopened_with_reason'),
        ),
        migrations.AddConstraint(
            model_name='notification',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('station', ''), _negated=True), models.Q(('names', ''), _negated=True)), name='notification_is_whole'),
        ),
        migrations.AddConstraint(
            model_name='notification',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('identity', 'REFUSED'), _negated=True), models.Q(('identity_note', ''), _negated=True), _connector='OR'), name='refused_identity_says_how'),
        ),
        migrations.AddConstraint(
            model_name='notification',
            constraint=models.CheckConstraint(condition=models.Q(('station_basis', 'ELSEWHERE'), _negated=True), name='notification_is_at_the_right_station'),
        ),
        migrations.AddConstraint(
            model_name='notificationduty',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['EXEMPT', 'PENDING', 'MET', 'MET_LATE', 'OVERDUE', 'CANCELLED', 'NOT_APPLICABLE', 'CHARGED', 'NFA'])), name='duty_state_known'),
        ),
        migrations.AddConstraint(
            model_name='notificationduty',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'NFA'), _negated=True), models.Q(('considered', ''), _negated=True), _connector='OR'), name='no_offence_says_why'),
        ),
        migrations.AddField(
            model_name='acknowledgement',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.case'),
        ),
        migrations.AddField(
            model_name='acknowledgement',
            name='notification',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='acknowledged_later', to='casework.notification'),
        ),
        migrations.AddField(
            model_name='acknowledgement',
            name='recorded_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
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
            model_name='advicereply',
            name='advice',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='casework.legaladvice'),
        ),
        migrations.AddField(
            model_name='advicereply',
            name='author',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='appeal',
            name='application',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='appeals', to='casework.application'),
        ),
        migrations.AddField(
            model_name='appeal',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.case'),
        ),
        migrations.AddField(
            model_name='appeal',
            name='order',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='appeals', to='casework.order'),
        ),
        migrations.AddField(
            model_name='appeal',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='appealhistory',
            name='application',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.application'),
        ),
        migrations.AddField(
            model_name='appealhistory',
            name='case',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.case'),
        ),
        migrations.AddField(
            model_name='appealhistory',
            name='order',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.order'),
        ),
        migrations.AddField(
            model_name='appealhistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='casework.appeal'),
        ),
        migrations.AddField(
            model_name='appealhistory',
            name='recorded_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='arrest',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='arrests', to='casework.case'),
        ),
        migrations.AddField(
            model_name='arrest',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='arrest',
            name='suspect',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='arrests', to='casework.person'),
        ),
        migrations.AddField(
            model_name='arresthistory',
            name='case',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.case'),
        ),
        migrations.AddField(
            model_name='arresthistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='casework.arrest'),
        ),
        migrations.AddField(
            model_name='arresthistory',
            name='recorded_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='arresthistory',
            name='suspect',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.person'),
        ),
        migrations.AddField(
            model_name='bail',
            name='arrest',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bails', to='casework.arrest'),
        ),
        migrations.AddField(
            model_name='bail',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bails', to='casework.case'),
        ),
        migrations.AddField(
            model_name='bail',
            name='granted_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='bail',
            name='suspect',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bails', to='casework.person'),
        ),
        migrations.AddField(
            model_name='bailbreach',
            name='bail',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='breaches', to='casework.bail'),
        ),
        migrations.AddField(
            model_name='bailbreach',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.case'),
        ),
        migrations.AddField(
            model_name='bailbreach',
            name='incident',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.incident'),
        ),
        migrations.AddField(
            model_name='bailbreach',
            name='reported_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='bailcondition',
            name='bail',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='conditions', to='casework.bail'),
        ),
        migrations.AddField(
            model_name='bailbreach',
            name='conditions',
            field=models.ManyToManyField(blank=True, related_name='breaches', to='casework.bailcondition'),
        ),
        migrations.AddField(
            model_name='bailhistory',
            name='arrest',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.arrest'),
        ),
        migrations.AddField(
            model_name='bailhistory',
            name='case',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.case'),
        ),
        migrations.AddField(
            model_name='bailhistory',
            name='granted_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='bailhistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='casework.bail'),
        ),
        migrations.AddField(
            model_name='bailhistory',
            name='suspect',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.person'),
        ),
        migrations.AddField(
            model_name='bailstop',
            name='bail',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stops', to='casework.bail'),
        ),
        migrations.AddField(
            model_name='bailviews',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='bailviews',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bail_views', to='casework.case'),
        ),
        migrations.AddField(
            model_name='bailviews',
            name='party',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bail_views', to='casework.caseparty'),
        ),
        migrations.AddField(
            model_name='bailhistory',
            name='views',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.bailviews'),
        ),
        migrations.AddField(
            model_name='bail',
            name='views',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.bailviews'),
        ),
        migrations.AddField(
            model_name='casefile',
            name='added_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='casefile',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='casework.case'),
        ),
        migrations.AddField(
            model_name='casefile',
            name='original',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='copies', to='casework.casefile'),
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
            model_name='certifiedcopy',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.case'),
        ),
        migrations.AddField(
            model_name='certifiedcopy',
            name='order',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='certified_copies', to='casework.order'),
        ),
        migrations.AddField(
            model_name='certifiedcopy',
            name='order_version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certified_copies', to='casework.orderversion'),
        ),
        migrations.AddField(
            model_name='certifiedcopy',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='changereview',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.case'),
        ),
        migrations.AddField(
            model_name='changereview',
            name='reviewer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='charge',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='charges', to='casework.case'),
        ),
        migrations.AddField(
            model_name='charge',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='charge',
            name='suspect',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='charges', to='casework.person'),
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
            model_name='columnmapping',
            name='force',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='casework.force'),
        ),
        migrations.AddField(
            model_name='columnmapping',
            name='kept_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='consent',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='contact',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='contact',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='victim_contacts', to='casework.case'),
        ),
        migrations.AddField(
            model_name='contact',
            name='corrects',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='casework.contact'),
        ),
        migrations.AddField(
            model_name='contact',
            name='party',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='casework.caseparty'),
        ),
        migrations.AddField(
            model_name='contactanswer',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='casework.case'),
        ),
        migrations.AddField(
            model_name='contactanswer',
            name='contact',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='casework.contact'),
        ),
        migrations.AddIndex(
            model_name='content',
            index=models.Index(fields=['checked_at', 'id'], name='casework_co_checked_4e8edb_idx'),
        ),
        migrations.AddIndex(
            model_name='content',
            index=models.Index(condition=models.Q(('scan', 'WAITING'), ('previewed', False), _connector='OR'), fields=['id'], name='content_to_work_on'),
        ),
        migrations.AddConstraint(
            model_name='content',
            constraint=models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='content_not_empty'),
        ),
        migrations.AddConstraint(
            model_name='content',
            constraint=models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='content_sha256_written_so'),
        ),
        migrations.AddConstraint(
            model_name='content',
            constraint=models.CheckConstraint(condition=models.Q(('scan__in', ['NOT_SCANNED', 'WAITING', 'CLEAN', 'INFECTED'])), name='content_scan_known'),
        ),
        migrations.AddField(
            model_name='casefile',
            name='content',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='casework.content'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='content',
            trigger=pgtrigger.compiler.Trigger(name='content_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."size" IS DISTINCT FROM (NEW."size"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='f625141d4b9dbc997b7f13281d78584dea83b7ba', operation='UPDATE', pgid='pgtrigger_content_stays_f2bc7', table='casework_content', when='BEFORE')),
        ),
        migrations.AddField(
            model_name='coursereading',
            name='asked_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='coursereading',
            name='case',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='reading', to='casework.case'),
        ),
        migrations.AddField(
            model_name='courtevent',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.case'),
        ),
        migrations.AddField(
            model_name='courtevent',
            name='charge',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='court_events', to='casework.charge'),
        ),
        migrations.AddField(
            model_name='courtevent',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='cpscomment',
            name='author',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='cpsreferral',
            name='approved_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='cpsreferral',
            name='begun_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='cpsreferral',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cps_referrals', to='casework.case'),
        ),
        migrations.AddField(
            model_name='cpsreferral',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='cpsreferral',
            name='prosecutor',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='cpsreferral',
            name='submitted_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='cpsreferral',
            name='suspect',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cps_referrals', to='casework.person'),
        ),
        migrations.AddField(
            model_name='cpscomment',
            name='referral',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='casework.cpsreferral'),
        ),
        migrations.AddField(
            model_name='charge',
            name='referral',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='charge', to='casework.cpsreferral'),
        ),
        migrations.AddField(
            model_name='cpsreferralhistory',
            name='approved_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='cpsreferralhistory',
            name='begun_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='cpsreferralhistory',
            name='case',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.case'),
        ),
        migrations.AddField(
            model_name='cpsreferralhistory',
            name='decided_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='cpsreferralhistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='casework.cpsreferral'),
        ),
        migrations.AddField(
            model_name='cpsreferralhistory',
            name='prosecutor',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='cpsreferralhistory',
            name='submitted_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='cpsreferralhistory',
            name='suspect',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.person'),
        ),
        migrations.AddField(
            model_name='crimerequest',
            name='approved_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='crimerequest',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='crime_requests', to='casework.case'),
        ),
        migrations.AddField(
            model_name='crimerequest',
            name='proposed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='crimerequest',
            name='registrar',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='deviceagreement',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='casework.case'),
        ),
        migrations.AddField(
            model_name='deviceagreement',
            name='exhibit',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='agreement', to='casework.exhibit'),
        ),
        migrations.AddField(
            model_name='deviceagreement',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='deviceagreement',
            name='whole_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='devicestrategy',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='casework.case'),
        ),
        migrations.AddField(
            model_name='devicestrategy',
            name='exhibit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='strategies', to='casework.exhibit'),
        ),
        migrations.AddField(
            model_name='devicestrategy',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='discrepancy',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='casework.case'),
        ),
        migrations.AddField(
            model_name='discrepancy',
            name='event',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='discrepancy', to='casework.ledgerevent'),
        ),
        migrations.AddField(
            model_name='discrepancy',
            name='exhibit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='discrepancies', to='casework.exhibit'),
        ),
        migrations.AddField(
            model_name='discrepancy',
            name='opened_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='discrepancy',
            name='resolved_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='exhibithold',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='casework.case'),
        ),
        migrations.AddField(
            model_name='exhibithold',
            name='exhibit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='holds', to='casework.exhibit'),
        ),
        migrations.AddField(
            model_name='exhibithold',
            name='lifted_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='exhibithold',
            name='placed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
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
            model_name='extension',
            name='asked_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='extension',
            name='bail',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='extensions', to='casework.bail'),
        ),
        migrations.AddField(
            model_name='extension',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.case'),
        ),
        migrations.AddField(
            model_name='extension',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='firstreport',
            name='case',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='first_report', to='casework.case'),
        ),
        migrations.AddField(
            model_name='firstreport',
            name='taken_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='gapdecision',
            name='bail',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='gap_decisions', to='casework.bail'),
        ),
        migrations.AddField(
            model_name='gapdecision',
            name='decided_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='heard',
            name='recorded_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='hearsaynotice',
            name='application',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hearsay_notices', to='casework.application'),
        ),
        migrations.AddField(
            model_name='hearsaynotice',
            name='hearing',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hearsay_notices', to='casework.hearing'),
        ),
        migrations.AddField(
            model_name='hearsaynotice',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='hearsayplan',
            name='application',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hearsay_plans', to='casework.application'),
        ),
        migrations.AddField(
            model_name='hearsayplan',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='hearsaystep',
            name='notice',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='casework.hearsaynotice'),
        ),
        migrations.AddField(
            model_name='hearsaystep',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='informationrequest',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.case'),
        ),
        migrations.AddField(
            model_name='informationrequest',
            name='order',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='information_requests', to='casework.order'),
        ),
        migrations.AddField(
            model_name='informationrequest',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='interview',
            name='arrest',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='interviews', to='casework.arrest'),
        ),
        migrations.AddField(
            model_name='interview',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='interviews', to='casework.case'),
        ),
        migrations.AddField(
            model_name='interview',
            name='interviewer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='interview',
            name='suspect',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='interviews', to='casework.person'),
        ),
        migrations.AddField(
            model_name='limitpassed',
            name='answered_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='limitpassed',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='limits_passed', to='casework.case'),
        ),
        migrations.AddField(
            model_name='limitpassed',
            name='clock',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.clock'),
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
            model_name='measuresview',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='measuresview',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='measures_views', to='casework.case'),
        ),
        migrations.AddField(
            model_name='measuresview',
            name='party',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='measures_views', to='casework.caseparty'),
        ),
        migrations.AddField(
            model_name='needsassessment',
            name='assessed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='needsassessment',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='needs_assessments', to='casework.case'),
        ),
        migrations.AddField(
            model_name='needsassessment',
            name='party',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='needs_assessments', to='casework.caseparty'),
        ),
        migrations.AddField(
            model_name='noticeattempt',
            name='by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='noticeattempt',
            name='case',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='casework.case'),
        ),
        migrations.AddField(
            model_name='noticeattempt',
            name='concluded_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='noticeattempt',
            name='force',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, to='casework.force'),
        ),
        migrations.AddField(
            model_name='noticecontact',
            name='notice',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='casework.notice'),
        ),
        migrations.AddField(
            model_name='noticecontact',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='noticematch',
            name='before',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.person'),
        ),
        migrations.AddField(
            model_name='noticematch',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='noticematch',
            name='notice',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='matches', to='casework.notice'),
        ),
        migrations.AddField(
            model_name='noticematch',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='casework.person'),
        ),
        migrations.AddField(
            model_name='orderchange',
            name='author',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='orderchange',
            name='authoriser',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='orderchange',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.case'),
        ),
        migrations.AddField(
            model_name='orderchange',
            name='legal_reviewer',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='orderchange',
            name='order',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='casework.order'),
        ),
        migrations.AddField(
            model_name='orderchange',
            name='version_made',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='change', to='casework.orderversion'),
        ),
        migrations.AddField(
            model_name='heard',
            name='change',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='heard', to='casework.orderchange'),
        ),
        migrations.AddField(
            model_name='consent',
            name='change',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='casework.orderchange'),
        ),
        migrations.AddField(
            model_name='changereview',
            name='change',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reviews', to='casework.orderchange'),
        ),
        migrations.AddField(
            model_name='changecondition',
            name='change',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='conditions', to='casework.orderchange'),
        ),
        migrations.AddField(
            model_name='appealhistory',
            name='change',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.orderchange'),
        ),
        migrations.AddField(
            model_name='appeal',
            name='change',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='appeals', to='casework.orderchange'),
        ),
        migrations.AddField(
            model_name='orderchangehistory',
            name='author',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='orderchangehistory',
            name='authoriser',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='orderchangehistory',
            name='case',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.case'),
        ),
        migrations.AddField(
            model_name='orderchangehistory',
            name='legal_reviewer',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='orderchangehistory',
            name='order',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.order'),
        ),
        migrations.AddField(
            model_name='orderchangehistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='casework.orderchange'),
        ),
        migrations.AddField(
            model_name='orderchangehistory',
            name='version_made',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.orderversion'),
        ),
        migrations.AddField(
            model_name='orderquery',
            name='answered_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='orderquery',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.case'),
        ),
        migrations.AddField(
            model_name='orderquery',
            name='order',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='queries', to='casework.order'),
        ),
        migrations.AddField(
            model_name='orderreview',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.case'),
        ),
        migrations.AddField(
            model_name='orderreview',
            name='order',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reviews', to='casework.order'),
        ),
        migrations.AddField(
            model_name='orderreview',
            name='reviewer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='ordertransfer',
            name='answered_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='ordertransfer',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.case'),
        ),
        migrations.AddField(
            model_name='ordertransfer',
            name='order',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='transfers', to='casework.order'),
        ),
        migrations.AddField(
            model_name='ordertransfer',
            name='proposed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='ordertransfer',
            name='to_force',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.force'),
        ),
        migrations.AddField(
            model_name='ordertransferhistory',
            name='answered_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='ordertransferhistory',
            name='case',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.case'),
        ),
        migrations.AddField(
            model_name='ordertransferhistory',
            name='order',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.order'),
        ),
        migrations.AddField(
            model_name='ordertransferhistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='casework.ordertransfer'),
        ),
        migrations.AddField(
            model_name='ordertransferhistory',
            name='proposed_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='ordertransferhistory',
            name='to_force',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.force'),
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
            model_name='packitem',
            name='referral',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='casework.cpsreferral'),
        ),
        migrations.AddField(
            model_name='packitem',
            name='said_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='patternprompt',
            name='answered_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='patternprompt',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='prompts', to='casework.case'),
        ),
        migrations.AddField(
            model_name='patternprompt',
            name='other_case',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='casework.case'),
        ),
        migrations.AddField(
            model_name='personmerge',
            name='gone',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.person'),
        ),
        migrations.AddField(
            model_name='personmerge',
            name='kept',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.person'),
        ),
        migrations.AddField(
            model_name='personmerge',
            name='merged_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='personmerge',
            name='undone_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='planitem',
            name='asked_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='planitem',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.case'),
        ),
        migrations.AddField(
            model_name='planitem',
            name='done_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='planitem',
            name='referral',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='plan', to='casework.cpsreferral'),
        ),
        migrations.AddField(
            model_name='point',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='points', to='casework.case'),
        ),
        migrations.AddField(
            model_name='point',
            name='judged_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='pointhistory',
            name='case',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.case'),
        ),
        migrations.AddField(
            model_name='pointhistory',
            name='judged_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='pointhistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='casework.point'),
        ),
        migrations.AddField(
            model_name='propertyrequest',
            name='answered_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='propertyrequest',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='property_requests', to='casework.case'),
        ),
        migrations.AddField(
            model_name='propertyrequest',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='prosecutorcomment',
            name='application',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='prosecutor_comments', to='casework.application'),
        ),
        migrations.AddField(
            model_name='prosecutorcomment',
            name='author',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='protocolanswer',
            name='answered_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='protocolanswer',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='protocol_answers', to='casework.case'),
        ),
        migrations.AddField(
            model_name='receipt',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='casework.case'),
        ),
        migrations.AddField(
            model_name='receipt',
            name='event',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='receipt', to='casework.ledgerevent'),
        ),
        migrations.AddField(
            model_name='receipt',
            name='exhibit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='receipts', to='casework.exhibit'),
        ),
        migrations.AddField(
            model_name='receipt',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='referral',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='referrals', to='casework.case'),
        ),
        migrations.AddField(
            model_name='referral',
            name='made_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='referral',
            name='party',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='referrals', to='casework.caseparty'),
        ),
        migrations.AddField(
            model_name='referralhistory',
            name='case',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.case'),
        ),
        migrations.AddField(
            model_name='referralhistory',
            name='made_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='referralhistory',
            name='party',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.caseparty'),
        ),
        migrations.AddField(
            model_name='referralhistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='casework.referral'),
        ),
        migrations.AddField(
            model_name='release',
            name='asked_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='release',
            name='carried_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='release',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='casework.case'),
        ),
        migrations.AddField(
            model_name='release',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='release',
            name='exhibit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='releases', to='casework.exhibit'),
        ),
        migrations.AddField(
            model_name='relevantofficer',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.case'),
        ),
        migrations.AddField(
            model_name='relevantofficer',
            name='order',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='relevant_officers', to='casework.order'),
        ),
        migrations.AddField(
            model_name='relevantofficer',
            name='recorded_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='retentionreview',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='casework.case'),
        ),
        migrations.AddField(
            model_name='retentionreview',
            name='exhibit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reviews', to='casework.exhibit'),
        ),
        migrations.AddField(
            model_name='retentionreview',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='casework.exhibitplan'),
        ),
        migrations.AddField(
            model_name='retentionreview',
            name='reviewed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='reviewrequest',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='review_requests', to='casework.case'),
        ),
        migrations.AddField(
            model_name='reviewrequest',
            name='party',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='review_requests', to='casework.caseparty'),
        ),
        migrations.AddField(
            model_name='reviewrequest',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='reviewrequest',
            name='reviewer',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='reviewrequesthistory',
            name='case',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.case'),
        ),
        migrations.AddField(
            model_name='reviewrequesthistory',
            name='party',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.caseparty'),
        ),
        migrations.AddField(
            model_name='reviewrequesthistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='casework.reviewrequest'),
        ),
        migrations.AddField(
            model_name='reviewrequesthistory',
            name='recorded_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='reviewrequesthistory',
            name='reviewer',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='risktrigger',
            name='assessment',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='triggers', to='casework.riskassessment'),
        ),
        migrations.AddField(
            model_name='risktrigger',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='risk_triggers', to='casework.case'),
        ),
        migrations.AddField(
            model_name='risktrigger',
            name='told_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='safecontactplan',
            name='agreed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='safecontactplan',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contact_plans', to='casework.case'),
        ),
        migrations.AddField(
            model_name='safecontactplan',
            name='fact',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='casework.protectedfact'),
        ),
        migrations.AddField(
            model_name='safecontactplan',
            name='party',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='contact_plan', to='casework.caseparty'),
        ),
        migrations.AddField(
            model_name='safecontactplanhistory',
            name='agreed_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='safecontactplanhistory',
            name='case',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.case'),
        ),
        migrations.AddField(
            model_name='safecontactplanhistory',
            name='fact',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.protectedfact'),
        ),
        migrations.AddField(
            model_name='safecontactplanhistory',
            name='party',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.caseparty'),
        ),
        migrations.AddField(
            model_name='safecontactplanhistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='casework.safecontactplan'),
        ),
        migrations.AddField(
            model_name='samplecheck',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sample_checks', to='casework.case'),
        ),
        migrations.AddField(
            model_name='samplecheck',
            name='checked_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='search',
            name='authority_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='search',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='searches', to='casework.case'),
        ),
        migrations.AddField(
            model_name='search',
            name='checked_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='search',
            name='inspector_told',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='search',
            name='officers',
            field=models.ManyToManyField(related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='search',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='seizedinsearch',
            name='exhibit',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='found_in', to='casework.exhibit'),
        ),
        migrations.AddField(
            model_name='seizedinsearch',
            name='search',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seized', to='casework.search'),
        ),
        migrations.AddField(
            model_name='shelfcount',
            name='counted_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='shelfcount',
            name='force',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.force'),
        ),
        migrations.AddField(
            model_name='sift',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='casework.case'),
        ),
        migrations.AddField(
            model_name='sift',
            name='exhibit',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='sift', to='casework.exhibit'),
        ),
        migrations.AddField(
            model_name='sift',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='statementstep',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='statementstep',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='statement_steps', to='casework.case'),
        ),
        migrations.AddField(
            model_name='statementstep',
            name='party',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='statement_steps', to='casework.caseparty'),
        ),
        migrations.AddField(
            model_name='stay',
            name='appeal',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stays', to='casework.appeal'),
        ),
        migrations.AddField(
            model_name='stay',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.case'),
        ),
        migrations.AddField(
            model_name='stay',
            name='order',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stays', to='casework.order'),
        ),
        migrations.AddField(
            model_name='stay',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='summonsstep',
            name='application',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='summons_steps', to='casework.application'),
        ),
        migrations.AddField(
            model_name='summonsstep',
            name='hearing',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='summons_steps', to='casework.hearing'),
        ),
        migrations.AddField(
            model_name='summonsstep',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='telling',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tellings', to='casework.case'),
        ),
        migrations.AddField(
            model_name='telling',
            name='told_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='thirdpartyrequest',
            name='asked_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='thirdpartyrequest',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='third_party_requests', to='casework.case'),
        ),
        migrations.AddField(
            model_name='thirdpartyrequest',
            name='party',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='third_party_requests', to='casework.caseparty'),
        ),
        migrations.AddField(
            model_name='thirdpartyrequesthistory',
            name='asked_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='thirdpartyrequesthistory',
            name='case',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.case'),
        ),
        migrations.AddField(
            model_name='thirdpartyrequesthistory',
            name='party',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='casework.caseparty'),
        ),
        migrations.AddField(
            model_name='thirdpartyrequesthistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='casework.thirdpartyrequest'),
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
        migrations.AddField(
            model_name='upload',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='upload',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='casework.case'),
        ),
        migrations.AddField(
            model_name='upload',
            name='file',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='casework.casefile'),
        ),
        migrations.AddField(
            model_name='uploadpart',
            name='upload',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='came', to='casework.upload'),
        ),
        migrations.AddField(
            model_name='victimduty',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='victim_duties', to='casework.case'),
        ),
        migrations.AddField(
            model_name='victimduty',
            name='party',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='duties', to='casework.caseparty'),
        ),
        migrations.AddField(
            model_name='contactanswer',
            name='duty',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='casework.victimduty'),
        ),
        migrations.AddField(
            model_name='warrant',
            name='agreed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='warrant',
            name='author',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='warrant',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='warrants', to='casework.case'),
        ),
        migrations.AddField(
            model_name='warrant',
            name='resubmits',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='resubmitted_by', to='casework.warrant'),
        ),
        migrations.AddField(
            model_name='search',
            name='warrant',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='searches', to='casework.warrant'),
        ),
        migrations.AddField(
            model_name='warrantpremises',
            name='address',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.protectedfact'),
        ),
        migrations.AddField(
            model_name='warrantpremises',
            name='warrant',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='premises', to='casework.warrant'),
        ),
        migrations.AddField(
            model_name='search',
            name='premises',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='searches', to='casework.warrantpremises'),
        ),
        migrations.AddConstraint(
            model_name='acknowledgement',
            constraint=models.CheckConstraint(condition=models.Q(('reference', ''), _negated=True), name='acknowledgement_has_its_reference'),
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
        migrations.AddConstraint(
            model_name='advicereply',
            constraint=models.CheckConstraint(condition=models.Q(('resolves', True), models.Q(('text', ''), _negated=True), _connector='OR'), name='advice_reply_says_something'),
        ),
        migrations.AddConstraint(
            model_name='advicereply',
            constraint=models.UniqueConstraint(condition=models.Q(('resolves', True)), fields=('advice',), name='advice_resolved_once'),
        ),
        migrations.AddIndex(
            model_name='arrest',
            index=models.Index(fields=['case', '-arrested_at'], name='casework_ar_case_id_0e62a7_idx'),
        ),
        migrations.AddIndex(
            model_name='arrest',
            index=models.Index(condition=models.Q(('state', 'DETAINED')), fields=['arrested_at', 'id'], name='arrests_detained'),
        ),
        migrations.AddConstraint(
            model_name='arrest',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['DETAINED', 'NO_ACTION', 'INVESTIGATED', 'BAILED', 'CHARGED', 'REMANDED'])), name='arrest_state_known'),
        ),
        migrations.AddConstraint(
            model_name='arrest',
            constraint=models.CheckConstraint(condition=models.Q(('offences', []), _negated=True), name='arrest_has_an_offence'),
        ),
        migrations.AddConstraint(
            model_name='arrest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('power', 'WITHOUT_WARRANT'), _negated=True), models.Q(models.Q(('ground', ''), _negated=True), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='arrest_without_warrant_was_necessary'),
        ),
        migrations.AddConstraint(
            model_name='arrest',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'DETAINED'), ('released_at__isnull', False), _connector='OR'), name='arrest_ended_at'),
        ),
        migrations.AddConstraint(
            model_name='arrest',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'DETAINED')), fields=('case', 'suspect'), name='detained_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='arrest',
            trigger=pgtrigger.compiler.Trigger(name='arrest_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{DETAINED:BAILED,DETAINED:CHARGED,DETAINED:INVESTIGATED,DETAINED:NO_ACTION,DETAINED:REMANDED}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='562564a038bd7d2722c4efe8f054b474f834c266', operation='UPDATE', pgid='pgtrigger_arrest_moves_ec959', table='casework_arrest', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='arrest',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "casework_arresthistory" ("arrested_at", "case_id", "custody_record", "ground", "id", "offences", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "power", "reason", "recorded_by_id", "reference", "release_reason", "released_at", "state", "station", "suspect_id", "version") VALUES (NEW."arrested_at", NEW."case_id", NEW."custody_record", NEW."ground", NEW."id", NEW."offences", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."power", NEW."reason", NEW."recorded_by_id", NEW."reference", NEW."release_reason", NEW."released_at", NEW."state", NEW."station", NEW."suspect_id", NEW."version"); RETURN NULL;', hash='839c64c7fcfc1ada7d76d81f2e0ef674c75fe75d', operation='INSERT', pgid='pgtrigger_insert_insert_aaa92', table='casework_arrest', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='arrest',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "casework_arresthistory" ("arrested_at", "case_id", "custody_record", "ground", "id", "offences", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "power", "reason", "recorded_by_id", "reference", "release_reason", "released_at", "state", "station", "suspect_id", "version") VALUES (NEW."arrested_at", NEW."case_id", NEW."custody_record", NEW."ground", NEW."id", NEW."offences", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."power", NEW."reason", NEW."recorded_by_id", NEW."reference", NEW."release_reason", NEW."released_at", NEW."state", NEW."station", NEW."suspect_id", NEW."version"); RETURN NULL;', hash='4f29a628dc042ff29c2c8cccc3ad5c4424761008', operation='UPDATE', pgid='pgtrigger_update_update_62283', table='casework_arrest', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='arresthistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d4bd259551fc251ea52a399af03bb0153196e730', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7d0fd', table='casework_arresthistory', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='bailcondition',
            constraint=models.UniqueConstraint(fields=('bail', 'number'), name='bail_condition_number_once'),
        ),
        migrations.AddConstraint(
            model_name='bailstop',
            constraint=models.UniqueConstraint(condition=models.Q(('resumed_on__isnull', True)), fields=('bail',), name='one_stop_at_a_time'),
        ),
        migrations.AddIndex(
            model_name='bailviews',
            index=models.Index(fields=['party', '-about_at', '-id'], name='casework_ba_party_i_7dbe37_idx'),
        ),
        migrations.AddIndex(
            model_name='bailviews',
            index=models.Index(fields=['case', '-recorded_at'], name='casework_ba_case_id_89a7ec_idx'),
        ),
        migrations.AddConstraint(
            model_name='bailviews',
            constraint=models.CheckConstraint(condition=models.Q(('views_at__isnull', True), models.Q(('views', ''), _negated=True), _connector='OR'), name='bail_views_say_what'),
        ),
        migrations.AddConstraint(
            model_name='bailviews',
            constraint=models.CheckConstraint(condition=models.Q(('views_at__isnull', False), models.Q(('reason', ''), _negated=True), _connector='OR'), name='bail_views_or_why_not'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='bailhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='84558ae02384f1a0ee89249a71cb344f8455a65a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_812ca', table='casework_bailhistory', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='bail',
            index=models.Index(fields=['case', '-granted_at'], name='casework_ba_case_id_23f8dc_idx'),
        ),
        migrations.AddIndex(
            model_name='bail',
            index=models.Index(condition=models.Q(('state', 'LIVE')), fields=['ends_on'], name='bail_running'),
        ),
        migrations.AddConstraint(
            model_name='bail',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['LIVE', 'STOPPED', 'CHARGED', 'NO_ACTION', 'RELEASED', 'EXPIRED'])), name='bail_state_known'),
        ),
        migrations.AddConstraint(
            model_name='bail',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'LIVE'), _negated=True), ('ends_on__isnull', False), _connector='OR'), name='running_bail_has_an_end'),
        ),
        migrations.AddConstraint(
            model_name='bail',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'STOPPED'), _negated=True), ('days_left__isnull', False), _connector='OR'), name='stopped_bail_keeps_its_days'),
        ),
        migrations.AddConstraint(
            model_name='bail',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('LIVE', 'STOPPED'))), fields=('case', 'suspect'), name='one_bail_at_a_time'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='bail',
            trigger=pgtrigger.compiler.Trigger(name='bail_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{LIVE:CHARGED,LIVE:EXPIRED,LIVE:NO_ACTION,LIVE:RELEASED,LIVE:STOPPED,STOPPED:CHARGED,STOPPED:LIVE,STOPPED:NO_ACTION,STOPPED:RELEASED}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='919a4c920fcc3bc049b30ad2f3338b5d9cfa1ad8', operation='UPDATE', pgid='pgtrigger_bail_moves_4b2d6', table='casework_bail', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='bail',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "casework_bailhistory" ("arrest_id", "attend_at", "attend_place", "authority", "base_end", "case_id", "counted_from", "court_applied_at", "days_left", "designated", "end_reason", "ended_at", "ends_on", "granted_at", "granted_by_id", "id", "inpatient_days", "inpatient_when_resumed", "kind", "longer", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "reference", "resumed_on", "starts_on", "state", "stopped_days", "suspect_id", "version", "views_id") VALUES (NEW."arrest_id", NEW."attend_at", NEW."attend_place", NEW."authority", NEW."base_end", NEW."case_id", NEW."counted_from", NEW."court_applied_at", NEW."days_left", NEW."designated", NEW."end_reason", NEW."ended_at", NEW."ends_on", NEW."granted_at", NEW."granted_by_id", NEW."id", NEW."inpatient_days", NEW."inpatient_when_resumed", NEW."kind", NEW."longer", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."purpose", NEW."reference", NEW."resumed_on", NEW."starts_on", NEW."state", NEW."stopped_days", NEW."suspect_id", NEW."version", NEW."views_id"); RETURN NULL;', hash='ac56063313ff6b72724a2adaee9672a41e25cd36', operation='INSERT', pgid='pgtrigger_insert_insert_5f9f2', table='casework_bail', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='bail',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "casework_bailhistory" ("arrest_id", "attend_at", "attend_place", "authority", "base_end", "case_id", "counted_from", "court_applied_at", "days_left", "designated", "end_reason", "ended_at", "ends_on", "granted_at", "granted_by_id", "id", "inpatient_days", "inpatient_when_resumed", "kind", "longer", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "reference", "resumed_on", "starts_on", "state", "stopped_days", "suspect_id", "version", "views_id") VALUES (NEW."arrest_id", NEW."attend_at", NEW."attend_place", NEW."authority", NEW."base_end", NEW."case_id", NEW."counted_from", NEW."court_applied_at", NEW."days_left", NEW."designated", NEW."end_reason", NEW."ended_at", NEW."ends_on", NEW."granted_at", NEW."granted_by_id", NEW."id", NEW."inpatient_days", NEW."inpatient_when_resumed", NEW."kind", NEW."longer", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."purpose", NEW."reference", NEW."resumed_on", NEW."starts_on", NEW."state", NEW."stopped_days", NEW."suspect_id", NEW."version", NEW."views_id"); RETURN NULL;', hash='23b38752a0d8643ffcd0c9edd2ec22db79f1982c', operation='UPDATE', pgid='pgtrigger_update_update_3c05c', table='casework_bail', when='AFTER')),
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
        migrations.AddConstraint(
            model_name='certifiedcopy',
            constraint=models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='certified_copy_has_its_fingerprint'),
        ),
        migrations.AddConstraint(
            model_name='certifiedcopy',
            constraint=models.UniqueConstraint(fields=('order', 'sha256'), name='certified_copy_once'),
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
        migrations.AddConstraint(
            model_name='columnmapping',
            constraint=models.UniqueConstraint(fields=('kind', 'force'), name='one_column_mapping_per_force'),
        ),
        migrations.AddIndex(
            model_name='contact',
            index=models.Index(fields=['party', '-at', '-id'], name='casework_co_party_i_f8585e_idx'),
        ),
        migrations.AddIndex(
            model_name='contact',
            index=models.Index(fields=['case'], name='casework_co_case_id_6c4c39_idx'),
        ),
        migrations.AddConstraint(
            model_name='contact',
            constraint=models.CheckConstraint(condition=models.Q(('corrects__isnull', True), models.Q(('correction_why', ''), _negated=True), _connector='OR'), name='contact_correction_says_why'),
        ),
        migrations.AddConstraint(
            model_name='contact',
            constraint=models.CheckConstraint(condition=models.Q(('corrects__isnull', True), models.Q(('corrects', models.F('id')), _negated=True), _connector='OR'), name='contact_corrects_another'),
        ),
        migrations.AddConstraint(
            model_name='contact',
            constraint=models.CheckConstraint(condition=models.Q(('withdrawn', False), ('corrects__isnull', False), _connector='OR'), name='contact_withdrawn_by_correction'),
        ),
        migrations.AddIndex(
            model_name='casefile',
            index=models.Index(fields=['case', '-added_at', '-id'], name='casework_ca_case_id_47b27f_idx'),
        ),
        migrations.AddIndex(
            model_name='casefile',
            index=models.Index(fields=['subject_type', 'subject_id'], name='casework_ca_subject_176c76_idx'),
        ),
        migrations.AddConstraint(
            model_name='casefile',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['HELD', 'QUARANTINED'])), name='case_file_state_known'),
        ),
        migrations.AddConstraint(
            model_name='casefile',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'QUARANTINED'), _negated=True), models.Q(('apart_because', ''), _negated=True), _connector='OR'), name='case_file_apart_because'),
        ),
        migrations.AddConstraint(
            model_name='casefile',
            constraint=models.CheckConstraint(condition=models.Q(('original', models.F('id')), _negated=True), name='case_file_not_its_own_copy'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='casefile',
            trigger=pgtrigger.compiler.Trigger(name='case_file_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{HELD:QUARANTINED,QUARANTINED:HELD}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='65a46083fa189c7e880fe3a782d89a5699d03981', operation='UPDATE', pgid='pgtrigger_case_file_moves_07fe0', table='casework_casefile', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='coursereading',
            index=models.Index(condition=models.Q(('recorded__in', ['HARASSMENT', 'MALICIOUS', 'NUISANCE', 'NO_CRIME']), ('strength__gt', 0)), fields=['-strength', '-id'], name='readings_under_recorded'),
        ),
        migrations.AddIndex(
            model_name='coursereading',
            index=models.Index(condition=models.Q(('recorded__in', ['HARASSMENT', 'MALICIOUS', 'NUISANCE', 'NO_CRIME']), ('strength', 0)), fields=['id'], name='readings_without_prompt'),
        ),
        migrations.AddIndex(
            model_name='coursereading',
            index=models.Index(condition=models.Q(('elsewhere_due', True)), fields=['id'], name='readings_to_compare'),
        ),
        migrations.AddConstraint(
            model_name='courtevent',
            constraint=models.CheckConstraint(condition=models.Q(('lesser_plea', False), models.Q(('lesser_plea_checked', ''), _negated=True), _connector='OR'), name='lesser_plea_was_checked'),
        ),
        migrations.AddConstraint(
            model_name='courtevent',
            constraint=models.UniqueConstraint(condition=models.Q(('result__in', ['CONVICTED', 'ACQUITTED', 'DISCONTINUED'])), fields=('charge',), name='one_final_result_per_charge'),
        ),
        migrations.AddIndex(
            model_name='cpsreferral',
            index=models.Index(fields=['case', '-begun_at'], name='casework_cp_case_id_ce8599_idx'),
        ),
        migrations.AddConstraint(
            model_name='cpsreferral',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['PREPARING', 'SUBMITTED', 'SENT', 'MORE_WORK', 'TO_CHARGE', 'NO_CHARGE', 'CHARGED'])), name='cps_referral_state_known'),
        ),
        migrations.AddConstraint(
            model_name='cpsreferral',
            constraint=models.CheckConstraint(condition=models.Q(('charging_authority', 'CPS')), name='cps_is_the_charging_authority'),
        ),
        migrations.AddConstraint(
            model_name='cpsreferral',
            constraint=models.CheckConstraint(condition=models.Q(('approved_by', models.F('submitted_by')), _negated=True), name='pack_approver_did_not_submit_it'),
        ),
        migrations.AddConstraint(
            model_name='cpsreferral',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('TO_CHARGE', 'NO_CHARGE', 'CHARGED')), _negated=True), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='charge_needs_a_cps_decision'),
        ),
        migrations.AddConstraint(
            model_name='cpsreferral',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('PREPARING', 'SUBMITTED', 'SENT', 'MORE_WORK'))), fields=('case', 'suspect'), name='one_open_referral_per_suspect'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cpsreferral',
            trigger=pgtrigger.compiler.Trigger(name='cps_referral_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{MORE_WORK:NO_CHARGE,MORE_WORK:SENT,PREPARING:SUBMITTED,SENT:MORE_WORK,SENT:NO_CHARGE,SENT:TO_CHARGE,SUBMITTED:PREPARING,SUBMITTED:SENT,TO_CHARGE:CHARGED}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='ed7c43b5495ac366ecda57189c2a3e99167111f1', operation='UPDATE', pgid='pgtrigger_cps_referral_moves_3a329', table='casework_cpsreferral', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cpsreferral',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "casework_cpsreferralhistory" ("approved_by_id", "begun_at", "begun_by_id", "case_id", "category", "charging_authority", "code_test", "considered", "decided_at", "decided_by_id", "decided_offences", "decision_reasons", "id", "offences", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prosecutor_id", "reference", "referred_at", "return_reason", "state", "submitted_by_id", "suspect_id", "urn", "version") VALUES (NEW."approved_by_id", NEW."begun_at", NEW."begun_by_id", NEW."case_id", NEW."category", NEW."charging_authority", NEW."code_test", NEW."considered", NEW."decided_at", NEW."decided_by_id", NEW."decided_offences", NEW."decision_reasons", NEW."id", NEW."offences", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."prosecutor_id", NEW."reference", NEW."referred_at", NEW."return_reason", NEW."state", NEW."submitted_by_id", NEW."suspect_id", NEW."urn", NEW."version"); RETURN NULL;', hash='6608b7c0282e78ff5f6379a65adee131a5049787', operation='INSERT', pgid='pgtrigger_insert_insert_fec1f', table='casework_cpsreferral', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cpsreferral',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "casework_cpsreferralhistory" ("approved_by_id", "begun_at", "begun_by_id", "case_id", "category", "charging_authority", "code_test", "considered", "decided_at", "decided_by_id", "decided_offences", "decision_reasons", "id", "offences", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prosecutor_id", "reference", "referred_at", "return_reason", "state", "submitted_by_id", "suspect_id", "urn", "version") VALUES (NEW."approved_by_id", NEW."begun_at", NEW."begun_by_id", NEW."case_id", NEW."category", NEW."charging_authority", NEW."code_test", NEW."considered", NEW."decided_at", NEW."decided_by_id", NEW."decided_offences", NEW."decision_reasons", NEW."id", NEW."offences", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."prosecutor_id", NEW."reference", NEW."referred_at", NEW."return_reason", NEW."state", NEW."submitted_by_id", NEW."suspect_id", NEW."urn", NEW."version"); RETURN NULL;', hash='26d15f8560f588268b40b967bb8127114e8aeeba', operation='UPDATE', pgid='pgtrigger_update_update_20c47', table='casework_cpsreferral', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='charge',
            index=models.Index(fields=['case', '-charged_at'], name='casework_ch_case_id_799c8a_idx'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cpsreferralhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c3fc2681aa163de09bbe6462125e86e8fa920d50', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5ce7a', table='casework_cpsreferralhistory', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='crimerequest',
            index=models.Index(fields=['case', '-id'], name='casework_cr_case_id_1a9b30_idx'),
        ),
        migrations.AddConstraint(
            model_name='crimerequest',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['PROPOSED', 'WITH_REGISTRAR', 'DONE', 'REFUSED', 'WITHDRAWN'])), name='crime_request_state_known'),
        ),
        migrations.AddConstraint(
            model_name='crimerequest',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['PROPOSED', 'WITH_REGISTRAR'])), fields=('case',), name='one_crime_request_waiting'),
        ),
        migrations.AddConstraint(
            model_name='crimerequest',
            constraint=models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), models.Q(('approved_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='crime_request_approver_not_proposer'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='crimerequest',
            trigger=pgtrigger.compiler.Trigger(name='crime_request_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{PROPOSED:REFUSED,PROPOSED:WITHDRAWN,PROPOSED:WITH_REGISTRAR,WITH_REGISTRAR:DONE,WITH_REGISTRAR:REFUSED,WITH_REGISTRAR:WITHDRAWN}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='c03aa0caf84065d89136988844e46daa006e4855', operation='UPDATE', pgid='pgtrigger_crime_request_moves_8194d', table='casework_crimerequest', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='deviceagreement',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['NOTIFIED', 'AGREED', 'REFUSED', 'WITHDRAWN'])), name='device_agreement_state_known'),
        ),
        migrations.AddConstraint(
            model_name='deviceagreement',
            constraint=models.CheckConstraint(condition=models.Q(('agreed_at__isnull', True), ('agreed_at__gte', models.F('notice_at')), _connector='OR'), name='device_agreed_after_notice'),
        ),
        migrations.AddConstraint(
            model_name='deviceagreement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'AGREED'), _negated=True), ('agreed_at__isnull', False), _connector='OR'), name='device_agreement_is_dated'),
        ),
        migrations.AddConstraint(
            model_name='deviceagreement',
            constraint=models.CheckConstraint(condition=models.Q(('whole_by__isnull', True), models.Q(('whole_device', True), models.Q(('whole_reason', ''), _negated=True)), _connector='OR'), name='whole_device_says_why'),
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
            model_name='exhibitplan',
            index=models.Index(fields=['exhibit', '-id'], name='plans_of_exhibit'),
        ),
        migrations.AddConstraint(
            model_name='exhibitplan',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='exhibit_plan_says_why'),
        ),
        migrations.AddConstraint(
            model_name='extension',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['ASKED', 'AUTHORISED', 'REFUSED'])), name='extension_state_known'),
        ),
        migrations.AddConstraint(
            model_name='extension',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'ASKED')), fields=('bail',), name='one_extension_waiting'),
        ),
        migrations.AddConstraint(
            model_name='extension',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('asked_by')), _negated=True), ('authority__in', ('court', 'court_further')), _connector='OR'), name='extension_asker_does_not_decide'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='extension',
            trigger=pgtrigger.compiler.Trigger(name='extension_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{ASKED:AUTHORISED,ASKED:REFUSED}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='b8f2c2313e6f271561e5afca9b68c9b83c4f86d1', operation='UPDATE', pgid='pgtrigger_extension_moves_285e9', table='casework_extension', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='hearsaynotice',
            constraint=models.CheckConstraint(condition=models.Q(('says_adduced', True), ('says_hearsay', True), models.Q(('proceedings', ''), _negated=True), models.Q(('evidence', ''), _negated=True), models.Q(('maker', ''), _negated=True), models.Q(('why_not_called', ''), _negated=True)), name='hearsay_notice_has_its_contents'),
        ),
        migrations.AddConstraint(
            model_name='hearsaynotice',
            constraint=models.CheckConstraint(condition=models.Q(('effective_on__gte', models.F('sent_on'))), name='hearsay_notice_served_once_sent'),
        ),
        migrations.AddConstraint(
            model_name='hearsayplan',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('directed_on__isnull', False), ('kind', 'DIRECTED')), models.Q(models.Q(('kind', 'DIRECTED'), _negated=True), ('directed_on__isnull', True)), _connector='OR'), name='directed_hearsay_has_its_day'),
        ),
        migrations.AddConstraint(
            model_name='hearsayplan',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['DIRECTED', 'NONE', 'AGREED'])), name='hearsay_plan_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='hearsaystep',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['PARTICULARS_ASKED', 'PARTICULARS_GIVEN', 'CROSS_SOUGHT', 'CROSS_LISTED', 'CROSS_TOLD', 'CREDIBILITY', 'MAKER_CALLED', 'NOT_CALLED', 'NOTHING'])), name='hearsay_step_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='hearsaystep',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'CROSS_LISTED'), _negated=True), ('heard_on__isnull', False), _connector='OR'), name='listed_cross_examination_has_its_day'),
        ),
        migrations.AddConstraint(
            model_name='informationrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', 'OBJECT'), _negated=True), models.Q(('grounds', ''), _negated=True), _connector='OR'), name='objection_gives_its_grounds'),
        ),
        migrations.AddConstraint(
            model_name='informationrequest',
            constraint=models.CheckConstraint(condition=models.Q(('answer', ''), ('answered_on__isnull', False), _connector='OR'), name='request_answer_has_its_day'),
        ),
        migrations.AddIndex(
            model_name='interview',
            index=models.Index(fields=['case', '-started_at'], name='casework_in_case_id_1fe2a2_idx'),
        ),
        migrations.AddConstraint(
            model_name='interview',
            constraint=models.CheckConstraint(condition=models.Q(('ended_at__gt', models.F('started_at'))), name='interview_ends_after_it_starts'),
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
            model_name='measuresview',
            index=models.Index(fields=['party', '-at', '-id'], name='casework_me_party_i_a7175c_idx'),
        ),
        migrations.AddIndex(
            model_name='measuresview',
            index=models.Index(fields=['case'], name='casework_me_case_id_f2ffeb_idx'),
        ),
        migrations.AddIndex(
            model_name='needsassessment',
            index=models.Index(fields=['party', '-assessed_at', '-id'], name='casework_ne_party_i_8d9675_idx'),
        ),
        migrations.AddIndex(
            model_name='needsassessment',
            index=models.Index(fields=['case'], name='casework_ne_case_id_1564b3_idx'),
        ),
        migrations.AddConstraint(
            model_name='needsassessment',
            constraint=models.CheckConstraint(condition=models.Q(('enhanced', True), models.Q(('reason_not', ''), _negated=True), _connector='OR'), name='no_enhanced_rights_says_why'),
        ),
        migrations.AddIndex(
            model_name='noticeattempt',
            index=models.Index(fields=['force', '-at'], name='casework_no_force_i_9becd8_idx'),
        ),
        migrations.AddConstraint(
            model_name='noticeattempt',
            constraint=models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('force', 'road', 'key'), name='attempt_of_one_source_once'),
        ),
        migrations.AddConstraint(
            model_name='noticeattempt',
            constraint=models.CheckConstraint(condition=models.Q(('excepted', False), models.Q(('exception_reason', ''), _negated=True), _connector='OR'), name='exception_has_reason'),
        ),
        migrations.AddConstraint(
            model_name='noticeattempt',
            constraint=models.CheckConstraint(condition=models.Q(('concluded_at__isnull', True), ('concluded_by__isnull', False), _connector='OR'), name='attempt_concluded_by'),
        ),
        migrations.AddConstraint(
            model_name='noticecontact',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('referral', 'MADE'), _negated=True), models.Q(models.Q(('referred_to', ''), _negated=True), ('referred_at__isnull', False)), _connector='OR'), models.Q(models.Q(('referral', 'NOT_MADE'), _negated=True), models.Q(('why_not', ''), _negated=True), _connector='OR')), name='contact_referral_said'),
        ),
        migrations.AddConstraint(
            model_name='noticecontact',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('referral', 'NOT_NEEDED'), _negated=True), models.Q(('vulnerability', ''), ('suicide_risk__in', ['NONE', 'NOT_ASKED'])), _connector='OR'), name='contact_duty_to_refer'),
        ),
        migrations.AddIndex(
            model_name='noticematch',
            index=models.Index(fields=['notice', 'state'], name='casework_no_notice__7f5c22_idx'),
        ),
        migrations.AddIndex(
            model_name='noticematch',
            index=models.Index(fields=['person'], name='casework_no_person__6e520d_idx'),
        ),
        migrations.AddConstraint(
            model_name='noticematch',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['PROPOSED', 'CONFIRMED', 'REJECTED'])), name='match_state_known'),
        ),
        migrations.AddConstraint(
            model_name='noticematch',
            constraint=models.CheckConstraint(condition=models.Q(('part__in', ['RECIPIENT', 'COMPLAINANT'])), name='match_part_known'),
        ),
        migrations.AddConstraint(
            model_name='noticematch',
            constraint=models.UniqueConstraint(fields=('notice', 'part', 'person'), name='match_proposed_once'),
        ),
        migrations.AddConstraint(
            model_name='noticematch',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'CONFIRMED')), fields=('notice', 'part'), name='one_match_confirmed'),
        ),
        migrations.AddConstraint(
            model_name='noticematch',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'PROPOSED'), ('decided_by__isnull', False), _connector='OR'), name='match_decided_by_somebody'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='noticematch',
            trigger=pgtrigger.compiler.Trigger(name='match_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{CONFIRMED:REJECTED,PROPOSED:CONFIRMED,PROPOSED:REJECTED}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='65eb18909bd59fe9d9828db6a3e9b894d6a965ca', operation='UPDATE', pgid='pgtrigger_match_moves_9d334', table='casework_noticematch', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='orderchange',
            index=models.Index(fields=['order', 'id'], name='casework_or_order_i_584fb5_idx'),
        ),
        migrations.AddIndex(
            model_name='orderchange',
            index=models.Index(fields=['case', 'id'], name='casework_or_case_id_6d8269_idx'),
        ),
        migrations.AddIndex(
            model_name='orderchange',
            index=models.Index(fields=['state', 'id'], name='casework_or_state_fda283_idx'),
        ),
        migrations.AddConstraint(
            model_name='orderchange',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['DRAFT', 'LEGAL_REVIEW', 'AUTHORISATION', 'AUTHORISED', 'DECLINED', 'LODGED', 'LISTED', 'ADJOURNED', 'GRANTED', 'REFUSED', 'WITHDRAWN'])), name='order_change_state_known'),
        ),
        migrations.AddConstraint(
            model_name='orderchange',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['VARY', 'RENEW', 'DISCHARGE'])), name='order_change_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='orderchange',
            constraint=models.CheckConstraint(condition=models.Q(('applicant__in', ['OUR_OFFICER', 'OTHER_OFFICER', 'DEFENDANT'])), name='order_change_applicant_known'),
        ),
        migrations.AddConstraint(
            model_name='orderchange',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('applicant', 'OTHER_OFFICER'), _negated=True), models.Q(('applicant_name', ''), _negated=True), _connector='OR'), name='other_officer_is_named'),
        ),
        migrations.AddConstraint(
            model_name='orderchange',
            constraint=models.CheckConstraint(condition=models.Q(('author', models.F('legal_reviewer')), _negated=True), name='change_author_is_not_legal_reviewer'),
        ),
        migrations.AddConstraint(
            model_name='orderchange',
            constraint=models.CheckConstraint(condition=models.Q(('author', models.F('authoriser')), _negated=True), name='change_author_is_not_authoriser'),
        ),
        migrations.AddConstraint(
            model_name='orderchange',
            constraint=models.CheckConstraint(condition=models.Q(('legal_reviewer', models.F('authoriser')), _negated=True), name='change_reviewer_is_not_authoriser'),
        ),
        migrations.AddConstraint(
            model_name='orderchange',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('applicant', 'OUR_OFFICER'), _negated=True), ('state__in', ['DRAFT', 'LEGAL_REVIEW', 'WITHDRAWN']), ('legal_reviewer__isnull', False), _connector='OR'), name='change_past_review_names_the_reviewer'),
        ),
        migrations.AddConstraint(
            model_name='orderchange',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('applicant', 'OUR_OFFICER'), _negated=True), ('state__in', ['DRAFT', 'LEGAL_REVIEW', 'AUTHORISATION', 'WITHDRAWN']), ('authoriser__isnull', False), _connector='OR'), name='change_past_authority_names_the_authoriser'),
        ),
        migrations.AddConstraint(
            model_name='orderchange',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('DRAFT', 'LEGAL_REVIEW', 'AUTHORISATION', 'AUTHORISED', 'LODGED', 'LISTED', 'ADJOURNED'))), fields=('order', 'kind', 'applicant'), name='one_open_change_of_a_kind_and_applicant'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='orderchange',
            trigger=pgtrigger.compiler.Trigger(name='order_change_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{ADJOURNED:LISTED,ADJOURNED:WITHDRAWN,AUTHORISATION:AUTHORISED,AUTHORISATION:DECLINED,AUTHORISATION:WITHDRAWN,AUTHORISED:LODGED,AUTHORISED:WITHDRAWN,DRAFT:LEGAL_REVIEW,DRAFT:WITHDRAWN,LEGAL_REVIEW:AUTHORISATION,LEGAL_REVIEW:DRAFT,LEGAL_REVIEW:WITHDRAWN,LISTED:ADJOURNED,LISTED:GRANTED,LISTED:REFUSED,LISTED:WITHDRAWN,LODGED:LISTED,LODGED:WITHDRAWN}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='2c5eb7743d38f779ff2b3b6a18d9fb121e6bd5b9', operation='UPDATE', pgid='pgtrigger_order_change_moves_69b34', table='casework_orderchange', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='orderchange',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "casework_orderchangehistory" ("applicant", "applicant_name", "asked", "asked_end", "asked_fixed", "author_id", "authoriser_id", "authority_reasons", "case_id", "court", "court_reference", "determined_at", "hearing_at", "id", "kind", "legal_reviewer_id", "lodged_at", "order_id", "outcome_note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "started_at", "state", "version", "version_made_id", "why") VALUES (NEW."applicant", NEW."applicant_name", NEW."asked", NEW."asked_end", NEW."asked_fixed", NEW."author_id", NEW."authoriser_id", NEW."authority_reasons", NEW."case_id", NEW."court", NEW."court_reference", NEW."determined_at", NEW."hearing_at", NEW."id", NEW."kind", NEW."legal_reviewer_id", NEW."lodged_at", NEW."order_id", NEW."outcome_note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reference", NEW."started_at", NEW."state", NEW."version", NEW."version_made_id", NEW."why"); RETURN NULL;', hash='150bb32f45ecc75a38e07a19a7129406bc103615', operation='INSERT', pgid='pgtrigger_insert_insert_912c8', table='casework_orderchange', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='orderchange',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "casework_orderchangehistory" ("applicant", "applicant_name", "asked", "asked_end", "asked_fixed", "author_id", "authoriser_id", "authority_reasons", "case_id", "court", "court_reference", "determined_at", "hearing_at", "id", "kind", "legal_reviewer_id", "lodged_at", "order_id", "outcome_note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "started_at", "state", "version", "version_made_id", "why") VALUES (NEW."applicant", NEW."applicant_name", NEW."asked", NEW."asked_end", NEW."asked_fixed", NEW."author_id", NEW."authoriser_id", NEW."authority_reasons", NEW."case_id", NEW."court", NEW."court_reference", NEW."determined_at", NEW."hearing_at", NEW."id", NEW."kind", NEW."legal_reviewer_id", NEW."lodged_at", NEW."order_id", NEW."outcome_note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reference", NEW."started_at", NEW."state", NEW."version", NEW."version_made_id", NEW."why"); RETURN NULL;', hash='7d128174c1ed3801d3f6e942ced98257bf940087', operation='UPDATE', pgid='pgtrigger_update_update_8d100', table='casework_orderchange', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='heard',
            constraint=models.UniqueConstraint(fields=('change', 'name'), name='told_once_for_a_change'),
        ),
        migrations.AddConstraint(
            model_name='heard',
            constraint=models.CheckConstraint(condition=models.Q(('told_at__isnull', True), models.Q(('how', ''), _negated=True), _connector='OR'), name='told_says_how'),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.CheckConstraint(condition=models.Q(('by__in', ['defendant_consents', 'applicant_officer_consents', 'original_officer_consents', 'home_officer_consents'])), name='consent_by_known'),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.CheckConstraint(condition=models.Q(('evidence', ''), _negated=True), name='consent_says_by_what'),
        ),
        migrations.AddConstraint(
            model_name='changecondition',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), models.Q(('necessity', ''), _negated=True)), name='new_condition_is_justified'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='appealhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4e52df99cf0553aa014eb4a16553882279c42157', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1e84b', table='casework_appealhistory', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='appeal',
            index=models.Index(fields=['case', 'id'], name='casework_ap_case_id_ca1bba_idx'),
        ),
        migrations.AddIndex(
            model_name='appeal',
            index=models.Index(fields=['order'], name='casework_ap_order_i_8a0513_idx'),
        ),
        migrations.AddConstraint(
            model_name='appeal',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['NOTICE_LODGED', 'LISTED', 'ALLOWED', 'DISMISSED', 'ABANDONED'])), name='appeal_state_known'),
        ),
        migrations.AddConstraint(
            model_name='appeal',
            constraint=models.CheckConstraint(condition=models.Q(('decision__in', ['order_made', 'interim_made', 'order_refused', 'interim_refused', 'changed_for_officer', 'changed_for_defendant', 'change_refused_to_defendant', 'change_refused_to_officer', 'interim_changed'])), name='appeal_decision_known'),
        ),
        migrations.AddConstraint(
            model_name='appeal',
            constraint=models.CheckConstraint(condition=models.Q(('appellant__in', ['defendant', 'applicant_officer', 'other_officer'])), name='appellant_known'),
        ),
        migrations.AddConstraint(
            model_name='appeal',
            constraint=models.CheckConstraint(condition=models.Q(('application__isnull', False), ('order__isnull', False), ('change__isnull', False), _connector='OR'), name='appeal_is_against_something'),
        ),
        migrations.AddConstraint(
            model_name='appeal',
            constraint=models.CheckConstraint(condition=models.Q(('notice_on__lte', models.F('last_day')), models.Q(('extended_on__isnull', False), models.Q(('extension_why', ''), _negated=True)), _connector='OR'), name='late_appeal_has_its_extension'),
        ),
        migrations.AddConstraint(
            model_name='appeal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'ALLOWED'), _negated=True), models.Q(('effect', ''), _negated=True), _connector='OR'), name='allowed_appeal_has_its_effect'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='appeal',
            trigger=pgtrigger.compiler.Trigger(name='appeal_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{LISTED:ABANDONED,LISTED:ALLOWED,LISTED:DISMISSED,NOTICE_LODGED:ABANDONED,NOTICE_LODGED:LISTED}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='48e837dca239cf71f375b34251e35a8a2c9a4082', operation='UPDATE', pgid='pgtrigger_appeal_moves_577ac', table='casework_appeal', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='appeal',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "casework_appealhistory" ("appellant", "application_id", "case_id", "change_id", "court", "decided_at", "decided_on", "decision", "effect", "extended_on", "extension_why", "grounds", "hearing_at", "id", "last_day", "notice_on", "notice_to", "order_id", "outcome_note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "progression_officer", "recorded_at", "recorded_by_id", "state") VALUES (NEW."appellant", NEW."application_id", NEW."case_id", NEW."change_id", NEW."court", NEW."decided_at", NEW."decided_on", NEW."decision", NEW."effect", NEW."extended_on", NEW."extension_why", NEW."grounds", NEW."hearing_at", NEW."id", NEW."last_day", NEW."notice_on", NEW."notice_to", NEW."order_id", NEW."outcome_note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."progression_officer", NEW."recorded_at", NEW."recorded_by_id", NEW."state"); RETURN NULL;', hash='3518243bf18499ac9392da4cc37eaaa3ea7aae59', operation='INSERT', pgid='pgtrigger_insert_insert_b437b', table='casework_appeal', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='appeal',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "casework_appealhistory" ("appellant", "application_id", "case_id", "change_id", "court", "decided_at", "decided_on", "decision", "effect", "extended_on", "extension_why", "grounds", "hearing_at", "id", "last_day", "notice_on", "notice_to", "order_id", "outcome_note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "progression_officer", "recorded_at", "recorded_by_id", "state") VALUES (NEW."appellant", NEW."application_id", NEW."case_id", NEW."change_id", NEW."court", NEW."decided_at", NEW."decided_on", NEW."decision", NEW."effect", NEW."extended_on", NEW."extension_why", NEW."grounds", NEW."hearing_at", NEW."id", NEW."last_day", NEW."notice_on", NEW."notice_to", NEW."order_id", NEW."outcome_note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."progression_officer", NEW."recorded_at", NEW."recorded_by_id", NEW."state"); RETURN NULL;', hash='371111df7e439340ee2e5da5d9594e066093cab2', operation='UPDATE', pgid='pgtrigger_update_update_7bebe', table='casework_appeal', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='orderchangehistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9f6b292a9f600607ecf833210e9c7cc88d152a23', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_29816', table='casework_orderchangehistory', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='orderquery',
            index=models.Index(condition=models.Q(('answer', '')), fields=['opened_at', 'id'], name='open_order_queries'),
        ),
        migrations.AddConstraint(
            model_name='orderquery',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('advice', ''), ('answer', ''), ('answered_at__isnull', True)), models.Q(models.Q(('answer', ''), _negated=True), models.Q(('advice', ''), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='order_query_answer_is_whole'),
        ),
        migrations.AddConstraint(
            model_name='orderquery',
            constraint=models.UniqueConstraint(condition=models.Q(('answer', '')), fields=('order',), name='one_open_query_per_order'),
        ),
        migrations.AddConstraint(
            model_name='orderreview',
            constraint=models.CheckConstraint(condition=models.Q(('findings', ''), _negated=True), name='order_review_says_what'),
        ),
        migrations.AddConstraint(
            model_name='ordertransfer',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['PROPOSED', 'ACCEPTED', 'TURNED_DOWN', 'TAKEN_BACK'])), name='order_transfer_state_known'),
        ),
        migrations.AddConstraint(
            model_name='ordertransfer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'ACCEPTED'), _negated=True), models.Q(('new_owner', ''), _negated=True), _connector='OR'), name='accepted_transfer_names_the_owner'),
        ),
        migrations.AddConstraint(
            model_name='ordertransfer',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'PROPOSED')), fields=('order',), name='one_transfer_at_a_time'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ordertransfer',
            trigger=pgtrigger.compiler.Trigger(name='transfer_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{PROPOSED:ACCEPTED,PROPOSED:TAKEN_BACK,PROPOSED:TURNED_DOWN}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='e2f2fdf389ca231c107c907807755f14019314ea', operation='UPDATE', pgid='pgtrigger_transfer_moves_c9a1e', table='casework_ordertransfer', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ordertransfer',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "casework_ordertransferhistory" ("answer_note", "answered_at", "answered_by_id", "case_id", "id", "moved_on", "new_owner", "order_id", "pack", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "state", "to_force_id", "to_name") VALUES (NEW."answer_note", NEW."answered_at", NEW."answered_by_id", NEW."case_id", NEW."id", NEW."moved_on", NEW."new_owner", NEW."order_id", NEW."pack", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."state", NEW."to_force_id", NEW."to_name"); RETURN NULL;', hash='82235b4cedbf96740438283d3b1ba70d7d75a5ce', operation='INSERT', pgid='pgtrigger_insert_insert_f9c4f', table='casework_ordertransfer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ordertransfer',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "casework_ordertransferhistory" ("answer_note", "answered_at", "answered_by_id", "case_id", "id", "moved_on", "new_owner", "order_id", "pack", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "state", "to_force_id", "to_name") VALUES (NEW."answer_note", NEW."answered_at", NEW."answered_by_id", NEW."case_id", NEW."id", NEW."moved_on", NEW."new_owner", NEW."order_id", NEW."pack", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."state", NEW."to_force_id", NEW."to_name"); RETURN NULL;', hash='b43e5e86039bb946c9bd9111bb7e1d82538d0711', operation='UPDATE', pgid='pgtrigger_update_update_be5bf', table='casework_ordertransfer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ordertransferhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0cff1aceab6c0cc196214b4bf903f95193d363f0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f262a', table='casework_ordertransferhistory', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='outcomenews',
            index=models.Index(fields=['case', '-id'], name='outcome_news_of_case'),
        ),
        migrations.AddConstraint(
            model_name='outcomenews',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('told_at__isnull', False), models.Q(('how', ''), _negated=True)), models.Q(('told_at__isnull', True), models.Q(('why_not', ''), _negated=True)), _connector='OR'), name='outcome_told_or_why_not'),
        ),
        migrations.AddConstraint(
            model_name='packitem',
            constraint=models.UniqueConstraint(fields=('referral', 'part'), name='pack_part_once'),
        ),
        migrations.AddIndex(
            model_name='patternprompt',
            index=models.Index(fields=['case', 'kind'], name='casework_pa_case_id_6f9e3e_idx'),
        ),
        migrations.AddIndex(
            model_name='patternprompt',
            index=models.Index(condition=models.Q(('state', 'RAISED')), fields=['raised_at', 'id'], name='prompts_waiting'),
        ),
        migrations.AddConstraint(
            model_name='patternprompt',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['RAISED', 'ACCEPTED', 'DECLINED', 'SETTLED'])), name='prompt_state_known'),
        ),
        migrations.AddConstraint(
            model_name='patternprompt',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'ELSEWHERE'), ('other_case__isnull', False), models.Q(('ground', ''), _negated=True)), models.Q(models.Q(('kind', 'ELSEWHERE'), _negated=True), ('other_case__isnull', True), ('ground', '')), _connector='OR'), name='prompt_elsewhere_names_case'),
        ),
        migrations.AddConstraint(
            model_name='patternprompt',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['RAISED', 'SETTLED']), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='prompt_answer_has_a_person'),
        ),
        migrations.AddConstraint(
            model_name='patternprompt',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'DECLINED'), _negated=True), models.Q(('answer_reason', ''), _negated=True), _connector='OR'), name='prompt_declined_with_reason'),
        ),
        migrations.AddConstraint(
            model_name='patternprompt',
            constraint=models.UniqueConstraint(condition=models.Q(('other_case__isnull', True), ('state', 'RAISED')), fields=('case', 'kind'), name='one_prompt_waiting'),
        ),
        migrations.AddConstraint(
            model_name='patternprompt',
            constraint=models.UniqueConstraint(condition=models.Q(('other_case__isnull', False), ('state', 'RAISED')), fields=('case', 'other_case'), name='one_prompt_waiting_of_a_pair'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='patternprompt',
            trigger=pgtrigger.compiler.Trigger(name='pattern_prompt_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{RAISED:ACCEPTED,RAISED:DECLINED,RAISED:SETTLED}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='b08bf6b8e15e61e8eb964d43da686d92b0a7f665', operation='UPDATE', pgid='pgtrigger_pattern_prompt_moves_595b3', table='casework_patternprompt', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='personmerge',
            index=models.Index(condition=models.Q(('undone_at__isnull', True)), fields=['kept'], name='standing_merges'),
        ),
        migrations.AddConstraint(
            model_name='personmerge',
            constraint=models.CheckConstraint(condition=models.Q(('kept', models.F('gone')), _negated=True), name='merge_of_two'),
        ),
        migrations.AddConstraint(
            model_name='personmerge',
            constraint=models.UniqueConstraint(condition=models.Q(('undone_at__isnull', True)), fields=('gone',), name='one_standing_merge'),
        ),
        migrations.AddConstraint(
            model_name='point',
            constraint=models.UniqueConstraint(fields=('case', 'line'), name='one_point_per_case_and_line'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='point',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "casework_pointhistory" ("case_id", "comment", "exhibits", "id", "impacts", "incidents", "judged_at", "judged_by_id", "line", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "version") VALUES (NEW."case_id", NEW."comment", NEW."exhibits", NEW."id", NEW."impacts", NEW."incidents", NEW."judged_at", NEW."judged_by_id", NEW."line", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."state", NEW."version"); RETURN NULL;', hash='2c417421a833fd23919d80922254d4b4c5b08b9c', operation='INSERT', pgid='pgtrigger_insert_insert_cccbd', table='casework_point', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='point',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "casework_pointhistory" ("case_id", "comment", "exhibits", "id", "impacts", "incidents", "judged_at", "judged_by_id", "line", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "version") VALUES (NEW."case_id", NEW."comment", NEW."exhibits", NEW."id", NEW."impacts", NEW."incidents", NEW."judged_at", NEW."judged_by_id", NEW."line", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."state", NEW."version"); RETURN NULL;', hash='8045a6981e384e887cd6ce944a68798734524e6c', operation='UPDATE', pgid='pgtrigger_update_update_0e9f7', table='casework_point', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='pointhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3f387a1581c17cb3b3c654e5482117325aa5ae87', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_fc49d', table='casework_pointhistory', when='BEFORE')),
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
        migrations.AddConstraint(
            model_name='prosecutorcomment',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='prosecutor_comment_says_something'),
        ),
        migrations.AddConstraint(
            model_name='protocolanswer',
            constraint=models.UniqueConstraint(fields=('case', 'point'), name='protocol_point_once'),
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
            model_name='referral',
            index=models.Index(fields=['party', 'service'], name='casework_re_party_i_082945_idx'),
        ),
        migrations.AddIndex(
            model_name='referral',
            index=models.Index(fields=['case'], name='casework_re_case_id_4dd7d4_idx'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['OFFERED', 'ACCEPTED', 'DECLINED', 'SENT', 'IN_CONTACT', 'ENDED'])), name='referral_state_known'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'DECLINED'), _negated=True), models.Q(('declined_why', ''), _negated=True), _connector='OR'), name='referral_declined_says_why'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('SENT', 'IN_CONTACT')), _negated=True), ('sent_at__isnull', False), _connector='OR'), name='referral_sent_says_when'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(('offered_at__isnull', False), models.Q(('no_consent_why', ''), _negated=True), _connector='OR'), name='referral_offered_or_says_why_not'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='referral',
            trigger=pgtrigger.compiler.Trigger(name='referral_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{ACCEPTED:DECLINED,ACCEPTED:SENT,DECLINED:OFFERED,IN_CONTACT:ENDED,OFFERED:ACCEPTED,OFFERED:DECLINED,SENT:ENDED,SENT:IN_CONTACT}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='fa0e80629a9bbd229c9f8ff73a5dccb12e5344e7', operation='UPDATE', pgid='pgtrigger_referral_moves_a3c75', table='casework_referral', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='referral',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "casework_referralhistory" ("actions_agreed", "advice", "answered_at", "case_id", "declined_why", "discussed_on", "end_why", "ended_at", "first_contact_at", "id", "made_by_id", "name", "no_consent_why", "offered_at", "party_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_at", "service", "state") VALUES (NEW."actions_agreed", NEW."advice", NEW."answered_at", NEW."case_id", NEW."declined_why", NEW."discussed_on", NEW."end_why", NEW."ended_at", NEW."first_contact_at", NEW."id", NEW."made_by_id", NEW."name", NEW."no_consent_why", NEW."offered_at", NEW."party_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."sent_at", NEW."service", NEW."state"); RETURN NULL;', hash='543cc465a073d6aa581dfb1dd8b9c37e076e5dcb', operation='INSERT', pgid='pgtrigger_insert_insert_178a9', table='casework_referral', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='referral',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "casework_referralhistory" ("actions_agreed", "advice", "answered_at", "case_id", "declined_why", "discussed_on", "end_why", "ended_at", "first_contact_at", "id", "made_by_id", "name", "no_consent_why", "offered_at", "party_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sent_at", "service", "state") VALUES (NEW."actions_agreed", NEW."advice", NEW."answered_at", NEW."case_id", NEW."declined_why", NEW."discussed_on", NEW."end_why", NEW."ended_at", NEW."first_contact_at", NEW."id", NEW."made_by_id", NEW."name", NEW."no_consent_why", NEW."offered_at", NEW."party_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."sent_at", NEW."service", NEW."state"); RETURN NULL;', hash='61f9e637a05b16887a7b7ee326bb15f4669cfed6', operation='UPDATE', pgid='pgtrigger_update_update_4f0e9', table='casework_referral', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='referralhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='23fd74abf97613867ebb17c6496052d596eeff3c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_256e1', table='casework_referralhistory', when='BEFORE')),
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
        migrations.AddConstraint(
            model_name='relevantofficer',
            constraint=models.CheckConstraint(condition=models.Q(('basis__in', ['RESIDES', 'IN_AREA', 'COMING'])), name='relevant_basis_known'),
        ),
        migrations.AddConstraint(
            model_name='relevantofficer',
            constraint=models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('order', 'name'), name='relevant_officer_once_at_a_time'),
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
            model_name='reviewrequest',
            index=models.Index(fields=['party'], name='casework_re_party_i_a6f504_idx'),
        ),
        migrations.AddIndex(
            model_name='reviewrequest',
            index=models.Index(fields=['case'], name='casework_re_case_id_8be083_idx'),
        ),
        migrations.AddConstraint(
            model_name='reviewrequest',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['RECEIVED', 'ACKNOWLEDGED', 'REFUSED', 'STANDS', 'SET_ASIDE'])), name='review_request_state_known'),
        ),
        migrations.AddConstraint(
            model_name='reviewrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('STANDS', 'SET_ASIDE')), _negated=True), models.Q(('reviewer__isnull', False), models.Q(('letter', ''), _negated=True)), _connector='OR'), name='review_says_who_and_letter'),
        ),
        migrations.AddConstraint(
            model_name='reviewrequest',
            constraint=models.CheckConstraint(condition=models.Q(('reviewer', models.F('recorded_by')), _negated=True), name='reviewer_did_not_record_request'),
        ),
        migrations.AddConstraint(
            model_name='reviewrequest',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('RECEIVED', 'ACKNOWLEDGED'))), fields=('party',), name='one_review_request_open'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reviewrequest',
            trigger=pgtrigger.compiler.Trigger(name='review_request_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{ACKNOWLEDGED:SET_ASIDE,ACKNOWLEDGED:STANDS,RECEIVED:ACKNOWLEDGED,RECEIVED:REFUSED}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='2d26b706a755a6afe894de2af529a88ada512ce3', operation='UPDATE', pgid='pgtrigger_review_request_moves_3a816', table='casework_reviewrequest', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reviewrequest',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "casework_reviewrequesthistory" ("acknowledged_at", "bars", "case_id", "decided_at", "id", "late_why", "letter", "party_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reasons", "received_at", "recorded_by_id", "reviewer_id", "state", "told_on") VALUES (NEW."acknowledged_at", NEW."bars", NEW."case_id", NEW."decided_at", NEW."id", NEW."late_why", NEW."letter", NEW."party_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reasons", NEW."received_at", NEW."recorded_by_id", NEW."reviewer_id", NEW."state", NEW."told_on"); RETURN NULL;', hash='986af0aa42e90a00514cca804bab53aa5b94db34', operation='INSERT', pgid='pgtrigger_insert_insert_26171', table='casework_reviewrequest', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reviewrequest',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "casework_reviewrequesthistory" ("acknowledged_at", "bars", "case_id", "decided_at", "id", "late_why", "letter", "party_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reasons", "received_at", "recorded_by_id", "reviewer_id", "state", "told_on") VALUES (NEW."acknowledged_at", NEW."bars", NEW."case_id", NEW."decided_at", NEW."id", NEW."late_why", NEW."letter", NEW."party_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reasons", NEW."received_at", NEW."recorded_by_id", NEW."reviewer_id", NEW."state", NEW."told_on"); RETURN NULL;', hash='964d799b87b7280adc6f57acaaeff97a81b998b3', operation='UPDATE', pgid='pgtrigger_update_update_15f53', table='casework_reviewrequest', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reviewrequesthistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2000392d27d046e05b056d0274f93d03829a00e0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0b833', table='casework_reviewrequesthistory', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='risktrigger',
            index=models.Index(fields=['case', '-at'], name='casework_ri_case_id_945bee_idx'),
        ),
        migrations.AddConstraint(
            model_name='risktrigger',
            constraint=models.CheckConstraint(condition=models.Q(('last_at__gte', models.F('at'))), name='trigger_last_not_before_first'),
        ),
        migrations.AddConstraint(
            model_name='risktrigger',
            constraint=models.UniqueConstraint(condition=models.Q(('assessment__isnull', True)), fields=('case', 'kind'), name='one_open_trigger_of_a_kind'),
        ),
        migrations.AddIndex(
            model_name='safecontactplan',
            index=models.Index(fields=['case'], name='casework_sa_case_id_4c4bcc_idx'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='safecontactplan',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "casework_safecontactplanhistory" ("agreed_at", "agreed_by_id", "case_id", "fact_id", "frequency", "id", "methods", "not_to_leave", "others", "party_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "safe_times", "version") VALUES (NEW."agreed_at", NEW."agreed_by_id", NEW."case_id", NEW."fact_id", NEW."frequency", NEW."id", NEW."methods", NEW."not_to_leave", NEW."others", NEW."party_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."safe_times", NEW."version"); RETURN NULL;', hash='79f28d3fc2931f4436af859cec74081ee9db3b0b', operation='INSERT', pgid='pgtrigger_insert_insert_e3837', table='casework_safecontactplan', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='safecontactplan',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "casework_safecontactplanhistory" ("agreed_at", "agreed_by_id", "case_id", "fact_id", "frequency", "id", "methods", "not_to_leave", "others", "party_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "safe_times", "version") VALUES (NEW."agreed_at", NEW."agreed_by_id", NEW."case_id", NEW."fact_id", NEW."frequency", NEW."id", NEW."methods", NEW."not_to_leave", NEW."others", NEW."party_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."safe_times", NEW."version"); RETURN NULL;', hash='6759cc92724fa4fd71fc84a2c3425a86357d78e0', operation='UPDATE', pgid='pgtrigger_update_update_bbe0b', table='casework_safecontactplan', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='safecontactplanhistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f739e0b41944601dd73ee7e8b34013cbba3f6e0b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_411a6', table='casework_safecontactplanhistory', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='samplecheck',
            constraint=models.UniqueConstraint(fields=('case', 'week'), name='one_check_per_case_and_week'),
        ),
        migrations.AddConstraint(
            model_name='samplecheck',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='sample_check_gives_reason'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='samplecheck',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='befbdb840eb57c9efc74a41ccd6408adc36c2644', operation='UPDATE', pgid='pgtrigger_append_only_20013', table='casework_samplecheck', when='BEFORE')),
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
        migrations.AddIndex(
            model_name='statementstep',
            index=models.Index(fields=['party', '-at', '-id'], name='casework_st_party_i_f66ff3_idx'),
        ),
        migrations.AddIndex(
            model_name='statementstep',
            index=models.Index(fields=['case'], name='casework_st_case_id_79f303_idx'),
        ),
        migrations.AddConstraint(
            model_name='stay',
            constraint=models.CheckConstraint(condition=models.Q(('until_at__isnull', True), ('until_at__gte', models.F('from_at')), _connector='OR'), name='stay_ends_after_it_began'),
        ),
        migrations.AddConstraint(
            model_name='stay',
            constraint=models.UniqueConstraint(condition=models.Q(('until_at__isnull', True)), fields=('order',), name='one_open_stay_per_order'),
        ),
        migrations.AddConstraint(
            model_name='summonsstep',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['ISSUED', 'PREPARED', 'ATTEMPTED', 'COURT_SERVES'])), name='summons_step_kind_known'),
        ),
        migrations.AddIndex(
            model_name='telling',
            index=models.Index(fields=['case', 'about', '-told_at'], name='casework_te_case_id_b70b6d_idx'),
        ),
        migrations.AddIndex(
            model_name='thirdpartyrequest',
            index=models.Index(fields=['party'], name='casework_th_party_i_74c7fe_idx'),
        ),
        migrations.AddIndex(
            model_name='thirdpartyrequest',
            index=models.Index(fields=['case'], name='casework_th_case_id_acb84b_idx'),
        ),
        migrations.AddConstraint(
            model_name='thirdpartyrequest',
            constraint=models.CheckConstraint(condition=models.Q(('in_writing', True)), name='third_party_request_in_writing'),
        ),
        migrations.AddConstraint(
            model_name='thirdpartyrequest',
            constraint=models.CheckConstraint(condition=models.Q(('counselling', False), models.Q(('substantial_why', ''), _negated=True), _connector='OR'), name='counselling_says_why'),
        ),
        migrations.AddConstraint(
            model_name='thirdpartyrequest',
            constraint=models.CheckConstraint(condition=models.Q(('exception', 'none'), models.Q(('exception_why', ''), _negated=True), _connector='OR'), name='no_notice_says_why'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='thirdpartyrequest',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "casework_thirdpartyrequesthistory" ("asked_by_id", "asked_for", "case_id", "counselling", "exception", "exception_why", "holder", "id", "in_writing", "late_why", "line_of_enquiry", "notice_on", "notice_to", "other_means", "party_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "request_on", "substantial_why", "why_necessary", "why_proportionate") VALUES (NEW."asked_by_id", NEW."asked_for", NEW."case_id", NEW."counselling", NEW."exception", NEW."exception_why", NEW."holder", NEW."id", NEW."in_writing", NEW."late_why", NEW."line_of_enquiry", NEW."notice_on", NEW."notice_to", NEW."other_means", NEW."party_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."request_on", NEW."substantial_why", NEW."why_necessary", NEW."why_proportionate"); RETURN NULL;', hash='fb4f48e59bdcc8465a794805f3083f365cf01ee7', operation='INSERT', pgid='pgtrigger_insert_insert_c5df6', table='casework_thirdpartyrequest', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='thirdpartyrequest',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "casework_thirdpartyrequesthistory" ("asked_by_id", "asked_for", "case_id", "counselling", "exception", "exception_why", "holder", "id", "in_writing", "late_why", "line_of_enquiry", "notice_on", "notice_to", "other_means", "party_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "request_on", "substantial_why", "why_necessary", "why_proportionate") VALUES (NEW."asked_by_id", NEW."asked_for", NEW."case_id", NEW."counselling", NEW."exception", NEW."exception_why", NEW."holder", NEW."id", NEW."in_writing", NEW."late_why", NEW."line_of_enquiry", NEW."notice_on", NEW."notice_to", NEW."other_means", NEW."party_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."request_on", NEW."substantial_why", NEW."why_necessary", NEW."why_proportionate"); RETURN NULL;', hash='e10b0b889590ddaf50b579ccf83ed2a15f9a721d', operation='UPDATE', pgid='pgtrigger_update_update_df5cf', table='casework_thirdpartyrequest', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='thirdpartyrequesthistory',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f0e3331bd8fb956fd464e16f9e8804c9ef8345f1', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_de7ad', table='casework_thirdpartyrequesthistory', when='BEFORE')),
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
        migrations.AddIndex(
            model_name='upload',
            index=models.Index(condition=models.Q(('state', 'TAKEN'), _negated=True), fields=['begun_at'], name='upload_unfinished'),
        ),
        migrations.AddConstraint(
            model_name='upload',
            constraint=models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='upload_not_empty'),
        ),
        migrations.AddConstraint(
            model_name='upload',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['OPEN', 'SENT', 'TAKEN', 'FAILED'])), name='upload_state_known'),
        ),
        migrations.AddConstraint(
            model_name='uploadpart',
            constraint=models.UniqueConstraint(fields=('upload', 'number'), name='upload_part_once'),
        ),
        migrations.AddIndex(
            model_name='victimduty',
            index=models.Index(fields=['party', 'state'], name='casework_vi_party_i_c5ab82_idx'),
        ),
        migrations.AddIndex(
            model_name='victimduty',
            index=models.Index(condition=models.Q(('state', 'OPEN')), fields=['case'], name='victim_duty_open'),
        ),
        migrations.AddConstraint(
            model_name='victimduty',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['OPEN', 'MET', 'FELL_AWAY'])), name='victim_duty_state_known'),
        ),
        migrations.AddConstraint(
            model_name='victimduty',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['ARREST', 'INTERVIEW', 'RELEASE', 'BAIL_SET', 'BAIL_CHANGED', 'BAIL_ENDED', 'NOT_INVESTIGATED', 'DECISION', 'OUTCOME', 'SUPPORT', 'ADVOCATE', 'STATEMENT', 'THIRD_PARTY', 'REVIEW_ACK', 'REVIEW_DECIDE'])), name='victim_duty_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='victimduty',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'FELL_AWAY'), _negated=True), models.Q(('fell_away_why', ''), _negated=True), _connector='OR'), name='victim_duty_says_why_not_owed'),
        ),
        migrations.AddConstraint(
            model_name='victimduty',
            constraint=models.UniqueConstraint(fields=('party', 'kind', 'source_type', 'source_id', 'happened_at'), name='one_duty_of_a_kind_for_a_fact'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='victimduty',
            trigger=pgtrigger.compiler.Trigger(name='victim_duty_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{MET:OPEN,OPEN:FELL_AWAY,OPEN:MET}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='8490df6337b051deba118953c5dfef4d70048068', operation='UPDATE', pgid='pgtrigger_victim_duty_moves_6197b', table='casework_victimduty', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='contactanswer',
            constraint=models.UniqueConstraint(fields=('contact', 'duty'), name='one_answer_per_contact_and_duty'),
        ),
        migrations.AddIndex(
            model_name='warrant',
            index=models.Index(fields=['case', '-drafted_at', '-id'], name='casework_wa_case_id_f44951_idx'),
        ),
        migrations.AddIndex(
            model_name='warrant',
            index=models.Index(condition=models.Q(('state', 'GRANTED')), fields=['last_day'], name='warrant_running'),
        ),
        migrations.AddConstraint(
            model_name='warrant',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['DRAFT', 'SUPERVISOR_OK', 'APPLIED', 'GRANTED', 'REFUSED', 'EXECUTED', 'EXPIRED', 'RETURNED_UNUSED'])), name='warrant_state_known'),
        ),
        migrations.AddConstraint(
            model_name='warrant',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('power', 'PHA_2B'), _negated=True), ('reach', 'one_premises'), _connector='OR'), name='warrant_2b_one_entry'),
        ),
        migrations.AddConstraint(
            model_name='warrant',
            constraint=models.CheckConstraint(condition=models.Q(('agreed_by__isnull', True), models.Q(('agreed_by', models.F('author')), _negated=True), _connector='OR'), name='warrant_agreed_by_another'),
        ),
        migrations.AddConstraint(
            model_name='warrant',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['GRANTED', 'EXECUTED', 'EXPIRED']), _negated=True), models.Q(('issued_on__isnull', False), ('last_day__gt', models.F('issued_on')), models.Q(('court', ''), _negated=True)), _connector='OR'), name='warrant_granted_is_dated'),
        ),
        migrations.AddConstraint(
            model_name='warrant',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'REFUSED'), _negated=True), models.Q(('refused_because', ''), _negated=True), _connector='OR'), name='warrant_refused_because'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='warrant',
            trigger=pgtrigger.compiler.Trigger(name='warrant_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{APPLIED:GRANTED,APPLIED:REFUSED,DRAFT:DRAFT,DRAFT:SUPERVISOR_OK,EXECUTED:EXECUTED,EXPIRED:RETURNED_UNUSED,GRANTED:EXECUTED,GRANTED:EXPIRED,GRANTED:RETURNED_UNUSED,SUPERVISOR_OK:APPLIED}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='bebf94eb90ea5a6a626b15251b3ff05ea172e9e8', operation='UPDATE', pgid='pgtrigger_warrant_moves_0482b', table='casework_warrant', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='warrantpremises',
            constraint=models.UniqueConstraint(fields=('warrant', 'words'), name='warrant_premises_once'),
        ),
        migrations.AddIndex(
            model_name='search',
            index=models.Index(fields=['case', '-started_at', '-id'], name='casework_se_case_id_719609_idx'),
        ),
        migrations.AddConstraint(
            model_name='search',
            constraint=models.CheckConstraint(condition=models.Q(('ended_at__gt', models.F('started_at'))), name='search_ends_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='search',
            constraint=models.CheckConstraint(condition=models.Q(('checked_by__isnull', True), models.Q(('checked_by', models.F('recorded_by')), _negated=True), _connector='OR'), name='search_checked_by_another'),
        ),
        migrations.AddConstraint(
            model_name='search',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('power__in', ['PHA_2B', 'PACE_8']), _negated=True), ('warrant__isnull', False), _connector='OR'), name='search_by_warrant_names_it'),
        ),
    ]
