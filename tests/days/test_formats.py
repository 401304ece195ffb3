from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kheo.days import formats


@pytest.mark.parametrize(
    ("day", "text"),
    [(date(2026, 6, 5), "05/6/2026"), (date(2026, 11, 16), "16/11/2026"), (date(2026, 1, 3), "03/01/2026")],
)
def test_dates_follow_the_decree(day, text):
    assert formats.date_text(day) == text


def test_a_near_day_names_its_year_only_where_it_is_another():
    today = date(2026, 11, 23)
    assert formats.near_date_text(date(2026, 12, 7), today) == "07/12"
    assert formats.near_date_text(date(2027, 5, 26), today) == "26/5/2027"


def test_long_dates_follow_the_decree():
    assert formats.long_date(date(2026, 6, 5)) == "ngày 05 tháng 6 năm 2026"
    assert formats.long_date(date(2026, 2, 11)) == "ngày 11 tháng 02 năm 2026"


@pytest.mark.parametrize(
    "text",
    [
        "3-3-2026",
        "03/03/2026",
        "3.3.2026",
        " 3 / 3 / 2026 ",
        "3 3 2026",
        "03032026",
        "ngày 03 tháng 3 năm 2026",
        "2026-03-03",
    ],
)
def test_the_third_of_march_is_read_however_it_is_written(text):
    assert formats.parse_date(text) == date(2026, 3, 3)


@pytest.mark.parametrize("text", ["", "mai", "3-3-26", "31/02/2026", "3/13/2026", "00/01/2026", "1/1/0026"])
def test_what_is_no_date_is_refused_in_a_sentence(text):
    with pytest.raises(ValueError, match=r"\.$"):
        formats.parse_date(text)


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_written_date_is_read_back(day):
    assert formats.parse_date(formats.date_text(day)) == day
    assert formats.parse_date(formats.long_date(day)) == day


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (1234.5, 1, "1.234,5"),
        (1234567, 0, "1.234.567"),
        (0.05, 1, "0,1"),
        (-12.34, 1, "−12,3"),
        (-0.01, 1, "0,0"),
        (Decimal("2.675"), 2, "2,68"),
    ],
)
def test_numbers_have_points_and_a_comma(value, digits, text):
    assert formats.number(value, digits) == text


@pytest.mark.parametrize(
    ("numerator", "denominator", "text"),
    [
        (412, 472, "87,3%"),
        (0, 10, "0%"),
        (10, 10, "100%"),
        (9999, 10000, "99,99%"),
        (1, 10000, "0,01%"),
        (5, 0, "chưa có số liệu"),
        (0, None, "chưa có số liệu"),
    ],
)
def test_shares_never_pretend(numerator, denominator, text):
    assert formats.percent(numerator, denominator) == text


def test_the_week_has_names():
    assert formats.weekday(date(2026, 11, 23)) == "Thứ Hai"
    assert formats.weekday(date(2026, 11, 22)) == "Chủ nhật"
    assert formats.short_weekday(date(2026, 11, 24)) == "T3"


def test_moments_are_shown_in_vietnamese_time():
    assert formats.moment_text(datetime(2026, 11, 22, 17, 5, tzinfo=UTC)) == "00:05 ngày 23/11/2026"


def test_days_left_are_words():
    assert [formats.days_left_text(n) for n in (5, 0, -3)] == [
        "còn 5 ngày làm việc",
        "trong ngày",
        "quá 3 ngày làm việc",
    ]


def test_the_day_of_a_moment_is_the_vietnamese_day():
    assert formats.local_day(datetime(2026, 11, 22, 17, 5, tzinfo=UTC)) == date(2026, 11, 23)
