import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('procedures', '0006_assurance_of_the_locality'),
    ]

    operations = [
        migrations.AddField(
            model_name='importbatch',
            name='came_from',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='procedures.importbatch'),
        ),
    ]
