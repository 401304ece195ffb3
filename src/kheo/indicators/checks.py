"""At start-up: every indicator has a source, and names only columns that a fact table declares."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error

from kheo.indicators.catalogue import RATIOS
from kheo.indicators.tables import all_tables
from kheo.measures.shapes import AS_OF, FactTable, Filter, Ratio


def check_indicators(app_configs: object = None, **kwargs: object) -> list[CheckMessage]:
    """Django's system check of the catalogue against the declared fact tables."""
    tables = {table.code: table for table in all_tables()}
    return [Error(text, id="indicators.E001") for ratio in RATIOS for text in faults(ratio, tables)]


def faults(ratio: Ratio, tables: dict[str, FactTable]) -> Iterator[str]:
    """Say what is wrong with an indicator."""
    if ratio.source is None:  # an indicator made outside the type checker's sight
        yield f"{ratio.code}: no source"
    if ratio.table not in tables:
        yield f"{ratio.code}: no fact table {ratio.table}"
        return
    table = tables[ratio.table]
    for name in sorted(columns_of(ratio) - {*table.names, AS_OF}):
        yield f"{ratio.code}: the fact table {table.code} declares no column {name}"
    for name in ratio.shown_columns:
        if name in table.names and not table.column(name).label:
            yield f"{ratio.code}: the column {name} is shown but has no label"


def columns_of(ratio: Ratio) -> set[str]:
    """Give the names of all columns that an indicator's filters touch, found by running them over a listening table."""
    listener = _Listener()
    filters: list[Filter] = [ratio.counted, ratio.good, *(kind.rows for kind in ratio.left_out)]
    for each in [*filters, *([ratio.answered_of] if ratio.answered_of else [])]:
        each(listener)
    return {*listener.names, ratio.period_column, *ratio.shown_columns, *(ratio.compared or ())}


class _Anything:
    """Takes part in every expression."""

    def __getattr__(self, name: str) -> "_Anything":
        return self

    def __call__(self, *args: object, **kwargs: object) -> "_Anything":
        return self

    def _with(self, *other: object) -> Any:
        return self

    __and__ = __or__ = __invert__ = __rand__ = __ror__ = __lt__ = __le__ = __gt__ = __ge__ = _with
    __add__ = __sub__ = __mul__ = __mod__ = __radd__ = __rsub__ = __eq__ = __ne__ = _with  # type: ignore[assignment]
    __hash__ = object.__hash__


class _Listener:
    """A table that remembers which columns it was asked for."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def __getattr__(self, name: str) -> _Anything:
        self.names.add(name)
        return _Anything()

    def __getitem__(self, name: str) -> _Anything:
        self.names.add(name)
        return _Anything()
