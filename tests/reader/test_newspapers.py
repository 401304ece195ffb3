"""What daily papers write beside orders: stories, other states, petitions; and orders in unusual clothes."""

from datetime import date

import pytest

from kheo.grammar.lexicon import word_set
from kheo.grammar.tagger import tag
from kheo.reader import read

HEAD = """Tỉnh Thử Sơn họp về phòng, chống lụt bão (minh hoạ)
Sáng 12/5, UBND tỉnh Thử Sơn tổ chức hội nghị. Chủ tịch UBND tỉnh chủ trì hội nghị.
Mưa lớn kéo dài ba ngày.
"""
ORDER = "Chủ tịch UBND tỉnh yêu cầu Sở Xây dựng rà soát các khu nhà nguy hiểm."
FIRST = ("Sở Xây dựng", "rà soát các khu nhà nguy hiểm")


def tasks(*sentences: str, day: date | None = None) -> list[tuple[str | None, str]]:
    return [(task.assignee, task.text) for task in read(HEAD + "\n".join(sentences), day).tasks]


@pytest.mark.parametrize(
    "sentence",
    [
        "Học viện Ngoại giao Việt Nam phối hợp với các đơn vị tổ chức hội thảo.",
        "Tổng thống Mỹ yêu cầu các công ty rút người về nước.",
        "Chủ tịch UBND tỉnh cho biết Nhà Trắng kêu gọi Bình Nhưỡng từ bỏ chương trình hạt nhân.",
        "Ông Smith, giám đốc một quỹ, đề nghị các cơ quan xem xét lại mức thuế.",
        "Người nhà nạn nhân gửi đơn tới Công an tỉnh yêu cầu khởi tố vụ án.",
        "Hiệp hội vận tải đề nghị Sở Giao thông vận tải dừng cấp phù hiệu cho xe mới.",
        "Công ty Thử Nghiệm đề nghị UBND tỉnh cấp thêm đất cho nhà máy.",
        "Sở Tài nguyên báo cáo UBND tỉnh đề nghị xem xét chấp thuận kiến nghị của nhà máy.",
        "Ông lấy lại mảnh vườn sau khi được Ban Thường vụ Tỉnh ủy yêu cầu trả lại.",
        "UBND tỉnh sẽ gửi văn bản đề nghị các trường lắp thêm cổng từ.",
        "Chủ tịch UBND tỉnh lưu ý các sở ngành có thể giới thiệu rộng rãi mô hình này.",
        "Chủ tịch UBND tỉnh đề nghị các đại biểu thảo luận, đánh giá tình hình sáu tháng.",
        "Theo đó, thực hiện ý kiến chỉ đạo của Bí thư Thành ủy tại buổi kiểm tra thực tế khu du lịch này, quận "
        "Thử Liên kiến nghị: Về ranh giới dự án phía tiếp giáp với mặt nước biển, đề nghị UBND TP quy hoạch lại.",
        "Phó bí thư đề nghị Ban Bí thư xem xét kỷ luật cán bộ vi phạm.",
        "Chủ tịch UBND tỉnh yêu cầu các huyện báo cáo việc này từ khi nào?",
        "Chủ tịch UBND tỉnh yêu cầu Bộ Kế hoạch - đầu tư chủ trì việc này.",
        "Chính phủ Mỹ đã yêu cầu các hãng hàng không kiểm tra động cơ.",
        "Chính phủ Nhật Bản yêu cầu các hãng hàng không kiểm tra động cơ.",
        "Tỉnh đoàn đã yêu cầu các huyện đoàn kiểm tra sổ đoàn.",
        "Chủ tịch UBND tỉnh yêu cầu bà tháo dỡ căn nhà trái phép.",
        "Khu đất bị Chủ tịch UBND tỉnh yêu cầu Sở Tài nguyên thu hồi từ lâu.",
    ],
)
def test_other_states_petitions_firms_and_wishes_to_those_above_assign_nothing(sentence):
    assert tasks(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Quyết định này có hiệu lực từ tháng 11.",
        "Tiếp nhận thông tin, UBND huyện đã cử người đến hiện trường.",
        "Việc dựng lại nhà là thực hiện lời hứa với bà con.",
        "Công ty Thử Nghiệm cũng mở thêm hai cửa hàng.",
        "Hai bên thống nhất thực hiện tốt những thỏa thuận đã ký.",
        "Nhưng công ty này phớt lờ, tiếp tục thi công.",
        "Đơn vị không buộc nhà trường phải trích nộp học phí.",
        "Chính phủ ban hành nghị quyết về phát triển vùng.",
        "Huyện ủy tặng giấy khen cho các tập thể có thành tích.",
        "Báo cáo của Sở cho thấy mưa còn kéo dài.",
        "Các giải pháp của ngành là chưa đồng bộ.",
        "Năm 2014, UBND tỉnh có công văn yêu cầu các huyện thống kê đất rừng.",
        "Tháng 9 năm 2014, UBND tỉnh có công văn yêu cầu các huyện thống kê đất rừng.",
        "Ngày 9 tháng 9 năm 2014, UBND tỉnh có công văn yêu cầu các huyện thống kê đất rừng.",
        "Sở Y tế thu giữ 20 tấn thuốc giả.",
        "Họp báo cũng đề cập đến vụ cháy chợ.",
        "Chỉ đạo này nhằm tránh thất thoát, thông qua hình thức nhận quà biếu.",
        "Hướng dẫn cũng định nghĩa rõ một số vi phạm về quan điểm chính trị, chủ trương, được nêu trong quy định.",
        "Song Sở Xây dựng xét thấy vẫn còn tình trạng các tổ chức thực hiện việc huy động vốn trái quy định.",
        "Sở này chỉ cấp phép thi công khi nhận được phương án phối hợp đồng bộ.",
        "Sở Y tế nhận thấy cần lắp thêm máy.",
        "Bộ Chính trị ban hành nghị quyết về phát triển vùng.",
        "Thủ tướng yêu cầu giữ lại con dấu TTO - Thủ tướng vừa ban hành quyết định về con dấu.",
    ],
)
def test_the_story_that_follows_an_order_is_no_order(sentence):
    assert tasks(ORDER, sentence, day=date(2026, 5, 12)) == [FIRST]


