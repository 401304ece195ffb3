"""Every indicator month by month, unit by unit; small counts are not published."""

from datetime import date

import pytest
from django.urls import reverse

from kheo.indicators import actions as indicators
from tests.indicators.facts import NOW
from tests.portal.conftest import BETTER

pytestmark = pytest.mark.empty_house


OCTOBER = "Tỷ lệ hồ sơ giải quyết đúng hạn"


def test_each_indicator_is_one_sentence_with_its_months_behind(world, story, sheet):
    story(BETTER)
    quality = sheet("quality")
    assert "97,2% Tháng 10/2026: 171/176 hồ sơ." in quality.text
    months = quality.table("ho-so-dung-han-thang")
    assert list(months)[:3] == ["10/2026", "9/2026", "8/2026"] and months["10/2026"] == ["97,2%", "171/176"]
    assert quality.table("ho-so-dung-han-don-vi") == {"Trung tâm Phục vụ hành chính công": ["97,2%", "171/176"]}
    assert "Tính là đạt" in quality.text and "Nguồn" in quality.text


def test_beside_answers_stands_how_many_answered(world, facts, sheet):
    for number in range(20):
        facts.dossier(world.service_centre, date(2026, 10, 5), rating=(5 if number < 6 else 1) if number < 8 else None)
    indicators.refresh(world.ward, by=None, now=NOW)
    quality = sheet("quality")
    assert "75,0% Tháng 10/2026: 6/8 lượt đánh giá. Tỷ lệ phản hồi 40,0%." in quality.text
    assert quality.table("hai-long-thang")["10/2026"] == ["75,0%", "6/8", "40,0%"]
    assert "Im lặng không được tính là hài lòng." in quality.text


def test_a_small_unit_is_hidden_and_the_next_one_too_so_that_nobody_subtracts(world, few, sheet):
    few(3, 9, 40)
    indicators.refresh(world.ward, by=None, now=NOW)
    assert list(sheet("quality").table("ho-so-dung-han-don-vi").values()) == [
        ["ít hơn 5, không công bố", "không có"],
        ["không công bố", "không có"],
        ["100%", "40/40"],
    ]


def test_two_small_units_together_below_five_take_the_next_one_along(world, few, sheet):
    """One and two are three: the whole less the others would tell of three citizens."""
    few(1, 2, 9, 40)
    indicators.refresh(world.ward, by=None, now=NOW)
    shares = [cells[0] for cells in sheet("quality").table("ho-so-dung-han-don-vi").values()]
    assert shares == ["ít hơn 5, không công bố", "ít hơn 5, không công bố", "không công bố", "100%"]


def test_what_lies_at_the_ward_itself_is_a_part_that_nobody_subtracts(world, facts, few, sheet):
    few(9, 40)
    facts.week(world.chair.unit, date(2026, 10, 5), 2, 3)
    indicators.refresh(world.ward, by=None, now=NOW)
    quality = sheet("quality")
    assert "51/52" in quality.text
    assert [cells[1] for cells in quality.table("ho-so-dung-han-don-vi").values()] == ["không có", "40/40"]


def test_a_unit_inside_another_is_counted_there_and_not_told_apart(world, facts, few, sheet):
    """The centre with 40, of them 38 at its point in the hamlet: two lie at the centre itself."""
    (centre,) = few(2)
    facts.week(world.unit("Điểm trả kết quả (minh hoạ)", parent=centre), date(2026, 10, 5), 38, 38)
    indicators.refresh(world.ward, by=None, now=NOW)
    assert list(sheet("quality").table("ho-so-dung-han-don-vi")) == [centre.name]


def test_a_small_month_of_the_whole_locality_is_hidden(world, few, sheet):
    few(4)
    indicators.refresh(world.ward, by=None, now=NOW)
    quality = sheet("quality")
    assert "Tháng 10/2026: ít hơn 5, không công bố." in quality.text
    assert "4/4" not in quality.text


def test_without_data_the_page_says_so(world, sheet):
    assert world.ward
    quality = sheet("quality")
    assert "Phường Thử chưa chốt số liệu của tháng nào." in quality.text
    assert "Tải số liệu" not in quality.text


def test_many_units_and_months_ask_no_more_than_few(world, few, client_of, django_assert_max_num_queries):
    few(*[10] * 6)
    indicators.refresh(world.ward, by=None, now=NOW)
    client = client_of()
    # locality, own indicators, units, months, freezes, promises
    with django_assert_max_num_queries(6):
        assert client.get(reverse("portal:quality")).content.decode().count("Điểm tiếp nhận") >= 6
