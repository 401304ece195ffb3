"""Tasks as a table of facts that indicators can measure: their days, state, and what their trace tells."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, DateField, IntegerField, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, TruncDate
from django.utils.translation import gettext as _

from kheo.base.models import AuditRecord
from kheo.days import VIETNAM
from kheo.measures.shapes import Column, FactTable
from kheo.work.models import Evidence, Task
from kheo.work.rules import STATE_NAMES, THEME_NAMES, State, Theme

A_CHUNK = 2_000
UPDATES = ("task.started", "task.evidence_added", "task.reported")
REPORTED = (State.REPORTED, State.DONE)


def _rows(locality_id: int) -> Iterator[tuple[Any, ...]]:
    """Stream one tuple a task that was assigned. `done_on` is the day of its last report, while that report stands.

    A recurring task is due at the end of the period that it is to report on now; periods that are over are not kept.
    """
    evidence = (
        Evidence.objects.filter(task=OuterRef("pk")).order_by().values("task").annotate(n=Count("pk")).values("n")
    )
    facts = (
        Task.objects.filter(locality=locality_id, assigned_on__isnull=False)
        .annotate(
            day=Coalesce("due_on", "period_end"),
            pieces=_count(evidence),
            returned=_count(_acts("task.returned")),
            extended=_count(_acts("task.extended")),
            updated=Subquery(_updates(), output_field=DateField()),
        )
        .order_by("pk")
        .values_list(
            "pk", "code", "lead_unit_id", "theme", "state", "assigned_on", "day", "reported_on", "closed_on", "updated",
            "pieces", "returned", "extended",
        )
    )  # fmt: skip
    return map(_fact, facts.iterator(chunk_size=A_CHUNK))


def _fact(row: tuple[Any, ...]) -> tuple[Any, ...]:
    *start, state, assigned, due, reported, closed, updated, pieces, returned, extended = row
    done = reported if state in REPORTED else None
    return (*start, state, assigned, due, done, closed, updated, pieces, returned, extended)


def _acts(*verbs: str) -> QuerySet[Any, Any]:
    acts = AuditRecord.objects.filter(object_type="work.task", object_id=OuterRef("pk"), verb__in=verbs)
    return acts.order_by().values("object_id").annotate(n=Count("pk")).values("n")


def _updates() -> QuerySet[Any, Any]:
    acts = AuditRecord.objects.filter(object_type="work.task", object_id=OuterRef("pk"), verb__in=UPDATES)
    return acts.order_by().values("object_id").annotate(last=TruncDate(Max("at"), tzinfo=VIETNAM)).values("last")


def _count(counted: QuerySet[Any, Any]) -> Coalesce:
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


TASK = FactTable(
    code="task",
    label="nhiệm vụ",
    columns=(
        Column("task_id", "integer"),
        Column("code", "text", "Mã nhiệm vụ", description="Mã mà Khéo cấp cho nhiệm vụ."),
        Column("unit_id", "integer"),
        Column(
            "theme",
            "text",
            "Chủ đề",
            shown=lambda theme: _(THEME_NAMES[Theme(theme)]),
            description="Chủ đề của nhiệm vụ, do người xác nhận chọn.",
        ),
        Column(
            "state",
            "text",
            "Tình trạng",
            shown=lambda state: _(STATE_NAMES[State(state)]),
            description="Tình trạng của nhiệm vụ vào ngày chốt số liệu.",
        ),
        Column(
            "assigned_on",
            "date",
            "Giao",
            description="Ngày nhiệm vụ được giao. Nhiệm vụ chưa giao không có trong bảng này.",
        ),
        Column(
            "due_on", "date", "Hạn", description="Hạn hoàn thành; với nhiệm vụ định kỳ là cuối kỳ đang phải báo cáo."
        ),
        Column(
            "done_on",
            "date",
            "Báo cáo xong",
            description="Ngày báo cáo hoàn thành gần nhất. Báo cáo bị trả lại thì để trống.",
        ),
        Column("closed_on", "date", "Xác nhận", description="Ngày người giao xác nhận đã hoàn thành."),
        Column(
            "updated_on",
            "date",
            "Cập nhật gần nhất",
            description="Ngày gần nhất đơn vị bắt đầu làm, thêm minh chứng hoặc báo cáo.",
        ),
        Column("evidence_count", "integer", "Số minh chứng", description="Số minh chứng đã gắn với nhiệm vụ."),
        Column("returned_count", "integer", "Số lần trả lại", description="Số lần báo cáo bị trả lại để làm tiếp."),
        Column("extended_count", "integer", "Số lần gia hạn", description="Số lần hạn được lùi."),
    ),
    rows=_rows,
    key_column="task_id",
    unit_column="unit_id",
    record_url_name="work:task",
)
