"""Texts that were damaged on their way: cut, shuffled, doubled, scanned badly. No crash, and exact spans."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kheo.errors import RuleBroken
from kheo.reader import read
from tests.reader.marked import FOLDER, load
from tests.reader.test_promises import check

pytestmark = pytest.mark.long


TEXTS = [load(path) for path in sorted(FOLDER.glob("*.txt"))]
ODD = ["\u202e", "\u200f", "\u202c", "\u00ad", "\ufeff", "\x00", "\t", "\n", "\n\n", "|", "“", "”", "(", ")", ";", ":",
       "…", "\u0301", "½", "١٢", "𝟙", "İ", "ﬁ", " 99/99/9999 ", " ngày 31/02 ", " quý V/2026 ", "1.1.1.1.1. ",
       "- + a) ", "Đơn vị chủ trì: ", "yêu cầu ", " giao giao giao ", "“" * 40, "(" * 60]  # fmt: skip
LOOKS = {"l": "1", "1": "l", "o": "0", "0": "o", "ê": "e", "ư": "u", "ơ": "o", "đ": "d", ".": ",", ",": "."}
PLACE = st.floats(0, 1)
MUTATION = st.one_of(
    st.tuples(st.just("put"), PLACE, st.sampled_from(ODD)),
    st.tuples(st.just("cut"), PLACE, PLACE),
    st.tuples(st.just("double"), PLACE, PLACE),
    st.tuples(st.just("swap lines"), PLACE, PLACE),
    st.tuples(st.just("join lines"), PLACE, st.just(" ")),
    st.tuples(st.just("scan"), PLACE, st.integers(2, 30)),
    st.tuples(st.just("case"), PLACE, st.sampled_from(["upper", "lower", "title"])),
    st.tuples(st.just("form"), PLACE, st.sampled_from(["NFD", "NFKD", "NFKC"])),
    st.tuples(st.just("say"), PLACE, st.text(max_size=12)),
)


def mutate(text: str, kind: str, place: float, how) -> str:
    """Damage a text at a place between 0 and 1."""
    at = int(place * len(text))
    lines = text.split("\n")
    line = int(place * (len(lines) - 1))
    match kind:
        case "put" | "say":
            return text[:at] + how + text[at:]
        case "cut":
            return text[:at] + text[at + int(how * 400) :]
        case "double":
            return text[:at] + text[at : at + int(how * 300)] * 2 + text[at:]
        case "swap lines":
            other = int(how * (len(lines) - 1))
            lines[line], lines[other] = lines[other], lines[line]
            return "\n".join(lines)
        case "join lines":
            return "\n".join(lines[:line]) + how + "\n".join(lines[line:])
        case "scan":
            return "".join(LOOKS.get(sign, sign) if n % how == 0 else sign for n, sign in enumerate(text))
        case "case":
            lines[line] = getattr(lines[line], how)()
            return "\n".join(lines)
        case _:
            return unicodedata.normalize(how, text)


def read_damaged(number: int, mutations) -> None:
    marked = TEXTS[number]
    text = marked.text
    for mutation in mutations:
        text = mutate(text, *mutation)
    try:
        reading = read(text, marked.day)
    except RuleBroken as broken:
        assert broken.message.endswith(".")
        return
    check(reading)
    for figure in reading.figures:
        assert 0 <= figure.start < figure.end <= len(reading.text)
        assert any(sign.isdigit() for sign in reading.text[figure.start : figure.end])


DAMAGED = (st.integers(0, len(TEXTS) - 1), st.lists(MUTATION, min_size=1, max_size=6))


@settings(max_examples=150)
@given(*DAMAGED)
def test_a_damaged_text_is_read_or_refused(number, mutations):
    read_damaged(number, mutations)


@settings(max_examples=10_000)
@given(*DAMAGED)
def test_ten_thousand_damaged_texts_are_read_or_refused(number, mutations):
    read_damaged(number, mutations)


@pytest.mark.parametrize(
    ("unit", "size"),
    [
        ("\n\n".join(marked.text for marked in TEXTS) + "\n\n", 5_000_000),
        (
            "Chủ tịch UBND phường yêu cầu Công an phường rà soát hồ sơ tồn đọng trước ngày 20/11. ",
            1_000_000,
        ),  # one line
        ("".join(f"{'1.' * (n % 39 + 1)} Rà soát hồ sơ đợt {n}.\n" for n in range(18_000)), 1_000_000),
        ("“Các đơn vị phải rà soát hồ sơ trước ngày 20/11”, ông nói. ", 500_000),
    ],
    ids=["5 MB of many kinds", "one line", "nested lists", "quotations"],
)
def test_a_very_long_text_is_read_to_its_end(unit, size):
    text = "CHỈ THỊ\n\nChủ tịch UBND phường yêu cầu:\n\n" + (unit * (size // len(unit) + 1))[:size]
    reading = read(text)
    check(reading)
    assert reading.tasks[-1].end > 0.9 * size


def test_marks_of_direction_do_not_hide_a_task():
    text = "Chủ tịch UBND phường yêu cầu \u200fCông an phường\u200e kiểm tra chợ dân sinh trước ngày 20/11/2026."
    assert len(read(text).tasks) == 1


def test_five_hundred_pages_hold_five_hundred_tasks():
    page = "Trang minh hoạ về tình hình phường. " * 40
    order = "\n\n{n}. Công an phường kiểm tra tuyến phố số {n} trước ngày 20/11/2026.\n\n"
    text = "CHỈ THỊ\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nChủ tịch UBND phường yêu cầu:"
    text += "".join(order.format(n=n) + page for n in range(1, 501))
    assert len(read(text).tasks) >= 500
