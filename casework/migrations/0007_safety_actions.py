"""A safety action may be planned for a victim by itself, also before the first risk assessment."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('casework', '0006_searches')]

    operations = [
        migrations.AddField(
            model_name='planaction',
            name='victim',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='casework.person'),
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
    ]
