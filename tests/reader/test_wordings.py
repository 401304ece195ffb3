"""The same work told in many ways: who says it, how it is listed, what the bodies are called.

Every wording is one that officials use; each was tried with bodies and work that no rule was made for.
"""

from datetime import date

import pytest

from kheo.reader import read

NEWS = """Phường Thử tổ chức hội nghị giao ban (minh hoạ)

Sáng 12/3/2027, UBND phường tổ chức hội nghị giao ban tháng 3. Đồng chí Nguyễn Văn Thử, Chủ tịch UBND phường chủ trì.

Phát biểu kết luận hội nghị, đồng chí Chủ tịch UBND phường ghi nhận kết quả các đơn vị đạt được trong quý I. """
OFFICIAL = """ỦY BAN NHÂN DÂN PHƯỜNG THỬ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 45/TB-UBND
THÔNG BÁO
Kết luận của Chủ tịch UBND phường tại hội nghị giao ban tháng 3 năm 2027 (minh hoạ)
Chủ tịch UBND phường kết luận như sau:
"""
BODY, OTHER = "Phòng Văn hoá - Xã hội", "Công an phường"
REVIEW = "rà soát hồ sơ quá hạn của các tổ dân phố"
PUBLISH = "công khai kết quả giải quyết hồ sơ tại nhà văn hoá"
GUIDE = "hướng dẫn người dân nộp hồ sơ trực tuyến"


def found(text: str) -> list[tuple[str | None, str]]:
    return [(task.assignee, task.text) for task in read(text).tasks]


def work(text: str) -> list[str]:
    """Give the words of the tasks, in small letters."""
    return [task.text.lower() for task in read(text).tasks]


@pytest.mark.parametrize(
    "wording",
    [
        "Chủ tịch UBND phường giao nhiệm vụ cho {} {}.",
        "Chủ tịch UBND phường giao trách nhiệm cho {} {}.",
        "Chủ tịch UBND phường phân công {} {}.",
        "Chủ tịch UBND phường lưu ý {} cần {}.",
        "Chủ tịch UBND phường thống nhất giao {} {}.",
        "Chủ tịch UBND phường đồng ý với đề xuất của các đơn vị và giao {} {}.",
        "Chủ tịch UBND phường yêu cầu cụ thể: {} {}.",
        "Chủ tịch UBND phường yêu cầu: Ngay sau hội nghị này, {} {}.",
        "Đồng chí nhấn mạnh {} cần {}.",
        "Đồng chí đặt ra yêu cầu {} phải {}.",
        "Theo đồng chí Chủ tịch UBND phường, thời gian tới {} cần {}.",
        "Theo đó, yêu cầu {} {}.",
        "Đồng thời, giao {} {}.",
        "Đối với {}, Chủ tịch UBND phường yêu cầu {}.",
        "Đối với {}, cần {}.",
        "“{} cần {}”, đồng chí Chủ tịch UBND phường nhấn mạnh.",
        "Hội nghị thống nhất giao {} {}.",
        "Hội nghị yêu cầu {} {}.",
        "UBND phường đề nghị {} {}.",
        "Nhằm khắc phục tồn tại, Chủ tịch UBND phường yêu cầu {} {}.",
        "Chủ tịch UBND phường phê bình các đơn vị chậm báo cáo và yêu cầu {} {}.",
    ],
)
def test_an_order_is_found_however_it_is_told(wording):
    assert found(NEWS + wording.format(BODY, REVIEW)) == [(BODY, REVIEW)]


