"""Saying which column holds what."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from kheo.base.audit import history
from kheo.errors import RuleBroken
from kheo.intake import actions
from kheo.intake.rules.columns import Field
from kheo.procedures.models import ImportBatch
from tests.intake.papers import csv_file, line, text_file

pytestmark = pytest.mark.empty_house


def test_confirming_the_columns_checks_the_rows_and_shows_them(world, client_of, road):
    batch = road.taken(csv_file(line(1), line(2, Trạng_thái="lạ")))
    answer = client_of(world.desk).post(reverse("intake:mapping", args=[batch.pk]), batch.mapping, follow=True)
    batch.refresh_from_db()
    assert (batch.state, batch.rows_good, batch.rows_bad) == ("checked", 1, 1)
    assert answer.redirect_chain[-1][0] == reverse("intake:preview", args=[batch.pk])
    assert "1 dòng đúng, 1 dòng lỗi" in answer.content.decode()


def test_choosing_columns_leaves_a_trace(road):
    batch = road.checked(csv_file(line()))
    record = history(batch).last()
    assert record.verb == "dossiers.columns_mapped"
    assert "received_at" in record.changed["fields"]


def test_the_page_names_the_columns_that_were_dropped_and_shows_none_of_their_values(world, client_of, road):
    batch = road.taken(csv_file(line()))
    page = client_of(world.desk).get(reverse("intake:mapping", args=[batch.pk])).content.decode()
    assert "Không nhận 2 cột:" in page
    assert "Họ và tên, Số điện thoại" in page
    assert "Người thử nghiệm" not in page


def test_a_missing_column_is_named(world, client_of, road):
    batch = road.taken(csv_file(line()))
    chosen = {name: place for name, place in batch.mapping.items() if name != "procedure_name"}
    answer = client_of(world.desk).post(reverse("intake:mapping", args=[batch.pk]), chosen)
    assert answer.status_code == 422
    assert "Còn thiếu cột cho: Mã thủ tục hoặc Tên thủ tục." in answer.content.decode()


def test_a_refused_column_cannot_be_chosen_even_by_hand(world, road):
    batch = road.taken(csv_file(line()))
    mapping = {**batch.mapping, Field.UNIT: batch.refused[0]}
    with pytest.raises(RuleBroken, match="không được nhận"):
        actions.map_columns(batch.pk, by=world.desk, mapping=mapping)


def test_one_column_serves_once(world, road):
    batch = road.taken(csv_file(line()))
    mapping = {**batch.mapping, Field.RETURNED_AT: batch.mapping[Field.FINISHED_AT]}
    with pytest.raises(RuleBroken, match="chỉ dùng cho một mục"):
        actions.map_columns(batch.pk, by=world.desk, mapping=mapping)


def test_what_was_chosen_is_remembered_for_the_next_file_of_the_locality(world, road):
    text = "Số phiếu,Thủ tục,Nhận lúc,Tình trạng\nPT-1,Đăng ký khai sinh,16/11/2026,1\n"
    first = road.taken(text_file(text))
    assert "code" not in first.mapping
    mapping = {Field.CODE: 0, Field.PROCEDURE_NAME: 1, Field.RECEIVED_AT: 2, Field.STATUS: 3}
    actions.map_columns(first.pk, by=world.desk, mapping=mapping)
    actions.check_rows(first.pk, by=world.desk)
    actions.approve_import(first.pk, by=world.desk, only_good=False)
    actions.import_rows(first.pk, by=world.desk)
    assert road.taken(text_file(text)).mapping == mapping


def test_another_ward_cannot_see_the_file(world, client_of, road):
    batch = road.taken(csv_file(line()))
    stranger = client_of(world.official_of_another_ward)
    for name in ("mapping", "preview", "batch", "progress", "errors"):
        assert stranger.get(reverse(f"intake:{name}", args=[batch.pk])).status_code == 404
    assert stranger.post(reverse("intake:mapping", args=[batch.pk]), batch.mapping).status_code == 404


def test_a_colleague_without_the_right_may_not(world, client_of, road):
    batch = road.taken(csv_file(line()))
    answer = client_of(world.centre_official).post(reverse("intake:mapping", args=[batch.pk]), batch.mapping)
    assert answer.status_code == 403
    for official in (world.centre_official, world.official_of_another_ward):
        with pytest.raises(PermissionDenied):
            actions.map_columns(batch.pk, by=official, mapping=batch.mapping)


def test_an_ended_import_is_not_mapped_again(world, road):
    batch = road.imported(csv_file(line()))
    with pytest.raises(RuleBroken, match="đã kết thúc"):
        actions.map_columns(batch.pk, by=world.desk, mapping=batch.mapping)


def test_the_page_needs_few_statements(world, client_of, road, django_assert_max_num_queries):
    batch = road.taken(csv_file(*(line(number) for number in range(1, 30))))
    client = client_of(world.desk)
    with django_assert_max_num_queries(7):
        client.get(reverse("intake:mapping", args=[batch.pk]))
    assert ImportBatch.objects.count() == 1
