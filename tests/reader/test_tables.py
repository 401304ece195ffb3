"""Tables of work, as they come out of Word, out of print, out of Markdown, or pasted without their head."""

from datetime import date

import pytest

from kheo.reader import read

PLAN = """ỦY BAN NHÂN DÂN PHƯỜNG THỬ
Số: 12/KH-UBND
KẾ HOẠCH
Cải cách hành chính năm 2027 (minh hoạ)
II. PHÂN CÔNG NHIỆM VỤ
"""


def found(*rows: str) -> list[tuple[str, str | None, str | None]]:
    """Give the words, the body and the time limit of each task of a plan with these rows."""
    reading = read(PLAN + "\n".join(rows) + "\nNơi nhận:\n- Lưu: VT.", date(2027, 1, 10))
    return [(task.text, task.assignee, task.deadline) for task in reading.tasks]


HEAD = "TT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian hoàn thành"
REVIEW = "1 | Rà soát thủ tục hành chính của phường | Phòng Kinh tế | Các phòng | Quý I/2027"
REVIEWED = ("Rà soát thủ tục hành chính của phường", "Phòng Kinh tế", "Quý I/2027")


@pytest.mark.parametrize(
    "heading", ["I | CẢI CÁCH THỂ CHẾ | | |", "a) | Về thủ tục hành chính | | |", "| VIỆC CHUNG | | |"]
)
def test_a_row_that_heads_others_is_no_task(heading):
    assert found(HEAD, heading, REVIEW) == [REVIEWED]


def test_a_row_of_capitals_with_a_body_is_a_task():
    assert found(HEAD, "1 | RÀ SOÁT THỦ TỤC | Phòng Kinh tế | | ")[0][:2] == ("RÀ SOÁT THỦ TỤC", "Phòng Kinh tế")


def test_the_annex_of_a_plan_is_read_without_its_letterhead():
    rows = "\n".join(
        (HEAD, "I. VIỆC CHUNG", REVIEW, "2 | Tuyên truyền về hồ sơ trực tuyến | Công an phường | | Tháng 6")
    )
    tasks = read(f"PHỤ LỤC\nPhân công nhiệm vụ cải cách hành chính (minh hoạ)\n{rows}", date(2027, 1, 10)).tasks
    assert [task.assignee for task in tasks] == ["Phòng Kinh tế", "Công an phường"]


def test_a_table_of_results_in_a_news_item_holds_no_task():
    rows = "TT | Nội dung | Kết quả\n1 | Rà soát thủ tục hành chính của phường | 98%\n2 | Trả lời cử tri tổ 5 | 12"
    assert read(f"Kết quả quý I (minh hoạ)\n\nSáng 12/3, phường công bố kết quả quý I.\n\n{rows}").tasks == ()


@pytest.mark.parametrize(
    "line",
    ["NGƯỜI LẬP BIỂU | TM. ỦY BAN NHÂN DÂN PHƯỜNG THỬ", "Tổng cộng | 12 nhiệm vụ trọng tâm của phường"],
)
def test_what_stands_below_a_wide_table_is_no_row_of_two(line):
    assert found(HEAD, REVIEW, line) == [REVIEWED]


def test_lettered_rows_that_begin_with_a_verb_are_tasks():
    rows = ("TT | Nhiệm vụ | Ghi chú", "a | Rà soát thủ tục hành chính |", "b | Công khai kết quả giải quyết hồ sơ |")
    assert [said for said, _who, _when in found(*rows)] == [
        "Rà soát thủ tục hành chính",
        "Công khai kết quả giải quyết hồ sơ",
    ]


def test_a_row_with_an_hour_and_a_day_is_a_task():
    row = "1 | Tổ chức hội nghị đối thoại với người dân | Văn phòng | | 14h00 - 16h00 ngày 30/6/2027"
    assert [said for said, _who, _when in found(HEAD, row)] == ["Tổ chức hội nghị đối thoại với người dân"]


