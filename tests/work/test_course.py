"""Any sequence of acts keeps what must hold of a task. Real actions on a real database."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kheo.base.models import AuditRecord
from kheo.errors import RuleBroken
from kheo.work import actions
from kheo.work.models import Evidence, Task
from kheo.work.rules import NEXT_STATES, Rhythm, State

NOTE = "Đã làm xong việc được giao (minh hoạ)."
ACTS = {
    "assign": lambda task, by, world: actions.assign_task(task.pk, by=by),
    "start": lambda task, by, world: actions.start_task(task.pk, by=by),
    "add": lambda task, by, world: actions.add_evidence(task.pk, by=by, file=world.paper()),
    "report": lambda task, by, world: actions.report_task(task.pk, by=by, note=NOTE),
    "accept": lambda task, by, world: actions.accept_task(task.pk, by=by),
    "end": lambda task, by, world: actions.accept_task(task.pk, by=by, ends=True),
    "return": lambda task, by, world: actions.return_task(task.pk, by=by, note=NOTE),
    "cancel": lambda task, by, world: actions.cancel_task(task.pk, by=by, note=NOTE),
}
GOOD = ["assign", "start", "add", "report"]  # so that many sequences come far
WHO = ["chair", "centre_head", "culture_head"]
step = st.tuples(st.sampled_from(sorted(ACTS)), st.sampled_from(WHO))
course = st.tuples(st.booleans(), st.lists(step, max_size=9))


class Over(Exception):
    """Ends an example: what it did is rolled back."""


@pytest.mark.long
@pytest.mark.parametrize("rhythm", [Rhythm.ONCE, Rhythm.MONTHLY])
def test_any_course_keeps_the_rules(world, rhythm):
    task = world.task(State.PROPOSED, rhythm=rhythm)
    assert world.culture_head

    @settings(max_examples=25, database=None, suppress_health_check=list(HealthCheck))
    @given(course)
    def walk(case):
        far, steps = case
        first = [(act, "chair" if act == "assign" else "centre_head") for act in GOOD] if far else []
        with pytest.raises(Over), transaction.atomic():
            for act, who in [*first, *steps]:
                _step(world, task, act, getattr(world, who))
            raise Over

    walk()


def _step(world, task, act, by):
    before = Task.objects.get(pk=task.pk)
    records = AuditRecord.objects.count()
    try:
        with transaction.atomic():
            ACTS[act](task, by, world)
    except (RuleBroken, PermissionDenied, Task.DoesNotExist):
        assert AuditRecord.objects.count() == records  # a refused act leaves nothing
        assert Task.objects.filter(pk=task.pk, state=before.state, round=before.round).exists()
        return
    after = Task.objects.get(pk=task.pk)
    assert AuditRecord.objects.count() == records + 1
    assert act == "add" or State(after.state) in NEXT_STATES[State(before.state)]
    if act in ("accept", "end", "return"):
        assert before.state == State.REPORTED and before.reported_by_id != by.pk
    if act in ("report", "start", "add"):
        assert by == world.centre_head
    if after.state == State.REPORTED:
        assert Evidence.objects.filter(task=after, round=after.round).exists()
    assert (after.closed_on is not None) == (after.state in (State.DONE, State.CANCELLED))
    assert (after.period_end is not None) == (after.rhythm == Rhythm.MONTHLY and after.assigned_on is not None)
    if after.state == State.DONE:
        assert after.rhythm == Rhythm.ONCE or act == "end"
    assert after.round == 1 + AuditRecord.objects.filter(verb="task.period_accepted", object_id=task.pk).count()
