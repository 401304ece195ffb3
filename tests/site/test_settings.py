"""What the environment makes of an installation."""

import json
import os
import subprocess
import sys

import pytest
from django.db import connection, migrations
from django.db.migrations.loader import MigrationLoader
from django.urls import reverse

from tests.world import Client

ASKED = """
import json
from kheo.site import settings as s
names = ["SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "CSRF_TRUSTED_ORIGINS", "ACCOUNT_DEFAULT_HTTP_PROTOCOL",
         "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SECURE_HSTS_SECONDS"]
print(json.dumps({name: getattr(s, name, None) for name in names}))
"""


def told(**variables):
    """Give the settings of a process with these variables."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("KHEO_")}
    made = subprocess.run([sys.executable, "-c", ASKED], env=clean | variables, capture_output=True, check=True)
    return json.loads(made.stdout)


@pytest.mark.long
def test_behind_a_server_that_speaks_tls_cookies_are_secure_and_our_own_forms_are_ours():
    served = told(KHEO_HTTPS="1", KHEO_HOSTS="kheo.example,.phuong.example")
    assert served == {
        "SESSION_COOKIE_SECURE": True, "CSRF_COOKIE_SECURE": True, "ACCOUNT_DEFAULT_HTTP_PROTOCOL": "https",
        "CSRF_TRUSTED_ORIGINS": ["https://kheo.example", "https://*.phuong.example"],
        "SESSION_COOKIE_NAME": "__Host-kheo", "CSRF_COOKIE_NAME": "__Host-csrf", "SECURE_HSTS_SECONDS": 180 * 24 * 3600,
    }  # fmt: skip


@pytest.mark.long
def test_on_ones_own_machine_there_is_no_tls():
    served = told()
    assert (served["SESSION_COOKIE_SECURE"], served["CSRF_TRUSTED_ORIGINS"]) == (False, [])


@pytest.mark.parametrize(("trusted", "status"), [(["https://testserver"], 200), ([], 403)])
def test_a_form_sent_over_tls_arrives_though_the_server_before_us_hands_it_on_plain(db, settings, trusted, status):
    settings.CSRF_TRUSTED_ORIGINS = trusted
    client = Client(enforce_csrf_checks=True)
    client.get(reverse("account_login"))
    form = {"login": "khong.co.ai", "password": "x", "csrfmiddlewaretoken": client.cookies["csrftoken"].value}
    answer = client.post(reverse("account_login"), form, headers={"origin": "https://testserver"})
    assert answer.status_code == status


def test_every_page_carries_the_headers_that_bind_a_browser(db, client_of):
    answer = client_of().get(reverse("account_login"))
    policy = answer.headers["Content-Security-Policy"]
    for directive in ("default-src 'self'", "object-src 'none'", "frame-ancestors 'none'", "form-action 'self'"):
        assert directive in policy
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"


def test_every_migration_of_ours_can_be_taken_back():
    loader = MigrationLoader(None)
    ours = {key: made for key, made in loader.disk_migrations.items() if made.__module__.startswith("kheo.")}
    assert len(ours) >= 10
    for key, migration in ours.items():
        assert all(operation.reversible for operation in migration.operations), key
        for operation in migration.operations:
            if isinstance(operation, migrations.RunSQL):
                assert operation.reverse_sql != migrations.RunSQL.noop, key


def test_what_later_migrations_changed_goes_back_and_forth(db):
    """One step each way, by the newest migration of the base and of people."""
    loader = MigrationLoader(connection)
    newest = [max(key for key in loader.disk_migrations if key[0] == app) for app in ("base", "people")]
    assert min(name for _app, name in newest) > "0002"
    for key in newest:
        before, steps = loader.project_state(key, at_end=False), loader.get_migration(*key)
        for go in (steps.unapply, steps.apply):
            with connection.schema_editor(atomic=False) as editor:
                go(before.clone(), editor)
    assert {"swapped_once", "unit_code_once", "official_name_once_in_any_case"} <= constraints()


def constraints():
    """Give the names of what the tables of the base and of people forbid."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'i'")
        return {name for (name,) in cursor.fetchall()}
