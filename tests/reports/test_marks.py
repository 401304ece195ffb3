from decimal import Decimal

import pytest

from kheo.reports.marks import Marks, marks_of

HALF = [*[(34, 40), (36, 40)] * 6, (34, 40)]
UP, DOWN = [(40, 40)] * 13, [(20, 40)] * 13


@pytest.mark.parametrize(("newer", "change"), [(UP, "up"), (DOWN, "down"), (HALF, "same")])
def test_the_first_mark_says_whether_it_changes(newer, change):
    assert marks_of([*HALF, *newer], None) == Marks(change)


def test_where_less_is_better_a_fall_is_good():
    assert marks_of([*HALF, *DOWN], None, higher_is_better=False).change == "up"


@pytest.mark.parametrize("weeks", [[], [(0, 0)] * 24, HALF[:7], [(3, 4)] * 24])
def test_too_few_weeks_or_records_say_nothing(weeks):
    assert marks_of(weeks, Decimal(95)) == Marks("few")


@pytest.mark.parametrize(("target", "mark"), [(70, "hit"), (81, "mix"), (99, "not")])
def test_the_second_mark_lays_the_target_beside_the_usual_swing(target, mark):
    assert marks_of([(80, 100), (81, 100)] * 12, Decimal(target)).target == mark


@pytest.mark.parametrize(("target", "mark"), [(99, "hit"), (70, "not")])
def test_where_less_is_better_below_the_target_is_met(target, mark):
    assert marks_of([(80, 100), (81, 100)] * 12, Decimal(target), higher_is_better=False).target == mark


def test_with_twelve_weeks_nothing_is_said_of_the_target():
    assert marks_of([(80, 100), (81, 100)] * 6, Decimal(70)) == Marks("same")


def test_a_service_that_is_always_in_time_reaches_a_target_of_one_hundred():
    assert marks_of([(40, 40)] * 26, Decimal(100)) == Marks("same", "hit")


def test_off_course_is_what_worsens_or_cannot_reach_its_target():
    assert Marks("down").is_off_course and Marks("same", "not").is_off_course
    assert not Marks("up", "mix").is_off_course
