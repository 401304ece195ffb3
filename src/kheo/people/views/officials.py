"""Accounts: the list, the page of one, and what is done when somebody comes, loses a phone, or leaves."""

from allauth.mfa.models import Authenticator
from django import forms
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kheo.base import clock
from kheo.base.audit import record
from kheo.base.policies import needs
from kheo.people import actions
from kheo.people.forms.administration import AccountForm, FindForm
from kheo.people.models import Holding, Official
from kheo.people.rules import Role
from kheo.people.views import shown
from kheo.people.views.act import READ_AND_SEND, Act, Door, all_units, carry_out, shown_once
from kheo.ui.parts import Cell, Column, Table

A_PAGE = 50
SECOND_STEP = Exists(Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP))


@needs(Role.ADMINISTRATOR)
@require_safe
def officials(request: HttpRequest) -> HttpResponse:
    """List the accounts of the locality."""
    form = FindForm(request.GET or None)
    known = Official.objects.filter(locality=request.official.locality_id).annotate(has_second_step=SECOND_STEP)
    if form.is_valid() and form.cleaned_data["tim"]:
        known = known.filter(username__icontains=form.cleaned_data["tim"])
    page = Paginator(known.order_by("username"), A_PAGE).get_page(request.GET.get("trang"))
    if request.method == "GET":
        record("official.listed", request.official.locality, by=request.official, changed={"page": page.number})
    return render(
        request, "people/officials.html", {"form": form, "page": page, "table": _table(list(page.object_list))}
    )


@needs(Role.ADMINISTRATOR)
@require_safe
def official(request: HttpRequest, official_id: int) -> HttpResponse:
    """Show one account: how it signs in, and the posts it holds."""
    found = own_official(request, official_id)
    if request.method == "GET":
        record("official.seen", found, by=request.official)
    holdings = Holding.objects.filter(official=found).select_related("post__unit").order_by("-start", "-pk")
    context = {
        "person": found,
        "is_self": found.pk == request.official.pk,
        "facts": [
            {"label": _("Tài khoản"), "value": _("đang dùng") if found.is_active else _("đã ngừng")},
            {"label": _("Mật khẩu"), "value": _password(found)},
            {"label": _("Mã hai lớp"), "value": _("đang bật") if found.has_second_step else _("chưa bật")},
        ],
        "holdings": shown.posts_held(holdings, clock.today()),
    }
    return render(request, "people/official.html", context)


@needs(Role.ADMINISTRATOR)
@require_http_methods(READ_AND_SEND)
def admit_official(request: HttpRequest) -> HttpResponse:
    """Make an account with a password for one sign-in."""
    act = Act(
        title=_("Cấp tài khoản"),
        lead=_("Tài khoản có mật khẩu dùng một lần, hiện ra đúng một lần sau khi cấp."),
        button=_("Cấp tài khoản"),
        done="",
        above=[all_units(), _all_accounts()],
        notes=[_("Tài khoản chỉ vào được khi giữ một chức danh.")],
    )

    def do(given: dict[str, str]) -> HttpResponse:
        password = actions.one_time_password()
        made = actions.admit_official(
            given["username"], by=request.official, password=password, must_change_password=True
        )
        return _tell(request, made, password)

    return carry_out(request, AccountForm(request.POST or None), act, do)


@needs(Role.ADMINISTRATOR)
@require_http_methods(READ_AND_SEND)
def reset_password(request: HttpRequest, official_id: int) -> HttpResponse:
    """Give a password for one sign-in."""
    found = own_official(request, official_id)
    act = Act(
        title=_("Cấp mật khẩu dùng một lần"),
        lead=_("Mật khẩu cũ của %(name)s hết dùng ngay, mọi máy đang đăng nhập bị đăng xuất.")
        % {"name": found.username},
        button=_("Cấp mật khẩu mới"),
        done="",
        above=_way_to(found),
        notes=[_("Chỉ làm khi chính người đó đề nghị, gặp trực tiếp. Việc này được ghi vào nhật ký.")],
    )

    def do(given: dict[str, object]) -> HttpResponse:
        return _tell(request, found, actions.reset_password(found.pk, by=request.official))

    return carry_out(request, forms.Form(request.POST or None), act, do)


