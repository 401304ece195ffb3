"""Correct how a unit is called, and close one that nothing follows."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from kheo.base.audit import history
from kheo.base.models import AuditRecord
from kheo.errors import RuleBroken
from kheo.people import actions
from kheo.people.models import Unit
from kheo.people.units import resolve

pytestmark = pytest.mark.empty_house


LAST_DAY = date(2026, 11, 30)
SCHEME = "QĐ 20/2020/QĐ-TTg"


def form(**fields):
    usual = {"name": "Phòng Văn hoá – Xã hội", "short_name": "Phòng VH–XH", "kind": "state_agency", "order": "2"}
    return usual | fields


def test_a_new_alias_is_known_to_the_reader_of_texts_at_once(world, client_of):
    address = reverse("people:correct_unit", args=[world.culture_office.pk])
    answer = client_of(world.administrator).post(address, form(aliases="Phòng VHXH\n  Phòng VHXH \nPhòng Văn xã"))
    assert answer.status_code == 302
    unit = Unit.objects.get(pk=world.culture_office.pk)
    assert (unit.short_name, unit.order) == ("Phòng VH–XH", 2)
    assert unit.aliases == ["Phòng VHXH", "Phòng Văn xã"]
    assert resolve("giao phòng văn xã báo cáo", [unit]) == [unit]


def test_the_record_names_the_fields_and_the_words_lie_apart(world):
    actions.correct_unit(world.culture_office.pk, by=world.administrator, short_name="Phòng VH", order=0)
    trace = history(world.culture_office).get(verb="unit.corrected")
    assert trace.changed == {"short_name": True}
    assert "Phòng VH" in trace.words.text


def test_an_identifier_belongs_to_one_unit_and_has_a_scheme(world, client_of):
    actions.correct_unit(
        world.council_office.pk, by=world.administrator, identifier_code="H26.1", identifier_scheme=SCHEME
    )
    address = reverse("people:correct_unit", args=[world.culture_office.pk])
    client = client_of(world.administrator)
    taken = client.post(address, form(identifier_code="H26.1", identifier_scheme=SCHEME))
    assert taken.status_code == 422 and "đang thuộc về đơn vị khác" in taken.content.decode()
    bare = client.post(address, form(identifier_code="H26.2"))
    assert bare.status_code == 422 and "Cần ghi hệ mã" in bare.content.decode()
    again = actions.correct_unit(
        world.council_office.pk, by=world.administrator, identifier_code="H26.1", identifier_scheme=SCHEME
    )
    assert again.identifier_code == "H26.1"


def test_a_closed_unit_works_to_its_last_day(world, client_of):
    address = reverse("people:close_unit", args=[world.culture_office.pk])
    assert client_of(world.administrator).post(address, {"last_day": "30/11/2026"}).status_code == 302
    assert Unit.objects.get(pk=world.culture_office.pk).valid_to == LAST_DAY
    assert AuditRecord.objects.get(verb="unit.closed").changed == {"last_day": "2026-11-30"}


@pytest.mark.parametrize(
    ("last_day", "sentence"), [("30/6/2025", "từ ngày bắt đầu"), ("31/11/2026", "Không có ngày 31/11/2026")]
)
def test_a_wrong_day_is_said_on_the_page(world, client_of, last_day, sentence):
    address = reverse("people:close_unit", args=[world.culture_office.pk])
    answer = client_of(world.administrator).post(address, {"last_day": last_day})
    assert answer.status_code == 422 and sentence in answer.content.decode()


def test_a_unit_with_units_below_it_or_already_closed_is_not_closed(world):
    below = world.unit("Tổ dân phố 1 (minh hoạ)", parent=world.culture_office)
    with pytest.raises(RuleBroken, match="còn đơn vị trực thuộc"):
        actions.close_unit(world.culture_office.pk, by=world.administrator, last_day=LAST_DAY)
    for unit in (below, world.culture_office):
        actions.close_unit(unit.pk, by=world.administrator, last_day=LAST_DAY)
    with pytest.raises(RuleBroken, match="Đã đóng từ trước"):
        actions.close_unit(below.pk, by=world.administrator, last_day=LAST_DAY)


def test_the_unit_of_the_last_administrator_stays_open(world):
    with pytest.raises(RuleBroken, match="không còn người quản trị"):
        actions.close_unit(world.administrator.unit.pk, by=world.administrator, last_day=LAST_DAY)
    assert Unit.objects.get(pk=world.administrator.unit.pk).valid_to is None


def test_a_colleague_may_not_and_another_ward_sees_nothing(world, client_of):
    unit = world.culture_office
    for act in (lambda by: actions.close_unit(unit.pk, by=by, last_day=LAST_DAY),
                lambda by: actions.correct_unit(unit.pk, by=by, name="x")):  # fmt: skip
        for stranger in (world.chair, world.administrator_of_another_ward):
            with pytest.raises(PermissionDenied):
                act(stranger)
    for name in ("people:unit", "people:correct_unit", "people:close_unit", "people:open_post"):
        address = reverse(name, args=[unit.pk])
        assert client_of(world.administrator_of_another_ward).get(address).status_code == 404, name
        assert client_of(world.chair).get(address).status_code == 403, name
