"""Stop an account, and let it in again; the list of accounts."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from kheo.base.models import AuditRecord
from kheo.errors import RuleBroken
from kheo.people import actions

MY_WORK = "/viec-cua-toi/"


def test_a_stopped_account_is_out_at_once_and_may_come_back(world, client_of):
    office, head = client_of(world.administrator), world.culture_head
    client = client_of(head)
    assert client.get(MY_WORK).status_code == 200
    page = office.post(reverse("people:stop_official", args=[head.pk]), follow=True).content.decode()
    assert "đã ngừng" in page and "Cho dùng lại" in page
    assert client.get(MY_WORK).status_code == 302
    office.post(reverse("people:let_in_again", args=[head.pk]))
    assert client.get(MY_WORK).status_code == 200
    verbs = AuditRecord.objects.filter(object_type="people.official", object_id=head.pk).order_by("pk")
    assert [each.verb for each in verbs][-3:] == ["official.stopped", "official.seen", "official.let_in_again"]


def test_nobody_stops_the_own_account(world):
    with pytest.raises(RuleBroken, match="người quản trị khác"):
        actions.stop_official(world.administrator.pk, by=world.administrator)


@pytest.mark.parametrize("name", ["official", "stop_official", "let_in_again"])
def test_a_colleague_may_not_and_another_ward_sees_nothing(world, client_of, name):
    address = reverse(f"people:{name}", args=[world.culture_head.pk])
    assert client_of(world.chair).get(address).status_code == 403
    assert client_of(world.administrator_of_another_ward).get(address).status_code == 404
    act = {"official": actions.stop_official}.get(name) or getattr(actions, name)
    for stranger in (world.chair, world.administrator_of_another_ward):
        with pytest.raises(PermissionDenied):
            act(world.culture_head.pk, by=stranger)


def test_accounts_are_found_by_a_part_of_the_name_and_only_the_own(world, client_of):
    actions.admit_official("thu.ky.moi", by=world.administrator)
    actions.admit_official("thu.ky.ben", by=world.administrator_of_another_ward)
    client = client_of(world.administrator)
    page = client.get(reverse("people:officials"), {"tim": "KY"}).content.decode()
    assert "thu.ky.moi" in page and "thu.ky.ben" not in page and "quantri.phuong-thu" not in page
    assert "Không có tài khoản nào" in client.get(reverse("people:officials"), {"tim": "zzz"}).content.decode()
    own = client.get(reverse("people:official", args=[world.administrator.pk])).content.decode()
    assert "Đổi mật khẩu" in own and "Ngừng tài khoản" not in own
