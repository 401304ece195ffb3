"""Who may answer, close, change thresholds, and have printed figures added up. Seeing is `visible_to`."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from kheo.integrity.models import Question
from kheo.people.models import Official, Unit
from kheo.people.rules import Role

VERIFIES = (Role.VERIFIER,)
CHECKS_FIGURES = (Role.VERIFIER, Role.CLERK, Role.HEAD)


def can_answer(official: Official, question: Question) -> bool:
    """The head of the asked unit, or who acts for the head, answers for it."""
    return official.heads_unit(question.unit_id)


def check_can_answer(official: Official, question: Question) -> None:
    """Refuse everyone else."""
    if not can_answer(official, question):
        raise PermissionDenied(_("Chỉ người đứng đầu đơn vị được hỏi trả lời câu hỏi này."))


def can_close(official: Official, question: Question) -> bool:
    """A verifier of the same locality closes a question."""
    return official.has_role(*VERIFIES) and official.locality_id == question.locality_id


def check_can_close(official: Official, question: Question) -> None:
    """Refuse everyone else."""
    if not can_close(official, question):
        raise PermissionDenied(_("Chỉ người thẩm định của địa phương được đóng câu hỏi."))


def can_set(official: Official) -> bool:
    """The administrator keeps the thresholds."""
    return official.has_role(Role.ADMINISTRATOR)


def check_can_set(official: Official) -> None:
    """Refuse everyone else."""
    if not can_set(official):
        raise PermissionDenied(_("Chỉ chức danh quản trị của địa phương được đổi ngưỡng."))


def can_check_figures(official: Official, unit: Unit) -> bool:
    """Verifiers and clerks try any unit's printed figures, heads those of their own units."""
    if unit.locality_id != official.locality_id:
        return False
    return official.has_role(Role.VERIFIER, Role.CLERK) or official.heads_unit(unit.pk)


def check_can_check_figures(official: Official, unit: Unit) -> None:
    """Refuse everyone else."""
    if not can_check_figures(official, unit):
        raise PermissionDenied(_("Chức danh của đồng chí không thử được số của đơn vị này."))
