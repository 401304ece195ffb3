"""Parts of plans and letters, cut out below their letterhead or copied from a printed page."""

from textwrap import wrap

import pytest

from kheo.reader import read

PLAN = """4. Văn phòng HĐND và UBND phường
- Theo dõi việc thực hiện Kế hoạch này.
V. TỔ CHỨC THỰC HIỆN
1. Trung tâm Văn hóa
- Đăng tin về đợt rà soát trên trang của phường.
2. Công an phường
- Bố trí lực lượng giữ trật tự tại nơi tiếp nhận.
"""


def found(text: str) -> list[tuple[str | None, str]]:
    return [(task.assignee, task.text) for task in read(text).tasks]


def in_plan(*lines: str) -> list[tuple[str | None, str]]:
    """Give what is found in these lines behind the beginning of a plan."""
    known = set(found(PLAN))
    return [task for task in found(PLAN + "\n".join(lines)) if task not in known]


def test_a_part_of_a_plan_is_read_like_the_whole():
    assert found(PLAN) == [
        ("Văn phòng HĐND và UBND phường", "Theo dõi việc thực hiện Kế hoạch này"),
        ("Trung tâm Văn hóa", "Đăng tin về đợt rà soát trên trang của phường"),
        ("Công an phường", "Bố trí lực lượng giữ trật tự tại nơi tiếp nhận"),
    ]


def test_bold_marks_and_narrow_lines_change_nothing():
    lines = [f"**{line}**" if line[0].isdigit() else line for line in PLAN.splitlines()]
    narrow = "\n\n".join("\n".join(wrap(line, 26, break_on_hyphens=False)) for line in lines)
    assert found(narrow) == found(PLAN)


@pytest.mark.parametrize(
    ("line", "who", "what"),
    [
        ("3. Phòng Kinh tế: Chủ trì rà soát các hộ kinh doanh.", "Phòng Kinh tế", "Chủ trì rà soát các hộ kinh doanh"),
        (
            "3. Các cơ quan, đơn vị thuộc phường: Căn cứ chức năng, nhiệm vụ, xây dựng kế hoạch hưởng ứng.",
            "Các cơ quan, đơn vị thuộc phường",
            "xây dựng kế hoạch hưởng ứng",
        ),
        (
            "3. Phòng Kinh tế là cơ quan thường trực, chủ trì đôn đốc việc thực hiện.",
            "Phòng Kinh tế",
            "chủ trì đôn đốc việc thực hiện",
        ),
        (
            "3. Từ ngày 04/02/2026: Ban Thường trực Mặt trận phường họp với trưởng các tổ dân phố.",
            "Ban Thường trực Mặt trận phường",
            "họp với trưởng các tổ dân phố",
        ),
        (
            "3. Các cơ quan được phân công chủ trì nhiệm vụ theo Kế hoạch này có trách nhiệm lập dự toán.",
            "Các cơ quan được phân công chủ trì nhiệm vụ theo Kế hoạch này",
            "lập dự toán",
        ),
        (
            "3. Đề nghị Công ty Điện lực Thử: Khẩn trương khắc phục sự cố lưới điện.",
            "Công ty Điện lực Thử",
            "Khẩn trương khắc phục sự cố lưới điện",
        ),
    ],
)
def test_an_item_says_itself_who_must_act(line, who, what):
    assert in_plan(line) == [(who, what)]


