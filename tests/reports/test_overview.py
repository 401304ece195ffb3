"""Toàn cảnh: a sentence a commitment, what waits for a decision, every unit with every indicator."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from kheo.base import clock
from kheo.indicators import actions as indicators
from kheo.indicators import known
from kheo.reports.table import unit_table
from kheo.work import actions as work
from kheo.work.rules import Decision, Rhythm, State
from tests.commitments.conftest import FIRST
from tests.indicators.facts import NOW
from tests.plans.test_tie import PLAN, tie
from tests.reports.conftest import THEN

pytestmark = pytest.mark.long


BETTER, ALIKE, NEW_WEEKS = [39] * 16, [35, 34] * 8, 16


def test_each_commitment_is_one_sentence_what_is_off_course_first(world, facts, story, promise, screen_of):
    story([34, 35] * 8, unit=world.culture_office)
    story(BETTER)
    promise(world.service_centre)
    promise(world.culture_office)
    screen = screen_of(world.chair)
    (culture, words), (centre, better), _tasks = screen.sentences
    assert (culture, centre) == ("86,3%", "97,5%")
    assert words.startswith("Phòng Văn hoá – Xã hội, hồ sơ đúng hạn (")
    assert better.startswith("Trung tâm PVHCC, hồ sơ đúng hạn (")
    assert "Một điều đạt mục tiêu, một điều chưa đạt." in screen.text


def test_a_sentence_opens_its_records_its_chart_and_its_task(world, story, screen_of, client_of):
    story(BETTER)
    with clock.standing_at(THEN):
        task = world.task(indicator_code="ho-so-dung-han", target=95, due_on=date(2026, 12, 21))
    screen = screen_of(world.chair)
    chair = client_of(world.chair)
    assert "160 hồ sơ đằng sau con số 97,5%" in chair.get(screen.link("156/160 hồ sơ")).content.decode()
    assert "hạn 21/12/2026" in screen.text
    assert screen.link(task.code) == reverse("work:task", args=[task.pk])
    assert chair.get(screen.link("biểu đồ")).status_code == 200


def test_a_sentence_names_the_plan_that_made_it_and_opens_it(world, story, promise, screen_of):
    story(BETTER)
    plan = world.document(PLAN)
    tie(world, plan)
    assert screen_of(world.chair).link("Kế hoạch số 31/KH-UBND") == reverse("plans:of_document", args=[plan.pk])


def test_too_few_weeks_are_said_and_no_figure_is_shown_large(world, story, screen_of):
    story(BETTER)
    world.task(indicator_code="ho-so-dung-han", target=99)
    screen = screen_of(world.chair)
    figure, words = screen.sentences[0]
    assert figure == "còn quá sớm" and "mới có 0 tuần đủ" in words
    assert "Một điều chưa đủ số liệu để nói." in screen.text


def test_late_tasks_are_counted_recurring_ones_too(world, screen_of):
    with clock.standing_at(THEN):
        world.task(due_on=date(2026, 9, 1))
        world.task(rhythm=Rhythm.MONTHLY)
        world.task(State.REPORTED, due_on=date(2026, 9, 1))  # in time: its judge is slow, not the unit
    world.task()
    screen = screen_of(world.chair)
    assert screen.sentences == [("2/4", "nhiệm vụ đang làm đã quá hạn.")]
    assert screen.link("Xem 2 nhiệm vụ quá hạn") == reverse("work:tasks") + "?tinh_trang=qua_han"


def test_without_data_the_page_says_what_to_do_first(world, screen_of):
    screen = screen_of(world.chair)
    assert "Chưa có số liệu hồ sơ nào." in screen.text and screen.units == {}
    assert screen.link("Tới trang hồ sơ") == reverse("procedures:dossiers")
    assert "Chưa có nhiệm vụ nào đang làm." in screen.text
    assert "Không có việc nào chờ đồng chí quyết." in screen.text


def test_data_without_a_commitment_ask_for_one(world, story, screen_of):
    story(BETTER)
    screen = screen_of(world.chair)
    assert "Chưa gắn nhiệm vụ nào với chỉ số." in screen.text
    assert screen.link("Xem văn bản") == reverse("documents:documents")


@pytest.mark.parametrize(("days", "stale"), [(2, False), (9, True)])
def test_old_data_are_called_old(world, story, screen_of, days, stale):
    story(BETTER)
    with clock.standing_at(NOW + timedelta(days=days)):
        screen = screen_of(world.chair)
    assert ("ngày làm việc chưa chốt lại" in screen.text) is stale
    assert "Số liệu lúc 07:30 ngày 23/11/2026." in screen.text


def test_at_most_seven_decisions_stand_there_and_the_rest_one_door_away(world, screen_of):
    assert world.centre_head.unit == world.service_centre
    reading = world.reading()
    for _ in range(8):
        world.proposal(reading=reading, decision=Decision.ACCEPTED)
    for task in work.confirm_proposals(reading.pk, by=world.clerk):
        work.assign_task(task.pk, by=world.chair)
        world.reported(work.start_task(task.pk, by=world.centre_head))
    world.task(State.PROPOSED, due_on=date(2027, 1, 4))
    screen = screen_of(world.chair)
    assert len(screen.asks) == 7
    assert screen.asks[0].startswith("Giao 1 việc từ") and "hạn sớm nhất 04/01/2027" in screen.text
    assert screen.asks[1] == "Xác nhận kết quả: Trả hồ sơ đúng hẹn"
    assert screen.link("Xem cả 9 việc") == reverse("office:my_work")


def test_who_only_reads_is_asked_nothing(world, screen_of):
    world.task(State.REPORTED)
    world.task(State.PROPOSED)
    assert screen_of(world.auditor).asks == []


def test_every_unit_stands_with_every_indicator_and_its_tasks(world, story, promise, screen_of, client_of):
    story(ALIKE, unit=world.culture_office)
    story(BETTER)
    promise(world.service_centre)
    world.task()
    screen = screen_of(world.chair)
    assert list(screen.units) == ["Trung tâm Phục vụ hành chính công", "Phòng Văn hoá – Xã hội", "Cả địa phương"]
    on_time, online, satisfied, tasks = screen.units["Trung tâm Phục vụ hành chính công"]
    assert on_time.startswith("97,5%") and "tốt lên" in on_time
    assert online.startswith("0%") and satisfied == "chưa có số liệu"
    assert tasks == "1" and screen.units["Phòng Văn hoá – Xã hội"][3] == "0"
    assert screen.units["Cả địa phương"][0].startswith("91,9%")
    records = client_of(world.chair).get(screen.link("97,5%")).content.decode()
    assert "160 hồ sơ đằng sau con số 97,5%" in records


def test_a_unit_off_course_is_named_first_on_a_phone(world, facts, story, screen_of):
    story([20] * 16)
    screen = screen_of(world.chair)
    narrow = screen.page.xpath("//div[@class='for-phone']/ul/li")
    assert ["Trung tâm Phục vụ hành chính công" in li.text_content() for li in narrow] == [True]
    assert "50,0% (80/160)" in narrow[0].text_content() and "xấu đi" in narrow[0].text_content()


def test_a_unit_that_stopped_counting_says_so(world, facts, screen_of):
    for number in range(20):
        facts.week(world.service_centre, FIRST + timedelta(weeks=number), 30, 40)
    facts.week(world.culture_office, FIRST + timedelta(weeks=27), 30, 40)
    indicators.refresh(world.ward, by=None, now=NOW)
    assert screen_of(world.chair).units["Trung tâm Phục vụ hành chính công"][0] == "chưa có số liệu"


def test_another_ward_sees_nothing_of_it(world, story, promise, screen_of):
    story(BETTER)
    promise(world.service_centre)
    world.task()
    screen = screen_of(world.official_of_another_ward)
    assert screen.sentences == [("0/0", "Chưa có nhiệm vụ nào đang làm.")]
    assert "Chưa có số liệu hồ sơ nào." in screen.text and "Trung tâm" not in screen.text


@pytest.mark.parametrize("who", ["centre_head", "centre_official", "desk"])
def test_a_unit_has_its_own_page_not_this_one(world, client_of, who):
    assert client_of(getattr(world, who)).get(reverse("reports:overview")).status_code == 403


def test_a_stranger_is_sent_to_sign_in(client_of):
    assert client_of().get(reverse("reports:overview")).status_code == 302


def test_after_nights_that_failed_the_table_ends_with_the_weeks_that_the_snapshot_saw_over(world, facts, client_of):
    taken = NOW - timedelta(days=12)  # Wednesday 11/11
    facts.week(world.service_centre, date(2026, 11, 2), 3, 4)
    facts.dossier(world.service_centre, date(2026, 11, 13), finished=taken.date())  # done ahead
    indicators.refresh(world.ward, by=None, now=taken)
    client = client_of(world.chair)
    table = client.get(reverse("reports:overview")).context["units"]
    assert (table.first, table.last) == (date(2026, 10, 12), date(2026, 11, 8))
    line = next(line for line in table.lines if line.unit == world.service_centre)
    door = next(cell.door for cell in line.cells if cell.ratio.code == "ho-so-dung-han")
    counts = client.get(door.url).context["counts"]
    assert (door.good, door.counted) == (counts.good, counts.counted) == (3, 4)


def test_many_units_commitments_and_reports_ask_no_more_than_few(
    world, story, promise, client_of, django_assert_max_num_queries
):
    others = [world.unit(f"Tổ dân phố {n} (minh hoạ)") for n in range(4)]
    for unit in others:
        story(ALIKE, unit=unit)
    for unit in others:
        promise(unit)
    for _ in range(3):
        world.task(State.REPORTED)
    client = client_of(world.chair)
    with django_assert_max_num_queries(21):  # own indicators and phases among them
        text = client.get(reverse("reports:overview")).content.decode()
    assert text.count("Tổ dân phố") >= 8


def test_a_target_past_its_day_is_called_late(world, story, screen_of):
    story(ALIKE)
    with clock.standing_at(THEN):
        world.task(indicator_code="ho-so-dung-han", target=95, due_on=date(2026, 9, 14))
    (tag,) = screen_of(world.chair).page.xpath("//ol[@class='say']//span[@class='tag late']")
    assert tag.text == "quá hạn 26/10/2026"  # a target gets at least twelve weeks


def test_the_table_holds_the_target_of_a_promise_that_runs_not_of_one_that_is_over(world, story, promise):
    story(BETTER)
    made = promise(world.service_centre, 99)

    def marks(today):
        table = unit_table(world.ward, [made], known.of(world.ward.pk).headlines, None, today)
        (line,) = (line for line in table.lines if line.unit == world.service_centre)
        return [cell.marks.target for cell in line.cells if cell.ratio.code == "ho-so-dung-han"]

    assert marks(NOW.date()) == ["not"]
    made.due_on = NOW.date() - timedelta(days=1)
    assert marks(NOW.date()) == [""]
