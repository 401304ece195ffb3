"""What a correction changed: each figure before and after, and the records that made the difference."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from kheo.indicators import snapshot
from kheo.indicators.doors import Door
from kheo.indicators.known import Known
from kheo.indicators.models import Freeze, Snapshot
from kheo.indicators.tables import table_of
from kheo.measures import engine
from kheo.measures.engine import Scope
from kheo.measures.shapes import FactTable, Ratio

SHOWN = 50
CHANGE_WORDS = {
    "added": "Thêm vào, trước đó không tính",
    "removed": "Không còn tính",
    "turned_good": "Từ không đạt thành đạt",
    "turned_not_good": "Từ đạt thành không đạt",
}
Marks = Mapping[int, tuple[str, bool]]
"""By key: the record's name, and whether it is good."""


@dataclass(frozen=True)
class Side:
    """One edition of a figure: which records were counted, and which of them are good."""

    ratio: Ratio
    taken: Snapshot
    freeze: Freeze
    marks: Marks

    @property
    def door(self) -> Door:
        """Give the door to its records, on its own snapshot."""
        good = sum(is_good for _name, is_good in self.marks.values())
        return Door(self.ratio, self.taken.pk, None, self.freeze.first, self.freeze.last, good, len(self.marks))


@dataclass(frozen=True)
class Change:
    """Records of one kind of change; `all_count` where more changed than are listed."""

    kind: str
    records: list[tuple[int, str]]
    all_count: int

    @property
    def words(self) -> str:
        """Name the kind."""
        return _(CHANGE_WORDS[self.kind])


@dataclass(frozen=True)
class Difference:
    """One indicator before and after."""

    before: Side
    after: Side
    record_url_name: str

    @cached_property
    def changes(self) -> list[Change]:
        """Give the kinds of change that happened: added, removed, turned good, turned not good."""
        old, new = self.before.marks, self.after.marks
        kinds = {
            "added": [key for key in new if key not in old],
            "removed": [key for key in old if key not in new],
            "turned_good": [key for key in new if key in old and new[key][1] and not old[key][1]],
            "turned_not_good": [key for key in new if key in old and old[key][1] and not new[key][1]],
        }
        return [
            Change(kind, [(key, (new if key in new else old)[key][0]) for key in sorted(keys)[:SHOWN]], len(keys))
            for kind, keys in kinds.items()
            if keys
        ]


def difference(before: Freeze, after: Freeze, indicators: Known, unit_ids: tuple[int, ...]) -> list[Difference]:
    """Compare two editions indicator by indicator, over the units that the reader may see."""
    table = table_of(after.table)
    codes = [code for code in after.versions if code in before.versions]
    sides = ([_side(each, code, indicators, table, unit_ids) for each in (before, after)] for code in codes)
    return [Difference(old, new, table.record_url_name) for old, new in sides]


def _side(freeze: Freeze, code: str, indicators: Known, table: FactTable, unit_ids: tuple[int, ...]) -> Side:
    ratio = indicators.find(code, freeze.versions[code])
    with engine.open_sheet(ratio, snapshot.facts_of(freeze.snapshot)) as sheet:
        rows: list[dict[str, Any]] = engine.records(sheet, Scope(unit_ids, freeze.first, freeze.last))
    name = ratio.shown_columns[0]
    return Side(ratio, freeze.snapshot, freeze, {row[table.key_column]: (str(row[name]), row["_good"]) for row in rows})
