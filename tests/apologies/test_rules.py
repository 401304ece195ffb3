"""When a slip is in time, how pressing it is, and what may not stand on it: tables and a property, no database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kheo.apologies import rules
from kheo.apologies.rules import Terms, Urgency
from kheo.days import calendar_for
from kheo.errors import RuleBroken

CALENDAR = calendar_for(range(2026, 2028))
FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("promised", "notice", "last"),
    [
        (date(2026, 11, 24), 1, date(2026, 11, 23)),
        (date(2026, 11, 23), 1, FRIDAY),
        (date(2026, 11, 23), 2, date(2026, 11, 19)),
        (date(2026, 11, 22), 1, FRIDAY),
        (date(2026, 11, 23), 0, date(2026, 11, 23)),
    ],
)
def test_the_last_day_to_say_sorry_is_counted_in_working_days(promised, notice, last):
    assert rules.last_day(promised, notice, CALENDAR) == last


@pytest.mark.parametrize(
    ("promised", "found"),
    [
        (date(2026, 11, 26), Urgency.SOON),
        (date(2026, 11, 24), Urgency.LAST_DAY),
        (date(2026, 11, 23), Urgency.PAST_NOTICE),
        (FRIDAY, Urgency.OVERDUE),
    ],
)
def test_how_pressing_a_dossier_is_on_a_monday(promised, found):
    assert rules.urgency(promised, date(2026, 11, 23), 1, CALENDAR) is found


@given(st.integers(0, 300), st.integers(-20, 20), st.integers(0, 10))
def test_as_days_go_by_nothing_becomes_less_pressing(day, offset, notice):
    today = date(2026, 2, 1) + timedelta(days=day)
    promised = today + timedelta(days=offset)
    order = [Urgency.SOON, Urgency.LAST_DAY, Urgency.PAST_NOTICE, Urgency.OVERDUE]
    now, tomorrow = (
        order.index(rules.urgency(promised, when, notice, CALENDAR)) for when in (today, today + timedelta(days=1))
    )
    assert now <= tomorrow


@pytest.mark.parametrize(
    ("check", "why"),
    [
        (lambda: rules.check_still_open(is_open=False, promised=FRIDAY), "đã xong, đã dừng"),
        (lambda: rules.check_still_open(is_open=False, promised=None), "không có ngày hẹn"),
        (lambda: rules.check_slips_left(1, 1), "đã hẹn lại 1 lần"),
        (lambda: new_day(FRIDAY), "sau hôm nay"),
        (lambda: new_day(date(2026, 11, 29)), "ngày làm việc"),
        (lambda: rules.check_reason("Chậm"), "ít nhất 10 chữ"),
        (lambda: rules.check_reason("Chờ xác minh, gọi 0912 345 678"), "số điện thoại"),
        (lambda: rules.check_signer(False), "Người ký"),
        (lambda: rules.check_terms(Terms(11, 1, "Nghị định", "memory")), "từ 0 đến 10"),
        (lambda: rules.check_terms(Terms(1, 0, "Nghị định", "memory")), "từ 1 đến 5"),
        (lambda: rules.check_terms(Terms(1, 1, " ", "memory")), "văn bản nào"),
    ],
)
def test_what_a_slip_may_not_say(check, why):
    with pytest.raises(RuleBroken, match=why):
        check()


def new_day(day):
    rules.check_new_day(day, promised=FRIDAY, today=date(2026, 11, 23), is_working=CALENDAR.is_working(day))


def test_what_a_slip_may_say():
    rules.check_terms(rules.FIRST_TERMS)
    for reason in rules.REASON_WORDS:
        rules.check_reason(reason)
    rules.check_reason("Sở chưa trả lời Công văn 123/UBND ngày 20/11/2026")
    new_day(date(2026, 11, 30))
