"""Whatever the weeks were, the sentence stays honest: no cause is claimed, and too little is called too little."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kheo.commitments.models import Commitment
from kheo.commitments.rules import FEWEST_BASELINE_WEEKS, WEEKS_BEFORE_A_VERDICT, State
from kheo.commitments.verdicts import verdict
from kheo.indicators.catalogue import ON_TIME
from kheo.indicators.models import Observation

STARTED = date(2026, 8, 3)
WEEK = timedelta(weeks=1)
CAUSE = re.compile(r"\b(nhờ|do|vì|bởi|nên|khiến|giúp|kết quả của|tác động)\b", re.IGNORECASE)

week = st.one_of(st.just(0), st.integers(15, 60)).flatmap(lambda size: st.tuples(st.integers(0, size), st.just(size)))


def judged(before, after, target):
    """Give the verdict of weeks, newest last, each (good, counted)."""
    first = STARTED - len(before) * WEEK
    good, counted = (sum(pair[place] for pair in before) for place in (0, 1))
    commitment = Commitment(
        indicator="ho-so-dung-han",
        baseline_start=first,
        baseline_end=STARTED - timedelta(days=1),
        baseline_numerator=good,
        baseline_denominator=counted,
        target=target,
        started_on=STARTED,
    )
    seen = [
        Observation(period_kind="week", period_start=first + number * WEEK, numerator=good, denominator=counted)
        for number, (good, counted) in enumerate([*before, *after])
    ]
    return commitment, verdict(commitment, ON_TIME, seen, STARTED + len(after) * WEEK)


@pytest.mark.long
@given(st.lists(week, min_size=8, max_size=14), st.lists(week, max_size=20), st.integers(0, 100))
def test_any_story(before, after, target):
    good, counted = (sum(pair[place] for pair in before) for place in (0, 1))
    if not counted or target * counted <= 100 * good:
        return  # the rules let no such commitment be made
    _commitment, found = judged(before, after, Decimal(target))
    assert not CAUSE.search(found.sentence), found.sentence
    whole = sum(bool(each[1]) for each in before), sum(bool(each[1]) for each in after)
    if whole[0] < FEWEST_BASELINE_WEEKS or whole[1] < WEEKS_BEFORE_A_VERDICT:
        assert found.state is State.TOO_FEW
    if found.state is State.TOO_FEW:
        assert found.sentence.startswith("Chưa đủ số liệu: ")
        return
    reached = 100 * found.figure.numerator >= target * found.figure.denominator
    assert found.sentence.startswith(found.figure.percent)
    assert found.figure.denominator > 0
    if found.state is State.MET:
        assert reached
    if found.state is State.IMPROVED:
        assert not reached
    assert ("chưa đạt mục tiêu" in found.sentence) is not reached
