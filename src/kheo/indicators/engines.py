"""Which engine counts here: DuckDB unless the installation says otherwise (KHEO_ENGINE). Pages read what it summed."""

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection

from kheo.base import leftovers
from kheo.measures.days import Facts
from kheo.measures.engines import Engine, duck, postgresql, spark
from kheo.measures.queries import FACTS


@contextlib.contextmanager
def opened(facts: Facts, rows: int, *, spill: Path) -> Iterator[Engine]:
    """Lay a file of so many facts open; `spill` is a folder for what does not fit into memory."""
    ways = {"duckdb": _duckdb, "postgresql": _postgresql, "spark": _spark}
    yield from ways[settings.KHEO_ENGINE](facts, duck.spill_for(rows, spill))


def _duckdb(facts: Facts, spill: Path | None) -> Iterator[Engine]:
    with contextlib.ExitStack() as stack:
        if spill:
            spill = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=spill, prefix=leftovers.WRITING)))
        yield stack.enter_context(duck.opened({FACTS: facts.path}, spill=spill, declared=facts.table.columns))


def _postgresql(facts: Facts, spill: Path | None) -> Iterator[Engine]:
    with connection.cursor() as cursor, postgresql.opened(cursor, facts.table, facts.path) as engine:
        yield engine


def _spark(facts: Facts, spill: Path | None) -> Iterator[Engine]:
    with spark.session(settings.KHEO_SPARK) as session, spark.opened(session, facts.table, facts.path) as engine:
        yield engine
