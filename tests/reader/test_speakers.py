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


@pytest.mark.parametrize(
    "sentence",
    [
        "Đại biểu Trần Thị Mẫu (đoàn Thử Ninh) đề nghị Chính phủ quy định rõ nguồn kinh phí.",
        "TS. Phạm Văn Thử, chuyên gia giao thông, nêu quan điểm: “Thành phố cần phát triển xe buýt nhanh”.",
        "Chị Trần Thị Mẫu, công nhân may, đề nghị các ngành xây trường mầm non trong khu công nghiệp.",
        "Chủ tịch Hiệp hội Dệt may Trần Văn Thử cho rằng các địa phương cần thống nhất một mẫu giấy.",
        "Nhiều đại biểu hỏi về sắp xếp bộ máy và đề nghị các bộ sớm có hướng dẫn.",
    ],
)
def test_deputies_experts_citizens_and_associations_propose_and_do_not_order(sentence):
    assert tasks(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Chủ tịch UBND tỉnh cho biết tỉnh sẽ giao các bệnh viện đào tạo bác sĩ cho huyện.",
        "Theo Chủ tịch UBND tỉnh, kinh nghiệm rút ra là phải làm từ việc nhỏ; cán bộ phải kiên trì.",
        "Chủ tịch UBND tỉnh nói: “Cán bộ phải đi đầu thì dân mới tin”.",
        "Giám đốc Sở Xây dựng nói: “Cử tri cần các anh làm đúng nghị định”.",
        "Phó Giám đốc Sở Xây dựng cho biết sở đã yêu cầu các chủ đầu tư thu hẹp rào chắn.",
        "Chủ tịch UBND tỉnh dự lễ. Phát huy truyền thống, cán bộ, chiến sĩ nguyện ra sức học tập, rèn luyện.",
    ],
)
def test_promises_lessons_conditions_needs_and_vows_are_no_tasks(sentence):
    assert tasks(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "who", "what"),
    [
        (
            "Riêng kiến nghị về đường truyền, Chủ tịch UBND tỉnh đề nghị Sở Khoa học và Công nghệ khắc phục sự cố.",
            "Sở Khoa học và Công nghệ",
            "khắc phục sự cố",
        ),
        (
            "Chủ tịch UBND tỉnh yêu cầu Thanh tra tỉnh kiểm tra ba huyện. Bộ phận nghiên cứu, đề xuất giảm phí do "
            "Sở Tài chính lập phải xong trước ngày 30/5.",
            "Thanh tra tỉnh",
            "kiểm tra ba huyện",
        ),
        (
            "Chủ tịch UBND tỉnh yêu cầu giám đốc các sở có chỉ số giảm sâu phải giải trình trước UBND tỉnh.",
            "giám đốc các sở có chỉ số giảm sâu",
            "giải trình trước UBND tỉnh",
        ),
        (
            "Nhắc đến dịp nghỉ lễ, Chủ tịch UBND tỉnh lưu ý Công an tỉnh bảo đảm trật tự trên các tuyến quốc lộ.",
            "Công an tỉnh",
            "bảo đảm trật tự trên các tuyến quốc lộ",
        ),
    ],
)
def test_who_is_told_behind_a_matter_and_with_what_describes_them(sentence, who, what):
    assert tasks(sentence)[0] == (who, what)


def test_a_row_of_verbs_with_proposing_is_work_and_ends_no_speech():
    found = tasks(
        "Chủ tịch UBND tỉnh giao Sở Y tế ban hành hướng dẫn. Sở Tài chính nghiên cứu, đề xuất giảm phí. "
        "Sở Công Thương được yêu cầu rà soát giá điện."
    )
    assert [who for who, _what in found] == ["Sở Y tế", "Sở Tài chính", "Sở Công Thương"]


def test_a_piece_of_news_that_names_the_state_is_still_news():
    text = HEAD + "Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam, hội nghị thông qua báo cáo."
    assert read(text).kind == "news"
    assert read(text).meeting is not None


