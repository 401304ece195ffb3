"""The frame of every page: whose ward, which doors, in which post."""

import re

import pytest
from django.urls import reverse

from kheo.people.rules import Role

MENU = re.compile(r'<nav class="nav".*?</nav>', re.S)
DOOR = re.compile(r'<a href="([^"]+)"( aria-current="page")?>')


def doors(client, address):
    """Give the menu of a page: address -> whether it is the present page."""
    page = client.get(address, follow=True).content.decode()
    return {url: bool(here) for url, here in DOOR.findall(MENU.search(page)[0])}


@pytest.mark.long
@pytest.mark.parametrize(
    ("role", "more"),
    [
        (Role.OFFICIAL, set()),
        (Role.HEAD, {"/ho-so/"}),
        (Role.ONE_STOP_DESK, {"/ho-so/"}),
        (Role.LEADER, {"/toan-canh/", "/ho-so/"}),
        (Role.AUDITOR, {"/toan-canh/", "/ho-so/"}),
        (Role.OUTREACH_OWNER, {"/toan-canh/"}),
        (Role.ADMINISTRATOR, {"/quan-tri/don-vi/", "/ho-so/"}),
    ],
)
def test_each_role_has_its_doors_and_each_door_opens(world, client_of, role, more):
    client = client_of(world.official(world.post(world.council_office, "Chức danh minh hoạ", role)))
    seen = doors(client, reverse("work:tasks"))
    assert set(seen) >= {"/viec-cua-toi/", "/nhiem-vu/", "/van-ban/"} | more
    assert not ({"/toan-canh/", "/ho-so/", "/quan-tri/don-vi/", "/lich/", "/van-hanh/"} - more) & set(seen)
    assert [url for url, here in seen.items() if here] == ["/nhiem-vu/"]
    assert len(seen) <= 6
    for url in seen:
        assert client.get(url).status_code == 200, url


@pytest.mark.long
def test_who_administers_goes_from_room_to_room(world, client_of):
    client = client_of(world.administrator)
    rooms = ["/quan-tri/don-vi/", "/lich/", "/quay/", "/quan-tri/cai-dat/", "/van-hanh/"]
    for room in rooms:
        page = client.get(room).content.decode()
        row = DOOR.findall(re.search(r'<nav class="rooms".*?</nav>', page, re.S)[0].replace('"true"', '"page"'))
        assert [url for url, _here in row] == rooms and [url for url, here in row if here] == [room]
        assert [url for url, here in doors(client, room).items() if here] == ["/quan-tri/don-vi/"]
    assert 'class="rooms"' not in client_of(world.chair).get("/lich/").content.decode()


def test_the_ward_and_the_post_stand_on_every_page_and_made_up_data_are_called_so(world, client_of):
    page = client_of(world.clerk).get(reverse("work:tasks")).content.decode()
    assert "Dữ liệu minh hoạ. Phường Thử không có thật." in page
    assert "Chuyên viên tổng hợp" in page
    assert world.clerk.username not in page
