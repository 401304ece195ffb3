"""Who speaks in running text: papers and bodies, speakers named behind their words, orders that were carried out."""

import pytest

from kheo.reader import read

HEAD = """Hội nghị sơ kết (minh hoạ)
Sáng 12/5, UBND tỉnh Thử Sơn tổ chức hội nghị sơ kết. Chủ tịch UBND tỉnh chủ trì hội nghị.
Kinh tế của tỉnh tăng 6%.
"""


def tasks(sentence: str) -> list[tuple[str | None, str]]:
    return [(task.assignee, task.text) for task in read(HEAD + sentence).tasks]


@pytest.mark.parametrize(
    ("sentence", "who", "what"),
    [
        ("Công điện yêu cầu các huyện kiểm tra hồ đập xung yếu.", "các huyện", "kiểm tra hồ đập xung yếu"),
        ("Kế hoạch yêu cầu các xã hoàn thành số hóa hồ sơ.", "các xã", "hoàn thành số hóa hồ sơ"),
        ("Văn bản nêu rõ, các sở phải cập nhật đủ thủ tục.", "các sở", "cập nhật đủ thủ tục"),
        ("Đoàn kiểm tra yêu cầu Đảng ủy xã khắc phục hạn chế.", "Đảng ủy xã", "khắc phục hạn chế"),
        ("Thanh tra tỉnh yêu cầu Sở Tài chính thu hồi số tiền chi sai.", "Sở Tài chính", "thu hồi số tiền chi sai"),
        ("Các huyện cần rà soát quỹ đất công, Chủ tịch UBND tỉnh nói.", "Các huyện", "rà soát quỹ đất công"),
        ("Đối với các huyện, Chủ tịch UBND tỉnh đề nghị bố trí đủ vốn.", "các huyện", "bố trí đủ vốn"),
    ],
)
def test_an_order_of_a_paper_or_a_body_and_a_speaker_named_behind(sentence, who, what):
    assert tasks(sentence) == [(who, what)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Chủ tịch UBND tỉnh đã yêu cầu các sở nộp báo cáo; đến nay các sở đã nộp đủ.",
        "Có nơi giao một đơn vị vận hành rồi thu phí dịch vụ.",
        "Chủ tịch UBND tỉnh nhấn mạnh kết quả này. Các xã có 12 tổ công nghệ số.",
        "Chủ tịch UBND tỉnh nhấn mạnh dịch còn phức tạp. Người dân nên đi tiêm đủ mũi.",
    ],
)
def test_what_was_carried_out_and_what_merely_tells_or_advises_is_no_task(sentence):
    assert tasks(sentence) == []


def test_what_has_its_own_time_limit_is_a_task_of_its_own():
    found = tasks("Chủ tịch UBND tỉnh yêu cầu Sở Y tế kiểm tra dứt điểm trong tháng 5, thông báo kết quả cho cử tri.")
    assert [what for _who, what in found] == ["kiểm tra dứt điểm trong tháng 5", "thông báo kết quả cho cử tri"]


def test_the_closing_mark_of_a_title_stays():
    text = "Tin minh hoạ\nNgày 19/9, Sở Văn hóa tổ chức hội thảo “Di sản số”. Có 17 tham luận."
    assert read(text).meeting.title == "hội thảo “Di sản số”"


VISIT = """Làm việc với huyện Thử Khê (minh hoạ)
Ngày 12/5, đồng chí Nguyễn Văn A, Phó Bí thư Tỉnh ủy làm việc với Ban Thường vụ Huyện ủy Thử Khê.
Báo cáo tại buổi làm việc, đồng chí Trần Văn B, Bí thư Huyện ủy cho biết huyện đã kết nạp 45 đảng viên.
"""


def test_a_named_official_of_the_district_only_wishes_something_from_the_province():
    wish = VISIT + "Đồng chí Trần Văn B đề nghị tỉnh quan tâm bố trí vốn làm đường liên xã."
    order = VISIT + "Đồng chí Nguyễn Văn A đề nghị huyện quan tâm bố trí vốn làm đường liên xã."
    assert read(wish).tasks == ()
    assert [task.assignee for task in read(order).tasks] == ["huyện"]


def test_who_orders_stands_right_before_the_order_word():
    found = read(VISIT + "Cho ý kiến về các kiến nghị, đồng chí Nguyễn Văn A giao Văn phòng Tỉnh ủy tổng hợp, báo cáo.")
    assert [task.assignee for task in found.tasks] == ["Văn phòng Tỉnh ủy"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Để đạt kết quả trên, huyện đã chỉ đạo các xã rà soát từng hộ, phân công đảng viên giúp đỡ.",
        "Theo Nghị định, UBND cấp tỉnh phải công bố bảng giá đất trước ngày 01/01 hằng năm.",
        "Chuyên gia công nghệ cho rằng doanh nghiệp cần đầu tư cho nhân lực, phải thay đổi tư duy quản trị.",
        "Bài học kinh nghiệm rút ra là phải bám sát cơ sở, phát huy vai trò người đứng đầu.",
        "Sở đề ra mục tiêu đến năm 2030 có 100% hồ sơ được số hóa, xây dựng 5 nền tảng dùng chung.",
    ],
)
def test_what_was_done_what_a_law_says_advice_lessons_and_aims_are_no_tasks(sentence):
    text = f"Hội thảo (minh hoạ)\nNgày 12/5, Sở Khoa học và Công nghệ tổ chức hội thảo.\n{sentence}"
    assert read(text).tasks == ()
