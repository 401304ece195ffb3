"""Who may read a document in: officials whose post prepares tasks."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from kheo.people.models import Official
from kheo.people.rules import Role

TAKES_IN = frozenset({Role.CLERK, Role.OUTREACH_OWNER, Role.LEADER})


def can_take_in(official: Official) -> bool:
    """Say whether the official may read documents in."""
    return official.has_role(*TAKES_IN)


def check_can_take_in(official: Official) -> None:
    """Refuse everyone else."""
    if not can_take_in(official):
        raise PermissionDenied(_("Chỉ văn thư, đầu mối dân vận hoặc lãnh đạo được đưa văn bản vào."))
