"""Seeing what a file will become, and storing it."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from kheo.base.audit import history
from kheo.errors import RuleBroken
from kheo.intake import actions
from kheo.people.models import Holding
from kheo.procedures.actions import open_procedure
from kheo.procedures.models import Dossier, Procedure, RowFault, StagedRows
from tests.intake.papers import csv_file, line, text_file


def preview(batch):
    return reverse("intake:preview", args=[batch.pk])


def test_a_checked_file_is_stored_and_the_page_says_what_became_of_it(world, client_of, road):
    batch = road.checked(csv_file(line(1), line(2)))
    answer = client_of(world.desk).post(preview(batch), {"rows": "all"}, follow=True)
    assert "Đã nhập: 2 hồ sơ mới, 0 hồ sơ cập nhật" in answer.content.decode()
    dossier = Dossier.objects.get(code="PT-261116-0001")
    assert (dossier.unit, dossier.status, dossier.channel) == (world.service_centre, 9, 2)
    assert (dossier.due_on, dossier.ended_on) == (date(2026, 11, 18), date(2026, 11, 18))


def test_storing_leaves_one_trace_with_hash_and_counts_and_forgets_the_stored_rows(road):
    batch = road.imported(csv_file(line(1), line(2), line(3, Trạng_thái="?")), only_good=True)
    record = history(batch).last()
    assert record.verb == "dossiers.imported"
    assert len(record.changed.pop("file")) == 32
    assert record.changed == {
        "rows": 3, "new": 2, "updated": 0, "unchanged": 0, "left_out": 1, "procedures_added": 0,
        "events_added": 6,
    }  # fmt: skip
    assert [number for number, _row in actions.rows_aside(batch)] == [4]  # what was left out stays
    batch.refresh_from_db()
    assert batch.samples == []


def test_the_same_file_twice_changes_nothing(road):
    road.imported(csv_file(line(1), line(2)))
    again = road.imported(csv_file(line(1), line(2)))
    assert (again.rows_new, again.rows_updated, again.rows_unchanged) == (0, 0, 2)
    assert Dossier.objects.count() == 2


def test_changed_rows_are_updated_and_counted(road):
    road.imported(csv_file(line(1), line(2)))
    again = road.imported(csv_file(line(1), line(2, Ngày_xử_lý_xong="20/11/2026"), line(3)))
    assert (again.rows_new, again.rows_updated, again.rows_unchanged) == (1, 1, 1)
    assert Dossier.objects.get(code="PT-261116-0002").ended_on == date(2026, 11, 20)


def test_what_a_file_has_no_column_for_stays_as_it_was_known(world, client_of, road):
    road.imported(text_file(csv_file(line(1)).read().decode().replace("Họ và tên", "Mức hài lòng").replace(
        "Người thử nghiệm", "5")))  # fmt: skip
    text = csv_file(line(1), line(2)).read().decode().replace("Hình thức nộp", "Cột khác")
    page = client_of(world.desk).get(preview(road.checked(text_file(text)))).content.decode()
    again = road.imported(text_file(text))
    assert (page.count("giữ nguyên"), again.rows_unchanged, again.rows_new) == (1, 1, 1)
    first, second = Dossier.objects.order_by("code")
    assert (first.channel, first.rating, second.channel, second.rating) == (2, 5, 1, None)


def test_the_same_code_in_another_ward_is_another_dossier(world, road):
    mine = road.imported(csv_file(line(1)))
    other = world.administrator_of_another_ward
    world_unit = other.unit
    assert world_unit is not None
    open_procedure(Procedure(code="1.001", name="Đăng ký khai sinh", unit=world_unit), by=other)
    theirs = actions.take_file(csv_file(line(1, Đơn_vị_xử_lý="Phường Bên")), by=other)
    actions.map_columns(theirs.pk, by=other, mapping=theirs.mapping)
    actions.check_rows(theirs.pk, by=other)
    actions.approve_import(theirs.pk, by=other, only_good=False)
    assert actions.import_rows(theirs.pk, by=other).rows_new == 1
    assert Dossier.objects.filter(code="PT-261116-0001").count() == 2
    assert mine.rows_new == 1


def test_nothing_is_stored_while_a_row_is_wrong_unless_the_good_ones_are_chosen(world, client_of, road):
    batch = road.checked(csv_file(line(1), line(2, Ngày_tiếp_nhận="32/11/2026")))
    client = client_of(world.desk)
    refused = client.post(preview(batch), {"rows": "all"})
    assert refused.status_code == 422
    assert "Còn 1 dòng lỗi nên chưa nhập dòng nào." in refused.content.decode()
    assert not Dossier.objects.exists()
    client.post(preview(batch), {"rows": "good"})
    assert [each.code for each in Dossier.objects.all()] == ["PT-261116-0001"]


def test_the_preview_says_what_each_row_will_become(world, client_of, road):
    road.imported(csv_file(line(1), line(2)))
    batch = road.checked(csv_file(line(1), line(2, Hình_thức_nộp="Trực tiếp"), line(3), line(4, Trạng_thái="?")))
    page = client_of(world.desk).get(preview(batch)).content.decode()
    for fate in ("giữ nguyên", "cập nhật", "hồ sơ mới", "dòng lỗi"):
        assert page.count(fate) >= 1
    assert "Dòng 5, cột Trạng thái: “?” không phải trạng thái." in page


def test_what_many_rows_share_is_said_once_with_their_number(world, client_of, road):
    wrong = [line(number, Trạng_thái="?") for number in range(2, 15)]
    batch = road.checked(csv_file(line(1), *wrong, line(15, Ngày_tiếp_nhận="32/11/2026")))
    page = client_of(world.desk).get(preview(batch)).content.decode()
    assert "Dòng 3 và 12 dòng nữa, cột Trạng thái: “?” không phải trạng thái." in page
    assert "Dòng 16, cột Ngày tiếp nhận: " in page
    assert page.count("không phải trạng thái") == 1


def test_the_list_of_faults_is_a_download_that_no_spreadsheet_runs(world, client_of, road):
    batch = road.checked(csv_file(line(1, Trạng_thái="=HYPERLINK(A1)"), line(2, Đơn_vị_xử_lý="@lạ")))
    answer = client_of(world.desk).get(reverse("intake:errors", args=[batch.pk]))
    text = answer.getvalue().decode()
    assert text.startswith("\ufeffDòng,Cột,Giá trị,Cần sửa")
    assert ",'=HYPERLINK(A1)," in text
    assert ",'@lạ," in text
    assert "attachment" in answer["Content-Disposition"]


def test_new_procedures_are_added_only_when_asked(road):
    text = csv_file(line(1, Tên_thủ_tục="Thủ tục mới")).read().decode()
    text = text.replace("Họ và tên", "Mã thủ tục").replace("Người thử nghiệm", "9.9")
    assert road.checked(text_file(text)).rows_bad == 1
    batch = road.imported(text_file(text), adds_procedures=True)
    assert (batch.procedures_new, batch.rows_new) == (1, 1)
    assert Procedure.objects.get(code="9.9").name == "Thủ tục mới"


def test_new_procedures_go_to_the_unit_of_who_lets_the_rows_in(world, road):
    text = csv_file(line(1, Tên_thủ_tục="Thủ tục mới", Đơn_vị_xử_lý="")).read().decode()
    text = text.replace("Họ và tên", "Mã thủ tục").replace("Người thử nghiệm", "9.9")
    batch = road.checked(text_file(text), adds_procedures=True)
    assert batch.rows_bad == 1  # a row must say its unit where its procedure is new
    text = text.replace(",Thủ tục mới,,", ",Thủ tục mới,Trung tâm PVHCC,")
    batch = road.checked(text_file(text), adds_procedures=True)
    Holding.objects.filter(official=world.desk).update(end=date(2026, 11, 22))
    actions.approve_import(batch.pk, by=world.clerk, only_good=False)
    assert actions.import_rows(batch.pk, by=world.clerk).procedures_new == 1
    assert Procedure.objects.get(code="9.9").unit == world.service_centre


def test_a_row_gone_bad_since_the_check_stops_the_import_and_loses_nothing(world, road, birth):
    batch = road.checked(csv_file(line(1)))
    Procedure.objects.filter(pk=birth.pk).update(name="Tên khác")
    actions.approve_import(batch.pk, by=world.desk, only_good=False)
    with pytest.raises(RuleBroken, match="Dòng 2 không còn đúng"):
        actions.import_rows(batch.pk, by=world.desk)
    assert not Dossier.objects.exists()
    assert StagedRows.objects.filter(batch=batch).exists()


def test_a_row_gone_bad_since_the_check_is_kept_aside_where_the_good_ones_were_chosen(world, road, birth):
    """An administrator renames a procedure while the desk of Phường Thử looks at the preview."""
    world.procedure("Đăng ký kết hôn", code="1.002")
    batch = road.checked(csv_file(line(1), line(2, Tên_thủ_tục="Đăng ký kết hôn"), line(3, Trạng_thái="?")))
    actions.approve_import(batch.pk, by=world.desk, only_good=True)
    Procedure.objects.filter(pk=birth.pk).update(name="Tên khác")
    batch = actions.import_rows(batch.pk, by=world.desk)
    assert (batch.rows_good, batch.rows_bad, batch.rows_new) == (1, 2, 1)
    assert [number for number, _row in actions.rows_aside(batch)] == [2, 4]
    assert [fault.row for fault in batch.faults.order_by("row")] == [2, 4]
    assert history(batch).last().changed["left_out"] == 2


def test_where_no_row_is_good_any_more_nothing_is_stored_and_nothing_is_lost(world, road, birth):
    batch = road.checked(csv_file(line(1), line(2, Trạng_thái="?")))
    actions.approve_import(batch.pk, by=world.desk, only_good=True)
    Procedure.objects.filter(pk=birth.pk).update(name="Tên khác")
    with pytest.raises(RuleBroken, match="Không có dòng nào nhập được"):
        actions.import_rows(batch.pk, by=world.desk)
    assert not Dossier.objects.exists()
    assert StagedRows.objects.filter(batch=batch).exists()


def test_approving_twice_is_refused(world, road):
    batch = road.imported(csv_file(line(1)))
    with pytest.raises(RuleBroken, match="đã nhập rồi"):
        actions.approve_import(batch.pk, by=world.desk, only_good=False)


def test_a_page_left_open_after_the_import_says_that_it_is_over(world, client_of, road):
    batch = road.imported(csv_file(line(1)))
    answer = client_of(world.desk).post(preview(batch), {"rows": "all"})
    assert answer.status_code == 422
    assert "đã nhập rồi" in answer.content.decode()


def test_another_ward_cannot_store_it_and_a_colleague_may_not(world, client_of, road):
    batch = road.checked(csv_file(line(1)))
    assert client_of(world.official_of_another_ward).post(preview(batch), {"rows": "all"}).status_code == 404
    assert client_of(world.centre_official).post(preview(batch), {"rows": "all"}).status_code == 403
    for official in (world.centre_official, world.official_of_another_ward):
        with pytest.raises(PermissionDenied):
            actions.approve_import(batch.pk, by=official, only_good=False)
    assert not Dossier.objects.exists()


def test_the_preview_needs_a_steady_number_of_statements(world, client_of, road, django_assert_max_num_queries):
    batch = road.checked(csv_file(*(line(number) for number in range(1, 40)), line(41, Trạng_thái="?")))
    client = client_of(world.desk)
    with django_assert_max_num_queries(17):
        client.get(preview(batch))
    assert RowFault.objects.count() == 1
