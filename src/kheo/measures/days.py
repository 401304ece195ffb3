"""Sums by day, kept in a file beside the facts: any figure over any span of days comes from them, and quickly.

One file holds the ratios that go by one day column: unit, day, and for each ratio its good, counted, answerable and
left-out records. A ratio's columns bear a digest of the question that made them, so that neither another version of
its filters nor another day of the snapshot is ever taken for it. The facts can make the file anew at any time.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import IO, Any

from kheo.measures.engines import Engine
from kheo.measures.layout import ROW_GROUP, write_pieces
from kheo.measures.queries import fill, marks_of
from kheo.measures.shapes import FactTable, Ratio
from kheo.measures.sums import BY, sql_by_day

ENDING = ".days.parquet"


@dataclass(frozen=True)
class Facts:
    """A fact table as it stood on a day: its declaration and its Parquet file."""

    table: FactTable
    path: Path
    as_of: date


@lru_cache(maxsize=1024)
def key_of(ratio: Ratio, table: FactTable, as_of: date) -> str:
    """Name a ratio's columns: its code, and a digest of all that its sums depend on besides the facts."""
    return f"{ratio.code}-{_digest(fill(sql_by_day((ratio,), table), as_of=as_of))}"


def by_column(ratios: Sequence[Ratio]) -> Iterator[tuple[str, tuple[Ratio, ...]]]:
    """Put the ratios together that share a day column, hence a file."""
    for column, group in groupby(sorted(ratios, key=_column), key=_column):
        yield column, tuple(group)


def path_for(facts: Facts, ratios: Sequence[Ratio]) -> Path:
    """Say where the sums of these ratios, which share a day column, belong."""
    keys = sorted(key_of(ratio, facts.table, facts.as_of) for ratio in ratios)
    return facts.path.with_name(f"{facts.path.stem}.{ratios[0].period_column}-{_digest(' '.join(keys))}{ENDING}")


def facts_beside(path: Path) -> Path:
    """Give the file of facts that a file of sums belongs to; any other file is its own."""
    return path.with_name(path.name.split(".")[0] + ".parquet") if path.name.endswith(ENDING) else path


def write(engine: Engine, facts: Facts, ratios: tuple[Ratio, ...], file: IO[bytes]) -> None:
    """Sum the ratios by unit and day into a file, sorted by unit and day. The facts lie open in the engine."""
    import pyarrow as pa

    keys = [key_of(ratio, facts.table, facts.as_of) for ratio in ratios]
    names = [f"{keys[place]}.{name}" for place, ratio in enumerate(ratios) for name in marks_of(ratio)]
    schema = pa.schema(
        [("unit", pa.int64()), ("day", pa.date32()), *((name, pa.int64()) for name in names)], {BY: _column(ratios[0])}
    )
    sql = fill(sql_by_day(ratios, facts.table, engine.dialect), as_of=facts.as_of)
    write_pieces(file, schema, engine.batches(sql, ROW_GROUP), ROW_GROUP)


def view_of(facts: Facts, ratios: Sequence[Ratio]) -> str | None:
    """Give SQL that reads the sums of these ratios from their files; None where one of them was never summed."""
    parts = []
    places = {ratio: place for place, ratio in enumerate(ratios)}
    for column, group in by_column(ratios):
        found = [_file_with(facts, ratio) for ratio in group]
        for path in dict.fromkeys(found):
            if path is None:
                return None
            own = [ratio for ratio, each in zip(group, found, strict=True) if each == path]
            named = [
                f'"{key_of(ratio, facts.table, facts.as_of)}.{name}" AS {name}_{places[ratio]}'
                for ratio in own
                for name in marks_of(ratio)
            ]
            read = f"FROM read_parquet('{_quoted(path)}')"
            parts.append(f"SELECT '{column}' AS {BY}, unit, day, {', '.join(named)} {read}")  # noqa: S608
    return " UNION ALL BY NAME ".join(parts)


def _file_with(facts: Facts, ratio: Ratio) -> Path | None:
    """Find the file that holds the ratio's sums."""
    needed = f"{key_of(ratio, facts.table, facts.as_of)}.counted"
    beside = facts.path.parent.glob(f"{facts.path.stem}.{ratio.period_column}-*{ENDING}")
    return next((path for path in sorted(beside) if needed in _names(path)), None)


@lru_cache(maxsize=256)
def _names(path: Path) -> frozenset[str]:
    """Read the names of a file's columns; files never change."""
    import pyarrow.parquet as pq

    return frozenset(pq.read_schema(path).names)


def _column(ratio: Ratio) -> str:
    return ratio.period_column


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _quoted(path: Any) -> str:
    return str(path).replace("'", "''")
