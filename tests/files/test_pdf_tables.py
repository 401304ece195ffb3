"""Tables and columns of a printed page come out as the same lines that its writer's .docx gives."""

import random

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from hypothesis import given
from hypothesis import strategies as st

from kheo.files import Limits, pdf_rules, read_text
from kheo.files.paragraphs import Line, paragraphs_of
from kheo.files.pdf_rules import RuleReader
from kheo.files.pdf_tables import NEAR, Grid, Rule, grids
from kheo.files.pdf_text import MANY_RULES, read_pdf
from kheo.files.text import REPEATED
from tests.files import papers
from tests.office_pdf import to_pdf

HEAD = ("TT", "Nội dung công việc", "Đơn vị chủ trì", "Phối hợp", "Thời hạn")
WORK = (
    "Rà soát, công khai danh mục thủ tục hành chính nhóm {} tại bộ phận một cửa, hướng dẫn người dân nộp hồ sơ "
    "trực tuyến và báo cáo kết quả từng tháng cho Chủ tịch UBND phường"
)


def boxes(*edges: tuple[float, float, float, float]) -> bytes:
    """Draw thin filled boxes, as Word draws the borders of cells: left, bottom, width, height."""
    return b"\n".join(b"%g %g %g %g re f" % edge for edge in edges)


def words(x: float, y: float, said: bytes) -> bytes:
    """Print words in Times at a place."""
    return b"BT /F 12 Tf 1 0 0 1 %g %g Tm (%s) Tj ET" % (x, y, said)


LEVELS, UPRIGHTS = (700, 660, 620), (60, 100, 300, 400)
BORDERS = boxes(*((60, level, 340, 0.5) for level in LEVELS), *((upright, 620, 0.5, 80) for upright in UPRIGHTS))
STROKES = (
    b"1 0 0 1 0 0 cm 60 700 m 400 700 l 400 620 l 60 620 l h S 60 660 m 400 660 l S "
    b"100 700 m 100 620 l S 300 620 m 300 700 l S"
)


@pytest.mark.parametrize("borders", [BORDERS, STROKES])
def test_the_lines_of_a_cell_are_put_together_and_a_row_is_one_line(borders):
    page = b"\n".join([
        words(60, 740, b"Annex"), borders, words(65, 685, b"1"), words(105, 685, b"Review all late files"),
        words(105, 671, b"and publish them"), words(305, 685, b"Office"), words(65, 645, b"2"),
        words(105, 645, b"Answer by phone"), words(60, 590, b"End"),
    ])  # fmt: skip
    assert read_text(papers.pdf_of(page), "a.pdf").text.split("\n") == [
        "Annex", "1 | Review all late files and publish them | Office", "2 | Answer by phone |", "End",
    ]  # fmt: skip


def test_shades_behind_words_make_no_table():
    shades = boxes((60, 696, 60, 16), (120, 696, 60, 16), (180, 696, 120, 16), (60, 680, 240, 16))
    lines = (b"Review all late files of the ward this week,", b"then publish them for everybody here")
    page = b"\n".join([b"1 1 0.6 rg", shades, b"0 g", words(60, 700, lines[0]), words(60, 684, lines[1])])
    assert "|" not in read_text(papers.pdf_of(page), "a.pdf").text
    assert grids(*RuleReader().rules(opened(papers.pdf_of(page)))) == []


def test_a_document_full_of_drawings_is_read_without_tables_and_says_so(monkeypatch):
    page = papers.pdf_of(
        b"\n".join([BORDERS, words(65, 685, b"1"), words(105, 685, b"Review all late files of the ward")])
    )
    assert read_pdf(page, Limits())[2] == []
    monkeypatch.setattr(pdf_rules, "SEGMENTS", 3)
    _lines, _pages, warnings = read_pdf(page, Limits())
    assert warnings == [MANY_RULES]
    assert RuleReader().rules(opened(page)) == ([], [])


def opened(content: bytes):
    """Open the first page."""
    import pypdfium2 as pdfium

    return pdfium.PdfDocument(content)[0]


