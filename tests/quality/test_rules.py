"""Rules, fullness, and points far from the usual, as values."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kheo.errors import RuleBroken
from kheo.procedures.facts import DOSSIER
from kheo.quality.proposed import EXPECTATIONS, RULES
from kheo.quality.questions import keeps
from kheo.quality.rules.arrival import (
    Came,
    Expectation,
    check_expectation,
    far_points,
    first_open_week,
    fullness,
    is_owed,
    score,
)
from kheo.quality.rules.validation import Grain, Missing, Operator, Rule, Side, What, check_rule
from tests.integrity.wards import MONDAY

USUAL = EXPECTATIONS[0]


def came(counts, in_time=None):
    first = MONDAY - timedelta(weeks=len(counts))
    return [
        Came(first + timedelta(weeks=n), count, count if in_time is None else in_time) for n, count in enumerate(counts)
    ]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_proposed_rule_is_right_and_comes_back_as_it_was_stored(rule):
    check_rule(rule, DOSSIER)
    assert Rule.read(rule.plain) == rule


def made(**changes):
    told = {
        "code": "qt-1", "name": "Quy tắc thử", "table": "dossier", "grain": Grain.ROW,
        "left": Side(What.COLUMN, "finished_on"), "operator": Operator.AT_LEAST,
        "right": Side(What.COLUMN, "received_on"), "missing": Missing.SKIP_ANY, "period_column": "received_on",
        "instruction": "Xem lại hai ngày này.", "source": "Thông báo 1",
    }  # fmt: skip
    return Rule(**{**told, **changes})


@pytest.mark.parametrize(
    "changes",
    [
        {"left": Side(What.SUM, "rating")},
        {"left": Side(What.COLUMN)},
        {"right": Side(What.NUMBER, "rating")},
        {"right": Side(What.COLUMN, "khong_co")},
        {"right": Side(What.COLUMN, "rating")},
        {"operator": Operator.TOGETHER, "right": Side(What.NUMBER)},
        {"period_column": "rating"},
        {"instruction": "xem"},
        {"grain": Grain.WEEK},
        {"grain": Grain.WEEK, "left": Side(What.SUM, "received_on"), "right": Side(What.NUMBER)},
        {"right": Side(What.COLUMN, "received_on", 1e9)},
        {"right": Side(What.COLUMN, "received_on", -4000)},
        {"right": Side(What.COLUMN, "received_on", 1.5)},
        {"right": Side(What.COLUMN, "received_on", float("nan"))},
    ],
)
def test_what_is_no_rule_is_refused(changes):
    with pytest.raises(RuleBroken):
        check_rule(made(**changes), DOSSIER)


@pytest.mark.parametrize(
    ("missing", "left", "right", "kept"),
    [
        (Missing.SKIP_ANY, None, 3.0, None),
        (Missing.SKIP_ALL, None, 3.0, False),
        (Missing.SKIP_ALL, None, None, None),
        (Missing.NEVER_SKIP, None, None, True),
        (Missing.SKIP_ANY, 4.0, 3.0, True),
    ],
)
def test_a_missing_sum_is_skipped_or_nought_as_the_rule_says(missing, left, right, kept):
    rule = made(grain=Grain.WEEK, left=Side(What.SUM, "rating"), right=Side(What.SUM, "rating"), missing=missing)
    assert keeps(rule, left, right) is kept


def test_a_unit_owes_weeks_while_it_used_to_have_records():
    assert is_owed(came([5] * 12), USUAL)
    assert not is_owed(came([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1]), USUAL)
    assert not is_owed([], USUAL)
    told = fullness(came([5] * 12 + [5] * 10 + [0, 5]), 12, USUAL)
    assert (told.owed, told.full) == (12, 11)


@pytest.mark.parametrize(
    ("days", "as_of", "open_from"),
    [
        (7, date(2026, 11, 23), date(2026, 11, 16)),  # the Sunday's dossiers had seven days on the Monday after next
        (7, date(2026, 11, 22), date(2026, 11, 9)),
        (0, date(2026, 11, 23), date(2026, 11, 23)),
        (0, date(2026, 11, 22), date(2026, 11, 16)),
    ],
)
def test_a_week_is_looked_at_when_all_its_days_are_over(days, as_of, open_from):
    assert first_open_week(replace(USUAL, days=days), as_of) == open_from


def test_a_share_in_time_is_of_what_came():
    told = fullness(came([4] * 24, in_time=3), 12, USUAL)
    assert (told.came, told.in_time) == (48, 36)


def test_a_week_far_from_the_own_past_stands_out_and_the_usual_swing_does_not():
    swing = [38, 42, 40, 37, 44, 41, 39, 40, 43, 36, 42, 40]
    assert [week.came for week in far_points(came([*swing, 40, 6, 41]), 3, USUAL)] == [6]
    assert far_points(came([*swing, *swing]), 12, USUAL) == []
    assert far_points(came([0] * 20), 12, USUAL) == []
    assert score(10, [10.0] * 12) == 0.0
    assert score(11, [10.0] * 12) == float("inf")


@pytest.mark.parametrize(
    "changes", [{"days": -1}, {"weeks": 2}, {"half": 101}, {"far": 1}, {"arrived_column": "rating"}, {"source": "vì"}]
)
def test_an_expectation_keeps_within_reason(changes):
    check_expectation(USUAL, DOSSIER)
    with pytest.raises(RuleBroken):
        check_expectation(Expectation(**{**USUAL.plain, **changes}), DOSSIER)