@pytest.mark.parametrize(
    ("sentence", "who", "what"),
    [
        ("Các huyện khẩn trương sơ tán dân vùng trũng.", "Các huyện", "khẩn trương sơ tán dân vùng trũng"),
        ("Còn Sở Y tế chuẩn bị đủ thuốc cho vùng ngập.", "Sở Y tế", "chuẩn bị đủ thuốc cho vùng ngập"),
        (
            "Trước mắt, cơ quan này phải cắm biển báo tại các ngầm tràn.",
            "cơ quan này",
            "cắm biển báo tại các ngầm tràn",
        ),
        ("Các xã phải chi trả trợ cấp cho dân vùng ngập.", "Các xã", "chi trả trợ cấp cho dân vùng ngập"),
        ("Các cấp, các ngành thực hiện đúng phương án.", "Các cấp, các ngành", "thực hiện đúng phương án"),
        ("Sở Tài nguyên - Môi trường rà soát các mỏ cát.", "Sở Tài nguyên - Môi trường", "rà soát các mỏ cát"),
        ("Từ năm 2025 đến năm 2030, các xã phải trồng 20 ha rừng.", "các xã", "trồng 20 ha rừng"),
        ("Báo cáo kết quả trước ngày 20/5.", "Sở Xây dựng", "Báo cáo kết quả trước ngày 20/5"),
        ("Từ đó xác định chính xác số hộ phải di dời.", "Sở Xây dựng", "xác định chính xác số hộ phải di dời"),
    ],
)
def test_what_goes_on_ordering_behind_an_order_is_a_task(sentence, who, what):
    assert tasks(ORDER, sentence, day=date(2026, 5, 12)) == [FIRST, (who, what)]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        (
            "Thủ tướng có công điện yêu cầu cơ quan khí tượng theo dõi chặt chẽ diễn biến thời tiết.",
            [("cơ quan khí tượng", "theo dõi chặt chẽ diễn biến thời tiết")],
        ),
        (
            "Chủ tịch UBND tỉnh đã có ý kiến giao Sở Xây dựng nghiên cứu phương án kè sông.",
            [("Sở Xây dựng", "nghiên cứu phương án kè sông")],
        ),
        (
            "Tỉnh đề nghị các trường học kiểm tra lại mái nhà.",
            [("các trường học", "kiểm tra lại mái nhà")],
        ),
        (
            "UBND tỉnh đã chỉ đạo Công an tỉnh nắm tình hình khai thác cát.",
            [("Công an tỉnh", "nắm tình hình khai thác cát")],
        ),
        (
            "Bệnh viện Thử Sơn cũng được yêu cầu làm rõ trách nhiệm của kíp trực.",
            [("Bệnh viện Thử Sơn", "làm rõ trách nhiệm của kíp trực")],
        ),
        (
            "Sở Y tế được giao phối hợp với các bệnh viện đề xuất giải pháp.",
            [("Sở Y tế", "phối hợp với các bệnh viện đề xuất giải pháp")],
        ),
        (
            "Chủ tịch UBND tỉnh yêu cầu Công an tỉnh nắm tình hình trên mạng xã hội, diễn đàn… xử lý nghiêm vi phạm.",
            [
                ("Công an tỉnh", "nắm tình hình trên mạng xã hội, diễn đàn"),
                ("Công an tỉnh", "xử lý nghiêm vi phạm"),
            ],
        ),
        (
            "Thanh tra Chính phủ kiến nghị UBND tỉnh thu hồi số tiền chi sai.",
            [("UBND tỉnh", "thu hồi số tiền chi sai")],
        ),
        (
            "Chủ tịch UBND tỉnh lưu ý kiểm tra nồng độ cồn của lái xe.",
            [(None, "kiểm tra nồng độ cồn của lái xe")],
        ),
        (
            "Đoàn giám sát đề nghị Ban Bí thư kỷ luật cán bộ, đồng thời yêu cầu Sở Nội vụ thu hồi các quyết định sai.",
            [("Sở Nội vụ", "thu hồi các quyết định sai")],
        ),
        (
            "Chủ tịch UBND tỉnh yêu cầu các bến xe tăng cường quản lý, nếu còn chen lấn thì sẽ xử lý người đứng đầu.",
            [("các bến xe", "tăng cường quản lý")],
        ),
        (
            "Chủ tịch UBND tỉnh yêu cầu Sở Y tế kiểm tra các quầy thuốc; về lâu dài cần phải mở thêm trạm.",
            [("Sở Y tế", "kiểm tra các quầy thuốc"), ("Sở Y tế", "mở thêm trạm")],
        ),
        (
            "Chủ tịch UBND tỉnh yêu cầu Sở Y tế rà soát các vụ việc; đối với vụ kéo dài, phải có lịch giải quyết.",
            [("Sở Y tế", "rà soát các vụ việc"), ("Sở Y tế", "đối với vụ kéo dài, phải có lịch giải quyết")],
        ),
        (
            "Thủ tướng giao Bộ Kế hoạch - đầu tư chủ trì lập phương án vốn.",
            [("Bộ Kế hoạch - đầu tư", "chủ trì lập phương án vốn")],
        ),
        (
            "Chủ tịch UBND tỉnh yêu cầu Công an tỉnh, thanh tra Sở Xây dựng khẩn trương xử lý nhà không phép.",
            [("Công an tỉnh, thanh tra Sở Xây dựng", "khẩn trương xử lý nhà không phép")],
        ),
        (
            "Chủ tịch UBND tỉnh yêu cầu Sở Xây dựng phối hợp với UBND TP.\nThử Giang rà soát các công trình.",
            [("Sở Xây dựng", "phối hợp với UBND TP.\nThử Giang rà soát các công trình")],
        ),
        (
            "“Đưa việc quản lý cây xanh lên máy tính để biết từng gốc cây”, Chủ tịch UBND tỉnh yêu cầu.",
            [(None, "Đưa việc quản lý cây xanh lên máy tính để biết từng gốc cây")],
        ),
    ],
)
def test_orders_in_unusual_clothes_are_found(sentence, found):
    assert tasks(sentence) == found


