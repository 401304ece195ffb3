import django.db.models.deletion
import kheo.directory.rules
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('procedures', '0002_what_766_counts'),
    ]

    operations = [
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('procedure', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='procedures.procedure')),
                ('announced_on', models.DateField(blank=True, null=True)),
                ('legal_effective_on', models.DateField(blank=True, null=True)),
                ('published_on', models.DateField(blank=True, null=True)),
                ('parts_count', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('online_level', models.CharField(blank=True, choices=[(kheo.directory.rules.Level['NONE'], 'chưa có'), (kheo.directory.rules.Level['PART'], 'một phần'), (kheo.directory.rules.Level['FULL'], 'toàn trình')], max_length=4)),
                ('online_eligible', models.BooleanField(blank=True, null=True)),
                ('has_fee', models.BooleanField(blank=True, null=True)),
                ('fee_integrated', models.BooleanField(blank=True, null=True)),
                ('of_person', models.BooleanField(blank=True, null=True)),
                ('uses_population', models.BooleanField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('parts_count__isnull', True), ('parts_count__lte', 7), _connector='OR'), name='entry_seven_parts'), models.CheckConstraint(condition=models.Q(('published_on__isnull', True), ('announced_on__isnull', True), ('published_on__gte', models.F('announced_on')), _connector='OR'), name='entry_published_after_announced')],
            },
        ),
    ]
