"""The .docx itself: its styles, tables, rules and properties say what the decree asks."""

import io
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from kheo.files import Kind, read_text, sniff
from kheo.letters import measure, rules, write_notice
from kheo.letters.heading import SLACK
from tests.letters.notices import LONG_NAMES, NOTICE, THIRTY_TASKS

PARTS = [part for part in rules.PARTS if part is not rules.RULE]


@pytest.fixture(scope="module")
def document():
    return Document(io.BytesIO(write_notice(NOTICE)))


@pytest.mark.long
def test_equal_notices_are_equal_byte_by_byte_and_others_are_not():
    assert write_notice(NOTICE) == write_notice(replace(NOTICE))
    assert write_notice(NOTICE) != write_notice(replace(NOTICE, number=6))


def test_no_time_of_day_is_in_the_file():
    with zipfile.ZipFile(io.BytesIO(write_notice(NOTICE))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_paper_is_a4_with_the_decrees_margins(document):
    section = document.sections[0]
    sides = (section.page_width, section.page_height, section.top_margin, section.bottom_margin)
    assert [round(side.mm) for side in sides] == [210, 297, 20, 20]
    assert [round(side.mm) for side in (section.left_margin, section.right_margin)] == [30, 15]
    assert section.different_first_page_header_footer


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.term)
def test_every_part_has_a_style_as_the_rule_says(document, part):
    style = document.styles[part.term]
    assert (style.font.size.pt, bool(style.font.bold), bool(style.font.italic)) == (part.size, part.bold, part.italic)
    fonts = style.element.rPr.rFonts
    assert {fonts.get(qn(f"w:{key}")) for key in ("ascii", "hAnsi", "eastAsia", "cs")} <= {"Times New Roman", None}
    assert style.paragraph_format.line_spacing >= 1
    assert style.element.pPr.jc.get(qn("w:val")) == part.align


def test_the_body_is_justified_indented_and_spaced(document):
    body = document.styles[rules.BODY.term].paragraph_format
    assert 10 <= body.first_line_indent.mm <= 12.7
    assert body.space_before.pt + body.space_after.pt >= 6


def test_no_other_font_is_named_anywhere():
    with zipfile.ZipFile(io.BytesIO(write_notice(NOTICE))) as archive:
        written = "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml"))
        assert not any(word in "".join(archive.namelist()) for word in ("theme", "fontTable", "thumbnail"))
    for other in ("Calibri", "Cambria", "Arial", "Theme="):
        assert other not in written
    assert 'w:lang w:val="vi-VN"' in written


def test_the_head_says_who_where_and_when(document):
    left, right = ([cell.text for cell in column.cells] for column in document.tables[0].columns)
    assert left == ["ỦY BAN NHÂN DÂN PHƯỜNG THỬ\nVĂN PHÒNG\n", "Số: 05/TB-VP"]
    assert right == [f"{rules.NATIONAL_NAME}\n{rules.MOTTO}\n", "Phường Thử, ngày 03 tháng 02 năm 2026"]


def test_widths_stand_on_the_table_its_grid_and_its_cells(document):
    for table in document.tables:
        whole = int(table._tbl.tblPr.find(qn("w:tblW")).get(qn("w:w")))
        grid = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]
        assert abs(whole - sum(grid)) <= len(grid)
        assert abs(whole - Mm(rules.PAGE.text_width).twips) <= 5
        for row in table.rows:
            assert [round(cell.width.twips) for cell in row.cells] == grid
    assert [round(cell.width.mm) for cell in document.tables[0].rows[0].cells] == [66, 99]


def test_rules_are_lines_not_underlined_text(document):
    issuer, nation = document.tables[0].rows[0].cells
    motto = measure.width(rules.MOTTO, 14, bold=True)
    assert rule_length(nation.paragraphs[-1], 99) == pytest.approx(motto, abs=1)
    name = measure.width("VĂN PHÒNG", 13, bold=True)
    assert name / 3 <= rule_length(issuer.paragraphs[-1], 66) <= name / 2
    assert not [run for paragraph in everything(document) for run in paragraph.runs if run.underline]