@pytest.mark.parametrize(
    "sentence",
    [
        "UBND phường đề nghị UBND thành phố bố trí thêm biên chế.",  # a wish to those above
        "UBND phường đề nghị người dân đi bầu cử đông đủ.",  # advice to people
        "Nội dung hội nghị yêu cầu sự tập trung cao.",
        "Các đơn vị đã thực hiện tốt các nhiệm vụ sau: tuyên truyền; rà soát hồ sơ.",
    ],
)
def test_what_only_looks_like_such_an_order_is_none(sentence):
    assert found(NEWS + sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Để làm được điều đó, cần có sự vào cuộc của cả hệ thống chính trị.",
        "Các đơn vị cần sự hỗ trợ về kinh phí.",
        "Kết thúc hội nghị, các đại biểu tham quan mô hình trồng rau sạch tại tổ dân phố 5.",
        "Công an phường khuyến cáo người dân cảnh giác với các cuộc gọi lạ.",
        "Phòng Văn hoá - Xã hội sẽ tiếp tục rà soát hồ sơ trong quý II.",
        "Cử tri kiến nghị các ngành chức năng xử lý dứt điểm tình trạng ô nhiễm.",
        "Việc rà soát hồ sơ phải bảo đảm khách quan, đúng quy định.",
        "Trước đó, Chủ tịch UBND phường đã chỉ đạo các đơn vị rà soát hồ sơ và đã hoàn thành trong tháng 2.",
    ],
)
def test_what_stands_behind_an_order_is_not_always_one(sentence):
    assert found(f"{NEWS}Đồng chí yêu cầu {BODY} {REVIEW}. {sentence}") == [(BODY, REVIEW)]


@pytest.mark.parametrize(
    "lead_in",
    [
        "Chủ tịch UBND phường yêu cầu các đơn vị tập trung thực hiện tốt một số nhiệm vụ sau:",
        "Chủ tịch UBND phường đề nghị các đơn vị thực hiện tốt các nội dung:",
        "Chủ tịch UBND phường yêu cầu một số nội dung cụ thể như sau:",
        "Chủ tịch UBND phường giao các đơn vị:",
    ],
)
@pytest.mark.parametrize(
    "marks",
    [("1- ", "2- ", "3- "), ("1. ", "2. ", "3. "), ("- ", "- ", "- "), ("Một là, ", "Hai là, ", "Ba là, "), ("",) * 3],
)
def test_a_list_is_read_whatever_numbers_it(lead_in, marks):
    items = (f"{mark}{one.capitalize()}." for mark, one in zip(marks, (REVIEW, PUBLISH, GUIDE), strict=True))
    assert work(NEWS + "\n" + lead_in + "\n" + "\n".join(items)) == [REVIEW, PUBLISH, GUIDE]


@pytest.mark.parametrize(
    "lead_in",
    [
        "Chủ tịch UBND phường yêu cầu các đơn vị tập trung thực hiện tốt một số nhiệm vụ sau:",
        "Chủ tịch UBND phường yêu cầu một số nội dung cụ thể như sau:",
        "Chủ tịch UBND phường chỉ rõ 3 nhiệm vụ:",
    ],
)
def test_what_announces_work_in_its_own_sentence_is_no_part_of_it(lead_in):
    assert work(f"{NEWS}{lead_in} {REVIEW}; {PUBLISH}; {GUIDE}.") == [REVIEW, PUBLISH, GUIDE]


def test_announced_work_may_name_who_must_do_it():
    text = (
        f"{NEWS}Chủ tịch UBND phường yêu cầu các đơn vị thực hiện các nhiệm vụ sau: {BODY} {REVIEW}; {OTHER} {GUIDE}."
    )
    assert found(text) == [(BODY, REVIEW), (OTHER, GUIDE)]


@pytest.mark.parametrize(
    "items",
    [
        "1- {b} {r}.\n2- {o} {g}.",
        "I- NHIỆM VỤ TRỌNG TÂM\n1. {b} {r}.\n2. {o} {g}.",
        "1. {b}:\n- {R}.\n2. {o}:\n- {G}.",
        "1. Đối với {b}\n- {R}.\n2. Đối với {o}\n- {G}.",
        "1. {R} ({b} chủ trì).\n2. {G} (giao {o} thực hiện, hoàn thành trước ngày 30/6/2027).",
        "1. {R}. Giao {b} chủ trì thực hiện, hoàn thành trong quý II/2027.\n2. {G}. Giao cho {o} làm đầu mối.",
    ],
)
def test_a_notice_says_in_many_ways_who_must_act(items):
    known = {"b": BODY, "o": OTHER, "r": REVIEW, "g": GUIDE, "R": REVIEW.capitalize(), "G": GUIDE.capitalize()}
    told = [(who, said.lower()) for who, said in found(OFFICIAL + items.format(**known))]
    assert told == [(BODY, REVIEW), (OTHER, GUIDE)]


