"""Logs of events, and exports that differ: what a file's own words mean is data."""

from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from kheo.days import VIETNAM
from kheo.errors import RuleBroken
from kheo.intake.actions.adapting import all_adapters
from kheo.intake.rules.adapters import adapter_from, choose
from kheo.intake.unattended import bring_in
from kheo.people.models import Unit
from kheo.procedures.models import Dossier, DossierEvent, ImportBatch
from tests.intake.papers import csv_file, line, text_file

LOG = """DOC_NO,SERVICE_ID,ORG,STEP,STEP_TIME,DUE_TIME,VIA
NK-1,1.001,Trung tâm PVHCC,TIEP_NHAN,20261116090500,,WEB
NK-1,1.001,Trung tâm PVHCC,HEN_TRA,20261116090500,20261118170000,WEB
NK-1,1.001,Trung tâm PVHCC,XEM,20261116100000,,WEB
NK-1,1.001,Trung tâm PVHCC,YC_BO_SUNG,20261117080000,,WEB
NK-1,1.001,Trung tâm PVHCC,DA_BO_SUNG,20261119080000,,WEB
NK-1,1.001,Trung tâm PVHCC,CO_KET_QUA,20261120160000,,WEB
"""
SHEET = """Số BN,Tên việc,Bộ phận thụ lý,Nhận,Hẹn,Xong,Giao KQ,TT,Nộp qua
SO-1,Đăng ký khai sinh,Trung tâm PVHCC,2026.11.16 09:05,2026.11.18,2026.11.19 10:00,,Chờ trả KQ,Mạng
SO-2,Đăng ký khai sinh,Trung tâm PVHCC,2026.11.16,2026.11.25,,,Thiếu giấy,BĐ
"""


def test_a_log_of_another_system_becomes_a_dossier_with_its_history(world, birth):
    batch = bring_in(text_file(LOG), by=world.desk)
    dossier = Dossier.objects.get()
    assert (batch.state, batch.adapter, batch.events_new, batch.rows_new) == ("done", "nhat-ky-buoc", 5, 1)
    assert (dossier.status, dossier.channel, dossier.supplement_count, dossier.supplement_days) == (9, 2, 1, 2)
    assert (dossier.due_on.day, dossier.ended_on.day, dossier.verdict) == (18, 18, "on_time")
    assert dossier.unit == world.service_centre


def test_more_of_the_log_adds_to_the_history_and_the_same_again_adds_nothing(world, birth):
    lines = LOG.splitlines()
    first = bring_in(text_file("\n".join(lines[:5])), by=world.desk)
    assert (first.events_new, Dossier.objects.get().verdict) == (3, "within_time")
    more = bring_in(text_file(LOG), by=world.desk)
    assert (more.events_new, more.rows_new, more.rows_updated) == (2, 0, 1)
    again = bring_in(text_file("\n".join([*lines, lines[-1]])), by=world.desk)
    assert (again.events_new, again.rows_updated, DossierEvent.objects.count()) == (0, 0, 5)


def test_a_sheet_of_another_system_is_read_by_its_own_words_and_dates(world, birth):
    batch = bring_in(text_file(SHEET), by=world.desk)
    assert (batch.adapter, batch.rows_new, batch.rows_bad) == ("so-mot-cua", 2, 0)
    first, second = Dossier.objects.order_by("code")
    assert (first.status, first.channel, first.verdict) == (9, 2, "overdue_finished")
    assert (second.status, second.channel, second.received_at.day) == (5, 3, 15)  # midnight of Việt Nam, in UTC


def test_the_national_names_and_codes_are_an_adapter_too(world, birth):
    text = (
        "MaHoSo,MaTTHC,TenTTHC,NgayTiepNhan,NgayHenTra,NgayKetThucXuLy,TrangThaiHoSo,KenhThucHien\n"
        "QG-1,1.001,Đăng ký khai sinh,20261116090500,20261118170000,20261118150000,9,3\n"
    )
    batch = bring_in(text_file(text), by=world.desk)
    assert (batch.adapter, Dossier.objects.get().verdict, Dossier.objects.get().channel) == ("quoc-gia", "on_time", 3)


def test_a_log_adds_to_what_a_sheet_said(world, birth, road):
    road.imported(csv_file(line(1, Ngày_xử_lý_xong="", Trạng_thái="4")))
    code = Dossier.objects.get().code
    bring_in(text_file(f"Mã hồ sơ,Diễn biến,Thời điểm\n{code},Xử lý xong,18/11/2026 10:00\n"), by=world.desk)
    dossier = Dossier.objects.get()
    assert (dossier.status, dossier.verdict, dossier.promised_at is not None) == (9, "on_time", True)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("NK-9,1.001,Trung tâm PVHCC,BAY,20261116090500,,", "“BAY” không phải diễn biến nào Khéo biết"),
        ("NK-9,1.001,Trung tâm PVHCC,TIEP_NHAN,hôm qua,,", "“hôm qua” không phải ngày"),
        ("NK-9,1.001,Trung tâm PVHCC,TIEP_NHAN,20991116090500,,", "“20991116090500” chưa tới"),
        ("NK-9,1.001,Trung tâm PVHCC,HEN_TRA,20261116090500,,", "Ngày hẹn trả: ô này để trống"),
        ("NK-9,,,TIEP_NHAN,20261116090500,,", "hồ sơ NK-9 chưa có, mà dòng này không ghi thủ tục nào"),
        ("0912345678,1.001,,TIEP_NHAN,20261116090500,,", "trông như số giấy tờ"),
        ("NK-9,1.001,Phòng Lạ,TIEP_NHAN,20261116090500,,", "không phải đơn vị nào của địa phương"),
        ("NK-9,1.001,,TIEP_NHAN,20261116090500,,KHOI", "Hình thức nộp: “KHOI” không phải hình thức nộp"),
    ],
)
def test_a_bad_event_is_kept_aside_with_its_reason_and_the_good_ones_go_in(world, birth, row, words):
    batch = bring_in(text_file(LOG + row + "\n"), by=world.desk)
    (fault,) = batch.faults.all()
    assert (batch.state, batch.rows_bad, fault.row) == ("done", 1, 8)
    assert words in fault.sentence


