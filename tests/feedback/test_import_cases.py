"""Bringing an export of feedback in: whole or not at all, once, and without a word of what was said."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from kheo.base import clock
from kheo.base.audit import history
from kheo.errors import RuleBroken
from kheo.feedback import actions
from kheo.feedback.facts import CASE
from kheo.feedback.models import Case, CaseFile
from kheo.people.rules import Role
from tests.feedback.papers import case_file, case_line
from tests.work.conftest import trace

__all__ = ["trace"]
ADDRESS = "/phan-anh/nhap/"


@pytest.fixture(autouse=True)
def _that_thursday():
    with clock.standing_at(datetime(2026, 11, 26, 3, tzinfo=UTC)):
        yield


def test_the_rows_are_stored_without_words_and_leave_a_trace(world, trace):
    kept = actions.import_cases(case_file(case_line(1), case_line(2, đánh_giá="không hài lòng")), by=world.desk)
    first, second = Case.objects.order_by("code")
    assert (first.kind, first.received_on, first.answered_on) == ("rules", date(2026, 11, 2), date(2026, 11, 12))
    assert (first.unit, first.rated, second.rated) == (world.service_centre, "", "unsatisfied")
    assert trace("cases.imported", kept).changed["rows_new"] == 2
    assert "minh hoạ" not in str([each.__dict__ for each in Case.objects.all()])


def test_the_same_file_again_changes_nothing_and_a_newer_one_only_what_differs(world):
    lines = [case_line(1), case_line(2, ngày_trả_lời="")]
    actions.import_cases(case_file(*lines), by=world.desk)
    again = actions.import_cases(case_file(*lines), by=world.desk)
    assert (again.rows_new, again.rows_updated, again.rows_unchanged) == (0, 0, 2)
    newer = actions.import_cases(case_file(case_line(1), case_line(2), case_line(3)), by=world.desk)
    assert (newer.rows_new, newer.rows_updated, newer.rows_unchanged) == (1, 1, 1)
    assert Case.objects.get(code="PA-0002").file == newer


def test_one_bad_row_stops_the_file_and_each_fault_is_named(world, client_of):
    lines = [case_line(1), case_line(2, ngày_nhận="hôm qua"), case_line(1)]
    answer = client_of(world.desk).post(ADDRESS, {"file": case_file(*lines)})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Dòng 3, cột ngày nhận: “hôm qua” không phải ngày" in page
    assert "Dòng 4, cột mã phản ánh: mã này đã có ở một dòng trên" in page
    assert not Case.objects.exists()
    assert not CaseFile.objects.exists()


def test_the_good_rows_alone_are_stored_when_a_person_says_so(world, client_of):
    file = case_file(case_line(1), case_line(2, ngày_nhận="hôm qua"))
    answer = client_of(world.desk).post(ADDRESS, {"file": file, "only_good": "on"}, follow=True)
    assert "Đã nhập: 1 mới" in answer.content.decode()
    assert CaseFile.objects.get().rows_bad == 1
    with pytest.raises(RuleBroken, match="Còn 1 dòng lỗi"):
        actions.import_cases(case_file(case_line(3, ngày_nhận="?")), by=world.desk, only_good=True)


def test_a_file_with_fewer_columns_says_nothing_of_the_others(world):
    """The portal's short list of answered feedback comes after its full one, brought in by another office."""
    full = case_line(1, đơn_vị="Trung tâm PVHCC", hạn_trả_lời="20/11/2026", đánh_giá="hài lòng", ngày_trả_lời="")
    actions.import_cases(case_file({**full, "Hạn trả lời": "20/11/2026"}), by=world.desk)
    short = {"Mã phản ánh": "PA-0001", "Ngày nhận": "02/11/2026", "Ngày trả lời": "12/11/2026"}
    again = actions.import_cases(case_file(short), by=world.administrator)
    case = Case.objects.get()
    assert (again.rows_updated, case.answered_on, case.file) == (1, date(2026, 11, 12), again)
    assert (case.unit, case.kind, case.rated, case.likes) == (world.service_centre, "rules", "satisfied", 1)
    assert (case.due_on, case.due_is_reckoned) == (date(2026, 11, 20), False)
    assert actions.import_cases(case_file(short), by=world.desk).rows_unchanged == 1


