"""Add evidence: everybody in the lead unit may, while the task is under way."""

import pytest
from django.urls import reverse

from kheo.errors import RuleBroken
from kheo.people import actions as people
from kheo.people.rules import Role
from kheo.work import actions
from kheo.work.models import Evidence
from kheo.work.rules import EVIDENCE_STATES, State


@pytest.fixture
def evidence(world):
    task = world.task(State.DOING)
    return actions.add_evidence(task.pk, by=world.centre_official, file=world.paper(), note="Danh sách, minh hoạ")


def test_a_colleague_of_the_lead_unit_hands_in_a_file(world, evidence, trace):
    left = trace("task.evidence_added", evidence.task)
    assert left.changed["evidence"] == evidence.pk
    assert "bao-cao" not in str(left.changed)  # names are words; the trace keeps none


def test_the_page_lists_it_as_a_door_to_the_file(world, evidence, client_of):
    page = client_of(world.centre_official).get(reverse("work:task", args=[evidence.task_id])).content.decode()
    assert reverse("work:evidence", args=[evidence.task_id, evidence.pk]) in page
    assert "Danh sách, minh hoạ" in page


def test_whoever_sees_the_task_gets_the_file_as_a_download(world, evidence, client_of):
    door = reverse("work:evidence", args=[evidence.task_id, evidence.pk])
    answer = client_of(world.chair).get(door)
    assert b"".join(answer.streaming_content) == b"Bao cao minh hoa"
    assert answer["Content-Disposition"].startswith("attachment")
    for stranger in (world.culture_head, world.official_of_another_ward):
        assert client_of(stranger).get(door).status_code == 404


def test_a_file_is_not_reached_by_the_door_of_another_task(world, evidence, client_of):
    other = world.task(State.ASSIGNED)
    assert client_of(world.chair).get(reverse("work:evidence", args=[other.pk, evidence.pk])).status_code == 404


def test_a_second_post_in_the_unit_counts_too(world):
    task = world.task(State.DOING)
    people.appoint(
        world.culture_head, world.post(world.service_centre, "Tổ viên"), by=world.administrator, start=task.assigned_on
    )
    both = type(world.culture_head).objects.get(pk=world.culture_head.pk)
    assert actions.add_evidence(task.pk, by=both, file=world.paper()).task == task


@pytest.mark.parametrize("state", sorted(set(State) - EVIDENCE_STATES))
def test_not_before_it_is_assigned_nor_after_it_was_reported(world, state):
    task = world.task(state)
    by = world.chair if state == State.PROPOSED else world.centre_head
    before = Evidence.objects.filter(task=task).count()
    with pytest.raises((RuleBroken, task.DoesNotExist)):
        actions.add_evidence(task.pk, by=world.centre_head if by == world.chair else by, file=world.paper())
    assert Evidence.objects.filter(task=task).count() == before


def test_a_file_of_another_kind_is_refused_and_the_note_stays(world, press):
    task = world.task(State.DOING)
    answer = press(world.centre_official, "add_evidence", task, file=world.paper("anh.txt", b""), note="Ảnh buổi họp")
    assert answer.status_code == 422
    assert "Ảnh buổi họp" in answer.content.decode()


def test_whose_post_only_looks_may_not_even_in_the_lead_unit(world, press):
    looks = world.official(world.post(world.service_centre, "Giám sát tại chỗ", Role.AUDITOR))
    assert press(looks, "add_evidence", world.task(State.DOING), file=world.paper()).status_code == 403


def test_another_unit_that_only_coordinates_may_not(world, press):
    task = world.task(State.DOING, coordinating=[world.culture_office])
    assert press(world.culture_head, "add_evidence", task, file=world.paper()).status_code == 403


@pytest.mark.parametrize("who", ["culture_head", "official_of_another_ward"])
def test_others_cannot_see_it(world, press, who):
    assert press(getattr(world, who), "add_evidence", world.task(State.DOING), file=world.paper()).status_code == 404
