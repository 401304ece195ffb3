"""Which engine counts here: DuckDB unless the installation says otherwise (KHEO_ENGINE). Pages read what it summed."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

from kheo.base import leftovers
from kheo.measures.days import Facts
from kheo.measures.engines import Engine, duck, postgresql, spark
from kheo.measures.queries import FACTS


@contextmanager
def opened(facts: Facts, *, spill: Path) -> Iterator[Engine]:
    """Lay a file of facts open; `spill` is a folder for what does not fit into memory."""
    yield from {"duckdb": _duckdb, "postgresql": _postgresql, "spark": _spark}[settings.KHEO_ENGINE](facts, spill)


def _duckdb(facts: Facts, spill: Path) -> Iterator[Engine]:
    with (
        tempfile.TemporaryDirectory(dir=spill, prefix=leftovers.WRITING) as place,
        duck.opened({FACTS: facts.path}, spill=Path(place), declared=facts.table.columns) as engine,
    ):
        yield engine


def _postgresql(facts: Facts, spill: Path) -> Iterator[Engine]:
    with connection.cursor() as cursor, postgresql.opened(cursor, facts.table, facts.path) as engine:
        yield engine


def _spark(facts: Facts, spill: Path) -> Iterator[Engine]:
    with spark.session(settings.KHEO_SPARK) as session, spark.opened(session, facts.table, facts.path) as engine:
        yield engine
