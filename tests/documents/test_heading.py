"""What the first lines of an official text say, as they come out of a Word file: one line a paragraph, none empty."""

import pytest

from kheo.documents.heading import read_heading

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
