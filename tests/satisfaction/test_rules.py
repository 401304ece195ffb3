"""What may be asked, what counts, what is flagged, and what must not be told: tables and properties, no database."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kheo.errors import RuleBroken
from kheo.satisfaction import rules
from kheo.satisfaction.rules import Boxed, Flag, Kind, Written, WrittenChoice

AT = datetime(2026, 11, 23, 2, tzinfo=UTC)


def question(*scores, kind=Kind.SCORED, texts=None, english=""):
    texts = texts or [f"Mức {number}" for number in range(len(scores))]
    choices = tuple(WrittenChoice(text, english, score) for text, score in zip(texts, scores, strict=True))
    return Written(1, kind, "Anh/chị thấy sao?", "", choices)


def test_the_questions_that_a_locality_begins_with_keep_the_rule_themselves():
    for written in rules.DEFAULT_QUESTIONS:
        rules.check_question(written)
    assert [len(each.choices) for each in rules.DEFAULT_QUESTIONS if each.kind is Kind.SCORED] == [5] * 5


def test_who_was_never_late_is_not_counted_as_badly_treated():
    """The trap: "không bị trễ hẹn" with no points out of 100 would make the punctual look rude."""
    (late,) = [q for q in rules.DEFAULT_QUESTIONS if "bị muộn" in q.text]
    (not_late,) = [choice for choice in late.choices if choice.text == "Không bị trễ hẹn"]
    assert not_late.score is None
    assert rules.lowest([100, 75, None]) == 75
    assert rules.lowest([None]) is None
    with pytest.raises(RuleBroken, match="để trống điểm"):
        rules.check_question(question(100, 0, texts=["Có xin lỗi", "Không bị trễ hẹn"]))


@pytest.mark.parametrize(
    ("written", "why"),
    [
        (question(100), "từ 2 đến 8"),
        (question(*range(9)), "từ 2 đến 8"),
        (question(100, 100), "hai mức điểm"),
        (question(100, None), "hai mức điểm"),
        (question(100, 101), "từ 0 đến 100"),
        (question(100, 0, texts=["Có", "có "]), "giống hệt"),
        (question(None, 50, kind=Kind.REASON), "không chấm điểm"),
        (question(100, 0, texts=["Có", "K" * 301]), "dài quá"),
        (question(100, 0, english="Y" * 301), "dài quá"),
    ],
)
def test_a_question_that_cannot_be_answered_well_is_refused(written, why):
    with pytest.raises(RuleBroken, match=why):
        rules.check_question(written)


@pytest.mark.parametrize(
    ("seconds", "here", "sends", "flags"),
    [
        (40, 1, 1, []),
        (40, 0, 0, []),
        (4.9, 1, 1, [Flag.FAST]),
        (5, 1, 1, []),
        (40, 2, 2, [Flag.AGAIN]),
        (40, 1, 3, [Flag.MANY]),
        (1, 3, 3, [Flag.FAST, Flag.AGAIN, Flag.MANY]),
    ],
)
def test_signs_are_haste_the_same_browser_again_and_many_sends(seconds, here, sends, flags):
    assert rules.flags_of(seconds=seconds, sends_here=here, sends=sends) == flags


@pytest.mark.parametrize(
    ("answered", "unmarked", "opens"),
    [(0, 0, True), (1, 1, False), (4, 4, False), (5, 5, True), (5, 4, False), (400, 4, False), (9, 5, True)],
)
def test_a_box_opens_with_five_answers_without_a_sign_or_with_no_answer(answered, unmarked, opens):
    assert rules.may_open(answered, unmarked) is opens


@pytest.mark.long
@given(st.lists(st.tuples(st.none() | st.integers(1, 4), st.booleans()), max_size=50))
def test_no_procedure_is_told_of_fewer_than_five_nor_by_subtraction(answers):
    """Also for whoever sent all that bears a sign."""
    told = rules.told(answers)
    for key in told:
        assert sum(each == (key, True) for each in answers) >= rules.FEWEST
    others = [is_unmarked for key, is_unmarked in answers if key not in told]
    assert not told or not others or sum(others) >= rules.FEWEST


def sent(minutes, content=(1, 2), place=1):
    return Boxed(AT + timedelta(minutes=minutes), place, content)


@pytest.mark.parametrize(
    ("boxed", "found"),
    [
        ([sent(minute) for minute in range(5)], {0, 1, 2, 3, 4}),
        ([sent(minute) for minute in range(4)], set()),
        ([sent(minute * 1.3) for minute in range(5)], set()),
        ([sent(0, place=place) for place in range(5)], set()),
        ([sent(0, content=(number,)) for number in range(5)], set()),
        ([sent(30), *[sent(0) for _n in range(5)]], {1, 2, 3, 4, 5}),
    ],
)
def test_a_burst_is_five_equal_answers_of_one_place_within_five_minutes(boxed, found):
    assert rules.bursts(boxed) == found


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 1), st.integers(1, 2)), max_size=14))
def test_bursts_do_not_hang_on_the_order_in_which_answers_are_read(told):
    boxed = [sent(minutes, content=(content,), place=place) for minutes, content, place in told]
    backwards = {len(boxed) - 1 - number for number in rules.bursts(boxed[::-1])}
    same = [(boxed[n].at, boxed[n].place, boxed[n].content) for n in rules.bursts(boxed)]
    assert sorted(same) == sorted((boxed[n].at, boxed[n].place, boxed[n].content) for n in backwards)
