"""The pages: the unit's questions, the verifier's list, one question with its records; their words accuse nobody."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse

from kheo.base.clock import standing_at
from kheo.integrity import actions, shown
from kheo.people.models import Official
from tests.integrity import wards
from tests.integrity.conftest import NOW
from tests.integrity.wards import ROWS
from tests.translation import sentences

pytestmark = pytest.mark.long


ACCUSING = re.compile(
    r"\b(gian dối|nói dối|bịa|khống|che giấu|vi phạm|sai phạm|tội|nghi ngờ|nghi vấn|đáng ngờ|bất thường|"
    r"tiêu cực|gian lận|chạy theo|bệnh thành tích|làm đẹp|đối phó|cố ý|cố tình|phát hiện|"
    r"kỷ luật|quy trách nhiệm|lỗi của)\b",
    re.IGNORECASE,
)
AFTER = NOW + timedelta(days=9)


def test_no_sentence_of_this_room_accuses():
    ours = [each for each in sentences() if each.place[0].startswith("src/kheo/integrity/")]
    assert len(ours) > 100
    assert [each.text for each in ours if ACCUSING.search(each.text)] == []


def test_the_guide_accuses_nobody_either():
    for page in ("cau-hoi-so-lieu.md", "tham-dinh.md"):
        text = (Path("docs/huong-dan") / page).read_text(encoding="utf-8")
        assert ACCUSING.findall(text) == []


def test_the_unit_finds_its_question_with_figures_and_records(look, asked, client_of):
    client = client_of(look.world.centre_head)
    listed = client.get(reverse("integrity:questions")).content.decode()
    assert "Mở lại sau khi đã xong" in listed and "Hỏi đơn vị của đồng chí" in listed
    assert "đơn vị trả lời trước 02/12" in listed
    text = client.get(reverse("integrity:question", args=[asked.pk])).content.decode()
    assert f"{asked.marked} hồ sơ được đánh dấu" in text
    assert "<svg" in text and "chừng một lần trong 50.000" in text
    codes = {row["code"] for row in ROWS[look.world.ward.pk] if row["reopened_count"]}
    assert len(codes) == asked.marked and all(code in text for code in codes)


def test_value_and_records_come_from_the_same_filters(look, asked):
    rows = shown.rows_behind(asked)
    assert len(rows) == asked.marked
    assert all(row["reopened_count"] > 0 and row["unit_id"] == look.unit.pk for row in rows)
    assert all(asked.first <= row["finished_on"] <= asked.last for row in rows)


def test_the_list_of_records_is_a_file_without_any_person(look, asked, client_of):
    answer = client_of(look.world.centre_head).get(reverse("integrity:records", args=[asked.pk]))
    lines = answer.content.decode().splitlines()
    assert len(lines) == asked.marked + 1
    assert lines[0].endswith("Mã hồ sơ,Thủ tục,Hẹn trả,Xong,Số lần mở lại")
    names = list(Official.objects.values_list("username", flat=True))
    assert not any(name in answer.content.decode() for name in names)


def test_the_verifiers_list_and_the_pages_ask_few_questions_of_the_database(
    look, asked, client_of, django_assert_max_num_queries
):
    for number in range(1, 13):
        look.posed(unit=look.units[1], last=asked.last - timedelta(days=number))
    with standing_at(AFTER):
        client = client_of(look.verifier)
        client.get(reverse("integrity:methods"))
        with django_assert_max_num_queries(14):
            text = client.get(reverse("integrity:questions")).content.decode()
        assert text.count("Mở lại sau khi đã xong") >= 13 and "Hỏi các đơn vị khác" in text
        with django_assert_max_num_queries(18):
            client.get(reverse("integrity:question", args=[asked.pk]))


def test_a_question_of_a_burst_shows_what_is_usual_beside_that_day(look, client_of):
    look.lay(wards.rate_in_one_go)
    (question,) = look.ask()
    text = client_of(look.world.centre_head).get(reverse("integrity:question", args=[question.pk])).content.decode()
    assert "Thường gặp và ngày này" in text and "trước" in text
    assert len(shown.rows_behind(question)) == question.marked


def test_without_questions_the_page_says_so(world, client_of):
    text = client_of(world.centre_head).get(reverse("integrity:questions")).content.decode()
    assert "Không có câu hỏi nào." in text
    assert actions.ask_units(world.ward, now=NOW) == []
