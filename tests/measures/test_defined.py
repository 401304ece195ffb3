"""A written definition counts what its words say: each operator row by row, and unknown is no."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kheo.errors import RuleBroken
from kheo.measures import defined, engine
from kheo.measures.defined import FITS, Condition, Definition, Operator
from kheo.measures.shapes import AS_OF
from tests.indicators.facts import DOSSIERS, MONDAY
from tests.indicators.test_engine import DUE, WEEK, facts_in

EARLY = Definition(
    code="rieng-truoc-hen", name="Trả trước hẹn", short_name="Trước hẹn", table="dossier",
    period_column="promised_on", counted=((Condition("finished_on", Operator.KNOWN),),),
    good=((Condition("finished_on", Operator.BEFORE, other="promised_on"),),),
    counted_text="Đã xong.", good_text="Xong trước ngày hẹn.", not_good_text="Xong đúng ngày hoặc muộn.",
    source="Quy chế minh hoạ", assurance="locality",
)  # fmt: skip


def good_of(tmp_path, condition, row):
    """Say whether a row is good by one condition."""
    ratio = defined.ratio_of(replace(EARLY, counted=(), good=((condition,),)), DOSSIERS)
    with engine.open_sheet(ratio, facts_in(tmp_path, [row])) as sheet:
        found = engine.counts(sheet, WEEK)
    assert found.counted == 1
    return found.good == 1


DAY = timedelta(days=1)


def than(operator, other="promised_on"):
    return Condition("finished_on", operator, other=other)


@pytest.mark.long
@pytest.mark.parametrize(
    ("condition", "yes", "no"),
    [
        (Condition("rating", Operator.KNOWN), {"rating": 3}, {"rating": None}),
        (Condition("rating", Operator.UNKNOWN), {"rating": None}, {"rating": 3}),
        (Condition("channel", Operator.EQUALS, (2,)), {"channel": 2}, {"channel": 1}),
        (Condition("channel", Operator.DIFFERS, (2,)), {"channel": 1}, {"channel": None}),
        (Condition("channel", Operator.ONE_OF, (2, 3)), {"channel": 3}, {"channel": 1}),
        (Condition("procedure", Operator.EQUALS, ("Khai tử",)), {"procedure": "Khai tử"}, {"procedure": "Khai sinh"}),
        (Condition("rating", Operator.AT_LEAST, (4,)), {"rating": 4}, {"rating": 3}),
        (Condition("rating", Operator.AT_MOST, (3,)), {"rating": 3}, {"rating": None}),
        (than(Operator.BEFORE), {"finished_on": DUE - DAY}, {"finished_on": DUE}),
        (than(Operator.NOT_AFTER), {"finished_on": DUE}, {"finished_on": DUE + DAY}),
        (than(Operator.AFTER), {"finished_on": DUE + DAY}, {"finished_on": None}),
        (than(Operator.NOT_BEFORE, AS_OF), {"finished_on": MONDAY}, {"finished_on": DUE}),
    ],
    ids=lambda each: str(each.operator) if isinstance(each, Condition) else "",
)  # fmt: skip
def test_each_operator_takes_what_it_says(tmp_path, condition, yes, no):
    assert good_of(tmp_path, condition, yes)
    assert not good_of(tmp_path, condition, no)


def test_or_joins_within_a_group_and_groups_are_joined_by_and(tmp_path):
    either = (Condition("channel", Operator.EQUALS, (2,)), Condition("rating", Operator.KNOWN))
    ratio = defined.ratio_of(replace(EARLY, good=(either, (Condition("status", Operator.EQUALS, (9,)),))), DOSSIERS)
    rows = [{"channel": 2}, {"channel": 1, "rating": 5}, {"channel": 1, "rating": None}, {"channel": 2, "status": 4}]
    with engine.open_sheet(ratio, facts_in(tmp_path, rows)) as sheet:
        assert [row["_good"] for row in engine.records(sheet, WEEK, order=engine.Order("promised_on", False))] == [
            True, True, False, False,
        ]  # fmt: skip


conditions = st.one_of(
    st.builds(Condition, st.sampled_from(["channel", "rating"]), st.sampled_from(sorted(FITS["integer"])),
              st.tuples(st.integers(1, 5))),
    st.builds(Condition, st.just("finished_on"), st.sampled_from(sorted(FITS["date"])), other=st.just("promised_on")),
)  # fmt: skip
groups = st.lists(st.lists(conditions, min_size=1, max_size=3).map(tuple), min_size=1, max_size=3).map(tuple)


@settings(max_examples=40)
@given(groups, groups)
def test_what_is_kept_is_what_was_written(counted, good):
    written = replace(EARLY, counted=counted, good=good, version=3)
    assert defined.from_json(defined.as_json(written)) == written
    defined.check(written, DOSSIERS)
    words = defined.words_of(good, DOSSIERS)
    assert words.count("; và ") == len(good) - 1
    assert words.count(" hoặc ") == sum(len(group) - 1 for group in good)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"good": ()}, "ít nhất một điều kiện"),
        ({"period_column": "procedure"}, "phải là một ngày"),
        ({"good": ((Condition("finished_on", Operator.AT_LEAST, (4,)),),)}, "không so được"),
        ({"good": ((Condition("rating", Operator.AT_LEAST),),)}, "ghi giá trị"),
        ({"good": ((Condition("finished_on", Operator.BEFORE, other="code"),),)}, "chọn ngày"),
        ({"good": ((Condition("unit_id", Operator.KNOWN),),)}, "không có cột này"),
        ({"good": ((Condition("password", Operator.KNOWN),),)}, "không có cột này"),
        ({"counted": ((Condition("rating", Operator.KNOWN),),) * 25}, "Nhiều nhất 24"),
    ],
)
def test_what_no_column_can_bear_is_refused_in_words(wrong, words):
    with pytest.raises(RuleBroken, match=words):
        defined.check(replace(EARLY, **wrong), DOSSIERS)


def test_the_same_definition_is_the_same_indicator():
    again = defined.from_json(defined.as_json(EARLY))
    assert defined.ratio_of(EARLY, DOSSIERS) is defined.ratio_of(again, DOSSIERS)
    assert defined.ratio_of(EARLY, DOSSIERS).shown_columns == ("code", "promised_on", "finished_on")
