"""Sentences end where a reader would stop."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kheo.language import sentences

CASES = [
    ("Phường họp. Các tổ dự.", ["Phường họp.", "Các tổ dự."]),
    ("UBND TP. Hà Nội họp.", ["UBND TP. Hà Nội họp."]),
    ("Xong trong tháng 6. Sau đó báo cáo.", ["Xong trong tháng 6.", "Sau đó báo cáo."]),
    ("1. Rà soát hồ sơ.", ["1. Rà soát hồ sơ."]),
    ("Ông nói: “Phải làm ngay.” Rồi đi.", ["Ông nói: “Phải làm ngay.”", "Rồi đi."]),
    ("Chợ, trường,… đều sạch.", ["Chợ, trường,… đều sạch."]),
    ("Dòng một\nDòng hai", ["Dòng một", "Dòng hai"]),
    ("", []),
]


@pytest.mark.parametrize(("text", "parts"), CASES)
def test_a_text_falls_into_its_sentences(text: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == parts


@given(st.text(alphabet='abc ăđ.!?…\n"”,;1', max_size=120))
def test_sentences_lie_in_order_and_lose_no_letter(text: str) -> None:
    spans = sentences(text)
    assert all(one[1] <= two[0] for one, two in zip(spans, spans[1:], strict=False))
    kept = "".join(text[start:end] for start, end in spans)
    assert sorted(letter for letter in kept if letter.isalnum()) == sorted(x for x in text if x.isalnum())
