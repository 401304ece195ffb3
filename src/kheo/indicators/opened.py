"""A number, opened: whose records, the sentences of its filters with their counts, and the records themselves."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import Http404, QueryDict
from django.utils.translation import gettext as _

from kheo.days import formats
from kheo.indicators import access, figures, snapshot
from kheo.indicators.doors import RESPONSE, Door, linked
from kheo.indicators.forms import RecordsForm
from kheo.indicators.known import Known
from kheo.indicators.models import Snapshot
from kheo.measures import engine
from kheo.measures.engine import Counts, Outcome, Scope, Sheet
from kheo.measures.response import response_of
from kheo.measures.shapes import LeftOut, Ratio
from kheo.people.models import Official, Unit

PAGE = 12


@dataclass(frozen=True)
class Question:
    """An indicator on a snapshot, the units that the reader may see and chose, and the form as it was filled in."""

    ratio: Ratio
    taken: Snapshot
    units: Mapping[int, Unit]
    unit: Unit | None
    form: RecordsForm
    is_response: bool = False

    def door(self, counts: Counts) -> Door:
        """Give the door through which the reader came in."""
        unit = self.unit.pk if self.unit else None
        asked = (self.ratio, self.taken.pk, unit, *self.days)
        return Door(*asked, counts.good, counts.counted, counts.answerable, is_response=self.is_response)

    @property
    def scope(self) -> Scope:
        """Give units and days; a wrong form asks for the default days."""
        chosen = [pk for pk, unit in self.units.items() if self.unit is None or unit.path.startswith(self.unit.path)]
        return Scope(tuple(chosen), *self.days)

    @property
    def everywhere(self) -> Scope:
        """Give the same days for all units that the reader may see."""
        return Scope(tuple(self.units), *self.days)

    @property
    def days(self) -> tuple[date, date]:
        """Give first and last day; a state has one day, that of its snapshot."""
        if self.ratio.over_time == "state":
            return self.taken.as_of, self.taken.as_of
        if not self.form.is_valid():
            return figures.last_full_weeks(self.taken.as_of)
        return self.form.cleaned_data["tu"], self.form.cleaned_data["den"]

    @property
    def outcome(self) -> Outcome:
        """Give the chosen outcome."""
        return self.form.outcome if self.form.is_valid() else Outcome.ALL

    def sheet(self) -> Any:
        """Open the file of the snapshot for reading (a context manager)."""
        return engine.open_sheet(self.ratio, snapshot.facts_of(self.taken))

    def rows(self, sheet: Sheet, start: int = 0, limit: int | None = None) -> list[dict[str, Any]]:
        """List the records asked for."""
        order = self.form.order(self.ratio) if self.form.is_valid() else None
        return engine.records(sheet, self.scope, self.outcome, order=order, start=start, limit=limit)


def question(ratio: Ratio, asked: QueryDict, official: Official) -> Question | None:
    """Read the address. None when there is no snapshot yet; Http404 for units and snapshots not theirs to see."""
    units = {unit.pk: unit for unit in access.visible_units(official)}
    unit = _unit(asked.get("don_vi", ""), units)
    taken = _snapshot(ratio, asked.get("ban", ""), official)
    if taken is None:
        return None
    first, last = _usual_days(ratio, taken)
    given = {name: value for name, value in asked.items() if value}
    form = RecordsForm({"tu": first, "den": last, **given})
    form.offer(list(units.values()))
    if asked.get("muc") != RESPONSE:
        return Question(ratio, taken, units, unit, form)
    if ratio.answered_of is None:
        raise Http404
    return Question(response_of(ratio), taken, units, unit, form, is_response=True)


def beside(asked: Question, indicators: Known) -> list[Door]:
    """Give the figures that must stand beside this one, of the same units and days, on the same snapshot."""
    found = []
    for code in () if asked.is_response else asked.ratio.beside:
        other = replace(asked, ratio=indicators.find(code))
        if other.ratio.table == asked.ratio.table:
            with other.sheet() as sheet:
                found.append(other.door(engine.counts(sheet, other.scope)))
    return found


def _usual_days(ratio: Ratio, taken: Snapshot) -> tuple[date, date]:
    """Give the days that are shown without being asked for."""
    return (taken.as_of, taken.as_of) if ratio.over_time == "state" else figures.last_full_weeks(taken.as_of)


def _snapshot(ratio: Ratio, number: str, official: Official) -> Snapshot | None:
    own = Snapshot.objects.of(official.locality_id, ratio.table)
    if not number:
        return own.first()
    found = own.filter(pk=int(number)).first() if number.isdecimal() and len(number) < 18 else None
    if found is None:
        raise Http404
    return found


def _unit(number: str, units: Mapping[int, Unit]) -> Unit | None:
    if not number:
        return None
    if not number.isdecimal() or int(number) not in units:
        raise Http404
    return units[int(number)]


def roll_up(counted: Mapping[int, int], units: Mapping[int, Unit]) -> dict[int, int]:
    """Give each unit the sum of itself and all below it."""
    found = dict.fromkeys(units, 0)
    for pk, count in counted.items():
        for holder in found.keys() & with_those_above(units[pk]):
            found[holder] += count
    return found


def with_those_above(unit: Unit) -> set[int]:
    """Give the ids of a unit and of all units above it."""
    return {int(each) for each in unit.path.strip("/").split("/")}


def sift(ratio: Ratio, counts: Counts, first: date, last: date) -> list[dict[str, object]]:
    """Give the filters as sentences, each with its count."""
    days = _("Kỳ từ %(first)s đến %(last)s.") % {"first": formats.date_text(first), "last": formats.date_text(last)}
    counted = " ".join([ratio.counted_text, days, *left_out_text(ratio, counts)])
    rows: list[dict[str, object]] = [
        {"name": _("Được tính"), "text": counted, "count": counts.counted},
        {"name": _("Tính là đạt"), "text": ratio.good_text, "count": counts.good},
        {"name": _("Không đạt"), "text": ratio.not_good_text, "count": counts.not_good},
    ]
    if counts.answerable is not None:
        rows.insert(0, {"name": _("Có thể trả lời"), "text": f"{ratio.answered_text}.", "count": counts.answerable})
    return rows


def left_out_text(ratio: Ratio, counts: Counts) -> Iterator[str]:
    """Say how many records of the days are not counted, and why; nothing when none."""
    pairs: Sequence[tuple[LeftOut, int]] = list(zip(ratio.left_out, counts.left_out, strict=True))
    parts = [f"{formats.number(count)} {ratio.noun} {kind.text}" for kind, count in pairs if count]
    if parts:
        yield _("Không tính %(parts)s.") % {"parts": "; ".join(parts)}


def arithmetic(door: Door) -> str:
    """Write the division out: 397 : 412 = 96,4%."""
    return f"{formats.number(door.good)} : {formats.number(door.counted)} = {door.percent}." if door.counted else ""


def response(door: Door | None) -> str:
    """Say the response rate, which opens those who could have answered; nothing where nobody was asked."""
    if door is None:
        return ""
    text = _("Tỷ lệ phản hồi %(share)s: im lặng không được tính là hài lòng.") % {"share": door.percent}
    return linked(text, [door])
