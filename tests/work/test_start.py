"""Start: the head of the lead unit takes a task up."""

import pytest
from django.core.exceptions import PermissionDenied

from kheo.errors import RuleBroken
from kheo.people import actions as people
from kheo.work import actions
from kheo.work.rules import State
from tests.world import LONG_AGO


def test_the_head_takes_the_task_up(world, trace):
    task = actions.start_task(world.task(State.ASSIGNED).pk, by=world.centre_head)
    assert task.state == State.DOING
    assert trace("task.started", task).post_id == world.centre_head.post_id


def test_a_task_that_was_sent_back_is_taken_up_again(world):
    task = world.task(State.RETURNED)
    assert actions.start_task(task.pk, by=world.centre_head).state == State.DOING


def test_a_report_that_waits_is_not_taken_back_by_starting(world):
    task = world.task(State.REPORTED)
    with pytest.raises(RuleBroken, match="chờ xác nhận kết quả nên chưa thể chuyển thành đang làm"):
        actions.start_task(task.pk, by=world.centre_head)


def test_who_acts_for_the_head_may(world):
    task = world.task(State.ASSIGNED)
    people.delegate(
        world.centre_head.post, to=world.centre_official, by=world.administrator, start=LONG_AGO, end=task.due_on
    )
    assert actions.start_task(task.pk, by=world.centre_official).state == State.DOING


def test_the_accountable_head_of_a_unit_above_may(world):
    task = world.task(State.ASSIGNED, head_post=world.chair.post)
    assert actions.start_task(task.pk, by=world.chair).state == State.DOING


def test_a_colleague_may_not(world, press):
    task = world.task(State.ASSIGNED)
    assert press(world.centre_official, "start", task).status_code == 403
    task.refresh_from_db()
    assert task.state == State.ASSIGNED
    with pytest.raises(PermissionDenied):
        actions.start_task(task.pk, by=world.clerk)


def test_a_head_without_any_role_may_press_the_button_the_page_shows(world, press):
    task = world.task(State.ASSIGNED)
    post = world.centre_head.post
    post.roles = []
    post.save(update_fields=["roles"])
    assert press(world.centre_head, "start", task).status_code == 302


@pytest.mark.parametrize("who", ["culture_head", "official_of_another_ward"])
def test_others_cannot_see_it(world, press, who):
    assert press(getattr(world, who), "start", world.task(State.ASSIGNED)).status_code == 404


def test_a_task_under_way_is_not_started_again(world, press):
    answer = press(world.centre_head, "start", world.task(State.DOING))
    assert answer.status_code == 422
    assert "Nhiệm vụ đang làm nên chưa thể chuyển thành đang làm." in answer.content.decode()
