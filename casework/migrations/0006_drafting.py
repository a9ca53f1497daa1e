"""Hearsay notices, answers to legal advice, the prosecutors' channel and a summons' steps before its service."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from casework.migrations._tables import FirstTables


class Migration(FirstTables):

    dependencies = [
        ('casework', '0005_working_cases'),
    ]

    operations = [
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
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hearsay_notices', to='casework.application')),
                ('hearing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hearsay_notices', to='casework.hearing')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
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
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hearsay_plans', to='casework.application')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
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
                ('notice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='casework.hearsaynotice')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ProsecutorComment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('at', models.DateTimeField()),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='prosecutor_comments', to='casework.application')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['at', 'id'],
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
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='summons_steps', to='casework.application')),
                ('hearing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='summons_steps', to='casework.hearing')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='AdviceReply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(blank=True)),
                ('resolves', models.BooleanField(default=False)),
                ('at', models.DateTimeField()),
                ('advice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='casework.legaladvice')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['at', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('resolves', True), models.Q(('text', ''), _negated=True), _connector='OR'), name='advice_reply_says_something'), models.UniqueConstraint(condition=models.Q(('resolves', True)), fields=('advice',), name='advice_resolved_once')],
            },
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
            model_name='prosecutorcomment',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='prosecutor_comment_says_something'),
        ),
        migrations.AddConstraint(
            model_name='summonsstep',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['ISSUED', 'PREPARED', 'ATTEMPTED', 'COURT_SERVES'])), name='summons_step_kind_known'),
        ),
    ]
