"""Cancel: whoever may assign takes a task back, and says why."""

import pytest
from django.urls import reverse

from kheo.base import clock
from kheo.work.rules import NEXT_STATES, State

WHY = "Trùng với việc của quý trước."


@pytest.mark.parametrize("state", [state for state in State if State.CANCELLED in NEXT_STATES[state]])
def test_it_is_cancelled_from_every_open_state(world, press, trace, state):
    task = world.task(state)
    assert press(world.chair, "cancel", task, note=WHY).status_code == 302
    task.refresh_from_db()
    assert (task.state, task.closed_on) == (State.CANCELLED, clock.today())
    assert trace("task.cancelled", task).words.text == WHY


@pytest.mark.parametrize("state", [State.DONE, State.CANCELLED])
def test_what_is_closed_stays_closed(world, press, state):
    assert press(world.chair, "cancel", world.task(state), note=WHY).status_code == 422


def test_without_a_reason_the_page_asks_again(world, press):
    answer = press(world.chair, "cancel", world.task(State.DOING), note="thôi")
    assert answer.status_code == 422
    assert "Xin ghi rõ lý do" in answer.content.decode()


def test_a_colleague_may_not(world, press):
    assert press(world.centre_head, "cancel", world.task(State.DOING), note=WHY).status_code == 403


def test_another_ward_cannot_see_it(world, client_of):
    door = reverse("work:cancel", args=[world.task(State.DOING).pk])
    stranger = client_of(world.official_of_another_ward)
    assert stranger.get(door).status_code == stranger.post(door, {"note": WHY}).status_code == 404
