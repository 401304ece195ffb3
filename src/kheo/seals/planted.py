"""Ways to bend the log for somebody with all rights on the database, each planted on a copy, to see if it is found.

The copy is made of temporary tables of the same names, which hide the real ones from every statement here until the
transaction is taken back; the role that serves could not alter the real ones anyway.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from typing import Any

from django.db import connection, transaction

from kheo.seals import chain

COPIED, FEWEST = 300, 40
"""Of a long log the beginning is enough; a short one is made longer by records of nothing."""
COPIES = {
    "seals_seal": "SELECT * FROM public.seals_seal WHERE position <= %s",
    "seals_head": "SELECT * FROM public.seals_head WHERE position <= %s",
    "base_auditrecord": (
        "SELECT r.* FROM public.base_auditrecord r JOIN public.seals_seal s ON s.record_id = r.id"
        " WHERE s.position <= %s"
    ),
}
MADE_UP = (
    "INSERT INTO base_auditrecord (id, at, tx, verb, object_type, object_id, changed) SELECT n, now(), n,"
    " 'system.tried', 'minh.hoa', n, jsonb_build_object('n', n) FROM generate_series(%s::bigint, %s::bigint) AS n"
)
REAL = "SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) FROM public.{} t WHERE {} <= %s"

Case = Callable[[Random, int], int]
"""Given chance and the number of sealed records, bends the log and gives the position of the first bent seal."""


@dataclass(frozen=True)
class Tally:
    """How many cases were planted and found, by kind; `is_untouched` when the real log is what it was."""

    planted: Counter[str]
    found: Counter[str]
    is_untouched: bool

    @property
    def is_good(self) -> bool:
        """Say whether every case was found, and nothing real touched."""
        return self.found == self.planted and self.is_untouched

    def as_json(self) -> str:
        """One line for machines."""
        told = {"planted": self.planted.total(), "found": self.found.total(), "by_kind": dict(self.found)}
        return json.dumps(told | {"log_untouched": self.is_untouched})


def try_cases(number: int) -> Tally:
    """Plant so many cases, the five kinds in turn, each on the whole copy, and check the copy after each."""
    planted, found, before = Counter[str](), Counter[str](), _real()
    kinds = list(CASES)
    with _copy() as head:
        for each in range(number):
            kind = kinds[each % len(kinds)]
            planted[kind] += 1
            found[kind] += _is_found(kind, Random(f"{kind}{each}"), head)  # noqa: S311  chance, not a secret
    return Tally(planted, found, is_untouched=before == _real(before))


def _is_found(kind: str, chance: Random, head: chain.Head) -> bool:
    """Bend the copy once, check it against the head that was kept outside, and bend it back."""
    with transaction.atomic():
        wanted = CASES[kind](chance, head.position)
        finding = _check([head]).finding
        transaction.set_rollback(True)
    # A consistent rewrite shows at the next head that was kept outside, not at the record itself.
    return finding is not None and (finding.position == wanted or kind == "rewrite")


def _check(outside: list[chain.Head]) -> chain.Verdict:
    with connection.cursor() as cursor:
        cursor.execute(chain.HEADS)
        own = [chain.Head(*row) for row in cursor.fetchall()]
        cursor.execute(chain.SEALED)
        return chain.check(cursor.fetchall(), own, outside)


@contextmanager
def _copy() -> Iterator[chain.Head]:
    """Copy the log, give its head as somebody outside would keep it, and take the copy away in the end."""
    with transaction.atomic():
        for table, rows in COPIES.items():
            run(f"CREATE TEMPORARY TABLE {table} ON COMMIT DROP AS {rows}", COPIED)
        yield _lengthened()
        transaction.set_rollback(True)


def _lengthened() -> chain.Head:
    """Make a short copy long enough, seal it to its end, and give the head."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(position), 0) FROM seals_seal")
        length = cursor.fetchone()[0]
        cursor.execute("SELECT coalesce(max(id), 0) FROM base_auditrecord")
        last = cursor.fetchone()[0]
        run(MADE_UP, last + 1, last + FEWEST - length)
        cursor.execute("SELECT digest FROM seals_seal WHERE position = %s", [length])
        digest = (cursor.fetchone() or (chain.START,))[0]
        cursor.execute(f"SELECT {chain.COLUMNS} FROM base_auditrecord r WHERE r.id > %s ORDER BY r.id", [last])  # noqa: S608
        for record in cursor.fetchall():
            length, digest = length + 1, chain.link(digest, record)
            run("INSERT INTO seals_seal (position, record_id, digest) VALUES (%s, %s, %s)", length, record[0], digest)
        run("DELETE FROM seals_head WHERE position = %s", length)
        run("INSERT INTO seals_head (position, digest, at) VALUES (%s, %s, now())", length, digest)
    return chain.Head(length, digest)


def _real(until: dict[str, tuple[Any, ...]] | None = None) -> dict[str, tuple[Any, ...]]:
    """Give the end and the hash of each real table; of later records nothing, for people go on working."""
    told: dict[str, tuple[Any, ...]] = {}
    with connection.cursor() as cursor:
        for table, key in (("base_auditrecord", "id"), ("seals_seal", "position"), ("seals_head", "position")):
            if until is None:
                cursor.execute(f"SELECT coalesce(max({key}), 0) FROM public.{table}")  # noqa: S608  own names
                end = cursor.fetchone()[0]
            else:
                end = until[table][0]
            cursor.execute(REAL.format(table, key), [end])
            told[table] = (end, *cursor.fetchone())
    return told


def run(statement: str, *values: Any) -> None:
    """Say one thing to the database."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def record_at(position: int) -> int:
    """Give the record that a seal is of."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT record_id FROM seals_seal WHERE position = %s", [position])
        found: int = cursor.fetchone()[0]
        return found


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
