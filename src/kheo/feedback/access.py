"""Who may bring feedback in: the desk that receives it, the one-stop desk, and the administrator of the locality."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from kheo.feedback.models import IMPORTERS
from kheo.people.models import Official


def can_import(official: Official) -> bool:
    """Say whether the official may import cases into the own locality."""
    return official.has_role(*IMPORTERS)


def check_can_import(official: Official) -> None:
    """Refuse everyone else."""
    if not can_import(official):
        raise PermissionDenied(_("Chỉ nơi tiếp nhận phản ánh, bộ phận một cửa hoặc quản trị được nhập phản ánh."))
