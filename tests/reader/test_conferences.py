"""News of conferences of wards and mass organisations: what is asked, of whom, and what the meeting was."""

import pytest

from kheo.reader import read

HEAD = """Phường Thử tổng kết công tác dân vận (minh hoạ)
Sáng 12/5, Đảng ủy phường Thử tổ chức hội nghị. Bí thư Đảng ủy phường Trần Văn Mẫu chủ trì hội nghị.
"""


def tasks(*sentences: str) -> list[tuple[str | None, str]]:
    return [(task.assignee, task.text) for task in read(HEAD + "\n".join(sentences)).tasks]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Kết luận hội nghị, đồng chí Mẫu nhấn mạnh một số nhiệm vụ trọng tâm trong thời gian tới như: Tiếp "
            "tục rà "
            "soát quy chế; tăng cường nắm bắt dư luận; thực hiện các kết luận của Thành ủy.",
            [
                (None, "Tiếp tục rà soát quy chế"),
                (None, "tăng cường nắm bắt dư luận"),
                (None, "thực hiện các kết luận của Thành ủy"),
            ],
        ),
        (
            "Đồng chí Mẫu đề nghị đội ngũ báo cáo viên, tuyên truyền viên của phường cần chủ động nắm tình "
            "hình; nỗ lực "
            "phấn đấu hoàn thành xuất sắc nhiệm vụ được giao.",
            [("đội ngũ báo cáo viên, tuyên truyền viên của phường", "chủ động nắm tình hình")],
        ),
        (
            "Phát biểu kết luận, Chủ tịch UBND phường yêu cầu các bộ phận rà soát thủ tục.",
            [("các bộ phận", "rà soát thủ tục")],
        ),
        (
            "Đồng chí Mẫu yêu cầu ban soạn thảo tuân thủ hướng dẫn. Đi sâu phân tích những mặt hạn chế để rút "
            "kinh nghiệm.",
            [
                ("ban soạn thảo", "tuân thủ hướng dẫn"),
                ("ban soạn thảo", "Đi sâu phân tích những mặt hạn chế để rút kinh nghiệm"),
            ],
        ),
        (
            "Đồng chí Mẫu yêu cầu Văn phòng nâng cao vai trò tham mưu, đẩy mạnh ứng dụng công nghệ.",
            [("Văn phòng", "nâng cao vai trò tham mưu"), ("Văn phòng", "đẩy mạnh ứng dụng công nghệ")],
        ),
        (
            "Đồng chí Mẫu yêu cầu Văn phòng tăng cường công tác kiểm tra, giám sát, nâng cao hiệu quả tham mưu.",
            [("Văn phòng", "tăng cường công tác kiểm tra, giám sát"), ("Văn phòng", "nâng cao hiệu quả tham mưu")],
        ),
        (
            "Đồng chí Mẫu yêu cầu Văn phòng tổ chức giám sát việc đổi mới, nâng cao chất lượng bản tin.",
            [("Văn phòng", "tổ chức giám sát việc đổi mới, nâng cao chất lượng bản tin")],
        ),
        (
            "Lãnh đạo Hội Phụ nữ phường nhấn mạnh năm qua có nhiều tiến bộ. Do đó, đề nghị thời gian tới các "
            "cấp Hội, hội "
            "viên nêu cao tinh thần trách nhiệm.",
            [("các cấp Hội, hội viên", "nêu cao tinh thần trách nhiệm")],
        ),
        (
            "Chủ tịch UBND phường đề nghị Phòng Kinh tế trong thời gian tới chủ động tổ chức đối thoại.",
            [("Phòng Kinh tế", "chủ động tổ chức đối thoại")],
        ),
        (
            "Chủ tịch UBND phường đề nghị Văn phòng cần rà soát khó khăn, kịp thời tham mưu để xử lý.",
            [("Văn phòng", "rà soát khó khăn, kịp thời tham mưu để xử lý")],
        ),
        (
            "Đồng chí Mẫu yêu cầu Đoàn Thanh niên phát động phong trào thanh niên tình nguyện. Bên cạnh đó, đẩy "
            "mạnh tuyên "
            "truyền về phong trào thanh niên tình nguyện; chuẩn bị tốt cho đại hội.",
            [
                ("Đoàn Thanh niên", "phát động phong trào thanh niên tình nguyện"),
                ("Đoàn Thanh niên", "đẩy mạnh tuyên truyền về phong trào thanh niên tình nguyện"),
                ("Đoàn Thanh niên", "chuẩn bị tốt cho đại hội"),
            ],
        ),
        (
            "Chủ tịch UBND phường yêu cầu Công an phường xác minh vụ việc, báo cáo kết quả trước ngày 20/6.",
            [("Công an phường", "xác minh vụ việc"), ("Công an phường", "báo cáo kết quả trước ngày 20/6")],
        ),
        (
            "Chủ tịch UBND phường yêu cầu Công an phường xác minh vụ việc, báo cáo Chủ tịch trước ngày 20/6.",
            [("Công an phường", "xác minh vụ việc, báo cáo Chủ tịch trước ngày 20/6")],
        ),
        (
            "Chủ tịch UBND phường yêu cầu Công an phường tiêu hủy triệt để lợn bệnh, chấm dứt ngay tình trạng "
            "vứt xác lợn.",
            [
                ("Công an phường", "tiêu hủy triệt để lợn bệnh"),
                ("Công an phường", "chấm dứt ngay tình trạng vứt xác lợn"),
            ],
        ),
        (
            "Chủ tịch UBND phường đã ký chỉ thị mới. Ngoài ra, chỉ thị yêu cầu Văn phòng rà soát hồ sơ quá hạn.",
            [("Văn phòng", "rà soát hồ sơ quá hạn")],
        ),
        (
            "Chủ tịch UBND phường lưu ý năm 2026 Văn phòng cần thực hiện các kết luận sau kiểm tra.",
            [("Văn phòng", "thực hiện các kết luận sau kiểm tra")],
        ),
        (
            "Chủ tịch UBND thành phố yêu cầu Sở Xây dựng căn cứ mục tiêu này để xây dựng tiến độ chi tiết.",
            [("Sở Xây dựng", "căn cứ mục tiêu này để xây dựng tiến độ chi tiết")],
        ),
        (
            "Chủ tịch UBND phường nhấn mạnh, đây là vấn đề rất cốt lõi, phải tiếp tục rà soát từng hồ sơ.",
            [(None, "tiếp tục rà soát từng hồ sơ")],
        ),
        (
            "Thủ tướng nhấn mạnh, các bộ ngành phải triển khai công việc khẩn trương, nghiêm túc, khoa học, "
            "trên cơ sở chức "
            "năng, nhiệm vụ, quyền hạn của mình.",
            [
                (
                    "các bộ ngành",
                    "triển khai công việc khẩn trương, nghiêm túc, khoa học, trên cơ sở chức năng, nhiệm vụ, "
                    "quyền hạn của mình",
                )
            ],
        ),
        (
            "Chủ tịch UBND thành phố đề nghị người đứng đầu các đơn vị phối hợp chặt chẽ để giải quyết hồ sơ.",
            [("người đứng đầu các đơn vị", "phối hợp chặt chẽ để giải quyết hồ sơ")],
        ),
        (
            "Đồng chí Mẫu yêu cầu Văn phòng rà soát hồ sơ, báo cáo tiến độ với Đảng ủy hằng tuần.",
            [("Văn phòng", "rà soát hồ sơ"), ("Văn phòng", "báo cáo tiến độ với Đảng ủy hằng tuần")],
        ),
        (
            "Đồng chí Mẫu yêu cầu Văn phòng rà soát hồ sơ, báo cáo tình hình trước ngày 20/5.",
            [("Văn phòng", "rà soát hồ sơ"), ("Văn phòng", "báo cáo tình hình trước ngày 20/5")],
        ),
        (
            "Đồng chí Mẫu yêu cầu trên tinh thần nghị quyết mới, các phòng rà soát lại kế hoạch.",
            [("các phòng", "rà soát lại kế hoạch")],
        ),
        (
            "Đồng chí Mẫu nêu các tồn tại như: rác thải, lấn chiếm vỉa hè; yêu cầu Công an phường xử lý dứt điểm.",
            [("Công an phường", "xử lý dứt điểm")],
        ),
        (
            "Chủ tịch UBND xã Thử kiểm tra đê. Lãnh đạo UBND xã này nhấn mạnh, các thôn phải chuẩn bị vật tư.",
            [("các thôn", "chuẩn bị vật tư")],
        ),
        (
            "Nội dung Thông báo 68 nêu rõ các phòng phải rà soát thủ tục.",
            [("các phòng", "rà soát thủ tục")],
        ),
        (
            "Đồng chí Mẫu yêu cầu Văn phòng nghiên cứu các đề án cụ thể, hoàn tất thủ tục theo quy định.",
            [("Văn phòng", "nghiên cứu các đề án cụ thể"), ("Văn phòng", "hoàn tất thủ tục theo quy định")],
        ),
        (
            "Đồng chí Mẫu yêu cầu Văn phòng quan tâm công tác đổi mới, nâng cao chất lượng bản tin.",
            [("Văn phòng", "quan tâm công tác đổi mới, nâng cao chất lượng bản tin")],
        ),
        (
            "Đồng chí Mẫu yêu cầu Văn phòng rà soát thủ tục ở ba lĩnh vực: đăng ký hộ tịch; quản lý đất đai; thu "
            "hồi nợ thuế.",
            [
                (
                    "Văn phòng",
                    "rà soát thủ tục ở ba lĩnh vực: đăng ký hộ tịch; quản lý đất đai; thu hồi nợ thuế",
                )
            ],
        ),
        (
            "Đồng chí Mẫu yêu cầu Phòng Kinh tế cập nhật phương án thoát nước; quy hoạch khu dân cư mới.",
            [("Phòng Kinh tế", "cập nhật phương án thoát nước; quy hoạch khu dân cư mới")],
        ),
        (
            "Chủ tịch UBND thành phố yêu cầu Công an thành phố huy động lực lượng tối đa có thể hỗ trợ Nhân "
            "dân, các địa phương bố trí "
            "nơi ở cho lực lượng.",
            [
                ("Công an thành phố", "huy động lực lượng tối đa có thể hỗ trợ Nhân dân"),
                ("các địa phương", "bố trí nơi ở cho lực lượng"),
            ],
        ),
    ],
)
def test_what_is_asked_and_of_whom(sentence, expected):
    assert tasks(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Đồng chí Mẫu nêu rõ một số vấn đề: Phường hoàn thành 12 chỉ tiêu; tổ chức 5 buổi đối thoại.",
        "Trong 6 tháng đầu năm, các tổ dân phố thực hiện tốt công tác tuyên truyền.",
        "Có 15 ý kiến của hội viên được Phó Chủ tịch UBND phường – Trần Thị Mẫu chỉ đạo các bộ phận trả lời trực tiếp.",
        "Bí thư Đảng ủy phường đã ký chỉ thị về tăng cường lãnh đạo, chỉ đạo nâng cao hiệu quả quản lý nhà nước.",
        "Bí thư Đảng ủy phường lưu ý chợ Thử đang là một điểm ùn tắc lớn cần phải kéo giảm.",
        "Chỉ đạo tại hội nghị, Chủ tịch UBND phường ghi nhận, đánh giá cao kết quả của các tổ dân phố.",
        "Chủ tịch UBND thành phố lưu ý, kể từ ngày 01/5, khối lượng công việc sẽ rất lớn khi 63 xã, phường gửi danh "
        "sách về Sở Nội vụ để trình UBND thành phố.",
        "Chủ tịch UBND phường nghiêm cấm tự ý yêu cầu bổ sung giấy tờ ngoài quy định.",
    ],
)
def test_what_is_told_and_not_asked(sentence):
    assert tasks(sentence) == []


