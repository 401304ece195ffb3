"""The tree of units, the page of one, and what is done to it."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kheo.base import clock
from kheo.base.policies import needs
from kheo.base.seen import mark_of
from kheo.days.formats import date_text
from kheo.people import actions
from kheo.people.forms.administration import DayForm, LastDayForm, OpenUnitForm, UnitForm
from kheo.people.models import Official, Unit, UnitSuccession
from kheo.people.rules import Role
from kheo.people.views import tree
from kheo.people.views.act import READ_AND_SEND, Act, Door, all_units, carry_out


@needs(Role.ADMINISTRATOR)
@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """Show the tree of units on a day, with posts and who holds them."""
    official: Official = request.official
    form = DayForm(request.GET or None)
    day = (form.is_valid() and form.cleaned_data["ngay"]) or clock.today()
    context = {
        "form": form,
        "day": day,
        "is_today": day == clock.today(),
        "nodes": tree.tree_of(official.locality_id, day),
        "idle": tree.without_post(official.locality_id, day),
    }
    return render(request, "people/units.html", context)


@needs(Role.ADMINISTRATOR)
@require_safe
def unit(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Show one unit: how it is called, its days, its posts, the units below, before and after it."""
    found = own_unit(request, unit_id)
    today = clock.today()
    day = min(max(found.valid_from, today), found.valid_to or today)
    context = {
        "unit": found,
        "facts": _facts(found),
        "seats": tree.seats_of([found.pk], day),
        "below": Unit.objects.filter(parent=found).order_by("order", "pk"),
        "before": UnitSuccession.objects.filter(successor=found).select_related("predecessor").order_by("on", "pk"),
        "after": UnitSuccession.objects.filter(predecessor=found).select_related("successor").order_by("on", "pk"),
    }
    return render(request, "people/unit.html", context)


@needs(Role.ADMINISTRATOR)
@require_http_methods(READ_AND_SEND)
def open_unit(request: HttpRequest) -> HttpResponse:
    """Open a unit under another."""
    official: Official = request.official
    start = {"parent": request.GET.get("duoi") or official.unit_id, "valid_from": clock.today(), "order": 0}
    form = OpenUnitForm(request.POST or None, official=official, initial=start)
    act = Act(
        title=_("Mở đơn vị"),
        lead=_("Đơn vị có ngày bắt đầu; khi sắp xếp lại thì đóng và mở đơn vị mới, không xoá."),
        button=_("Mở đơn vị"),
        done=_("Đã mở đơn vị. Việc tiếp theo: mở chức danh cho đơn vị."),
        above=[all_units()],
    )

    def do(given: dict[str, object]) -> HttpResponse:
        made = actions.open_unit(Unit(locality=official.locality, **given), by=official)
        return redirect("people:unit", made.pk)

    return carry_out(request, form, act, do)


@needs(Role.ADMINISTRATOR)
@require_http_methods(READ_AND_SEND)
def correct_unit(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Correct names, kind and identifier."""
    found = own_unit(request, unit_id)
    form = UnitForm(request.POST or None, initial={name: getattr(found, name) for name in UnitForm.base_fields})
    act = Act(
        title=_("Sửa đơn vị"),
        lead=_("Sửa ở đây đổi cách gọi ở mọi trang, kể cả với việc đã qua. Tên cũ nên ghi vào tên gọi khác."),
        button=_("Lưu"),
        done=_("Đã sửa đơn vị."),
        above=way_to(found),
        seen=mark_of(found, actions.CORRECTABLE),
    )
    return carry_out(request, form, act, lambda given: actions.correct_unit(found.pk, by=request.official, **given))


@needs(Role.ADMINISTRATOR)
@require_http_methods(READ_AND_SEND)
def close_unit(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Close a unit that nothing follows."""
    found = own_unit(request, unit_id)
    act = Act(
        title=_("Đóng đơn vị"),
        lead=_("Chức danh của đơn vị hết theo. Số liệu và việc đã qua vẫn ghi tên đơn vị này."),
        button=_("Đóng đơn vị"),
        done=_("Đã ghi ngày đóng đơn vị."),
        above=way_to(found),
        notes=[_("Nếu có đơn vị khác tiếp nhận thì dùng trang Sắp xếp đơn vị, để giữ mối nối giữa cũ và mới.")],
    )
    form = LastDayForm(request.POST or None, initial={"last_day": clock.today()})
    return carry_out(request, form, act, lambda given: actions.close_unit(found.pk, by=request.official, **given))


def own_unit(request: HttpRequest, unit_id: int) -> Unit:
    """Give a unit of the own locality, or 404."""
    official: Official = request.official
    return get_object_or_404(Unit.objects.of(official.locality_id).select_related("parent"), pk=unit_id)


def way_to(unit: Unit) -> list[Door]:
    """Give the way back to a unit."""
    return [all_units(), Door(unit.short_name, reverse("people:unit", args=[unit.pk]))]


def period(start: date, end: date | None) -> str:
    """Say from when to when; without an end, since when."""
    words = {"start": date_text(start), "end": date_text(end) if end else ""}
    return _("từ %(start)s đến hết %(end)s") % words if end else _("từ %(start)s") % words


def _facts(unit: Unit) -> list[dict[str, str]]:
    parent = unit.parent
    code = _("%(code)s theo %(scheme)s") % {"code": unit.identifier_code, "scheme": unit.identifier_scheme}
    return [
        {"label": _("Tên gọn"), "value": unit.short_name},
        {"label": _("Loại đơn vị"), "value": _(unit.get_kind_display())},
        {"label": _("Hoạt động"), "value": period(unit.valid_from, unit.valid_to)},
        {
            "label": _("Đơn vị cấp trên"),
            "value": parent.name if parent else _("không có, đây là gốc"),
            "url": reverse("people:unit", args=[parent.pk]) if parent else "",
        },
        {"label": _("Mã định danh"), "value": code if unit.identifier_code else _("chưa ghi")},
        {"label": _("Tên gọi khác"), "value": ", ".join(unit.aliases) or _("chưa ghi")},
    ]
