"""Dossiers that are late or still running, with their slip, as a table of facts: an own one, for dossiers lie below.

A dossier's own facts may not know of slips (imports go down only); both tables read the same days.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery

from kheo.apologies.models import Slip
from kheo.measures.shapes import Column, FactTable
from kheo.procedures.models import Dossier
from kheo.procedures.rules.states import Status

A_CHUNK = 5_000
NOT_MEANT = (Status.SUBMITTED, Status.REFUSED, Status.WITHDRAWAL_REQUESTED, Status.STOPPED)


def _rows(locality_id: int) -> Iterator[tuple[Any, ...]]:
    """Stream one tuple a dossier that runs, or ended after its promise."""
    first = Slip.objects.filter(dossier=OuterRef("pk")).order_by("issued_on", "pk")
    late = Q(ended_on__isnull=True) | Q(ended_on__gt=F("due_on"))
    known = (
        Dossier.objects.of(locality_id)
        .filter(late, due_on__isnull=False)
        .exclude(status__in=NOT_MEANT)
        .annotate(
            slip_on=Subquery(first.values("issued_on")[:1]),
            slip_due_by=Subquery(first.values("due_by")[:1]),
            new_promise=Subquery(first.values("new_promised_on")[:1]),
        )
        .order_by("pk")
        .values_list(
            "pk", "code", "procedure__name", "unit_id", "due_on", "ended_on", "slip_on", "slip_due_by", "new_promise"
        )
    )
    return known.iterator(chunk_size=A_CHUNK)


LATE_DOSSIER = FactTable(
    code="late_dossier",
    label="hồ sơ quá hẹn hoặc chưa xong",
    columns=(
        Column("dossier_id", "integer"),
        Column("code", "text", "Mã hồ sơ", description="Mã mà hệ thống một cửa cấp cho hồ sơ."),
        Column("procedure", "text", "Thủ tục", description="Tên thủ tục hành chính trong danh mục của địa phương."),
        Column("unit_id", "integer"),
        Column("promised_on", "date", "Hẹn trả", description="Ngày phải có kết quả theo quy tắc đúng hạn."),
        Column(
            "ended_on",
            "date",
            "Đồng hồ dừng",
            description="Ngày xong, hoặc ngày yêu cầu bổ sung nếu còn chờ giấy tờ. Đồng hồ đang chạy thì để trống.",
        ),
        Column(
            "slip_on",
            "date",
            "Phiếu xin lỗi",
            description="Ngày phát hành phiếu xin lỗi đầu tiên. Chưa có phiếu thì để trống.",
        ),
        Column("slip_due_by", "date", "Hạn xin lỗi", description="Ngày chậm nhất phải có phiếu xin lỗi."),
        Column("new_promised_on", "date", "Hẹn lại", description="Ngày hẹn lại ghi trên phiếu."),
    ),
    rows=_rows,
    key_column="dossier_id",
    unit_column="unit_id",
    record_url_name="procedures:dossier",
)
