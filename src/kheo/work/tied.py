"""The tie (gắn) between a task and what was committed to; part of the act that makes it."""

from kheo.base.audit import record
from kheo.commitments.models import Commitment
from kheo.people.models import Official
from kheo.work.models import Task, TaskCommitment


def keep_tie(task: Task, made: Commitment, *, by: Official) -> None:
    """Keep that the task is meant to move what was committed to, and leave its trace at the task."""
    TaskCommitment.objects.create(task=task, commitment=made)
    record("task.tied", task, by=by, changed={"commitment": made.pk})
