"""Who may do what to tasks. Seeing is `Task.objects.visible_to`; this is acting."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from kheo.commitments.access import COMMITS
from kheo.documents.access import can_take_in
from kheo.documents.models import Document
from kheo.indicators.access import sees_all
from kheo.people.models import Official
from kheo.people.rules import Role
from kheo.work.models import Task
from kheo.work.rules import EVIDENCE_STATES

ASSIGNS = frozenset({Role.LEADER, Role.OUTREACH_OWNER})


def can_assign(official: Official, locality_id: int) -> bool:
    """Leaders and the outreach owner assign tasks in their locality."""
    return official.has_role(*ASSIGNS) and official.locality_id == locality_id


def can_confirm(official: Official, document: Document) -> bool:
    """Whoever may take documents in confirms what they ask for."""
    return can_take_in(official) and official.locality_id == document.locality_id


def can_report(official: Official, task: Task) -> bool:
    """The head of the lead unit, the accountable head, or who acts for either, starts and reports a task."""
    return official.heads_unit(task.lead_unit_id) or task.head_post_id in _posts(official)


def can_add_evidence(official: Official, task: Task) -> bool:
    """Everybody in the lead unit may add evidence while the task is under way."""
    return task.state in EVIDENCE_STATES and _is_of_lead_unit(official, task)


def can_review(official: Official, task: Task) -> bool:
    """The post that assigned the task, or a leader of the locality, judges the report; never the reporter."""
    if official.locality_id != task.locality_id:
        return False
    return task.reviewer_post_id in _posts(official) or official.has_role(Role.LEADER)


def can_tie(official: Official, task: Task) -> bool:
    """Whoever may commit the lead unit: roles that span the locality, and heads of the unit or of one above it."""
    if official.locality_id != task.locality_id or not official.has_role(*COMMITS):
        return False
    posts = [*official.posts, *official.acting_posts]
    return sees_all(official) or any(task.lead_unit.path.startswith(post.unit.path) for post in posts)


def check_can_tie(official: Official, task: Task) -> None:
    """Refuse whoever may not commit the lead unit."""
    _check(can_tie(official, task), _("Chức danh của đồng chí không có quyền gắn chỉ số cho đơn vị này."))


def check_can_confirm(official: Official, document: Document) -> None:
    """Refuse whoever may not confirm."""
    _check(
        can_confirm(official, document), _("Chỉ văn thư, đầu mối dân vận hoặc lãnh đạo được xác nhận việc từ văn bản.")
    )


def check_can_assign(official: Official, locality_id: int) -> None:
    """Refuse whoever may not assign."""
    _check(can_assign(official, locality_id), _("Chỉ lãnh đạo hoặc đầu mối dân vận được giao việc."))


def check_can_report(official: Official, task: Task) -> None:
    """Refuse whoever does not answer for the lead unit."""
    _check(can_report(official, task), _("Chỉ người đứng đầu đơn vị chủ trì được nhận việc và báo cáo kết quả."))


def check_can_add_evidence(official: Official, task: Task) -> None:
    """Refuse whoever is not of the lead unit."""
    _check(_is_of_lead_unit(official, task), _("Chỉ đơn vị chủ trì được thêm minh chứng."))


def check_can_review(official: Official, task: Task) -> None:
    """Refuse whoever did not assign the task and leads nobody here."""
    _check(can_review(official, task), _("Chỉ người giao việc hoặc lãnh đạo được xác nhận kết quả."))


def _posts(official: Official) -> set[int]:
    return {post.pk for post in [*official.posts, *official.acting_posts]}


def _is_of_lead_unit(official: Official, task: Task) -> bool:
    """Say whether one works in the lead unit; a post that only looks (kiểm tra, giám sát) does not count."""
    working = {post.unit_id for post in official.posts if post.roles != [Role.AUDITOR]}
    return task.lead_unit_id in working or can_report(official, task)


def _check(may: bool, sentence: str) -> None:
    if not may:
        raise PermissionDenied(sentence)
