"""A reorganisation on its page: choose, look at what will happen, confirm."""

from datetime import date

import pytest
from django.urls import reverse

from kheo.base.models import AuditRecord
from kheo.people.models import Unit, UnitSuccession

PAGE = reverse("people:reorganise")


@pytest.fixture
def chosen(world):
    """Two offices become one."""
    assert world.culture_head and world.clerk
    new = world.unit("Phòng mới (minh hoạ)")
    return {"cu": [world.culture_office.pk, world.council_office.pk], "moi": [new.pk], "ngay": "01/01/2027"}


def test_the_preview_names_what_ends_and_who_must_be_appointed_anew_and_writes_nothing(world, client_of, chosen):
    page = client_of(world.administrator).get(PAGE, chosen).content.decode()
    for words in ("Phòng Văn hoá – Xã hội: làm việc đến hết 31/12/2026", "Trưởng phòng VH-XH", "Chưa ghi gì",
                  f"{world.culture_head.username}: Trưởng phòng VH-XH", world.clerk.username):  # fmt: skip
        assert words in page
    assert "Toàn bộ mỗi đơn vị cũ" in page
    assert not Unit.objects.filter(valid_to__isnull=False).exists()
    assert not AuditRecord.objects.filter(verb="unit.reorganised").exists()


def test_confirmed_it_is_done_and_the_pages_of_the_units_tell_it(world, client_of, chosen):
    client = client_of(world.administrator)
    assert client.post(PAGE, chosen).headers["Location"] == reverse("people:units")
    assert UnitSuccession.objects.count() == 2
    assert Unit.objects.get(pk=world.culture_office.pk).valid_to == date(2026, 12, 31)
    old = client.get(reverse("people:unit", args=[world.culture_office.pk])).content.decode()
    assert "Toàn bộ chuyển sang" in old and "Phòng mới (minh hoạ)" in old
    new = client.get(reverse("people:unit", args=chosen["moi"])).content.decode()
    assert "Tiếp nhận toàn bộ" in new


def test_cut_in_parts_the_preview_says_so(world, client_of, chosen):
    chosen["moi"].append(world.service_centre.pk)
    assert "mỗi nơi một phần" in client_of(world.administrator).get(PAGE, chosen).content.decode()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"moi": []}, "Hãy chọn ở mục “Đơn vị mới, tiếp nhận”."),
        ({"ngay": "32/1/2027"}, "Không có ngày 32/1/2027"),
        ({"ngay": "01/6/2025"}, "Đơn vị cũ phải đang hoạt động"),
    ],
)
def test_what_cannot_be_is_told_before_anything_is_written(world, client_of, chosen, wrong, sentence):
    client = client_of(world.administrator)
    for answer in (client.get(PAGE, chosen | wrong), client.post(PAGE, chosen | wrong)):
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
    assert not UnitSuccession.objects.exists()


def test_units_of_another_ward_cannot_be_chosen(world, client_of, chosen):
    theirs = world.administrator_of_another_ward.unit
    answer = client_of(world.administrator).post(PAGE, chosen | {"cu": [theirs.pk]})
    assert answer.status_code == 422
    assert client_of(world.chair).get(PAGE).status_code == 403
