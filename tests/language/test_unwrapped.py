"""Texts copied from a printed page, and Markdown: a line break within a sentence means nothing."""

from textwrap import wrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kheo.language import tidied, unwrapped, without_emphasis

LONG = (
    "Ủy ban nhân dân phường Thử giao Văn phòng chủ trì, phối hợp với các tổ dân phố rà soát toàn bộ hồ sơ quá hạn, "
    "phân loại theo từng nguyên nhân và niêm yết kết quả tại Trung tâm Phục vụ hành chính công."
)
NEXT = (
    "Công an phường Thử tổ chức tuần tra ban đêm ở các tuyến phố chính, thông báo số điện thoại trực cho từng hộ dân "
    "và báo cáo kết quả hằng tuần để Chủ tịch phường theo dõi."
)


def printed(*paragraphs: str, width: int) -> str:
    return "\n".join("\n".join(wrap(each, width, break_on_hyphens=False)) for each in paragraphs)


@pytest.mark.parametrize("width", [55, 70, 90, 110])
def test_a_text_from_a_printed_page_gets_its_paragraphs_back(width):
    assert unwrapped(printed(LONG, NEXT, LONG, NEXT, width=width)) == "\n".join((LONG, NEXT, LONG, NEXT))


@pytest.mark.parametrize(
    "text",
    [
        "Giao các đơn vị:\nvăn phòng rà soát hồ sơ.",
        "KẾ HOẠCH\nthực hiện cải cách hành chính năm 2026",
        f"{LONG}\n- Văn phòng rà soát hồ sơ.",
        f"{LONG}\n2. Công an phường tuần tra.",
        f"{LONG}\na) Văn phòng trực điện thoại.",
        f"{LONG}\nĐiều 2. Chánh Văn phòng thi hành Quyết định này.",
        f"{LONG}\n\n{NEXT}",
        "Kính gửi: Các tổ dân phố,\nUBND phường yêu cầu các tổ dân phố rà soát hộ nghèo.",
        "| Việc | Đơn vị |\n| rà soát hồ sơ quá hạn của phường | Văn phòng |",
        "Phường Thử họp giao ban\nChiều nay, phường Thử họp.",
        "Phường Thử không chủ quan, lơ là\nChiều nay, phường Thử họp.",
        "Doanh nghiệp hiến kế phát triển dữ liệu số\nNgày 10/10, phường Thử họp.",
    ],
)
def test_a_new_line_that_was_meant_stays(text):
    assert unwrapped(text) == text


def test_blank_lines_between_paragraphs_say_that_a_single_break_means_nothing():
    """As Markdown is written, also where the first line of a paragraph was cut short."""
    short = "- Văn phòng rà soát\nhồ sơ quá hạn.\n\n- Công an phường\ntuần tra ban đêm.\n\n"
    text = f"**10. Ủy\nban nhân dân phường**\n\n{short}{short}"
    assert unwrapped(text).count("\n") == text.count("\n\n") * 2


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Cơ bản thống nhất với", "Báo cáo của Văn phòng phường"),
        ("Yêu cầu Văn phòng phường,", "Công an phường và các tổ dân phố"),
        ("Nay triển khai thực hiện Chỉ thị số", "16/CT-UBND của phường"),
        ("2.", "Công an phường tuần tra."),
        ("14.", "Doanh nghiệp và người dân: Đăng ký hỗ trợ."),
        ("Giao các tổ dân phố vận động từng hộ", "ký cam kết giữ vệ sinh"),
    ],
)
def test_a_line_that_plainly_goes_on_is_joined_in_any_text(before, after):
    assert unwrapped(f"{before}\n{after}") == f"{before} {after}"


@pytest.mark.parametrize("width", [50, 70, 100])
def test_a_body_before_a_colon_begins_a_line_also_where_no_line_has_an_end(width):
    bodies = ("Đoàn Thanh niên", "Ủy ban MTTQ", "Trung tâm Phục vụ hành chính công phường")
    paragraphs = (LONG[:-1], *(f"{body}: {NEXT[:-1]}" for body in bodies))
    assert unwrapped(printed(*paragraphs, width=width)) == "\n".join(paragraphs)


def test_a_title_in_capitals_is_not_joined_with_the_text_below_it():
    title = "KẾ HOẠCH RÀ SOÁT HỒ SƠ QUÁ HẠN CỦA PHƯỜNG THỬ NĂM 2026"
    assert unwrapped(printed(title, LONG, NEXT, LONG, width=60)).startswith(f"{title}\nỦy ban")


@given(st.text(alphabet="ab Ủy,.:;-|*_1)\n\t…", max_size=400))
def test_every_offset_holds(text):
    flat = unwrapped(text)
    assert len(flat) == len(text)
    assert all(new == old or (old == "\n" and new == " ") for old, new in zip(text, flat, strict=True))
    plain = without_emphasis(text)
    assert len(plain) == len(text)
    assert all(new == old or (old in "*_" and new == " ") for old, new in zip(text, plain, strict=True))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("**10. UBND phường:**", "  10. UBND phường:  "),
        ("*2.1.* Rà soát", " 2.1.  Rà soát"),
        ("* rà soát hồ sơ", "* rà soát hồ sơ"),
        ("2*3 = 6, số 4*", "2*3 = 6, số 4 "),
        ("__Giao__ Văn phòng", "  Giao   Văn phòng"),
        ("tên_tệp__mới", "tên_tệp__mới"),
    ],
)
def test_marks_of_bold_and_slanted_words_are_spaces(text, plain):
    assert without_emphasis(text) == plain


def test_words_are_tidied_to_single_spaces_and_none_before_a_mark():
    assert tidied(" rà soát   hồ sơ ,\nphân loại ( nếu có ) ;") == "rà soát hồ sơ, phân loại (nếu có);"
