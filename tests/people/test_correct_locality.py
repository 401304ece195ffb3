"""The settings of the ward: its name on pages, and what its documents print."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from kheo.base.audit import history
from kheo.people import actions
from kheo.people.models import Locality

PAGE = reverse("people:settings")
WORDS = {
    "name": "Phường Thử Mới",
    "superior_name": "UBND Thành phố Minh Hoạ Mới",
    "place_name": "Thử Mới",
    "symbol": "UBND",
}


def test_the_new_name_stands_on_every_page_and_the_record_says_what_changed(world, client_of):
    client = client_of(world.administrator)
    page = client.post(PAGE, WORDS, follow=True).content.decode()
    assert "Đã lưu cài đặt." in page
    assert "Phường Thử Mới" in client_of(world.clerk).get(reverse("work:tasks")).content.decode()
    trace = history(world.ward).get(verb="locality.corrected")
    assert trace.changed == {"name": True, "superior_name": True, "place_name": True}
    assert "Phường Thử Mới" in trace.words.text and trace.official_id == world.administrator.pk


def test_it_shows_what_is_set_now(world, client_of):
    page = client_of(world.administrator).get(PAGE).content.decode()
    for name in WORDS:
        assert f'value="{getattr(world.ward, name)}"' in page


@pytest.mark.parametrize("symbol", ["ubnd", "UB ND", "UBND-", "TB/UBND", ""])
def test_a_symbol_that_no_document_may_carry_is_refused(world, client_of, symbol):
    answer = client_of(world.administrator).post(PAGE, {**WORDS, "symbol": symbol})
    assert answer.status_code == 422
    assert Locality.objects.get(pk=world.ward.pk).name == "Phường Thử"
    assert "Phường Thử Mới" in answer.content.decode()  # what was typed stays


def test_names_are_kept_composed_and_without_spaces_around(world, client_of):
    client_of(world.administrator).post(PAGE, {**WORDS, "name": "  Phường Thu\u031b\u0309  "})
    assert Locality.objects.get(pk=world.ward.pk).name == "Phường Thử"


def test_nobody_else_may(world, client_of):
    assert client_of(world.chair).get(PAGE).status_code == 403
    with pytest.raises(PermissionDenied):
        actions.correct_locality(by=world.chair, **WORDS)


def test_the_ward_next_door_keeps_its_name(world):
    actions.correct_locality(by=world.administrator_of_another_ward, **WORDS)
    assert Locality.objects.get(pk=world.ward.pk).name == "Phường Thử"
