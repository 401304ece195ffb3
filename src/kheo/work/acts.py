"""Tasks on the chart of the indicator they are tied to: each by its code, on the day it was assigned."""

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.commitments.series import Act
from kheo.days.formats import date_text
from kheo.people.models import Official
from kheo.work.models import Task, TaskCommitment


def starts_of_tasks(commitments: Collection[int], by: Official) -> dict[int, list[Act]]:
    """Give the tasks of each commitment that the official may see, as they were assigned. One statement."""
    seen = Task.objects.visible_to(by).filter(assigned_on__isnull=False)
    ties = TaskCommitment.objects.filter(commitment__in=commitments, task__in=seen).select_related("task")
    found: dict[int, list[Act]] = {}
    for tie in ties:
        if day := tie.task.assigned_on:
            words = _("%(task)s được giao ngày %(day)s") % {"task": tie.task.code, "day": date_text(day)}
            act = Act(day, words, reverse("work:task", args=[tie.task_id]))
            found.setdefault(tie.commitment_id, []).append(act)
    return found
