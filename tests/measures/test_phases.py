"""Phases: a person cuts a series, and each stretch has limits of its own that later points do not move."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kheo.measures import control, phases
from kheo.measures.control import Cause

LOW = [50.0, 52, 49, 51, 50, 48, 51, 49, 50, 52, 49, 49, 51]
HIGH = [value + 30 for value in LOW]


def test_without_a_cut_there_is_one_phase_with_a_fixed_baseline():
    (only,) = phases.phases([*LOW, *HIGH])
    assert (only.first, only.end, only.baseline_end) == (0, 26, 13)
    assert only.judged.limits == control.limits_of(LOW)
    assert set(only.judged.causes[13:]) == {Cause.ABOVE_LIMIT}


def test_after_a_cut_the_new_level_is_the_usual_one():
    before, after = phases.phases([*LOW, *HIGH], [13])
    assert after.judged.limits.mean == pytest.approx(before.judged.limits.mean + 30)
    assert set(phases.causes([before, after])) == {Cause.COMMON}


def test_later_points_do_not_move_the_limits_of_a_phase():
    fixed = phases.phases([*LOW, *HIGH], [13])[1].judged.limits
    assert phases.phases([*LOW, *HIGH, 95, 95, 95], [13])[1].judged.limits == fixed


def test_a_phase_of_twelve_points_has_trial_limits():
    assert phases.phases([*LOW, *HIGH[:12]], [13])[1].judged.is_short


def test_a_run_does_not_reach_across_a_cut():
    series = [*LOW, *[50.5] * 5, *HIGH]
    assert phases.phases(series)[0].judged.causes[17] is Cause.RUN_ABOVE
    assert phases.phases(series, [18])[0].judged.causes[17] is Cause.COMMON


@given(st.lists(st.floats(0, 100), min_size=1, max_size=40), st.lists(st.integers(-3, 45), max_size=5))
def test_every_point_lies_in_one_phase(values, starts):
    cut = phases.phases(values, starts)
    assert [value for phase in cut for value in phase.judged.values] == values
    assert len(phases.causes(cut)) == len(values)
    assert [phase.end for phase in cut[:-1]] == [phase.first for phase in cut[1:]]
