"""Points, what is not known, and the class: exact, and never better or worse than what is known."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kheo.errors import RuleBroken
from kheo.scores import rules
from kheo.scores.rules import WHOLE, Border, Worth, class_at, classes_of, points, total

SIX = Worth(Decimal(6), Decimal(90))
CLASSES = [Border("tốt", Decimal(80)), Border("khá", Decimal(70)), Border("xuất sắc", Decimal(90))]


@pytest.mark.parametrize(
    ("rate", "worth", "earned"),
    [
        (Fraction(1), SIX, 6),
        (Fraction(9, 10), SIX, 6),
        (Fraction(45, 100), SIX, 3),
        (Fraction(0), SIX, 0),
        (Fraction(1, 3), Worth(Decimal("4.5"), Decimal(100)), Fraction(3, 2)),
        (Fraction(1, 4), Worth(Decimal(4), Decimal(50)), 2),
    ],
)
def test_points_grow_with_the_rate_up_to_the_threshold(rate, worth, earned):
    assert points(rate, worth) == earned


def test_what_has_no_value_is_neither_nothing_nor_all():
    worths = {"1.2": Worth(Decimal(4), Decimal(100)), "2.1": Worth(Decimal(20), Decimal(100)), "5.4": SIX}
    found = total({"2.1": Fraction(15), "9.9": Fraction(50)}, worths)
    assert (found.reached, found.possible, found.unknown, found.highest) == (15, 20, 80, 95)


@pytest.mark.parametrize(
    ("reached", "name"), [(95, "xuất sắc"), (90, "xuất sắc"), (Fraction(899, 10), "tốt"), (70, "khá"), (69, "")]
)
def test_the_class_is_that_of_the_highest_border_passed(reached, name):
    assert class_at(Fraction(reached), CLASSES) == name


def test_a_class_is_only_sure_when_the_unknown_cannot_change_it():
    sure = total({"a": Fraction(92)}, {"a": Worth(Decimal(95), Decimal(100))})
    assert classes_of(sure, CLASSES) == ("xuất sắc", "xuất sắc")
    unsure = total({"a": Fraction(72)}, {"a": Worth(Decimal(90), Decimal(100))})
    assert classes_of(unsure, CLASSES) == ("khá", "tốt")


shares = st.fractions(0, 1, max_denominator=1000)
items = st.lists(st.tuples(shares, st.integers(1, 20), st.integers(1, 100), st.booleans()), min_size=1, max_size=5)


@settings(max_examples=60)
@given(items)
def test_the_score_lies_between_what_is_sure_and_what_is_possible(made):
    worths = {str(place): Worth(Decimal(most), Decimal(full)) for place, (_rate, most, full, _known) in enumerate(made)}
    every = {str(place): points(rate, worths[str(place)]) for place, (rate, *_more) in enumerate(made)}
    known = {place: every[place] for place, row in zip(every, made, strict=True) if row[-1]}
    found, whole = total(known, worths), total(every, worths)
    assert 0 <= found.reached <= whole.reached <= whole.highest <= found.highest <= WHOLE
    assert found.possible + found.unknown == WHOLE
    for place, (rate, most, full, _known) in enumerate(made):
        assert (every[str(place)] == most) is (rate * 100 >= full)


@pytest.mark.parametrize(
    ("worths", "sentence"),
    [
        ({}, "ít nhất một chỉ số"),
        ({"1.1": Worth(Decimal(0), Decimal(100))}, "lớn hơn 0"),
        ({"1.1": Worth(Decimal(5), Decimal(101))}, "trên 0 đến 100%"),
        ({"1.1": Worth(Decimal(60), Decimal(100)), "1.2": Worth(Decimal(41), Decimal(100))}, "101, nhiều hơn 100"),
    ],
)
def test_weights_that_cannot_be_are_refused(worths, sentence):
    with pytest.raises(RuleBroken, match=sentence):
        rules.check_worths(worths)


def test_borders_sources_and_days_that_cannot_be_are_refused():
    for borders in (
        [Border("tốt", Decimal(80)), Border("tốt", Decimal(70))],
        [Border("tốt", Decimal(80)), Border("khá", Decimal(80))],
        [Border("tốt", Decimal(101))],
    ):
        with pytest.raises(RuleBroken):
            rules.check_borders(borders)
    with pytest.raises(RuleBroken, match="nguồn của điểm"):
        rules.check_source(" ", [], "")
    with pytest.raises(RuleBroken, match="nguồn của ngưỡng"):
        rules.check_source("Quyết định minh hoạ", CLASSES, "")
    rules.check_source("Quyết định minh hoạ", [], "")
    with pytest.raises(RuleBroken, match="ngày của bản trước"):
        rules.check_valid_from(date(2026, 1, 1), date(2026, 1, 2))
