"""When numbers are unlike the usual: exact tails, the least surprised comparison, many tests at once, the sums."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kheo.days import Calendar
from kheo.errors import RuleBroken
from kheo.integrity.catalogue import BY_CODE, SIGNALS
from kheo.integrity.rules import asking, sums
from kheo.integrity.rules.judging import Day, Limits, Part, Seen, Week, chosen, dispersion, judge_bursts, judge_share
from kheo.integrity.rules.shapes import Against
from kheo.integrity.rules.tails import binomial_tail, fisher_tail

PROMISED, ROUND, BURSTS = BY_CODE["xong-dung-ngay-hen"], BY_CODE["phut-tron"], BY_CODE["danh-gia-don-dap"]
MONDAY = date(2026, 10, 26)


def weeks(parts, first=MONDAY):
    return tuple(Week(first + timedelta(weeks=n), Part(*part)) for n, part in enumerate(parts))


def seen(window, past=(), peers=(0, 0)):
    return Seen(1, weeks(past, MONDAY - timedelta(weeks=len(past))), weeks(window), Part(*peers))


def judged(signal, told, against=Against.BOTH):
    return judge_share(signal, signal.values(), against, told)


# tails, against known values


@pytest.mark.parametrize(
    ("found", "known"),
    [
        (binomial_tail(8, 10, 0.5), 56 / 1024),
        (binomial_tail(0, 10, 0.3), 1.0),
        (binomial_tail(11, 10, 0.3), 0.0),
        (binomial_tail(10, 10, 0.1), 1e-10),
        (fisher_tail(3, 4, 1, 4), 17 / 70),  # the lady tasting tea
        (fisher_tail(4, 4, 0, 4), 1 / 70),
        (fisher_tail(0, 5, 3, 9), 1.0),
    ],
)
def test_tails_are_exact(found, known):
    assert found == pytest.approx(known, rel=1e-9)


@settings(max_examples=40)
@given(st.integers(0, 60), st.integers(1, 60), st.floats(0.01, 0.99))
def test_a_tail_is_a_chance_and_falls_as_more_is_asked_for(least, of, share):
    here, more = binomial_tail(least, of, share), binomial_tail(least + 1, of, share)
    assert 0.0 <= more <= here <= 1.0


# the judgement


def test_far_above_the_own_past_and_like_units_stands_out():
    found = judged(PROMISED, seen([(28, 30)] * 4, past=[(10, 30)] * 20, peers=(40, 120)))
    assert found.stands_out and found.chance < 1e-9
    assert found.usual == pytest.approx(1 / 3)
    assert (found.first, found.last) == (MONDAY, MONDAY + timedelta(days=27))


def test_what_like_units_do_too_is_usual():
    found = judged(PROMISED, seen([(28, 30)] * 4, past=[(10, 30)] * 20, peers=(112, 120)))
    assert not found.stands_out
    assert judged(PROMISED, seen([(28, 30)] * 4, past=[(10, 30)] * 20, peers=(112, 120)), Against.PAST).stands_out


def test_a_difference_of_a_few_points_is_no_question_however_many_records():
    found = judged(PROMISED, seen([(4200, 10000)] * 4, past=[(3300, 10000)] * 20))
    assert found.chance < 1e-9
    assert not found.stands_out


def test_below_the_floor_of_records_nothing_is_said():
    assert judged(PROMISED, seen([(7, 7)] * 4, past=[(1, 30)] * 20)) is None
    assert judged(PROMISED, seen([(30, 30)] * 4, past=[(1, 2)] * 2)) is None


def test_a_unit_without_a_past_is_not_judged_by_its_likes_alone():
    new = seen([(14, 30)] * 4, past=[(0, 0)] * 20, peers=(400, 2000))
    assert judged(PROMISED, new) is None
    assert judged(PROMISED, new, Against.LIKE_UNITS).stands_out
    assert judged(ROUND, new).usual == 0.2


def test_a_declared_share_counts_where_no_past_is_known():
    assert judged(ROUND, seen([(30, 30)] * 4)).usual == 0.2
    assert judged(ROUND, seen([(6, 30)] * 4)).chance > 0.3


def test_weeks_that_differ_much_among_themselves_widen_the_comparison():
    calm, wild = [(10, 30)] * 20, [(20, 30), (0, 30)] * 10
    assert dispersion([Part(*each) for each in calm]) == 1.0
    assert dispersion([Part(*each) for each in wild]) > 10
    window = [(17, 30)] * 4
    assert judged(PROMISED, seen(window, past=calm)).chance < 1e-5
    assert judged(PROMISED, seen(window, past=wild)).chance > 0.05


def test_a_burst_is_many_of_one_rating_on_one_day():
    past = [Day(1, MONDAY - timedelta(days=n), 5, Part(2, 4)) for n in range(1, 40)]
    many, few, mixed = (Day(1, MONDAY, 5, Part(*part)) for part in ((24, 25), (6, 6), (24, 48)))
    window = (MONDAY, MONDAY + timedelta(days=27))
    told = {name: judge_bursts(BURSTS, BURSTS.values(), [*past, day], window)[0].stands_out
            for name, day in (("many", many), ("few", few), ("mixed", mixed))}  # fmt: skip
    assert told == {"many": True, "few": False, "mixed": False}


def test_a_rating_that_hardly_ever_came_is_compared_with_all_ratings_of_the_past():
    """Sixty days of ten ratings; a "1" came on two of them, a "2" never."""
    days = [MONDAY - timedelta(days=n) for n in range(1, 61)]
    past = [Day(1, day, 5, Part(9 if n < 2 else 10, 10)) for n, day in enumerate(days)]
    past += [Day(1, day, 1, Part(1, 10)) for day in days[:2]]
    now = [Day(1, MONDAY, 1, Part(40, 40)), Day(1, MONDAY + timedelta(days=1), 2, Part(40, 40))]
    ones, twos = judge_bursts(BURSTS, BURSTS.values(), [*past, *now], (MONDAY, MONDAY + timedelta(days=27)))
    assert (ones.before, twos.before) == (Part(2, 600), Part(0, 600))
    assert ones.usual == pytest.approx(40 * 2 / 600)
    assert ones.stands_out and twos.stands_out and max(ones.chance, twos.chance) < 1e-9


def test_a_day_on_which_many_rated_dossiers_were_finished_is_no_burst_by_that_alone():
    """After a feast ten times as many are finished as usual, rated as they always were."""
    days = [MONDAY - timedelta(days=n) for n in range(1, 61)]
    past = [Day(1, day, value, Part(count, 4)) for day in days for value, count in ((5, 3), (4, 1))]
    as_always = [Day(1, MONDAY, 5, Part(38, 40)), Day(1, MONDAY, 4, Part(2, 40))]
    fives, fours = judge_bursts(BURSTS, BURSTS.values(), [*past, *as_always], (MONDAY, MONDAY + timedelta(days=27)))
    assert fives.stands_out and fives.chance > 1e-4
    assert not fours.stands_out


# how many become questions


def findings(*chances, unit=0):
    made = judged(PROMISED, seen([(28, 30)] * 4, past=[(10, 30)] * 20))
    return [
        replace(made, chance=chance, unit=unit or number, first=MONDAY + timedelta(days=number))
        for number, chance in enumerate(chances, start=1)
    ]


def test_all_tests_made_count_against_the_chance():
    limits = Limits(chance=0.01, a_week=5, a_unit=2)
    assert len(chosen(findings(0.004), limits)) == 1
    assert chosen(findings(0.004, *[0.5] * 20), limits) == []
    assert [each.chance for each in chosen(findings(0.0004, 0.4, 0.00045, 0.3), limits)] == [0.0004, 0.00045]


def test_there_are_a_few_questions_a_week_the_least_likely_first():
    limits = Limits(chance=0.01, a_week=3, a_unit=2)
    assert [each.unit for each in chosen(findings(*[1e-9] * 10), limits)] == [1, 2, 3]
    assert len(chosen(findings(*[1e-9] * 10, unit=7), limits)) == 2
    assert chosen(findings(1e-9, unit=7), limits, spent={7: 2}) == []


def test_the_same_days_of_a_unit_are_asked_about_once():
    (first,) = findings(1e-9)
    likelier = replace(first, chance=1e-8, apart=4)
    assert chosen([likelier, first], Limits(chance=0.01, a_week=5, a_unit=2)) == [first]


# every signal is data


@pytest.mark.parametrize("signal", SIGNALS, ids=lambda signal: signal.code)
def test_a_signal_says_its_source_what_is_ordinary_and_keeps_its_bounds(signal):
    assert signal.source.text and signal.ordinary_text and signal.question.endswith("?")
    assert "%(marked)s" in signal.question and "%(ordinary)s" in signal.question
    signal.check_values(signal.values())
    for each in signal.parameters:
        with pytest.raises(RuleBroken):
            signal.check_values({**signal.values(), each.code: each.high + 1})


# a question's days


def test_the_unit_has_its_working_days_before_verifiers_see():
    friday = date(2026, 11, 20)
    assert asking.shown_from(friday, 5, Calendar({})) == date(2026, 11, 30)


def test_a_question_is_answered_until_it_is_closed_and_closed_once():
    asking.check_can_still_answer(asking.State.ANSWERED)
    with pytest.raises(RuleBroken):
        asking.check_can_still_answer(asking.State.CLOSED)
    with pytest.raises(RuleBroken):
        asking.check_can_close(asking.State.CLOSED, MONDAY, MONDAY)
    with pytest.raises(RuleBroken):
        asking.check_can_close(asking.State.ASKED, MONDAY, MONDAY + timedelta(days=1))
    asking.check_can_close(asking.State.ANSWERED, MONDAY, MONDAY + timedelta(days=1))
    with pytest.raises(RuleBroken):
        asking.check_words("ừ")
    with pytest.raises(RuleBroken):
        asking.check_not_own(is_own_unit=True)


# printed figures


PRINTED = "Hài lòng; 150; 61,31\nKhông hài lòng; 152; 38,69"
"""As once printed of 302 rated items (docs: a newspaper of August 2024)."""


def test_printed_shares_are_divided_again():
    assert sums.disagreements(302, sums.read_lines(PRINTED)) == [
        "“Hài lòng”: 150 trên 302 không cho ra 61,31%.",
        "“Không hài lòng”: 152 trên 302 không cho ra 38,69%.",
    ]
    assert sums.disagreements(302, sums.read_lines("Hài lòng; 150; 49,67\nKhông; 152; 50,33")) == []


def test_parts_are_added_up_and_so_are_shares():
    found = sums.disagreements(1300, sums.read_lines("A; 1.000\nB; 200"))
    assert found == ["Các phần cộng lại là 1200, tổng ghi 1300."]
    thirds = sums.read_lines("A; 1; 33,3\nB; 1; 33,3\nC; 1; 33,3")
    assert sums.disagreements(3, thirds) == []
    assert len(sums.disagreements(4, sums.read_lines("A; 1; 25\nB; 3; 80"))) == 2


@settings(max_examples=60)
@given(st.lists(st.integers(0, 500), min_size=2, max_size=8), st.integers(0, 3))
def test_honest_figures_always_agree_however_they_are_rounded(counts, decimals):
    whole = sum(counts)
    if not whole:
        return
    step = Decimal(1).scaleb(-decimals)
    lines = [sums.Line(str(n), count, (Decimal(count) * 100 / whole).quantize(step)) for n, count in enumerate(counts)]
    assert sums.disagreements(whole, lines) == []
    assert all(sums.is_possible(whole, line.percent) for line in lines)


def test_some_percentages_no_count_can_give():
    assert not sums.is_possible(7, Decimal("50.0"))
    assert sums.is_possible(302, Decimal("49.7"))


@pytest.mark.parametrize(
    "text",
    ["", "A; 1", "A; mười; 3\nB; 2", "A; 1; 2; 3\nB; 2", "A; 1; nhiều\nB; 2", f"A; {'9' * 5000}\nB; 2"],
    ids=("nothing", "one", "words", "four cells", "no share", "endless"),
)
def test_lines_that_cannot_be_read_are_refused(text):
    with pytest.raises(RuleBroken):
        sums.read_lines(text)


def test_a_last_digit_that_stands_too_often_is_told_only_among_enough_numbers():
    chance = Random(7)
    fair = [chance.randrange(100, 1000) for _number in range(200)]
    assert sums.odd_digit(fair) is None
    rounded = [number - number % 10 if place % 3 else number for place, number in enumerate(fair)]
    assert sums.odd_digit(rounded)[0] == 0
    assert sums.odd_digit(rounded[:49]) is None
