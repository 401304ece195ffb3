"""How the rows of a fact table lie in their Parquet file, so that a page of records reads little of it.

Rows are sorted by the month of the table's first day column, then unit, then day: what a unit did in a month lies
together, and the statistics of each group of rows tell a reader which groups to pass over, whether few units over two
years are asked for or all units over four weeks. The same rows give the same bytes. More rows than memory holds are
sorted on disk, by DuckDB.
"""

import tempfile
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import IO, Any

from kheo.measures.engines import duck
from kheo.measures.queries import FACTS, TYPES, to_sql
from kheo.measures.shapes import FactTable

BATCH = 20_000
ROW_GROUP = 49_152  # a multiple of DuckDB's 2,048, large enough to compress, small enough to be passed over


def write(table: FactTable, rows: Iterable[tuple[Any, ...]], file: IO[bytes], *, folder: Path, prefix: str) -> int:
    """Write rows, given in any order and never gathered in memory, and say how many.

    `folder` takes what must lie on disk meanwhile, in a folder of its own whose name begins with `prefix`.
    """
    with tempfile.TemporaryDirectory(dir=folder, prefix=prefix) as place:
        raw = Path(place) / "raw.parquet"
        count = _gather(table, rows, raw)
        arrange(table, raw, file, spill=duck.spill_for(count, Path(place)))
    return count


def arrange(table: FactTable, raw: Path, file: IO[bytes], *, spill: Path | None) -> None:
    """Write the rows of another file in order; those that memory does not hold meanwhile go under `spill`."""
    with duck.opened({FACTS: raw}, spill=spill) as engine:
        write_pieces(file, schema_of(table), engine.batches(_sql_in_order(table), ROW_GROUP), ROW_GROUP)


def schema_of(table: FactTable) -> Any:
    """Give the Arrow schema of a table's file."""
    import pyarrow as pa

    types = {
        "integer": pa.int64(),
        "text": pa.string(),
        "date": pa.date32(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
    }
    return pa.schema([(column.name, types[column.type]) for column in table.columns])


def write_pieces(file: IO[bytes], schema: Any, batches: Iterable[Any], rows: int) -> None:
    """Write batches, however they were cut, in groups of exactly so many rows."""
    import pyarrow.parquet as pq

    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        for piece in _pieces(batches, rows):
            columns = [column.cast(field.type) for column, field in zip(piece.columns, schema, strict=True)]
            writer.write_table(type(piece).from_arrays(columns, schema=schema), row_group_size=rows)


def _pieces(batches: Iterable[Any], rows: int) -> Iterator[Any]:
    import pyarrow as pa

    waiting: Any = None
    for batch in batches:
        piece = pa.Table.from_batches([batch])
        waiting = piece if waiting is None else pa.concat_tables([waiting, piece])
        while len(waiting) >= rows:
            yield waiting.slice(0, rows)
            waiting = waiting.slice(rows)
    if waiting is not None and len(waiting):
        yield waiting


def _gather(table: FactTable, rows: Iterable[tuple[Any, ...]], path: Path) -> int:
    """Put the rows into a file as they come."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema, left, count = schema_of(table), iter(rows), 0
    with pq.ParquetWriter(path, schema, compression="lz4") as writer:
        while batch := list(islice(left, BATCH)):
            count += len(batch)
            columns = [
                pa.array(values, field.type) for values, field in zip(zip(*batch, strict=True), schema, strict=True)
            ]
            writer.write_batch(pa.record_batch(columns, schema=schema))
    return count


@lru_cache(maxsize=64)
def _sql_in_order(table: FactTable) -> str:
    import ibis

    facts = ibis.table({column.name: TYPES[column.type] for column in table.columns}, name=FACTS)
    day = next((column.name for column in table.columns if column.type == "date"), None)
    by_day = ([facts[day].truncate("M")], [day]) if day else ([], [])
    return to_sql(facts.order_by(*by_day[0], table.unit_column, *by_day[1], table.key_column), "duckdb")
