"""The text of a .docx comes out as Word shows it."""

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from kheo.files import FileRefused, Kind, Limits, Why, read_text
from kheo.files.numbering import letters, roman
from tests.files import papers


def test_every_paragraph_comes_out_as_it_went_in():
    text = read_text(papers.docx_of(*papers.PARAGRAPHS), "thong-bao.docx")
    assert text.text.split("\n") == list(papers.PARAGRAPHS)
    assert (text.kind, text.pages, text.warnings) == (Kind.DOCX, None, ())


def test_letters_are_composed():
    assert read_text(papers.docx_of("Tie\u0302\u0301ng Vie\u0323\u0302t"), "a.docx").text == "Tiếng Việt"


def test_a_table_comes_row_by_row_and_a_single_column_is_only_a_frame():
    document = Document()
    table = document.add_table(rows=2, cols=3)
    for cell, words in zip(table._cells, ("STT", "Nội dung", "Đơn vị", "1", "Rà soát\nhồ sơ", ""), strict=True):
        cell.text = words
    document.add_table(rows=1, cols=1).cell(0, 0).text = "Trong khung"
    assert lines(document) == ["STT | Nội dung | Đơn vị", "1 | Rà soát hồ sơ |", "Trong khung"]


def test_headers_and_footers_are_left_out():
    document = Document()
    document.sections[0].header.paragraphs[0].text = "Đầu trang"
    document.sections[0].footer.paragraphs[0].text = "Chân trang"
    document.add_paragraph("Thân bài")
    assert lines(document) == ["Thân bài"]


def test_automatic_numbers_become_text():
    document = document_with_list(
        ("decimal", "%1."), ("lowerLetter", "%2)"), ("bullet", "\uf0b7"), ("upperRoman", "%1.%4")
    )
    for words, depth in (("Một", 0), ("Hai", 0), ("a", 1), ("b", 1), ("gạch", 2), ("Ba", 0), ("lại a", 1), ("sâu", 3)):
        numbered(document, words, depth)
    assert lines(document) == ["1. Một", "2. Hai", "a) a", "b) b", "- gạch", "3. Ba", "a) lại a", "3.I sâu"]


def test_numbers_of_a_style_and_of_its_children_become_text():
    document = Document()
    for words, style in (("Một", "List Number"), ("Hai", "List Number"), ("gạch", "List Bullet")):
        document.add_paragraph(words, style=style)
    assert lines(document) == ["1. Một", "2. Hai", "- gạch"]


def test_a_paragraph_can_leave_its_styles_list():
    document = Document()
    document.add_paragraph("Một", style="List Number")
    put_in_list(document.add_paragraph("Không số", style="List Number"), 0, 0)
    assert lines(document) == ["1. Một", "Không số"]


def test_deleted_hidden_and_doubled_text_is_not_read_but_inserted_text_is():
    document = Document()
    paragraph = document.add_paragraph("Giữ ")
    paragraph.add_run("ẩn ").font.hidden = True
    for markup in (
        f"<w:ins {nsdecls('w')}><w:r><w:t>thêm</w:t></w:r></w:ins>",
        f"<w:del {nsdecls('w')}><w:r><w:delText>xoá</w:delText></w:r></w:del>",
        f'<w:r {nsdecls("w")}><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        '<mc:Choice Requires="wps"><w:txbxContent><w:p><w:r><w:t>Hộp chữ</w:t></w:r></w:p></w:txbxContent></mc:Choice>'
        "<mc:Fallback><w:txbxContent><w:p><w:r><w:t>Hộp chữ</w:t></w:r></w:p></w:txbxContent></mc:Fallback>"
        "</mc:AlternateContent></w:r>",
    ):
        paragraph._p.append(parse_xml(markup))
    text = read_text(papers.saved(document), "a.docx")
    assert text.text.split("\n") == ["Giữ thêm", "Hộp chữ"]
    assert "Track Changes" in text.warnings[0]


@pytest.mark.parametrize(("count", "shown"), [(1, "i"), (4, "iv"), (1994, "mcmxciv"), (4000, "4000"), (0, "0")])
def test_roman_numbers(count, shown):
    assert roman(count) == shown


@pytest.mark.parametrize(("count", "shown"), [(1, "a"), (26, "z"), (27, "aa"), (53, "aaa")])
def test_letters_repeat_after_z(count, shown):
    assert letters(count) == shown


def test_a_document_without_text_is_refused():
    with pytest.raises(FileRefused) as refused:
        read_text(papers.docx_of(""), "a.docx")
    assert refused.value.why is Why.NO_TEXT


def test_a_long_text_is_refused_in_its_own_words():
    with pytest.raises(FileRefused, match=r"dài quá 1\.000 ký tự"):
        read_text(papers.docx_of("chữ " * 300), "a.docx", limits=Limits(characters=1_000))


def lines(document) -> list[str]:
    return read_text(papers.saved(document), "a.docx").text.split("\n")


def document_with_list(*levels: tuple[str, str]):
    document = Document()
    written = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{pattern}"/></w:lvl>'
        for depth, (style, pattern) in enumerate(levels)
    )
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="99">{written}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="99"><w:abstractNumId w:val="99"/></w:num>'))
    return document


def numbered(document, words: str, depth: int) -> None:
    put_in_list(document.add_paragraph(words), 99, depth)


def put_in_list(paragraph, list_id: int, depth: int) -> None:
    markup = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(markup))


def test_a_cell_over_several_rows_is_told_in_each_and_columns_keep_their_places():
    document = Document()
    table = document.add_table(4, 4)
    for row, words in zip(
        table.rows, ("TT Việc Chủ_trì Hạn", "1 Rà_soát Phòng_A Tháng_3", "2 Trả_lời - Tháng_4"), strict=False
    ):
        for cell, word in zip(row.cells, words.split(), strict=True):
            cell.text = word.replace("_", " ").strip("-")
    table.cell(1, 2).merge(table.cell(2, 2))
    table.cell(3, 0).text = "Cộng"
    table.cell(3, 0).merge(table.cell(3, 1))
    table.cell(3, 3).text = "hai việc"
    assert read_text(papers.saved(document), "a.docx").text.split("\n") == [
        "TT | Việc | Chủ trì | Hạn", "1 | Rà soát | Phòng A | Tháng 3", "2 | Trả lời | Phòng A | Tháng 4",
        "Cộng | | | hai việc",
    ]  # fmt: skip
