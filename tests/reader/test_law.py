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
    text = """KẾT LUẬN
CỦA CHÁNH VĂN PHÒNG TẠI HỘI NGHỊ CÔNG TÁC VĂN PHÒNG
ĐẢNG CỘNG SẢN VIỆT NAM
Hội nghị thống nhất đánh giá, các văn phòng đạt được một số kết quả nổi bật như sau:
(1) Duy trì nền nếp, nâng cao chất lượng thông tin.
(2) Tích cực triển khai ứng dụng công nghệ thông tin.
"""
    assert read(text).tasks == ()
