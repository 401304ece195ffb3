"""Dossiers as a table of facts that indicators can measure. No citizen's data stands here, because none is kept."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import DateField, F, OuterRef, Subquery
from django.db.models.functions import Coalesce, TruncDate
from django.utils.translation import gettext as _

from kheo.days import VIETNAM
from kheo.measures.shapes import Column, FactTable
from kheo.procedures.models import Dossier, DossierEvent
from kheo.procedures.rules.events import Kind
from kheo.procedures.rules.flags import FLAG_NAMES, FLAG_WORDS
from kheo.procedures.rules.on_time import VERDICT_NAMES
from kheo.procedures.rules.states import CHANNEL_NAMES, FINISHED, RATING_NAMES, STATUS_NAMES, Channel, Status

A_CHUNK = 5_000


_END_FIRST_TOLD = (
    DossierEvent.objects.filter(dossier=OuterRef("pk"), kind__in=(Kind.FINISHED, Kind.RETURNED), is_taken_back=False)
    .annotate(day=TruncDate("at", tzinfo=VIETNAM))
    .filter(day=OuterRef("ended_day"))
    .order_by("pk")
    .values(told=TruncDate("batch__made_at", tzinfo=VIETNAM))[:1]
)
"""The day on which the first file came that said what the dossier says now: that it ended on that day."""


def _rows(locality_id: int) -> Iterator[tuple[Any, ...]]:
    """Stream one tuple a dossier; `promised_on` is the day the result is due: promised, else from the time limit."""
    days = {
        name: TruncDate(f"{name}_at", tzinfo=VIETNAM, output_field=DateField())
        for name in ("received", "promised", "finished", "returned", "supplement_requested")
    }
    facts = (
        Dossier.objects.of(locality_id)
        .alias(ended_at=Coalesce("finished_at", "returned_at"))
        .alias(ended_day=TruncDate("ended_at", tzinfo=VIETNAM))
        .order_by("pk")
        .values_list(
            "pk",
            "code",
            "procedure__code",
            "procedure__name",
            "unit_id",
            days["received"],
            Coalesce(F("due_on"), days["promised"]),
            days["finished"],
            days["returned"],
            "ended_on",
            "status",
            "channel",
            "supplement_count",
            days["supplement_requested"],
            "supplement_days",
            "rating",
            *FLAG_NAMES,
            "reopened_count",
            "entered_on",
            "last_changed_on",
            "procedure__gives_paper_result",
            "verdict",
            Subquery(_END_FIRST_TOLD),
            "finished_at",
        )
    )
    return map(_fact, facts.iterator(chunk_size=A_CHUNK))


def _fact(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """Give a dossier a day of finishing only when it was truly finished."""
    start, (finished, returned, ended, status, channel, count, requested, waited), rest = row[:7], row[7:15], row[15:-2]
    finished = (finished or returned) if status in FINISHED else None
    minute = _minute(row[-1]) if status in FINISHED else None
    told = row[-2] if finished else None
    return (*start, finished, returned, ended, status, channel, count, waited, *rest, minute, requested, told)


def _minute(moment: datetime | None) -> int | None:
    """Give the minute of the day in Việt Nam; a day without a time came in as its midnight and tells none."""
    if moment is None:
        return None
    local = moment.astimezone(VIETNAM)
    return local.hour * 60 + local.minute or None


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _verdict(found: str) -> str:
    return _(VERDICT_NAMES[found]) if found else _("không tính")


def _yes_or_no(flag: Any) -> str:
    return _("có") if flag else _("không")


DOSSIER = FactTable(
    code="dossier",
    label="hồ sơ",
    columns=(
        Column("dossier_id", "integer"),
        Column("code", "text", "Mã hồ sơ", description="Mã mà hệ thống một cửa cấp cho hồ sơ."),
        Column(
            "procedure_code", "text", "Mã thủ tục", description="Mã thủ tục hành chính trong danh mục của địa phương."
        ),
        Column("procedure", "text", "Thủ tục", description="Tên thủ tục hành chính trong danh mục của địa phương."),
        Column("unit_id", "integer"),
        Column("received_on", "date", "Tiếp nhận", description="Ngày cơ quan tiếp nhận hồ sơ."),
        Column(
            "promised_on",
            "date",
            "Hẹn trả",
            description="Ngày phải có kết quả: ngày hẹn, hoặc tính từ thời hạn của thủ tục theo lịch làm việc.",
        ),
        Column(
            "finished_on",
            "date",
            "Xong",
            description="Ngày giải quyết xong. Hồ sơ chưa xong, bị từ chối hoặc đã rút thì để trống.",
        ),
        Column("returned_on", "date", "Trả kết quả", description="Ngày người nộp nhận kết quả."),
        Column(
            "effective_finish_on",
            "date",
            "Xong, đã trừ thời gian chờ bổ sung",
            description="Ngày mà quy tắc đúng hạn so với ngày hẹn: ngày xong, trừ số ngày chờ bổ sung.",
        ),
        Column(
            "status",
            "integer",
            "Trạng thái",
            shown=lambda code: _(STATUS_NAMES[Status(code)]),
            description="Trạng thái của hồ sơ trong lần nhập gần nhất.",
        ),
        Column(
            "channel",
            "integer",
            "Hình thức nộp",
            shown=lambda code: _(CHANNEL_NAMES[Channel(code)]),
            description="Cách người nộp gửi hồ sơ.",
        ),
        Column(
            "supplement_count", "integer", "Số lần bổ sung", description="Số lần cơ quan yêu cầu người nộp bổ sung."
        ),
        Column(
            "supplement_days",
            "integer",
            "Số ngày chờ bổ sung",
            description="Số ngày chờ người nộp bổ sung, cộng mọi lần.",
        ),
        Column(
            "rating",
            "integer",
            "Mức hài lòng",
            shown=lambda rating: f"{rating}, {_(RATING_NAMES[rating]).lower()}",
            description="Từ 1 đến 5, do người nộp chọn. Không trả lời thì để trống.",
        ),
        *(
            Column(name, "boolean", label, shown=_yes_or_no, description=FLAG_WORDS[name])
            for name, label in FLAG_NAMES.items()
        ),
        Column(
            "reopened_count",
            "integer",
            "Số lần mở lại",
            description="Số lần hồ sơ được mở lại sau khi đã báo xong. Tệp không ghi thì để trống.",
        ),
        Column(
            "entered_on",
            "date",
            "Vào Khéo ngày",
            description="Ngày hồ sơ lần đầu được nhập vào Khéo, không phải ngày tiếp nhận.",
        ),
        Column(
            "last_changed_on",
            "date",
            "Sửa gần nhất trong Khéo",
            description="Ngày gần nhất một tệp làm thay đổi hồ sơ trong Khéo.",
        ),
        Column(
            "paper_result",
            "boolean",
            "Thủ tục có kết quả giấy",
            shown=_yes_or_no,
            description="Theo danh mục: kết quả của thủ tục có bản giấy hay không.",
        ),
        Column(
            "verdict",
            "text",
            "Quy tắc đúng hạn kết luận",
            shown=lambda found: _(VERDICT_NAMES[found]) if found else "",
            description="Kết luận của quy tắc đúng hạn đang áp dụng. Hồ sơ không được tính thì để trống.",
        ),
        Column(
            "finished_minute",
            "integer",
            "Giờ xong",
            shown=_clock,
            description="Số phút kể từ 0 giờ: 16 giờ 30 là 990. Tệp chỉ ghi ngày thì để trống.",
        ),
        Column(
            "supplement_requested_on", "date", "Yêu cầu bổ sung", description="Ngày gần nhất cơ quan yêu cầu bổ sung."
        ),
        Column(
            "finish_entered_on",
            "date",
            "Ngày xong vào Khéo",
            description="Ngày Khéo nhận tệp đầu tiên ghi hồ sơ xong vào ngày này. Không rõ thì để trống.",
        ),
    ),
    rows=_rows,
    key_column="dossier_id",
    unit_column="unit_id",
    record_url_name="procedures:dossier",
)
