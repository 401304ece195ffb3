"""Extend: whoever may assign puts the due day off and says why; how often is counted."""

from datetime import timedelta

import pytest
from django.urls import reverse

from kheo.base import clock
from kheo.days.formats import date_text
from kheo.work import actions
from kheo.work.facts import TASK
from kheo.work.rules import EXTENSION_STATES, Rhythm, State

WHY = "Chờ phần mềm của thành phố (minh hoạ)."


def later(task, days=10):
    return date_text(task.due_on + timedelta(days=days))


def test_the_new_day_stands_and_the_trace_keeps_both(world, press, trace):
    task = world.task(State.DOING)
    before = task.due_on
    assert press(world.chair, "extend", task, due_on=later(task), note=WHY).status_code == 302
    task.refresh_from_db()
    assert task.due_on == before + timedelta(days=10)
    left = trace("task.extended", task)
    assert left.changed == {"before": before.isoformat(), "due_on": task.due_on.isoformat()}
    assert left.words.text == WHY


def test_the_page_of_the_task_offers_it_and_tells_it(world, client_of):
    task = world.task(State.DOING)
    client = client_of(world.chair)
    door = reverse("work:extend", args=[task.pk])
    assert door in client.get(reverse("work:task", args=[task.pk])).content.decode()
    actions.extend_task(task.pk, by=world.chair, due_on=task.due_on + timedelta(days=3), note=WHY)
    assert "Được gia hạn" in client.get(reverse("work:task", args=[task.pk])).content.decode()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"days": 0}, "Hạn mới phải sau hạn đang có"),
        ({"days": -3}, "Hạn mới phải sau hạn đang có"),
        ({"note": "thôi"}, "Xin ghi rõ lý do"),
    ],
)
def test_the_rule_says_no(world, press, change, sentence):
    task = world.task(State.DOING)
    sent = {"due_on": later(task, change.get("days", 5)), "note": change.get("note", WHY)}
    answer = press(world.chair, "extend", task, **sent)
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)


@pytest.mark.long
@pytest.mark.parametrize("state", sorted(set(State) - EXTENSION_STATES))
def test_what_waits_or_is_closed_is_not_put_off(world, press, state):
    task = world.task(state)
    assert press(world.chair, "extend", task, due_on=later(task), note=WHY).status_code == 422


def test_a_recurring_task_is_not_put_off(world, press):
    task = world.task(State.DOING, rhythm=Rhythm.MONTHLY)
    answer = press(world.chair, "extend", task, due_on=date_text(clock.today() + timedelta(days=40)), note=WHY)
    assert "Việc định kỳ không gia hạn" in answer.content.decode()


def test_who_may_not_and_another_ward(world, press, client_of):
    task = world.task(State.DOING)
    assert press(world.centre_head, "extend", task, due_on=later(task), note=WHY).status_code == 403
    stranger = client_of(world.official_of_another_ward)
    assert stranger.post(reverse("work:extend", args=[task.pk]), {"note": WHY}).status_code == 404


def test_the_facts_of_a_task_count_what_its_trace_tells(world):
    task = world.task(State.RETURNED)
    actions.extend_task(task.pk, by=world.chair, due_on=task.due_on + timedelta(days=3), note=WHY)
    actions.start_task(task.pk, by=world.centre_head)
    world.task(State.PROPOSED)  # not assigned: no fact yet
    (row,) = (dict(zip(TASK.names, row, strict=True)) for row in TASK.rows(world.ward.pk))
    assert (row["task_id"], row["unit_id"], row["state"]) == (task.pk, world.service_centre.pk, "doing")
    assert (row["returned_count"], row["extended_count"], row["evidence_count"]) == (1, 1, 1)
    assert (row["done_on"], row["updated_on"]) == (None, clock.today())
    actions.report_task(task.pk, by=world.centre_head, note="Đã xong hết (minh hoạ).")
    (row,) = (dict(zip(TASK.names, row, strict=True)) for row in TASK.rows(world.ward.pk))
    assert (row["done_on"], row["due_on"]) == (clock.today(), task.due_on + timedelta(days=3))
