from typing import Any

from django.db import migrations

from kheo.sign_in import locked


def lock(apps: Any, schema_editor: Any) -> None:
    locked.lock_anew(apps.get_model("mfa", "Authenticator"))


def unlock(apps: Any, schema_editor: Any) -> None:
    for each in apps.get_model("mfa", "Authenticator").objects.order_by("pk"):
        each.data |= {name: locked.unlock(each.data[name]) for name in ("secret", "seed") if name in each.data}
        each.save(update_fields=["data"])


class Migration(migrations.Migration):
    """Seeds of second steps that were stored before there was a lock are locked."""

    dependencies = [("mfa", "0003_authenticator_type_uniq")]
    operations = [migrations.RunPython(lock, unlock)]
