"""Who may issue an apology slip, and who may correct the numbers of the rule."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from kheo.people.models import Official
from kheo.people.rules import Role
from kheo.procedures.models import Dossier

ISSUERS = (Role.ONE_STOP_DESK, Role.CLERK)


def can_issue(official: Official, dossier: Dossier) -> bool:
    """Say whether the official issues slips: the one-stop desk, the clerks, and the head of the dossier's unit."""
    at_home = official.locality_id == dossier.locality_id
    return at_home and (official.has_role(*ISSUERS) or official.heads_unit(dossier.unit_id))


def check_can_issue(official: Official, dossier: Dossier) -> None:
    """Refuse everyone else."""
    if not can_issue(official, dossier):
        raise PermissionDenied(_("Chỉ bộ phận một cửa, văn thư hoặc người đứng đầu đơn vị được lập phiếu xin lỗi."))


def check_can_set_terms(official: Official) -> None:
    """Refuse everyone but the administrator."""
    if not official.has_role(Role.ADMINISTRATOR):
        raise PermissionDenied(_("Chỉ quản trị của địa phương được sửa quy tắc xin lỗi."))
