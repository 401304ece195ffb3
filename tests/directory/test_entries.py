"""The catalogue of procedures: one entry corrected, a whole file brought in, and what becomes a fact."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from kheo.base import clock
from kheo.base.audit import history
from kheo.base.seen import mark_of
from kheo.days import VIETNAM, calendar_for
from kheo.directory import actions
from kheo.directory.facts import PROCEDURE
from kheo.directory.models import Entry
from kheo.directory.rules import LEVEL_NAMES, STATED, Level, announce_by, check_stated, publish_by
from kheo.directory.words import LEVELS
from kheo.errors import Overtaken, RuleBroken
from kheo.procedures.models import Procedure
from tests.directory.papers import entries_file, entry_line
from tests.work.conftest import trace

__all__ = ["trace"]
ADDRESS = "/thu-tuc/nhap/"
NOTHING = dict.fromkeys(STATED) | {"online_level": ""}


@pytest.fixture(autouse=True)
def _that_thursday():
    with clock.standing_at(datetime(2026, 11, 26, 3, tzinfo=UTC)):
        yield


def test_days_are_counted_in_working_days():
    working = calendar_for([2026])
    assert announce_by(date(2026, 10, 15), working) == date(2026, 10, 8)
    assert publish_by(date(2026, 10, 5), working) == date(2026, 10, 12)
    assert (announce_by(None, working), publish_by(None, working)) == (None, None)


@pytest.mark.parametrize(
    ("stated", "field"),
    [
        ({"announced_on": date(2026, 11, 27)}, "announced_on"),
        ({"published_on": date(2026, 11, 27)}, "published_on"),
        ({"announced_on": date(2026, 10, 5), "published_on": date(2026, 10, 4)}, "published_on"),
        ({"parts_count": 8}, "parts_count"),
        ({"has_fee": False, "fee_integrated": True}, "fee_integrated"),
    ],
)
def test_what_cannot_be_is_refused(stated, field):
    with pytest.raises(RuleBroken) as refusal:
        check_stated(stated, date(2026, 11, 26))
    assert refusal.value.field == field


def test_every_level_is_understood():
    assert {LEVELS.get(name) for name in LEVEL_NAMES.values()} | {"none"} == set(Level)


def test_an_entry_is_corrected_by_the_form_and_leaves_a_trace(world, client_of, trace):
    procedure = world.procedure()
    address = reverse("directory:correct", args=[procedure.pk])
    sent = {"announced_on": "05/10/2026", "parts_count": "7", "online_level": "part", "has_fee": "khong"}
    answer = client_of(world.desk).post(address, {**sent, "seen": ""})
    assert answer.status_code == 302
    entry = Entry.objects.get(procedure=procedure)
    assert (entry.announced_on, entry.parts_count, entry.online_level) == (date(2026, 10, 5), 7, "part")
    assert (entry.has_fee, entry.fee_integrated) == (False, None)
    assert trace("procedure.stated", procedure).changed["has_fee"] is False
    shown = client_of(world.desk).get(address).content.decode()
    assert '<option value="khong" selected>' in shown
    refused = client_of(world.desk).post(address, {**sent, "announced_on": "27/11/2026"})
    assert (refused.status_code, "Ngày công bố chưa tới." in refused.content.decode()) == (422, True)


def test_who_was_overtaken_is_told(world):
    procedure = world.procedure()
    seen = mark_of(Entry(procedure=procedure), STATED)
    actions.correct_entry(procedure.pk, by=world.desk, stated={**NOTHING, "parts_count": 6}, seen=seen)
    with pytest.raises(Overtaken):
        actions.correct_entry(procedure.pk, by=world.clerk, stated=NOTHING, seen=seen)
    assert Entry.objects.get(procedure=procedure).parts_count == 6


def test_a_colleague_may_not_and_another_ward_sees_nothing(world, client_of):
    procedure = world.procedure()
    address = reverse("directory:correct", args=[procedure.pk])
    assert client_of(world.centre_official).post(address, {}).status_code == 403
    assert client_of(world.centre_official).post(ADDRESS, {"file": entries_file(entry_line())}).status_code == 403
    stranger = client_of(world.official_of_another_ward)
    assert stranger.post(address, {}).status_code == 404
    assert stranger.get(reverse("directory:procedure", args=[procedure.pk])).status_code == 404


def test_a_file_adds_and_states_and_the_same_file_changes_nothing(world, trace):
    world.procedure(code="1.001", name="Khai sinh")
    lines = [entry_line(), entry_line("1.002", Tên_thủ_tục="Chứng thực", Mức_dịch_vụ_công="")]
    assert actions.import_entries(entries_file(*lines), by=world.desk) == {"new": 1, "updated": 1, "unchanged": 0}
    first, second = Procedure.objects.filter(locality=world.ward).order_by("code")
    assert (first.name, second.unit) == ("Đăng ký khai sinh", world.service_centre)
    assert (Entry.objects.get(pk=first.pk).online_level, Entry.objects.get(pk=second.pk).online_level) == ("full", "")
    assert trace("procedures.stated", world.ward).changed["new"] == 1
    assert actions.import_entries(entries_file(*lines), by=world.desk) == {"new": 0, "updated": 0, "unchanged": 2}


def test_what_the_file_has_no_column_for_stays_and_an_empty_cell_is_unknown(world):
    actions.import_entries(entries_file(entry_line()), by=world.desk)
    bare = {"Mã thủ tục": "1.001", "Ngày công khai": "", "Kết quả giấy": "có"}
    assert actions.import_entries(entries_file(bare), by=world.desk)["updated"] == 1
    entry = Entry.objects.select_related("procedure").get()
    assert (entry.published_on, entry.parts_count) == (None, 7)
    assert (entry.procedure.name, entry.procedure.gives_paper_result) == ("Đăng ký khai sinh", True)


@pytest.mark.parametrize(
    ("bare", "sentence"),
    [
        ({"Ngày công khai": "04/10/2026"}, "Dòng 2, cột ngày công khai: Ngày công khai nằm trước ngày công bố"),
        ({"Ngày công bố": "09/10/2026"}, "Dòng 2, cột ngày công khai: Ngày công khai nằm trước ngày công bố"),
        ({"Thanh toán trực tuyến": "có"}, "Dòng 2, cột .*: Thủ tục không có phí"),
    ],
)
def test_what_contradicts_an_earlier_file_is_a_fault_of_its_row(world, bare, sentence):
    actions.import_entries(entries_file(entry_line()), by=world.desk)
    with pytest.raises(RuleBroken, match=sentence):
        actions.import_entries(entries_file({"Mã thủ tục": "1.001", **bare}), by=world.desk)
    assert Entry.objects.get().published_on == date(2026, 10, 8)


def test_a_name_that_two_units_bear_names_neither(world):
    for unit in (world.service_centre, world.culture_head.unit):
        unit.aliases = ["Tổ tiếp dân"]
        unit.save()
    with pytest.raises(RuleBroken, match="không có đơn vị này"):
        actions.import_entries(entries_file(entry_line(Đơn_vị_xử_lý="Tổ tiếp dân")), by=world.desk)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (entry_line(Ngày_công_bố="hôm qua"), "Dòng 2, cột ngày công bố: “hôm qua” không phải ngày"),
        (entry_line(Đơn_vị_xử_lý="Phòng Không Có"), "Dòng 2, cột đơn vị xử lý: không có đơn vị này"),
        (entry_line(Tên_thủ_tục=""), "Dòng 2, cột tên thủ tục: thủ tục mới cần có tên"),
        (entry_line(""), "Mã thủ tục để trống"),
        (entry_line(Mức_dịch_vụ_công="tuỳ"), "cột mức dịch vụ công"),
    ],
)
def test_one_wrong_row_and_nothing_is_stored(world, line, sentence):
    world.desk  # noqa: B018  the ward with its units stands
    with pytest.raises(RuleBroken, match=sentence):
        actions.import_entries(entries_file(line, entry_line("1.009")), by=world.desk)
    assert not Procedure.objects.exists()


def test_the_list_asks_as_often_for_many_as_for_few(world, client_of, django_assert_max_num_queries):
    lines = [entry_line(f"1.{number:03d}", Tên_thủ_tục=f"Thủ tục {number}") for number in range(25)]
    client_of(world.desk).post(ADDRESS, {"file": entries_file(*lines)})
    client = client_of(world.centre_official)
    with django_assert_max_num_queries(9):
        page = client.get("/thu-tuc/").content.decode()
    assert "Thủ tục 1 đến 20 trong 25" in page
    assert history(world.ward).filter(verb="procedures.stated").count() == 1


def test_the_facts_hold_what_is_due_by_when_and_the_last_online_dossier(world):
    actions.import_entries(entries_file(entry_line()), by=world.desk)
    procedure = Procedure.objects.get(code="1.001")
    world.procedure(code="9.999", name="Chưa ghi gì")
    world.dossier("PT-1", procedure=procedure, channel=2)
    world.dossier("PT-2", procedure=procedure, channel=1, received_at=datetime(2026, 11, 20, 9, tzinfo=VIETNAM))
    stated, bare = (dict(zip(PROCEDURE.names, row, strict=True)) for row in PROCEDURE.rows(world.ward.pk))
    assert (stated["announce_by"], stated["publish_by"]) == (date(2026, 10, 8), date(2026, 10, 12))
    assert (stated["last_online_on"], stated["has_fee"]) == (date(2026, 11, 16), False)
    unknown = {name for name, value in bare.items() if value is None}
    assert unknown == set(PROCEDURE.names) - {"procedure_id", "code", "procedure", "unit_id"}
