"""What is in a database, as figures: of every table the number of rows and a SHA-256, of every sequence how far it is.

The hash is over the rows as COPY writes them, in the order of the primary key by byte value, so that two databases with
the same rows give the same hash, whatever their server's version, locale or layout on the disk.
"""

import hashlib
from dataclasses import dataclass
from typing import Any, LiteralString

import psycopg
from psycopg import sql
from psycopg.rows import dict_row

from kheo.backups.rules import Contents, Figures

PLAIN: LiteralString = (
    "SET TIME ZONE 'UTC'; SET datestyle = 'ISO, YMD'; SET intervalstyle = 'postgres'; SET bytea_output = 'hex';"
    " SET extra_float_digits = 1; SET search_path = public; SET statement_timeout = 0; SET lock_timeout = 0;"
    " SET idle_in_transaction_session_timeout = 0"
)
RELATIONS: LiteralString = """
SELECT c.relname AS name, c.relkind = 'S' AS is_sequence,
    (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns,
    (SELECT array_agg(a.attname::text ORDER BY k.place)
        FROM pg_index i, unnest(i.indkey) WITH ORDINALITY k(number, place)
        JOIN pg_attribute a ON a.attnum = k.number
        WHERE i.indrelid = c.oid AND i.indisprimary AND a.attrelid = c.oid) AS key,
    (SELECT array_agg(a.attname::text) FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND a.attcollation <> 0) AS words
FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'S') AND NOT EXISTS (
    SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
ORDER BY c.relname COLLATE "C"
"""
LOG, SEALS = "base_auditrecord", "seals_seal"


@dataclass(frozen=True)
class Table:
    """A table: its columns in their order, its key, and which columns hold text."""

    name: str
    columns: list[str]
    key: list[str]
    words: list[str]


def take(connection: psycopg.Connection[Any]) -> Figures:
    """Take all figures; inside a REPEATABLE READ transaction they are of one moment."""
    connection.execute(PLAIN)
    tables, sequences = tables_of(connection), _relations(connection, is_sequence=True)
    figures = {table.name: contents_of(connection, table) for table in tables}
    last = {row["name"]: _last(connection, row["name"]) for row in sequences}
    return Figures(figures, last, head_of(connection, tables))


def tables_of(connection: psycopg.Connection[Any]) -> list[Table]:
    """List the tables of an installation; those of the server's extensions are not ours."""
    rows = _relations(connection, is_sequence=False)
    return [Table(row["name"], row["columns"], row["key"] or row["columns"], row["words"] or []) for row in rows]


def _relations(connection: psycopg.Connection[Any], *, is_sequence: bool) -> list[dict[str, Any]]:
    with connection.cursor(row_factory=dict_row) as cursor:
        return [row for row in cursor.execute(RELATIONS).fetchall() if row["is_sequence"] == is_sequence]


def contents_of(connection: psycopg.Connection[Any], table: Table) -> Contents:
    """Count and hash the rows of a table, as they stream by."""
    digest, count = hashlib.sha256("\t".join([*table.columns, "\n"]).encode()), 0
    with connection.cursor() as cursor, cursor.copy(copy_of(table)) as rows:
        for part in rows:
            digest.update(part)
            count += bytes(part).count(b"\n")  # a line break inside a value is written as \n, two characters
    return Contents(count, digest.hexdigest())


def copy_of(table: Table) -> sql.Composed:
    """Say: give all rows in the order of the key, by byte value, which is the same on every server."""
    columns = sql.SQL(", ").join(map(sql.Identifier, table.columns))
    order = sql.SQL(", ").join(
        sql.SQL('{} COLLATE "C"' if name in table.words else "{}").format(sql.Identifier(name)) for name in table.key
    )
    return sql.SQL("COPY (SELECT {} FROM public.{} ORDER BY {}) TO STDOUT").format(
        columns, sql.Identifier(table.name), order
    )


def head_of(connection: psycopg.Connection[Any], tables: list[Table]) -> dict[str, Any]:
    """Give the end of the log: the newest record and, where records are sealed, the newest seal."""
    known = {table.name: table for table in tables}
    head: dict[str, Any] = {}
    if LOG in known:
        row = connection.execute("SELECT max(id) FROM base_auditrecord").fetchone()
        head["record"] = row[0] if row else None
    if SEALS in known:
        newest = sql.SQL("SELECT to_jsonb(s) FROM public.seals_seal s ORDER BY {} DESC LIMIT 1")
        row = connection.execute(newest.format(sql.Identifier(known[SEALS].key[0]))).fetchone()
        head["seal"] = row[0] if row else None
    return head


def _last(connection: psycopg.Connection[Any], sequence: str) -> int:
    """Give the last number that a sequence gave; 0 where it gave none yet."""
    asked = sql.SQL("SELECT CASE WHEN is_called THEN last_value ELSE last_value - 1 END FROM public.{}")
    row = connection.execute(asked.format(sql.Identifier(sequence))).fetchone()
    return int(row[0]) if row else 0
