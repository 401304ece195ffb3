"""Who may keep rules, and explain a point. Whose data one sees is `indicators.access.visible_units`."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from kheo.people.models import Official, Unit
from kheo.people.rules import Role


def can_keep_rules(official: Official) -> bool:
    """The administrator keeps rules and expectations."""
    return official.has_role(Role.ADMINISTRATOR)


def check_can_keep_rules(official: Official) -> None:
    """Refuse everyone else."""
    if not can_keep_rules(official):
        raise PermissionDenied(_("Chỉ chức danh quản trị của địa phương được đổi quy tắc kiểm tra."))


def can_explain(official: Official, unit: Unit) -> bool:
    """The head of the unit, or who acts for the head, explains."""
    return official.heads_unit(unit.pk)


def check_can_explain(official: Official, unit: Unit) -> None:
    """Refuse everyone else."""
    if not can_explain(official, unit):
        raise PermissionDenied(_("Chỉ người đứng đầu đơn vị giải thích số liệu của đơn vị."))
