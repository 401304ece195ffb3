"""Who may change units, posts and holders: the administrator of the same locality."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from kheo.people.models import Locality, Official
from kheo.people.rules import Role


def can_administer(official: Official, locality: Locality) -> bool:
    """Say whether the official administers that locality."""
    return official.has_role(Role.ADMINISTRATOR) and official.locality_id == locality.pk


def check_can_administer(official: Official, locality: Locality) -> None:
    """Refuse everyone else."""
    if not can_administer(official, locality):
        raise PermissionDenied(_("Chỉ chức danh quản trị của địa phương được sửa đơn vị và chức danh."))
