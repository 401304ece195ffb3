"""The chain over the audit record, and its checking. Runs without Django and without the rest of Khéo:

    python chain.py --database postgresql://… --heads dau-niem.txt

Each seal is SHA-256 over the seal before it and the sealed record, so that no record can be edited, removed, added or
moved without all later seals changing. Who holds the database can compute a whole new chain: only heads that were kept
outside (a file elsewhere, a mail, the public page, an issued document) show that. What happened after the last outside
head cannot be shown.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

START = hashlib.sha256(b"kheo audit record, chain 1").hexdigest()
NAMES = (
    ("id", "at", "tx", "request_id", "locality_id", "official_id", "post_id")
    + ("verb", "object_type", "object_id", "changed")
)  # fmt: skip
COLUMNS = (
    "r.id, to_char(r.at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US'), r.tx, r.request_id::text, r.locality_id,"
    " r.official_id, r.post_id, r.verb, r.object_type, r.object_id, r.changed::text"
)
"""What is sealed of `base_auditrecord r`: as text where PostgreSQL and Python might write a value differently."""
SEALED = (
    f"SELECT s.position, s.record_id, s.digest, {COLUMNS} FROM seals_seal s"  # noqa: S608  constants only
    " LEFT JOIN base_auditrecord r ON r.id = s.record_id ORDER BY s.position"
)
HEADS = "SELECT position, digest FROM seals_head ORDER BY position"

Record = tuple[Any, ...]
"""The values of NAMES, in order."""


@dataclass(frozen=True)
class Head:
    """The newest seal at some moment, as it was published: with `position` records sealed, it read `digest`."""

    position: int
    digest: str


@dataclass(frozen=True)
class Finding:
    """The first thing that is wrong; `position` 0 where no seal is meant."""

    position: int
    record_id: int
    why: str


@dataclass(frozen=True)
class Verdict:
    """What a whole check found. `last_head` is the highest outside head that agreed: up to there all is proven."""

    sealed: int
    heads: int
    last_head: int
    finding: Finding | None = None

    def as_json(self) -> str:
        """One line for machines."""
        found = self.finding
        told: dict[str, object] = {
            "ok": found is None,
            "sealed": self.sealed,
            "heads": self.heads,
            "last_head": self.last_head,
        }
        if found:
            told |= {"first_bad_position": found.position, "first_bad_record": found.record_id, "why": found.why}
        return json.dumps(told, ensure_ascii=False)


def link(previous: str, record: Record) -> str:
    """Give the seal of a record: 64 hexadecimal digits of SHA-256 over the seal before it and the record as JSON."""
    written = dict(zip(NAMES, record, strict=True)) | {"changed": json.loads(record[-1])}
    text = json.dumps(written, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


def check(sealed: Iterable[tuple[Any, ...]], own: Iterable[Head], outside: Iterable[Head] = ()) -> Verdict:
    """Walk the whole chain. `sealed` are rows of SEALED; `own` heads lie in the database, `outside` ones elsewhere.

    The first fault ends the walk: everything before it is whole.
    """
    kept = sorted(outside, key=lambda head: head.position)
    wanted: dict[int, set[str]] = {}
    for head in [*own, *kept]:
        wanted.setdefault(head.position, set()).add(head.digest)
    digest, reached = START, 0
    for position, record_id, written, *record in sealed:
        finding, digest = _step(digest, position, record_id, written, tuple(record))
        if finding is None and wanted.get(position, {digest}) != {digest}:
            finding = Finding(position, record_id, "dấu niêm khác với dấu đã công bố")
        if finding:
            return Verdict(position, len(kept), _last(kept, position - 1), finding)
        reached = position
    lost = max(wanted, default=0)
    if lost <= reached:
        return Verdict(reached, len(kept), _last(kept, reached))
    cut = Finding(reached + 1, 0, f"đã công bố {lost} dấu niêm nhưng chỉ còn {reached}")
    return Verdict(reached, len(kept), _last(kept, reached), cut)


def _step(previous: str, position: int, record_id: int, written: str, record: Record) -> tuple[Finding | None, str]:
    """Check one seal against the one before it; give it as it should be."""
    if record[0] is None:
        return Finding(position, record_id, "bản ghi đã niêm nay không còn"), previous
    digest = link(previous, record)
    return (None if digest == written else Finding(position, record_id, "bản ghi không khớp dấu niêm")), digest


def _last(heads: list[Head], limit: int) -> int:
    return max((head.position for head in heads if head.position <= limit), default=0)


def line_of(head: Head, at: str) -> str:
    """Write a head as a line of a checkpoint file."""
    return f"{head.position} {head.digest} {at}"


def read_heads(text: str) -> Iterator[Head]:
    """Read checkpoint lines; words around them (of a mail) are passed over."""
    for line in text.splitlines():
        parts = line.split()
        if len(parts) >= 2 and parts[0].isdigit() and len(parts[1]) == len(START):
            yield Head(int(parts[0]), parts[1])


def main(arguments: list[str] | None = None) -> int:
    """Check the chain in a database against heads kept in files; exit code 0 only when all agree."""
    parser = argparse.ArgumentParser(description="Kiểm tra nhật ký đã niêm của Khéo")
    parser.add_argument("--database", required=True, help="địa chỉ PostgreSQL")
    parser.add_argument("--heads", action="append", default=[], type=Path, help="tệp dấu niêm giữ bên ngoài")
    chosen = parser.parse_args(arguments)
    outside = [head for path in chosen.heads for head in read_heads(path.read_text(encoding="utf-8"))]

    import psycopg

    with psycopg.connect(chosen.database) as connection, connection.cursor(name="chain") as rows:
        own = [Head(*row) for row in connection.execute(HEADS)]
        rows.execute(SEALED)
        verdict = check(rows, own, outside)
    sys.stdout.write(verdict.as_json() + "\n")
    return 0 if verdict.finding is None else 1


if __name__ == "__main__":
    sys.exit(main())
