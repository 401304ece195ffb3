"""A database whose n-th statement fails, and a picture of everything that is stored, to see whether it changed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest import mock

from django.conf import settings
from django.db import OperationalError, connection, transaction

from kheo.base import attachments, leftovers
from kheo.indicators import snapshot
from kheo.intake.actions import loading
from kheo.measures import days

OF_THE_TRANSACTION = ("SAVEPOINT", "RELEASE", "ROLLBACK")


class Failing:
    """Counts statements and lets one of them fail, as a lost disk or a killed server would."""

    def __init__(self, number: int) -> None:
        self.number, self.count = number, 0
        self.statement = ""

    @property
    def has_struck(self) -> bool:
        """Say whether there were so many statements at all."""
        return bool(self.statement)

    def __call__(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        """Pass a statement on, or fail instead."""
        self.pass_by(str(sql))
        return execute(sql, params, many, context)

    def pass_by(self, sql: str) -> None:
        """Count a statement; the n-th fails."""
        if sql.startswith(OF_THE_TRANSACTION):
            return
        self.count += 1
        if self.count == self.number:
            self.statement = sql
            raise OperationalError(f"statement {self.number} fails: {sql[:120]}")


@contextmanager
def failing(number: int) -> Iterator[Failing]:
    """Let the n-th statement fail, also a COPY, which goes past Django's own way to the database."""
    trap, copy = Failing(number), loading.copy

    def copying(statement: str, rows: Any) -> None:
        trap.pass_by(statement)
        copy(statement, rows)

    with connection.execute_wrapper(trap), mock.patch.object(loading, "copy", copying):
        yield trap


@dataclass(frozen=True)
class Picture:
    """What is stored: of each table how many rows and a hash over them, and the names of all files."""

    tables: dict[str, tuple[int, str]]
    files: frozenset[str]

    @property
    def counts(self) -> dict[str, int]:
        """Give the number of rows of each table."""
        return {name: count for name, (count, _hash) in self.tables.items()}

    def without(self, *tables: str) -> "Picture":
        """Leave some tables out."""
        return Picture({name: told for name, told in self.tables.items() if name not in tables}, self.files)


def look() -> Picture:
    """Take the picture. Files that the hourly clearing would take away do not count, for they hold nothing; nor do sums
    by day, for they say again what the facts beside them say, and are made anew at any time.
    """
    with connection.cursor() as cursor:
        cursor.execute(_everything())
        tables = {name: (count, digest) for name, count, digest in cursor.fetchall()}
    later = datetime.now(UTC) + 2 * leftovers.OLD
    doomed = {*attachments.leftovers_at(later), *snapshot.leftovers_at(later)}
    kept = (path for path in _files() if path not in doomed and not path.name.endswith(days.ENDING))
    return Picture(tables, frozenset(map(str, kept)))


def _files() -> Iterator[Path]:
    for folder in (settings.KHEO_FILES, settings.KHEO_SNAPSHOTS):
        yield from (path for path in Path(folder).rglob("*") if path.is_file())


def _everything() -> str:
    global _asked
    if not _asked:
        names = [name for name in connection.introspection.table_names() if name != "django_migrations"]
        each = "SELECT '{0}', count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text FROM \"{0}\" t"
        _asked = " UNION ALL ".join(each.format(name) for name in sorted(names))
    return _asked


_asked = ""


class Undo(Exception):
    """Ends a transaction without a trace."""


@contextmanager
def undone() -> Iterator[None]:
    """Take everything back in the end."""
    try:
        with transaction.atomic():
            yield
            raise Undo
    except Undo:
        pass