def test_a_day_that_contradicts_an_earlier_file_is_a_fault_of_its_row(world, client_of):
    actions.import_cases(case_file(case_line(1)), by=world.desk)
    short = {"Mã phản ánh": "PA-0001", "Ngày nhận": "13/11/2026"}
    answer = client_of(world.desk).post(ADDRESS, {"file": case_file(short)})
    assert answer.status_code == 422
    assert "Dòng 2, cột ngày trả lời: ngày trả lời nằm trước ngày nhận" in answer.content.decode()


def test_a_name_that_two_units_bear_names_neither(world):
    for unit in (world.service_centre, world.culture_head.unit):
        unit.aliases = ["Tổ tiếp dân"]
        unit.save()
    with pytest.raises(RuleBroken):
        actions.import_cases(case_file(case_line(1, đơn_vị="Tổ tiếp dân")), by=world.desk)


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (lambda: case_file(), "không có dòng nào"),
        (lambda: case_file({"Cột": "giá trị", "Khác": "x"}), "Tệp thiếu cột"),
    ],
)
def test_a_file_that_is_no_export_is_refused_in_a_sentence(world, file, sentence):
    with pytest.raises(RuleBroken, match=sentence):
        actions.import_cases(file(), by=world.desk)


def test_who_may_not_is_refused_and_another_ward_sees_nothing(world, client_of):
    made = actions.import_cases(case_file(case_line(1)), by=world.desk)
    case = Case.objects.get(file=made)
    assert client_of(world.centre_official).post(ADDRESS, {"file": case_file(case_line(2))}).status_code == 403
    address = reverse("feedback:case", args=[case.pk])
    assert client_of(world.official_of_another_ward).get(address).status_code == 404
    assert client_of(world.culture_head).get(address).status_code == 404
    assert client_of(world.centre_official).get(address).status_code == 200
    assert history(made).count() == 1


def test_the_desk_that_receives_feedback_sees_where_all_of_it_went(world, client_of):
    receives = world.official(world.post(world.culture_office, "Tiếp nhận phản ánh", Role.FEEDBACK_DESK))
    made = actions.import_cases(case_file(case_line(1, đơn_vị=world.service_centre.name)), by=receives)
    page = client_of(receives).get("/phan-anh/")
    case = Case.objects.get(file=made)
    assert case.unit == world.service_centre and case.code in page.content.decode()
    assert client_of(receives).get(reverse("feedback:case", args=[case.pk])).status_code == 200


def test_two_wards_may_use_the_same_codes(world):
    actions.import_cases(case_file(case_line(1)), by=world.desk)
    theirs = actions.import_cases(case_file(case_line(1)), by=world.administrator_of_another_ward)
    assert (theirs.rows_new, Case.objects.count()) == (1, 2)


def test_the_list_filters_and_asks_the_database_as_often_for_many_as_for_few(
    world, client_of, django_assert_max_num_queries
):
    lines = [case_line(number, ngày_trả_lời="" if number % 2 else "12/11/2026") for number in range(1, 30)]
    actions.import_cases(case_file(*lines), by=world.desk)
    client = client_of(world.desk)
    with django_assert_max_num_queries(9):
        page = client.get("/phan-anh/").content.decode()
    assert "Phản ánh 1 đến 20 trong 29" in page
    assert "Phản ánh 1 đến 15 trong 15" in client.get("/phan-anh/?trang_thai=cho").content.decode()
    assert "Phản ánh 1 đến 15 trong 15" in client.get("/phan-anh/?trang_thai=qua").content.decode()
    assert "Phản ánh 1 đến 14 trong 14" in client.get("/phan-anh/?trang_thai=xong").content.decode()


def test_the_facts_know_unknown_from_no(world):
    actions.import_cases(case_file(case_line(1, phân_loại="", lượt_thích="")), by=world.desk)
    (row,) = (dict(zip(CASE.names, row, strict=True)) for row in CASE.rows(world.ward.pk))
    assert (row["kind"], row["likes"], row["dislikes"], row["repeated"], row["rated"]) == (None, None, 0, False, None)
    assert row["unit_id"] == world.service_centre.pk