def test_a_must_before_a_word_of_wishing_is_a_duty():
    led = "Phó chủ tịch UBND tỉnh chỉ đạo tăng cường phòng, chống bạo lực với trẻ em."
    duty = "Sở Y tế được giao chủ trì, phối hợp với các sở liên quan đề xuất giải pháp"
    found = tasks(led, f"{duty}; Sở Giáo dục có trách nhiệm hướng dẫn học sinh phòng tránh.")
    assert found[-2:] == [
        ("Sở Y tế", "chủ trì, phối hợp với các sở liên quan đề xuất giải pháp"),
        ("Sở Giáo dục", "hướng dẫn học sinh phòng tránh"),
    ]


@pytest.mark.parametrize(
    ("speaker", "who", "what"),
    [
        ("Chủ tịch UBND tỉnh làm việc với các đơn vị và yêu cầu", "các xã", "rà soát hộ nghèo"),
        ("Thủ trưởng đơn vị yêu cầu", "các phòng", "rà soát hộ nghèo"),
        ("Chủ tịch Lào Cai yêu cầu", "các xã", "rà soát hộ nghèo"),
        ("Chủ tịch UBND tỉnh yêu cầu", "Nga Sơn", "rà soát hộ nghèo"),
        ("Chủ tịch UBND tỉnh yêu cầu", "Mỹ Đức", "rà soát hộ nghèo"),
        ("Trên nhóm Zalo, Chủ tịch UBND tỉnh yêu cầu", "các xã", "rà soát hộ nghèo"),
        ("Chủ tịch UBND tỉnh yêu cầu", "các thành viên Ban Chỉ đạo", "báo cáo kết quả kiểm tra"),
        ("Chủ tịch UBND tỉnh yêu cầu", "các bên liên quan", "báo cáo kết quả trước ngày 30/6"),
        ("Chủ tịch UBND tỉnh yêu cầu", "Sở Y tế", "không chỉ định thầu khi chưa có kế hoạch"),
    ],
)
def test_what_only_looks_like_abroad_a_petition_or_a_debate_is_a_task(speaker, who, what):
    assert tasks(f"{speaker} {who} {what}.") == [(who, what)]