def test_bullets_below_an_announcement_belong_to_whoever_was_named_there():
    text = HEAD + (
        "📝 Chủ tịch UBND tỉnh đề nghị các xã thực hiện các nhiệm vụ sau:\n"
        "🔹 Rà soát hộ nghèo; mỗi thôn lập một danh sách.\n🔹 Kiểm tra hồ đập xung yếu.\n"
    )
    assert [task.assignee for task in read(text).tasks][::2] == ["các xã", "các xã"]


def test_points_that_were_announced_are_tasks_without_must():
    found = tasks(
        "Kết luận hội nghị, Chủ tịch UBND tỉnh nhấn mạnh 2 nội dung trọng tâm. Một là, các xã tổ chức học tập nghị "
        "quyết; khắc phục tình trạng học cho xong. Hai là, Sở Nội vụ đẩy nhanh việc sắp xếp trụ sở dôi dư."
    )
    assert [who for who, _what in found] == ["các xã", "các xã", "Sở Nội vụ"]


def test_a_time_between_who_and_must_belongs_to_neither():
    text = HEAD + "Chủ tịch UBND tỉnh yêu cầu Chủ tịch huyện ngay trong tháng 5 phải đưa dân ra khỏi vùng sạt lở."
    (task,) = read(text).tasks
    assert (task.assignee, task.text) == ("Chủ tịch huyện", "đưa dân ra khỏi vùng sạt lở")


def test_a_list_below_bodies_that_must_is_theirs():
    text = """UBND PHƯỜNG THỬ HỒ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
THÔNG BÁO
Kết luận cuộc họp (minh hoạ)
2. Thời gian tới, các phòng, các tổ dân phố cần:
a) Rà soát hộ nghèo trên địa bàn.
b) Kiểm tra hồ đập xung yếu.
"""
    assert {task.assignee for task in read(text).tasks} == {"các phòng, các tổ dân phố"}


def test_the_first_syllable_of_a_thing_names_no_village():
    found = tasks("Chủ tịch UBND tỉnh giao Sở Xây dựng lập đồ án. Sở Nội vụ phải rà soát lại bản đồ cảnh báo lũ quét.")
    assert found[-1] == ("Sở Nội vụ", "rà soát lại bản đồ cảnh báo lũ quét")


def test_two_orders_in_one_sentence_go_to_two_bodies():
    found = tasks(
        "Chủ tịch UBND tỉnh giao Sở Du lịch hoàn thành đề án và yêu cầu UBND huyện lo ngay bãi đỗ xe. Ông giao Phó "
        "Chủ tịch phụ trách đô thị họp giao ban hằng tuần, đồng thời yêu cầu Sở Xây dựng thu gọn rào chắn."
    )
    assert [who for who, _what in found] == [
        "Sở Du lịch", "UBND huyện", "Phó Chủ tịch phụ trách đô thị", "Sở Xây dựng"
    ]  # fmt: skip


