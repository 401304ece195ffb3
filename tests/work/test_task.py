"""The page of one task: sentence, task and indicator in one piece; its course; what can be done now."""

import pytest
from django.urls import reverse

from kheo.work import actions
from kheo.work.rules import State
from tests import htmx

WORDS = "Đã trả hết hồ sơ đúng hẹn trong tháng (minh hoạ)."


def url_of(task):
    return reverse("work:task", args=[task.pk])


def test_the_sentence_the_duty_and_the_course(world, client_of):
    task = world.task(State.RETURNED, coordinating=[world.culture_office])
    html = client_of(world.centre_head).get(url_of(task)).content.decode()
    assert "<mark>trả hồ sơ đúng hẹn</mark>" in html
    for words in ("Trung tâm Phục vụ hành chính công", "Giám đốc Trung tâm", "Phòng Văn hoá – Xã hội"):
        assert words in html
    course = ["Được lập từ văn bản", "Được giao", "bắt đầu làm", "Thêm minh chứng", "Báo cáo kết quả", "Được trả lại"]
    places = [html.index(step, html.index('id="dien-bien"')) for step in course]
    assert places == sorted(places)
    assert "Chủ tịch UBND Phường Thử: Thiếu danh sách" in html
    assert "chưa gắn với chỉ số nào, nên chưa nói được người dân được gì" in html


@pytest.mark.parametrize(
    ("state", "who", "buttons"),
    [
        (State.PROPOSED, "chair", ["assign_all", "cancel"]),
        (State.ASSIGNED, "centre_head", ["start", "add_evidence"]),
        (State.ASSIGNED, "centre_official", ["add_evidence"]),
        (State.DOING, "centre_head", ["report"]),
        (State.DOING, "centre_official", ["add_evidence"]),
        (State.REPORTED, "chair", ["accept", "send_back", "cancel"]),
        (State.REPORTED, "centre_head", []),
        (State.RETURNED, "centre_head", ["start", "add_evidence"]),
        (State.DONE, "chair", []),
        (State.CANCELLED, "chair", []),
        (State.DOING, "auditor", []),
    ],
)
def test_each_is_offered_what_they_can_do_now(world, client_of, state, who, buttons):
    task = world.task(state)
    html = client_of(getattr(world, who)).get(url_of(task)).content.decode()
    known = ["start", "add_evidence", "report", "accept", "send_back", "cancel"]
    doors = {name: reverse(f"work:{name}", args=[task.pk]) for name in known}
    doors["assign_all"] = reverse("work:assign_all", args=[task.document_id])
    assert [name for name in sorted(doors) if f'"{doors[name]}"' in html] == sorted(buttons)


@pytest.mark.long
@pytest.mark.parametrize(
    ("state", "who", "button", "fields"),
    [
        (State.ASSIGNED, "centre_head", "start", {}),
        (State.DOING, "centre_official", "add_evidence", {"note": "Danh sách, minh hoạ"}),
        (State.DOING, "centre_head", "report", {"note": WORDS}),
        (State.REPORTED, "chair", "accept", {}),
        (State.REPORTED, "chair", "send_back", {"note": "Thiếu danh sách hồ sơ trễ hẹn."}),
    ],
)
def test_after_the_swap_the_page_is_as_if_loaded_anew(world, client_of, state, who, button, fields):
    task = world.task(state)
    client = client_of(getattr(world, who))
    page = client.get(url_of(task)).content.decode()
    if button in ("report", "add_evidence"):
        fields = fields | {"file": world.paper()}
    swapped = htmx.swap(client, page, reverse(f"work:{button}", args=[task.pk]), fields)
    assert swapped == htmx.reloaded(client, url_of(task))
    assert swapped != htmx.main_of(htmx.html.document_fromstring(page))


def test_a_refusal_is_swapped_in_with_what_was_typed(world, client_of):
    task = world.task(State.DOING)
    client = client_of(world.centre_head)
    page = client.get(url_of(task)).content.decode()
    swapped = htmx.swap(client, page, reverse("work:report", args=[task.pk]), {"note": WORDS})
    assert "Cần ít nhất một minh chứng trước khi báo cáo." in swapped
    assert f"{WORDS}</textarea>" in swapped and "err-sum" in swapped


@pytest.mark.parametrize("who", ["culture_head", "official_of_another_ward"])
def test_others_cannot_see_it(world, client_of, who):
    assert client_of(getattr(world, who)).get(url_of(world.task())).status_code == 404


def test_the_page_asks_the_database_a_fixed_number_of_times(world, client_of, django_assert_max_num_queries):
    task = world.task(State.DOING, coordinating=[world.culture_office])
    for _number in range(6):
        actions.add_evidence(task.pk, by=world.centre_official, file=world.paper())
    client = client_of(world.centre_head)
    client.get(url_of(task))
    # session, user, posts, delegations, units, task, commitments, swapped days, coordinating, evidence, history, posts
    # of the history, locality
    with django_assert_max_num_queries(14):
        client.get(url_of(task))
