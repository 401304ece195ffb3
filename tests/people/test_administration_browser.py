"""The administrator's work in a real browser, without script, on a phone (each page by axe: tests/site)."""

import os
from pathlib import Path

import pytest
from django.urls import reverse

from kheo.people.rules import Role
from tests.browser import launch, overflow, shoot
from tests.people.test_browser import _session

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_without_script_an_official_is_admitted_and_appointed(live_server, world, tmp_path):
    post = world.post(world.culture_office, "Chuyên viên", Role.OFFICIAL)
    cookie = {"name": "sessionid", "value": _session(world.administrator), "url": live_server.url}
    with launch(320, java_script_enabled=False) as browser:
        browser.add_cookies([cookie])
        page = browser.new_page()
        page.goto(live_server.url + reverse("people:admit_official"))
        page.get_by_label("Tên đăng nhập").fill("chuyen.vien.moi")
        page.get_by_role("button", name="Cấp tài khoản").click()
        assert len(page.locator("b.code").inner_text()) == 19
        assert overflow(page) == 0
        shoot(page, Path(os.environ.get("KHEO_SHOTS", tmp_path)), "quan-tri-mot-lan")
        page.goto(live_server.url + reverse("people:appoint", args=[post.pk]))
        page.get_by_label("Tài khoản").select_option(label="chuyen.vien.moi")
        page.get_by_role("button", name="Ghi người giữ chức danh").click()
        assert page.get_by_text("Đã ghi người giữ chức danh.").is_visible()
        assert page.get_by_role("link", name="chuyen.vien.moi").is_visible()
