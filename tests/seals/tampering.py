"""Ways to bend the log for somebody with all rights on the database, each planted at a chosen place."""

from collections.abc import Callable
from random import Random

from django.db import connection

from kheo.seals import chain

Case = Callable[[Random, int], int]
"""Given chance and the number of sealed records, bends the log and gives the position of the first bent seal."""


def unlocked() -> None:
    """Take the guards off, as a superuser can."""
    with connection.cursor() as cursor:
        for table in ("base_auditrecord", "seals_seal", "seals_head"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")


def run(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def record_at(position: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT record_id FROM seals_seal WHERE position = %s", [position])
        return cursor.fetchone()[0]


EDITS = (
    "UPDATE base_auditrecord SET verb = verb || 'x' WHERE id = %s",
    "UPDATE base_auditrecord SET official_id = coalesce(official_id, 0) + 1 WHERE id = %s",
    "UPDATE base_auditrecord SET at = at - interval '1 second' WHERE id = %s",
    "UPDATE base_auditrecord SET object_id = object_id + 1 WHERE id = %s",
    """UPDATE base_auditrecord SET changed = changed || '{"x": 1}' WHERE id = %s""",
    "UPDATE base_auditrecord SET post_id = NULL, locality_id = 99 WHERE id = %s",
)


def edit(chance: Random, count: int) -> int:
    """One value of one record is changed."""
    position = chance.randint(1, count)
    run(chance.choice(EDITS), record_at(position))
    return position


def delete(chance: Random, count: int) -> int:
    """One record goes, with its seal."""
    position = chance.randint(1, count - 1)
    record = record_at(position)
    run("DELETE FROM seals_seal WHERE position = %s", position)
    run("DELETE FROM base_auditrecord WHERE id = %s", record)
    return position + 1


def reorder(chance: Random, count: int) -> int:
    """Two records change places."""
    first, second = sorted(chance.sample(range(1, count + 1), 2))
    one, other = record_at(first), record_at(second)
    run("UPDATE seals_seal SET record_id = -record_id WHERE position = %s", first)
    run("UPDATE seals_seal SET record_id = %s WHERE position = %s", one, second)
    run("UPDATE seals_seal SET record_id = %s WHERE position = %s", other, first)
    return first


def truncate(chance: Random, count: int) -> int:
    """The end is cut off, records, seals and published heads."""
    position = chance.randint(1, count - 1)
    run("DELETE FROM seals_seal WHERE position > %s", position)
    run("DELETE FROM base_auditrecord WHERE id NOT IN (SELECT record_id FROM seals_seal)")
    run("DELETE FROM seals_head WHERE position > %s", position)
    return position + 1


def rewrite(chance: Random, count: int) -> int:
    """A record is changed and the whole chain computed anew, heads and all: consistent in itself."""
    position = edit(chance, count)
    with connection.cursor() as cursor:
        cursor.execute(chain.SEALED)
        rows = cursor.fetchall()
    digest = chain.START
    for at, _record_id, _digest, *record in rows:
        digest = chain.link(digest, tuple(record))
        run("UPDATE seals_seal SET digest = %s WHERE position = %s", digest, at)
        run("UPDATE seals_head SET digest = %s WHERE position = %s", digest, at)
    return position


CASES: dict[str, Case] = {"edit": edit, "delete": delete, "reorder": reorder, "truncate": truncate, "rewrite": rewrite}
