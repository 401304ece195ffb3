"""What the first lines of an official text say, as they come out of a Word file: one line a paragraph, none empty."""

import pytest

from kheo.documents.heading import read_heading
from kheo.documents.rules import Kind

TOP = "UBND PHƯỜNG THỬ | CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 41/TB-UBND | Phường Thử, ngày 26 tháng 11 năm 2026\n"


@pytest.mark.parametrize(
    ("lines", "subject"),
    [
        (["Kết luận tại hội nghị dân vận", "Ngày 23/11/2026, UBND tổ chức"], "Kết luận tại hội nghị dân vận"),
        (["Kết luận tại hội nghị dân vận", "", "Ngày 23/11/2026, UBND"], "Kết luận tại hội nghị dân vận"),
        (["", "Kết luận của Chủ tịch", "tại hội nghị", "1. Đánh giá"], "Kết luận của Chủ tịch tại hội nghị"),
        (["Kết luận của Chủ tịch", "Tại hội nghị", "Căn cứ"], "Kết luận của Chủ tịch Tại hội nghị"),
    ],
)  # fmt: skip
def test_the_abstract_ends_where_the_body_begins(lines, subject):
    assert read_heading(TOP + "\n".join(["THÔNG BÁO", *lines])).subject == subject


@pytest.mark.parametrize(
    ("lines", "organ"),
    [
        ("UBND PHƯỜNG THỬ | CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 1/TB-UBND", "UBND Phường Thử"),
        ("ỦY BAN NHÂN DÂN | CỘNG HÒA\nPHƯỜNG THỬ | Độc lập\nSố: 9/CT-UBND", "Ủy ban nhân dân Phường Thử"),
        ("ỦY BAN NHÂN DÂN\nPHƯỜNG THỬ\nSố: 9/CT-UBND", "Ủy ban nhân dân Phường Thử"),
        ("UBND THÀNH PHỐ MINH HOẠ\nSỞ NỘI VỤ\nSố: 9/CV-SNV", "Sở Nội Vụ"),
        ("THÔNG BÁO\nKết luận", ""),
    ],
)
def test_the_issuer_is_the_last_body_above_the_number(lines, organ):
    assert read_heading(f"{lines}\n\nTHÔNG BÁO\nKết luận").organ_name == organ


@pytest.mark.parametrize(
    ("line", "number", "symbol"),
    [
        ("Số: 27/TB-UBND", "27", "TB-UBND"),
        ("Số 05-KL/TU", "05", "KL/TU"),
        ("Số:    /TB-UBND", "", ""),
        ("Số: 12/2026/QĐ-UBND", "12", "2026/QĐ-UBND"),
        ("Có 27/30 hồ sơ", "", ""),
    ],
)
def test_number_and_symbol(line, number, symbol):
    found = read_heading(f"{line}\nTHÔNG BÁO\nKết luận")
    assert (found.code_number, found.code_notation) == (number, symbol)


@pytest.mark.parametrize("line", ["ĐĂNG KÝ MÔ HÌNH", "BẢN ĐĂNG KÝ MÔ HÌNH DÂN VẬN KHÉO", "PHIẾU ĐĂNG KÝ MÔ HÌNH"])
def test_the_paper_that_registers_a_model_is_known_by_its_name(line):
    assert read_heading(f"PHƯỜNG THỬ\n{line}\nKhéo trong trả hồ sơ đúng hẹn (minh hoạ)\n").kind is Kind.MODEL
