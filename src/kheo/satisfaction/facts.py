"""Answers as a table of facts that indicators can measure: refusals and silences stand in it too."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from kheo.measures.shapes import Column, FactTable
from kheo.satisfaction.models import Answer
from kheo.satisfaction.rules import CHANNEL_NAMES, FLAG_NAMES, STATE_NAMES, Channel, Flag, State

A_CHUNK = 5_000
COLUMNS = ("pk", "unit_id", "procedure__name", "channel", "state", "counted_on", "lowest", "flags")


def _rows(locality_id: int) -> Iterator[tuple[Any, ...]]:
    """Stream one tuple an asking, in the order of its random number, which says nothing of when it came."""
    known = Answer.objects.of(locality_id).order_by("pk").values_list(*COLUMNS)
    for *start, flags in known.iterator(chunk_size=A_CHUNK):
        yield (*start, bool(flags), ",".join(sorted(flags)))


def _signs(flags: str) -> str:
    """Write the signs beside an answer for a reader."""
    return "; ".join(_(FLAG_NAMES[Flag(flag)]) for flag in flags.split(",") if flag)


ANSWER = FactTable(
    code="answer",
    label="lượt hỏi",
    columns=(
        Column("answer_id", "integer"),
        Column("unit_id", "integer"),
        Column(
            "procedure",
            "text",
            "Thủ tục",
            description="Tên thủ tục đã giải quyết. Trong ngày có dưới năm lượt hỏi cùng thủ tục thì để trống.",
        ),
        Column(
            "channel",
            "integer",
            "Kênh hỏi",
            shown=lambda code: _(CHANNEL_NAMES[Channel(code)]),
            description="Cách hỏi: máy đặt tại quầy, mã QR hoặc đường dẫn gửi đi.",
        ),
        Column(
            "state",
            "integer",
            "Kết thúc",
            shown=lambda code: _(STATE_NAMES[State(code)]),
            description="Lượt hỏi kết thúc ra sao: có trả lời, từ chối hoặc im lặng.",
        ),
        Column(
            "counted_on", "date", "Ngày mở hòm", description="Ngày hòm thư được mở và đếm, không phải ngày trả lời."
        ),
        Column(
            "lowest",
            "integer",
            "Câu thấp điểm nhất",
            description="Mức thấp nhất trong các câu đã trả lời. Không trả lời thì để trống.",
        ),
        Column("flagged", "boolean"),
        Column(
            "flags",
            "text",
            "Dấu hiệu",
            shown=_signs,
            description="Dấu hiệu cần xem lại, ví dụ trả lời quá nhanh. Câu trả lời vẫn được đếm.",
        ),
    ),
    rows=_rows,
    key_column="answer_id",
    unit_column="unit_id",
    record_url_name="satisfaction:answer",
)
