"""Each locality keeps its own swapped days. No page wrote any before this migration, so none needs to be given away."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("base", "0002_append_only")]
    operations = [
        migrations.AlterField("swappedday", "day", models.DateField()),
        migrations.AddField("swappedday", "locality_id", models.BigIntegerField(default=0), preserve_default=False),
        migrations.AddConstraint(
            "swappedday", models.UniqueConstraint(fields=["locality_id", "day"], name="swapped_once")
        ),
    ]
