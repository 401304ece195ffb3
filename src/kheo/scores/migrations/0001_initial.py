import django.db.models.deletion
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
            name='WeightSet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField()),
                ('source', models.CharField(max_length=500)),
                ('assurance', models.CharField(choices=[('law', 'văn bản quy phạm pháp luật'), ('official text', 'văn bản chính thức'), ('third party', 'theo tài liệu nghiệp vụ, chưa đối chiếu văn bản gốc'), ('project', 'cách tính của Khéo, không phải quy định của Nhà nước')], max_length=20)),
                ('borders_source', models.CharField(blank=True, max_length=500)),
                ('valid_from', models.DateField()),
                ('made_at', models.DateTimeField()),
                ('locality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.locality')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Weight',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.CharField(max_length=10)),
                ('most', models.DecimalField(decimal_places=2, max_digits=5)),
                ('full_at', models.DecimalField(decimal_places=2, max_digits=5)),
                ('weight_set', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='scores.weightset')),
            ],
        ),
        migrations.CreateModel(
            name='ClassBorder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60)),
                ('least', models.DecimalField(decimal_places=2, max_digits=5)),
                ('weight_set', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='scores.weightset')),
            ],
        ),
        migrations.AddConstraint(
            model_name='weightset',
            constraint=models.UniqueConstraint(fields=('locality', 'version'), name='weights_version_once'),
        ),
        migrations.AddConstraint(
            model_name='weight',
            constraint=models.UniqueConstraint(fields=('weight_set', 'item'), name='weight_once'),
        ),
        migrations.AddConstraint(
            model_name='weight',
            constraint=models.CheckConstraint(condition=models.Q(('most__gt', 0), ('most__lte', 100)), name='weight_up_to_100'),
        ),
        migrations.AddConstraint(
            model_name='weight',
            constraint=models.CheckConstraint(condition=models.Q(('full_at__gt', 0), ('full_at__lte', 100)), name='weight_threshold_to_100'),
        ),
        migrations.AddConstraint(
            model_name='classborder',
            constraint=models.UniqueConstraint(fields=('weight_set', 'name'), name='class_name_once'),
        ),
        migrations.AddConstraint(
            model_name='classborder',
            constraint=models.UniqueConstraint(fields=('weight_set', 'least'), name='class_border_once'),
        ),
        migrations.AddConstraint(
            model_name='classborder',
            constraint=models.CheckConstraint(condition=models.Q(('least__gte', 0), ('least__lte', 100)), name='class_border_to_100'),
        ),
    ]
