"""Gắn: tie a task to one more indicator, with a baseline before its start, a target, a date and counter-indicators."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction

from kheo.commitments import actions as commitments
from kheo.people.models import Official
from kheo.work import access, rules
from kheo.work.models import Task, TaskCommitment
from kheo.work.tied import keep_tie


@transaction.atomic
def tie_task(  # noqa: PLR0913
    task_id: int,
    *,
    by: Official,
    indicator_code: str,
    target: Decimal,
    started_on: date,
    due_on: date,
    baseline_weeks: int,
    counters: Sequence[str] = (),
) -> Task:
    """Make a commitment of the task's lead unit and tie the task to it; an indicator is tied once."""
    task = Task.objects.select_for_update(of=["self"]).select_related("lead_unit").visible_to(by).get(pk=task_id)
    access.check_can_tie(by, task)
    rules.check_tieable(rules.State(task.state))
    tied = TaskCommitment.objects.filter(task=task).values_list("commitment__indicator", flat=True)
    rules.check_tied_once(indicator_code, set(tied))
    made = commitments.commit(
        unit=task.lead_unit,
        indicator_code=indicator_code,
        target=target,
        started_on=started_on,
        due_on=due_on,
        baseline_weeks=baseline_weeks,
        counters=counters,
        by=by,
    )
    keep_tie(task, made, by=by)
    return task
