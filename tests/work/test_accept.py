"""Accept: the reviewer finds the report good; the reporter never judges the own report."""

import pytest

from kheo.base import clock
from kheo.people import actions as people
from kheo.work import actions
from kheo.work.rules import Rhythm, State
from tests.world import LONG_AGO


def test_the_task_is_done(world, trace):
    task = actions.accept_task(world.task(State.REPORTED).pk, by=world.chair, note="Đồng ý.")
    assert (task.state, task.closed_on) == (State.DONE, clock.today())
    assert trace("task.accepted", task).words.text == "Đồng ý."


def test_the_post_that_assigned_it_judges_even_when_no_leader(world):
    owner = world.official(world.post(world.council_office, "Đầu mối dân vận", "outreach_owner"))
    task = world.task(State.PROPOSED)
    actions.assign_task(task.pk, by=owner)
    actions.start_task(task.pk, by=world.centre_head)
    world.reported(task)
    assert actions.accept_task(task.pk, by=owner).state == State.DONE


def test_the_reporter_does_not_accept_the_own_report(world, press):
    task = world.task(State.DOING)
    people.delegate(world.centre_head.post, to=world.chair, by=world.administrator, start=LONG_AGO, end=task.due_on)
    chair = type(world.chair).objects.get(pk=world.chair.pk)
    world.reported(task, by=chair)
    answer = press(chair, "accept", task)
    assert answer.status_code == 422
    assert "Người báo cáo không tự xác nhận kết quả của mình." in answer.content.decode()
    task.refresh_from_db()
    assert task.state == State.REPORTED


def test_what_was_not_reported_is_not_accepted(world, press):
    answer = press(world.chair, "accept", world.task(State.DOING))
    assert answer.status_code == 422
    assert "Nhiệm vụ đang làm nên chưa thể chuyển thành hoàn thành." in answer.content.decode()


@pytest.mark.parametrize("rhythm", [Rhythm.MONTHLY, Rhythm.CONTINUOUS])
def test_a_recurring_task_under_way_is_not_accepted_either(world, press, rhythm):
    task = world.task(State.DOING, rhythm=rhythm)
    assert press(world.chair, "accept", task).status_code == 422
    task.refresh_from_db()
    assert task.round == 1


def test_a_colleague_may_not(world, press):
    assert press(world.centre_head, "accept", world.task(State.REPORTED)).status_code == 403


@pytest.mark.parametrize("who", ["culture_head", "official_of_another_ward"])
def test_others_cannot_see_it(world, press, who):
    assert press(getattr(world, who), "accept", world.task(State.REPORTED)).status_code == 404
