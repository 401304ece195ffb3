"""The notice as LibreOffice prints it: paper, margins, fonts, page numbers, and what stands where."""

from dataclasses import replace

import pytest

from kheo.letters import measure, rules, write_notice
from tests.letters.notices import LONG_NAMES, NOTICE, THIRTY_TASKS
from tests.office_pdf import Printed, printed, to_pdf

pytestmark = pytest.mark.long

STAND_INS = ("LiberationSerif", "Tinos", "TimesNewRoman")
MADE_UP = replace(THIRTY_TASKS, illustrative=True, footer="Mã kiểm tra 7F3A")


@pytest.fixture(scope="module")
def short() -> Printed:
    return printed(to_pdf(write_notice(NOTICE)))


@pytest.fixture(scope="module")
def long() -> Printed:
    return printed(to_pdf(write_notice(MADE_UP)))


def test_the_paper_is_a4_and_the_words_keep_to_the_margins(short):
    assert (round(short.width), round(short.height)) == (210, 297)
    assert min(word.left for word in short.words) >= 29.5
    assert max(word.right for word in short.words) <= 195.5
    assert min(word.top for word in short.words) >= 19.5
    assert max(word.bottom for word in short.words) <= 277.5


def test_every_font_stands_in_for_times_new_roman(short, long):
    assert short.fonts | long.fonts
    assert all(font.startswith(STAND_INS) for font in short.fonts | long.fonts)


def test_a_short_notice_takes_one_page_without_a_number(short):
    assert short.pages == 1
    assert short.text(1).startswith("ỦY BAN NHÂN DÂN")


def test_the_page_number_stands_in_the_middle_of_the_top_margin_from_the_second_page(long):
    assert long.pages > 2
    assert all(word.text.isdigit() is False for word in long.on(1) if word.top < 20)
    for page in range(2, long.pages + 1):
        (number,) = (word for word in long.on(page) if word.top < 20)
        assert number.text == str(page)
        assert (number.left + number.right) / 2 == pytest.approx(30 + 165 / 2, abs=1)


def test_the_head_of_the_table_comes_again_on_every_page(long):
    pages_with_rows = [page for page in range(1, long.pages + 1) if "/3/2026" in long.text(page)]
    assert len(pages_with_rows) > 1
    assert all("STT Nội dung nhiệm vụ" in long.text(page) for page in pages_with_rows)


def test_the_last_task_the_closing_words_and_the_signature_share_a_page(long):
    last = long.text(long.pages)
    for words in ("30/3/2026", "thực hiện./.", "Nơi nhận:", "CHÁNH VĂN PHÒNG"):
        assert words in last
    assert "Nơi nhận:" not in " ".join(long.text(page) for page in range(1, long.pages))


def test_made_up_data_is_told_on_every_page(long):
    assert all("Tài liệu minh hoạ · Mã kiểm tra 7F3A" in long.text(page) for page in range(1, long.pages + 1))


def test_national_name_and_motto_take_one_line_each_on_the_right(short):
    name = [word for word in short.words if word.text in ("CỘNG", "NAM")]
    assert abs(name[0].top - name[1].top) < 0.5
    assert name[0].left >= 30 + 66
    assert name[1].right - name[0].left == pytest.approx(points(rules.NATIONAL_NAME, 13), abs=0.5)


def test_number_and_date_stand_on_one_line(short):
    (number,) = (word for word in short.words if word.text == "Số:")
    date = next(word for word in short.words if word.text == "ngày")
    assert abs(number.bottom - date.bottom) < 1


def test_the_signature_stands_right_of_the_recipients(short):
    recipients = next(word for word in short.words if word.text == "Nơi")
    authority = next(word for word in short.words if word.text == "TL.")
    assert recipients.left == pytest.approx(30, abs=0.5)
    assert authority.left > 30 + 165 / 2
    assert abs(recipients.top - authority.top) < 2


def test_long_names_push_nothing_over_the_edge():
    found = printed(to_pdf(write_notice(LONG_NAMES)))
    left = [word for word in found.on(1) if word.right <= 97 and word.bottom < 60]
    assert " ".join(word.text for word in left).startswith("ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI TRUNG TÂM")
    assert max(word.right for word in found.words) <= 195.5


def points(text: str, size: float) -> float:
    return measure.width(text, size, bold=True) * 25.4 / 72
