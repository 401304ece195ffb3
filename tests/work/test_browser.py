"""The confirm page and a task's page in a real browser: keys, the grid on a phone, a swap, no script."""

import pytest
from django.conf import settings
from django.urls import reverse

from kheo.base import clock
from kheo.work.models import Evidence, Proposal, Task
from kheo.work.rules import Decision, Rhythm, State
from tests.browser import launch, overflow, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def opened(live_server, client_of):
    """Open a page as somebody in a browser that is signed in."""

    def go(browser, who, url):
        cookie = client_of(who).cookies[settings.SESSION_COOKIE_NAME].value
        browser.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
        page = browser.new_page()
        page.goto(live_server.url + url)
        return page

    return go


@pytest.fixture
def confirm_page(world):
    """The confirm page of a document with three proposals: one for a whole group, one dropped."""
    assert world.centre_head and world.culture_head
    reading = world.reading()
    group = world.proposal(reading=reading, lead_unit=None, due_on=None)
    group.suggested = {"assignee": "các đơn vị", "group": "unit", "members": ["Trung tâm Phục vụ hành chính công"] * 10}
    group.save()
    world.proposal(reading=reading, of="hướng dẫn người dân", lead_unit=world.culture_office)
    world.proposal(reading=reading, of="chịu trách nhiệm", decision=Decision.DROPPED)
    return reverse("work:confirm", args=[reading.document_id])


@pytest.mark.parametrize("width", [360, 1366])
def test_everybody_can_use_both_views_of_the_confirm_page(world, opened, confirm_page, width):
    with launch(width) as browser:
        page = opened(browser, world.clerk, confirm_page)
        for view in ("", "?xem=luoi"):
            page.goto(page.url.partition("?")[0] + view)
            assert violations(page) == []
            assert overflow(page) == 0


@pytest.mark.parametrize("view", ["", "?xem=luoi"])
def test_a_whole_document_is_confirmed_by_keys(world, opened, confirm_page, view):
    with launch() as browser:
        page = opened(browser, world.clerk, confirm_page + view)
        page.keyboard.press("j")
        with page.expect_navigation():
            page.keyboard.press("b")  # drop the first: the page comes back
        page.keyboard.press("j")
        page.keyboard.press("e")
        page.keyboard.type("Hướng dẫn tại nhà văn hoá")
        page.keyboard.press("Escape")
        page.keyboard.press("d")
        page.get_by_role("button", name="Xác nhận các việc đã đồng ý").click()
        page.wait_for_url("**/giao/*")
    task = Task.objects.get()
    assert task.text == "Hướng dẫn tại nhà văn hoá"
    assert Proposal.objects.filter(decision=Decision.DROPPED).count() == 2


@pytest.mark.parametrize("width", [360, 1366])
def test_everybody_can_use_the_page_of_a_task(world, opened, width):
    task = world.task(State.REPORTED, rhythm=Rhythm.MONTHLY, coordinating=[world.culture_office])
    with launch(width) as browser:
        page = opened(browser, world.chair, reverse("work:task", args=[task.pk]))
        assert violations(page) == []
        assert overflow(page) == 0


def test_acts_on_a_task_swap_in_place_and_the_heading_takes_the_focus(world, opened, tmp_path):
    task = world.task(State.ASSIGNED)
    paper = tmp_path / "bao-cao-minh-hoa.txt"
    paper.write_text("Báo cáo minh hoạ", encoding="utf-8")
    with launch() as browser:
        page = opened(browser, world.centre_head, reverse("work:task", args=[task.pk]))
        page.evaluate("window.stayed = true")
        page.get_by_role("button", name="Nhận việc, bắt đầu làm").click()
        page.get_by_label("Kết quả đạt được").fill("Đã trả hết hồ sơ đúng hẹn.")
        page.wait_for_function("document.activeElement.id === 'id_note'")
        page.get_by_role("button", name="Báo cáo kết quả").click()
        summary = page.locator(".err-sum")
        summary.wait_for()
        assert "Cần ít nhất một minh chứng" in summary.text_content()
        page.wait_for_function("document.activeElement.className === 'err-sum'")
        page.locator("#nop input[type=file]").set_input_files(paper)
        page.get_by_role("button", name="Báo cáo kết quả").click()
        page.get_by_text("Chờ xác nhận kết quả").first.wait_for()
        page.wait_for_function("document.activeElement.tagName === 'H1'")
        assert page.evaluate("window.stayed")
    task.refresh_from_db()
    assert task.state == State.REPORTED
    assert Evidence.objects.get(task=task).attachment.name == paper.name


def test_a_right_that_is_gone_shows_the_servers_own_page(world, opened):
    task = world.task(State.ASSIGNED)
    with launch() as browser:
        page = opened(browser, world.centre_head, reverse("work:task", args=[task.pk]))
        Task.objects.filter(pk=task.pk).update(lead_unit=world.culture_office)
        page.get_by_role("button", name="Nhận việc, bắt đầu làm").click()
        page.get_by_role("heading", level=1).filter(has_not_text=task.text).wait_for()
        assert "Nhận việc, bắt đầu làm" not in page.content()


def test_without_script_the_same_road(world, opened, tmp_path):
    task = world.task(State.ASSIGNED)
    paper = tmp_path / "bao-cao-minh-hoa.txt"
    paper.write_text("Báo cáo minh hoạ", encoding="utf-8")
    with launch(java_script_enabled=False) as browser:
        page = opened(browser, world.centre_head, reverse("work:task", args=[task.pk]))
        page.get_by_role("button", name="Nhận việc, bắt đầu làm").click()
        page.get_by_label("Kết quả đạt được").fill("Đã trả hết hồ sơ đúng hẹn.")
        page.locator("#nop input[type=file]").set_input_files(paper)
        page.get_by_role("button", name="Báo cáo kết quả").click()
        assert page.url.endswith(reverse("work:task", args=[task.pk]))
        assert page.get_by_text("Chờ xác nhận kết quả").first.is_visible()
    task.refresh_from_db()
    assert (task.state, task.reported_on) == (State.REPORTED, clock.today())
