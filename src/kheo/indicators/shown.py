"""How a record is shown: as a row of the page's table, and as a row of a download. No personal data is in the facts."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.days import Calendar, formats
from kheo.indicators.models import Snapshot
from kheo.indicators.opened import Question
from kheo.indicators.tables import table_of
from kheo.measures.shapes import Column as FactColumn
from kheo.measures.shapes import FactTable, Ratio
from kheo.people.models import Unit
from kheo.ui.parts import Cell, Column, Table

NUMERIC = ("integer", "number", "date")


def table(asked: Question, rows: list[dict[str, Any]], caption: str, calendar: Calendar) -> Table:
    """Give the page's table: the record's name as a door to its own page, its columns, unit and outcome."""
    facts = table_of(asked.ratio.table)
    columns = [facts.column(name) for name in asked.ratio.shown_columns]
    heads = [
        Column(column.label, _is_bare_number(column) or column.type == "date", _on_phones(column)) for column in columns
    ]
    heads += [Column(_("Đơn vị"), phone="full bare"), Column(_("Tính là"), phone="full bare")]
    lines = [_line(asked, facts, columns, row, calendar) for row in rows]
    return Table(caption, heads, lines, layout="pack", id="ds")


def _on_phones(column: FactColumn) -> str:
    """Days stand side by side; words need no label; a bare number does."""
    if column.type == "date":
        return ""
    return "full in" if _is_bare_number(column) else "full bare"


def _is_bare_number(column: FactColumn) -> bool:
    return column.type == "integer" and column.shown is None


def _line(
    asked: Question, facts: FactTable, columns: list[FactColumn], row: Mapping[str, Any], calendar: Calendar
) -> list[Cell]:
    cells = [_cell(column, row[column.name]) for column in columns]
    door = reverse(facts.record_url_name, args=[row[facts.key_column]])
    cells[0] = Cell(cells[0].text, url=door)
    cells.append(Cell(_unit_name(asked.units, row[facts.unit_column])))
    note = distance(asked.ratio, row, asked.taken, calendar)
    cells.append(Cell(_("đạt") if row["_good"] else _("không đạt"), tag="ok" if row["_good"] else "late", note=note))
    return cells


def _cell(column: FactColumn, value: Any) -> Cell:
    if value is None:
        return Cell(_("chưa xong") if column.name == "finished_on" else _("không có"), missing=True)
    return Cell(formats.day_text(value) if isinstance(value, date) and not column.shown else words(column, value))


def words(column: FactColumn, value: Any) -> str:
    """Write a value as a reader sees it; nothing for no value."""
    if value is None:
        return ""
    if column.shown is not None:
        return column.shown(value)
    return formats.date_text(value) if isinstance(value, date) else str(value)


def distance(ratio: Ratio, row: Mapping[str, Any], taken: Snapshot, calendar: Calendar) -> str:
    """Say how many working days early or late a record is, where the ratio compares two days."""
    if ratio.compared is None:
        return ""
    done, promised = (row[name] for name in ratio.compared)
    if promised is None:
        return ""
    days = calendar.between(promised, done or taken.as_of)
    if days == 0 and done == promised and row["_good"]:
        return _("đúng ngày")
    if days == 0 and not row["_good"] and done and done > promised:
        return _("trễ vào ngày nghỉ")
    if days == 0 or (days < 0 and not row["_good"]):
        return ""  # early, but not good for another reason: the other columns say it
    text = _("trễ %(n)s ngày làm việc") if days > 0 else _("sớm %(n)s ngày làm việc")
    return text % {"n": formats.number(abs(days))}


def _unit_name(units: Mapping[int, Unit], pk: int) -> str:
    return units[pk].short_name if pk in units else ""


def export_head(ratio: Ratio) -> list[str]:
    """Name the columns of a download."""
    facts = table_of(ratio.table)
    return [*(facts.column(name).label for name in ratio.shown_columns), _("Đơn vị"), _("Tính là")]


def export_row(asked: Question, row: Mapping[str, Any]) -> list[str]:
    """Write one record for a download."""
    facts = table_of(asked.ratio.table)
    cells = [words(facts.column(name), row[name]) for name in asked.ratio.shown_columns]
    unit = asked.units.get(row[facts.unit_column])
    return [*cells, unit.name if unit else "", _("đạt") if row["_good"] else _("không đạt")]
