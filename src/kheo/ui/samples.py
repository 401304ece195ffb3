"""Made-up values for the catalogue page /ui/: every name and figure here is "minh hoạ"."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo import charts
from kheo.days import VIETNAM
from kheo.days.formats import day_text
from kheo.ui.fields import VietnameseDateField
from kheo.ui.parts import Cell, Column, Table

MONDAY = date(2026, 3, 9)
NOW = datetime(2026, 11, 23, 7, 42, tzinfo=VIETNAM)
SHARES = (
    *(80.2, 83.1, 79.0, 82.4, 84.3, 81.2, 78.8, 82.9, 83.5, 80.6, 82.0, 81.4),
    *(82.6, 84.0, 83.2, 85.9, 87.4, 86.8, 89.9, 88.7, 91.2, 92.0, 90.4, 92.6),
    *(93.1, 74.5, 92.2, 93.8, 94.6, 93.0, 95.1, 94.4, 95.8, 94.9, 96.2, 95.4),
)
WAITS = (41, 44, 39, 42, 46, 40, 43, 38, 36, 33, 35, 30, 29, 31, 57, 27, 26, 28)
BASELINE, WAIT_BASELINE = 12, 8
SAMPLE_TEXT = gettext_lazy(
    "Hội nghị thống nhất cách làm mới ở bộ phận một cửa. Trung tâm Phục vụ hành chính công rà soát hồ sơ chậm trả, "
    "báo cáo trước ngày 30/11/2026. Các đơn vị khác phối hợp khi được hỏi."
)


class SampleForm(forms.Form):
    """One field of every kind."""

    result = forms.CharField(label=gettext_lazy("Kết quả đã làm"), widget=forms.Textarea(attrs={"rows": 2}))
    due = VietnameseDateField(label=gettext_lazy("Hạn"))
    unit = forms.ChoiceField(
        label=gettext_lazy("Đơn vị chủ trì"),
        choices=[("", gettext_lazy("Chọn đơn vị")), ("1", gettext_lazy("Trung tâm Phục vụ hành chính công"))],
    )
    outcome = forms.ChoiceField(
        label=gettext_lazy("Việc này thế nào rồi?"),
        widget=forms.RadioSelect,
        choices=[("done", gettext_lazy("Đã xong")), ("part", gettext_lazy("Xong một phần"))],
    )
    file = forms.FileField(label=gettext_lazy("Minh chứng"), required=False)
    sure = forms.BooleanField(label=gettext_lazy("Tôi đã đối chiếu với văn bản gốc"), required=False)


def catalogue() -> dict[str, object]:
    """Give the context of the catalogue."""
    picture, waits = shares_picture(), waits_picture()
    return {
        "now": NOW,
        "today": NOW.date(),
        "empty_form": SampleForm(auto_id="mau_%s"),
        "bad_form": SampleForm({"result": "", "due": "31/11/2026", "unit": "1"}, auto_id="sai_%s"),
        "sentences": _sentences(),
        "asks": [{"text": _("Duyệt kế hoạch mở thêm quầy (minh hoạ)"), "url": "#cau", "where": "NV-2026-012"}],
        "days": [{"date": day, "count": day.day % 3} for day in _ten_days()],
        "rows": _rows(),
        "table": _table(),
        "facts": _facts(),
        "filters": _filters(),
        "part": charts.part(397, 15),
        "events": _events(),
        "text": str(SAMPLE_TEXT),
        "start": str(SAMPLE_TEXT).index("Trung tâm"),
        "end": str(SAMPLE_TEXT).index(" Các đơn vị"),
        "picture": picture,
        "chart": charts.xmr(picture, id="bd1", joined=True),
        "waits": waits,
        "waits_chart": charts.xmr(waits, id="bd2"),
        "better": charts.before_after(41, 28, 30, digits=0),
        "alike": charts.before_after(81.6, 82.1, 95, unit="%"),
        "page": Paginator(range(412), 50).page(2),
        "progress": SimpleNamespace(done=41_200, total=100_000),
        "colours": [
            "ink",
            "ink-2",
            "jade",
            "jade-deep",
            "thread",
            "link",
            "late",
            "soon",
            "ok",
            "edge",
            "focus",
            "line",
        ],
    }


def _ten_days() -> list[date]:
    days = [NOW.date() + timedelta(days=n) for n in range(14)]
    return [day for day in days if day.weekday() < 5]


def control(values: tuple[float, ...], count: int) -> tuple[float, float, float]:
    """Give mean, upper and lower limit of the first `count` values: mean ± 2.66 mean moving range."""
    base = values[:count]
    mean = sum(base) / count
    moving = sum(abs(b - a) for a, b in zip(base, base[1:], strict=False)) / (count - 1)
    return mean, mean + 2.66 * moving, mean - 2.66 * moving


def _points(values: tuple[float, ...], count: int, days: int, notes: dict[int, str]) -> list[charts.XmrPoint]:
    _mean, upper, lower = control(values, count)
    points = []
    for index, value in enumerate(values):
        kind: Any = "high" if value > upper else "low" if value < lower else "normal"
        label = day_text(MONDAY + timedelta(days=days * index))
        points.append(charts.XmrPoint(label, value, kind, notes.get(index, "")))
    return points


def shares_picture() -> charts.XmrPicture:
    """More is better; over 24 periods, so phones draw the newest 24."""
    mean, upper, lower = control(SHARES, BASELINE)
    return charts.XmrPicture(
        title=_("Hồ sơ trả đúng hạn theo tuần (minh hoạ)"),
        points=_points(SHARES, BASELINE, 7, {25: _("hệ thống ngừng 2 ngày")}),
        mean=mean,
        upper=upper,
        lower=lower,
        baseline_count=BASELINE,
        target=95,
        start_label=_("Bắt đầu nhiệm vụ, 01/6"),
        period_word=_("tuần"),
    )


def waits_picture() -> charts.XmrPicture:
    """Less is better: what lies low is good."""
    mean, upper, lower = control(WAITS, WAIT_BASELINE)
    return charts.XmrPicture(
        title=_("Số phút chờ ở quầy theo tuần (minh hoạ)"),
        points=_points(WAITS, WAIT_BASELINE, 7, {14: _("mất điện")}),
        mean=mean,
        upper=upper,
        lower=lower,
        baseline_count=WAIT_BASELINE,
        target=30,
        unit=_(" phút"),
        digits=0,
        ceiling=600,
        higher_is_better=False,
    )


def _sentences() -> list[dict[str, object]]:
    as_of = _("Số liệu lúc 07:30 ngày 23/11/2026")
    label = _("24 tuần gần nhất: từ 82,6% lên 95,4%, mục tiêu 95%")
    return [
        {
            "figure": "96,4",
            "unit": "%",
            "text": _("hồ sơ trả đúng hạn, vượt mục tiêu 95%. Cao hơn mức trước khi bắt đầu nhiệm vụ."),
            "spark": charts.spark(SHARES[-24:], 95, label),
            "as_of": as_of,
            "url": "#cau",
            "records": _("412 hồ sơ"),
            "missing": _("đủ 3/3 đơn vị nộp"),
        },
        {
            "text": _("mức hài lòng của người dân: chưa ai trả lời phiếu trong tháng này."),
            "as_of": as_of,
            "missing": _("chưa nộp: Trạm Y tế"),
        },
    ]


def _rows() -> list[dict[str, str]]:
    return [
        {
            "kind": "late",
            "due": _("quá 3 ngày làm việc"),
            "url": "#hang",
            "verb": _("Nộp kết quả"),
            "title": _("Rà soát hồ sơ chậm trả quý IV"),
            "where": _("NV-2026-038, hạn 18/11"),
        },
        {
            "kind": "soon",
            "due": _("trong ngày"),
            "url": "#hang",
            "verb": _("Duyệt"),
            "title": _("Kết quả mở điểm hướng dẫn tại nhà văn hoá"),
            "where": _("NV-2026-033, hạn 23/11"),
        },
        {
            "due": _("còn 5 ngày làm việc"),
            "url": "#hang",
            "verb": _("Bắt đầu"),
            "title": _("Xin lỗi bằng văn bản khi trả hồ sơ muộn"),
            "where": _("NV-2026-041, hạn 30/11"),
        },
    ]


def _table() -> Table:
    return Table(
        caption=_("Hồ sơ trả đúng hạn theo đơn vị, bốn tuần đến 22/11/2026 (minh hoạ)"),
        columns=[
            Column(_("Đơn vị")),
            Column(_("Hồ sơ"), numeric=True),
            Column(_("Đúng hạn, %"), numeric=True),
            Column(_("Mục tiêu")),
        ],
        rows=[
            [_("Trung tâm Phục vụ hành chính công"), Cell("236", url="#bang-mau"), "97,0", Cell(_("đạt"), tag="ok")],
            [_("Phòng Kinh tế"), Cell("98", url="#bang-mau"), "89,8", Cell(_("chưa đạt"), tag="late")],
            [_("Trạm Y tế"), *[Cell(_("chưa nộp từ 19/11"), missing=True)] * 2, Cell(_("chưa rõ"), missing=True)],
        ],
        total=[_("Cả phường"), "334", "94,9", Cell(_("chưa đạt"), tag="late")],
        layout="units",
        id="bang-mau-1",
    )


def _facts() -> list[dict[str, str]]:
    return [
        {"label": _("Đơn vị chủ trì"), "value": _("Trung tâm Phục vụ hành chính công")},
        {"label": _("Người đứng đầu chịu trách nhiệm"), "value": _("Giám đốc Trung tâm")},
        {"label": _("Hạn"), "value": _("Thứ Hai, 30/11/2026")},
        {"label": _("Văn bản gốc"), "value": _("Thông báo kết luận số 31/TB-UBND"), "url": "#bang"},
    ]


def _filters() -> list[dict[str, object]]:
    return [
        {
            "name": _("Được tính"),
            "text": _("Hồ sơ có kết quả từ 26/10 đến 22/11/2026."),
            "count": 412,
            "url": "#dieukien",
        },
        {"name": _("Đạt"), "text": _("Có kết quả không muộn hơn ngày hẹn."), "count": 397, "url": "#dieukien"},
        {"name": _("Không đạt"), "text": _("Có kết quả sau ngày hẹn."), "count": 15, "url": "#dieukien"},
    ]


def _events() -> list[dict[str, str]]:
    return [
        {"state": "done", "when": "16/11/2026", "text": _("Giao việc"), "note": _("Chủ tịch UBND phường")},
        {"state": "done bad", "when": "18/11", "text": _("Trả lại: thiếu minh chứng"), "note": _("Chánh Văn phòng")},
        {"state": "now", "when": _("23/11, hôm nay"), "text": _("Đang làm lại"), "note": _("Trung tâm")},
        {"state": "next", "when": _("hẹn 30/11"), "text": _("Nộp kết quả")},
    ]
