"""Units and officials from a list: hand it in, look at what it will do, take it; and the list as it stands now."""

import csv
import io

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kheo.base import attachments, clock
from kheo.base.audit import record
from kheo.base.models import Attachment
from kheo.base.policies import needs
from kheo.days.formats import number
from kheo.errors import RuleBroken
from kheo.files import safe_cell
from kheo.people import actions
from kheo.people.actions import Outcome
from kheo.people.forms.administration import ListFileForm
from kheo.people.lists import Line, cells, read_list
from kheo.people.models import Official
from kheo.people.rules import Role, UnitKind
from kheo.people.views import tree
from kheo.people.views.act import READ_AND_SEND, shown_once
from kheo.ui.parts import Cell, Column, Table

BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads Vietnamese letters wrongly


@needs(Role.ADMINISTRATOR)
@require_http_methods(READ_AND_SEND)
def hand_in_list(request: HttpRequest) -> HttpResponse:
    """Take a file in and show what it will do, line by line; nothing of it is done yet."""
    form = ListFileForm(request.POST or None, request.FILES or None)
    broken = None
    if request.method == "POST" and form.is_valid():
        try:
            kept = attachments.keep(form.cleaned_data["file"], by=request.official, kinds=attachments.TABLE_KINDS)
            return _show(request, kept, *_go_through(request.official, kept, looks_only=True))
        except RuleBroken as rule:
            broken = rule
    status = 422 if request.method == "POST" else 200
    return render(request, "people/hand_in_list.html", {"form": form, "broken": broken}, status=status)


@needs(Role.ADMINISTRATOR)
@require_POST
def take_list(request: HttpRequest, attachment_id: int) -> HttpResponse:
    """Take a list that was looked at, and show the new passwords once; it is for who handed it in alone."""
    official: Official = request.official
    mine = Attachment.objects.filter(locality_id=official.locality_id, official_id=official.pk)
    kept = get_object_or_404(mine.select_related("blob"), pk=attachment_id)
    lines, outcome = _go_through(official, kept, looks_only=False)
    if outcome.faults:
        return _show(request, kept, lines, outcome)
    context = {"passwords": outcome.passwords, "counts": _counts(outcome)}
    return shown_once(request, "people/list_taken.html", context, then=reverse("people:units"))


@needs(Role.ADMINISTRATOR)
@require_safe
def current_list(request: HttpRequest) -> HttpResponse:
    """Hand out the list as it stands today: a pattern to add to, which changes nothing when it is sent back."""
    text = io.StringIO(newline="")
    rows = cells(_now(request.official))
    if request.method == "GET":
        record("list.handed_out", request.official.locality, by=request.official)
    csv.writer(text).writerows([safe_cell(cell) for cell in row] for row in rows)
    answer = HttpResponse(BYTE_ORDER_MARK + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="don-vi-va-can-bo.csv"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _go_through(official: Official, kept: Attachment, *, looks_only: bool) -> tuple[list[Line], Outcome]:
    """Read the file and go through its lines; the faults of reading stand among those of taking."""
    with attachments.read(kept) as file:
        lines, faults = read_list(file.read(), kept.name)
    looks_only = looks_only or bool(faults)
    outcome = actions.take_list(lines, by=official, on=clock.today(), sha256=kept.blob_id, looks_only=looks_only)
    outcome.faults = sorted([*faults, *outcome.faults], key=lambda fault: fault.row)
    return lines, outcome


def _show(request: HttpRequest, kept: Attachment, lines: list[Line], outcome: Outcome) -> HttpResponse:
    """Show what a list does, or which of its lines are at fault."""
    context = {
        "kept": kept,
        "outcome": outcome,
        "counts": _counts(outcome),
        "table": _faults(outcome) if outcome.faults else _lines(lines, outcome),
        "nothing_new": not outcome.faults and not outcome.new,
    }
    return render(request, "people/take_list.html", context, status=422 if outcome.faults else 200)


def _now(official: Official) -> list[Line]:
    lines: list[Line] = []
    waiting = [(node, "") for node in tree.tree_of(official.locality_id, clock.today())]
    while waiting:
        node, above = waiting.pop(0)
        unit = node.unit
        told = (unit.name, above, UnitKind(unit.kind))
        for seat in node.seats:
            post = seat.post
            for account in [each.official.username for each in seat.holdings] or [""]:
                roles = tuple(Role(role) for role in post.roles)
                lines.append(Line(0, *told, post.title, post.is_head, roles, account))
        if not node.seats:
            lines.append(Line(0, *told, "", is_head=False, roles=(), account=""))
        waiting = [*((below, unit.name) for below in node.below), *waiting]
    return lines


def _counts(outcome: Outcome) -> list[str]:
    """Say how many things are new."""
    words = {
        "units": _("%(n)s đơn vị mới"),
        "posts": _("%(n)s chức danh mới"),
        "accounts": _("%(n)s tài khoản mới"),
        "holdings": _("%(n)s người giữ chức danh mới"),
    }
    return [words[what] % {"n": number(outcome.new[what])} for what in words if outcome.new[what]]


def _faults(outcome: Outcome) -> Table:
    rows: list[list[Cell | str]] = [[str(fault.row), fault.broken.message] for fault in outcome.faults]
    columns = [Column(_("Dòng")), Column(_("Điều cần sửa"))]
    return Table(caption=_("Các dòng cần sửa"), columns=columns, rows=rows, id="loi")


def _lines(lines: list[Line], outcome: Outcome) -> Table:
    words = {
        "units": _("mở đơn vị"),
        "posts": _("mở chức danh"),
        "accounts": _("cấp tài khoản"),
        "holdings": _("bổ nhiệm"),
    }
    rows: list[list[Cell | str]] = []
    for line in lines:
        does = [words[what] for what in outcome.opened.get(line.row, [])]
        rows.append([
            str(line.row),
            line.unit,
            line.post or Cell(_("không ghi"), missing=True),
            line.account or Cell(_("không ghi"), missing=True),
            ", ".join(does) if does else Cell(_("đã có, giữ nguyên"), missing=True),
        ])  # fmt: skip
    columns = [
        Column(_("Dòng")),
        Column(_("Đơn vị")),
        Column(_("Chức danh")),
        Column(_("Tài khoản")),
        Column(_("Sẽ làm")),
    ]
    return Table(caption=_("Từng dòng của danh sách"), columns=columns, rows=rows, id="dong")
