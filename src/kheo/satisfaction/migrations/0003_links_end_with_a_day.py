"""A link ends with a day: the moment it ended told in which act, and so for which dossier, it had been made."""

from django.db import migrations, models

A_DAY = """
ALTER TABLE satisfaction_ticket
    ALTER COLUMN expires_at TYPE date USING (expires_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date;
ALTER TABLE satisfaction_ticket RENAME COLUMN expires_at TO last_day;
"""
A_MOMENT = """
ALTER TABLE satisfaction_ticket RENAME COLUMN last_day TO expires_at;
ALTER TABLE satisfaction_ticket
    ALTER COLUMN expires_at TYPE timestamptz USING (expires_at + 1)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh';
"""


class Migration(migrations.Migration):
    dependencies = [("satisfaction", "0002_never_altered")]
    operations = [
        migrations.RunSQL(
            A_DAY,
            A_MOMENT,
            state_operations=[
                migrations.RenameField("ticket", "expires_at", "last_day"),
                migrations.AlterField("ticket", "last_day", models.DateField()),
            ],
        )
    ]
