"""Who may tie a unit to an indicator: leader, outreach owner and clerks, and heads for their own units and below.

Who may have the limits of a chart reckoned anew: those whose own work the chart does not judge.
"""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from kheo.indicators.access import visible_units
from kheo.people.models import Official, Unit
from kheo.people.rules import Role

COMMITS = (Role.LEADER, Role.OUTREACH_OWNER, Role.CLERK, Role.HEAD)
CUTS = (Role.LEADER, Role.OUTREACH_OWNER, Role.CLERK)


def can_commit(by: Official, unit: Unit) -> bool:
    """Say whether the official may set a commitment for the unit."""
    return by.has_role(*COMMITS) and visible_units(by).filter(pk=unit.pk).exists()


def check_can_commit(by: Official, unit: Unit) -> None:
    """Refuse everyone else."""
    if not can_commit(by, unit):
        raise PermissionDenied(_("Chức danh của đồng chí không có quyền gắn chỉ số cho đơn vị này."))


def can_cut(by: Official, unit: Unit) -> bool:
    """Say whether the official may begin or withdraw a phase: never as a unit's own head."""
    return by.has_role(*CUTS) and by.locality_id == unit.locality_id


def check_can_cut(by: Official, unit: Unit) -> None:
    """Refuse everyone else."""
    if not can_cut(by, unit):
        raise PermissionDenied(_("Chức danh của đồng chí không có quyền tính lại giới hạn của biểu đồ này."))
