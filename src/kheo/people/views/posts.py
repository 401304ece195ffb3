"""The page of a post: its roles, who holds it, who acts for its head; and what is done to it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kheo.base import clock
from kheo.base.audit import record
from kheo.base.policies import needs
from kheo.base.seen import mark_of
from kheo.people import actions, rules
from kheo.people.forms.administration import AppointForm, DelegateForm, EndForm, LastDayForm, OpenPostForm, PostForm
from kheo.people.models import Delegation, Holding, Official, Post
from kheo.people.rules import Role
from kheo.people.views import shown
from kheo.people.views.act import READ_AND_SEND, Act, Door, carry_out
from kheo.people.views.units import own_unit, period, way_to


@needs(Role.ADMINISTRATOR)
@require_safe
def post(request: HttpRequest, post_id: int) -> HttpResponse:
    """Show one post."""
    found = _own_post(request, post_id)
    if request.method == "GET":
        record("post.holders_seen", found, by=request.official)
    holdings = Holding.objects.filter(post=found).select_related("official").order_by("-start", "-pk")
    acting = Delegation.objects.filter(post=found).select_related("to").order_by("-start", "-pk")
    context = {
        "post": found,
        "roles": [(_(rules.ROLE_NAMES[Role(role)]), _(rules.ROLE_MEANING_NAMES[Role(role)])) for role in found.roles],
        "facts": [
            {
                "label": _("Đơn vị"),
                "value": found.unit.name,
                "url": reverse("people:unit", args=[found.unit_id]),
                "wide": "two",
            },
            {"label": _("Có"), "value": period(found.valid_from, found.valid_to)},
            {"label": _("Đứng đầu đơn vị"), "value": _("có") if found.is_head else _("không")},
        ],
        "holdings": shown.holders(holdings, clock.today()),
        "acting": shown.actings(acting, clock.today()) if found.is_head else None,
    }
    return render(request, "people/post.html", context)


@needs(Role.ADMINISTRATOR)
@require_http_methods(READ_AND_SEND)
def open_post(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Open a post in a unit."""
    unit, official = own_unit(request, unit_id), request.official
    form = OpenPostForm(request.POST or None, initial={"valid_from": max(clock.today(), unit.valid_from)})
    act = Act(
        title=_("Mở chức danh"),
        lead=_("Quyền gắn với chức danh, không gắn với người: ai giữ chức danh thì có quyền, thôi giữ thì hết."),
        button=_("Mở chức danh"),
        done=_("Đã mở chức danh."),
        above=way_to(unit),
    )

    def do(given: dict[str, object]) -> HttpResponse:
        return redirect("people:post", actions.open_post(Post(unit=unit, **given), by=official).pk)

    return carry_out(request, form, act, do)


@needs(Role.ADMINISTRATOR)
@require_http_methods(READ_AND_SEND)
def change_post(request: HttpRequest, post_id: int) -> HttpResponse:
    """Change a post's title and roles."""
    found = _own_post(request, post_id)
    form = PostForm(request.POST or None, initial={"title": found.title, "roles": found.roles})
    act = Act(
        title=_("Sửa chức danh"),
        lead=_("Vai trò mới có hiệu lực ngay với người đang giữ chức danh."),
        button=_("Lưu"),
        done=_("Đã sửa chức danh."),
        above=_way_to(found),
        seen=mark_of(found, actions.CHANGEABLE),
    )
    return carry_out(request, form, act, lambda given: actions.change_post(found.pk, by=request.official, **given))


@needs(Role.ADMINISTRATOR)
@require_http_methods(READ_AND_SEND)
def close_post(request: HttpRequest, post_id: int) -> HttpResponse:
    """Close a post."""
    found = _own_post(request, post_id)
    act = Act(
        title=_("Đóng chức danh"),
        lead=_("Sau ngày này chức danh không còn; người đang giữ mất các vai trò của nó."),
        button=_("Đóng chức danh"),
        done=_("Đã ghi ngày đóng chức danh."),
        above=_way_to(found),
    )
    form = LastDayForm(request.POST or None, initial={"last_day": clock.today()})
    return carry_out(request, form, act, lambda given: actions.close_post(found.pk, by=request.official, **given))


