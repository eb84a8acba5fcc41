"""What unfinished texts are written for, and how far the review of a document has come."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('keeper', '0002_journal'),
    ]

    operations = [
        migrations.AddField(
            model_name='readdocument',
            name='review',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='workingtext',
            name='note',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='workingtext',
            name='reason',
            field=models.CharField(blank=True, max_length=20),
        ),
    ]
