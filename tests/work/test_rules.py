"""The rules of tasks, without a database."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kheo.errors import RuleBroken
from kheo.work import rules
from kheo.work.passages import passages
from kheo.work.rules import NEXT_DECISIONS, NEXT_STATES, PERIODS, Decision, Rhythm, State

TODAY = date(2026, 11, 25)


def reachable(table, start):
    found, new = set(), {start}
    while new:
        found |= new
        new = {then for now in new for then in table[now]} - found
    return found


def test_every_state_is_reached_and_only_two_are_the_end():
    assert set(NEXT_STATES) == set(State) == reachable(NEXT_STATES, State.PROPOSED)
    assert {state for state, then in NEXT_STATES.items() if not then} == {State.DONE, State.CANCELLED}


def test_nothing_is_done_that_was_not_reported():
    assert {now for now, then in NEXT_STATES.items() if State.DONE in then} == {State.REPORTED}
    assert {now for now, then in NEXT_STATES.items() if State.REPORTED in then} == {State.DOING}


def test_every_open_state_can_still_be_cancelled():
    assert all(State.CANCELLED in NEXT_STATES[state] for state in rules.OPEN_STATES | {State.PROPOSED})


@given(st.sampled_from(State), st.sampled_from(State))
def test_a_move_off_the_table_is_refused_in_words(now, then):
    if then in NEXT_STATES[now]:
        rules.check_move(now, then)
    else:
        with pytest.raises(RuleBroken, match=f"Nhiệm vụ {rules.STATE_NAMES[now]}"):
            rules.check_move(now, then)


def test_every_name_is_there():
    assert set(rules.STATE_NAMES) == set(State)
    assert set(rules.RHYTHM_NAMES) == set(Rhythm)
    assert set(rules.THEME_NAMES) == set(rules.Theme)
    assert set(rules.DECISION_NAMES) == set(Decision) == set(NEXT_DECISIONS) == reachable(NEXT_DECISIONS, Decision.OPEN)


@pytest.mark.parametrize("now", Decision)
@pytest.mark.parametrize("then", Decision)
def test_a_decision_off_the_table_is_refused(now, then):
    if then == now or then in NEXT_DECISIONS[now]:
        rules.check_decision(now, then)
    else:
        with pytest.raises(rules.Overtaken, match=rules.DECISION_NAMES[now]):
            rules.check_decision(now, then)


@given(st.sampled_from(sorted(PERIODS)), st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_the_first_period_is_near_and_leaves_days_to_work(rhythm, day):
    period = rules.first_period(rhythm, day)
    assert period is not None and day <= period.end
    assert day in period or day in period.previous()
    assert (period.end - day).days + 1 >= 3
    assert rules.period_holding(rhythm, period.end) == period  # the last day is enough to know it again


@pytest.mark.parametrize(
    ("rhythm", "day", "label"),
    [
        (Rhythm.MONTHLY, date(2026, 11, 21), "tháng 11/2026"),
        (Rhythm.MONTHLY, date(2026, 11, 22), "tháng 12/2026"),
        (Rhythm.WEEKLY, date(2026, 11, 27), "tuần 23/11–29/11/2026"),
        (Rhythm.WEEKLY, date(2026, 11, 28), "tuần 30/11–06/12/2026"),
        (Rhythm.QUARTERLY, date(2026, 11, 25), "quý IV/2026"),
        (Rhythm.YEARLY, date(2026, 12, 30), "năm 2027"),
    ],
)
def test_a_period_nearly_over_is_not_the_first(rhythm, day, label):
    period = rules.first_period(rhythm, day)
    assert period is not None and period.label == label


@pytest.mark.parametrize("rhythm", [Rhythm.ONCE, Rhythm.CONTINUOUS])
def test_no_calendar_no_period(rhythm):
    assert rules.first_period(rhythm, TODAY) is None


@pytest.mark.parametrize("rhythm", Rhythm)
def test_only_a_recurring_task_goes_on_until_it_is_ended(rhythm):
    assert rules.goes_on(rhythm, ends=False) is (rhythm != Rhythm.ONCE)
    assert rules.goes_on(rhythm, ends=True) is False


@pytest.mark.parametrize(("due_on", "fine"), [(TODAY, True), (date(2026, 11, 24), False), (None, False)])
def test_a_task_done_once_is_due_today_or_later(due_on, fine):
    rules.check_deadline(Rhythm.WEEKLY, due_on, TODAY)
    if fine:
        rules.check_deadline(Rhythm.ONCE, due_on, TODAY)
    else:
        with pytest.raises(RuleBroken):
            rules.check_deadline(Rhythm.ONCE, due_on, TODAY)


def test_one_lead_unit_that_does_not_coordinate_with_itself():
    rules.check_lead_unit(1, {2, 3})
    for lead, coordinating in ((None, set()), (1, {1, 2})):
        with pytest.raises(RuleBroken):
            rules.check_lead_unit(lead, coordinating)


def test_the_accountable_head_is_of_the_unit_or_above():
    rules.check_head("/1/", "/1/5/")
    rules.check_head("/1/5/", "/1/5/")
    for head in ("/1/6/", "/1/5/7/", "/11/"):
        with pytest.raises(RuleBroken):
            rules.check_head(head, "/1/5/")


def test_a_code_holds_the_year_and_a_number_of_three_digits_or_more():
    assert rules.code_of(2026, 41) == "NV-2026-041"
    assert rules.code_of(2026, 1234) == "NV-2026-1234"


@pytest.mark.parametrize(
    ("sure", "words", "looked_at"),
    [(0.8, "khá chắc", False), (0.79, "chưa chắc lắm", True), (0.6, "chưa chắc lắm", True), (0.59, "còn ngờ", True)],
)
def test_how_sure_the_reader_is_stands_in_words_and_what_is_not_sure_is_looked_at(sure, words, looked_at):
    assert rules.confidence_words(sure) == words
    assert rules.is_unsure(sure) is looked_at


class Item:
    """A place in a text."""

    def __init__(self, start, end):
        self.start, self.end = start, end


@st.composite
def marked(draw):
    text = draw(st.text(alphabet="ab \n", min_size=1, max_size=60).filter(str.strip))
    places = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text)))
    spans = draw(st.lists(places.filter(lambda span: span[0] < span[1]), max_size=6))
    return text, [Item(*span) for span in sorted(spans)]


@pytest.mark.long
@given(marked())
def test_passages_keep_every_word_and_every_item_once(case):
    text, items = case
    found = passages(text, items)
    assert [text[each.start : each.end] for each in found] == [line for line in text.split("\n") if line.strip()]
    for each in found:
        assert "".join(piece.text for piece in each.pieces) == text[each.start : each.end]
    assert sorted(id(item) for each in found for item in each.items) == sorted(map(id, items))


@pytest.mark.long
@given(marked())
def test_a_mark_covers_exactly_the_words_of_its_items(case):
    text, items = case
    for passage in passages(text, items):
        place = passage.start
        for piece in passage.pieces:
            end = place + len(piece.text)
            assert set(piece.items) == {item for item in items if item.start < end and item.end > place}
            place = end


def test_a_span_over_two_paragraphs_stands_with_the_first_and_goes_on_in_the_second():
    first, second = passages("một hai\nba bốn", [Item(4, 10)])
    assert len(first.items) == 1 and not second.items
    assert second.goes_on and not first.goes_on
