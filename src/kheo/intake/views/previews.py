"""What the first rows of a file will become, and what became of all of them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from django.db.models import Count, Min, Value
from django.db.models.functions import StrIndex, Substr
from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.base import clock
from kheo.days import formats
from kheo.intake.actions import loading
from kheo.intake.actions.known import cells_of, known_for, read_log, read_rows
from kheo.intake.actions.logs import log_for
from kheo.intake.actions.reading import unpack
from kheo.intake.rules.columns import Field
from kheo.intake.rules.logs import Told
from kheo.intake.rules.road import is_log
from kheo.intake.rules.rows import Row, judged, told_once
from kheo.people.models import Unit
from kheo.procedures.actions import settling
from kheo.procedures.models import Dossier, DossierEvent, ImportBatch
from kheo.procedures.rules import imports, states
from kheo.procedures.rules.events import KIND_NAMES, Event, Kind, Origin, as_stated, derive
from kheo.procedures.rules.imports import State
from kheo.procedures.rules.on_time import Finding
from kheo.procedures.views.shown import day_of
from kheo.ui.parts import Cell, Column, Table

FIRST = 10
BLANK = 200  # blank rows that may stand between the first rows
STATE_TAGS = {State.DONE: "ok", State.FAILED: "late"}


def first_rows(batch: ImportBatch) -> Table:
    """Lay out the first rows of a checked file: what each was read as, and what will be done with it."""
    if is_log(batch.mapping):
        return _first_events(batch)
    given = list(islice(unpack(bytes(batch.staged.content)), FIRST + BLANK))  # type: ignore[attr-defined]
    known = known_for(batch, clock.today())
    read = list(islice(read_rows(batch, given, known), FIRST))
    good = [row for _number, row in read if isinstance(row, Row)]
    names = {unit.pk: unit.short_name for unit in Unit.objects.filter(pk__in={row.unit for row in good})}
    codes = [row.code for row in good]
    stored = {each.code: each for each in Dossier.objects.of(batch.locality_id).filter(code__in=codes)}
    fates = _Fates(loading.said(batch), stored, _logged(stored.values()))
    lines = [
        _good_line(number, row, names[row.unit], fates.of(judged(row, known.book)))
        if isinstance(row, Row)
        else _bad_line(number, cells_of(batch.mapping.items(), given[number - batch.first_row]))
        for number, row in read
    ]
    caption = _("%(n)s dòng đầu của tệp, như Khéo hiểu") % {"n": formats.number(len(lines))}
    return Table(caption=caption, columns=_heads(), rows=lines, layout="pack", id="xem-truoc")


def _first_events(batch: ImportBatch) -> Table:
    """Lay out the first rows of a log: which event of which dossier each was read as."""
    given = list(islice(unpack(bytes(batch.staged.content)), FIRST + BLANK))  # type: ignore[attr-defined]
    log = log_for(batch, known_for(batch, clock.today()))
    read = list(islice(read_log(batch, given, log), FIRST))
    lines = [
        _event_line(number, told)
        if isinstance(told, Told)
        else _bad_event_line(number, cells_of(batch.mapping.items(), given[number - batch.first_row]))
        for number, told in read
    ]
    columns = [
        Column(_("Dòng")),
        Column(_("Mã hồ sơ"), phone="full bare"),
        Column(_("Diễn biến"), phone="full bare"),
        Column(_("Thời điểm"), numeric=True),
        Column(_("Hẹn trả"), numeric=True),
    ]
    caption = _("%(n)s dòng đầu của tệp, như Khéo hiểu") % {"n": formats.number(len(lines))}
    return Table(caption=caption, columns=columns, rows=lines, layout="pack", id="xem-truoc")


def _event_line(number: int, told: Told) -> list[Cell | str]:
    promised = day_of(told.promised) or Cell(_("không có"), missing=True)
    return [formats.number(number), told.code, _(KIND_NAMES[told.kind]), formats.moment_text(told.at), promised]


def _bad_event_line(number: int, given: dict[Field, str]) -> list[Cell | str]:
    shown = [given.get(name) or Cell(_("để trống"), missing=True) for name in (Field.CODE, Field.EVENT, Field.EVENT_AT)]
    return [formats.number(number), *shown, Cell(_("dòng lỗi"), tag="late")]


def _heads() -> list[Column]:
    return [
        Column(_("Dòng")),
        Column(_("Mã hồ sơ"), phone="full bare"),
        Column(_("Thủ tục"), phone="full bare"),
        Column(_("Đơn vị xử lý"), phone="full bare"),
        Column(_("Tiếp nhận"), numeric=True),
        Column(_("Hẹn trả"), numeric=True),
        Column(_("Xong"), numeric=True),
        Column(_("Trạng thái"), phone="full bare"),
        Column(_("Sẽ thành"), phone="full bare"),
    ]


def _good_line(number: int, row: Row, unit: str, fate: Cell) -> list[Cell | str]:
    end = row.finished_at or row.returned_at
    return [
        formats.number(number),
        row.code,
        row.procedure.name,
        unit,
        day_of(row.received_at),
        day_of(row.promised_at) or Cell(_("không có"), missing=True),
        day_of(end) or Cell(_("chưa xong"), missing=True),
        _(states.STATUS_NAMES[row.status]),
        fate,
    ]


def _bad_line(number: int, given: dict[Field, str]) -> list[Cell | str]:
    """Show a bad row as the file has it."""

    def cell(*names: Field) -> Cell | str:
        return next((given[name] for name in names if given.get(name)), "") or Cell(_("để trống"), missing=True)

    return [
        formats.number(number),
        cell(Field.CODE),
        cell(Field.PROCEDURE_NAME, Field.PROCEDURE_CODE),
        cell(Field.UNIT),
        cell(Field.RECEIVED_AT),
        cell(Field.PROMISED_AT),
        cell(Field.FINISHED_AT, Field.RETURNED_AT),
        cell(Field.STATUS),
        Cell(_("dòng lỗi"), tag="late"),
    ]


@dataclass(frozen=True)
class _Fates:
    """What becomes of good rows: the columns that are compared, the dossiers there are, and what logs told of them."""

    compared: list[str]
    stored: dict[str, Dossier]
    logged: dict[int, list[Event]]

    def of(self, row: Row) -> Cell:
        """Say whether the row is new, changes its dossier, or leaves it as it is."""
        stored = self.stored.get(row.code)
        if stored is None:
            return Cell(_("hồ sơ mới"), tag="ok", note=_("thủ tục mới") if row.procedure.pk is None else "")
        incoming = dict(zip(loading.COLUMNS, loading.cells(row), strict=True))
        if logged := self.logged.get(stored.pk):
            told = [*logged, *row.told]
            derived = derive(told, as_stated(told, row.status, row.supplement_count))
            incoming |= dict(zip(settling.TYPES, settling.cells_of(derived, Finding(), None), strict=True))
        same = all(
            getattr(stored, name) == incoming[name] or (incoming[name] is None and name in loading.KEPT)
            for name in self.compared
        )
        return Cell(_("giữ nguyên")) if same else Cell(_("cập nhật"), tag="soon")


def _logged(dossiers: Iterable[Dossier]) -> dict[int, list[Event]]:
    """Give what logs told of these dossiers."""
    found: dict[int, list[Event]] = defaultdict(list)
    for each in DossierEvent.objects.filter(dossier__in=list(dossiers), origin=Origin.LOG):
        found[each.dossier_id].append(Event(Kind(each.kind), each.at, each.promised_at))
    return found


def recent_table(batches: Iterable[ImportBatch]) -> Table | None:
    """List the last imports; None when there were none."""
    columns = [
        Column(_("Tệp")),
        Column(_("Gửi lúc")),
        Column(_("Tình trạng")),
        Column(_("Số dòng"), numeric=True),
        Column(_("Mới"), numeric=True),
        Column(_("Cập nhật"), numeric=True),
    ]
    rows = [_recent_line(batch) for batch in batches]
    return Table(caption=_("Các lần nhập gần đây"), columns=columns, rows=rows, id="lan-nhap") if rows else None


def _recent_line(batch: ImportBatch) -> list[Cell | str]:
    done = batch.state == State.DONE
    unknown = Cell(_("chưa nhập"), missing=True)
    return [
        Cell(batch.name, url=reverse("intake:batch", args=[batch.pk])),
        formats.moment_text(batch.made_at),
        Cell(_(imports.STATE_NAMES[State(batch.state)]), tag=STATE_TAGS.get(State(batch.state), "")),
        formats.number(batch.rows_total),
        formats.number(batch.rows_new) if done else unknown,
        formats.number(batch.rows_updated) if done else unknown,
    ]


def outcome_facts(batch: ImportBatch, after: ImportBatch | None) -> list[dict[str, str]]:
    """List what became of the rows of a file; `after` is the import by which those left out went on."""
    left = _("Dòng lỗi, đã chuyển sang lần nhập sau") if after else _("Dòng lỗi, để riêng chờ sửa")
    counts = [
        (_("Dòng trong tệp"), batch.rows_total),
        (_("Hồ sơ mới"), batch.rows_new),
        (_("Hồ sơ cập nhật"), batch.rows_updated),
        (_("Giữ nguyên, không có gì đổi"), batch.rows_unchanged),
        (left, batch.rows_bad),
        (_("Thủ tục thêm vào danh mục"), batch.procedures_new),
        (_("Diễn biến ghi thêm"), batch.events_new),
    ]
    facts = [{"label": label, "value": formats.number(count)} for label, count in counts]
    when = formats.moment_text(batch.ended_at) if batch.ended_at else _("chưa xong")
    return [
        *facts,
        {"label": _("Kết thúc lúc"), "value": when},
        {"label": _("Mã băm SHA-256 của tệp đã gửi"), "value": batch.sha256, "wide": "full"},
    ]


def faults_of(batch: ImportBatch) -> list[str]:
    """Say what is wrong; what many rows share once, with their number. The sentence of a fault begins with its row."""
    rest = Substr("sentence", StrIndex("sentence", Value(",")))
    alike = batch.faults.values(rest=rest).annotate(first=Min("row"), more=Count("row") - 1, whole=Min("sentence"))
    return [
        told_once(formats.number(each["first"]), formats.number(each["more"]), each["rest"])
        if each["more"]
        else each["whole"]
        for each in alike.order_by("first", "rest")[:FIRST]
    ]
