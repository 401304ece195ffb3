"""What time limits mean: days, periods, rhythms, and days counted on the working calendar."""

from datetime import date

import pytest

from kheo.days import calendar_for
from kheo.grammar.limits import Limit, limit_of
from kheo.reader import read

ISSUED = date(2025, 12, 10)
CALENDAR = calendar_for(range(2025, 2028))


@pytest.mark.parametrize(
    ("words", "kind", "first", "last"),
    [
        ("trước ngày 20/11/2026", "day", None, "2026-11-20"),
        ("trước 16 giờ ngày 12/12", "day", None, "2025-12-12"),
        ("chậm nhất ngày 05 tháng 01 năm 2026", "day", None, "2026-01-05"),
        ("trong quý i/2026", "period", "2026-01-01", "2026-03-31"),
        ("trong quý iv năm 2026", "period", "2026-10-01", "2026-12-31"),
        ("trong tháng 3/2026", "period", "2026-03-01", "2026-03-31"),
        ("6 tháng đầu năm 2026", "period", "2026-01-01", "2026-06-30"),
        ("từ tháng 3 đến tháng 11/2026", "period", "2026-03-01", "2026-11-30"),
        ("từ ngày 15-12 đến 20-12", "period", "2025-12-15", "2025-12-20"),
        ("quý ii - quý iii/2026", "period", "2026-04-01", "2026-09-30"),
        ("trong năm 2026", "period", "2026-01-01", "2026-12-31"),
        ("hết năm 2026", "day", None, "2026-12-31"),
    ],
)
def test_days_and_periods(words: str, kind: str, first: str | None, last: str) -> None:
    found = limit_of(words, ISSUED)
    assert (found.kind, found.last) == (kind, date.fromisoformat(last))
    assert found.first == (date.fromisoformat(first) if first else None)


@pytest.mark.parametrize(
    ("words", "rhythm"),
    [
        ("hằng tháng", "monthly"),
        ("trước ngày 05 hằng tháng", "monthly"),
        ("định kỳ hàng quý", "quarterly"),
        ("thứ sáu hằng tuần", "weekly"),
        ("mỗi năm", "yearly"),
        ("định kỳ 6 tháng", "half-yearly"),
        ("trước 14 giờ hằng ngày", "daily"),
    ],
)
def test_rhythms(words: str, rhythm: str) -> None:
    assert limit_of(words, ISSUED) == Limit("recurring", rhythm=rhythm)


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("chậm nhất 5 ngày làm việc", "2025-12-17"),  # a weekend lies between
        ("trong vòng 3 ngày làm việc kể từ ngày nhận văn bản", "2025-12-15"),
        ("trong 10 ngày", "2025-12-22"),  # the tenth day is a Saturday
        ("trong 2 tuần", "2025-12-24"),
        ("trong 24 giờ", None),
        ("trong 5 ngày làm việc kể từ khi có kết luận thanh tra", None),
    ],
)
def test_days_counted_from_the_day_of_the_text(words: str, due: str | None) -> None:
    found = limit_of(words, ISSUED)
    assert found.kind == "relative"
    assert found.due(CALENDAR, ISSUED) == (date.fromisoformat(due) if due else None)


@pytest.mark.parametrize(
    ("words", "last"),
    [
        ("trong tháng 01", "2026-01-31"),  # a text of December means the next January
        ("trước 15/02", "2026-02-15"),
        ("trước 30/11", "2025-11-30"),
        ("trong tháng 12", "2025-12-31"),
    ],
)
def test_a_missing_year_is_the_next_one_when_its_months_are_long_past(words: str, last: str) -> None:
    assert limit_of(words, ISSUED).last == date.fromisoformat(last)


@pytest.mark.parametrize("words", ["ngay sau hội nghị", "trước tết", "trong nhiệm kỳ tới"])
def test_some_limits_name_no_day(words: str) -> None:
    assert limit_of(words, ISSUED).last is None


def test_a_task_carries_what_its_limit_means() -> None:
    text = "Chủ tịch UBND phường yêu cầu Công an phường báo cáo kết quả trong 5 ngày làm việc kể từ ngày ban hành."
    (task,) = read(text, ISSUED).tasks
    assert task.deadline_iso is None
    assert task.limit is not None
    assert task.limit.due(CALENDAR, ISSUED) == date(2025, 12, 17)


def test_a_limit_announced_once_holds_for_the_tasks_that_follow() -> None:
    text = (
        "Hội nghị tổng kết ngành\n\nChiều 2/12, Sở tổ chức hội nghị tổng kết. Phó Chủ tịch UBND tỉnh chủ trì.\n\n"
        "Kết luận hội nghị, Phó Chủ tịch UBND tỉnh giao 2 nhiệm vụ cho ngành trong năm 2026. Trước hết, ngành phải "
        "rà soát toàn bộ hồ sơ tồn. Thứ hai, ngành cần hoàn thiện cơ sở dữ liệu."
    )
    assert [task.deadline_iso for task in read(text, ISSUED).tasks] == ["2026-12-31", "2026-12-31"]


@pytest.mark.parametrize(
    ("limit", "day"),
    [
        ("trước ngày 15/01", "2028-01-15"),  # nobody sets a limit that is over
        ("hoàn thành trước ngày 15/01", "2028-01-15"),
        ("trước ngày 15/4", "2027-04-15"),
        ("chậm nhất ngày 20/3", "2027-03-20"),
    ],
)
def test_a_day_without_a_year_that_is_over_means_the_next_year(limit: str, day: str) -> None:
    text = f"Chủ tịch UBND phường yêu cầu Công an phường rà soát hồ sơ quá hạn {limit}."
    assert read(text, date(2027, 3, 12)).tasks[0].deadline_iso == day