@pytest.mark.parametrize(
    ("head", "line", "who", "what"),
    [
        (
            "3. Các tổ dân phố",
            "Căn cứ chức năng, nhiệm vụ được giao và Kế hoạch này, xây dựng kế hoạch cụ thể.",
            "Các tổ dân phố",
            "xây dựng kế hoạch cụ thể",
        ),
        (
            "3. Sở Nội vụ (Cơ quan thường trực Ban Chỉ đạo)",
            "- Hướng dẫn các phường triển khai.",
            "Sở Nội vụ",
            "Hướng dẫn các phường triển khai",
        ),
        (
            "3. Các phòng theo chức năng, nhiệm vụ được giao",
            "- Rà soát thủ tục của phòng mình.",
            "Các phòng",
            "Rà soát thủ tục của phòng mình",
        ),
        (
            "3. Đề nghị Mặt trận Tổ quốc phường phối hợp",
            "- Vận động hội viên tham gia.",
            "Mặt trận Tổ quốc phường",
            "Vận động hội viên tham gia",
        ),
        (
            "3. Liên hiệp các Hội Khoa học và Kỹ thuật",
            "Nghiên cứu, phản biện chính sách.",
            "Liên hiệp các Hội Khoa học và Kỹ thuật",
            "Nghiên cứu, phản biện chính sách",
        ),
        (
            "3. Các cơ quan thông tin, truyền thông",
            "- Đưa tin về chiến dịch.",
            "Các cơ quan thông tin, truyền thông",
            "Đưa tin về chiến dịch",
        ),
        (
            "3. UBND các xã, phường",
            "- Tổ chức lực lượng xung kích dọn vệ sinh.",
            "UBND các xã, phường",
            "Tổ chức lực lượng xung kích dọn vệ sinh",
        ),
        (
            "3. UBND phường",
            "- Chỉ đạo các bộ phận chuyên môn, Công an phường: Phối hợp rà soát danh sách cử tri.",
            "UBND phường",
            "Chỉ đạo các bộ phận chuyên môn, Công an phường: Phối hợp rà soát danh sách cử tri",
        ),
        (
            "3. UBND phường",
            "- Chủ trì, phối hợp với các tổ trưởng: Lập danh sách hộ cần hỗ trợ.",
            "UBND phường",
            "Chủ trì, phối hợp với các tổ trưởng: Lập danh sách hộ cần hỗ trợ",
        ),
        (
            "3. UBND phường",
            "- Nâng cấp đường truyền của phường: Đảm bảo xử lý hồ sơ không bị gián đoạn.",
            "UBND phường",
            "Nâng cấp đường truyền của phường: Đảm bảo xử lý hồ sơ không bị gián đoạn",
        ),
        (
            "3. UBND phường",
            "- Theo dõi, kiểm tra việc quản lý chương trình: Xây dựng văn bản; lập kế hoạch năm.",
            "UBND phường",
            "Theo dõi, kiểm tra việc quản lý chương trình: Xây dựng văn bản; lập kế hoạch năm",
        ),
        (
            "3. UBND phường",
            "- Định kỳ hằng năm (trước ngày 15 tháng 12) báo cáo kết quả về UBND thành phố.",
            "UBND phường",
            "Định kỳ hằng năm (trước ngày 15 tháng 12) báo cáo kết quả về UBND thành phố",
        ),
        (
            "3. UBND phường",
            "- Bãi bỏ các giấy tờ không cần thiết như: yêu cầu nộp bản gốc; yêu cầu nộp tại nơi cư trú.",
            "UBND phường",
            "Bãi bỏ các giấy tờ không cần thiết như: yêu cầu nộp bản gốc; yêu cầu nộp tại nơi cư trú",
        ),
    ],
)
def test_what_stands_below_a_heading_that_names_who_must_act(head, line, who, what):
    assert in_plan(head, line) == [(who, what)]


def test_what_is_reported_at_fixed_times_is_a_task_of_its_own():
    line = (
        "- Phối hợp với các sở liên quan tổ chức thực hiện, kiểm tra, giám sát, định kỳ báo cáo kết quả về Sở Nội vụ."
    )
    assert in_plan("3. UBND các phường", line) == [
        ("UBND các phường", "Phối hợp với các sở liên quan tổ chức thực hiện, kiểm tra, giám sát"),
        ("UBND các phường", "định kỳ báo cáo kết quả về Sở Nội vụ"),
    ]


def test_what_a_thing_allows_is_no_task_of_its_own():
    line = "- Thiết lập nền tảng quản lý thiết bị: Cho phép kết nối, quản lý và thu thập dữ liệu."
    assert in_plan("3. Văn phòng", line) == [("Văn phòng", line[2:-1])]


def test_a_lead_in_with_a_task_of_its_own_keeps_it():
    lines = (
        "3. Ngân hàng Nhà nước chi nhánh khu vực",
        "a) Chỉ đạo các ngân hàng thương mại mở tài khoản cho người hưởng trợ cấp, cụ thể như sau:",
        "- Cử chuyên viên về phường hướng dẫn.",
    )
    assert in_plan(*lines) == [
        ("các ngân hàng thương mại", "mở tài khoản cho người hưởng trợ cấp"),
        ("các ngân hàng thương mại", "Cử chuyên viên về phường hướng dẫn"),
    ]


