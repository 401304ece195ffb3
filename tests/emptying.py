"""Lets Django empty the database after a transactional test, though the audit record refuses TRUNCATE.

Only the one transaction of Django's own flush lifts the guard; any other TRUNCATE is refused as ever.
"""

from typing import Any

from django.db.backends.postgresql.operations import DatabaseOperations

GUARDED = {
    "base_auditrecord": "audit_no_truncate",
    "seals_seal": "seals_seal_no_truncate",
    "seals_head": "seals_head_no_truncate",
}
flush_of_django = DatabaseOperations.sql_flush


def _flush(self: DatabaseOperations, style: Any, tables: Any, **more: Any) -> list[str]:
    statements = flush_of_django(self, style, tables, **more)
    if statements and "base_auditrecord" in tables:
        return [*_guards("DISABLE"), *statements, *_guards("ENABLE")]
    return statements


def _guards(turn: str) -> list[str]:
    return [f"ALTER TABLE {table} {turn} TRIGGER {trigger}" for table, trigger in GUARDED.items()]


DatabaseOperations.sql_flush = _flush
