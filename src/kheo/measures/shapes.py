"""The shapes that subjects and indicators meet in: a fact table that can be measured, a ratio that measures it.

Pure: no Django, no database. Every subject above declares a `FactTable` in its `facts.py`; `site.fact_tables` lists
them; `kheo.indicators.catalogue` holds the ratios. Neither side imports the other.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from kheo.wording import gettext, said

ColumnType = Literal["integer", "text", "date", "number", "boolean"]
Assurance = Literal["law", "official text", "third party", "project", "locality"]
OverTime = Literal["sum", "state"]
OverUnits = Literal["sum", "whole"]
Filter = Callable[[Any], Any]
"""Takes a table (its columns are attributes) and gives a boolean expression on it, as Ibis writes them."""

AS_OF = "as_of"
"""A column that every table has while it is measured: the day of the snapshot (date, Việt Nam). No fact table may
declare it. It lets a filter say "the promised day has passed" without asking a clock."""

ASSURANCE_WORDS: dict[str, str] = {
    "law": "văn bản quy phạm pháp luật",
    "official text": "văn bản chính thức",
    "third party": "theo tài liệu nghiệp vụ, chưa đối chiếu văn bản gốc",
    "project": "cách tính của Khéo, không phải quy định của Nhà nước",
    "locality": "cách tính của địa phương, không phải quy định của Nhà nước",
}


@said("text")
@dataclass(frozen=True)
class Source:
    """Where a definition comes from, in Vietnamese, and how sure that is; never shown as law unless it is law."""

    text: str
    assurance: Assurance

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueError("a source needs a text")
        if self.assurance not in ASSURANCE_WORDS:
            raise ValueError(f"unknown assurance: {self.assurance}")

    @property
    def assurance_words(self) -> str:
        """Say in Vietnamese how sure the source is."""
        return gettext(ASSURANCE_WORDS[self.assurance])


@said("label", "description")
@dataclass(frozen=True)
class Column:
    """A column of a fact table. Dates are days of Việt Nam (Asia/Ho_Chi_Minh). `label` is Vietnamese, for tables and
    downloads; a column without a label is measured but never shown. `shown` turns a stored value (a status code) into
    the text that a reader sees. `description` says what a label leaves open, for who defines indicators."""

    name: str
    type: ColumnType
    label: str = field(default="", compare=False)
    shown: Callable[[Any], str] | None = None
    description: str = field(default="", compare=False)


@said("label")
@dataclass(frozen=True, eq=False)
class FactTable:
    """A table of facts that a subject offers to be measured. It holds no personal data: no name, contact or address.

    `code`            English word of the table ("dossier"); file-name safe.
    `label`           Vietnamese noun of one record ("hồ sơ").
    `columns`         the columns, in the order of the tuples that `rows` gives.
    `rows`            locality id -> iterator of tuples, one a record, ordered by `key_column`, streamed and never
                      gathered in memory; values are int, str, date, float, bool or None.
    `key_column`      unique integer id of a record.
    `unit_column`     integer id of the unit that answers for the record.
    `record_url_name` URL name of a record's own page; it takes the key as its only argument.
    """

    code: str
    label: str
    columns: tuple[Column, ...]
    rows: Callable[[int], Iterator[tuple[Any, ...]]]
    key_column: str
    unit_column: str
    record_url_name: str

    def __post_init__(self) -> None:
        names = self.names
        if len(set(names)) != len(names) or AS_OF in names:
            raise ValueError(f"{self.code}: columns must differ, and {AS_OF} is taken")
        for needed in (self.key_column, self.unit_column):
            if self.column(needed).type != "integer":
                raise ValueError(f"{self.code}: {needed} must be an integer column")

    @property
    def names(self) -> tuple[str, ...]:
        """Give the column names in order."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """Give a column by its name; ValueError if the table declares none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise ValueError(f"{self.code}: no column {name}")


@said("text")
@dataclass(frozen=True)
class LeftOut:
    """Records of the period that a ratio leaves out, with the reason in Vietnamese ("người dân xin rút")."""

    text: str = field(compare=False)
    rows: Filter


@dataclass(frozen=True)
class Item:
    """The place of a ratio in a set of scored items, and the rule that makes points of its rate.

    `number`  the item's own number ("4.5a"); the group is what stands before the point.
    `full_at` the rate, in percent, that earns all points of the item; below it the points grow evenly with the rate.
    `times`   code of a ratio whose rate is multiplied in first; without that ratio's value the item has none.
    """

    number: str
    full_at: Decimal = Decimal(100)
    times: str = ""

    def __post_init__(self) -> None:
        if not 0 < self.full_at <= 100:
            raise ValueError(f"{self.number}: full points are earned between 0 and 100 percent")

    @property
    def group(self) -> str:
        """Give the number of the group."""
        return self.number.partition(".")[0]


@said("name", "noun", "short_name", "counted_text", "good_text", "not_good_text", "answered_text")
@dataclass(frozen=True)
class Ratio:
    """A number is two filters: which records are `counted`, and which of those are `good`.

    The value is good / counted, always kept as the two whole numbers; its records come from the same two filters, so
    value and records cannot disagree. A filter that gives "unknown" (null) counts as no. Two ratios that count alike
    are equal, in whatever words they say so.

    `period_column`   date column that puts a record into a week or month.
    `shown_columns`   columns of the records page, in order; the unit is shown always.
    `counted_text`, `good_text`, `not_good_text`  the filters in Vietnamese sentences, shown beside their counts.
    `left_out`        records of the period that are not counted, each kind with its reason; first reason wins.
    `answered_of`     for ratios over answers: the records that could have answered; "counted / answered_of" is the
                      response rate, shown beside the value always, because silence is never satisfaction.
    `compared`        two date columns, (done, promised): the page says how many working days early or late.
    `higher_is_better` False where a fall is the improvement.
    `version`         counts up when the filters change; what was measured keeps the version it was measured by.
    `over_time`       "sum": a longer span is the sum of its days. "state": how things stand on the day of the snapshot,
                      its only day (`period_column` is AS_OF); two states are never added.
    `over_units`      "sum": a unit is the sum of itself and the units below it. "whole": told of the whole only.
                      Either way good is summed and counted is summed; percentages are never averaged.
    `item`            its place among the scored items of a set, if it has one.
    `beside`          codes of ratios that are shown wherever this one is, because it would mislead alone.
    `headline`        whether the leader's page and the public page show it without being asked.
    `is_published`    whether the public page shows it though it is no headline. Of two that differ by a few records
                      one at most: the other would tell those few.
    """

    code: str
    name: str = field(compare=False)
    noun: str = field(compare=False)
    source: Source = field(compare=False)
    table: str
    period_column: str
    counted: Filter
    good: Filter
    counted_text: str = field(compare=False)
    good_text: str = field(compare=False)
    not_good_text: str = field(compare=False)
    shown_columns: tuple[str, ...]
    short_name: str = field(default="", compare=False)
    left_out: tuple[LeftOut, ...] = field(default=())
    answered_of: Filter | None = None
    answered_text: str = field(default="", compare=False)
    compared: tuple[str, str] | None = None
    higher_is_better: bool = True
    version: int = 1
    over_time: OverTime = "sum"
    over_units: OverUnits = "sum"
    item: Item | None = None
    beside: tuple[str, ...] = ()
    headline: bool = True
    is_published: bool = False

    def __post_init__(self) -> None:
        if (self.over_time == "state") != (self.period_column == AS_OF):
            raise ValueError(f"{self.code}: a state is that of the day of the snapshot, and only a state is")
