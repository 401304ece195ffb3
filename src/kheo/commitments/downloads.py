"""The table behind a picture as CSV: UTF-8 with byte order mark, one period a line. No cell can turn into a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse
from django.utils.translation import gettext as _

from kheo.charts import XmrPicture
from kheo.charts.pictures import XmrStretch
from kheo.commitments.joined import Joined
from kheo.commitments.looking import Many
from kheo.commitments.series import Series
from kheo.files import safe_cell
from kheo.indicators.downloads import BYTE_ORDER_MARK, NO_RUN
from kheo.measures.shares import wilson

Row = Sequence[object]


def of_series(series: Series, shown: XmrPicture, name: str) -> HttpResponse:
    """Answer with a chart's periods: counts, share, mean and limits, and the chart's word."""
    head = [
        *(_("Kỳ bắt đầu"), _("Đạt"), _("Được tính"), _("Tỷ lệ, %"), _("Đường giữa, %")),
        *(_("Giới hạn dưới, %"), _("Giới hạn trên, %"), _("Dấu hiệu"), _("Ghi chú")),
    ]
    words = {"high": _("cao khác thường"), "low": _("thấp khác thường"), "normal": _("dao động thường")}
    notes: dict[int, list[str]] = {}
    for mark in shown.marks:
        notes.setdefault(mark.index, []).append(mark.text)
    rows = []
    for place, (each, point) in enumerate(zip(series.drawn, shown.points, strict=True)):
        stretch = _stretch_at(shown, place)
        band = shown.bands[place] if shown.bands else (stretch.lower, stretch.upper)
        low, high = band or (None, None)
        figures = [_share(each.value), _share(stretch.mean), _share(low), _share(high)]
        word = words[point.kind] if each.counted else ""
        rows.append([each.start, each.good, each.counted, *figures, word, "; ".join(notes.get(place, []))])
    return _answer(name, head, rows)


def _stretch_at(shown: XmrPicture, place: int) -> XmrStretch:
    return [each for each in shown.stretches if each.first <= place][-1]


def _share(value: float | None) -> str:
    return "" if value is None else str(round(value, 6))


def of_before_and_now(found: Joined, name: str) -> HttpResponse:
    """Answer with the baseline and the newest weeks, and the difference in percentage points with its 95% interval."""
    head = [_("Lúc"), _("Từ ngày"), _("Đến ngày"), _("Đạt"), _("Được tính"), _("Tỷ lệ, %")]
    head += [_("Khoảng tin cậy 95%, từ"), _("Khoảng tin cậy 95%, đến")]
    rows: list[Row] = []
    for label, door in ((_("Mức nền"), found.baseline_door), (found.newest_name, found.door)):
        if door is not None and door.counted:
            low, high = wilson(door.good, door.counted)
            shares = [_share(100 * value) for value in (door.good / door.counted, low, high)]
            rows.append([label, door.first, door.last, door.good, door.counted, *shares])
    change = found.verdict.course.difference if found.verdict.is_told else None
    if change is not None:
        points = [_share(100 * value) for value in (change.value, change.low, change.high)]
        rows.append([_("Chênh lệch, điểm phần trăm"), "", "", "", "", *points])
    return _answer(name, head, rows)


def of_many(found: Many, name: str) -> HttpResponse:
    """Answer with the periods of every unit that is drawn."""
    rows = [
        [one.unit.name, each.start, each.good, each.counted, _share(each.value)]
        for one in found.drawn
        for each in one.series.drawn
    ]
    return _answer(name, [_("Đơn vị"), _("Kỳ bắt đầu"), _("Đạt"), _("Được tính"), _("Tỷ lệ, %")], rows)


def _answer(name: str, head: Row, rows: Iterable[Row]) -> HttpResponse:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows([safe_cell(str(cell)) for cell in row] for row in rows)
    headers = NO_RUN | {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    content = (BYTE_ORDER_MARK + text.getvalue()).encode()
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)
