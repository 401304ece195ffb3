"""Who may bring dossiers in: the one-stop desk, the clerks and the administrator of the same locality."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from kheo.people.models import Official
from kheo.people.rules import Role
from kheo.procedures.models import IMPORTERS, ImportBatch


def can_import(official: Official, locality_id: int | None = None) -> bool:
    """Say whether the official may import dossiers, into that locality."""
    same = locality_id is None or official.locality_id == locality_id
    return same and official.has_role(*IMPORTERS)


def check_can_import(official: Official, batch: ImportBatch | None = None) -> None:
    """Refuse everyone else."""
    if not can_import(official, batch.locality_id if batch else None):
        raise PermissionDenied(_("Chỉ bộ phận một cửa, văn thư hoặc quản trị của địa phương được nhập hồ sơ."))


def check_can_set_rule(official: Official, locality_id: int) -> None:
    """The on-time rule and the limits of procedures are the administrator's, of the same locality."""
    if official.locality_id != locality_id or not official.has_role(Role.ADMINISTRATOR):
        raise PermissionDenied(_("Chỉ chức danh quản trị của địa phương được sửa quy tắc đúng hạn."))