def test_the_last_words_of_a_quotation_do_not_belong_to_the_task():
    sentence = 'Bí thư Đảng ủy phường nói: "Đề nghị các tổ không lòng vòng mà cần đặt thẳng vấn đề", ông Mẫu gay gắt.'
    assert tasks(sentence) == [("các tổ", "không lòng vòng mà cần đặt thẳng vấn đề")]


def test_a_first_line_that_ends_like_a_sentence_is_no_title():
    text = """Để kịp thời ứng phó, Chủ tịch UBND tỉnh Thử yêu cầu:
Sở Y tế bố trí đủ thuốc.
Công an tỉnh tổ chức tìm kiếm người mất tích.
"""
    assert [(task.assignee, task.text) for task in read(text).tasks] == [
        ("Sở Y tế", "bố trí đủ thuốc"),
        ("Công an tỉnh", "tổ chức tìm kiếm người mất tích"),
    ]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Tại hội nghị, lãnh đạo các đoàn thể đã báo cáo kết quả.", "hội nghị"),
        ("Tại hội nghị các đại biểu được nghe báo cáo.", "hội nghị"),
        ("Dự hội nghị có đồng chí Chủ tịch UBND phường.", "hội nghị"),
    ],
)
def test_a_title_ends_where_the_sentence_goes_on(text, title):
    meeting = read(f"Phường Thử đối thoại\n{text}\nNhiều ý kiến được nêu.").meeting
    assert meeting
    assert meeting.title == title


