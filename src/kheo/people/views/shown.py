"""Who held what, as tables; ended lines stay, for they are what was true."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.days.formats import date_text
from kheo.people.models import Delegation, Holding, Official
from kheo.people.rules import overlaps
from kheo.ui.parts import Cell, Column, Table


def holders(holdings: Iterable[Holding], today: date) -> Table:
    """Lay out who holds a post and who held it."""
    rows = [
        [_account(each.official), *_days(each, today), _end_of("people:relieve", each, today, _("thôi giữ"))]
        for each in holdings
    ]
    return Table(caption=_("Người giữ chức danh"), columns=_columns(_("Tài khoản")), rows=rows, id="nguoi-giu")


def actings(delegations: Iterable[Delegation], today: date) -> Table:
    """Lay out who acts, or acted, for a head."""
    rows = [
        [_account(each.to), *_days(each, today), _end_of("people:end_delegation", each, today, _("thôi giao"))]
        for each in delegations
    ]
    return Table(caption=_("Được giao phụ trách"), columns=_columns(_("Tài khoản")), rows=rows, id="phu-trach")


def posts_held(holdings: Iterable[Holding], today: date) -> Table:
    """Lay out which posts an official holds and held."""
    rows = [
        [
            Cell(each.post.title, reverse("people:post", args=[each.post_id]), note=each.post.unit.short_name),
            *_days(each, today),
            _end_of("people:relieve", each, today, _("thôi giữ")),
        ]
        for each in holdings
    ]
    return Table(caption=_("Chức danh qua các thời gian"), columns=_columns(_("Chức danh")), rows=rows, id="chuc-danh")


def _columns(first: str) -> list[Column]:
    return [Column(first), Column(_("Từ ngày")), Column(_("Đến hết ngày")), Column(_("Sửa"))]


def _account(official: Official) -> Cell:
    return Cell(official.username, reverse("people:official", args=[official.pk]))


def _days(each: Holding | Delegation, today: date) -> list[Cell | str]:
    end = Cell(date_text(each.end)) if each.end else Cell(_("chưa định"), missing=True)
    return [date_text(each.start), end]


def _end_of(route: str, each: Holding | Delegation, today: date, words: str) -> Cell:
    """Offer to end what still runs, or is still to come."""
    if overlaps(each.start, each.end, today, None):
        return Cell(words, reverse(route, args=[each.pk]))
    return Cell(_("đã kết thúc"), missing=True)
