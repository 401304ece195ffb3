"""The queue of an official: their next steps by working days left, one action a row."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from kheo.base import clock
from kheo.people import actions as people
from kheo.people.models import Official
from kheo.work import actions as work
from kheo.work.rules import Decision, Rhythm, State
from tests.office.conftest import MONDAY

# Tuesday 24/11 is a public holiday from 2026 on (Ngày Văn hoá Việt Nam): it is no working day.
FRIDAY_BEFORE, FRIDAY, SUNDAY, FAR = date(2026, 11, 20), date(2026, 11, 27), date(2026, 11, 29), date(2026, 12, 11)


@pytest.mark.long
def test_the_head_sees_the_tasks_of_the_unit_by_working_days_left(world, long_since, desk_of):
    long_since(due_on=FAR)
    long_since(due_on=FRIDAY)
    long_since(due_on=FRIDAY_BEFORE)
    long_since(due_on=MONDAY)
    long_since(rhythm=Rhythm.QUARTERLY)
    desk = desk_of(world.centre_head)
    assert list(desk.groups) == ["Quá hạn", "Hôm nay", "Trong 5 ngày làm việc tới", "Sau đó", "Định kỳ"]
    assert [row[0] for rows in desk.groups.values() for row in rows][:4] == [
        "quá 1 ngày làm việc",
        "trong ngày",
        "còn 3 ngày làm việc",
        "còn 13 ngày làm việc",
    ]
    assert set(desk.verbs) == {"Nộp kết quả"}
    assert "Hôm nay đồng chí có 2 việc cần làm" in desk.text and "1 việc đã quá hạn." in desk.text


def test_a_row_names_the_task_its_code_its_unit_and_its_day(world, desk_of):
    task = world.task(due_on=FRIDAY)
    assert desk_of(world.centre_head).groups["Trong 5 ngày làm việc tới"] == [
        ("còn 3 ngày làm việc", "Nộp kết quả", "Trả hồ sơ đúng hẹn", f"{task.code}, Trung tâm PVHCC, hạn 27/11/2026")
    ]


@pytest.mark.parametrize(
    ("state", "verb"),
    [(State.ASSIGNED, "Nhận việc"), (State.DOING, "Nộp kết quả"), (State.RETURNED, "Làm lại theo góp ý")],
)
def test_the_verb_is_the_next_step(world, desk_of, state, verb):
    world.task(state)
    assert desk_of(world.centre_head).verbs == [verb]


def test_a_colleague_without_the_right_to_report_may_add_evidence(world, desk_of):
    world.task()
    assert desk_of(world.centre_official).verbs == ["Thêm minh chứng"]


def test_the_leader_judges_reports_assigns_and_sees_what_still_has_to_be_confirmed(world, desk_of):
    world.task(State.REPORTED)
    world.task(State.PROPOSED)
    world.proposal()
    assert sorted(desk_of(world.chair).verbs) == ["Giao việc", "Xác nhận kết quả", "Xác nhận việc"]


def test_a_report_waits_for_its_judge_from_the_day_it_came_however_far_its_due_day_is(world, desk_of):
    task = world.task(State.REPORTED, due_on=FAR)
    where = f"{task.code}, Trung tâm PVHCC, hạn 11/12/2026"
    assert desk_of(world.chair).groups["Hôm nay"] == [
        ("chờ từ 23/11", "Xác nhận kết quả", "Trả hồ sơ đúng hẹn", where)
    ]  # fmt: skip


def test_a_report_in_time_is_not_late_while_its_judge_is_slow(world, desk_of):
    with clock.standing_at(clock.now() - timedelta(days=60)):
        world.task(State.REPORTED)
    groups = desk_of(world.chair).groups
    assert list(groups) == ["Hôm nay"] and groups["Hôm nay"][0][0].startswith("chờ từ")


def test_the_clerk_confirms_and_does_not_assign(world, desk_of):
    world.task(State.PROPOSED)
    world.proposal()
    assert desk_of(world.clerk).verbs == ["Xác nhận việc"]


def test_who_reported_waits_and_never_judges_the_own_report(world, desk_of):
    task = world.task(State.REPORTED)
    desk = desk_of(world.centre_head)
    assert desk.verbs == []
    assert "1 việc đang chờ người khác" in desk.text
    assert f"từ 23/11 Chờ xác nhận Trả hồ sơ đúng hẹn {task.code}, Chủ tịch UBND Phường Thử" in desk.text


def test_who_assigned_sees_what_the_units_still_do(world, desk_of):
    world.task()
    assert "1 việc đang chờ người khác còn 21 ngày làm việc Đang làm" in desk_of(world.chair).text


@pytest.mark.parametrize("state", [State.DONE, State.CANCELLED])
def test_what_is_closed_is_on_nobodys_desk(world, desk_of, state):
    world.task(state)
    for official in (world.centre_head, world.chair, world.clerk):
        assert desk_of(official).verbs == []


@pytest.mark.parametrize("who", ["culture_head", "auditor", "official_of_another_ward"])
def test_others_see_nothing_of_it(world, desk_of, who):
    world.task()
    world.task(State.REPORTED)
    world.task(State.PROPOSED)
    world.proposal()
    desk = desk_of(getattr(world, who))
    assert desk.verbs == [] and "hồ sơ đúng hẹn" not in desk.text


def test_proposals_of_one_document_are_one_row_with_their_earliest_day_and_year(world, desk_of):
    reading = world.reading()
    for day in (date(2027, 6, 1), date(2027, 5, 26)):
        world.proposal(reading=reading, due_on=day)
    ((when, verb, _title, where),) = desk_of(world.clerk).groups["Hôm nay"]
    assert (when, verb, where) == ("đang chờ", "Xác nhận việc", "2 việc gợi ý, hạn sớm nhất 26/5/2027")


def test_a_document_with_a_day_past_inside_is_late(world, desk_of):
    world.proposal(due_on=FRIDAY_BEFORE)
    ((when, _verb, _title, where),) = desk_of(world.clerk).groups["Quá hạn"]
    assert (when, where) == ("đã quá hạn", "1 việc gợi ý, hạn sớm nhất 20/11")


@pytest.mark.parametrize("decision", [Decision.DROPPED, Decision.MERGED])
def test_what_was_decided_waits_for_nobody(world, desk_of, decision):
    world.proposal(decision=decision)
    assert desk_of(world.clerk).verbs == []


def test_ten_working_days_ahead_are_counted_and_a_day_off_counts_on_the_day_before(world, desk_of):
    world.task(due_on=FRIDAY)
    world.task(due_on=SUNDAY)
    days = desk_of(world.centre_head).days
    assert len(days) == 10
    assert [day for day in days if day[0] != "trống"] == [("2 việc", "T6 27/11")]
    assert days[0] == ("trống", "T2 23/11") and days[1] == ("trống", "T4 25/11")


def test_an_empty_desk_says_why_and_opens_one_door(world, desk_of):
    for official, door in [(world.clerk, reverse("work:read_in")), (world.auditor, reverse("work:tasks"))]:
        desk = desk_of(official)
        assert "Hôm nay không có việc nào phải xong" in desk.text
        (empty,) = desk.page.xpath("//div[@class='empty']")
        assert "Chưa có việc nào chờ đồng chí." in empty.text_content()
        assert [link.get("href") for link in empty.iter("a")] == [door]


def test_only_who_takes_documents_in_is_offered_it(world, desk_of):
    world.task()
    assert "Đưa văn bản vào" in desk_of(world.clerk).text
    assert "Đưa văn bản vào" not in desk_of(world.centre_head).text


def test_a_stranger_is_sent_to_sign_in(client_of):
    assert client_of().get(reverse("office:my_work")).status_code == 302


def test_who_acts_for_a_head_sees_the_tasks_of_that_unit_too(world, desk_of):
    world.task()
    assert desk_of(world.culture_head).verbs == []
    (post,) = world.centre_head.posts
    people.delegate(post, to=world.culture_head, by=world.administrator, start=MONDAY, end=FRIDAY)
    deputy = Official.objects.get(pk=world.culture_head.pk)
    assert desk_of(deputy).verbs == ["Nộp kết quả"]


def test_many_rows_ask_no_more_than_few(world, client_of, django_assert_max_num_queries):
    assert world.centre_head.unit == world.service_centre
    reading = world.reading()
    for _ in range(6):
        world.proposal(reading=reading, decision=Decision.ACCEPTED)
    tasks = work.confirm_proposals(reading.pk, by=world.clerk)
    for task in tasks[:4]:
        work.assign_task(task.pk, by=world.chair)
        world.reported(work.start_task(task.pk, by=world.centre_head))
    for _ in range(3):
        world.proposal()
    client = client_of(world.chair)
    with django_assert_max_num_queries(15):  # one of them for questions about numbers
        text = client.get(reverse("office:my_work")).content.decode()
    assert text.count("Xác nhận kết quả") == 4 and "2 việc chờ giao" in text
