"""A recurring task is reported period by period, and goes on until the reviewer ends it."""

from datetime import date, datetime

import pytest
from django.urls import reverse

from kheo.base import calendar, clock
from kheo.days import VIETNAM
from kheo.errors import RuleBroken
from kheo.work import actions
from kheo.work.models import Task
from kheo.work.rules import Rhythm, State
from kheo.work.shown import row_of


@pytest.fixture
def monthly(world):
    """A monthly task, assigned on 10/11/2026."""
    with clock.standing_at(datetime(2026, 11, 10, 9, tzinfo=VIETNAM)):
        return world.task(State.DOING, rhythm=Rhythm.MONTHLY)


def test_the_first_period_is_the_one_in_which_it_was_assigned(monthly):
    assert monthly.period_end == date(2026, 11, 30)
    assert monthly.period.label == "tháng 11/2026"


def test_an_accepted_report_opens_the_next_period(world, monthly, trace):
    world.reported(monthly)
    task = actions.accept_task(monthly.pk, by=world.chair, note="Đồng ý.")
    assert (task.state, task.round, task.period_end, task.closed_on) == (State.DOING, 2, date(2026, 12, 31), None)
    left = trace("task.period_accepted", task)
    assert left.changed == {"round": 1, "period_end": "2026-11-30"}
    assert trace("task.reported", task).changed == left.changed


def test_each_period_needs_its_own_evidence(world, monthly):
    world.reported(monthly)
    actions.accept_task(monthly.pk, by=world.chair)
    with pytest.raises(RuleBroken, match="Cần ít nhất một minh chứng"):
        actions.report_task(monthly.pk, by=world.centre_head, note="Tháng này cũng đã trả đúng hẹn.")
    assert world.reported(monthly).state == State.REPORTED


def test_what_is_sent_back_stays_in_its_period_with_its_evidence(world, monthly):
    world.reported(monthly)
    actions.return_task(monthly.pk, by=world.chair, note="Thiếu danh sách")
    actions.start_task(monthly.pk, by=world.centre_head)
    task = actions.report_task(monthly.pk, by=world.centre_head, note="Đã bổ sung danh sách (minh hoạ).")
    assert (task.round, task.period_end) == (1, date(2026, 11, 30))


def test_the_reviewer_ends_it(world, monthly, press):
    world.reported(monthly)
    assert press(world.chair, "accept", monthly, ends="1").status_code == 302
    monthly.refresh_from_db()
    assert (monthly.state, monthly.round) == (State.DONE, 1)


def test_the_reviewer_has_both_buttons_and_the_unit_sees_its_period(world, monthly, client_of):
    door = reverse("work:task", args=[monthly.pk])
    assert "Nộp kết quả kỳ tháng 11/2026" in client_of(world.centre_head).get(door).content.decode()
    world.reported(monthly)
    html = client_of(world.chair).get(door).content.decode()
    assert "Xác nhận kết quả kỳ tháng 11/2026" in html
    assert "Xác nhận và kết thúc việc định kỳ" in html


@pytest.mark.parametrize(
    ("today", "due", "kind"),
    [
        (date(2026, 11, 30), "kỳ tháng 11/2026", ""),
        (date(2026, 12, 1), "quá kỳ tháng 11/2026", "late"),
        (date(2027, 2, 3), "quá kỳ tháng 11/2026", "late"),
    ],
)
def test_a_period_that_is_over_and_not_reported_is_late(monthly, today, due, kind):
    shown = row_of(monthly, calendar.current(monthly.locality_id), today)
    assert (shown.due, shown.kind) == (due, kind)
    assert Task.objects.late(today).filter(pk=monthly.pk).exists() is (kind == "late")


def test_a_period_reported_in_time_is_not_late_however_long_its_judge_takes(world, monthly):
    world.reported(monthly)
    monthly.refresh_from_db()
    much_later = date(2027, 2, 3)
    shown = row_of(monthly, calendar.current(monthly.locality_id), much_later)
    assert (shown.due, shown.kind) == ("đã báo cáo kỳ tháng 11/2026", "")
    assert not Task.objects.late(much_later).exists()


def test_missed_periods_are_reported_one_by_one(world, monthly):
    with clock.standing_at(datetime(2027, 1, 5, 9, tzinfo=VIETNAM)):
        ends = []
        for _period in range(3):
            world.reported(monthly)
            task = actions.accept_task(monthly.pk, by=world.chair)
            ends.append(task.period_end)
    assert ends == [date(2026, 12, 31), date(2027, 1, 31), date(2027, 2, 28)]


def test_a_continuous_task_has_no_periods_but_goes_on_too(world):
    task = world.reported(world.task(State.DOING, rhythm=Rhythm.CONTINUOUS))
    task = actions.accept_task(task.pk, by=world.chair)
    assert (task.state, task.round, task.period_end) == (State.DOING, 2, None)
    assert row_of(task, calendar.current(task.locality_id), clock.today()).due == "thường xuyên"
