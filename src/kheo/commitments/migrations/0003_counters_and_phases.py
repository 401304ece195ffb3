"""What must not worsen beside a promise, and phases of charts: a phase and its withdrawal are never altered.

Only the words of their reasons can be taken out, as all words of people can.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


FORBID = """
CREATE FUNCTION commitments_never_altered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is never altered: withdraw it, with a reason.', TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER phase_never_altered
    BEFORE UPDATE OF id, locality_id, unit_id, indicator, week, made_by_id, made_at ON commitments_phase
    FOR EACH ROW EXECUTE FUNCTION commitments_never_altered();
CREATE TRIGGER withdrawal_never_altered
    BEFORE UPDATE OF id, phase_id, made_by_id, made_at ON commitments_withdrawal
    FOR EACH ROW EXECUTE FUNCTION commitments_never_altered();
"""
ALLOW = """
DROP TRIGGER withdrawal_never_altered ON commitments_withdrawal;
DROP TRIGGER phase_never_altered ON commitments_phase;
DROP FUNCTION commitments_never_altered();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('commitments', '0002_version'),
        ('people', '0003_must_change_password'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Phase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('indicator', models.CharField(max_length=40)),
                ('week', models.DateField(help_text='Thứ Hai của tuần đầu tiên')),
                ('reason', models.TextField()),
                ('made_at', models.DateTimeField()),
                ('locality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.locality')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
            ],
        ),
        migrations.CreateModel(
            name='Withdrawal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField()),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('phase', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='withdrawal', to='commitments.phase')),
            ],
        ),
        migrations.CreateModel(
            name='CounterIndicator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('indicator', models.CharField(max_length=40)),
                ('version', models.PositiveSmallIntegerField()),
                ('baseline_numerator', models.PositiveBigIntegerField()),
                ('baseline_denominator', models.PositiveBigIntegerField()),
                ('baseline_snapshot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.snapshot')),
                ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='commitments.commitment')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('commitment', 'indicator'), name='counter_indicator_once'), models.CheckConstraint(condition=models.Q(('baseline_denominator__gt', 0), ('baseline_numerator__lte', models.F('baseline_denominator'))), name='counter_indicator_has_a_value')],
            },
        ),
        migrations.AddIndex(
            model_name='phase',
            index=models.Index(fields=['unit', 'indicator', 'week'], name='phase_of_unit'),
        ),
        migrations.AddConstraint(
            model_name='phase',
            constraint=models.CheckConstraint(condition=models.Q(('week__iso_week_day', 1)), name='phase_begins_on_a_monday'),
        ),
        migrations.RunSQL(FORBID, ALLOW),
    ]
