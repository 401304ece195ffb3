"""The trace is closed twice: the app's database role has no right to alter it, and triggers stop even the owner."""

from collections.abc import Iterator
from importlib import import_module

import psycopg
import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from kheo.base import rights
from kheo.base.audit import record
from kheo.base.models import AuditRecord
from tests import emptying  # noqa: F401  a transactional test ends with an emptied database

BENT = [
    "UPDATE base_auditrecord SET verb = 'x'",
    "DELETE FROM base_auditrecord",
    "TRUNCATE base_auditrecord CASCADE",
]
MORE_THAN_THE_APP_MAY = [
    "ALTER TABLE base_auditrecord DISABLE TRIGGER ALL",
    "DROP TRIGGER audit_no_change ON base_auditrecord",
    "CREATE OR REPLACE FUNCTION base_audit_append_only() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "SET session_replication_role = replica",
    "SELECT setval('base_auditrecord_id_seq', 1)",
    "DELETE FROM django_migrations",
    "DROP TABLE base_auditrecord CASCADE",
]


@pytest.fixture
def app_role(transactional_db: None) -> Iterator[psycopg.Connection]:
    """A connection of the app's own role to the test's database, made by name and password as the server's is."""
    rights.apply()
    given = psycopg.conninfo.conninfo_to_dict(import_module("os").environ["DATABASE_URL"])
    given["dbname"] = connection.settings_dict["NAME"]
    with psycopg.connect(**given, autocommit=True) as made:
        assert made.info.user == settings.KHEO_APP_ROLE != connection.settings_dict["USER"]
        yield made


@pytest.mark.long
def test_the_app_writes_and_reads_the_trace_but_can_never_bend_it(app_role):
    app_role.execute(
        "INSERT INTO base_auditrecord (at, verb, object_type, object_id, changed)"
        " VALUES (now(), 'system.seen', 'people.locality', 1, '{}')"
    )
    for statement in [*BENT, *MORE_THAN_THE_APP_MAY]:
        with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.ProgramLimitExceeded)):
            app_role.execute(statement)
    assert app_role.execute("SELECT verb FROM base_auditrecord").fetchall() == [("system.seen",)]


@pytest.mark.long
def test_without_the_triggers_the_rights_alone_hold(app_role):
    with connection.cursor() as owner:
        owner.execute("ALTER TABLE base_auditrecord DISABLE TRIGGER USER")
    try:
        for statement in BENT:
            with pytest.raises(psycopg.errors.InsufficientPrivilege, match="permission denied"):
                app_role.execute(statement)
    finally:
        with connection.cursor() as owner:
            owner.execute("ALTER TABLE base_auditrecord ENABLE TRIGGER USER")


@pytest.mark.parametrize("statement", BENT)
def test_the_trace_cannot_be_bent_even_by_the_owner(world, statement):
    record("system.seen", world.ward, by=None)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert AuditRecord.objects.filter(verb="system.seen").exists()


def test_the_guard_can_be_taken_down_and_put_up_by_a_migration_alone(world):
    guards = [import_module(f"kheo.{app}.migrations.0002_append_only") for app in ("base", "seals")]
    record("system.seen", world.ward, by=None)
    with connection.cursor() as cursor:
        for guard in reversed(guards):  # the seals lean on the function of the base
            cursor.execute(guard.ALLOW)
        cursor.execute("UPDATE base_auditrecord SET verb = 'system.bent'")
        for guard in guards:
            cursor.execute(guard.FORBID)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditRecord.objects.update(verb="system.seen")


@pytest.mark.long
def test_writers_of_the_trace_wait_for_nobody(app_role):
    """Two open transactions write side by side: no lock is held till commit, so a later one may commit first."""
    insert = (
        "INSERT INTO base_auditrecord (at, verb, object_type, object_id, changed)"
        " VALUES (now(), 'system.seen', 'people.locality', 1, '{}') RETURNING tx"
    )
    with connection.cursor() as owner, transaction.atomic():
        owner.execute(insert)
        first = owner.fetchone()[0]
        app_role.execute("SET lock_timeout = '1s'")
        second = app_role.execute(insert).fetchone()[0]
        assert second > first
