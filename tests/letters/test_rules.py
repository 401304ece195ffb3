"""The rules of Nghị định 30/2020/NĐ-CP, Phụ lục I, as far as they can be said without a page."""

from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kheo.errors import RuleBroken
from kheo.letters import Signature, measure, rules
from tests.letters.notices import NOTICE


@pytest.mark.parametrize(
    ("number", "shown"),
    [(5, "Số: 05/TB-VP"), (12, "Số: 12/TB-VP"), (156, "Số: 156/TB-VP"), (None, "Số:        /TB-VP")],
)
def test_numbers_below_ten_get_a_zero(number, shown):
    assert rules.number_line(number, "TB-VP") == shown


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        (date(2026, 1, 31), "ngày 31 tháng 01 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (date(2026, 12, 10), "ngày 10 tháng 12 năm 2026"),
        (None, "ngày      tháng      năm"),
    ],
)
def test_days_below_ten_and_months_one_and_two_get_a_zero(day, shown):
    assert rules.date_line("Phường Thử", day) == f"Phường Thử, {shown}"


def test_recipients_end_with_semicolons_and_the_file_copy_with_a_full_stop():
    lines = rules.recipient_lines(["Như trên", "Các đơn vị;"], "VT, VP.")
    assert lines == ["- Như trên;", "- Các đơn vị;", "- Lưu: VT, VP."]


@pytest.mark.parametrize("words", ["biết, thực hiện", "biết, thực hiện.", "biết, thực hiện./.", "biết, thực hiện ./."])
def test_the_last_words_end_with_the_mark_once(words):
    assert rules.with_end_mark(words) == "biết, thực hiện./."


@pytest.mark.parametrize("symbol", ["TB-VP", "TB-UBND", "TB-HĐND-VP", "TB-TTPVHCC"])
def test_symbols_of_notices(symbol):
    assert replace(NOTICE, symbol=symbol).symbol == symbol


@pytest.mark.parametrize("symbol", ["", "TB", "tb-vp", "QĐ-UBND", "TB VP", "TB - VP", "TB-", "TB/VP"])
def test_other_symbols_are_refused(symbol):
    with pytest.raises(RuleBroken, match="TB-…"):
        replace(NOTICE, symbol=symbol)


@pytest.mark.parametrize("lines", [(), ("",), ("T/M Ủy ban", " "), ("XX. Chủ tịch", "Phó Chủ tịch")])
def test_a_signature_needs_a_post_and_a_known_authority(lines):
    with pytest.raises(RuleBroken):
        Signature(lines)


@pytest.mark.parametrize("lines", [("TM. Ủy ban nhân dân", "Chủ tịch"), ("Q. Giám đốc",), ("Chủ tịch",)])
def test_signatures_in_use(lines):
    assert Signature(lines).name == ""


@pytest.mark.parametrize("field", ["issuer", "place", "abstract", "closing", "recipients"])
def test_a_notice_without_a_needed_part_is_refused_by_name(field):
    with pytest.raises(RuleBroken, match="còn thiếu") as broken:
        replace(NOTICE, **{field: type(getattr(NOTICE, field))()})
    assert broken.value.field == field


def test_a_number_starts_at_one():
    with pytest.raises(RuleBroken, match="từ 1"):
        replace(NOTICE, number=0)


def test_every_margin_lies_in_the_allowed_range():
    for side, (least, most) in rules.ALLOWED_MARGINS.items():
        assert least <= getattr(rules.PAGE, side) <= most


def test_a_part_outside_its_allowed_sizes_cannot_be_made():
    with pytest.raises(ValueError, match="outside"):
        replace(rules.MOTTO_PART, size=15)
    assert {field.name for field in fields(rules.Part)} >= {"box", "term", "size", "allowed"}


def test_the_short_rule_is_a_third_to_a_half():
    assert rules.SHORT_RULE[0] <= rules.SHORT_RULE_CHOSEN <= rules.SHORT_RULE[1]


def test_vietnamese_letters_are_as_wide_as_their_base():
    assert measure.width("Độc lập", 14, bold=True) == measure.width("Doc lap", 14, bold=True)
    assert measure.width("AAAA", 10, bold=True) == pytest.approx(28.88)


def test_a_name_is_not_broken_inside_a_compound():
    room, name = 187.0, "ỦY BAN NHÂN DÂN PHƯỜNG THỬ"
    narrow = measure.balanced(name, 13, room, bold=False)
    assert measure.lines(name, 13, narrow, bold=False) == ["ỦY BAN NHÂN DÂN", "PHƯỜNG THỬ"]


@pytest.mark.long
@given(words=st.lists(st.text("aămưoN", min_size=1, max_size=9), min_size=1, max_size=30), room=st.floats(80, 400))
def test_balanced_lines_fit_the_room_and_lose_no_word(words, room):
    text = " ".join(words)
    narrow = measure.balanced(text, 14, room, bold=True)
    broken = measure.lines(text, 14, narrow, bold=True)
    assert " ".join(broken) == text
    assert narrow <= room
    assert len(broken) <= len(measure.lines(text, 14, room, bold=True)) + 1
