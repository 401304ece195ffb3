"""Who may say what the catalogue states: whoever may open procedures and bring dossiers in."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from kheo.people.models import Official
from kheo.procedures.models import IMPORTERS


def can_correct(official: Official) -> bool:
    """Say whether the official keeps the catalogue of the own locality."""
    return official.has_role(*IMPORTERS)


def check_can_correct(official: Official) -> None:
    """Refuse everyone else."""
    if not can_correct(official):
        raise PermissionDenied(_("Chỉ bộ phận một cửa, văn thư hoặc quản trị được sửa danh mục thủ tục."))
