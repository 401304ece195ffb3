"""A commitment keeps the version of its indicator; those so far are of the first."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("commitments", "0001_initial")]
    operations = [
        migrations.AddField(
            model_name="commitment",
            name="version",
            field=models.PositiveSmallIntegerField(db_default=1, default=1),
        )
    ]
