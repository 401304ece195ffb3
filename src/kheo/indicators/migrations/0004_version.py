"""Observations keep the version of the indicator that they were measured by; those so far are of the first."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("indicators", "0003_one_index")]
    operations = [
        migrations.AddField(
            model_name="observation",
            name="version",
            field=models.PositiveSmallIntegerField(db_default=1, default=1),
        ),
        migrations.RemoveConstraint(model_name="observation", name="observation_once"),
        migrations.AddConstraint(
            model_name="observation",
            constraint=models.UniqueConstraint(
                fields=("snapshot", "indicator", "version", "unit", "period_kind", "period_start"),
                name="observation_once",
            ),
        ),
    ]
