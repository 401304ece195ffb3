"""Whatever is published of small counts, no subtraction gives a group of one to four."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kheo.portal.rules import hidden, is_too_few

COUNTS = st.integers(0, 12)
TREES = st.dictionaries(st.integers(1, 7), st.tuples(COUNTS, st.lists(COUNTS, max_size=2)), max_size=7)
"""Units right below the ward: each with what lies at it, and at the units inside it."""


@given(TREES, COUNTS)
def test_no_subtraction_of_what_is_published_gives_a_group_of_one_to_four(tree, at_the_ward):
    parts = {unit: own + sum(inside) for unit, (own, inside) in tree.items()}
    whole = at_the_ward + sum(parts.values())
    untold = hidden(parts, whole=whole)
    told = [count for unit, count in parts.items() if unit not in untold]
    assert not any(is_too_few(count) for count in told)
    if is_too_few(whole):
        return  # the whole is not published either
    for size in range(len(told) + 1):
        assert not any(is_too_few(whole - sum(some)) for some in combinations(told, size))


@pytest.mark.parametrize(
    ("parts", "whole", "untold"),
    [
        ({1: 9, 2: 40}, 49, set()),
        ({1: 3, 2: 9, 3: 40}, 52, {1, 2}),
        ({1: 1, 2: 2, 3: 9, 4: 40}, 52, {1, 2, 3}),
        ({1: 2, 2: 3, 3: 40}, 45, {1, 2}),
        ({1: 9, 2: 40}, 51, {1}),
        ({1: 3, 2: 40}, 45, {1}),
        ({1: 0, 2: 40}, 40, set()),
        ({1: 30, 2: 40}, 40, {1, 2}),
    ],
)
def test_no_more_is_hidden_than_needs_to_be(parts, whole, untold):
    assert set(hidden(parts, whole=whole)) == untold
