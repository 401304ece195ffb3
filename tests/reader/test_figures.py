"""Numbers with what they measure; dates and numbers of documents are none."""

from decimal import Decimal

import pytest

from kheo.grammar.figures import Figure
from kheo.reader import read


def figures(sentence: str) -> list[Figure]:
    return list(read(f"Ủy ban nhân dân phường báo cáo. {sentence}").figures)


@pytest.mark.parametrize(
    ("sentence", "value", "unit", "change", "measures"),
    [
        ("Tỷ lệ hồ sơ trực tuyến đạt 98%.", "98", "%", "đạt", "Tỷ lệ hồ sơ trực tuyến"),
        ("Tại hội nghị có 12 tham luận.", "12", "tham luận", "", "tham luận"),
        ("Trung tâm tiếp nhận 1.250 hồ sơ.", "1250", "hồ sơ", "", "hồ sơ"),
        ("Thu ngân sách tăng 3,8% so với cùng kỳ.", "3.8", "%", "tăng", "Thu ngân sách"),
        ("Tổng vốn là 1.500,5 tỷ đồng.", "1500.5", "tỷ đồng", "", "tỷ đồng"),
        ("Mở thêm 2 điểm hỗ trợ lưu động.", "2", "điểm", "thêm", "điểm"),
    ],
)
def test_a_number_and_what_it_measures(sentence: str, value: str, unit: str, change: str, measures: str) -> None:
    (found,) = figures(sentence)
    assert (found.value, found.unit, found.change, found.measures) == (Decimal(value), unit, change, measures)


def test_a_part_of_a_whole_keeps_both() -> None:
    (found,) = figures("Đã trả đúng hạn 412/472 hồ sơ.")
    assert (found.value, found.of, found.unit) == (Decimal(412), Decimal(472), "hồ sơ")


@pytest.mark.parametrize(
    "sentence",
    [
        "Số: 12/KH-UBND ngày 15/01/2026.",
        "Căn cứ Nghị quyết số 66-NQ/TW và Điều 5 khoản 2.",
        "Cuộc họp lúc 8 giờ 30 phút ngày 06/5/2026.",
        "Trong quý II năm 2026, kỳ họp thứ 4.",
    ],
)
def test_dates_and_numbers_of_documents_measure_nothing(sentence: str) -> None:
    assert figures(sentence) == []


def test_the_place_of_a_figure_is_its_place_in_the_text() -> None:
    reading = read("Ủy ban nhân dân phường: giải quyết 12.480 hồ sơ, đúng hạn đạt 99,1%.")
    assert [reading.text[each.start : each.end] for each in reading.figures] == ["12.480", "99,1%"]
    assert reading.figures[0].as_json()["value"] == "12480"
