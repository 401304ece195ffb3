"""Texts of an invented ward, one for each kind, read from beginning to end."""

from datetime import date
from pathlib import Path

import pytest

from kheo.reader import Reading, TaskFound, read

TEXTS = Path(__file__).parent / "texts"


def reading_of(name: str, day: date | None = None) -> Reading:
    return read((TEXTS / f"{name}.txt").read_text(encoding="utf-8"), day)


def task(reading: Reading, beginning: str) -> TaskFound:
    found = [one for one in reading.tasks if one.text.startswith(beginning)]
    assert len(found) == 1, [one.text for one in reading.tasks]
    return found[0]


def test_a_notice_gives_its_meeting_and_leaves_the_evaluation_out() -> None:
    reading = reading_of("thong-bao")
    assert reading.kind == "notice"
    assert reading.meeting is not None
    assert reading.meeting.date == "2026-11-13"
    assert reading.meeting.location == "Hội trường UBND phường"
    assert reading.meeting.chair == "Chủ tịch UBND phường"
    assert len(reading.tasks) == 8
    assert not any("đã" in one.text.split() for one in reading.tasks)


def test_a_notice_gives_each_task_its_unit_and_its_day() -> None:
    reading = reading_of("thong-bao")
    dossiers = task(reading, "Rà soát toàn bộ hồ sơ quá hạn")
    assert dossiers.assignee == "Trung tâm Phục vụ hành chính công"
    assert dossiers.deadline_iso == "2026-11-20"
    courses = task(reading, "chủ trì, phối hợp với Đoàn Thanh niên")
    assert (courses.assignee, courses.deadline_iso, courses.theme) == (
        "Phòng Văn hóa - Xã hội",
        "2026-12-31",
        "awareness",
    )
    police = task(reading, "kiểm tra việc thực hiện nội quy")
    assert (police.assignee, police.deadline, police.deadline_iso) == (
        "Công an phường",
        "trước ngày 05 hằng tháng",
        None,
    )


def test_a_directive_orders_and_its_closing_formula_orders_nothing() -> None:
    reading = reading_of("chi-thi")
    assert reading.kind == "directive"
    assert reading.meeting is None
    assert [one.assignee for one in reading.tasks] == [
        "Văn phòng HĐND và UBND phường",
        "Văn phòng HĐND và UBND phường",
        "Văn phòng HĐND và UBND phường",
        "Phòng Kinh tế, Hạ tầng và Đô thị",
        "Người đứng đầu các đơn vị",
        "Người đứng đầu các đơn vị",
    ]
    assert task(reading, "Xây dựng quy chế").deadline_iso == "2026-06-30"
    assert not any("Trang phục" in one.text for one in reading.tasks)


def test_a_telegram_may_name_the_thing_before_the_act() -> None:
    reading = reading_of("cong-dien")
    house = task(reading, "Nhà tạm tại công trường ven sông phải được tháo dỡ")
    assert house.deadline_iso == "2026-08-22"
    assert house.assignee is None
    assert task(reading, "Huy động lực lượng").deadline_iso == "2026-08-21"


def test_a_plan_s_cards_and_table_give_unit_and_time() -> None:
    reading = reading_of("ke-hoach")
    survey = task(reading, "Tổ chức khảo sát")
    assert (survey.assignee, survey.deadline_iso) == ("Trung tâm Phục vụ hành chính công", "2026-03-31")
    row = task(reading, "Lắp đặt máy lấy số")
    assert (row.assignee, row.deadline_iso, row.rule) == ("Trung tâm Phục vụ hành chính công", "2026-03-31", "bảng")
    assert not any(one.text.startswith(("Nâng cao chất lượng phục vụ", "Bảo đảm thiết thực")) for one in reading.tasks)


def test_news_full_of_quotations_gives_the_leader_s_orders_only() -> None:
    reading = reading_of("tin-trich-loi", date(2026, 5, 12))
    assert [one.assignee for one in reading.tasks] == [
        "Trung tâm Phục vụ hành chính công",
        "Phòng Kinh tế, Hạ tầng và Đô thị",
        "các tổ dân phố",
    ]
    assert reading.tasks[0].deadline_iso == "2026-05-20"
    assert reading.meeting is not None
    assert reading.meeting.papers_count == 9


def test_a_dialogue_gives_the_conclusion_and_not_the_wishes() -> None:
    reading = reading_of("tin-hoi-nghi")
    assert reading.meeting is not None
    assert reading.meeting.organiser == "Ban Thường trực Ủy ban MTTQ Việt Nam Phường Thử"
    assert reading.meeting.papers_count == 14
    assert len(reading.tasks) == 4
    assert not any("hỗ trợ chi phí" in one.text for one in reading.tasks)


@pytest.mark.parametrize("name", sorted(path.stem for path in TEXTS.glob("*.txt")))
def test_every_task_says_why_in_one_sentence(name: str) -> None:
    for one in reading_of(name, date(2026, 5, 12)).tasks:
        assert one.why.endswith(".")
        assert 0 < one.confidence < 1


def test_a_limit_alone_behind_a_semicolon_belongs_to_the_task_before_it() -> None:
    text = (Path(__file__).parents[2] / "src/kheo/demo/texts/thong-bao-ket-luan.txt").read_text(encoding="utf-8")
    days = {"so": "27", "ngay_van_ban": "ngày 01 tháng 6 năm 2026", "ngay_hop": "29/5/2026"}
    found = read(text.format(**days, han_1="18/11/2026", han_2="20/11/2026", han_3="01/9/2026")).tasks
    assert [one.deadline_iso for one in found] == ["2026-11-18", "2026-11-20", "2026-09-01", None]
    assert found[0].deadline == "hoàn thành trước ngày 18/11/2026"
    assert found[0].text.endswith("hẹn lại một lần")


def test_a_limit_alone_behind_a_comma_belongs_to_the_task_before_it() -> None:
    text = (Path(__file__).parents[2] / "src/kheo/demo/texts/chi-thi-moi.txt").read_text(encoding="utf-8")
    filled = text.format(so="09", ngay_van_ban="ngày 26 tháng 11 năm 2026", han_1="26/5/2027", han_2="15/6/2027")
    found = read(filled).tasks
    assert [one.deadline_iso for one in found] == ["2027-05-26", None, "2027-06-15", None, None]
    assert found[0].text.endswith("tổ dân phố 4, hoàn thành trước ngày 26/5/2027")
