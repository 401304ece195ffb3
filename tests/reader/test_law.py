"""Texts that explain the law, forms, quoted law, reports to those above: they look like orders and assign nothing."""

import pytest

from kheo.reader import read

ARTICLE = """Giáo viên mầm non có nhiệm vụ gì?
Căn cứ Thông tư 52/2020/TT-BGDĐT và Nghị định 30/2020/NĐ-CP quy định nhiệm vụ như sau:
(1) Nhiệm vụ của giáo viên
- Bảo vệ an toàn cho trẻ em.
- Thực hiện chương trình giáo dục.
(2) Nhiệm vụ của nhân viên
- Tuân thủ quy định về vệ sinh.
Sở Giáo dục và Đào tạo có trách nhiệm kiểm tra.
"""
FORM = """ĐƠN ĐỀ NGHỊ HỖ TRỢ
Kính gửi: UBND phường ..........
Họ và tên: ....................
Ngày sinh: ....................
Nơi ở: ........................
Số điện thoại: ................
Đề nghị UBND phường giải quyết việc: ..........
Lý do: ........................
Giấy tờ kèm theo: .............
Người làm chứng: ..............
Ngày ...... tháng ......
Đề nghị UBND phường xem xét hồ sơ.
"""


@pytest.mark.parametrize("text", [ARTICLE, FORM], ids=["article", "form"])
def test_an_explanation_of_the_law_and_a_form_assign_nothing(text):
    assert read(text).tasks == ()


def test_a_news_item_with_a_question_as_its_title_is_read_as_ever():
    text = """Phường Thử làm gì để hết hồ sơ quá hạn?
Chủ tịch UBND phường yêu cầu Văn phòng rà soát toàn bộ hồ sơ quá hạn.
"""
    assert [task.text for task in read(text).tasks] == ["rà soát toàn bộ hồ sơ quá hạn"]


LETTER = """THUẾ THÀNH PHỐ THỬ
Số: 5/TTP-CS
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Kính gửi: Công ty Luật Thử.
"""


def test_law_that_is_quoted_at_length_is_not_what_the_letter_asks():
    text = f"""{LETTER}Thuế thành phố có ý kiến như sau:
- Tại Điều 30 Luật Quản lý thuế quy định:
“Điều 30. Đối tượng đăng ký thuế
1. Người nộp thuế phải thực hiện đăng ký thuế.
2. Sở Tư pháp ghi địa chỉ vào Giấy đăng ký.”
Đề nghị Công ty liên hệ với cơ quan thuế quản lý trực tiếp.
"""
    assert [task.text for task in read(text).tasks] == ["liên hệ với cơ quan thuế quản lý trực tiếp"]


def test_what_a_body_reports_to_those_above_is_no_order():
    text = f"""{LETTER}Sở Tài chính xin báo cáo UBND thành phố việc tiếp thu ý kiến như sau:
1. Về mức doanh thu
- Điều chỉnh mức doanh thu lên 500 triệu đồng.
- Bổ sung quy định đối với hộ kinh doanh.
"""
    assert read(text).tasks == ()


def test_results_below_a_lead_in_are_no_tasks():
    text = """ĐẢNG CỘNG SẢN VIỆT NAM
KẾT LUẬN
CỦA CHÁNH VĂN PHÒNG TẠI HỘI NGHỊ CÔNG TÁC VĂN PHÒNG
Chánh Văn phòng phát biểu kết luận hội nghị như sau:
1. Về đánh giá tình hình
Các văn phòng đã đoàn kết, tham mưu thực hiện tốt các nhiệm vụ, đạt được một số kết quả nổi bật như sau:
(1) Duy trì nền nếp, nâng cao chất lượng thông tin.
(2) Tích cực triển khai ứng dụng công nghệ thông tin.
2. Về nhiệm vụ
(1) Rà soát quy chế làm việc.
"""
    assert [task.text for task in read(text).tasks] == ["Rà soát quy chế làm việc"]


REGULATION = """UBND PHƯỜNG THỬ
Số: 12/2026/QĐ-UBND
QUYẾT ĐỊNH
{title}
Căn cứ Luật Tổ chức chính quyền địa phương;
Xét đề nghị của Trưởng phòng Kinh tế;
Điều 4. Trách nhiệm của các phòng
1. Văn phòng tiếp nhận, kiểm tra hồ sơ của tổ chức, cá nhân.
2. Phòng Kinh tế thẩm định hồ sơ trong thời hạn 05 ngày làm việc.
3. Khi kiểm tra, các phòng phải bảo đảm:
a) Thực hiện đúng chức năng, nhiệm vụ được phân cấp;
b) Thống nhất, đồng bộ, công khai khi kiểm tra hộ kinh doanh.
Điều 9. {last}
1. Giao Phòng Kinh tế tổ chức tập huấn cho các tổ dân phố.
2. Chánh Văn phòng theo dõi, đôn đốc việc thực hiện Quyết định này.
"""
WORK = [
    ("Phòng Kinh tế", "tổ chức tập huấn cho các tổ dân phố"),
    ("Chánh Văn phòng", "theo dõi, đôn đốc việc thực hiện Quyết định này"),
]