places = st.lists(st.integers(1, 60), min_size=3, max_size=7).map(
    lambda steps: [sum(steps[: number + 1], 0.0) + 3 * NEAR * number for number in range(len(steps))]
)


@given(places, places, st.integers(0, 10_000))
def test_every_square_of_a_drawn_grid_is_its_own_cell(sides, heights, seed):
    chance = random.Random(seed)
    across = [
        Rule(at + chance.uniform(-1, 1), left, right)
        for at in heights
        for left, right in zip(sides, sides[1:], strict=False)
    ]
    upright = [
        Rule(at + chance.uniform(-1, 1), low, high)
        for at in sides
        for low, high in zip(heights, heights[1:], strict=False)
    ]
    chance.shuffle(across)
    chance.shuffle(upright)
    (grid,) = grids(across, upright)
    down = sorted(heights, reverse=True)
    for row, (top, bottom) in enumerate(zip(down, down[1:], strict=False)):
        for column, (left, right) in enumerate(zip(sides, sides[1:], strict=False)):
            assert grid.cell((left + right) / 2, (top + bottom) / 2) == (row, column)
    assert grid.cell(sides[0] - 2 * NEAR, heights[1]) is None
    assert grid.cell(sides[0] + 1, down[0] + 2 * NEAR) is None


def laid(*, long: str = "Phòng Kinh tế") -> list[tuple[int, tuple[str, ...]]]:
    """Give the rows of a table of three rows and columns whose middle column is one cell over the last two rows."""
    heights, sides = (90, 60, 30, 0), (0, 50, 100, 150)
    across = [Rule(at, 0, 150) for at in (90, 60, 0)] + [Rule(30, 0, 50), Rule(30, 100, 150)]
    upright = [Rule(at, 0, 90) for at in (0, 150)] + [Rule(at, 0, 60) for at in (50, 100)]
    grid = Grid(heights, sides, across, upright)
    said = {(0, 0): "I. VIỆC CHUNG", (1, 0): "1", (1, 1): long, (1, 2): "Tháng 3", (2, 0): "2", (2, 2): "Tháng 4"}
    return grid.rows(said)


def test_a_cell_over_several_rows_is_told_in_each_and_one_over_the_whole_row_stands_alone():
    assert laid() == [
        (0, ("I. VIỆC CHUNG",)), (1, ("1", "Phòng Kinh tế", "Tháng 3")), (2, ("2", "Phòng Kinh tế", "Tháng 4")),
    ]  # fmt: skip
    assert laid(long="x" * (REPEATED + 1))[2] == (2, ("2", "", "Tháng 4"))


def row(page: int, *cells: str) -> Line:
    """Make a printed row."""
    return Line(" | ".join(cells), page, 60, 540, 700, 12, cells)


def test_a_row_cut_by_the_end_of_a_page_is_whole_and_a_repeated_head_stands_once():
    head = ("TT", "Nhiệm vụ", "Chủ trì")
    lines = [
        row(0, *head), row(0, "1", "Rà soát hồ sơ quá", "Trung tâm Phục vụ"), row(1, *head),
        row(1, "", "hạn trong quý I", "hành chính công"), row(1, "2", "Công khai kết quả", "Văn phòng"),
    ]  # fmt: skip
    assert paragraphs_of(lines, 2) == [
        "TT | Nhiệm vụ | Chủ trì",
        "1 | Rà soát hồ sơ quá hạn trong quý I | Trung tâm Phục vụ hành chính công",
        "2 | Công khai kết quả | Văn phòng",
    ]


def test_a_point_of_a_list_on_the_next_page_is_a_row_of_its_own():
    lines = [row(0, "1", "Rà soát hồ sơ", "Phòng A"), row(1, "", "a) Xây dựng kế hoạch", "Phòng B")]
    assert len(paragraphs_of(lines, 2)) == 2


