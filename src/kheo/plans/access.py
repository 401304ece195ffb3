"""Who may tie a plan to an indicator: whoever may commit the unit, as everywhere (`commitments.access`)."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from kheo.commitments.access import COMMITS, can_commit
from kheo.documents.models import Document
from kheo.people.models import Official, Unit


def can_tie(official: Official, document: Document) -> bool:
    """Say whether the official may tie the plan at all: of its locality, and may commit some unit there."""
    return official.has_role(*COMMITS) and official.locality_id == document.locality_id


def check_can_tie(official: Official, document: Document, unit: Unit) -> None:
    """Refuse whoever may not commit this unit."""
    if not (can_tie(official, document) and can_commit(official, unit)):
        raise PermissionDenied(_("Chức danh của đồng chí không có quyền gắn chỉ số cho đơn vị này."))
