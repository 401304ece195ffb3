"""The made-up dossiers hold the promised story: one desk improves, one does not, one month the system stands still."""

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from functools import cache
from itertools import islice

import pytest

from kheo.days import calendar_for
from kheo.demo import dossiers
from kheo.demo.dossiers import HEADERS, PROCEDURES

pytestmark = pytest.mark.long

CALENDAR = calendar_for(range(2023, 2028))
BEGAN, LAST = date(2026, 5, 26), date(2026, 11, 23)
NAMES = {"trung-tam": "Trung tâm", "kinh-te": "Phòng Kinh tế", "van-hoa": "Phòng Văn hoá"}
STORY = dossiers.story_of(BEGAN, LAST, CALENDAR)
LIMITS = {plan.code: plan.limit for plan in PROCEDURES}
Row = dict[str, str]


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    """All 24 months, by the names of the columns."""
    return [dict(zip(HEADERS, row, strict=True)) for row in dossiers.rows(STORY, NAMES, CALENDAR)]


@cache
def day_of(text: str) -> date:
    return datetime.strptime(text[:10], "%d/%m/%Y").date()  # noqa: DTZ007  a day without a clock


def on_time(rows: Iterable[Row], wanted: Callable[[Row], bool]) -> float:
    """Give the share of finished dossiers without a supplement whose result came by the promised day, in percent."""
    ended = [row for row in rows if row["Trạng thái"] == "10" and row["Số lần yêu cầu bổ sung"] == "0" and wanted(row)]
    good = [row for row in ended if day_of(row["Ngày xử lý xong"]) <= day_of(row["Ngày hẹn trả"])]
    assert len(ended) > 100, "too few to speak of a share"
    return 100 * len(good) / len(ended)


def promised(unit: str, first: date, last: date) -> Callable[[Row], bool]:
    return lambda row: row["Đơn vị xử lý"] == NAMES[unit] and first <= day_of(row["Ngày hẹn trả"]) <= last


def test_the_same_seed_gives_the_same_dossiers_and_another_seed_others() -> None:
    def some(seed: int) -> list[list[str]]:
        return list(islice(dossiers.rows(STORY, NAMES, CALENDAR, seed=seed), 500))

    assert some(1) == some(1)
    assert some(1) != some(2)


def test_about_forty_thousand_in_24_months_each_with_a_code_of_its_own(rows: list[Row]) -> None:
    assert 38_000 < len(rows) < 43_000
    assert len({row["Mã hồ sơ"] for row in rows}) == len(rows)
    days = {day_of(row["Ngày tiếp nhận"]) for row in rows}
    assert (min(days), max(days)) == (date(2024, 11, 1), LAST)
    months = {(day.year, day.month) for day in days}
    assert len(months) == dossiers.MONTHS + 1  # the last one is under way


def test_the_service_centre_improves_some_weeks_after_its_task(rows: list[Row]) -> None:
    before = on_time(rows, promised("trung-tam", BEGAN - timedelta(weeks=26), BEGAN))
    first_weeks = on_time(rows, promised("trung-tam", BEGAN, BEGAN + timedelta(weeks=3)))
    last_weeks = on_time(rows, promised("trung-tam", LAST - timedelta(weeks=8), LAST))
    assert 86 < before < 90
    assert abs(first_weeks - before) < 3, "nothing changes on the day a task is written down"
    assert last_weeks > 95


def test_the_economic_office_has_the_same_task_and_does_not(rows: list[Row]) -> None:
    before = on_time(rows, promised("kinh-te", BEGAN - timedelta(weeks=26), BEGAN))
    after = on_time(rows, promised("kinh-te", LAST - timedelta(weeks=9), LAST))
    assert 88 < before < 93
    assert abs(after - before) < 2.5


def test_on_two_days_of_one_month_the_system_stands_still(rows: list[Row]) -> None:
    stopped = sorted(STORY.stop)
    assert len(stopped) == 2
    assert BEGAN < stopped[0] < stopped[1] < LAST
    assert all(CALENDAR.is_working(day) for day in stopped)
    on_those_days = on_time(rows, lambda row: day_of(row["Ngày hẹn trả"]) in STORY.stop)
    before = on_time(rows, lambda row: stopped[0] - timedelta(weeks=2) <= day_of(row["Ngày hẹn trả"]) < stopped[0])
    assert on_those_days < 50 < 90 < before


