"""Spark, for more than one machine: the facts are a Parquet file that driver and workers can read.

Optional: requirements-spark.txt and Java 17. PySpark is loaded at first use.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kheo.measures.engines import Beside
from kheo.measures.queries import FACTS, Dialect
from kheo.measures.shapes import FactTable

SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",  # a sum too large, a text that is no number: an error, as elsewhere
    "spark.sql.shuffle.partitions": "4",
    "spark.ui.enabled": "false",
    "spark.sql.catalogImplementation": "in-memory",
}
TYPES = {"integer": "bigint", "text": "string", "date": "date", "number": "double", "boolean": "boolean"}


class Spark:
    """A session that reads the facts."""

    dialect: Dialect = "pyspark"

    def __init__(self, session: Any) -> None:
        self.session = session

    def ask(self, sql: str, beside: Beside) -> Any:
        """Give the answer as an Arrow table."""
        import pyarrow as pa

        for name, table in beside.items():
            schema = ", ".join(f"`{field.name}` {_type_of(field.type)}" for field in table.schema)
            rows = list(zip(*table.to_pydict().values(), strict=True))
            self.session.createDataFrame(rows, schema).createOrReplaceTempView(name)
        frame = self.session.sql(sql)
        columns = list(zip(*frame.collect(), strict=True)) or [()] * len(frame.columns)
        return pa.table(dict(zip(frame.columns, map(pa.array, columns), strict=True)))

    def batches(self, sql: str, rows: int) -> Iterable[Any]:
        """Give the answer in pieces of so many rows, as Arrow batches."""
        found: Iterable[Any] = self.ask(sql, {}).to_batches(rows)
        return found


@contextmanager
def session(master: str, settings: Mapping[str, str] | None = None) -> Iterator[Any]:
    """Open a session on a cluster ("spark://host:port") or in this process ("local[2]")."""
    from pyspark.sql import SparkSession

    maker = SparkSession.builder.master(master).appName("kheo")
    for name, value in {**SETTINGS, **(settings or {})}.items():
        maker = maker.config(name, value)
    found = maker.getOrCreate()
    try:
        yield found
    finally:
        found.stop()


@contextmanager
def opened(found: Any, table: FactTable, path: Path) -> Iterator[Spark]:
    """Read a file of facts in a session; a column that it does not know, because it was declared later, is null."""
    from pyspark.sql.functions import lit

    frame = found.read.parquet(str(path))
    missing = [column for column in table.columns if column.name not in frame.columns]
    nulls = {column.name: lit(None).cast(TYPES[column.type]) for column in missing}
    frame.withColumns(nulls).createOrReplaceTempView(FACTS)
    try:
        yield Spark(found)
    finally:
        found.catalog.dropTempView(FACTS)


def _type_of(arrow: Any) -> str:
    return {"int64": "bigint", "int32": "int", "date32[day]": "date", "string": "string"}[str(arrow)]