def test_what_is_only_mentioned_is_no_meeting():
    text = "Công tác dân vận\nCông tác dân vận gắn với tăng cường tiếp xúc, đối thoại, giải quyết đơn thư của nhân dân."
    assert read(text).meeting is None


def test_a_dialogue_named_within_a_programme_is_one():
    text = "Công nhân hỏi, phường trả lời\nHơn 50 người có mặt tại chương trình gặp gỡ, đối thoại với công nhân."
    meeting = read(text).meeting
    assert meeting
    assert meeting.title == "đối thoại với công nhân"


def test_who_came_to_work_is_the_leader_and_not_the_organiser():
    text = "Thủ tướng làm việc với tỉnh Thử\nSáng 14/3, Thủ tướng đã có buổi làm việc với Ban Thường vụ Tỉnh ủy Thử."
    meeting = read(text).meeting
    assert meeting
    assert meeting.organiser is None


def test_a_meeting_that_is_still_to_be_held_names_no_organiser():
    text = """Chuẩn bị đại hội
Bí thư Đảng ủy phường yêu cầu Văn phòng hoàn thiện các nội dung để tổ chức Đại hội Đảng bộ phường Thử lần thứ I.
"""
    meeting = read(text).meeting
    assert meeting is None or meeting.organiser is None


