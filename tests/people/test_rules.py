"""The rules of units, posts and who holds them: no database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kheo.errors import RuleBroken
from kheo.people import rules

DAY = date(2026, 11, 23)
days = st.dates(date(2026, 1, 1), date(2026, 3, 31))
lengths = st.none() | st.integers(0, 60)


@pytest.mark.long
@given(days, lengths, days, lengths)
def test_periods_overlap_exactly_when_they_share_a_day(start, length, other_start, other_length):
    end, other_end = (
        None if long is None else day + timedelta(days=long)
        for day, long in ((start, length), (other_start, other_length))
    )
    horizon = [date(2026, 1, 1) + timedelta(days=n) for n in range(200)]
    share = any(
        start <= day and (end is None or day <= end) and other_start <= day and (other_end is None or day <= other_end)
        for day in horizon
    )
    assert rules.overlaps(start, end, other_start, other_end) is share
    assert rules.overlaps(other_start, other_end, start, end) is share


def test_a_period_of_one_day_is_one_and_a_day_less_is_none():
    rules.check_period(DAY, DAY)
    rules.check_period(DAY, None)
    with pytest.raises(RuleBroken, match="Ngày kết thúc"):
        rules.check_period(DAY, DAY - timedelta(days=1))


@pytest.mark.parametrize(
    ("check", "facts", "sentence"),
    [
        (rules.check_parent, (False, True), "cùng địa phương"),
        (rules.check_parent, (True, False), "không hoạt động"),
        (rules.check_identifier, ("H1.1", "", False), "hệ mã"),
        (rules.check_identifier, ("H1.1", "x", True), "đơn vị khác"),
        (rules.check_one_head, (True,), "đã có chức danh người đứng đầu"),
        (rules.check_reorganisation, ([], [1]), "ít nhất một đơn vị cũ"),
        (rules.check_reorganisation, ([1], []), "ít nhất một đơn vị cũ"),
        (rules.check_reorganisation, ([1, 2], [2]), "vừa là đơn vị cũ"),
    ],
)
def test_each_rule_says_no_in_its_own_sentence(check, facts, sentence):
    with pytest.raises(RuleBroken, match=sentence):
        check(*facts)


APPOINTED = {"same_locality": True, "post_exists": True, "already_held": False, "head_is_held": False}
DELEGATED = {"is_head_post": True, "same_locality": True, "holds_it": False, "already_delegated": False}
REORGANISED = {"old_are_open": True, "new_are_open": True, "children_left": False}


@pytest.mark.parametrize(
    ("check", "good"),
    [
        (rules.check_appointment, APPOINTED),
        (rules.check_delegation, DELEGATED),
        (rules.check_reorganised_units, REORGANISED),
    ],
)
def test_each_fact_alone_decides_and_has_its_own_sentence(check, good):
    check(**good)
    sentences = set()
    for fact, value in good.items():
        with pytest.raises(RuleBroken) as broken:
            check(**good | {fact: not value})
        sentences.add(broken.value.message)
    assert len(sentences) == len(good)


def test_every_kind_and_role_has_its_vietnamese_name():
    assert set(rules.UNIT_KIND_NAMES) == set(rules.UnitKind)
    assert set(rules.ROLE_NAMES) == set(rules.Role)
