"""Posts by the administrator's pages: roles in plain words, who holds them, who acts, and when that ends."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from kheo.base import clock
from kheo.base.audit import history
from kheo.base.models import AuditRecord
from kheo.errors import RuleBroken
from kheo.people import actions
from kheo.people.models import Delegation, Holding, Official, Post
from kheo.people.rules import ROLE_MEANING_NAMES, ROLE_NAMES, Role

LAST_DAY = date(2026, 11, 30)


@pytest.fixture
def post(world):
    return Holding.objects.get(official=world.culture_head).post


@pytest.fixture
def office(world, client_of):
    """The administrator's browser: press a button on a page of administration, and read where it led."""
    client = client_of(world.administrator)

    def press(name, number, **form):
        return client.post(reverse(f"people:{name}", args=[number]), form, follow=True)

    return press


def test_every_role_is_told_in_plain_words_where_it_is_handed_out(world, client_of, post):
    assert set(ROLE_NAMES) == set(ROLE_MEANING_NAMES) == set(Role)
    page = client_of(world.administrator).get(reverse("people:change_post", args=[post.pk])).content.decode()
    for role in Role:
        assert ROLE_NAMES[role] in page and ROLE_MEANING_NAMES[role] in page


def test_other_roles_count_at_once_for_who_holds_the_post(world, office, post):
    answer = office("change_post", post.pk, title="Trưởng phòng", roles=["head", "verifier"])
    assert "Đã sửa chức danh." in answer.content.decode()
    assert Official.objects.get(pk=world.culture_head.pk).roles == {"head", "verifier"}
    trace = history(post).get(verb="post.changed")
    assert trace.changed == {"roles_before": ["head"], "roles": ["head", "verifier"]}
    assert trace.words.text == "Trưởng phòng"


def test_a_post_without_any_role_is_not_saved(office, post):
    answer = office("change_post", post.pk, title="Trưởng phòng")
    assert answer.status_code == 422
    assert "Hãy chọn ở mục “Vai trò”." in answer.content.decode()


def test_the_last_administrator_keeps_the_role(world, office):
    last = world.administrator.post
    for act in (lambda: office("change_post", last.pk, title="x", roles=["clerk"]),
                lambda: office("close_post", last.pk, last_day="30/11/2026"),
                lambda: office("relieve", Holding.objects.get(post=last).pk, end="30/11/2026")):  # fmt: skip
        answer = act()
        assert answer.status_code == 422
        assert "không còn người quản trị nào" in answer.content.decode()
    assert Post.objects.get(pk=last.pk).roles == [Role.ADMINISTRATOR]


def test_with_a_second_administrator_the_first_may_leave(world, office):
    other = world.post(world.council_office, "Quản trị thứ hai", Role.ADMINISTRATOR)
    world.official(other)
    holding = Holding.objects.get(official=world.administrator)
    assert office("relieve", holding.pk, end="30/11/2026").status_code == 200
    assert Holding.objects.get(pk=holding.pk).end == LAST_DAY


def test_a_post_is_opened_in_a_unit_and_a_second_head_is_not(world, office):
    form = {"title": "Phó Trưởng phòng", "roles": ["official"], "valid_from": "23/11/2026"}
    assert "Phó Trưởng phòng" in office("open_post", world.culture_office.pk, **form).content.decode()
    made = Post.objects.get(title="Phó Trưởng phòng")
    assert (made.unit, made.is_head, made.roles) == (world.culture_office, False, ["official"])
    assert world.culture_head
    answer = office("open_post", world.culture_office.pk, **form, is_head="on")
    assert answer.status_code == 422 and "đã có chức danh người đứng đầu" in answer.content.decode()


def test_who_holds_a_closed_post_holds_it_no_longer_the_day_after(world, office, post):
    assert office("close_post", post.pk, last_day="30/11/2026").status_code == 200
    assert [each.verb for each in history(post)][-2:] == ["post.closed", "post.holders_seen"]
    for day, holds in ((30, True), (31, False)):
        with clock.standing_at(datetime(2026, 11 + day // 31, day % 31 or 1, 5, tzinfo=UTC)):
            assert bool(Official.objects.get(pk=world.culture_head.pk).posts) is holds
    with pytest.raises(RuleBroken, match="Đã đóng"):
        actions.close_post(post.pk, by=world.administrator, last_day=LAST_DAY)


def test_appointed_relieved_and_appointed_anew(world, office, post):
    successor = actions.admit_official("nguoi.ke.tiep", by=world.administrator)
    taken = office("appoint", post.pk, official=successor.pk, start="01/12/2026")
    assert taken.status_code == 422 and "đã có người giữ" in taken.content.decode()
    office("relieve", Holding.objects.get(post=post).pk, end="30/11/2026")
    page = office("appoint", post.pk, official=successor.pk, start="01/12/2026").content.decode()
    assert "nguoi.ke.tiep" in page and "30/11/2026" in page
    assert AuditRecord.objects.filter(verb="post.held", object_id=post.pk).count() == 1


def test_a_head_is_acted_for_and_the_time_is_cut_short(world, office, post):
    acting = world.centre_official
    office("delegate", post.pk, to=acting.pk, start="23/11/2026", end="31/12/2026")
    assert Official.objects.get(pk=acting.pk).heads_unit(world.culture_office.pk)
    made = Delegation.objects.get()
    longer = office("end_delegation", made.pk, end="15/01/2027")
    assert longer.status_code == 422 and "Chỉ kết thúc sớm hơn" in longer.content.decode()
    assert "23/11/2026" in office("end_delegation", made.pk, end="23/11/2026").content.decode()
    with clock.standing_at(datetime(2026, 11, 24, 5, tzinfo=UTC)):
        assert not Official.objects.get(pk=acting.pk).heads_unit(world.culture_office.pk)
    trace = AuditRecord.objects.get(verb="post.delegation_ended")
    assert trace.changed == {"official": acting.pk, "end": "2026-11-23"}


def test_nobody_of_another_ward_can_be_appointed(world, office, post):
    answer = office("appoint", post.pk, official=world.official_of_another_ward.pk, start="01/12/2026")
    assert answer.status_code == 422
    assert Holding.objects.filter(post=post).count() == 1


@pytest.mark.long
def test_a_colleague_may_not_and_another_ward_sees_nothing(world, client_of, post):
    made = actions.delegate(post, to=world.centre_official, by=world.administrator, start=LAST_DAY, end=LAST_DAY)
    numbers = {"post": post.pk, "change_post": post.pk, "close_post": post.pk, "appoint": post.pk, "delegate": post.pk,
               "relieve": Holding.objects.get(post=post).pk, "end_delegation": made.pk}  # fmt: skip
    stranger, colleague = client_of(world.administrator_of_another_ward), client_of(world.chair)
    for name, number in numbers.items():
        address = reverse(f"people:{name}", args=[number])
        assert stranger.get(address).status_code == 404, name
        assert colleague.get(address).status_code == 403, name
        if name != "post":
            assert stranger.post(address).status_code == 404, name
    for by in (world.chair, world.administrator_of_another_ward):
        for act in (lambda by: actions.change_post(post.pk, by=by, title="x", roles=[]),
                    lambda by: actions.close_post(post.pk, by=by, last_day=LAST_DAY),
                    lambda by: actions.end_delegation(made.pk, by=by, end=LAST_DAY)):  # fmt: skip
            with pytest.raises(PermissionDenied):
                act(by)