def test_the_task_table_repeats_its_head_and_parts_no_row():
    head, *rows = Document(io.BytesIO(write_notice(THIRTY_TASKS))).tables[1].rows
    assert [cell.text for cell in head.cells] == [
        "STT",
        "Nội dung nhiệm vụ",
        "Đơn vị chủ trì",
        "Đơn vị phối hợp",
        "Thời hạn",
    ]
    assert head._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in (head, *rows))
    assert [row.cells[0].text for row in rows] == [str(number) for number in range(1, 31)]
    assert rows[0].cells[3].text == "Trung tâm Phục vụ hành chính công; Phòng Văn hoá\u00a0- Xã hội"


def test_the_foot_has_recipients_and_a_post_but_no_invented_name(document):
    recipients, signer = document.tables[2].rows[0].cells
    assert recipients.text.split("\n") == [
        "Nơi nhận:",
        "- Chủ tịch, các Phó Chủ tịch;",
        "- Các phòng, đơn vị thuộc phường;",
        "- Lưu: VT, VP.",
    ]
    assert signer.text.split("\n") == ["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG", ""]
    assert signer.paragraphs[-1].style.paragraph_format.space_before.pt >= 60


def test_the_last_words_stay_with_the_signature(document):
    closing = document.paragraphs[-1]
    assert closing.text == "Văn phòng thông báo để các đơn vị biết, thực hiện./."
    assert closing.paragraph_format.keep_with_next
    assert document.tables[2].rows[0]._tr.trPr.find(qn("w:cantSplit")) is not None


@pytest.mark.long
def test_a_made_up_notice_says_so_on_every_page_and_a_real_one_does_not():
    made_up = Document(
        io.BytesIO(write_notice(replace(NOTICE, illustrative=True, footer="Mã kiểm tra 7F3A")))
    ).sections[0]
    assert made_up.first_page_header.paragraphs[0].text == "Tài liệu minh hoạ"
    for footer in (made_up.footer, made_up.first_page_footer):
        assert footer.paragraphs[0].text == "Tài liệu minh hoạ · Mã kiểm tra 7F3A"
    real = Document(io.BytesIO(write_notice(NOTICE))).sections[0]
    assert real.first_page_header.paragraphs[0].text == real.footer.paragraphs[0].text == ""


def test_the_properties_name_title_language_and_day(document):
    properties = document.core_properties
    assert properties.title == f"Thông báo: {NOTICE.abstract}"
    assert (properties.language, properties.author) == ("vi-VN", "Văn phòng")
    assert properties.created.date() == date(2026, 2, 3)


def test_long_names_keep_their_lines_inside_the_column():
    issuer = Document(io.BytesIO(write_notice(LONG_NAMES))).tables[0].cell(0, 0).paragraphs[1]
    room = Mm(66).pt - 2 * issuer.paragraph_format.left_indent.pt
    longest = max(measure.width(line, 13, bold=True) for line in measure.lines(issuer.text, 13, room, bold=True))
    assert longest + SLACK <= room + 0.5


@pytest.mark.parametrize("words", ["a\x00b\x1fc", 'a & <b> "c"', "e\u0302\u0301", "dòng\nmới", "\ud800"])
def test_any_words_can_be_written(words):
    written = write_notice(replace(NOTICE, opening=(words,), footer=words))
    assert sniff(written, "a.docx") is Kind.DOCX


def test_what_is_written_can_be_read_again():
    text = read_text(write_notice(NOTICE), "thong-bao.docx").text.split("\n")
    assert "THÔNG BÁO" in text and NOTICE.abstract in text and NOTICE.opening[0] in text
    assert (
        "1 | " + " | ".join((TASK_TEXT, NOTICE.tasks[0].lead, "; ".join(NOTICE.tasks[0].coordinating), "15/12/2026"))
        in text
    )


TASK_TEXT = NOTICE.tasks[0].text


def rule_length(paragraph, column_mm: float) -> float:
    assert paragraph._p.pPr.find(qn("w:pBdr")) is not None and paragraph.text == ""
    return Mm(column_mm).pt - 2 * paragraph.paragraph_format.left_indent.pt


def everything(document) -> list:
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    return [*document.paragraphs, *(paragraph for cell in cells for paragraph in cell.paragraphs)]
