"""Send back: the reviewer returns the report with a reason, and the unit goes on."""

import pytest

from kheo.work import actions
from kheo.work.rules import State

WHY = "Thiếu danh sách hồ sơ trễ hẹn."


def test_the_unit_gets_it_back_with_the_reason(world, press, trace):
    task = world.task(State.REPORTED)
    assert press(world.chair, "send_back", task, note=WHY).status_code == 302
    task.refresh_from_db()
    assert task.state == State.RETURNED
    assert trace("task.returned", task).words.text == WHY


def test_it_can_be_reported_again_and_accepted(world):
    task = world.task(State.RETURNED)
    actions.start_task(task.pk, by=world.centre_head)
    world.reported(task)
    assert actions.accept_task(task.pk, by=world.chair).state == State.DONE


def test_without_a_reason_it_is_not_sent_back(world, press):
    task = world.task(State.REPORTED)
    answer = press(world.chair, "send_back", task, note="chưa")
    assert answer.status_code == 422
    assert "Xin ghi rõ lý do để đơn vị biết cần sửa gì." in answer.content.decode()


def test_what_was_not_reported_is_not_sent_back(world, press):
    assert press(world.chair, "send_back", world.task(State.DOING), note=WHY).status_code == 422


def test_a_colleague_may_not(world, press):
    assert press(world.centre_head, "send_back", world.task(State.REPORTED), note=WHY).status_code == 403


@pytest.mark.parametrize("who", ["culture_head", "official_of_another_ward"])
def test_others_cannot_see_it(world, press, who):
    assert press(getattr(world, who), "send_back", world.task(State.REPORTED), note=WHY).status_code == 404
