"""One suite for every engine: the same questions as DuckDB is asked, and the same answers to the last digit."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from kheo.indicators.catalogue import RATIOS
from kheo.measures import days, engine, layout
from kheo.measures.days import Facts
from kheo.measures.engine import Order, Outcome, Scope, Sheet
from kheo.measures.engines import Engine, duck
from kheo.measures.queries import FACTS
from kheo.measures.shapes import FactTable, Ratio
from kheo.procedures.facts import DOSSIER
from kheo.site.fact_tables import FACT_TABLES

TODAY = date(2026, 11, 23)
PATHS = {1: "/1/", 2: "/1/2/", 3: "/1/2/3/", 4: "/4/"}
SCOPE = Scope((2, 3), date(2026, 10, 20), date(2026, 11, 30))
TABLES = [table for table in FACT_TABLES if any(ratio.table == table.code for ratio in RATIOS)]
DAYS = [date(2026, 10, 12) + timedelta(days=number) for number in range(56)]
VALUES: dict[str, list[Any]] = {
    "integer": list(range(11)),
    "text": ["", "a", "B", "ă", "đ", 'có "dấu", phẩy', "hai\ndòng", "\\N", "NULL"],
    "date": [*DAYS, TODAY - timedelta(days=400)],
    "number": [0.0, 0.1, 0.1 + 0.2, 1e-9, 1e15, -2.5],
    "boolean": [False, True],
}
"""Few enough values that many are equal."""
UNITS = [1, 2, 3, 4]
LATER_COLUMNS = (DOSSIER.names[-1], "verdict")
"""Columns of dossiers that a file may be older than: the one declared last, and one that many indicators ask about."""


def of_table(table: FactTable) -> tuple[Ratio, ...]:
    """Give the ratios of the catalogue that measure a table."""
    return tuple(ratio for ratio in RATIOS if ratio.table == table.code)


@cache
def rows_of(table: FactTable) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Make up rows of a table: any value of each column's type, or none."""
    columns = {column.name: st.none() | st.sampled_from(VALUES[column.type]) for column in table.columns}
    columns[table.unit_column] = st.sampled_from(UNITS)
    return st.lists(st.fixed_dictionaries(columns), max_size=40)


def many_rows(table: FactTable, count: int) -> list[dict[str, Any]]:
    """Make up so many rows at once, the same each time, where an answer is dear."""
    dice = random.Random(766)
    rows = [
        {column.name: dice.choice([None, *VALUES[column.type]]) for column in table.columns} for _row in range(count)
    ]
    return [row | {table.unit_column: dice.choice(UNITS)} for row in rows]


def written(table: FactTable, rows: Sequence[dict[str, Any]], folder: Path) -> Facts:
    """Lay the rows down as a snapshot does; the key counts them."""
    keyed = (row | {table.key_column: number} for number, row in enumerate(rows, 1))
    path = folder / f"{table.code}.parquet"
    with path.open("wb") as file:
        tuples = (tuple(row[name] for name in table.names) for row in keyed)
        layout.write(table, tuples, file, folder=folder, prefix="tam-")
    return Facts(table, path, TODAY)


def written_before(column: str, table: FactTable, rows: Sequence[dict[str, Any]], folder: Path) -> Facts:
    """Lay the rows down as a snapshot did before this column was declared."""
    before = replace(table, columns=tuple(each for each in table.columns if each.name != column))
    return replace(written(before, rows, folder), table=table)


def answers(found: Engine, facts: Facts, ratios: Sequence[Ratio], opened: int | None) -> Iterator[tuple[str, Any]]:
    """Ask an engine everything that is ever asked; each answer beside its name. So many ratios are opened, or all."""
    for kinds in (("month", "quarter"), ("week", "year")):
        asked = engine.measured(found, facts, ratios, PATHS, kinds)
        for place, ratio in enumerate(ratios):
            yield f"{ratio.code} by {kinds}", list(engine.tallies(asked, ratio, place))
    text = next(column.name for column in facts.table.columns if column.type == "text")
    for ratio in ratios[:opened]:
        sheet = Sheet(ratio, facts, found)
        yield f"{ratio.code} counts", engine.counts(sheet, SCOPE)
        yield f"{ratio.code} by unit", engine.counts_by_unit(sheet, SCOPE)
        yield f"{ratio.code} records", engine.records(sheet, SCOPE, order=Order(text, newest_first=False))
    sheet = Sheet(ratios[0], facts, found)
    yield "a page", engine.records(sheet, SCOPE, Outcome.NOT_GOOD, order=Order(text), start=2, limit=5)


def summed(found: Engine, facts: Facts, ratios: Sequence[Ratio], folder: Path) -> dict[str, bytes]:
    """Let an engine write the sums by day; give the bytes of each file."""
    files = {}
    for column, group in days.by_column(ratios):
        path = folder / f"{column}{days.ENDING}"
        with path.open("wb") as file:
            days.write(found, facts, group, file)
        files[column] = path.read_bytes()
    return files


def hold_equal(
    found: Engine, facts: Facts, ratios: Sequence[Ratio], folder: Path, *, opened: int | None = None
) -> None:
    """Hold an engine's answers against DuckDB's."""
    with duck.opened({FACTS: facts.path}, declared=facts.table.columns) as reference:
        for (name, expected), (_name, answer) in zip(
            answers(reference, facts, ratios, opened), answers(found, facts, ratios, opened), strict=True
        ):
            assert answer == expected, name
        assert summed(found, facts, ratios, folder) == summed(reference, facts, ratios, folder)
