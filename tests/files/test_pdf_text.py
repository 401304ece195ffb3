"""The text of a PDF comes out in paragraphs, as its writer set it."""

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm, Pt

from kheo.files import FileRefused, Kind, Limits, Why, read_text
from kheo.files.paragraphs import Line, join, paragraphs_of
from tests.files import papers
from tests.office_pdf import to_pdf

TASK = (
    "{}. Phòng Văn hoá - Xã hội chủ trì, phối hợp với Trung tâm Phục vụ hành chính công rà soát kết quả giải quyết "
    "hồ sơ của người dân trên địa bàn, báo cáo trước ngày {}/12/2026."
)


@pytest.mark.long
def test_a_printed_document_comes_out_as_it_went_in():
    text = read_text(to_pdf(papers.docx_of(*papers.PARAGRAPHS)), "thong-bao.pdf")
    assert text.text.split("\n") == list(papers.PARAGRAPHS)
    assert (text.kind, text.pages) == (Kind.PDF, 1)


@pytest.mark.long
def test_justified_pages_with_page_numbers_come_out_without_the_numbers():
    paragraphs = [*papers.PARAGRAPHS[:3], *(TASK.format(number, number % 31 + 1) for number in range(1, 61))]
    text = read_text(to_pdf(official_looking(paragraphs)), "a.pdf")
    assert text.pages > 4
    assert text.text.split("\n") == paragraphs


@pytest.mark.long
def test_a_table_row_is_one_line():
    document = Document()
    for cell, words in zip(document.add_table(1, 3)._cells, ("1", "Rà soát hồ sơ", "15/12/2026"), strict=True):
        cell.text = words
    assert read_text(to_pdf(papers.saved(document)), "a.pdf").text == "1 | Rà soát hồ sơ | 15/12/2026"


def test_a_scan_is_refused_with_a_way_out():
    with pytest.raises(FileRefused, match=r"chỉ có ảnh chụp \(scan\).*gửi bản Word") as refused:
        read_text(papers.pdf_of(papers.IMAGE_ONLY, papers.IMAGE_ONLY), "a.pdf")
    assert refused.value.why is Why.SCANNED


def test_a_scanned_page_among_others_is_told():
    text = read_text(papers.pdf_of(papers.page_of(b"Plain words on the first page"), papers.IMAGE_ONLY), "a.pdf")
    assert text.text == "Plain words on the first page"
    assert text.warnings == ("Trang 2 chỉ có ảnh chụp; chữ trong ảnh không được đọc.",)


def test_blank_pages_have_no_text():
    with pytest.raises(FileRefused) as refused:
        read_text(papers.pdf_of(b"", b""), "a.pdf")
    assert refused.value.why is Why.NO_TEXT


@pytest.mark.long
def test_too_many_pages_are_refused_before_they_are_read():
    with pytest.raises(FileRefused, match="hơn 500 trang"):
        read_text(papers.pdf_of(papers.page_of(b"x"), kids=501), "a.pdf")
    with pytest.raises(FileRefused, match="hơn 2 trang"):
        read_text(papers.pdf_of(*[papers.page_of(b"x")] * 3), "a.pdf", limits=Limits(pages=2))


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("công tác", "dân vận", "công tác dân vận"),
        ("văn hoá-", "xã hội", "văn hoá-xã hội"),
        ("a mar\x02", "keting plan", "a marketing plan"),
        ("the work-", "shop", "the workshop"),
        ("Covid-", "19", "Covid-19"),
        ("cải cách hành chính -", "chuyển đổi số", "cải cách hành chính - chuyển đổi số"),
    ],
)
def test_only_western_words_are_put_together_again(first, second, whole):
    assert join(first, second) == whole


def test_a_page_number_is_dropped_but_a_number_of_the_text_stays():
    body = [Line(f"Dòng chữ dài của trang {page}.", page, 85, 540, 700 - 20 * page, 14) for page in range(3)]
    numbers = [Line(str(page + 1), page, 290, 300, 800, 14) for page in range(1, 3)]
    year = Line("2026", 2, 85, 110, 100, 14)
    found = paragraphs_of([body[0], numbers[0], body[1], numbers[1], body[2], year], 3)
    assert found == [line.text for line in body] + ["2026"]


def test_a_running_title_is_dropped():
    lines = []
    for page in range(4):
        lines += [
            Line("Tài liệu họp giao ban", page, 85, 200, 810, 11),
            Line(f"Nội dung {page}.", page, 85, 500, 700, 14),
        ]
    assert paragraphs_of(lines, 4) == [f"Nội dung {page}." for page in range(4)]


def official_looking(paragraphs: list[str]) -> bytes:
    """Justified, first line indented, page number at the top from the second page: as offices write."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height, section.left_margin, section.right_margin = Cm(21), Cm(29.7), Cm(3), Cm(2)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    number._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>2</w:t></w:r></w:fldSimple>'))
    for words in paragraphs:
        paragraph = document.add_paragraph(words)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        paragraph.paragraph_format.first_line_indent = Cm(1.27)
        paragraph.paragraph_format.space_after = Pt(6)
        paragraph.runs[0].font.name, paragraph.runs[0].font.size = "Times New Roman", Pt(14)
    return papers.saved(document)
