"""The administrator's tree of units: what it shows, on which day, to whom, in how many statements."""

from datetime import date

import pytest
from django.urls import reverse

from kheo.people import actions
from kheo.people.models import Holding, Post
from kheo.people.rules import Role

PAGE = reverse("people:units")
LAST_DAY = date(2026, 11, 20)


def shown(client, address=PAGE, **query):
    answer = client.get(address, query)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.long
def test_each_unit_stands_with_its_posts_and_who_holds_them(world, client_of):
    below = world.unit("Tổ dân phố 1 (minh hoạ)", parent=world.culture_office)
    world.post(below, "Tổ trưởng", Role.HEAD, is_head=True)
    page = shown(client_of(world.administrator)) if world.culture_head else ""
    for words in ("Phòng Văn hoá – Xã hội", "Trưởng phòng VH-XH", world.culture_head.username, "Tổ trưởng"):
        assert words in page
    assert page.index("Tổ dân phố 1") > page.index("Phòng Văn hoá – Xã hội")
    assert page.count("chưa có người giữ") == 1


def test_an_acting_head_is_named_with_the_last_day(world, client_of):
    post = Holding.objects.get(official=world.culture_head).post
    actions.delegate(post, to=world.centre_official, by=world.administrator, start=LAST_DAY, end=date(2026, 12, 31))
    assert f"{world.centre_official.username} phụ trách đến hết 31/12/2026" in shown(client_of(world.administrator))


def test_another_day_shows_what_was_then(world, client_of):
    client = client_of(world.administrator)
    actions.close_unit(world.culture_office.pk, by=world.administrator, last_day=LAST_DAY)
    assert "Phòng Văn hoá" not in shown(client)
    then = shown(client, ngay="20/11/2026")
    assert "Phòng Văn hoá" in then and "đóng sau ngày 20/11/2026" in then
    assert "Không có ngày 31/11/2026" in shown(client, ngay="31/11/2026")


def test_who_holds_no_post_is_named_apart(world, client_of):
    made = actions.admit_official("chua.co.viec", by=world.administrator)
    door = reverse("people:official", args=[made.pk])
    assert door in shown(client_of(world.administrator))
    actions.appoint(made, world.post(world.culture_office, "Chuyên viên", "official"), by=world.administrator,
                    start=date(2026, 11, 23))  # fmt: skip
    assert door not in shown(client_of(world.administrator))


def test_the_neighbours_stand_not_in_it(world, client_of):
    stranger = world.official_of_another_ward
    page = shown(client_of(world.administrator))
    assert "Phường Bên" not in page and stranger.username not in page


@pytest.mark.parametrize("name", ["people:units", "people:officials", "people:open_unit", "people:reorganise",
                                  "people:admit_official"])  # fmt: skip
def test_only_the_administrator_opens_the_pages(world, client_of, name):
    assert client_of(world.chair).get(reverse(name)).status_code == 403
    assert client_of(world.administrator).get(reverse(name)).status_code == 200
    assert client_of().get(reverse(name)).status_code == 302


@pytest.fixture
def many(world):
    """Eight more units, each with a head."""
    for number in range(8):
        unit = world.unit(f"Tổ dân phố {number} (minh hoạ)")
        world.official(world.post(unit, "Tổ trưởng", Role.HEAD, is_head=True))
    return world


@pytest.mark.parametrize(
    ("name", "most"),
    # session, account, posts, acting, locality; then units, posts, holders, acting, idle | count, page, posts and trace
    [("people:units", 10), ("people:officials", 9)],
)
def test_the_pages_take_a_fixed_number_of_statements(many, client_of, django_assert_max_num_queries, name, most):
    client = client_of(many.administrator)
    with django_assert_max_num_queries(most):
        client.get(reverse(name))


def test_the_page_of_one_thing_takes_a_fixed_number_of_statements(many, client_of, django_assert_max_num_queries):
    client, root = client_of(many.administrator), many.administrator.unit
    head = Post.objects.filter(is_head=True).latest("pk")
    with django_assert_max_num_queries(12):
        client.get(reverse("people:unit", args=[root.pk]))
    with django_assert_max_num_queries(9):
        client.get(reverse("people:post", args=[head.pk]))
    with django_assert_max_num_queries(9):
        client.get(reverse("people:official", args=[Holding.objects.get(post=head).official_id]))
