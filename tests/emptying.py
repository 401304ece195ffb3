"""Lets Django empty the database after a transactional test, though the audit record refuses TRUNCATE.

Only the one transaction of Django's own flush lifts the guard; any other TRUNCATE is refused as ever.
"""

from typing import Any

from django.db.backends.postgresql.operations import DatabaseOperations

GUARD = "ALTER TABLE base_auditrecord {} TRIGGER audit_no_truncate"
flush_of_django = DatabaseOperations.sql_flush


def _flush(self: DatabaseOperations, style: Any, tables: Any, **more: Any) -> list[str]:
    statements = flush_of_django(self, style, tables, **more)
    if statements and "base_auditrecord" in tables:
        return [GUARD.format("DISABLE"), *statements, GUARD.format("ENABLE")]
    return statements


DatabaseOperations.sql_flush = _flush
