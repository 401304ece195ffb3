import django.db.models.deletion
import kheo.feedback.rules
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0003_must_change_password'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CaseFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('sha256', models.CharField(max_length=64)),
                ('rows_new', models.PositiveIntegerField(default=0)),
                ('rows_updated', models.PositiveIntegerField(default=0)),
                ('rows_unchanged', models.PositiveIntegerField(default=0)),
                ('rows_bad', models.PositiveIntegerField(default=0)),
                ('made_at', models.DateTimeField()),
                ('locality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.locality')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=60)),
                ('kind', models.CharField(blank=True, choices=[(kheo.feedback.rules.Kind['RULES'], 'quy định, thủ tục hành chính'), (kheo.feedback.rules.Kind['CONDUCT'], 'hành vi của cán bộ, công chức')], max_length=10)),
                ('received_on', models.DateField()),
                ('due_on', models.DateField()),
                ('due_is_reckoned', models.BooleanField(default=False)),
                ('answered_on', models.DateField(null=True)),
                ('refused', models.BooleanField(null=True)),
                ('likes', models.PositiveIntegerField(null=True)),
                ('dislikes', models.PositiveIntegerField(null=True)),
                ('repeated', models.BooleanField(null=True)),
                ('rated', models.CharField(blank=True, choices=[(kheo.feedback.rules.Rated['SATISFIED'], 'hài lòng'), (kheo.feedback.rules.Rated['ACCEPTED'], 'chấp nhận được'), (kheo.feedback.rules.Rated['UNSATISFIED'], 'không hài lòng')], max_length=12)),
                ('locality', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.locality')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
                ('file', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='feedback.casefile')),
            ],
        ),
        migrations.AddIndex(
            model_name='casefile',
            index=models.Index(fields=['locality', '-id'], name='case_file_newest_first'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['locality', '-received_on', '-id'], name='case_newest'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['unit', '-received_on', '-id'], name='case_of_unit'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.UniqueConstraint(fields=('locality', 'code'), name='case_code_once'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('due_on__gte', models.F('received_on'))), name='case_due_after_received'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('answered_on__isnull', True), ('answered_on__gte', models.F('received_on')), _connector='OR'), name='case_answered_after_received'),
        ),
    ]
