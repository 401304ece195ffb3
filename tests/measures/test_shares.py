"""Shares of few records: intervals and limits, held against what others published."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kheo.measures import shares

# R. G. Newcombe, Statistics in Medicine 17 (1998), 873-890, Table II, method 10: the difference is first less second.
PUBLISHED = [
    ((56, 70), (48, 80), 0.0524, 0.3339),
    ((9, 10), (3, 10), 0.1705, 0.8090),
    ((6, 7), (2, 7), 0.0582, 0.8062),
    ((5, 56), (0, 29), -0.0381, 0.1926),
    ((0, 10), (0, 20), -0.1611, 0.2775),
    ((0, 10), (0, 10), -0.2775, 0.2775),
    ((10, 10), (0, 20), 0.6791, 1.0000),
    ((10, 10), (0, 10), 0.6075, 1.0000),
]
counts = st.integers(1, 400).flatmap(lambda size: st.tuples(st.integers(0, size), st.just(size)))


@pytest.mark.parametrize(("after", "before", "low", "high"), PUBLISHED)
def test_the_interval_is_the_published_one(after, before, low, high):
    found = shares.difference(before, after)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_one_share_has_wilsons_interval():
    # Newcombe, Statistics in Medicine 17 (1998), 857-872, Table I, method 3: 81/263 and 15/148
    assert [round(each, 4) for each in shares.wilson(81, 263)] == [0.2553, 0.3662]
    assert [round(each, 4) for each in shares.wilson(15, 148)] == [0.0624, 0.1605]


@given(counts, counts)
def test_the_interval_holds_the_difference_and_turns_with_it(before, after):
    found, turned = shares.difference(before, after), shares.difference(after, before)
    assert -1 <= found.low <= found.value <= found.high <= 1
    assert found.low == pytest.approx(-turned.high) and found.high == pytest.approx(-turned.low)


def test_nothing_counted_has_no_interval():
    with pytest.raises(ValueError, match="something counted"):
        shares.difference((0, 0), (1, 2))


def test_limits_are_wider_where_fewer_were_counted():
    few, many = shares.limits((400, 500), 10), shares.limits((400, 500), 100)
    assert few[0] < many[0] < 0.8 < many[1] < few[1]
    assert many == pytest.approx((0.6680, 0.9320), abs=1e-4)


def test_a_baseline_without_a_miss_still_has_limits():
    assert shares.side((24, 24), (15, 16)) == 0
    assert shares.side((24, 24), (6, 16)) == -1


def test_a_point_is_judged_by_its_own_count():
    points = [(6, 10), (60, 100), (96, 100), (10, 10)]
    assert [shares.side((400, 500), point) for point in points] == [0, -1, 1, 0]


@given(counts, counts, st.integers(0, 50))
def test_more_good_records_never_lower_a_side(before, point, more):
    good, counted = point
    assert shares.side(before, (good + more, counted + more)) >= shares.side(before, point)
