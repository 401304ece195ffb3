"""How a question is shown: its sentence, how far from the usual, the picture, its records; never a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from kheo import charts
from kheo.charts import XmrPicture, XmrPoint
from kheo.days import formats
from kheo.files import safe_cell
from kheo.indicators import snapshot
from kheo.indicators.shown import words
from kheo.integrity.catalogue import BY_CODE, SUMS, ratio_of
from kheo.integrity.models import Question
from kheo.integrity.rules import asking
from kheo.integrity.rules.judging import Part
from kheo.integrity.rules.shapes import Kind, Signal
from kheo.integrity.rules.sums import disagreements, odd_digit, read_lines
from kheo.measures import engine
from kheo.measures.engine import Outcome, Scope
from kheo.measures.shapes import Ratio
from kheo.ui.parts import Cell, Column, Table

A_PAGE = 20
LEAST_SAID = 1e-6
STATE_KINDS = {asking.State.ASKED: "soon", asking.State.ANSWERED: "ok", asking.State.CLOSED: ""}


def signal_of(question: Question) -> Signal | None:
    """Give the signal that asked; None for printed figures."""
    return None if question.signal == SUMS else BY_CODE[question.signal]


def name_of(question: Question) -> str:
    """Name the question in a few words."""
    signal = signal_of(question)
    return signal.name if signal else _("Số đã công bố cộng lại không khớp")


def sentence(question: Question) -> str:
    """Put the question in one sentence, with its figures."""
    signal = signal_of(question)
    if signal is None:
        assert question.statement is not None  # noqa: S101  held by the database
        told = {"title": question.statement.title, "n": question.marked}
        return _("Trong “%(title)s” có %(n)s chỗ các con số chưa khớp nhau. Số đúng là số nào?") % told
    return signal.question % {
        "marked": formats.number(question.marked),
        "counted": formats.number(question.counted),
        "share": formats.percent(question.marked, question.counted),
        "ordinary": usual_text(question, signal),
    }


def usual_text(question: Question, signal: Signal) -> str:
    """Write what is usual: a percentage, or how many of the records of a day."""
    if signal.kind is Kind.BURST:
        return formats.number(question.usual, 1)
    return f"{formats.number(question.usual * 100, 1)}%"


def chance_text(chance: float) -> str:
    """Say how rare it would be by chance alone, in words anybody can weigh."""
    if chance < LEAST_SAID:
        return _("nếu chỉ do ngẫu nhiên: chưa tới một lần trong một triệu")
    times = round(1 / chance, -max(0, len(str(int(1 / chance))) - 2))
    return _("nếu chỉ do ngẫu nhiên: chừng một lần trong %(n)s") % {"n": formats.number(times)}


def state_of(question: Question) -> asking.State:
    """Tell the state of a question that was fetched `with_state`."""
    return asking.state_of(int(question.has_answer), question.has_closing)  # type: ignore[attr-defined]


def row_of(question: Question, today: date) -> dict[str, str]:
    """Give a line of the list."""
    state = state_of(question)
    due = _(asking.STATE_NAMES[state])
    if state is asking.State.ASKED and today < question.shown_from:
        due = _("đơn vị trả lời trước %(day)s") % {"day": formats.day_text(question.shown_from)}
    return {
        "kind": STATE_KINDS[state],
        "due": due,
        "url": reverse("integrity:question", args=[question.pk]),
        "verb": name_of(question),
        "title": sentence(question),
        "where": f"{question.unit.short_name}, {formats.date_text(question.last)}",
    }


def facts(question: Question) -> list[dict[str, str]]:
    """Say what was compared with what, and how far apart they lie."""
    signal = signal_of(question)
    if signal is None:
        assert question.statement is not None  # noqa: S101  held by the database
        return [
            {"label": _("Nơi công bố"), "value": question.statement.place, "wide": "full"},
            {"label": _("Tổng đã ghi"), "value": formats.number(question.statement.whole)},
        ]
    told = [
        {"label": _("Kỳ này"), "value": _share(Part(question.marked, question.counted))},
        {"label": _("Thường gặp"), "value": usual_text(question, signal)},
        {"label": _("Trước đó, chính đơn vị"), "value": _share(Part(question.before_marked, question.before_counted))},
    ]
    if question.peers_counted:
        peers = _share(Part(question.peers_marked, question.peers_counted))
        told.append({"label": _("Đơn vị cùng loại, cùng kỳ"), "value": peers})
    told.append({"label": _("Có dễ gặp không"), "value": chance_text(question.chance), "wide": "two"})
    told.append({"label": _("Thế nào là thường"), "value": signal.ordinary_text, "wide": "full"})
    told.append({"label": _("Cách xét"), "value": _method(question, signal), "wide": "full"})
    assert question.snapshot is not None  # noqa: S101  held by the database
    told.append({"label": _("Bản chốt số liệu"), "value": formats.moment_text(question.snapshot.taken_at)})
    return told


def _share(part: Part) -> str:
    if not part.counted:
        return formats.no_figure()
    counts = f"{formats.number(part.marked)}/{formats.number(part.counted)}"
    return f"{formats.percent(part.marked, part.counted)} ({counts})"


def _method(question: Question, signal: Signal) -> str:
    told = [f"{each.label.lower()}: {_value(question.values[each.code])} {each.unit}" for each in signal.parameters]
    return f"{signal.source.text} ({signal.source.assurance_words}). {'; '.join(told)}."


def _value(value: float) -> str:
    return formats.number(value, 0 if value == int(value) else 2)


def picture(question: Question) -> dict[str, Any]:
    """Draw the weeks with the usual as a line; for a burst, what is usual and that day."""
    signal = signal_of(question)
    if signal is None:
        return {}
    if signal.kind is Kind.BURST:
        svg = charts.before_after(round(question.usual, 1), question.marked, None, unit="", label=signal.name)
        return {"burst": svg}
    weeks = [(date.fromisoformat(monday), Part(marked, counted)) for monday, marked, counted in question.weeks]
    points = [_point(monday, part) for monday, part in weeks]
    start = sum(monday < question.first for monday, _part in weeks)
    drawn = XmrPicture(
        signal.name, points, question.usual * 100, None, None, baseline_count=start, start_label=_("kỳ xét"),
        start_index=start,
    )  # fmt: skip
    return {"svg": charts.xmr(drawn, id="cau-hoi"), "table": _weeks_table(weeks)}


def _point(monday: date, part: Part) -> XmrPoint:
    """Give a week without calling it good or bad: the line and the words say what is asked."""
    value = part.share * 100 if part.counted else None
    detail = f"{part.marked}/{part.counted}"
    return XmrPoint(formats.day_text(monday), value, detail=detail)


def _weeks_table(weeks: list[tuple[date, Part]]) -> Table:
    rows: list[list[Cell | str]] = [
        [
            f"{formats.date_text(monday)} – {formats.date_text(monday + timedelta(days=6))}",
            formats.number(part.marked),
            formats.number(part.counted),
            formats.percent(part.marked, part.counted),
        ]
        for monday, part in weeks
    ]
    columns = [
        Column(_("Tuần")),
        Column(_("Được đánh dấu"), True),
        Column(_("Được xét"), True),
        Column(_("Tỷ lệ"), True),
    ]
    return Table(_("Từng tuần"), columns, rows, id="tuan")


@dataclass(frozen=True)
class Records:
    """A page of the marked records, and how many there are."""

    table: Table
    page: Page[int]
    noun: str


def ratio_behind(question: Question, signal: Signal) -> Ratio:
    """Give the ratio under the parameters the question was asked with."""
    values: dict[str, float] = dict(question.values)
    if question.apart is not None:
        values["apart"] = question.apart
    return ratio_of(signal, values)


def rows_behind(question: Question, start: int = 0, limit: int | None = None) -> list[dict[str, Any]]:
    """List the marked records, on the snapshot the question was asked on."""
    signal = signal_of(question)
    assert signal is not None and question.snapshot is not None  # noqa: S101  printed figures have lines, not records
    scope = Scope((question.unit_id,), question.first, question.last)
    with engine.open_sheet(ratio_behind(question, signal), snapshot.facts_of(question.snapshot)) as sheet:
        return engine.records(sheet, scope, Outcome.GOOD, start=start, limit=limit)


def records(question: Question, asked: str | None) -> Records:
    """Show a page of the records behind the question."""
    signal = signal_of(question)
    assert signal is not None and question.snapshot is not None  # noqa: S101  printed figures have lines, not records
    ratio = ratio_behind(question, signal)
    page = Paginator(range(question.marked), A_PAGE).get_page(asked)
    rows = rows_behind(question, max(page.start_index() - 1, 0), A_PAGE)
    table = snapshot.facts_of(question.snapshot).table
    columns = [table.column(name) for name in ratio.shown_columns]
    heads = [Column(each.label, each.type == "date", "" if each.type == "date" else "full bare") for each in columns]
    lines: list[list[Cell | str]] = []
    for row in rows:
        cells = [Cell(words(each, row[each.name]) or _("không có"), missing=row[each.name] is None) for each in columns]
        door = reverse(table.record_url_name, args=[row[table.key_column]])
        lines.append([Cell(cells[0].text, url=door), *cells[1:]])
    caption = _("Các %(noun)s được đánh dấu: %(text)s") % {"noun": ratio.noun, "text": ratio.good_text}
    return Records(Table(caption, heads, lines, layout="pack", id="ds"), page, ratio.noun)


def export(question: Question) -> list[list[str]]:
    """Write the marked records for a download; no cell can turn into a formula."""
    signal = signal_of(question)
    assert signal is not None and question.snapshot is not None  # noqa: S101  printed figures have lines, not records
    table = snapshot.facts_of(question.snapshot).table
    columns = [table.column(name) for name in ratio_behind(question, signal).shown_columns]
    rows = [[words(each, row[each.name]) for each in columns] for row in rows_behind(question)]
    return [[each.label for each in columns], *[[safe_cell(cell) for cell in row] for row in rows]]


def lines_of(question: Question) -> dict[str, Any]:
    """Show printed figures as they were typed, with the sentences about where they disagree."""
    statement = question.statement
    assert statement is not None  # noqa: S101  asked for printed figures only
    read = read_lines(statement.lines)
    rows: list[list[Cell | str]] = []
    for line in read:
        printed = Cell(_("không ghi"), missing=True)
        if line.percent is not None:
            printed = Cell(f"{str(line.percent).replace('.', ',')}%")
        computed = formats.percent(line.count, statement.whole)
        rows.append([line.label, formats.number(line.count), printed, computed])
    columns = [
        Column(_("Phần")),
        Column(_("Số đã ghi"), True),
        Column(_("Tỷ lệ đã ghi"), True),
        Column(_("Tính lại"), True),
    ]
    table = Table(statement.title, columns, rows, id="phan")
    return {
        "table": table,
        "sentences": [*disagreements(statement.whole, read), *_digits([each.count for each in read])],
    }


def _digits(counts: list[int]) -> list[str]:
    """Say that one last digit stands too often, where there are enough numbers to say so."""
    found = odd_digit(counts)
    if found is None:
        return []
    digit, times, among = found
    told: Mapping[str, object] = {"digit": digit, "times": times, "among": among}
    return [_("Chữ số tận cùng %(digit)s có %(times)s lần trong %(among)s số; thường gặp chừng một phần mười.") % told]