@needs(Role.ADMINISTRATOR)
@require_http_methods(READ_AND_SEND)
def reset_second_step(request: HttpRequest, official_id: int) -> HttpResponse:
    """Take the second step away from who lost the phone."""
    found = own_official(request, official_id)
    act = Act(
        title=_("Bỏ mã hai lớp"),
        lead=_("%(name)s mất điện thoại: bỏ mã hai lớp và mã dự phòng cũ để đăng ký lại trên máy mới.")
        % {"name": found.username},
        button=_("Bỏ mã hai lớp"),
        done=_("Đã bỏ mã hai lớp. Lần đăng nhập tới chỉ cần mật khẩu; người phải có mã hai lớp sẽ đăng ký lại ngay."),
        above=_way_to(found),
        notes=[_("Chỉ làm khi chính người đó đề nghị, gặp trực tiếp. Việc này được ghi vào nhật ký.")],
    )
    form = forms.Form(request.POST or None)
    return carry_out(request, form, act, lambda _given: actions.reset_second_step(found.pk, by=request.official))


@needs(Role.ADMINISTRATOR)
@require_http_methods(READ_AND_SEND)
def stop_official(request: HttpRequest, official_id: int) -> HttpResponse:
    """Stop an account."""
    found = own_official(request, official_id)
    act = Act(
        title=_("Ngừng tài khoản"),
        lead=_("%(name)s bị đăng xuất ngay và không đăng nhập được nữa. Việc đã làm vẫn còn nguyên.")
        % {"name": found.username},
        button=_("Ngừng tài khoản"),
        done=_("Đã ngừng tài khoản."),
        above=_way_to(found),
        notes=[_("Nhớ ghi cả ngày thôi giữ chức danh, để chức danh có người mới.")],
    )
    form = forms.Form(request.POST or None)
    return carry_out(request, form, act, lambda _given: actions.stop_official(found.pk, by=request.official))


@needs(Role.ADMINISTRATOR)
@require_http_methods(READ_AND_SEND)
def let_in_again(request: HttpRequest, official_id: int) -> HttpResponse:
    """Let a stopped account in again."""
    found = own_official(request, official_id)
    act = Act(
        title=_("Cho dùng lại tài khoản"),
        lead=_("%(name)s đăng nhập lại được bằng mật khẩu cũ.") % {"name": found.username},
        button=_("Cho dùng lại"),
        done=_("Tài khoản dùng lại được."),
        above=_way_to(found),
    )
    form = forms.Form(request.POST or None)
    return carry_out(request, form, act, lambda _given: actions.let_in_again(found.pk, by=request.official))


def own_official(request: HttpRequest, official_id: int) -> Official:
    """Give an account of the own locality, or 404."""
    known = Official.objects.filter(locality=request.official.locality_id).annotate(has_second_step=SECOND_STEP)
    return get_object_or_404(known, pk=official_id)


def _tell(request: HttpRequest, official: Official, password: str) -> HttpResponse:
    """Show the password this once."""
    url = reverse("people:official", args=[official.pk])
    context = {"person": official, "password": password, "url": url}
    return shown_once(request, "people/password.html", context, then=url)


def _all_accounts() -> Door:
    return Door(_("Tài khoản"), reverse("people:officials"))


def _way_to(official: Official) -> list[Door]:
    return [all_units(), _all_accounts(), Door(official.username, reverse("people:official", args=[official.pk]))]


def _password(official: Official) -> str:
    if not official.has_usable_password():
        return _("không có, đăng nhập bằng hệ thống khác")
    return _("dùng một lần, chưa đổi") if official.must_change_password else _("đã tự đặt")


def _table(accounts: list[Official]) -> Table:
    held: dict[int, list[str]] = {}
    for holding in Holding.objects.in_force(clock.today()).filter(official__in=accounts):
        held.setdefault(holding.official_id, []).append(f"{holding.post.title}, {holding.post.unit.short_name}")
    rows = [_row(each, held.get(each.pk, [])) for each in accounts]
    columns = [Column(_("Tài khoản")), Column(_("Chức danh hôm nay")), Column(_("Mã hai lớp")), Column(_("Trạng thái"))]
    return Table(caption=_("Tài khoản của địa phương"), columns=columns, rows=rows, id="tai-khoan")


def _row(account: Official, posts: list[str]) -> list[Cell | str]:
    return [
        Cell(account.username, reverse("people:official", args=[account.pk])),
        "; ".join(posts) or Cell(_("chưa giữ chức danh nào"), missing=True),
        _("đang bật") if account.has_second_step else _("chưa bật"),
        Cell(_("đang dùng") if account.is_active else _("đã ngừng"), missing=not account.is_active),
    ]
