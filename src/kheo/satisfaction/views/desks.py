"""Desks and their ways in: the administrator opens, issues, withdraws, prints."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kheo.base import clock
from kheo.base.policies import needs
from kheo.days.formats import date_text
from kheo.people.models import Unit
from kheo.people.rules import Role
from kheo.people.views.act import READ_AND_SEND, Act, Door, carry_out
from kheo.satisfaction import actions, qr, rules
from kheo.satisfaction.forms import DeskForm
from kheo.satisfaction.models import Desk, DeskLink, Question
from kheo.satisfaction.rules import CHANNEL_NAMES, Channel
from kheo.ui.parts import Cell, Column, Table


@needs(Role.ADMINISTRATOR)
@require_safe
def desks(request: HttpRequest) -> HttpResponse:
    """List the desks, open ones first."""
    known = Desk.objects.filter(locality=request.official.locality_id).select_related("unit").prefetch_related("links")
    listed = sorted(known, key=lambda each: each.closed_on is not None)
    rows: list[list[Cell | str]] = [
        [Cell(each.name, reverse("satisfaction:desk", args=[each.pk])), each.unit.short_name, _ways(each)]
        for each in listed
    ]
    columns = [Column(_("Quầy")), Column(_("Đơn vị")), Column(_("Đang dùng"), phone="full bare")]
    table = Table(caption=_("Các quầy"), columns=columns, rows=rows, layout="pack", id="quay")
    count = Question.objects.asked_in(request.official.locality_id).count()
    return render(request, "satisfaction/desks.html", {"table": table, "count": count})


def _ways(desk: Desk) -> Cell:
    if desk.closed_on is not None:
        return Cell(_("đã đóng từ %(day)s") % {"day": date_text(desk.closed_on)}, missing=True)
    used = [_(CHANNEL_NAMES[Channel(link.channel)]) for link in desk.links.all() if link.withdrawn_on is None]
    return Cell(", ".join(used)) if used else Cell(_("chưa cấp mã nào"), missing=True)


@needs(Role.ADMINISTRATOR)
@require_http_methods(READ_AND_SEND)
def open_desk(request: HttpRequest) -> HttpResponse:
    """Open a desk."""
    units = Unit.objects.of(request.official.locality_id).on(clock.today())
    form = DeskForm(request.POST or None, units=units)
    act = Act(
        title=_("Mở quầy đánh giá"),
        lead=_("Người dân trả lời bằng máy tính bảng đặt tại quầy (ki-ốt) hoặc quét mã QR bằng điện thoại của mình."),
        button=_("Mở quầy"),
        done=_("Đã mở quầy. Cấp mã cho ki-ốt và tờ QR ở trang của quầy."),
        above=[_above()],
    )
    return carry_out(
        request, form, act, lambda given: _to(actions.open_desk(given["unit"], by=request.official, name=given["name"]))
    )


def _to(desk: Desk) -> HttpResponse:
    return redirect("satisfaction:desk", desk.pk)


def _above() -> Door:
    return Door(_("Quầy đánh giá"), reverse("satisfaction:desks"))


@needs(Role.ADMINISTRATOR)
@require_safe
def desk(request: HttpRequest, desk_id: int) -> HttpResponse:
    """Show one desk: its ways in, in use and withdrawn."""
    found = _own(request, desk_id)
    links = list(found.links.all())
    ways = [
        {
            "channel": int(channel),
            "name": _(CHANNEL_NAMES[channel]),
            "link": next((each for each in links if each.channel == channel and each.withdrawn_on is None), None),
            "is_kiosk": channel is Channel.KIOSK,
        }
        for channel in rules.DESK_CHANNELS
    ]
    for way in ways:
        link = way["link"]
        way["address"] = _address(request, link) if isinstance(link, DeskLink) else ""
    withdrawn = [each for each in links if each.withdrawn_on is not None]
    return render(request, "satisfaction/desk.html", {"desk": found, "ways": ways, "withdrawn": withdrawn})


@needs(Role.ADMINISTRATOR)
@require_POST
def close_desk(request: HttpRequest, desk_id: int) -> HttpResponse:
    """Close the desk."""
    actions.close_desk(_own(request, desk_id).pk, by=request.official)
    messages.success(request, _("Đã đóng quầy. Mã của quầy không dùng được nữa."))
    return redirect("satisfaction:desk", desk_id)


@needs(Role.ADMINISTRATOR)
@require_POST
def issue_link(request: HttpRequest, desk_id: int, channel: int) -> HttpResponse:
    """Issue a way in; the one before is withdrawn."""
    found = _own(request, desk_id)
    if channel not in rules.DESK_CHANNELS:
        raise Http404
    actions.issue_link(found.pk, by=request.official, channel=Channel(channel))
    messages.success(request, _("Đã cấp mã mới."))
    return redirect("satisfaction:desk", desk_id)


@needs(Role.ADMINISTRATOR)
@require_POST
def withdraw_link(request: HttpRequest, desk_id: int, link_id: int) -> HttpResponse:
    """Withdraw a way in."""
    _own(request, desk_id)
    link = get_object_or_404(DeskLink, pk=link_id, desk=desk_id)
    actions.withdraw_link(link.pk, by=request.official, desk_id=desk_id)
    messages.success(request, _("Đã thu hồi mã."))
    return redirect("satisfaction:desk", desk_id)


@needs(Role.ADMINISTRATOR)
@require_safe
def poster(request: HttpRequest, desk_id: int, link_id: int) -> HttpResponse:
    """Show the sheet to print and hang at the desk: a QR code, the address in letters, what it is for."""
    found = _own(request, desk_id)
    link = get_object_or_404(DeskLink.objects.in_use(), pk=link_id, desk=desk_id)
    address = _address(request, link)
    picture = qr.svg(address, _("Mã QR của %(desk)s") % {"desk": found.name})
    return render(request, "satisfaction/poster.html", {"desk": found, "address": address, "picture": picture})


def _own(request: HttpRequest, desk_id: int) -> Desk:
    known = Desk.objects.select_related("unit__locality").prefetch_related("links")
    return get_object_or_404(known, pk=desk_id, locality=request.official.locality_id)


def _address(request: HttpRequest, link: DeskLink) -> str:
    return request.build_absolute_uri(reverse("satisfaction:start", args=[link.code]))
