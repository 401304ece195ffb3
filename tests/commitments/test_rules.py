"""The rules of a commitment: no database."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kheo.commitments import rules
from kheo.commitments.rules import Span
from kheo.errors import RuleBroken

shares = st.decimals(0, 100, places=2)


def test_the_road_is_nought_at_the_baseline_and_one_at_the_target():
    span = Span(Decimal(80), Decimal(95))
    assert span.progress(Decimal(80)) == 0
    assert span.progress(Decimal(95)) == 1
    assert span.progress(Decimal(77)) < 0


def test_a_target_below_the_baseline_is_met_by_falling():
    span = Span(Decimal(20), Decimal(5))
    assert span.is_met(Decimal(4)) and not span.is_met(Decimal(6))


def test_a_target_equal_to_the_baseline_is_no_road():
    with pytest.raises(ValueError, match="differs"):
        Span(Decimal(80), Decimal(80))


@given(baseline=shares, target=shares, now=shares)
def test_met_means_at_or_beyond_the_target(baseline, target, now):
    if baseline == target:
        return
    assert Span(baseline, target).is_met(now) == (now >= target if target > baseline else now <= target)


@pytest.mark.parametrize("started", [date(2026, 8, 3), date(2026, 8, 5), date(2026, 8, 9)])
def test_the_baseline_is_the_twelve_whole_weeks_before_the_week_of_the_start(started):
    assert rules.baseline_span(started) == (date(2026, 5, 11), date(2026, 8, 2))


@pytest.mark.parametrize("weeks", [0, 7, 53])
def test_a_baseline_of_too_few_or_too_many_weeks_is_refused(weeks):
    with pytest.raises(RuleBroken, match="8 đến 52 tuần"):
        rules.baseline_span(date(2026, 8, 3), weeks)


def test_the_date_lies_four_weeks_after_the_start_or_later():
    rules.check_dates(date(2026, 8, 3), date(2026, 8, 31))
    with pytest.raises(RuleBroken, match="ít nhất 4 tuần"):
        rules.check_dates(date(2026, 8, 3), date(2026, 8, 30))


def test_without_a_denominator_there_is_no_baseline():
    with pytest.raises(RuleBroken, match="không có hồ sơ nào được tính từ 11/5/2026 đến 02/8/2026"):
        rules.check_baseline(0, "hồ sơ", date(2026, 5, 11), date(2026, 8, 2))


@pytest.mark.parametrize(("target", "higher"), [("85", True), ("80", True), ("85", False), ("90", False)])
def test_a_target_is_better_than_the_baseline(target, higher):
    with pytest.raises(RuleBroken, match="hơn mức nền 85,0%"):
        rules.check_target(Decimal(target), 34, 40, higher_is_better=higher)


@pytest.mark.parametrize("target", ["-1", "100.01"])
def test_a_target_is_a_share(target):
    with pytest.raises(RuleBroken, match="từ 0 đến 100"):
        rules.check_target(Decimal(target), 34, 40)


@pytest.mark.parametrize(
    ("started", "due", "judged"),
    [
        (date(2026, 8, 3), date(2026, 12, 20), date(2026, 12, 21)),
        (date(2026, 8, 3), date(2026, 8, 31), date(2026, 9, 1)),  # Monday to Monday: four whole weeks are over
        (date(2026, 8, 5), date(2026, 9, 2), date(2026, 9, 7)),  # from Wednesday on they are over on a Sunday
    ],
)
def test_a_promise_is_judged_for_good_the_day_after_it_is_due(started, due, judged):
    assert rules.last_judged(started, due) == judged