def test_online_filing_grows_slowly_and_stays_below_the_promise(rows: list[Row]) -> None:
    def share(first: date, last: date) -> float:
        asked = [row for row in rows if promised("van-hoa", first, last)(row)]
        return 100 * sum(row["Hình thức nộp"] == "2" for row in asked) / len(asked)

    first, last = share(STORY.first_day, date(2025, 3, 1)), share(date(2026, 8, 1), LAST)
    assert first + 3 < last < 60


def test_every_dossier_makes_sense_by_itself(rows: list[Row]) -> None:
    for row in rows:
        received, due = day_of(row["Ngày tiếp nhận"]), day_of(row["Ngày hẹn trả"])
        assert CALENDAR.is_working(received)
        assert due == CALENDAR.add(received, LIMITS[row["Mã thủ tục"]])
        ended = row["Ngày xử lý xong"]
        assert bool(ended) == (row["Trạng thái"] not in ("4", "5"))
        assert not ended or received <= day_of(ended) <= LAST
        assert not row["Mức hài lòng"] or row["Ngày trả kết quả"]
        if row["Ngày yêu cầu bổ sung"]:
            asked, brought = day_of(row["Ngày yêu cầu bổ sung"]), day_of(row["Ngày bổ sung xong"])
            assert received < asked < brought <= LAST


def test_the_shape_of_the_whole_is_plausible(rows: list[Row]) -> None:
    statuses = Counter(row["Trạng thái"] for row in rows)
    assert set(statuses) <= {"3", "4", "5", "7", "8", "10"}
    assert 0.015 < sum(statuses[code] for code in "378") / len(rows) < 0.035
    assert 0.001 < statuses["4"] / len(rows) < 0.02, "a few are under way on the last day"
    rated = [row["Mức hài lòng"] for row in rows if row["Mức hài lòng"]]
    assert 0.12 < len(rated) / len(rows) < 0.18
    assert 0.7 < sum(mark in "45" for mark in rated) / len(rated) < 0.9
    by_weekday = Counter(day_of(row["Ngày tiếp nhận"]).weekday() for row in rows)
    assert max(by_weekday, key=lambda day: by_weekday[day]) == 0


def test_nobody_is_named_and_nothing_personal_is_made_up(rows: list[Row]) -> None:
    assert not {"Họ tên", "Người nộp", "Số điện thoại", "Địa chỉ", "CCCD"} & set(HEADERS)
    said = {value for row in rows[:2000] for value in row.values()}
    assert not [value for value in said if re.search(r"\b0\d{9}\b|\b\d{12}\b|@", value)]


def test_every_procedure_belongs_to_a_unit_of_the_ward_and_is_used(rows: list[Row]) -> None:
    used = Counter(row["Mã thủ tục"] for row in rows)
    assert set(used) == {plan.code for plan in PROCEDURES}
    assert {row["Đơn vị xử lý"] for row in rows} == set(NAMES.values())


def test_the_weekly_files_end_at_the_same_rows_and_none_tells_of_a_later_day() -> None:
    made = list(dossiers.rows(STORY, NAMES, CALENDAR))
    evenings = [LAST - timedelta(weeks=weeks) for weeks in (3, 2, 1, 0)]
    known: dict[str, list[str]] = {}
    sizes = []
    for evening, content in zip(evenings, dossiers.files(made, evenings), strict=True):
        told = list(csv.reader(content.decode("utf-8-sig").splitlines()))[1:]
        sizes.append(len(told))
        known |= {row[0]: row for row in told}
        for row in told:
            seen = dict(zip(HEADERS, row, strict=True))
            assert all(day_of(seen[name]) <= evening for name in dossiers.MOMENTS if seen[name])
            assert (seen["Trạng thái"] in ("4", "5")) == (not seen["Ngày xử lý xong"])
    assert [known[row[0]] for row in made] == made
    assert sizes[0] > 30_000
    assert all(200 < size < 1_500 for size in sizes[1:])