def test_a_log_goes_down_the_road_of_the_page_too(world, birth, road, client_of):
    batch = road.checked(text_file(LOG))
    page = client_of(world.desk).get(f"/ho-so/nhap/{batch.pk}/xem-truoc/").content.decode()
    assert "Yêu cầu người dân bổ sung giấy tờ" in page
    assert "NK-1" in page


def test_a_unit_is_the_one_that_bore_the_name_on_the_day_of_each_event(world, birth):
    old, new = (world.unit(f"Tổ Tiếp nhận {n} (minh hoạ)") for n in (1, 2))
    Unit.objects.filter(pk=old.pk).update(aliases=["Tổ Một cửa"], valid_to=date(2026, 11, 17))
    Unit.objects.filter(pk=new.pk).update(aliases=["Tổ Một cửa"], valid_from=date(2026, 11, 18))
    head = LOG.splitlines()[0]
    days = {"NK-1": "20261117", "NK-2": "20261118", "NK-3": "20261117"}
    rows = [f"{code},1.001,Tổ Một cửa,TIEP_NHAN,{day}090500,,WEB" for code, day in days.items()]
    bring_in(text_file("\n".join([head, *rows])), by=world.desk)
    assert [each.unit for each in Dossier.objects.order_by("code")] == [old, new, old]


def test_a_moment_with_its_zone_is_that_moment_in_viet_nam():
    adapter = adapter_from("thu", {"columns": {"A": "code"}, "dates": ["%d.%m.%Y %H:%M %z", "%d.%m.%Y %H:%M"]})
    assert adapter.moment("16.11.2026 20:00 +0000") == datetime(2026, 11, 17, 3, tzinfo=VIETNAM)
    assert adapter.moment("16.11.2026 20:00 +0000").day == 17
    assert adapter.moment("16.11.2026 20:00") == datetime(2026, 11, 16, 20, tzinfo=VIETNAM)


def test_the_columns_of_a_log_are_confirmed_on_the_page_as_they_were_guessed(world, birth, road, client_of):
    batch = road.taken(text_file(LOG))
    answer = client_of(world.desk).post(f"/ho-so/nhap/{batch.pk}/cot/", batch.mapping)
    batch.refresh_from_db()
    assert (answer.status_code, batch.state, batch.rows_good) == (302, "checked", 5)


@pytest.mark.long
def test_a_column_that_a_log_lacks_is_named(world, birth, road, client_of):
    batch = road.taken(text_file(LOG))
    chosen = {name: place for name, place in batch.mapping.items() if name != "event_at"}
    answer = client_of(world.desk).post(f"/ho-so/nhap/{batch.pk}/cot/", chosen)
    assert answer.status_code == 422
    assert "Còn thiếu cột cho: Thời điểm diễn biến." in answer.content.decode()


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ({"columns": {"A": "code"}, "x": 1}, "không có mục “x”"),
        ({"columns": {"A": "name"}}, "“A” ứng với “name”"),
        ({"columns": {"A": "status"}}, "cần cột mã hồ sơ"),
        ({"columns": {"A": "code"}, "statuses": {"B": 11}}, "“B” ứng với “11”"),
        ({"columns": {"A": "code"}, "dates": ["%H:%M"]}, "kiểu ngày “%H:%M”"),
    ],
)
def test_a_broken_adapter_says_what_is_wrong(table, words):
    with pytest.raises(RuleBroken, match=words):
        adapter_from("thu", table)


def test_the_adapter_that_names_most_columns_is_chosen_and_none_where_one_is_missing(settings, tmp_path):
    settings.KHEO_ADAPTERS = tmp_path
    (tmp_path / "rieng.toml").write_text('[columns]\nDOC_NO = "code"\n', encoding="utf-8")
    adapters = all_adapters()
    assert choose(adapters, LOG.splitlines()[0].split(",")).code == "nhat-ky-buoc"
    assert choose(adapters, ["DOC_NO", "STEP"]).code == "rieng"
    assert choose(adapters, ["Mã hồ sơ", "Trạng thái"]).code == ""


def test_another_official_without_the_right_brings_nothing_in(world, birth):
    with pytest.raises(PermissionDenied):
        bring_in(text_file(LOG), by=world.centre_official)
    assert not ImportBatch.objects.filter(made_by=world.centre_official).exists()
