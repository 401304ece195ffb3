"""The working calendar: everybody reads it, for every deadline follows from it; the administrator swaps days."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kheo.base import calendar as calendars
from kheo.base import clock
from kheo.base.models import SwappedDay
from kheo.base.policies import needs, signed_in
from kheo.days import formats
from kheo.errors import RuleBroken
from kheo.people import access, actions
from kheo.people.forms.calendar import SwappedDayForm
from kheo.people.models import Official
from kheo.people.rules import Role
from kheo.ui.parts import Cell, Column, Table


@signed_in
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Show the days off of one year, and what the locality swapped."""
    return _show(request, SwappedDayForm())


@needs(Role.ADMINISTRATOR)
@require_POST
def swap_day(request: HttpRequest) -> HttpResponse:
    """Write a swapped day down."""
    form = SwappedDayForm(request.POST)
    if not form.is_valid():
        return _show(request, form, status=422)
    try:
        swap = actions.swap_day(by=request.official, **form.cleaned_data)
    except RuleBroken as broken:
        return _show(request, form, status=422, broken=broken)
    messages.success(request, _("Đã ghi %(day)s vào lịch.") % {"day": formats.date_text(swap.day)})
    return redirect("people:calendar")


@needs(Role.ADMINISTRATOR)
@require_POST
def restore_day(request: HttpRequest, swap_id: int) -> HttpResponse:
    """Take a swapped day out again."""
    try:
        day = actions.restore_day(swap_id, by=request.official)
    except SwappedDay.DoesNotExist as gone:
        raise Http404 from gone
    messages.success(request, _("Đã bỏ %(day)s khỏi bảng.") % {"day": formats.date_text(day)})
    return redirect("people:calendar")


def _show(
    request: HttpRequest, form: SwappedDayForm, *, status: int = 200, broken: RuleBroken | None = None
) -> HttpResponse:
    official: Official = request.official
    first, last = calendars.reach()
    asked = request.GET.get("nam", "")
    year = int(asked) if asked in map(str, range(first.year, last.year + 1)) else clock.today().year
    context = {
        "year": year,
        "years": range(first.year, last.year + 1),
        "table": _table(official, year),
        "swaps": SwappedDay.objects.filter(locality_id=official.locality_id, day__range=(first, last)).order_by("day"),
        "may_swap": access.can_administer(official, official.locality),
        "form": form,
        "broken": broken,
    }
    return render(request, "people/calendar.html", context, status=status)


def _table(official: Official, year: int) -> Table:
    """Lay out the days of a year on which offices do otherwise than the day of the week says."""
    known = calendars.current(official.locality_id)
    days = sorted(day for day in {*known.days_off, *known.working_swaps} if day.year == year)
    columns = [Column(_("Ngày")), Column(_("Thứ")), Column(_("Là ngày")), Column(_("Tên gọi"), phone="full bare")]
    rows = [_line(day, known.is_working(day), known.name(day)) for day in days]
    caption = _("Ngày nghỉ và ngày làm bù năm %(year)s") % {"year": year}
    return Table(caption=caption, columns=columns, rows=rows, layout="pack", id="lich")


def _line(day: date, works: bool, name: str | None) -> list[Cell | str]:
    return [
        formats.date_text(day),
        formats.weekday(day),
        _("làm việc") if works else _("nghỉ"),
        name or _("làm bù"),
    ]
