"""Documents taken in at one moment stand in one order."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]
    operations = [migrations.AlterModelOptions(name="document", options={"ordering": ["-made_at", "-pk"]})]
