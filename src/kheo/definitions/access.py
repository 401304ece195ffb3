"""Who may define indicators: the administrator of the locality, who also answers for the source that is named."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from kheo.people.models import Official
from kheo.people.rules import Role


def check_can_define(by: Official, locality_id: int) -> None:
    """Refuse everyone but the administrator of this locality."""
    if by.locality_id != locality_id or not by.has_role(Role.ADMINISTRATOR):
        raise PermissionDenied(_("Chỉ quản trị của địa phương được đặt chỉ số."))
