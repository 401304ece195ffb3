"""PostgreSQL: the facts go into a table of the session, and questions are asked of it there.

Takes a cursor of psycopg that the caller opened, so that this room need not know how to reach a server.
"""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

from kheo.measures.engines import Beside
from kheo.measures.queries import FACTS, Dialect
from kheo.measures.shapes import FactTable

BATCH = 50_000
TYPES = {
    "integer": "bigint",
    "text": 'text COLLATE "C"',  # sorted by code points, as the other engines do
    "date": "date",
    "number": "double precision",
    "boolean": "boolean",
}


class Postgres:
    """A session that holds the facts."""

    dialect: Dialect = "postgres"

    def __init__(self, cursor: Any) -> None:
        self.cursor = cursor

    def ask(self, sql: str, beside: Beside) -> Any:
        """Give the answer as an Arrow table."""
        import pyarrow as pa

        for name, table in beside.items():
            self._lay(name, {field.name: _type_of(field.type) for field in table.schema}, table.to_batches())
        self.cursor.execute(sql)
        names = [column.name for column in self.cursor.description]
        rows = [map(_whole, row) for row in self.cursor.fetchall()]
        columns = list(zip(*rows, strict=True)) or [()] * len(names)
        return pa.table(dict(zip(names, map(pa.array, columns), strict=True)))

    def batches(self, sql: str, rows: int) -> Iterable[Any]:
        """Give the answer in pieces of so many rows, as Arrow batches."""
        found: Iterable[Any] = self.ask(sql, {}).to_batches(rows)
        return found

    def _lay(self, name: str, columns: Mapping[str, str], batches: Iterable[Any], known: Sequence[str] = ()) -> None:
        """Copy batches into a new table of the session; they hold its `known` columns, or all of them."""
        self.cursor.execute(f'DROP TABLE IF EXISTS pg_temp."{name}"')
        declared = ", ".join(f'"{column}" {type_}' for column, type_ in columns.items())
        self.cursor.execute(f'CREATE TEMPORARY TABLE "{name}" ({declared})')
        given = ", ".join(f'"{column}"' for column in known or columns)
        with self.cursor.copy(f'COPY "{name}" ({given}) FROM STDIN (FORMAT csv)') as copy:
            for text in map(_as_csv, batches):
                copy.write(text)
        self.cursor.execute(f'ANALYZE "{name}"')


@contextmanager
def opened(cursor: Any, table: FactTable, path: Path, *, only: Sequence[str] = ()) -> Iterator[Postgres]:
    """Load a file of facts, or `only` these columns, into the session; the table goes with the work, done or undone.

    A column that the file does not know, because it was declared later, is null there.
    """
    import pyarrow.parquet as pq

    names = [name for name in table.names if name in (only or table.names)]
    columns = {name: TYPES[table.column(name).type] for name in names}
    engine = Postgres(cursor)
    with pq.ParquetFile(path) as file:
        known = [name for name in names if name in file.schema_arrow.names]
        engine._lay(FACTS, columns, file.iter_batches(BATCH, columns=known), known)
    yield engine
    cursor.execute(f'DROP TABLE pg_temp."{FACTS}"')


def _as_csv(batch: Any) -> bytes:
    """Write rows as PostgreSQL reads them: nothing for null, quotes round every text."""
    import pyarrow.csv

    out = io.BytesIO()
    pyarrow.csv.write_csv(batch, out, pyarrow.csv.WriteOptions(include_header=False))
    return out.getvalue()


def _type_of(arrow: Any) -> str:
    import pyarrow as pa

    if pa.types.is_string(arrow):
        return TYPES["text"]
    return {"int64": "bigint", "int32": "integer", "date32[day]": "date"}[str(arrow)]


def _whole(value: Any) -> Any:
    """PostgreSQL sums whole numbers to decimals."""
    return int(value) if isinstance(value, Decimal) else value
