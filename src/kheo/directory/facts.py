"""Procedures as a table of facts that indicators can measure: what the catalogue states, and what is due by when."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from kheo.base import calendar
from kheo.days import VIETNAM
from kheo.directory.models import Entry
from kheo.directory.rules import LEVEL_NAMES, STATED, Level, announce_by, publish_by
from kheo.measures.shapes import Column, FactTable
from kheo.procedures.models import Dossier, Procedure
from kheo.procedures.rules.states import Channel


def _rows(locality_id: int) -> Iterator[tuple[Any, ...]]:
    """Give one tuple a procedure. A locality has some thousands at most, so that what is stated is held beside them."""
    stated = dict(_stated(locality_id))
    online = _last_online(locality_id)
    working = calendar.current(locality_id)
    known = Procedure.objects.filter(locality=locality_id).order_by("pk")
    for pk, code, name, unit_id, paper in known.values_list("pk", "code", "name", "unit_id", "gives_paper_result"):
        announced, effective, published, parts, level, *flags = stated.get(pk, (None,) * len(STATED))
        days = (announced, effective, announce_by(effective, working), published, publish_by(announced, working))
        known_level = level or None
        yield (pk, code, name, unit_id, *days, parts, known_level, *flags, paper, online.get(pk))


def _stated(locality_id: int) -> Iterator[tuple[int, tuple[Any, ...]]]:
    for pk, *values in Entry.objects.filter(procedure__locality=locality_id).values_list("pk", *STATED):
        yield pk, tuple(values)


def _last_online(locality_id: int) -> dict[int, date]:
    """Give the last day on which each procedure had a dossier filed online."""
    filed = Dossier.objects.of(locality_id).filter(channel=Channel.ONLINE).order_by()
    last = filed.values("procedure").annotate(last=Max("received_at"))
    return {each["procedure"]: each["last"].astimezone(VIETNAM).date() for each in last}


def _yes_or_no(flag: Any) -> str:
    return _("có") if flag else _("không")


PROCEDURE = FactTable(
    code="procedure",
    label="thủ tục",
    columns=(
        Column("procedure_id", "integer"),
        Column("code", "text", "Mã thủ tục", description="Mã thủ tục hành chính trong danh mục của địa phương."),
        Column("procedure", "text", "Thủ tục", description="Tên thủ tục hành chính trong danh mục của địa phương."),
        Column("unit_id", "integer"),
        Column("announced_on", "date", "Công bố", description="Ngày quyết định công bố thủ tục."),
        Column(
            "legal_effective_on",
            "date",
            "Văn bản có hiệu lực",
            description="Ngày văn bản quy định thủ tục có hiệu lực.",
        ),
        Column(
            "announce_by",
            "date",
            "Công bố chậm nhất",
            description="Ngày chậm nhất phải công bố, tính từ ngày văn bản có hiệu lực.",
        ),
        Column("published_on", "date", "Công khai", description="Ngày thủ tục được công khai."),
        Column(
            "publish_by",
            "date",
            "Công khai chậm nhất",
            description="Ngày chậm nhất phải công khai, tính từ ngày công bố.",
        ),
        Column(
            "parts_count",
            "integer",
            "Số bộ phận tạo thành",
            description="Trong bảy bộ phận tạo thành của thủ tục, số bộ phận đã công khai.",
        ),
        Column(
            "online_level",
            "text",
            "Mức dịch vụ",
            shown=lambda level: _(LEVEL_NAMES[Level(level)]),
            description="Mức cung cấp dịch vụ công trực tuyến.",
        ),
        Column(
            "online_eligible",
            "boolean",
            "Đủ điều kiện toàn trình",
            shown=_yes_or_no,
            description="Đủ điều kiện cung cấp toàn trình.",
        ),
        Column(
            "has_fee", "boolean", "Có phí, lệ phí", shown=_yes_or_no, description="Người nộp phải trả phí hoặc lệ phí."
        ),
        Column(
            "fee_integrated",
            "boolean",
            "Tích hợp thanh toán",
            shown=_yes_or_no,
            description="Có thể nộp phí, lệ phí trực tuyến.",
        ),
        Column(
            "of_person",
            "boolean",
            "Đối tượng là cá nhân",
            shown=_yes_or_no,
            description="Thủ tục dành cho cá nhân, không chỉ cho tổ chức.",
        ),
        Column(
            "uses_population",
            "boolean",
            "Dùng dữ liệu dân cư",
            shown=_yes_or_no,
            description="Thủ tục dùng dữ liệu dân cư thay cho giấy tờ.",
        ),
        Column(
            "paper_result",
            "boolean",
            "Có kết quả giấy",
            shown=_yes_or_no,
            description="Kết quả của thủ tục có bản giấy.",
        ),
        Column(
            "last_online_on",
            "date",
            "Hồ sơ trực tuyến gần nhất",
            description="Ngày tiếp nhận gần nhất của một hồ sơ nộp trực tuyến.",
        ),
    ),
    rows=_rows,
    key_column="procedure_id",
    unit_column="unit_id",
    record_url_name="directory:procedure",
)