def test_a_paragraph_that_ends_in_a_short_form_leaves_the_next_heading_alone():
    found = tasks(
        "Chủ tịch UBND tỉnh yêu cầu Sở Y tế báo cáo UBND TP.\n\nII. NHIỆM VỤ\n\n1. Sở Xây dựng rà soát nhà ở.",
        "2. Các xã lập danh sách hộ nghèo.",
    )
    assert found[1:] == [("Sở Xây dựng", "rà soát nhà ở"), ("Các xã", "lập danh sách hộ nghèo")]


@pytest.mark.parametrize("gap", ["\n\n", "\n"])
def test_a_lead_is_read_only_where_the_body_does_not_tell_it(gap):
    title, lead = "Tin minh hoạ", "Chủ tịch UBND tỉnh yêu cầu các huyện cấm người qua ngầm tràn."
    story = "Mưa lớn kéo dài.\nNhiều ngầm tràn ngập sâu.\nNước đang lên."
    found = read(f"{title}{gap}{lead}{gap}{story}").tasks
    assert [task.text for task in found] == ["cấm người qua ngầm tràn"]
    full = "Chủ tịch UBND tỉnh yêu cầu các huyện cấm người và xe qua mọi ngầm tràn từ 18 giờ."
    found = read(f"{title}{gap}{lead}{gap}{story}\n{full}").tasks
    assert [task.text for task in found] == ["cấm người và xe qua mọi ngầm tràn từ 18 giờ"]


def test_what_an_official_told_the_press_opens_no_list_of_tasks():
    lead_in = "Trả lời báo chí về các nhiệm vụ của ngành, phó giám đốc sở giải đáp:"
    story = "Sở thành lập hội đồng nghệ thuật.\nHội đồng thống nhất 12 bức tranh."
    assert read(f"Tin minh hoạ\n\n{lead_in}\n{story}\n").tasks == ()


def test_a_place_is_no_person():
    text = "Họp minh hoạ\nSáng 5/3, Chủ tịch Hà Nội chủ trì cuộc họp về cây xanh.\nCây đổ nhiều.\n"
    meeting = read(text).meeting
    assert meeting is not None
    assert meeting.chair == "Chủ tịch Hà Nội"


@pytest.mark.parametrize("name", ["narrating", "noun too", "finite", "pointing", "sending"])
def test_every_word_by_which_a_story_is_known_is_one_word_to_the_tagger(name):
    assert [word for word in sorted(word_set(name)) if [token.form for token in tag(word, word)] != [word]] == []
