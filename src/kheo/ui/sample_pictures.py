"""Pictures of the catalogue page /ui/, with made-up values: each has a sentence before, a table behind and a file."""

from datetime import timedelta

from django.utils.translation import gettext as _

from kheo import charts
from kheo.charts import Small, XmrMark, XmrPicture, XmrPoint, XmrStretch
from kheo.charts.pictures import Kind
from kheo.days.formats import day_text, number
from kheo.measures import phases, shares
from kheo.ui.parts import Cell, Column, Table
from kheo.ui.samples import MONDAY, SHARES

CUT = 24
FEW = ((7, 9), (8, 9), (9, 12), (6, 8), (10, 12), (8, 11), (9, 10), (3, 12), (9, 11), (10, 11))
KINDS: dict[int, Kind] = {1: "high", 0: "normal", -1: "low"}


def pictures() -> dict[str, object]:
    """Give the context of this part of the catalogue."""
    cut, few, many = phases_picture(), few_picture(), charts.multiples(_smalls(), 95)
    return {
        "phases": cut,
        "phases_chart": charts.xmr(cut, id="bd3"),
        "few": few,
        "few_chart": charts.xmr(few, id="bd4"),
        "smalls": _shown(many),
        "smalls_axis": many.axis,
        "smalls_key": many.key,
        "smalls_table": _table_of_smalls(),
        "unsure": charts.before_after(86.9, 97.5, 95, unit="%", interval=(92.9, 100)),
        "unsure_table": _table_of_road(),
        "spark": charts.spark(SHARES, 95, _("36 tuần: từ 80,2% lên 95,4%, mục tiêu 95%")),
        "spark_table": _table_of_spark(),
    }


def phases_picture() -> XmrPicture:
    """Limits reckoned anew from week 25 on; two marks along the way."""
    first, later = phases.phases(SHARES, [CUT], later=12)
    found = [cause.side for cause in phases.causes([first, later])]
    points = [_point(place, SHARES[place], KINDS[side]) for place, side in enumerate(found)]
    step, limits = later.judged.limits, first.judged.limits
    return XmrPicture(
        title=_("Hồ sơ trả đúng hạn, hai giai đoạn (minh hoạ)"),
        points=points,
        mean=limits.mean,
        upper=limits.upper,
        lower=limits.lower,
        baseline_count=first.judged.baseline,
        target=95,
        period_word=_("tuần"),
        steps=[XmrStretch(CUT, later.judged.baseline, step.mean, step.upper, step.lower, later.judged.is_short)],
        marks=[
            XmrMark(14, _("NV-2026-041 được giao ngày 15/6/2026 (minh hoạ)"), "#bieudo"),
            XmrMark(CUT, _("Tuần 24/8/2026: giới hạn được tính lại. Lý do: bỏ một bước chuyển giấy (minh hoạ)")),
        ],
    )


def few_picture() -> XmrPicture:
    """Months with few records: each has limits of its own."""
    before = (sum(good for good, _counted in FEW), sum(counted for _good, counted in FEW))
    points = [
        XmrPoint(f"{place + 1}/2026", 100 * pair[0] / pair[1], KINDS[shares.side(before, pair)], detail=_counts(*pair))
        for place, pair in enumerate(FEW)
    ]
    limits = [shares.limits(before, counted) for _good, counted in FEW]
    return XmrPicture(
        title=_("Hồ sơ trả đúng hạn, gộp theo tháng (minh hoạ)"),
        points=points,
        mean=100 * before[0] / before[1],
        upper=None,
        lower=None,
        baseline_count=len(FEW),
        period_word=_("tháng"),
        bands=[(100 * low, 100 * high) for low, high in limits],
    )


def _point(place: int, value: float, kind: Kind) -> XmrPoint:
    return XmrPoint(day_text(MONDAY + timedelta(weeks=place)), value, kind)


def _counts(good: int, counted: int) -> str:
    return f"{number(good)}/{number(counted)}"


def _units() -> list[tuple[str, tuple[float, ...], int]]:
    """Name, weeks and count of three units, by name."""
    return [
        (_("Phòng Kinh tế"), tuple(value - 4 for value in SHARES[:24]), 412),
        (_("Phòng Văn hoá – Xã hội"), tuple(82.0 + place * 7 % 5 - 2 for place in range(24)), 96),
        (_("Trung tâm Phục vụ hành chính công"), SHARES[12:], 2_036),
    ]


def _smalls() -> list[Small]:
    found = []
    for name, values, _count in _units():
        (phase,) = phases.phases(values)
        limits = phase.judged.limits
        kinds = [KINDS[cause.side] for cause in phase.judged.causes]
        found.append(Small(f"{name} ({_('minh hoạ')})", values, kinds, limits.mean, limits.upper, limits.lower))
    return found


def _shown(many: charts.Multiples) -> list[dict[str, object]]:
    signs = ("up", "same", "up")
    return [
        {"name": name, "icon": sign, "svg": svg, "words": _("%(n)s hồ sơ") % {"n": number(count)}}
        for (name, _values, count), sign, svg in zip(_units(), signs, many.drawings, strict=True)
    ]


def _table_of_smalls() -> Table:
    columns = [Column(_("Đơn vị")), Column(_("Hồ sơ"), numeric=True), Column(_("Tuần mới nhất, %"), numeric=True)]
    rows: list[list[Cell | str]] = [[name, number(count), number(values[-1], 1)] for name, values, count in _units()]
    return Table(_("Ba đơn vị cạnh nhau (minh hoạ)"), columns, rows, layout="units", id="bang-canh-nhau")


def _table_of_road() -> Table:
    columns = [Column(_("Lúc")), Column(_("Đạt/được tính"), numeric=True), Column(_("Tỷ lệ"), numeric=True)]
    rows: list[list[Cell | str]] = [[_("Mức nền"), "417/480", "86,9%"], [_("Nay"), "156/160", "97,5%"]]
    return Table(_("Mức nền và nay (minh hoạ)"), columns, rows, layout="units", id="bang-truoc-nay")


def _table_of_spark() -> Table:
    columns = [Column(_("Tuần")), Column(_("Tỷ lệ, %"), numeric=True)]
    rows: list[list[Cell | str]] = [
        [day_text(MONDAY + timedelta(weeks=place)), number(value, 1)] for place, value in enumerate(SHARES)
    ]
    return Table(_("Hồ sơ trả đúng hạn theo tuần (minh hoạ)"), columns, rows, layout="units", id="bang-duong-nho")
