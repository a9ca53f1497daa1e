"""What was seized only to prevent harm is marked, so that a change of custody or bail can ask for its review (PACE 1984 s.22(3))."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0009_name_keys'),
    ]

    operations = [
        migrations.AlterField(
            model_name='exhibit',
            name='flags',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('BIOLOGICAL', 'Biological'), ('HAZARD', 'Hazard'), ('CASH', 'Cash'), ('WEAPON', 'Weapon'), ('INDECENT_IMAGES', 'Indecent images of children'), ('OVERSIZED', 'Too large for a bag (tag number)'), ('PREVENT', 'Seized only so that it cannot injure, damage, interfere with evidence or help an escape')], max_length=16), blank=True, default=list, size=None),
        ),
    ]
