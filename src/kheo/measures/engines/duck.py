"""DuckDB in this process, over Parquet files. It is loaded at first use."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kheo.measures.engines import Beside
from kheo.measures.queries import Dialect

MEMORY = "512MB"
THREADS = 2
FEW_GROUPS = 18  # bits: up to so many places of unit and month are counted without hashing


class Duck:
    """An open connection. A file is opened by the first question that names it: its very index may be large."""

    dialect: Dialect = "duckdb"

    def __init__(self, connection: Any, files: Mapping[str, Path]) -> None:
        self.connection = connection
        self.unopened = dict(files)

    def ask(self, sql: str, beside: Beside) -> Any:
        """Give the answer as an Arrow table."""
        return self._answer(sql, beside).to_arrow_table()

    def batches(self, sql: str, rows: int) -> Any:
        """Give the answer piece by piece, as an Arrow reader."""
        return self._answer(sql, {}).to_arrow_reader(rows)

    def _answer(self, sql: str, beside: Beside) -> Any:
        for name in [name for name in self.unopened if name in sql]:
            self.connection.read_parquet(str(self.unopened.pop(name))).create_view(name)
        for name, table in beside.items():
            self.connection.register(name, table)
        return self.connection.sql(sql)


@contextmanager
def opened(
    files: Mapping[str, Path], views: Mapping[str, str] | None = None, spill: Path | None = None
) -> Iterator[Duck]:
    """Open Parquet files, and views that SQL describes, under their names.

    What does not fit into memory is written under `spill`; without it such a question fails.
    """
    import duckdb

    config: dict[str, Any] = {"threads": THREADS, "memory_limit": MEMORY, "temp_directory": str(spill) if spill else ""}
    connection = duckdb.connect(config=config)
    try:
        connection.execute(f"SET perfect_ht_threshold = {FEW_GROUPS}")
        for name, sql in (views or {}).items():
            connection.sql(sql).create_view(name)
        yield Duck(connection, files)
    finally:
        connection.close()
