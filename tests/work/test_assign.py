"""Assign: leaders and the outreach owner give confirmed tasks to their units."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from kheo.base import clock
from kheo.errors import RuleBroken
from kheo.work import actions
from kheo.work.models import Task
from kheo.work.rules import Decision, State


@pytest.fixture
def two(world):
    """Two confirmed tasks of one document, of two units."""
    reading = world.reading()
    world.proposal(reading=reading, decision=Decision.ACCEPTED)
    world.proposal(
        reading=reading, of="hướng dẫn người dân", lead_unit=world.culture_office, decision=Decision.ACCEPTED
    )
    assert world.centre_head and world.culture_head
    return actions.confirm_proposals(reading.pk, by=world.clerk)


def send(client, tasks, document=None):
    url = reverse("work:assign", args=[(document or tasks[0].document).pk])
    return client.post(url, {"task": [task.pk for task in tasks]})


def test_the_assigners_post_will_judge(world, trace):
    task = actions.assign_task(world.task(State.PROPOSED).pk, by=world.chair)
    assert (task.state, task.assigned_on) == (State.ASSIGNED, clock.today())
    assert task.reviewer_post == world.chair.post
    assert trace("task.assigned", task).changed == {
        "reviewer_post": world.chair.post_id, "due_on": task.due_on.isoformat()
    }  # fmt: skip


def test_the_unit_sees_a_task_only_when_it_is_assigned(world, two):
    assert not Task.objects.visible_to(world.centre_head).exists()
    actions.assign_task(two[0].pk, by=world.chair)
    assert list(Task.objects.visible_to(world.centre_head)) == [two[0]]
    assert not Task.objects.visible_to(world.culture_head).exists()


def test_several_are_assigned_at_once(world, two, client_of):
    assert send(client_of(world.chair), two).status_code == 302
    assert Task.objects.filter(state=State.ASSIGNED).count() == 2


def test_all_or_none(world, two, client_of):
    with clock.standing_at(clock.now() + timedelta(days=40)):
        answer = send(client_of(world.chair), two)
    assert answer.status_code == 422
    assert "Hạn đã qua." in answer.content.decode()
    assert not Task.objects.filter(state=State.ASSIGNED).exists()


def test_none_chosen_is_said(world, two, client_of):
    answer = client_of(world.chair).post(reverse("work:assign", args=[two[0].document_id]), {})
    assert answer.status_code == 422
    assert "Xin chọn ít nhất một việc để giao." in answer.content.decode()


def test_twice_is_once(world):
    task = world.task(State.ASSIGNED)
    with pytest.raises(RuleBroken, match="đã giao nên chưa thể chuyển thành đã giao"):
        actions.assign_task(task.pk, by=world.chair)


def test_the_clerk_who_confirmed_may_not(world, two, client_of):
    assert send(client_of(world.clerk), two).status_code == 403
    with pytest.raises(PermissionDenied):
        actions.assign_task(two[0].pk, by=world.clerk)


def test_another_ward_cannot_see_the_document_nor_the_tasks(world, two, client_of):
    stranger = client_of(world.official_of_another_ward)
    assert send(stranger, two).status_code == 404
    own = world.document(by=world.official_of_another_ward)
    assert send(stranger, two, own).status_code == 422  # nothing of that document was chosen
    assert not Task.objects.filter(state=State.ASSIGNED).exists()


def test_the_page_before_assigning_lists_what_waits(world, two, client_of, django_assert_max_num_queries):
    door = reverse("work:assign_all", args=[two[0].document_id])
    client = client_of(world.chair)
    client.get(door)
    with django_assert_max_num_queries(9):
        page = client.get(door).content.decode()
    assert "Giao 2 việc" in page
    assert "Giao 2 việc" not in client_of(world.clerk).get(door).content.decode()
