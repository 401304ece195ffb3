"""Two people at the same moment, on real connections: codes stay unique, nothing happens twice, nothing is lost."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from kheo.base.models import AuditRecord
from kheo.errors import RuleBroken
from kheo.work import actions
from kheo.work.filled import Filled
from kheo.work.models import Proposal, Task
from kheo.work.rules import Decision, State
from tests import emptying

pytestmark = pytest.mark.django_db(transaction=True)
assert emptying  # a transactional test ends with an emptied database


def at_once(*acts):
    """Run acts in threads that start together; give what each returned, or the rule that refused it."""
    start = Barrier(len(acts))

    def run(act):
        start.wait(10)
        try:
            return act()
        except RuleBroken as rule:
            return rule
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.mark.long
def test_everything_at_once(world):
    """One world for all, because emptying the database after each test takes long."""
    assert world.centre_head and world.culture_head and world.chair
    _codes_have_no_gaps_and_no_doubles(world)
    _a_task_is_assigned_once(world)
    _a_report_is_judged_once(world)
    _confirm_and_edit_lose_nothing(world)


def _codes_have_no_gaps_and_no_doubles(world):
    proposals = [world.proposal(decision=Decision.ACCEPTED) for _number in range(4)]
    made = at_once(
        *(lambda each=each: actions.confirm_proposals(each.reading_id, by=world.clerk)[0] for each in proposals),
        lambda: actions.confirm_proposals(proposals[0].reading_id, by=world.chair)[0],
    )
    codes = sorted(task.code[-3:] for task in Task.objects.all())
    assert codes == ["001", "002", "003", "004"]
    assert sum(isinstance(each, RuleBroken) for each in made) == 1  # the same document, confirmed by two


def _a_task_is_assigned_once(world):
    task = world.task(State.PROPOSED)
    answers = at_once(*[lambda: actions.assign_task(task.pk, by=world.chair)] * 3)
    assert sorted(isinstance(each, RuleBroken) for each in answers) == [False, True, True]
    assert AuditRecord.objects.filter(verb="task.assigned", object_id=task.pk).count() == 1


def _a_report_is_judged_once(world):
    task = world.task(State.REPORTED)
    at_once(
        lambda: actions.accept_task(task.pk, by=world.chair),
        lambda: actions.return_task(task.pk, by=world.chair, note="Thiếu danh sách"),
        lambda: actions.cancel_task(task.pk, by=world.chair, note="Trùng việc khác"),
    )
    verbs = ["task.accepted", "task.returned", "task.cancelled"]
    left = set(AuditRecord.objects.filter(verb__in=verbs, object_id=task.pk).values_list("verb", flat=True))
    allowed = [{"task.accepted"}, {"task.cancelled"}, {"task.returned"}, {"task.returned", "task.cancelled"}]
    assert left in allowed


def _confirm_and_edit_lose_nothing(world):
    proposal = world.proposal(decision=Decision.ACCEPTED)
    lower = world.proposal(reading=proposal.reading, of="hướng dẫn người dân")
    filled = Filled("Lời mới của văn thư", world.service_centre, due_on=proposal.due_on, accepted=True)
    saved, confirmed, _merged = at_once(
        lambda: actions.save_proposal(proposal.pk, by=world.clerk, filled=filled),
        lambda: actions.confirm_proposals(proposal.reading_id, by=world.chair),
        lambda: actions.merge_up(lower.pk, by=world.clerk),
    )
    proposal.refresh_from_db()
    made = Task.objects.filter(proposal=proposal).first()
    if made is not None and not isinstance(confirmed, RuleBroken):
        assert made.text == proposal.text  # no edit slips in unseen after the task was made
    assert isinstance(saved, RuleBroken) or Proposal.objects.filter(text__startswith="Lời mới của văn thư").exists()
