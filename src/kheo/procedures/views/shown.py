"""How dossiers, outcomes and rows of a file are put into words and tables."""

from collections.abc import Iterable
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.base import calendar, clock
from kheo.days import VIETNAM, Calendar, formats
from kheo.procedures.models import Dossier, DossierEvent, OnTimeRule
from kheo.procedures.rules import states
from kheo.procedures.rules.events import KIND_NAMES, Kind, Origin
from kheo.procedures.rules.on_time import Bucket
from kheo.procedures.rules.states import Status
from kheo.ui.parts import Cell, Column, Table

TAGS = {
    Bucket.EARLY: "ok",
    Bucket.ON_TIME: "ok",
    Bucket.WITHIN_TIME: "",
    Bucket.OVERDUE_FINISHED: "late",
    Bucket.OVERDUE_OPEN: "late",
}


def day_of(moment: datetime | None) -> str:
    """Write the Vietnamese day of a moment."""
    return formats.date_text(formats.local_day(moment)) if moment else ""


def dossier_table(dossiers: Iterable[Dossier], caption: str, working: Calendar) -> Table:
    """Lay a page of dossiers out as a table."""
    today = clock.today()
    columns = [
        Column(_("Mã hồ sơ")),
        Column(_("Thủ tục"), phone="full bare"),
        Column(_("Đơn vị xử lý"), phone="full bare"),
        Column(_("Tiếp nhận"), numeric=True),
        Column(_("Hẹn trả"), numeric=True),
        Column(_("Xong"), numeric=True),
        Column(_("Trạng thái"), phone="bare"),
        Column(_("So với ngày hẹn (ngày làm việc)"), phone="twice bare"),
    ]
    rows = [_line(dossier, working, today) for dossier in dossiers]
    return Table(caption=caption, columns=columns, rows=rows, layout="pack", id="ho-so")


def _line(dossier: Dossier, working: Calendar, today: date) -> list[Cell | str]:
    end = dossier.finished_at or dossier.returned_at
    return [
        Cell(dossier.code, url=reverse("procedures:dossier", args=[dossier.pk])),
        dossier.procedure.name,
        dossier.unit.short_name,
        formats.near_date_text(formats.local_day(dossier.received_at), today),
        _or_missing(formats.near_date_text(dossier.due_on, today) if dossier.due_on else "", _("không có hẹn")),
        _or_missing(formats.near_date_text(formats.local_day(end), today) if end else "", _("chưa xong")),
        _(states.STATUS_NAMES[Status(dossier.status)]),
        outcome_cell(dossier, working, today),
    ]


def _or_missing(text: str, why: str) -> Cell | str:
    return text or Cell(why, missing=True)


def outcome_cell(dossier: Dossier, working: Calendar, today: date) -> Cell:
    """Say early, on time, late or within time, and by how many working days."""
    bucket = dossier.bucket(today)
    if bucket is None:
        return Cell(_("không tính"), missing=True)
    words = {"late": _("quá hạn"), "ok": _("đúng hạn"), "": _("còn hạn")}[TAGS[bucket]]
    return Cell(words, tag=TAGS[bucket], note=days_text(dossier, bucket, working, today))


def days_text(dossier: Dossier, bucket: Bucket, working: Calendar, today: date) -> str:
    """Say by how many working days: "sớm 2 ngày", "đúng ngày", "trễ 1 ngày", "còn 3 ngày"."""
    spare = dossier.days_to_spare(working, today)
    if bucket == Bucket.WITHIN_TIME and dossier.ended_on:
        return _("đang chờ bổ sung")
    if bucket in (Bucket.OVERDUE_FINISHED, Bucket.OVERDUE_OPEN):
        if spare >= 0 and (dossier.ended_on or today) <= (dossier.due_on or today):
            return _("yêu cầu bổ sung quá số lần cho phép")
        return _("trễ %(days)s ngày") % {"days": formats.number(-spare)} if spare else _("trễ vào ngày nghỉ")
    words = _("sớm %(days)s ngày") if bucket == Bucket.EARLY else _("còn %(days)s ngày")
    return words % {"days": formats.number(spare)} if spare else _("đúng ngày")


