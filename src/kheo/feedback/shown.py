"""How cases are put into tables and facts."""

from datetime import date

from django.core.paginator import Page
from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.days import formats
from kheo.feedback.models import Case, CaseFile
from kheo.feedback.rules import KIND_NAMES, RATED_NAMES, Kind, Rated
from kheo.feedback.words import COLUMN_NAMES, NEEDED
from kheo.ui.parts import Cell, Column, Table


def case_table(page: Page[Case], today: date) -> Table:
    """Lay a page of cases out."""
    columns = [
        Column(_("Mã phản ánh")),
        Column(_("Loại"), phone="full bare"),
        Column(_("Đơn vị"), phone="full bare"),
        Column(_("Nhận"), numeric=True),
        Column(_("Hạn trả lời"), numeric=True),
        Column(_("Trả lời"), numeric=True),
        Column(_("Người gửi đánh giá"), phone="full bare"),
    ]
    caption = _("Phản ánh %(first)s đến %(last)s trong %(all)s. Không có nội dung và không có tên người gửi.") % {
        "first": formats.number(page.start_index()),
        "last": formats.number(page.end_index()),
        "all": formats.number(page.paginator.count),
    }
    return Table(caption, columns, [_line(case, today) for case in page.object_list], layout="pack", id="phan-anh")


def _line(case: Case, today: date) -> list[Cell | str]:
    return [
        Cell(case.code, url=reverse("feedback:case", args=[case.pk])),
        _kind(case),
        case.unit.short_name,
        formats.near_date_text(case.received_on, today),
        Cell(formats.near_date_text(case.due_on, today), tag="late" if case.is_late(today) else ""),
        formats.near_date_text(case.answered_on, today) if case.answered_on else Cell(_("chưa trả lời"), missing=True),
        _rated(case),
    ]


def _kind(case: Case) -> Cell | str:
    return _(KIND_NAMES[Kind(case.kind)]) if case.kind else Cell(_("chưa phân loại"), missing=True)


def _rated(case: Case) -> Cell | str:
    return _(RATED_NAMES[Rated(case.rated)]) if case.rated else Cell(_("im lặng"), missing=True)


def facts_of(case: Case, today: date) -> list[dict[str, str]]:
    """List what is known of a case, label and value."""
    reckoned = _("%(day)s (Khéo tính theo hạn thường, tệp không ghi)") if case.due_is_reckoned else "%(day)s"
    answered = formats.date_text(case.answered_on) if case.answered_on else _("chưa trả lời")
    pairs = [
        (_("Loại"), _(KIND_NAMES[Kind(case.kind)]) if case.kind else _("chưa phân loại")),
        (_("Đơn vị"), case.unit.name),
        (_("Nhận"), formats.date_text(case.received_on)),
        (_("Hạn trả lời"), reckoned % {"day": formats.date_text(case.due_on)}),
        (_("Trả lời"), answered),
        (_("So với hạn"), _("quá hạn") if case.is_late(today) else _("trong hạn")),
        (_("Bị từ chối"), _yes_or_no(case.refused)),
        (_("Lượt thích"), _number(case.likes)),
        (_("Lượt không thích"), _number(case.dislikes)),
        (_("Bị phản ánh lại"), _yes_or_no(case.repeated)),
        (_("Người gửi đánh giá"), _(RATED_NAMES[Rated(case.rated)]) if case.rated else _("im lặng")),
    ]
    return [{"label": label, "value": value} for label, value in pairs]


def _number(value: int | None) -> str:
    return _("chưa rõ") if value is None else formats.number(value)


def _yes_or_no(flag: bool | None) -> str:
    return _("chưa rõ") if flag is None else _("có") if flag else _("không")


def outcome(kept: CaseFile) -> str:
    """Say what became of the rows of a file."""
    names = ("new", "updated", "unchanged", "bad")
    counts = {name: formats.number(getattr(kept, f"rows_{name}")) for name in names}
    return _("Đã nhập: %(new)s mới, %(updated)s cập nhật, %(unchanged)s giữ nguyên; bỏ %(bad)s dòng lỗi.") % counts


def headings() -> list[dict[str, str]]:
    """Say which columns a file may have, and which it needs."""
    words = {True: _("cần có"), False: _("nếu có")}
    return [{"label": name.capitalize(), "value": words[field in NEEDED]} for field, name in COLUMN_NAMES.items()]
