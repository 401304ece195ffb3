"""Who may see a unit's records and refresh the figures."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from kheo.people.models import Locality, Official, Unit, UnitQuerySet
from kheo.people.rules import SEES_WHOLE_LOCALITY, Role

REFRESHES = (Role.ONE_STOP_DESK, Role.CLERK, Role.HEAD, Role.LEADER, Role.ADMINISTRATOR)


def sees_all(official: Official) -> bool:
    """Say whether the official's work spans the whole locality."""
    return official.has_role(*SEES_WHOLE_LOCALITY)


def visible_units(official: Official) -> UnitQuerySet:
    """Units whose records the official may open: all of the locality for wide roles, else their own and those below."""
    units = Unit.objects.of(official.locality_id)
    if sees_all(official):
        return units
    own = [post.unit for post in [*official.posts, *official.acting_posts]]
    below = units.none()
    for unit in own:
        below = below | units.under(unit)
    return below


def can_refresh(official: Official) -> bool:
    """Say whether the official brings data in or answers for it."""
    return official.has_role(*REFRESHES)


def check_can_refresh(by: Official | None, locality: Locality) -> None:
    """Refuse officials of other localities and those who neither bring data in nor answer for it."""
    if by is None:  # the nightly job of the installation itself
        return
    if by.locality_id != locality.pk or not can_refresh(by):
        raise PermissionDenied(_("Chức danh của đồng chí không có quyền chốt lại số liệu."))
