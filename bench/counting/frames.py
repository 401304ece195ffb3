"""Polars and pandas count by the same definitions: a filter is an expression on columns, and both have their own."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.counting.made import AS_OF as TODAY
from kheo.measures.shapes import AS_OF, Ratio


class Polars:
    """A column of Polars that answers to the words of a filter."""

    def __init__(self, expression: Any) -> None:
        self.e = expression

    def isin(self, values: Any) -> "Polars":
        """Say whether the value is one of these."""
        return Polars(self.e.is_in(list(values)))

    def notnull(self) -> "Polars":
        """Say whether there is a value."""
        return Polars(self.e.is_not_null())

    def isnull(self) -> "Polars":
        """Say whether there is none."""
        return Polars(self.e.is_null())

    def fill_null(self, value: Any) -> "Polars":
        """Put a value where there is none."""
        return Polars(self.e.fill_null(value))

    def between(self, low: Any, high: Any) -> "Polars":
        """Say whether the value lies between, both ends counted."""
        return (self >= low) & (self <= high)

    def __invert__(self) -> "Polars":
        return Polars(~self.e)

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"teach bench.counting.frames the word {name}")


def _both(name: str) -> Any:
    def act(self: Polars, other: Any) -> Polars:
        return Polars(getattr(self.e, name)(other.e if isinstance(other, Polars) else other))

    return act


for _name in ("__and__", "__or__", "__lt__", "__le__", "__gt__", "__ge__", "__eq__", "__ne__", "__add__", "__sub__"):
    setattr(Polars, _name, _both(_name))


class PolarsTable:
    """A table whose columns are attributes."""

    def __getattr__(self, name: str) -> Polars:
        import polars as pl

        return Polars(pl.lit(TODAY) if name == AS_OF else pl.col(name))

    __getitem__ = __getattr__


def by_polars(path: Path, unit: str, ratios: Sequence[Ratio]) -> dict[str, Any]:
    """Count by unit and month with Polars, streaming; one Arrow table a ratio's code."""
    import polars as pl

    table, lazy, found = PolarsTable(), pl.scan_parquet(path), {}
    groups = dict.fromkeys(ratio.period_column for ratio in ratios)
    plans = []
    for column in groups:
        own = [ratio for ratio in ratios if ratio.period_column == column]
        sums = []
        for ratio in own:
            counted = ratio.counted(table).e
            sums.append(counted.sum().alias(f"counted {ratio.code}"))
            sums.append((counted & ratio.good(table).e).sum().alias(f"good {ratio.code}"))
        keys = {"unit": pl.col(unit), "year": pl.col(column).dt.year(), "month": pl.col(column).dt.month()}
        plans.append(lazy.filter(pl.col(column).is_not_null()).group_by(**keys).agg(sums))
    for column, frame in zip(groups, pl.collect_all(plans, engine="streaming"), strict=True):
        for ratio in ratios:
            if ratio.period_column == column:
                renamed = {"counted": f"counted {ratio.code}", "good": f"good {ratio.code}"}
                found[ratio.code] = frame.select("unit", "year", "month", **renamed).to_arrow()
    return found


def by_pandas(path: Path, unit: str, ratios: Sequence[Ratio], names: Sequence[str]) -> dict[str, Any]:
    """Count by unit and month with pandas: the columns in memory, with unknown values kept apart from no."""
    import pandas as pd
    import pyarrow as pa

    frame = pd.read_parquet(path, columns=list(names), dtype_backend="pyarrow")
    frame[AS_OF] = pd.Series(TODAY, index=frame.index, dtype=pd.ArrowDtype(pa.date32()))
    found = {}
    for column in dict.fromkeys(ratio.period_column for ratio in ratios):
        day = frame[column].dt
        keys = [frame[unit].rename("unit"), day.year.rename("year"), day.month.rename("month")]
        marks = {}
        for ratio in ratios:
            if ratio.period_column == column:
                counted = ratio.counted(frame).fillna(False).astype("bool")
                marks[f"counted {ratio.code}"] = counted
                marks[f"good {ratio.code}"] = counted & ratio.good(frame).fillna(False).astype("bool")
        sums = pd.DataFrame(marks).groupby(keys).sum().reset_index()
        for ratio in ratios:
            if ratio.period_column == column:
                own = sums[["unit", "year", "month", f"counted {ratio.code}", f"good {ratio.code}"]]
                found[ratio.code] = pa.Table.from_pandas(
                    own.set_axis(["unit", "year", "month", "counted", "good"], axis=1), preserve_index=False
                )
    return found