def facts_of(dossier: Dossier) -> list[dict[str, str]]:
    """List what is known of a dossier, label and value."""
    working, today = calendar.current(dossier.locality_id), clock.today()
    outcome = outcome_cell(dossier, working, today)
    rating = _(states.RATING_NAMES[dossier.rating]) if dossier.rating else _("chưa đánh giá")
    pairs = [
        (_("Thủ tục"), dossier.procedure.name),
        (_("Đơn vị xử lý"), dossier.unit.name),
        (_("Hình thức nộp"), _(states.CHANNEL_NAMES[states.Channel(dossier.channel)])),
        (_("Trạng thái (theo hệ thống hồ sơ)"), _(states.STATUS_NAMES[Status(dossier.status)])),
        (_("So với ngày hẹn, tính theo ngày làm việc"), ", ".join(filter(None, [outcome.text, outcome.note]))),
        (_("Hạn tính đúng hạn"), formats.date_text(dossier.due_on) if dossier.due_on else _("không có")),
        (_end_label(dossier), formats.date_text(dossier.ended_on) if dossier.ended_on else _("chưa có")),
        (_("Quy tắc đúng hạn đã dùng"), rule_text(dossier.rule)),
        (_("Số lần yêu cầu bổ sung"), str(dossier.supplement_count)),
        (_("Người dân đánh giá"), rating),
    ]
    return [{"label": label, "value": value} for label, value in pairs]


def _end_label(dossier: Dossier) -> str:
    """While papers are awaited, the day on which the clock stands is no day of an end."""
    if dossier.status == Status.SUPPLEMENT_REQUESTED and dossier.ended_on:
        if dossier.supplement_requested_at and dossier.ended_on < formats.local_day(dossier.supplement_requested_at):
            return _("Chưa xong; đồng hồ dừng từ ngày yêu cầu bổ sung, đã trừ thời gian không tính trước đó")
        return _("Chưa xong; đồng hồ dừng từ ngày yêu cầu bổ sung")
    return _("Ngày xong, đã trừ thời gian chờ bổ sung")


def rule_text(rule: OnTimeRule | None) -> str:
    """Name a version of the rule."""
    if rule is None:
        return _("bản Khéo mang theo")
    day = formats.date_text(rule.valid_from)
    return _("bản %(number)s, áp dụng từ %(day)s") % {"number": rule.number, "day": day}


def events_of(dossier: Dossier) -> list[dict[str, str]]:
    """List what happened to a dossier in order, for the timeline; a promised day still ahead stands last.

    What a later file took back is shown with that remark: nothing that a file once said is hidden.
    """
    entries = list(dossier.events.select_related("batch").order_by("id"))  # type: ignore[attr-defined]
    stands = {_key(each): each.pk for each in entries if not each.is_taken_back}
    for each in entries:
        if each.is_taken_back and stands.get(_key(each), 0) < each.pk:
            stands.pop(_key(each), None)
    told = [each for each in entries if not each.is_taken_back]
    lines = [(each.at, each.kind, _event_line(each, stands.get(_key(each)) == each.pk)) for each in told]
    if dossier.promised_at and not dossier.ended_on:
        ahead = {"when": _when(dossier.promised_at), "state": "next", "text": _("Ngày hẹn trả"), "note": ""}
        lines.append((dossier.promised_at, 99, ahead))
    return [line for _at, _kind, line in sorted(lines, key=lambda each: each[:2])]


def _key(event: DossierEvent) -> tuple[object, ...]:
    return event.kind, event.at, event.promised_at, event.origin


def _event_line(event: DossierEvent, stands: bool) -> dict[str, str]:
    text = _(KIND_NAMES[Kind(event.kind)])
    if event.promised_at:
        text = _("Hẹn trả kết quả ngày %(day)s") % {"day": day_of(event.promised_at)}
    note = "" if stands else _("theo tệp trước; tệp gửi sau không còn ghi như vậy")
    if event.origin == Origin.NOTICED:
        note = _("thấy khi so với tệp trước, gửi lúc %(moment)s") % {"moment": formats.moment_text(event.batch.made_at)}
    return {"when": _when(event.at), "state": "done" if stands else "", "text": text, "note": note}


def _when(moment: datetime) -> str:
    """Write a moment; a midnight is a day whose hour the file did not give."""
    local = moment.astimezone(VIETNAM)
    return day_of(moment) if (local.hour, local.minute) == (0, 0) else formats.moment_text(moment)