def test_an_order_holds_for_the_items_below_it():
    text = """KẾT LUẬN CỦA BAN THƯỜNG VỤ ĐẢNG ỦY PHƯỜNG THỬ
Ban Thường vụ kết luận như sau:
1. Thống nhất với báo cáo của Văn phòng.
2. Yêu cầu các chi bộ khẩn trương hoàn thiện văn kiện.
2.1. Tập trung rà soát danh sách đảng viên.
2.2. Tích cực lắng nghe ý kiến của tổ dân phố.
3. Giao Văn phòng theo dõi.
"""
    assert found(text) == [
        ("các chi bộ", "khẩn trương hoàn thiện văn kiện"),
        ("các chi bộ", "Tập trung rà soát danh sách đảng viên"),
        ("các chi bộ", "Tích cực lắng nghe ý kiến của tổ dân phố"),
        ("Văn phòng", "theo dõi"),
    ] or found(text)[:3] == [
        ("các chi bộ", "khẩn trương hoàn thiện văn kiện"),
        ("các chi bộ", "Tập trung rà soát danh sách đảng viên"),
        ("các chi bộ", "Tích cực lắng nghe ý kiến của tổ dân phố"),
    ]


LETTER = """VĂN PHÒNG UBND THÀNH PHỐ THỬ
Số: 12/VP-TH
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Ngày 5 tháng 3 năm 2026
Kính gửi: Sở Nội vụ.
"""


def test_an_opinion_in_a_letter_says_whom_it_is_for():
    text = f"""{LETTER}Về đề nghị của Sở Nội vụ, Phó Chủ tịch UBND thành phố có ý kiến chỉ đạo Sở Nội vụ như sau:
1. Rà soát mục tiêu của từng giai đoạn.
2. Lấy ý kiến của các sở.
"""
    assert found(text) == [
        ("Sở Nội vụ", "Rà soát mục tiêu của từng giai đoạn"),
        ("Sở Nội vụ", "Lấy ý kiến của các sở"),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("3. Các tổ trưởng thực hiện các nhiệm vụ được Ban Thường trực phân công.",),
        ("3. Văn phòng: Thực hiện các nhiệm vụ khác có liên quan khi được Trưởng ban phân công.",),
        ("3. Chi bộ nỗ lực phấn đấu hoàn thành xuất sắc nhiệm vụ được giao.",),
    ],
)
def test_formulas_of_plans_are_no_tasks(lines):
    assert in_plan(*lines) == []


def test_whom_a_telegram_is_sent_to_is_no_task():
    text = """CÔNG ĐIỆN
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
CHỦ TỊCH UBND THÀNH PHỐ THỬ điện:
- Các sở: Nội vụ, Tài chính, Công Thương;
- Các phường: Thử An, Thử Hà.
Chủ tịch UBND thành phố yêu cầu:
1. Sở Nội vụ rà soát danh sách trực.
"""
    assert found(text) == [("Sở Nội vụ", "rà soát danh sách trực")]


def test_steps_explained_to_citizens_are_no_tasks():
    steps = ("Truy cập Cổng Dịch vụ công", "Đăng nhập bằng tài khoản", "Chọn thủ tục", "Kê khai thông tin của trẻ")
    more = ("Tải lên giấy chứng sinh", "Nộp hồ sơ", "Nhận kết quả tại bộ phận một cửa")
    lines = [f"{number}. {step}." for number, step in enumerate((*steps, *more), 1)]
    assert found("Hướng dẫn đăng ký khai sinh\n" + "\n".join(lines)) == []


def test_praise_in_a_list_of_duties_is_no_task():
    lines = ("3. Ban Thường vụ ghi nhận và biểu dương các tổ dân phố.", "4. Văn phòng rà soát hồ sơ quá hạn.")
    assert in_plan(*lines) == [("Văn phòng", "rà soát hồ sơ quá hạn")]


def test_a_conclusion_in_capitals_is_a_notice_once_it_is_led_in():
    text = """KẾT LUẬN
CỦA BÍ THƯ ĐẢNG ỦY PHƯỜNG TẠI HỘI NGHỊ GIAO BAN
Sau khi nghe báo cáo, Bí thư Đảng ủy phường kết luận như sau:
Ban Thường vụ ghi nhận kết quả của các tổ.
Văn phòng rà soát hồ sơ quá hạn.
"""
    assert read(text).kind == "notice"
    assert found(text) == [("Văn phòng", "rà soát hồ sơ quá hạn")]


def test_who_came_along_stands_below_the_name_of_the_paper_and_is_no_task():
    text = """UBND PHƯỜNG THỬ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
THÔNG BÁO
KẾT LUẬN CỦA CHỦ TỊCH UBND PHƯỜNG VỀ KHẮC PHỤC MƯA LŨ
Tham gia đoàn công tác có: Trưởng phòng Kinh tế; lãnh đạo các phòng: Nội vụ, Văn hóa.
Sau khi nghe báo cáo, Chủ tịch UBND phường đã kết luận như sau:
1. Văn phòng rà soát hồ sơ.
"""
    assert found(text) == [("Văn phòng", "rà soát hồ sơ")]


