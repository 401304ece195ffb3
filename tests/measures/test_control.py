"""Control charts: the rules on small series, and agreement with an independent implementation."""

from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kheo.measures import control
from kheo.measures.control import Cause, State

STEADY = [50.0, 52.0, 49.0, 51.0, 50.0, 48.0, 51.0, 49.0, 50.0, 52.0, 49.0, 49.0]
MANY = [40] * 60


def test_limits_are_mean_and_two_point_66_moving_ranges():
    limits = control.limits_of([10.0, 12.0, 11.0])
    assert limits.mean == 11.0
    assert isclose(limits.upper, 11 + 2.66 * 1.5)
    assert isclose(limits.lower, 11 - 2.66 * 1.5)


def test_a_limit_above_one_hundred_stays_as_computed():
    assert control.limits_of([100.0, 90.0, 100.0, 90.0]).upper > 100


def test_one_point_has_a_mean_but_no_limits():
    judged = control.chart([50.0])
    assert judged.limits.upper is None and judged.causes == (Cause.COMMON,)


def test_limits_of_the_baseline_run_on_and_later_points_do_not_move_them():
    before = control.chart(STEADY).limits
    assert control.chart([*STEADY, 90.0, 91.0], baseline=12).limits == before


@pytest.mark.parametrize(
    ("later", "cause"),
    [
        ([70.0], Cause.ABOVE_LIMIT),
        ([30.0], Cause.BELOW_LIMIT),
        ([50.5] * 7, Cause.RUN_ABOVE),
        ([49.5] * 7, Cause.RUN_BELOW),
        ([48.0, 48.5, 49.0, 49.5, 50.5, 51.0, 51.5], Cause.TREND_UP),
        ([51.5, 51.0, 50.5, 49.5, 49.0, 48.5, 48.0], Cause.TREND_DOWN),
        ([55.0, 51.0, 55.0], Cause.NEAR_UPPER),
        ([45.0, 49.0, 45.0], Cause.NEAR_LOWER),
        ([50.5] * 6, Cause.COMMON),
    ],
)
def test_each_rule_names_the_newest_point(later, cause):
    series = [*STEADY, *later]
    assert control.chart(series, baseline=12).causes[-1] is cause


def test_the_newest_point_says_whether_it_is_better_or_worse_where_low_is_good():
    judged = control.chart([*STEADY, 30.0], baseline=12)
    assert control.state_of(judged, MANY[:13]) is State.WORSENING
    assert control.state_of(judged, MANY[:13], higher_is_better=False) is State.IMPROVING


def test_seven_baseline_points_are_too_few():
    judged = control.chart([*STEADY[:7], 90.0], baseline=7)
    assert control.state_of(judged, MANY[:8]) is State.TOO_FEW


def test_weeks_of_nine_records_are_too_few():
    judged = control.chart([*STEADY, 90.0], baseline=12)
    assert control.state_of(judged, [9] * 13) is State.TOO_FEW
    assert control.state_of(judged, [10] * 13) is State.IMPROVING


@given(st.lists(st.integers(0, 100), min_size=2, max_size=40))
def test_turning_a_series_upside_down_turns_every_cause(values):
    turned = {
        Cause.ABOVE_LIMIT: Cause.BELOW_LIMIT, Cause.TREND_UP: Cause.TREND_DOWN, Cause.NEAR_UPPER: Cause.NEAR_LOWER,
        Cause.RUN_ABOVE: Cause.RUN_BELOW, Cause.COMMON: Cause.COMMON,
    }  # fmt: skip
    turned |= {low: high for high, low in turned.items()}
    limits = control.limits_of(values)
    mirrored = control.Limits(-limits.mean, limits.moving_range)
    assert [turned[cause] for cause in control.causes_of(values, limits)] == control.causes_of(
        [-value for value in values], mirrored
    )


def test_the_last_point_of_a_rise_is_rising_even_when_another_rise_begins_just_after_it():
    two_rises = [1.0, 2, 3, 4, 5, 6, 7, 6.5, 7.5, 8.5, 9.5, 10.5, 11.5, 12.5]
    wide = control.Limits(7.0, 100.0)
    trends = control.causes_of(two_rises, wide)
    assert trends[6] is trends[7] is Cause.TREND_UP
    assert control.causes_of(two_rises, wide, manner=control.Manner(reference=True))[6] is Cause.TREND_DOWN


@given(
    st.lists(st.integers(0, 100), min_size=8, max_size=14),
    st.lists(st.integers(0, 100), min_size=1, max_size=20),
    st.data(),
)
def test_raising_a_point_lowers_no_side(baseline, later, data):
    place, limits = data.draw(st.integers(0, len(later) - 1)), control.limits_of(baseline)
    raised = [*later]
    raised[place] = data.draw(st.integers(later[place], 100))
    pairs = zip(control.sides_of(later, limits), control.sides_of(raised, limits), strict=True)
    assert all(before <= after for before, after in pairs)


def test_a_falling_series_above_its_old_limits_is_not_low():
    falling = [90.0, 89, 88, 87, 86, 85, 84]
    limits = control.limits_of(STEADY)
    assert set(control.sides_of(falling, limits)) == {1}
