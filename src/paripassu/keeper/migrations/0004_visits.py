"""How far each person had read each alliance at their last visit."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('keeper', '0003_unfinished_texts'),
    ]

    operations = [
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', models.PositiveBigIntegerField(null=True)),
                ('size', models.PositiveBigIntegerField()),
                ('at', models.DateTimeField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='keeper.alliancesummary')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('account', 'alliance'), name='one_visit_each')],
            },
        ),
    ]
