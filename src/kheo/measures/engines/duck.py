"""DuckDB in this process, over Parquet files. It is loaded at first use."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from kheo.measures.engines import Beside
from kheo.measures.queries import FACTS, Dialect
from kheo.measures.shapes import Column

MEMORY = "512MB"
THREADS = 2
FEW_ROWS = 100_000  # so many are sorted and summed in memory
FEW_GROUPS = 18  # bits: up to so many places of unit and month are counted without hashing
TYPES = {"integer": "BIGINT", "text": "VARCHAR", "date": "DATE", "number": "DOUBLE", "boolean": "BOOLEAN"}


class Duck:
    """An open connection. A file is opened by the first question that names it: its very index may be large."""

    dialect: Dialect = "duckdb"

    def __init__(self, connection: Any, files: Mapping[str, Path], declared: Sequence[Column]) -> None:
        self.connection = connection
        self.unopened = dict(files)
        self.declared = declared

    def ask(self, sql: str, beside: Beside) -> Any:
        """Give the answer as an Arrow table."""
        return self._answer(sql, beside).to_arrow_table()

    def batches(self, sql: str, rows: int) -> Any:
        """Give the answer piece by piece, as an Arrow reader."""
        return self._answer(sql, {}).to_arrow_reader(rows)

    def _answer(self, sql: str, beside: Beside) -> Any:
        for name in [name for name in self.unopened if name in sql]:
            found = self.connection.read_parquet(str(self.unopened.pop(name)))
            self.show(name, self._whole(name, found))
        for name, table in beside.items():
            self.connection.register(name, table)
        return self.connection.sql(sql)

    def show(self, name: str, sql: str) -> None:
        """Give what SQL describes a name, on this connection only."""
        self.connection.execute(f'CREATE TEMP VIEW "{name}" AS {sql}')

    def _whole(self, name: str, found: Any) -> str:
        """Put the declared columns that the file does not know beside its own: null in every row."""
        missing = [column for column in self.declared if name == FACTS and column.name not in found.columns]
        nulls = [f'CAST(NULL AS {TYPES[column.type]}) AS "{column.name}"' for column in missing]
        return str((found.project(", ".join(["*", *nulls])) if nulls else found).sql_query())


@contextmanager
def opened(
    files: Mapping[str, Path],
    views: Mapping[str, str] | None = None,
    spill: Path | None = None,
    declared: Sequence[Column] = (),
) -> Iterator[Duck]:
    """Open Parquet files, and views that SQL describes, under their names.

    What does not fit into memory is written under `spill`; without it such a question fails, and all that are open at a
    time share the memory. A `declared` column of the
    facts that their file does not know, because it was declared later, is null there.
    """
    connection = _instance(os.getpid()).cursor() if spill is None else _connect(str(spill))
    try:
        connection.execute(f"SET perfect_ht_threshold = {FEW_GROUPS}")
        engine = Duck(connection, files, declared)
        for name, sql in (views or {}).items():
            engine.show(name, sql)
        yield engine
    finally:
        connection.close()


def spill_for(rows: int, folder: Path) -> Path | None:
    """Give the folder where it may be needed: few rows fit into memory, and ask the instance that is there."""
    return folder if rows > FEW_ROWS else None


@lru_cache(maxsize=1)
def _instance(_process: int) -> Any:
    """Give the one that all questions of this process share, since making one takes longer than most of them."""
    return _connect("")


def _connect(spill: str) -> Any:
    import duckdb

    return duckdb.connect(config={"threads": THREADS, "memory_limit": MEMORY, "temp_directory": spill})
