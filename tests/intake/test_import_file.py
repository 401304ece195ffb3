"""Handing a file in."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from kheo.base.audit import history
from kheo.base.models import Blob
from kheo.intake import actions
from kheo.intake.actions.reading import unpack
from kheo.procedures.models import ImportBatch
from tests.intake.papers import csv_file, line

pytestmark = pytest.mark.empty_house
PAGE = reverse("intake:import_file")


def test_a_file_is_read_its_columns_guessed_and_the_next_page_asks_about_them(world, client_of, birth):
    answer = client_of(world.desk).post(PAGE, {"file": csv_file(line(1), line(2))})
    batch = ImportBatch.objects.get()
    assert answer.status_code == 302
    assert answer.url == reverse("intake:mapping", args=[batch.pk])
    assert batch.rows_total == 2
    assert {"code", "procedure_name", "unit", "received_at", "status", "channel"} <= set(batch.mapping)


def test_handing_in_leaves_a_trace_without_words(road):
    batch = road.taken(csv_file(line()))
    (record,) = history(batch)
    assert (record.verb, record.changed["rows"], record.changed["columns_refused"]) == ("dossiers.file_taken", 1, 2)


def test_personal_columns_are_dropped_at_the_door_and_the_file_is_not_kept(road, settings):
    batch = road.taken(csv_file(line()))
    assert [batch.header[place] for place in batch.refused] == ["Họ và tên", "Số điện thoại"]
    kept = str(list(unpack(bytes(batch.staged.content)))) + str(batch.samples)
    assert "Người thử nghiệm" not in kept
    assert "0900000000" not in kept
    assert not Blob.objects.exists()
    assert not [path for path in settings.KHEO_FILES.rglob("*") if path.is_file()]


def test_a_colleague_without_the_right_may_not(world, client_of):
    assert client_of(world.centre_official).get(PAGE).status_code == 403
    with pytest.raises(PermissionDenied):
        actions.take_file(csv_file(line()), by=world.centre_official)


def test_someone_not_signed_in_is_sent_to_sign_in(client_of, db):
    assert client_of().get(PAGE).status_code == 302


def test_a_file_that_is_no_table_is_refused_in_words(world, client_of):
    answer = client_of(world.desk).post(PAGE, {"file": csv_file(line(), name="ho-so.txt")})
    assert answer.status_code == 422
    assert "Hãy gửi tệp CSV hoặc Excel" in answer.content.decode()
    assert not ImportBatch.objects.exists()


def test_the_page_lists_the_last_imports_with_a_steady_number_of_statements(
    world, client_of, road, django_assert_max_num_queries
):
    for number in range(1, 6):
        road.taken(csv_file(line(number)))
    client = client_of(world.desk)
    with django_assert_max_num_queries(7):
        page = client.get(PAGE).content.decode()
    assert page.count("chờ chọn cột") == 5
