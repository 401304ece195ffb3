"""The administrator's pages in a real browser: opened without script, on a phone and on a desk, heard by axe."""

import os
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse

from kheo.people import actions
from kheo.people.models import Holding
from kheo.people.rules import Role
from tests.browser import launch, overflow, shoot, violations
from tests.people.test_browser import _session

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def pages(world):
    """A ward with a unit below a unit, an acting head and an empty post; the address of each page, by its picture."""
    head = Holding.objects.get(official=world.culture_head)
    below = world.unit("Tổ dân phố 1 (minh hoạ)", parent=world.culture_office)
    world.post(below, "Tổ trưởng tổ dân phố", Role.HEAD, is_head=True)
    actions.delegate(head.post, to=world.centre_official, by=world.administrator, start=date(2026, 11, 23),
                     end=date(2026, 12, 31))  # fmt: skip
    old, new = world.council_office, world.service_centre
    assert world.clerk and actions.admit_official("chua.co.viec", by=world.administrator)
    query = f"?cu={old.pk}&moi={new.pk}&ngay=01/01/2027"
    named = {
        "cay": ("units", []), "don-vi": ("unit", [world.culture_office.pk]), "mo": ("open_unit", []),
        "sua": ("correct_unit", [below.pk]), "dong": ("close_unit", [below.pk]), "chuc-danh": ("post", [head.post_id]),
        "mo-chuc-danh": ("open_post", [below.pk]), "bo-nhiem": ("appoint", [head.post_id]),
        "phu-trach": ("delegate", [head.post_id]), "thoi": ("relieve", [head.pk]), "tai-khoan": ("officials", []),
        "mot-tai-khoan": ("official", [world.culture_head.pk]), "cap": ("admit_official", []),
        "mat-khau": ("reset_password", [world.culture_head.pk]), "sap-xep": ("reorganise", []),
    }  # fmt: skip
    found = {picture: reverse(f"people:{name}", args=args) for picture, (name, args) in named.items()}
    return found | {"xem-truoc": found["sap-xep"] + query}


@pytest.mark.parametrize("width", [320, 1366])
def test_every_page_is_fit_for_a_phone_and_a_screen_reader(live_server, world, pages, tmp_path, width):
    pictures = Path(os.environ.get("KHEO_SHOTS", tmp_path))
    cookie = {"name": "sessionid", "value": _session(world.administrator), "url": live_server.url}
    with launch(width) as browser:
        browser.add_cookies([cookie])
        page = browser.new_page()
        for picture, address in pages.items():
            page.goto(live_server.url + address)
            assert violations(page) == [], picture
            assert overflow(page) == 0, picture
            shoot(page, pictures, f"quan-tri-{picture}")


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
        shoot(page, Path(os.environ.get("KHEO_SHOTS", tmp_path)), "quan-tri-mot-lan")
        page.goto(live_server.url + reverse("people:appoint", args=[post.pk]))
        page.get_by_label("Tài khoản").select_option(label="chuyen.vien.moi")
        page.get_by_role("button", name="Ghi người giữ chức danh").click()
        assert page.get_by_text("Đã ghi người giữ chức danh.").is_visible()
        assert page.get_by_role("link", name="chuyen.vien.moi").is_visible()
