"""What the locality promised and what came of it, for everybody."""

from datetime import date

import pytest
from django.urls import reverse

from tests.portal.conftest import ALIKE, BETTER

pytestmark = pytest.mark.empty_house


@pytest.mark.long
def test_a_promise_is_told_from_target_to_now(world, story, promise, sheet):
    story(BETTER)
    promise(world.service_centre)
    home = sheet("home")
    ((promised, now, road),) = home.promises
    assert "Phường Thử phục vụ anh/chị ra sao?" in home.text
    assert "Tỷ lệ hồ sơ giải quyết đúng hạn: 95%" in promised
    assert "Trung tâm Phục vụ hành chính công hạn 21/12/2026" in promised
    assert "97,5% từ 26/10 đến 22/11/2026. Tốt lên rõ so với trước. đạt 156/160 hồ sơ" in now
    assert "trước 86,9%" in road and "nay 97,5%" in road and "mục tiêu 95%" in road
    assert "Số liệu lúc 07:30 ngày 23/11/2026." in home.text


def test_no_change_is_called_none(world, story, promise, sheet):
    story(ALIKE)
    promise(world.service_centre)
    home = sheet("home")
    assert "Chưa thấy thay đổi rõ so với trước" in home.text
    assert [tag.get("class") for tag in home.page.xpath("//ul[@class='told mt']//span[text()='chưa đạt']")] == [
        "tag soon"
    ]
    assert home.page.xpath("//div[@class='ba same']")


def test_a_promise_past_its_day_is_called_late(world, story, promise, sheet):
    story(ALIKE)
    promise(world.service_centre, due_on=date(2026, 9, 14))
    tags = sheet("home").page.xpath("//ul[@class='told mt']//span[contains(@class, 'tag')]")
    assert [(tag.get("class"), tag.text) for tag in tags] == [("tag late", "quá hạn, chưa đạt")]


@pytest.mark.long
def test_a_promise_that_was_kept_at_its_day_is_not_called_late_afterwards(world, story, promise, sheet):
    story([39] * 8 + [26] * 8)
    promise(world.service_centre, due_on=date(2026, 9, 28))
    ((_promised, then, road),) = sheet("home").promises
    assert then.startswith("Khi đến hạn ra sao 97,5% từ 31/8 đến 27/9/2026.") and "đạt 156/160 hồ sơ" in then
    assert road.startswith("Trước và khi đến hạn") and "đến hạn 97,5%" in road


def test_worse_is_called_worse(world, story, promise, sheet):
    story([20] * 16)
    promise(world.service_centre)
    assert "Xấu đi rõ so với trước." in sheet("home").text


def test_too_few_records_are_not_judged_in_public(world, facts, story, promise, sheet):
    story([1] * 16, before=[(1, 1)] * 11 + [(0, 1)], size=1)
    promise(world.service_centre)
    ((_promised, now, road),) = sheet("home").promises
    assert now == "Nay ra sao Chưa đủ số liệu để nói." and road == "Trước và nay chưa có số liệu"


def test_the_figures_are_those_that_officials_see(world, story, promise, sheet, client_of):
    story(BETTER)
    promise(world.service_centre)
    inside = client_of(world.chair).get(reverse("reports:overview")).content.decode()
    for figure in ("97,5%", "156/160 hồ sơ"):
        assert figure in sheet("home").text and figure in inside


@pytest.mark.long
def test_no_person_no_record_and_no_inner_page_is_named(world, story, promise, sheet):
    story(BETTER)
    promise(world.service_centre)
    task = world.task()
    for name in ("home", "quality"):
        markup = sheet(name).markup
        assert "PT-" not in markup and "NV-" not in markup and task.text not in markup
        assert world.chair.username not in markup and "Chủ tịch" not in markup
        for inner in ("/so-lieu/", "/cam-ket/", "/nhiem-vu/", "/ho-so/", "/van-ban/"):
            assert f'href="{inner}' not in markup


def test_without_a_promise_the_page_says_so(world, sheet):
    assert world.ward and "Chưa có điều nào được hứa bằng con số." in sheet("home").text


def test_nothing_is_kept_about_who_looks(world, client_of):
    assert world.ward
    for name in ("home", "quality", "download"):
        assert not client_of().get(reverse(f"portal:{name}")).cookies


def test_of_several_localities_one_is_chosen(world, story, promise, sheet, client_of):
    story(BETTER)
    promise(world.service_centre)
    assert world.administrator_of_another_ward
    for name in ("home", "quality"):
        chooser = sheet(name)
        assert "Anh/chị ở địa phương nào?" in chooser.text and "97,5%" not in chooser.text
        assert [link.get("href") for link in chooser.page.xpath("//ul[@class='asks mt']//a")] == [
            "?noi=phuong-ben",
            "?noi=phuong-thu",
        ]
    assert "97,5%" in sheet("home", noi="phuong-thu").text
    assert "97,5%" not in sheet("home", noi="phuong-ben").text
    assert "noi=phuong-thu" in sheet("home", noi="phuong-thu").page.xpath("//main//a[@class='door']/@href")[0]


def test_the_menu_stays_in_the_chosen_locality(world, sheet):
    assert world.ward and world.administrator_of_another_ward
    doors = sheet("home", noi="phuong-thu").page.xpath("//nav//a/@href")
    assert doors == ["/?noi=phuong-thu", "/chat-luong/?noi=phuong-thu"]


@pytest.mark.parametrize("name", ["home", "quality", "download"])
def test_an_unknown_locality_is_not_found(world, client_of, name):
    assert world.ward
    assert client_of().get(reverse(f"portal:{name}"), {"noi": "phuong-khac"}).status_code == 404


@pytest.mark.django_db
def test_an_empty_house_says_so(sheet):
    assert "Chưa có địa phương nào dùng Khéo ở đây." in sheet("home").text


@pytest.mark.parametrize("name", ["home", "quality", "download"])
def test_the_public_pages_only_show(world, client_of, name):
    assert world.ward
    assert client_of().post(reverse(f"portal:{name}")).status_code == 405


@pytest.mark.long
def test_many_promises_ask_no_more_than_few(world, story, promise, client_of, django_assert_max_num_queries):
    units = [world.unit(f"Tổ dân phố {n} (minh hoạ)") for n in range(4)]
    for unit in units:
        story(ALIKE, unit=unit)
    for unit in units:
        promise(unit)
    client = client_of()
    with django_assert_max_num_queries(6):  # own indicators among them
        text = client.get(reverse("portal:home")).content.decode()
    assert text.count("Tổ dân phố") == 4