@needs(Role.ADMINISTRATOR)
@require_http_methods(READ_AND_SEND)
def appoint(request: HttpRequest, post_id: int) -> HttpResponse:
    """Let an official hold the post."""
    found = _own_post(request, post_id)
    act = Act(
        title=_("Bổ nhiệm"),
        lead=_("Người giữ chức danh có các vai trò của nó từ ngày này."),
        button=_("Ghi người giữ chức danh"),
        done=_("Đã ghi người giữ chức danh."),
        above=_way_to(found),
        notes=[_("Người chưa có trong danh sách thì cấp tài khoản trước, ở trang Tài khoản.")],
    )
    start = {"start": clock.today(), "official": request.GET.get("tai-khoan")}
    form = AppointForm(request.POST or None, official=request.official, initial=start)
    return carry_out(
        request, form, act, lambda given: actions.appoint(given.pop("official"), found, by=request.official, **given)
    )


@needs(Role.ADMINISTRATOR)
@require_http_methods(READ_AND_SEND)
def delegate(request: HttpRequest, post_id: int) -> HttpResponse:
    """Let another official act for the head."""
    found = _own_post(request, post_id)
    act = Act(
        title=_("Giao phụ trách"),
        lead=_("Trong thời gian này người được giao có mọi vai trò của người đứng đầu; hết ngày thì tự hết."),
        button=_("Giao phụ trách"),
        done=_("Đã ghi việc giao phụ trách."),
        above=_way_to(found),
    )
    form = DelegateForm(request.POST or None, official=request.official, initial={"start": clock.today()})
    return carry_out(request, form, act, lambda given: actions.delegate(found, by=request.official, **given))


@needs(Role.ADMINISTRATOR)
@require_http_methods(READ_AND_SEND)
def relieve(request: HttpRequest, holding_id: int) -> HttpResponse:
    """Let the holding of a post end."""
    known = Holding.objects.select_related("official", "post__unit")
    holding = get_object_or_404(known, pk=holding_id, post__unit__locality=request.official.locality_id)
    act = Act(
        title=_("Thôi giữ chức danh"),
        lead=_("%(name)s giữ chức danh này %(period)s.")
        % {"name": holding.official.username, "period": period(holding.start, holding.end)},
        button=_("Ghi ngày thôi giữ"),
        done=_("Đã ghi ngày thôi giữ chức danh."),
        above=_way_to(holding.post),
        seen=mark_of(holding, actions.ENDABLE),
    )
    form = EndForm(request.POST or None, initial={"end": clock.today()})
    return carry_out(request, form, act, lambda given: actions.relieve(holding.pk, by=request.official, **given))


@needs(Role.ADMINISTRATOR)
@require_http_methods(READ_AND_SEND)
def end_delegation(request: HttpRequest, delegation_id: int) -> HttpResponse:
    """Let an acting head's time end earlier."""
    known = Delegation.objects.select_related("to", "post__unit")
    found = get_object_or_404(known, pk=delegation_id, post__unit__locality=request.official.locality_id)
    act = Act(
        title=_("Thôi giao phụ trách"),
        lead=_("%(name)s được giao phụ trách %(period)s.")
        % {"name": found.to.username, "period": period(found.start, found.end)},
        button=_("Ghi ngày thôi giao"),
        done=_("Đã ghi ngày thôi giao phụ trách."),
        above=_way_to(found.post),
        seen=mark_of(found, actions.ENDABLE),
    )
    form = EndForm(request.POST or None, initial={"end": clock.today()})
    return carry_out(request, form, act, lambda given: actions.end_delegation(found.pk, by=request.official, **given))


def _own_post(request: HttpRequest, post_id: int) -> Post:
    official: Official = request.official
    return get_object_or_404(
        Post.objects.filter(unit__locality=official.locality_id).select_related("unit__locality"), pk=post_id
    )


def _way_to(post: Post) -> list[Door]:
    return [*way_to(post.unit), Door(post.title, reverse("people:post", args=[post.pk]))]