def test_a_row_without_a_number_on_the_next_page_is_a_row_of_its_own():
    lines = [row(0, "1", "Rà soát hồ sơ", "Trung tâm"), row(1, "", "Công khai kết quả", "")]
    assert paragraphs_of(lines, 2) == ["1 | Rà soát hồ sơ | Trung tâm", " | Công khai kết quả | "]


def test_a_title_in_the_middle_goes_on_in_its_next_line():
    body = [Line("Chủ tịch yêu cầu các đơn vị rà soát toàn bộ hồ sơ còn tồn của", 0, 85, 540, 600, 14),
            Line("quý III.", 0, 85, 140, 582, 14)]  # fmt: skip
    title = [
        Line("Về việc rà soát hồ sơ quá hạn", 0, 200, 420, 700, 14),
        Line("trên địa bàn phường", 0, 240, 380, 682, 14),
    ]
    assert paragraphs_of([*title, *body], 1)[0] == "Về việc rà soát hồ sơ quá hạn trên địa bàn phường"
    named = [title[0], Line("UBND phường", 0, 240, 380, 682, 14)]
    assert paragraphs_of([*named, *body], 1)[:2] == [line.text for line in named]


@pytest.mark.long
def test_a_long_table_reads_alike_from_word_and_from_print():
    docx = plan(25)
    lines = read_text(docx, "a.docx").text.split("\n")
    printed = read_text(to_pdf(docx), "a.pdf")
    assert printed.pages > 2
    assert printed.text.split("\n") == lines
    assert lines[3] == "I. NHIỆM VỤ TRỌNG TÂM"
    assert lines[4] == f"1 | {WORK.format(1)} | Phòng Kinh tế | | 02/12/2027"
    assert lines[5] == f"2 | {WORK.format(2)} | Phòng Kinh tế | Các tổ dân phố | 03/12/2027"


@pytest.mark.long
def test_two_columns_are_read_one_after_the_other():
    document = Document()
    columns = document.sections[0]._sectPr.xpath("./w:cols")[0]
    columns.set(qn("w:num"), "2")
    columns.set(qn("w:space"), "500")
    paragraphs = [f"Đoạn {number}. {WORK.format(number)}." for number in range(1, 30)]
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    assert read_text(to_pdf(papers.saved(document)), "a.pdf").text.split("\n") == paragraphs


@pytest.mark.long
def test_pictures_among_the_letters_move_no_word():
    paragraphs = [f"{sign} {WORK.format(number)}." for number, sign in enumerate("📌🗓📣🔎💬", 1)]
    read = read_text(to_pdf(papers.docx_of(*paragraphs)), "a.pdf").text.split("\n")
    assert [line.lstrip("📌🗓📣🔎💬 ") for line in read] == [f"{WORK.format(number)}." for number in range(1, 6)]


def plan(count: int) -> bytes:
    """Make a plan whose table has a repeated head, a row over all columns and units that lead two tasks each."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height, section.left_margin, section.right_margin = Cm(21), Cm(29.7), Cm(3), Cm(2)
    document.add_paragraph("KẾ HOẠCH")
    document.add_paragraph("Phân công các đơn vị thực hiện những nhiệm vụ sau đây trong năm 2027 (minh hoạ).")
    table = document.add_table(1, 5)
    table.style = "Table Grid"
    for cell, said in zip(table.rows[0].cells, HEAD, strict=True):
        cell.text = said
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    cells = table.add_row().cells
    cells[0].merge(cells[4]).text = "I. NHIỆM VỤ TRỌNG TÂM"
    for number in range(1, count + 1):
        cells = table.add_row().cells
        joining = "" if number % 2 else "Các tổ dân phố"
        said = (str(number), WORK.format(number), "Phòng Kinh tế", joining, f"{number % 28 + 1:02d}/12/2027")
        for cell, each in zip(cells, said, strict=True):
            cell.text = each
    table.rows[3].cells[2].text = ""
    table.rows[2].cells[2].merge(table.rows[3].cells[2]).text = "Phòng Kinh tế"
    return papers.saved(document)
