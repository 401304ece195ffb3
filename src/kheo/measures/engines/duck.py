"""DuckDB in this process, over Parquet files. It is loaded at first use."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kheo.measures.engines import Beside
from kheo.measures.queries import FACTS, Dialect
from kheo.measures.shapes import Column

MEMORY = "512MB"
THREADS = 2
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
            (self._whole(found) if name == FACTS else found).create_view(name)
        for name, table in beside.items():
            self.connection.register(name, table)
        return self.connection.sql(sql)

    def _whole(self, found: Any) -> Any:
        """Put the declared columns that the file does not know beside its own: null in every row."""
        missing = [column for column in self.declared if column.name not in found.columns]
        nulls = [f'CAST(NULL AS {TYPES[column.type]}) AS "{column.name}"' for column in missing]
        return found.project(", ".join(["*", *nulls])) if nulls else found


@contextmanager
def opened(
    files: Mapping[str, Path],
    views: Mapping[str, str] | None = None,
    spill: Path | None = None,
    declared: Sequence[Column] = (),
) -> Iterator[Duck]:
    """Open Parquet files, and views that SQL describes, under their names.

    What does not fit into memory is written under `spill`; without it such a question fails. A `declared` column of the
    facts that their file does not know, because it was declared later, is null there.
    """
    import duckdb

    config: dict[str, Any] = {"threads": THREADS, "memory_limit": MEMORY, "temp_directory": str(spill) if spill else ""}
    connection = duckdb.connect(config=config)
    try:
        connection.execute(f"SET perfect_ht_threshold = {FEW_GROUPS}")
        for name, sql in (views or {}).items():
            connection.sql(sql).create_view(name)
        yield Duck(connection, files, declared)
    finally:
        connection.close()