def test_headings_on_watching_and_reporting_open_duties():
    text = """KẾ HOẠCH
Tuyên truyền (minh hoạ)
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
V. TỔ CHỨC THEO DÕI, GIÁM SÁT
- Tăng cường giám sát, đánh giá độc lập trong triển khai Kế hoạch.
VI. CHẾ ĐỘ THÔNG TIN, BÁO CÁO
Tổng hợp kết quả, gửi về Văn phòng trước ngày 16/12/2026.
"""
    assert found(text) == [
        (None, "Tăng cường giám sát, đánh giá độc lập trong triển khai Kế hoạch"),
        (None, "Tổng hợp kết quả, gửi về Văn phòng trước ngày 16/12/2026"),
    ]


def test_in_a_part_of_a_plan_an_item_needs_no_body():
    text = """Tuyên truyền bầu cử (minh hoạ)
II. HÌNH THỨC
1. Hình thức tuyên truyền
- Tuyên truyền, phổ biến tại hội nghị của phường.
III. TỔ CHỨC THỰC HIỆN
1. Văn phòng: Lập danh sách.
2. Công an phường: Giữ trật tự.
"""
    assert found(text)[0] == (None, "Tuyên truyền, phổ biến tại hội nghị của phường")


LETTERHEAD = "UBND PHƯỜNG THỬ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
DONE = (
    "1. Công an phường xử lý 12 vụ vi phạm trật tự.",
    "2. Trạm Y tế tổ chức tiêm chủng cho 300 trẻ.",
    "3. Văn phòng tiếp nhận 200 hồ sơ.",
    "4. Các tổ dân phố ra quân tổng vệ sinh.",
    "5. Hội Phụ nữ tặng quà trẻ em.",
    "6. Đoàn Thanh niên mở lớp bơi.",
)


@pytest.mark.parametrize(
    "head",
    [
        f"{LETTERHEAD}BÁO CÁO\nKết quả công tác tháng 6",
        f"{LETTERHEAD}GIẤY MỜI\nDự ngày hội",
        "BÁO CÁO\nKết quả công tác tháng 6",
        "Phường Thử sôi nổi hoạt động hè",
    ],
)
def test_what_bodies_did_in_numbered_items_is_no_task(head):
    assert found("\n".join([head, *DONE])) == []


def test_to_judge_and_to_praise_may_be_duties():
    lines = (
        "3. Phòng Nội vụ đánh giá mức độ hài lòng của người dân.",
        "4. Phòng Kinh tế: Đánh giá tác động của dự án.",
        "5. Hội đồng thi đua: Biểu dương các tập thể điển hình.",
    )
    assert [who for who, _what in in_plan(*lines)] == ["Phòng Nội vụ", "Phòng Kinh tế", "Hội đồng thi đua"]


def test_what_stands_behind_a_list_of_what_is_watched_is_read():
    line = "3. Kiểm tra đột xuất các cơ sở: nhà hàng, quán ăn; xử phạt nghiêm vi phạm; công khai trên loa truyền thanh."
    assert len(in_plan(line)) == 3


@pytest.mark.parametrize("line", ["Kính gửi: Các tổ dân phố,", "Kính gửi các đồng chí Tổ trưởng tổ dân phố,"])
def test_a_greeting_that_ends_in_a_comma_does_not_swallow_the_order(line):
    order = "UBND phường yêu cầu các tổ dân phố rà soát hộ nghèo trước ngày 20/6."
    assert found(f"ỦY BAN NHÂN DÂN PHƯỜNG THỬ\n{line}\n{order}") == [
        ("các tổ dân phố", "rà soát hộ nghèo trước ngày 20/6")
    ]


def test_an_opinion_on_a_draft_law_asks_nothing():
    text = f"""{LETTERHEAD}Sau khi nghiên cứu dự thảo Nghị quyết, UBND phường có ý kiến như sau:
2. Tại Điều 5, quy định rõ thời hạn.
3. Bổ sung đối tượng áp dụng.
"""
    assert found(text) == []


def test_how_work_was_divided_is_no_result():
    text = f"""{LETTERHEAD}Hội nghị thống nhất kết quả phân công như sau:
- Công an phường kiểm tra nhà trọ trước ngày 30/6.
- Phòng Kinh tế rà soát các hộ kinh doanh.
"""
    assert [who for who, _what in found(text)] == ["Công an phường", "Phòng Kinh tế"]
