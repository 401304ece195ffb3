"""The pages of signing in and of the calendar in a real browser, without script, on a phone and on a desk."""

import os
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse

from kheo.people import actions
from tests.browser import launch, overflow, shoot, violations
from tests.conftest import start_clock

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [320, 1366])
def test_the_administrator_signs_in_and_swaps_a_day_without_script(live_server, world, tmp_path, width):
    by, pictures = world.administrator, Path(os.environ.get("KHEO_SHOTS", tmp_path))
    by.set_password("mot cau de nho minh hoa")
    by.save()
    actions.swap_day(date(2026, 11, 28), by=by, works=True, reason="Thông báo 01/TB-UBND (minh hoạ)")
    with launch(width, java_script_enabled=False) as browser:
        page = browser.new_page()
        page.goto(live_server.url + reverse("people:calendar"))
        page.get_by_label("Tên đăng nhập").fill(by.username)
        page.get_by_label("Mật khẩu").fill("mot cau de nho minh hoa")
        page.get_by_role("button", name="Đăng nhập", exact=True).click()
        assert page.get_by_role("heading", level=1).inner_text() == "Lịch làm việc năm 2026"
        page.get_by_label("Ngày", exact=True).fill("27-11-2026")
        page.get_by_label("Theo thông báo nào").fill("Thông báo 02/TB-UBND (minh hoạ)")
        page.get_by_role("button", name="Ghi vào lịch").click()
        assert page.get_by_text("Đã ghi 27/11/2026 vào lịch.").is_visible()
        shoot(page, pictures, "lich")
        page.get_by_role("button", name="Ghi vào lịch").click()
        assert page.get_by_text("Hãy điền mục “Ngày”.").first.is_visible()
        shoot(page, pictures, "lich-sai")
    with launch(width) as browser:
        browser.add_cookies([{"name": "sessionid", "value": _session(by), "url": live_server.url}])
        page = browser.new_page()
        for name in ("people:calendar", "account_login", "account_change_password", "mfa_index", "account_logout"):
            page.goto(live_server.url + reverse(name))
            assert violations(page) == [], name
            assert overflow(page) == 0, name


def _session(official):
    from tests.world import Client

    client = Client()
    client.force_login(official, backend="allauth.account.auth_backends.AuthenticationBackend")
    start_clock(client)
    return client.cookies["sessionid"].value
