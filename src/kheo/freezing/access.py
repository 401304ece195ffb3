"""Who may freeze a period and correct it: leaders of the locality, who sign its reports."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from kheo.people.models import Official
from kheo.people.rules import Role

FREEZES = (Role.LEADER,)


def can_freeze(official: Official) -> bool:
    """Say whether the official signs the locality's figures."""
    return official.has_role(*FREEZES)


def check_can_freeze(by: Official, locality_id: int) -> None:
    """Refuse everyone else."""
    if by.locality_id != locality_id or not can_freeze(by):
        raise PermissionDenied(_("Chỉ lãnh đạo địa phương được khoá kỳ số liệu."))
