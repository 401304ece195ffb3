"""Make the database of the demo anew. Never one that holds a real locality."""

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from kheo.base import rights
from kheo.errors import RuleBroken
from kheo.people.models import Locality


def check_only_samples() -> None:
    """Refuse to touch a database with a locality that is not marked as illustrative."""
    real = Locality.objects.filter(illustrative=False).first()
    if real is not None:
        raise RuleBroken(f"Cơ sở dữ liệu này đang giữ dữ liệu thật của {real.name}; không chạy bản minh hoạ ở đây.")


def start_over() -> None:
    """Drop every table and make them again, empty, with the rights of the two roles."""
    check_only_samples()
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
    settings.KHEO_CHECKPOINTS.unlink(missing_ok=True)  # it bears witness to a record that is gone
    call_command("migrate", interactive=False, verbosity=0)
    rights.apply()
