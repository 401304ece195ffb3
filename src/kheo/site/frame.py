"""What every page's frame shows: the locality, the menu of the official's roles, and in which post they act."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.base import clock
from kheo.people.models import Locality
from kheo.people.rules import SEES_WHOLE_LOCALITY, Role


@dataclass(frozen=True)
class Door:
    """One word of the menu."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True)
class Frame:
    """The frame of one page; `ui/page.html` draws it."""

    locality: Locality | None
    nav: list[Door]
    me: str
    signed_in: bool
    now: datetime
    rooms: list[Door] = field(default_factory=list)
    """The pages beside this one, where a door of the menu leads to several."""


def frame(request: HttpRequest) -> dict[str, Frame]:
    """Give the template context `frame`."""
    official = getattr(request, "official", None)
    if official is None:
        locality = getattr(request, "locality", None) or _only_locality()
        return {"frame": Frame(locality, _public_menu(request), "", False, clock.now())}
    me = official.posts[0] if official.posts else official.acting_posts[0]
    menu = _menu(request, official.roles)
    rooms = []
    if Role.ADMINISTRATOR in official.roles:
        administration = _administration(request)
        inside = any(room.current for room in administration)
        menu.append(Door(_("Quản trị"), administration[0].url, inside))
        rooms = administration if inside else []
    return {"frame": Frame(official.locality, menu, me.title, True, clock.now(), rooms)}


def _only_locality() -> Locality | None:
    """Give the locality of an installation that serves one: pages without sign-in name it too."""
    known = list(Locality.objects.order_by("pk")[:2])
    return known[0] if len(known) == 1 else None


def _menu(request: HttpRequest, roles: frozenset[str]) -> list[Door]:
    doors = [
        (_("Việc của tôi"), "office:my_work"),
        (_("Nhiệm vụ"), "work:tasks"),
        (_("Văn bản"), "documents:documents"),
        (_("Số liệu"), "indicators:overview"),
    ]
    if roles & SEES_WHOLE_LOCALITY:
        doors.insert(0, (_("Toàn cảnh"), "reports:overview"))
    if roles & {Role.ONE_STOP_DESK, Role.CLERK, Role.LEADER, Role.HEAD, Role.AUDITOR, Role.ADMINISTRATOR}:
        doors.append((_("Hồ sơ"), "procedures:dossiers"))
    if roles & {Role.FEEDBACK_DESK, Role.ONE_STOP_DESK, Role.HEAD} and not roles & SEES_WHOLE_LOCALITY:
        doors.append((_("Phản ánh"), "feedback:cases"))
    return _doors(request, doors)


def _administration(request: HttpRequest) -> list[Door]:
    """Give the pages of who administers the locality."""
    rooms = [
        (_("Đơn vị và cán bộ"), "people:units"),
        (_("Lịch làm việc"), "people:calendar"),
        (_("Quầy đánh giá"), "satisfaction:desks"),
        (_("Cài đặt"), "people:settings"),
        (_("Vận hành"), "office:operations"),
    ]
    return _doors(request, rooms)


def _public_menu(request: HttpRequest) -> list[Door]:
    """Give the doors of the public; who chose one of several localities by `noi` stays in it."""
    doors = _doors(request, [(_("Trang chủ"), "portal:home"), (_("Chất lượng phục vụ"), "portal:quality")])
    asked = urlencode({"noi": request.GET["noi"]}) if request.GET.get("noi") else ""
    return [replace(door, url=f"{door.url}?{asked}") for door in doors] if asked else doors


def _doors(request: HttpRequest, names: list[tuple[str, str]]) -> list[Door]:
    """Mark the door whose address is the longest beginning of the page's address; the root marks only itself."""
    urls = [(label, reverse(name)) for label, name in names]
    above = [url for _label, url in urls if request.path.startswith(url)]
    here = max((url for url in above if url != "/" or request.path == "/"), key=len, default="")
    return [Door(label, url, url == here) for label, url in urls]