def test_what_stands_in_brackets_or_in_the_next_sentence_says_until_when():
    text = "1. {}. Giao {} chủ trì, hoàn thành trong quý II/2027.\n2. {} ({} chủ trì, xong trước ngày 30/6/2027)."
    tasks = read(OFFICIAL + text.format(REVIEW.capitalize(), BODY, GUIDE.capitalize(), OTHER)).tasks
    assert [task.deadline_iso for task in tasks] == ["2027-06-30", "2027-06-30"]


@pytest.mark.parametrize(
    "said",
    [
        "Thời hạn: 30/4/2027.",
        "Thời gian hoàn thành: tháng 4/2027.",
        "Hoàn thành trước ngày 30/4/2027.",
        "Xong trong tháng 4.",
    ],
)
def test_a_next_sentence_that_only_says_until_when_is_no_task(said):
    (task,) = read(f"{OFFICIAL}1. {BODY} {REVIEW}. {said}", date(2027, 3, 12)).tasks
    assert (task.assignee, task.deadline_iso) == (BODY, "2027-04-30")


@pytest.mark.parametrize(
    ("sentence", "who", "said"),
    [
        (
            "Giao Phòng Kinh tế chủ trì, phối hợp với Công an phường kiểm tra các hộ kinh doanh vi phạm.",
            "Phòng Kinh tế",
            "chủ trì, phối hợp với Công an phường kiểm tra các hộ kinh doanh vi phạm",
        ),
        (
            "Giao Phòng Kinh tế tham mưu thành lập Tổ công tác do Phó Chủ tịch chủ trì.",
            "Phòng Kinh tế",
            "tham mưu thành lập Tổ công tác do Phó Chủ tịch chủ trì",
        ),
        (
            "Giao Công an phường kiểm tra các đơn vị được phân công làm đầu mối.",
            "Công an phường",
            "kiểm tra các đơn vị được phân công làm đầu mối",
        ),
    ],
)
def test_an_order_in_the_next_sentence_is_never_swallowed(sentence, who, said):
    assert (who, said) in found(f"{OFFICIAL}1. {REVIEW.capitalize()}. {sentence}")


@pytest.mark.parametrize(
    ("item", "who"),
    [
        ("Công an phường rà soát hồ sơ cư trú (Phòng Văn hoá - Xã hội phụ trách phần tuyên truyền).", "Công an phường"),
        ("Đôn đốc các đơn vị nộp báo cáo (Tổ dân phố 3 chưa thực hiện).", None),
        ("Kiểm tra tuyến đường Lê Lợi (Ban Quản lý dự án đang thực hiện).", None),
    ],
)
def test_brackets_that_tell_something_else_name_nobody_who_must_act(item, who):
    assert [assignee for assignee, _said in found(f"{OFFICIAL}1. {item}")] == [who]


def test_a_deadline_is_not_when_something_else_ends():
    tasks = read(f"{OFFICIAL}1. {BODY} rà soát văn bản hết hiệu lực trước ngày 1/7/2027.", date(2027, 3, 12)).tasks
    assert [task.deadline for task in tasks] == [None]


def test_the_end_of_something_else_ends_no_speech():
    text = f"{NEWS}Đồng chí yêu cầu {BODY} {REVIEW}. Kết thúc chương trình hè, Đoàn Thanh niên cần {GUIDE}."
    assert found(text)[-1] == ("Đoàn Thanh niên", GUIDE)


