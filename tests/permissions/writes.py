"""What a request wrote: by the database's own count of the transaction, and by the content of every table."""

from hashlib import sha256

from django.db import connection

ALLOWED = frozenset({"django_session"})
"""A session notes once a minute that it is in use (kheo.people.requests); no other table is touched by looking."""

TRACE = "base_auditrecord"
"""What a page writes to that shows personal data."""

COUNTED = """SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables
             WHERE n_tup_ins + n_tup_upd + n_tup_del > 0"""


def counted() -> dict[str, int]:
    """Give how many rows of each table this transaction has inserted, updated or deleted so far, also in vain."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTED)
        return dict(cursor.fetchall())


def written_since(before: dict[str, int]) -> list[str]:
    """Name the tables that were written to since then, but for those that may be."""
    return sorted(name for name, count in counted().items() if count != before.get(name, 0) and name not in ALLOWED)


def fingerprint() -> dict[str, str]:
    """Give the digest of each table's rows with the place and the writer of each, so that a rewritten row shows too."""
    found = {}
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            if name not in ALLOWED:
                table = connection.ops.quote_name(name)
                cursor.execute(f"SELECT ctid::text, xmin::text, t::text FROM {table} t ORDER BY ctid")  # noqa: S608
                found[name] = sha256(repr(cursor.fetchall()).encode()).hexdigest()
    return found
