"""The list of dossiers and the page of one."""

from datetime import date

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from kheo.base.audit import history
from kheo.procedures.models import Dossier
from kheo.procedures.rules import on_time
from kheo.procedures.rules.on_time import Bucket

PAGE = reverse("procedures:dossiers")
TODAY = date(2026, 11, 23)


def test_an_official_sees_the_dossiers_of_the_own_unit_only(world, client_of, birth):
    world.dossier("PT-OWN", procedure=birth)
    world.dossier("PT-OTHER", procedure=world.procedure("Trợ cấp", unit=world.culture_office))
    page = client_of(world.centre_head).get(PAGE).content.decode()
    assert "PT-OWN" in page
    assert "PT-OTHER" not in page


def test_the_chair_sees_the_whole_ward_and_another_ward_nothing(world, birth):
    world.dossier("PT-1", procedure=birth)
    world.dossier("PT-2", procedure=world.procedure("Trợ cấp", unit=world.culture_office))
    assert Dossier.objects.visible_to(world.chair).count() == 2
    assert Dossier.objects.visible_to(world.auditor).count() == 2
    assert not Dossier.objects.visible_to(world.official_of_another_ward).exists()


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ({"ma": "pt-la"}, {"PT-LATE"}),
        ({"ket_qua": "overdue_finished"}, {"PT-LATE"}),
        ({"ket_qua": "within_time"}, {"PT-OPEN"}),
        ({"trang_thai": "4"}, {"PT-OPEN"}),
        ({"tu": "17/11/2026"}, set()),
        ({"den": "16/11/2026", "ket_qua": "on_time"}, {"PT-GOOD"}),
        ({"trang_thai": "hack", "tu": "ngày mai"}, {"PT-GOOD", "PT-LATE", "PT-OPEN"}),
    ],
)
def test_filters_stand_in_the_address(world, client_of, birth, asked, codes):
    world.dossier("PT-GOOD", procedure=birth)
    world.dossier("PT-LATE", procedure=birth, ended_on=date(2026, 11, 20))
    world.dossier("PT-OPEN", procedure=birth, status=4, ended_on=None, finished_at=None, due_on=date(2026, 11, 25))
    page = client_of(world.chair).get(PAGE, asked)
    assert {row.code for row in page.context["page"]} == codes


def test_an_empty_list_says_why_and_opens_one_door(world, client_of):
    assert "Chưa có hồ sơ nào." in client_of(world.desk).get(PAGE).content.decode()
    assert "khớp bộ lọc" in client_of(world.desk).get(PAGE, {"ma": "x"}).content.decode()


def test_the_list_needs_a_steady_number_of_statements(world, client_of, birth, django_assert_max_num_queries):
    for number in range(25):
        world.dossier(f"PT-{number}", procedure=birth)
    client = client_of(world.chair)
    with django_assert_max_num_queries(10):
        page = client.get(PAGE).content.decode()
    assert "Hồ sơ 1 đến 20 trong 25." in page


def test_the_page_of_a_dossier_tells_its_days_and_outcome(world, client_of, birth, django_assert_max_num_queries):
    dossier = world.dossier("PT-261116-0001", procedure=birth, ended_on=date(2026, 11, 20))
    client = client_of(world.centre_official)
    with django_assert_max_num_queries(8):
        page = client.get(reverse("procedures:dossier", args=[dossier.pk])).content.decode()
    for words in ("PT-261116-0001", "quá hạn, trễ 2 ngày", "09:00 ngày 16/11/2026", "chưa đánh giá"):
        assert words in page


def test_another_ward_and_another_unit_cannot_open_it(world, client_of, birth):
    address = reverse("procedures:dossier", args=[world.dossier(procedure=birth).pk])
    assert client_of(world.official_of_another_ward).get(address).status_code == 404
    assert client_of(world.culture_head).get(address).status_code == 404
    assert client_of(world.clerk).get(address).status_code == 200


def test_no_column_could_hold_a_citizen(db):
    names = {field.name for field in Dossier._meta.get_fields()}
    assert names == {
        "id", "locality", "code", "procedure", "unit", "received_at", "promised_at", "finished_at", "returned_at",
        "status", "channel", "supplement_count", "supplement_requested_at", "supplement_done_at", "rating", "due_on",
        "ended_on", "batch", "paid_online", "fee_due", "result_electronic", "digitised", "reused", "from_store",
        "population_used", "of_person", "synchronised", "complained", "reopened_count", "entered_on", "last_changed_on",
        "supplement_days", "verdict", "rule", "calendar", "events",
    }  # fmt: skip


stored = st.tuples(
    st.sampled_from(["", *on_time.VERDICT_NAMES]), st.none() | st.dates(date(2026, 11, 20), date(2026, 11, 26))
)


@pytest.mark.long
def test_the_sets_in_the_database_say_the_same_as_the_rule(world, birth):
    @given(stored)
    def check(days):
        dossier.verdict, dossier.due_on = days
        expected = on_time.bucket(dossier.verdict, dossier.due_on, TODAY)
        dossier.save()
        found = [each for each in Bucket if Dossier.objects.in_bucket(each, TODAY).exists()]
        assert found == ([expected] if expected else [])

    dossier = world.dossier(procedure=birth)
    check()


def test_a_procedure_opened_leaves_its_trace(world):
    procedure = world.procedure("Đăng ký khai tử")
    assert [(each.verb, each.official_id) for each in history(procedure)] == [
        ("procedure.opened", world.administrator.pk)
    ]
