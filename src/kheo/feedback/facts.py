"""Feedback as a table of facts that indicators can measure: no word of it, nobody's name."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Value
from django.db.models.functions import NullIf
from django.utils.translation import gettext as _

from kheo.feedback.models import Case
from kheo.feedback.rules import KIND_NAMES, RATED_NAMES, Kind, Rated
from kheo.measures.shapes import Column, FactTable

A_CHUNK = 5_000


def _rows(locality_id: int) -> Iterator[tuple[Any, ...]]:
    """Stream one tuple a case."""
    facts = Case.objects.filter(locality=locality_id).order_by("pk")
    columns = facts.values_list(
        "pk", "code", "unit_id", NullIf("kind", Value("")), "received_on", "due_on", "answered_on", "refused", "likes",
        "dislikes", "repeated", NullIf("rated", Value("")),
    )  # fmt: skip
    return columns.iterator(chunk_size=A_CHUNK)


def _yes_or_no(flag: Any) -> str:
    return _("có") if flag else _("không")


CASE = FactTable(
    code="case",
    label="phản ánh, kiến nghị",
    columns=(
        Column("case_id", "integer"),
        Column("code", "text", "Mã phản ánh", description="Mã mà hệ thống phản ánh, kiến nghị cấp."),
        Column("unit_id", "integer"),
        Column(
            "kind",
            "text",
            "Loại",
            shown=lambda kind: _(KIND_NAMES[Kind(kind)]),
            description="Phản ánh về quy định, thủ tục hoặc về hành vi của cán bộ, công chức.",
        ),
        Column("received_on", "date", "Nhận", description="Ngày cơ quan nhận phản ánh, kiến nghị."),
        Column(
            "due_on",
            "date",
            "Hạn trả lời",
            description="Ngày phải trả lời theo tệp; tệp không ghi thì tính từ ngày nhận theo lịch làm việc.",
        ),
        Column("answered_on", "date", "Trả lời", description="Ngày cơ quan trả lời. Chưa trả lời thì để trống."),
        Column("refused", "boolean", "Bị từ chối", shown=_yes_or_no, description="Cơ quan từ chối xử lý."),
        Column("likes", "integer", "Lượt thích", description="Số người bấm thích câu trả lời được công khai."),
        Column(
            "dislikes",
            "integer",
            "Lượt không thích",
            description="Số người bấm không thích câu trả lời được công khai.",
        ),
        Column(
            "repeated",
            "boolean",
            "Bị phản ánh lại",
            shown=_yes_or_no,
            description="Người gửi phản ánh lại cùng một việc.",
        ),
        Column(
            "rated",
            "text",
            "Người gửi đánh giá",
            shown=lambda rated: _(RATED_NAMES[Rated(rated)]),
            description="Mức người gửi tự đánh giá. Không đánh giá thì để trống.",
        ),
    ),
    rows=_rows,
    key_column="case_id",
    unit_column="unit_id",
    record_url_name="feedback:case",
)
