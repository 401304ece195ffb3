"""Files of acts that were undone: the database takes its rows back, the disk keeps the file until the next clearing.

Whoever writes a file holds a lock, shared with other writers, until the own transaction ends. Who clears must have it
alone: by then each file either has its row, or never will.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.db import connection, transaction

OLD = timedelta(hours=1)
WRITING = "dang-ghi-"
"""How the name of a file begins while it is being written."""
LOCK = 0x6B686C6F  # an advisory lock


def hold() -> None:
    """Keep the clearing away until the caller's transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [LOCK])


def older(folder: Path, now: datetime) -> Iterator[Path]:
    """Give the files below a folder that nobody has written to for an hour."""
    limit = (now - OLD).timestamp()
    return (path for path in folder.rglob("*") if path.is_file() and path.stat().st_mtime < limit)


def clear(left: Callable[[], Iterable[Path]]) -> int:
    """Remove what `left` gives and say how many files; none while somebody writes: an hour later is early enough."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
            if not cursor.fetchone()[0]:
                return 0
        found = list(left())
        for path in found:
            path.unlink(missing_ok=True)
    return len(found)
