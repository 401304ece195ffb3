"""Snapshots: the rows of a fact table, streamed into a Parquet file that is named by time and hash and never altered.

The same rows give the same bytes, so the same SHA-256: their order is that of `measures.layout`, and nothing of the
moment is written into the file. Beside it lie the sums by day of the indicators that were measured on it.
"""

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from django.conf import settings

from kheo.base import leftovers
from kheo.days.formats import local_day
from kheo.indicators import engines
from kheo.indicators.models import Snapshot
from kheo.indicators.tables import table_of
from kheo.measures import days, layout
from kheo.measures.days import Facts
from kheo.measures.shapes import FactTable, Ratio
from kheo.people.models import Locality, Official

READ_ONLY = 0o440
CHUNK = 1 << 20


def take(table: FactTable, locality: Locality, *, now: datetime, by: Official | None) -> Snapshot:
    """Write the table's rows of a locality to a file, and its snapshot.

    Unchanged rows share the earlier file; unchanged rows on the same day are the earlier snapshot itself.
    """
    leftovers.hold()
    temporary, count = _write(table, locality.pk)
    sha256, size = digest_of(temporary), temporary.stat().st_size
    newest = Snapshot.objects.of(locality, table.code).first()
    if newest and (newest.sha256, newest.as_of) == (sha256, local_day(now)) and newest.file.exists():
        temporary.unlink()
        return newest
    twin = Snapshot.objects.of(locality, table.code).filter(sha256=sha256).first()
    path = (
        twin.path
        if twin
        else f"{locality.slug}/{table.code}-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}-{sha256[:16]}.parquet"
    )
    if twin and twin.file.exists():
        temporary.unlink()
    else:
        place = Path(settings.KHEO_SNAPSHOTS) / path
        place.parent.mkdir(parents=True, exist_ok=True)
        os.replace(temporary, place)
    return Snapshot.objects.create(
        locality=locality,
        table=table.code,
        taken_at=now,
        as_of=local_day(now),
        taken_by=by,
        path=path,
        sha256=sha256,
        size=size,
        row_count=count,
    )


def leftovers_at(now: datetime) -> list[Path]:
    """Give the files that no snapshot names: of refreshes that were undone, or of a process that died."""
    folder = Path(settings.KHEO_SNAPSHOTS)
    known = {folder / path for path in Snapshot.objects.values_list("path", flat=True)}
    old = (path for path in leftovers.older(folder, now) if days.facts_beside(path) not in known)
    return [path for path in old if path.suffix == ".parquet" or _is_being_written(path.relative_to(folder))]


def _is_being_written(path: Path) -> bool:
    return any(part.startswith(leftovers.WRITING) for part in path.parts)


def clear_leftovers(now: datetime) -> int:
    """Remove them and say how many; run every hour."""
    return leftovers.clear(lambda: leftovers_at(now))


def facts_of(snapshot: Snapshot) -> Facts:
    """Give the engine what it needs of a snapshot."""
    return Facts(table_of(snapshot.table), snapshot.file, snapshot.as_of)


def sum_by_day(snapshot: Snapshot, ratios: Sequence[Ratio]) -> None:
    """Write the sums by day of ratios beside the snapshot's file; those that lie there already stay as they are."""
    facts = facts_of(snapshot)
    with engines.opened(facts, snapshot.row_count, spill=Path(settings.KHEO_SNAPSHOTS)) as engine:
        for _column, group in days.by_column(ratios):
            place = days.path_for(facts, group)
            if place.exists():
                continue
            with _new_file(Path(settings.KHEO_SNAPSHOTS)) as file:
                days.write(engine, facts, group, file)
            os.replace(file.name, place)


def is_intact(snapshot: Snapshot) -> bool:
    """Say whether the file still has the bytes that were written."""
    return snapshot.file.exists() and digest_of(snapshot.file) == snapshot.sha256


def digest_of(path: Path) -> str:
    """Give the SHA-256 of a file."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            found.update(chunk)
    return found.hexdigest()


def _write(table: FactTable, locality_id: int) -> tuple[Path, int]:
    """Write the rows into a new file under the snapshots' folder. Give its path and the number of rows."""
    folder = Path(settings.KHEO_SNAPSHOTS)
    folder.mkdir(parents=True, exist_ok=True, mode=0o750)
    with _new_file(folder) as file:
        count = layout.write(table, table.rows(locality_id), file, folder=folder, prefix=leftovers.WRITING)
    return Path(file.name), count


@contextlib.contextmanager
def _new_file(folder: Path) -> Iterator[IO[bytes]]:
    """Open a file that is there, whole and read-only, when all went well, and else is gone."""
    with tempfile.NamedTemporaryFile(dir=folder, prefix=leftovers.WRITING, delete=False) as file:
        try:
            yield file
            file.flush()
            os.fsync(file.fileno())
            os.fchmod(file.fileno(), READ_ONLY)
        except BaseException:
            Path(file.name).unlink()
            raise
