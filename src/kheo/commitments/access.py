"""Who may tie a unit to an indicator: leader, outreach owner and clerks, and heads for their own units and below."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from kheo.indicators.access import visible_units
from kheo.people.models import Official, Unit
from kheo.people.rules import Role

COMMITS = (Role.LEADER, Role.OUTREACH_OWNER, Role.CLERK, Role.HEAD)


def can_commit(by: Official, unit: Unit) -> bool:
    """Say whether the official may set a commitment for the unit."""
    return by.has_role(*COMMITS) and visible_units(by).filter(pk=unit.pk).exists()


def check_can_commit(by: Official, unit: Unit) -> None:
    """Refuse everyone else."""
    if not can_commit(by, unit):
        raise PermissionDenied(_("Chức danh của đồng chí không có quyền gắn chỉ số cho đơn vị này."))