def test_the_second_of_two_things_a_body_is_told_to_do_may_be_to_demand():
    found = tasks(
        "Chủ tịch UBND tỉnh đề nghị Sở Y tế kiểm tra bếp ăn. UBND các xã bố trí bãi đỗ xe, yêu cầu các hộ niêm yết giá."
    )
    assert found[1:] == [
        ("UBND các xã", "bố trí bãi đỗ xe"),
        ("UBND các xã", "yêu cầu các hộ niêm yết giá"),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Theo kế hoạch, UBND xã được giao chủ trì phần lễ, Sở Du lịch chủ trì phần hội.",
        "Chủ tịch UBND tỉnh nhấn mạnh yêu cầu lễ hội phải trang trọng, tiết kiệm, an toàn.",
        "Luật sư Trần Thị Mẫu phát biểu. “Thu của dân đồng nào thì cơ quan thu phải làm cho sạch đồng ấy”, bà nói.",
        "Chủ tịch UBND tỉnh nêu rõ 2 bài học kinh nghiệm: phải dựa vào dân; phải tự lực, tự cường.",
        "Chủ tịch UBND tỉnh tiếp đoàn khách. Ông cho rằng hai bên cần tiếp tục trao đổi, sớm ký biên bản ghi nhớ.",
        "Chủ tịch UBND tỉnh nhấn mạnh kết quả này. Các chuyên gia cho rằng thành phố cần tổ chức lại xe buýt.",
        "5 ý kiến tại hội nghị đề nghị các ngân hàng phải phong tỏa tài khoản trong 24 giờ.",
    ],
)
def test_plans_named_demands_pronouns_lessons_guests_and_experts_order_nothing(sentence):
    assert tasks(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "who", "what"),
    [
        (
            "Chủ tịch UBND tỉnh lưu ý các phường bố trí chỗ bán trong chợ, “không thể dẹp rồi thôi”.",
            "các phường",
            "bố trí chỗ bán trong chợ",
        ),
        (
            "“Chủ tịch xã phải xuống thôn mỗi tuần hai buổi, tôi sẽ đi kiểm tra”, Chủ tịch UBND tỉnh nói.",
            "Chủ tịch xã",
            "xuống thôn mỗi tuần hai buổi",
        ),
        (
            "Về phía các sở, ngành, địa phương, Chủ tịch UBND tỉnh yêu cầu kiên quyết cắt bỏ khâu trung gian.",
            "các sở, ngành, địa phương",
            "kiên quyết cắt bỏ khâu trung gian",
        ),
        (
            "Chủ tịch UBND tỉnh yêu cầu các xã đã đạt chuẩn tiếp tục nâng cao chất lượng các tiêu chí.",
            "các xã đã đạt chuẩn",
            "tiếp tục nâng cao chất lượng các tiêu chí",
        ),
    ],
)
def test_asides_and_promises_are_cut_off_and_descriptions_belong_to_who_is_told(sentence, who, what):
    assert tasks(sentence) == [(who, what)]


def test_a_number_of_duties_is_no_duty_and_a_year_behind_who_is_a_time_limit():
    found = tasks("Chủ tịch UBND tỉnh yêu cầu giám đốc các sở thực hiện ba việc. Thứ nhất, công khai đường dây nóng.")
    assert [what for _who, what in found] == ["công khai đường dây nóng"]
    (task,) = read(HEAD + "Chủ tịch UBND tỉnh đề nghị ngành thuế năm 2026 cắt giảm 15% thời gian kê khai.").tasks
    assert (task.assignee, task.deadline_iso) == ("ngành thuế", "2026-12-31")


@pytest.mark.parametrize(
    "sentence",
    [
        "Lãnh đạo các sở, ngành dự họp đề nghị Sở Nội vụ cần hướng dẫn rõ hơn về số cấp phó.",
        "Chủ tịch UBND tỉnh nhấn mạnh lời căn dặn: thầy cô phải thật sự là tấm gương.",
        "Chủ tịch UBND tỉnh lưu ý các bất ổn cần quan tâm như khiếu kiện đông người.",
    ],
)
def test_participants_quoted_advice_and_things_to_watch_are_no_tasks(sentence):
    assert tasks(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("Chủ tịch UBND tỉnh giao Sở Y tế lập sổ. Từ tuần này, hằng tuần các huyện phải gửi báo cáo.", "các huyện"),
        (
            "Chủ tịch UBND tỉnh đề nghị Mặt trận bám sát địa bàn. Đồng thời, xây dựng đội ngũ cán bộ sát dân, nói dân "
            "hiểu, làm dân tin.",
            "Mặt trận",
        ),
    ],
)
def test_a_rhythm_before_who_and_a_verb_that_only_looks_like_reporting_end_no_speech(sentence, who):
    assert [assignee for assignee, _what in tasks(sentence)][-1] == who