def test_an_empty_first_cell_moves_no_column():
    row = "| Kiểm tra việc công khai tại nhà văn hoá | Phòng Kinh tế | | Tháng 6"
    assert found(HEAD, REVIEW, row)[1] == ("Kiểm tra việc công khai tại nhà văn hoá", "Phòng Kinh tế", "Tháng 6")


def test_a_table_pasted_from_a_spreadsheet_is_read_like_one_from_word():
    rows = (HEAD, "I. VIỆC CHUNG", REVIEW, "| Trả lời kiến nghị của cử tri | Công an phường | | Tháng 6")
    pasted = tuple(row.replace(" | ", "\t").replace("| ", "\t") for row in rows)
    assert found(*pasted) == found(*rows) == [REVIEWED, ("Trả lời kiến nghị của cử tri", "Công an phường", "Tháng 6")]
    broken = [row.replace("thủ tục hành chính", "thủ tục\nhành chính") for row in pasted]
    assert found(*broken) == found(*rows)


def test_the_strokes_around_markdown_are_no_cells():
    rows = ("| TT | Nội dung | Chủ trì |", "|---|---|---|", "| 1 | Rà soát hồ sơ quá hạn | Phòng Kinh tế |",
            "| | Xin lỗi người dân khi trễ hẹn | Công an phường |")  # fmt: skip
    assert [task[:2] for task in found(*rows)] == [
        ("Rà soát hồ sơ quá hạn", "Phòng Kinh tế"), ("Xin lỗi người dân khi trễ hẹn", "Công an phường"),
    ]  # fmt: skip


def test_bullets_and_clauses_of_a_cell_are_tasks_of_the_same_body_and_time():
    row = "1 | - Xây dựng kịch bản hội nghị; - In tài liệu, giấy mời | Phòng Kinh tế | | Tháng 3"
    clauses = "2 | Công khai danh mục thủ tục; hướng dẫn nộp hồ sơ trực tuyến | Công an phường | | "
    assert found(HEAD, row, clauses) == [
        ("Xây dựng kịch bản hội nghị", "Phòng Kinh tế", "Tháng 3"),
        ("In tài liệu, giấy mời", "Phòng Kinh tế", "Tháng 3"),
        ("Công khai danh mục thủ tục", "Công an phường", None),
        ("hướng dẫn nộp hồ sơ trực tuyến", "Công an phường", None),
    ]


def test_a_table_of_two_columns_says_who_does_what():
    rows = ("Đơn vị | Nhiệm vụ", "Công an phường | Báo cáo kết quả thực hiện Kế hoạch trước ngày 15/12/2027")
    assert found(*rows) == [
        ("Báo cáo kết quả thực hiện Kế hoạch trước ngày 15/12/2027", "Công an phường", "trước ngày 15/12/2027")
    ]


@pytest.mark.parametrize(
    "line", ["1. Công an phường bảo vệ | điểm tiếp dân.", "Chủ tịch yêu cầu | Phòng Kinh tế rà soát hồ sơ quá hạn."]
)
def test_one_stroke_in_a_sentence_makes_no_table(line):
    assert found(line) != []


def test_a_numbered_row_without_a_head_is_understood_by_its_verb_and_its_body():
    assert found(REVIEW) == [REVIEWED]


@pytest.mark.parametrize(
    "rows",
    [
        ("Chỉ tiêu | Đơn vị tính | Năm 2027", "Tỷ lệ hồ sơ giải quyết đúng hạn | % | 98"),
        ("1 | Hồ sơ đúng hạn của Phòng Kinh tế | 412 | 98%", "2 | Hồ sơ trực tuyến của Công an phường | 230 | 70%"),
        ("Thời gian | Nội dung | Người thực hiện", "8h00 - 8h15 | Tuyên bố lý do, giới thiệu đại biểu | Ban tổ chức"),
        ("7 giờ 30 đến 8 giờ | Đón tiếp đại biểu dự hội nghị | Văn phòng",),
    ],
)
def test_figures_and_the_agenda_of_a_day_hold_no_task(rows):
    assert found(*rows) == []
