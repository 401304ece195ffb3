"""The list of tasks: what an official may see, filtered by words, unit and state."""

from datetime import timedelta

import pytest
from django.urls import reverse

from kheo.base import clock
from kheo.work import actions
from kheo.work.models import Proposal, Task
from kheo.work.rules import Decision, State


@pytest.fixture
def look(client_of):
    """Open the list as somebody, with filters."""

    def open_list(who, **filters):
        return client_of(who).get(reverse("work:tasks"), filters).content.decode()

    return open_list


@pytest.fixture
def two(world):
    """A task of the service centre with the culture office beside it, and one of the culture office, not assigned."""
    assert world.culture_head
    task = world.task(State.DOING)
    other = world.proposal(
        reading=task.proposal.reading,
        of="hướng dẫn người dân",
        text="Hướng dẫn người dân nộp hồ sơ",
        lead_unit=world.culture_office,
        decision=Decision.ACCEPTED,
    )
    return task, actions.confirm_proposals(other.reading_id, by=world.clerk)[0]


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("chair", [0, 1]),
        ("clerk", [0, 1]),
        ("auditor", [0, 1]),
        ("centre_head", [0]),
        ("centre_official", [0]),
        ("culture_head", []),
        ("official_of_another_ward", []),
    ],
)
def test_each_sees_the_tasks_of_the_own_units(world, two, look, who, seen):
    html = look(getattr(world, who))
    assert [number for number, task in enumerate(two) if task.code in html] == seen


def test_a_coordinating_unit_sees_the_task_once_it_is_assigned(world, look):
    task = world.task(State.PROPOSED, coordinating=[world.culture_office])
    assert task.code not in look(world.culture_head)
    actions.assign_task(task.pk, by=world.chair)
    assert task.code in look(world.culture_head)


def test_a_unit_below_is_seen_from_above_and_not_the_other_way(world, look):
    below = world.unit("Bộ phận một cửa", parent=world.service_centre)
    task = world.task(State.PROPOSED, lead_unit=below, head_post=world.centre_head.post)
    actions.assign_task(task.pk, by=world.chair)
    assert task.code in look(world.centre_head)
    junior = world.official(world.post(below, "Chuyên viên"))
    other = world.task(State.ASSIGNED)
    html = look(junior)
    assert task.code in html and other.code not in html


@pytest.mark.parametrize(
    ("filters", "seen"),
    [
        ({"q": "huong dan"}, [1]),
        ({"q": "HỒ SƠ"}, [0, 1]),
        ({"q": "không có việc này"}, []),
        ({"tinh_trang": "doing"}, [0]),
        ({"tinh_trang": "proposed"}, [1]),
        ({"tinh_trang": "qua_han"}, []),
        ({"q": "hồ sơ", "tinh_trang": "doing"}, [0]),
        ({"tinh_trang": "bịa"}, [0, 1]),
    ],
)
def test_filters_live_in_the_address(world, two, look, filters, seen):
    html = look(world.chair, **filters)
    assert [number for number, task in enumerate(two) if task.code in html] == seen
    if not seen:
        assert "Không có nhiệm vụ nào khớp bộ lọc." in html


def test_filtered_by_unit_and_by_code(world, two, look):
    assert two[1].code not in look(world.chair, don_vi=world.service_centre.pk)
    html = look(world.chair, q=two[1].code.lower())
    assert two[1].code in html and two[0].text not in html


def test_late_ones_are_found_and_marked(world, look):
    with clock.standing_at(clock.now() - timedelta(days=60)):
        task = world.task(State.DOING)
    html = look(world.chair, tinh_trang="qua_han")
    assert task.code in html and 'class="tag late"' in html


@pytest.mark.long
def test_the_clock_stops_at_the_report_and_runs_on_when_it_is_returned(world, look):
    with clock.standing_at(clock.now() - timedelta(days=60)):
        task = world.task(State.REPORTED)  # due thirty days later, reported at once
    assert task.code not in look(world.chair, tinh_trang="qua_han")
    assert "báo cáo đúng hạn" in look(world.chair) and not Task.objects.late(clock.today()).exists()
    actions.return_task(task.pk, by=world.chair, note="Thiếu danh sách hồ sơ.")
    assert task.code in look(world.chair, tinh_trang="qua_han")
    actions.start_task(task.pk, by=world.centre_head)
    world.reported(task)
    html = look(world.chair, tinh_trang="qua_han")  # reported again, now too late: it stays so
    assert task.code in html and "báo cáo quá" in html and 'class="tag late"' in html


def test_an_empty_list_says_where_tasks_come_from(world, look):
    html = look(world.chair)
    assert "Chưa có nhiệm vụ nào." in html
    assert "Nhiệm vụ hình thành khi một văn bản được đọc, xác nhận và giao." in html


@pytest.mark.long
def test_a_page_of_many_costs_no_more_statements(world, client_of, django_assert_max_num_queries):
    assert world.centre_head
    reading = world.reading()
    for _number in range(30):
        world.proposal(reading=reading)
    Proposal.objects.update(decision=Decision.ACCEPTED)
    actions.confirm_proposals(reading.pk, by=world.clerk)
    client = client_of(world.chair)
    client.get(reverse("work:tasks"))
    # session, user, posts, delegations, units, count, page, swapped days, locality
    with django_assert_max_num_queries(9):
        html = client.get(reverse("work:tasks")).content.decode()
    assert html.count("Trung tâm PVHCC, hạn") == 25
    assert Task.objects.count() == 30


def test_the_tasks_of_one_document(world, two, client_of, django_assert_max_num_queries):
    door = reverse("work:of_document", args=[two[0].document_id])
    client = client_of(world.centre_head)
    client.get(door)
    with django_assert_max_num_queries(9):
        html = client.get(door).content.decode()
    assert two[0].code in html and two[1].code not in html
    fragment = client.get(door, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment and two[0].code in fragment
    assert client_of(world.official_of_another_ward).get(door).status_code == 404