@pytest.mark.parametrize(
    "sentence",
    [
        "Chủ tịch UBND tỉnh yêu cầu các xã kiểm tra hồ đập. Bác sĩ Trần Văn Mẫu khuyến cáo các hộ cần đeo khẩu trang.",
        "Chủ tịch UBND xã cảm ơn; hứa tập thể sẽ bắt tay ngay vào việc; mỗi cán bộ phải xác định đây là vinh dự.",
    ],
)
def test_health_advice_and_vows_add_no_task(sentence):
    assert len(tasks(sentence)) == ("yêu cầu" in sentence)


def test_a_place_before_a_name_is_no_family_name():
    text = "Tin (minh hoạ)\nSáng 12/5, Chủ tịch UBND tỉnh Hà Giang Nguyễn Văn A chủ trì cuộc họp về thủy lợi.\nXong."
    assert read(text).meeting.chair == "Nguyễn Văn A"


def test_who_must_act_stands_before_who_orders_in_a_list_too():
    text = HEAD + (
        "Chủ tịch UBND tỉnh đề nghị các sở tập trung các nhiệm vụ sau:\nThứ nhất, rà soát thủ tục.\n"
        "Đối với các xã, đồng chí yêu cầu xử lý dứt điểm đơn thư tồn đọng.\n"
    )
    assert [task.assignee for task in read(text).tasks] == ["các sở", "các xã"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Huyện ủy, UBND huyện đã chỉ đạo các xã dồn điền đổi thửa; yêu cầu hợp tác xã ký hợp đồng với doanh nghiệp.",
        "Chủ tịch UBND tỉnh kể: “Mỗi người dân là một hướng dẫn viên, phải cười trước khi nói giá”.",
        "Chủ tịch UBND tỉnh kể: “Cán bộ phải làm trước, thắng rồi mới vận động được người khác”.",
    ],
)
def test_sayings_conditions_and_orders_told_in_a_row_as_done_are_no_tasks(sentence):
    assert tasks(sentence) == []


def test_somebody_named_by_a_place_of_residence_or_without_a_post_proposes():
    head = (
        "Hội nghị nhân dân (minh hoạ)\nChiều 10/3, UBND phường Thử tổ chức hội nghị nhân dân. Hội nghị nghe 2 ý kiến.\n"
    )
    said = (
        "Ông Hoàng Văn Mẫu, tổ dân phố 9, đề nghị phường nâng cấp cống thoát nước. "
        "Bà Đỗ Thị Ví đề nghị tăng cường kiểm tra quán karaoke gây ồn."
    )
    assert read(head + said).tasks == ()


def test_what_host_or_guest_wishes_of_both_sides_and_aims_of_a_body_are_no_tasks():
    head = (
        "Tiếp đoàn tỉnh bạn (minh hoạ)\nSáng 5/10, Chủ tịch UBND tỉnh Trần Thị Mẫu tiếp đoàn của tỉnh Thử Xuyên "
        "do ông Vũ Văn Ví, Phó Chủ tịch UBND tỉnh làm trưởng đoàn.\n"
    )
    said = "Ông Vũ Văn Ví cảm ơn sự đón tiếp, đề nghị hai tỉnh sớm ký thỏa thuận hợp tác."
    assert read(head + said).tasks == ()
    assert tasks("Chủ tịch UBND tỉnh nhấn mạnh kết quả này. Năm 2025 thành phố phấn đấu giảm hộ nghèo còn 1%.") == []


def test_a_body_that_is_given_something_to_do_is_no_meeting():
    head = "Kiểm tra kênh mương (minh hoạ)\nNgày 22/2, Phó Chủ tịch UBND huyện Phạm Văn Mẫu đi kiểm tra kênh mương.\n"
    reading = read(head + "Phó Chủ tịch UBND huyện giao Ban Quản lý dự án lập phương án nạo vét trong tháng 3.")
    assert reading.meeting is None
    assert [(task.assignee, task.text) for task in reading.tasks] == [
        ("Ban Quản lý dự án", "lập phương án nạo vét trong tháng 3")
    ]