@pytest.mark.parametrize(
    "sentence", ["Giao Phòng Kinh tế chủ trì rà soát nhà ở xã hội.", "Giao Phòng Kinh tế chủ trì xây dựng dự toán."]
)
def test_a_next_sentence_with_work_of_its_own_is_a_task_of_its_own(sentence):
    assert [who for who, _said in found(f"{OFFICIAL}1. {BODY} {REVIEW}. {sentence}")] == [BODY, "Phòng Kinh tế"]


def test_capitals_of_a_heading_name_nobody():
    parts = f"I. NHIỆM VỤ TRỌNG TÂM\n1. {REVIEW.capitalize()}.\nII. NHIỆM VỤ CỦA CÁC PHÒNG\n1. {GUIDE.capitalize()}."
    assert [who for who, _said in found(OFFICIAL + parts)] == [None, "CÁC PHÒNG"]


@pytest.mark.parametrize("end", ["quý I", "giai đoạn II", "bậc V"])
def test_a_number_behind_its_noun_ends_a_sentence(end):
    text = f"{NEWS}Chủ tịch UBND phường biểu dương kết quả của {end}. Đối với {BODY}, yêu cầu {REVIEW}."
    assert found(text) == [(BODY, REVIEW)]


BODIES = """Ban Quản lý dự án đầu tư xây dựng khu vực 3; Ban Giám sát đầu tư của cộng đồng; Đội ứng cứu; Ban Kiểm phiếu;
Đội Quản lý trật tự xây dựng; Tổ tiết kiệm và vay vốn; Văn phòng Điều phối nông thôn mới; Trung tâm Xúc tiến đầu tư;
Hội đồng Thi đua - Khen thưởng; Trung tâm Giám sát, điều hành thông minh; Chi cục Quản lý chất lượng; Bưu cục;
Chi cục Bảo vệ môi trường; Phòng Cảnh sát Phòng cháy, chữa cháy và cứu nạn, cứu hộ; Cơ quan chủ trì soạn thảo;
Đơn vị quản lý, vận hành; Các đơn vị sự nghiệp công lập; Cán bộ tiếp dân; Cô đỡ thôn bản; Ban Xây dựng Đảng;
Uỷ ban bầu cử; Hệ thống Dân vận; Xí nghiệp Môi trường; Thuế cơ sở 5; Công an các xã, phường, đặc khu"""


@pytest.mark.parametrize("body", [" ".join(body.split()) for body in BODIES.split(";")])
@pytest.mark.parametrize("order", ["{} phải {}.", "Yêu cầu {} khẩn trương {}.", "Giao {} {}."])
def test_a_body_is_named_whole_though_its_name_holds_verbs(body, order):
    (task,) = read(OFFICIAL + "1. " + order.format(body, REVIEW)).tasks
    assert (task.assignee, task.text.endswith(REVIEW)) == (body, True)


@pytest.mark.parametrize("body", ["Đội Kiểm soát giết mổ", "Phòng Thống kê tổng hợp"])
@pytest.mark.parametrize("order", ["{} phải {}.", "Yêu cầu {} khẩn trương {}.", "Giao {} chủ trì {}."])
def test_a_verb_behind_the_verb_of_a_name_belongs_to_it_where_a_predicate_follows(body, order):
    (task,) = read(OFFICIAL + "1. " + order.format(body, REVIEW)).tasks
    assert task.assignee == body


@pytest.mark.parametrize(
    "verb", ["Đối soát", "Bê tông hoá", "Trùng tu", "Xét xử", "Niêm phong", "Chi viện", "Can thiệp", "Đồng hành cùng"]
)
def test_verbs_of_every_branch_begin_a_task(verb):
    (task,) = read(f"{OFFICIAL}1. {verb} các công trình của phường.").tasks
    assert (task.text, task.rule) == (f"{verb} các công trình của phường", "danh-mục")
