"""Who may enter weights: the administrator of the locality. Every official sees them."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from kheo.people.models import Official
from kheo.people.rules import Role


def can_enter(official: Official) -> bool:
    """Say whether the official may enter weights for the own locality."""
    return official.has_role(Role.ADMINISTRATOR)


def check_can_enter(official: Official) -> None:
    """Refuse everyone else."""
    if not can_enter(official):
        raise PermissionDenied(_("Chỉ quản trị của địa phương được nhập trọng số."))
