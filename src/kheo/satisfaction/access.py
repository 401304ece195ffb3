"""Who may do what about citizens' answers. Who answers needs no right: that is the point."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from kheo.people.models import Locality, Official
from kheo.people.rules import Role

ASKERS = (Role.ONE_STOP_DESK, Role.CLERK)


def can_administer(official: Official, locality_id: int) -> bool:
    """Say whether the official sets up desks and questions of that locality."""
    return official.has_role(Role.ADMINISTRATOR) and official.locality_id == locality_id


def check_can_administer(official: Official, locality_id: int) -> None:
    """Refuse everyone but the administrator of the same locality."""
    if not can_administer(official, locality_id):
        raise PermissionDenied(_("Chỉ quản trị của địa phương được sửa quầy và câu hỏi đánh giá."))


def can_ask(official: Official, locality: Locality | int) -> bool:
    """Say whether the official makes links for citizens of that locality."""
    asked = locality.pk if isinstance(locality, Locality) else locality
    return official.has_role(*ASKERS) and official.locality_id == asked


def check_can_ask(official: Official, locality_id: int) -> None:
    """Refuse everyone but the one-stop desk and the clerks of the same locality."""
    if not can_ask(official, locality_id):
        raise PermissionDenied(_("Chỉ bộ phận một cửa hoặc văn thư của địa phương được tạo liên kết đánh giá."))
