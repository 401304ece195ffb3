"""How procedures of the catalogue are put into tables and facts."""

from datetime import date
from typing import Any

from django.core.paginator import Page
from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.days import Calendar, formats
from kheo.directory.models import Entry
from kheo.directory.rules import LEVEL_NAMES, Level, announce_by, publish_by
from kheo.directory.words import COLUMN_NAMES, NEEDED
from kheo.procedures.models import Procedure
from kheo.ui.parts import Cell, Column, Table


def procedure_table(page: Page[Procedure]) -> Table:
    """Lay a page of procedures out, with what is stated of them. One statement for the entries."""
    entries = {each.pk: each for each in Entry.objects.filter(procedure__in=list(page.object_list))}
    columns = [
        Column(_("Thủ tục")),
        Column(_("Mã"), phone="full bare"),
        Column(_("Đơn vị"), phone="full bare"),
        Column(_("Công bố"), numeric=True),
        Column(_("Công khai"), numeric=True),
        Column(_("Bộ phận"), numeric=True),
        Column(_("Mức dịch vụ"), phone="full bare"),
    ]
    caption = _("Thủ tục %(first)s đến %(last)s trong %(all)s") % {
        "first": formats.number(page.start_index()),
        "last": formats.number(page.end_index()),
        "all": formats.number(page.paginator.count),
    }
    rows = [_line(each, entries.get(each.pk) or Entry(procedure=each)) for each in page.object_list]
    return Table(caption, columns, rows, layout="pack", id="thu-tuc")


def _line(procedure: Procedure, entry: Entry) -> list[Cell | str]:
    parts = f"{entry.parts_count}/7" if entry.parts_count is not None else Cell(_("chưa rõ"), missing=True)
    return [
        Cell(procedure.name, url=reverse("directory:procedure", args=[procedure.pk])),
        procedure.code,
        procedure.unit.short_name,
        _day(entry.announced_on),
        _day(entry.published_on),
        parts,
        _(LEVEL_NAMES[Level(entry.online_level)]) if entry.online_level else Cell(_("chưa rõ"), missing=True),
    ]


def _day(day: date | None) -> Cell | str:
    return formats.date_text(day) if day else Cell(_("chưa rõ"), missing=True)


def facts_of(procedure: Procedure, entry: Entry, working: Calendar) -> list[dict[str, str]]:
    """List what is known of a procedure, label and value; what is not known says so."""
    level = _(LEVEL_NAMES[Level(entry.online_level)]) if entry.online_level else _("chưa rõ")
    pairs = [
        (_("Mã thủ tục"), procedure.code),
        (_("Đơn vị"), procedure.unit.name),
        (_("Lĩnh vực"), procedure.field or _("chưa rõ")),
        (_("Văn bản quy định có hiệu lực"), _told(entry.legal_effective_on)),
        (_("Công bố chậm nhất"), _told(announce_by(entry.legal_effective_on, working))),
        (_("Công bố"), _told(entry.announced_on)),
        (_("Công khai chậm nhất"), _told(publish_by(entry.announced_on, working))),
        (_("Công khai"), _told(entry.published_on)),
        (_("Bộ phận tạo thành"), _told(entry.parts_count)),
        (_("Mức dịch vụ công trực tuyến"), level),
        (_("Đủ điều kiện làm toàn trình"), _told(entry.online_eligible)),
        (_("Có phí, lệ phí"), _told(entry.has_fee)),
        (_("Đã tích hợp thanh toán trực tuyến"), _told(entry.fee_integrated)),
        (_("Có kết quả giấy"), _told(procedure.gives_paper_result)),
        (_("Đối tượng là cá nhân"), _told(entry.of_person)),
        (_("Dùng dữ liệu dân cư hoặc VNeID"), _told(entry.uses_population)),
    ]
    return [{"label": label, "value": value} for label, value in pairs]


def _told(value: Any) -> str:
    match value:
        case None:
            return _("chưa rõ")
        case bool():
            return _("có") if value else _("không")
        case date():
            return formats.date_text(value)
    return formats.number(value)


def headings() -> list[dict[str, str]]:
    """Say which columns a file may have, and which it needs."""
    words = {True: _("cần có"), False: _("nếu có")}
    return [
        {"label": name[:1].upper() + name[1:], "value": words[field in NEEDED]} for field, name in COLUMN_NAMES.items()
    ]


def outcome(counts: dict[str, int]) -> str:
    """Say what became of the rows of a file."""
    told = {name: formats.number(count) for name, count in counts.items()}
    return _("Đã nhập: %(new)s thủ tục mới, %(updated)s cập nhật, %(unchanged)s giữ nguyên.") % told