def test_place_and_papers_of_a_dialogue():
    text = """Phường Thử tiếp xúc, đối thoại với nhân dân
Ngày 5/11, tại UBND phường Thử, Đảng ủy phường đã tổ chức Hội nghị đối thoại với nhân dân.
Tại hội nghị có 7 lượt công dân trình bày ý kiến.
"""
    meeting = read(text).meeting
    assert meeting
    assert (meeting.location, meeting.papers_count) == ("UBND phường Thử", 7)


def test_a_leader_worked_with_a_body_and_concluded_behind_what_was_heard():
    text = """UBND PHƯỜNG THỬ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
THÔNG BÁO
KẾT LUẬN CỦA CHỦ TỊCH UBND TỈNH VỀ KHẮC PHỤC MƯA LŨ
Ngày 29 tháng 11 năm 2026, Chủ tịch UBND tỉnh đã thăm hỏi các hộ dân ở xã Thử Hòa.
Sau khi thăm hỏi, Chủ tịch UBND tỉnh đã làm việc với Ủy ban nhân dân xã Thử Hòa về tình hình kinh tế - xã hội.
Sau khi nghe báo cáo của xã, ý kiến của lãnh đạo các sở, Chủ tịch UBND tỉnh đã kết luận như sau:
1. Xã Thử Hòa rà soát các hộ bị thiệt hại.
2. Sở Tài chính bố trí kinh phí.
"""
    meeting = read(text).meeting
    assert meeting
    assert meeting.title == "làm việc với Ủy ban nhân dân xã Thử Hòa về tình hình kinh tế - xã hội"
    assert (meeting.date, meeting.chair) == ("2026-11-29", "Chủ tịch UBND tỉnh")


@pytest.mark.parametrize(
    "told",
    ["Chủ tịch UBND phường Thử đối thoại với các hộ dân vùng dự án.", "UBND phường Thử giao ban với các tổ dân phố."],
)
def test_a_meeting_may_be_told_by_its_verb(told):
    meeting = read(f"Phường Thử tuần qua (minh hoạ)\nSáng 12/6, {told}").meeting
    assert meeting
    assert meeting.title in told