@pytest.mark.parametrize(
    "title",
    [
        "Ban hành Quy định quản lý chợ dân sinh trên địa bàn phường Thử",
        "Ban hành kèm theo bản Quy chế tiếp công dân của phường Thử",
        "Quy định chi tiết về quản lý chợ dân sinh",
        "Về việc phân cấp quản lý chợ dân sinh",
        "Sửa đổi, bổ sung một số điều của Quy chế tiếp công dân",
    ],
)
@pytest.mark.parametrize("last", ["Tổ chức thực hiện", "Điều khoản thi hành", "Trách nhiệm thi hành"])
def test_a_regulation_assigns_work_only_in_the_article_on_carrying_it_out(title, last):
    found = read(REGULATION.format(title=title, last=last)).tasks
    assert [(task.assignee, task.text) for task in found] == WORK


def test_the_same_articles_of_a_plan_assign_work_throughout():
    text = REGULATION.format(title="Ban hành Kế hoạch dọn vệ sinh chợ dân sinh", last="Tổ chức thực hiện")
    found = [(task.assignee, task.text) for task in read(text).tasks]
    assert ("Văn phòng", "tiếp nhận, kiểm tra hồ sơ của tổ chức, cá nhân") in found
    assert found[-2:] == WORK


@pytest.mark.parametrize(
    "line",
    [
        "Căn cứ Luật Tổ chức chính quyền địa phương yêu cầu các phòng rà soát thủ tục;",
        "Xét đề nghị của Chủ tịch UBND phường giao Văn phòng rà soát thủ tục;",
        "Theo đề nghị của Trưởng phòng Kinh tế giao Văn phòng rà soát thủ tục;",
    ],
)
def test_what_a_decision_rests_on_is_no_task(line):
    assert read(f"{line}\nQuyết định này có hiệu lực từ ngày ký.").tasks == ()


@pytest.mark.parametrize(
    "quoted", ["“Điều 5. Thời hạn là 10 ngày”", '"Điều 5 Luật Thử"', '“Điều 5. Thời hạn là 10 ngày"']
)
def test_a_short_quotation_of_the_law_hides_nothing_behind_it(quoted):
    text = f"""UBND PHƯỜNG THỬ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
THÔNG BÁO
Chủ tịch UBND phường kết luận, yêu cầu như sau:
1. Phòng Kinh tế rà soát các trường hợp theo {quoted}.
2. Công an phường tăng cường tuần tra ban đêm.
3. Văn phòng tham mưu kế hoạch năm.
"""
    assert [task.assignee for task in read(text).tasks] == ["Phòng Kinh tế", "Công an phường", "Văn phòng"]


def test_a_decision_that_rests_on_a_regulation_is_none():
    text = """UBND PHƯỜNG THỬ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
QUYẾT ĐỊNH
Về việc ban hành Kế hoạch cải cách hành chính năm 2026
Căn cứ Quyết định số 12/QĐ-UBND của UBND phường ban hành Quy chế làm việc;
QUYẾT ĐỊNH:
Điều 1. Ban hành kèm theo Quyết định này Kế hoạch cải cách hành chính.
KẾ HOẠCH
II. NHIỆM VỤ
1. Công khai kết quả giải quyết hồ sơ.
III. PHÂN CÔNG
1. Văn phòng: Chủ trì, theo dõi việc thực hiện.
"""
    assert [task.text for task in read(text).tasks] == [
        "Công khai kết quả giải quyết hồ sơ",
        "Chủ trì, theo dõi việc thực hiện",
    ]


def test_news_with_a_question_as_its_title_may_speak_of_breaches_of_the_law():
    text = """Làm gì để gỡ vướng mặt bằng?
Tỉnh đã xử lý kỷ luật 3 cán bộ, phát hiện 12 vụ vi phạm pháp luật về đất đai trong năm 2025.
Chủ tịch UBND tỉnh yêu cầu Sở Xây dựng hoàn thành khu tái định cư trước ngày 30/6.
"""
    assert [task.assignee for task in read(text).tasks] == ["Sở Xây dựng"]


def test_a_question_with_laws_in_which_a_leader_asks_is_news():
    text = """Chậm trả hồ sơ, ai xin lỗi?
Theo Nghị định 61/2018/NĐ-CP và Thông tư 01/2018/TT-VPCP, cơ quan trả chậm phải xin lỗi.
Chủ tịch UBND phường Thử yêu cầu Phòng Kinh tế giải quyết xong 45 hồ sơ trước ngày 30/6.
"""
    assert [task.assignee for task in read(text).tasks] == ["Phòng Kinh tế"]


def test_a_plan_with_a_form_as_its_annex_is_read():
    blanks = "Tên cơ sở: ............\n" * 11
    text = f"""UBND PHƯỜNG THỬ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
KẾ HOẠCH
II. NHIỆM VỤ
1. Văn phòng rà soát hồ sơ quá hạn.
Phụ lục: Mẫu biên bản
{blanks}"""
    assert [task.text for task in read(text).tasks] == ["rà soát hồ sơ quá hạn"]


def test_questions_and_answers_assign_nothing():
    text = """Kế hoạch bài dạy ra sao?
Giáo viên cần làm gì?
Nhà trường tổ chức thế nào?
II. NHIỆM VỤ
1. Nhà trường tổ chức thảo luận nhóm.
2. Giáo viên hướng dẫn học sinh.
3. Học sinh quan sát đường phố.
"""
    assert read(text).tasks == ()
