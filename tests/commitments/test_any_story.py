"""Whatever the weeks were, the sentence stays honest: no cause is claimed, and too little is called too little."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kheo.commitments.rules import FEWEST_BASELINE_WEEKS, UNTOLD, WEEKS_BEFORE_A_VERDICT, State
from kheo.commitments.verdicts import verdict
from kheo.commitments.weeks import course
from kheo.indicators.catalogue import ON_TIME
from kheo.indicators.figures import Figure
from kheo.indicators.models import Observation

pytestmark = pytest.mark.long


STARTED = date(2026, 8, 3)
WEEK = timedelta(weeks=1)
CAUSE = re.compile(r"\b(nhờ|do|vì|bởi|nên|khiến|giúp|kết quả của|tác động)\b", re.IGNORECASE)

RANK = {State.WORSE: 0, State.SAME: 1, State.IMPROVED: 2, State.MET: 2}
sizes = st.one_of(st.just(0), st.integers(1, 8), st.integers(15, 60))
week = sizes.flatmap(lambda size: st.tuples(st.integers(0, size), st.just(size)))


def judged(before, after, target):
    """Give the verdict of weeks, newest last, each (good, counted)."""
    first = STARTED - len(before) * WEEK
    good, counted = (sum(pair[place] for pair in before) for place in (0, 1))
    baseline = Figure(good, counted, None, first, STARTED - timedelta(days=1))
    seen = [
        Observation(period_kind="week", period_start=first + number * WEEK, numerator=good, denominator=counted)
        for number, (good, counted) in enumerate([*before, *after])
    ]
    return verdict(course(ON_TIME, seen, baseline, STARTED, STARTED + len(after) * WEEK), target)


@given(st.lists(week, min_size=8, max_size=14), st.lists(week, max_size=20), st.integers(0, 100))
def test_any_story(before, after, target):
    good, counted = (sum(pair[place] for pair in before) for place in (0, 1))
    if not counted or target * counted <= 100 * good:
        return  # the rules let no such commitment be made
    found = judged(before, after, Decimal(target))
    assert not CAUSE.search(found.sentence), found.sentence
    whole = sum(bool(each[1]) for each in before), sum(bool(each[1]) for each in after)
    if whole[0] < FEWEST_BASELINE_WEEKS or whole[1] < WEEKS_BEFORE_A_VERDICT:
        assert found.state in UNTOLD
    if found.state in UNTOLD:
        assert found.sentence.startswith(("Chưa đủ số liệu: ", "Còn quá sớm: "))
        return
    reached = 100 * found.figure.numerator >= target * found.figure.denominator
    assert found.sentence.startswith(found.figure.percent)
    assert found.figure.denominator > 0
    if found.state is State.MET:
        assert reached
    if found.state is State.IMPROVED:
        assert not reached
    assert ("chưa đạt mục tiêu" in found.sentence) is not reached


@given(st.lists(week, min_size=8, max_size=14), st.lists(week, min_size=4, max_size=20), st.data())
def test_more_good_records_never_make_the_verdict_worse(before, after, data):
    good, counted = (sum(pair[place] for pair in before) for place in (0, 1))
    if not counted or good == counted:
        return
    target = Decimal(100)
    more = data.draw(st.lists(st.integers(0, 30), min_size=len(after), max_size=len(after)))
    richer = [(good + extra, counted + extra) for (good, counted), extra in zip(after, more, strict=True)]
    was, now = judged(before, after, target), judged(before, richer, target)
    if was.is_told and now.is_told:
        assert RANK[now.state] >= RANK[was.state], (was.sentence, now.sentence)


@given(st.lists(week, max_size=7), st.lists(week, max_size=20))
def test_no_verdict_rests_on_a_short_baseline(before, after):
    if sum(counted for _good, counted in before):
        assert judged(before, after, Decimal(100)).state in UNTOLD
