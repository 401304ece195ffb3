"""Rows that were left out lie beside their import until somebody corrects them: nothing is lost."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from kheo.base import clock
from kheo.base.models import AuditRecord
from kheo.errors import RuleBroken
from kheo.intake import actions, unattended
from kheo.procedures.models import Dossier, ImportBatch
from tests.intake.papers import csv_file, line


@pytest.fixture
def batch(world, road):
    """An import of one good row, beside which a bad one was left."""
    return road.imported(csv_file(line(1), line(2, Ngày_tiếp_nhận="hôm qua")), only_good=True)


def door(batch):
    return reverse("intake:aside", args=[batch.pk])


def test_a_row_that_was_left_out_is_corrected_and_let_in(world, batch, client_of):
    client, place = client_of(world.desk), batch.mapping["received_at"]
    page = client.get(door(batch)).content.decode()
    assert "1 dòng để riêng, chưa nhập" in page and f'name="o_3_{place}"' in page and "hôm qua" in page
    answer = client.post(door(batch), {f"o_3_{place}": "16/11/2026"})
    made = ImportBatch.objects.latest("pk")
    assert answer.url == reverse("intake:mapping", args=[made.pk])
    actions.map_columns(made.pk, by=world.desk, mapping=made.mapping)
    actions.check_rows(made.pk, by=world.desk)
    actions.approve_import(made.pk, by=world.desk, only_good=False)
    assert actions.import_rows(made.pk, by=world.desk).rows_new == 1
    assert Dossier.objects.count() == 2
    trace = AuditRecord.objects.get(verb="dossiers.rows_let_in_again")
    assert trace.changed == {"from": batch.pk, "rows": 1, "corrected": 1}
    assert "Không còn dòng nào để riêng." in client.get(door(batch)).content.decode()


def test_what_is_still_wrong_stays_beside_the_new_import(world, batch):
    place = batch.mapping["received_at"]
    made = actions.let_in_again(batch.pk, by=world.desk, corrected={(3, place): "chưa rõ"})
    actions.map_columns(made.pk, by=world.desk, mapping=made.mapping)
    assert actions.check_rows(made.pk, by=world.desk).rows_bad == 1
    with pytest.raises(RuleBroken):
        actions.let_in_again(batch.pk, by=world.desk, corrected={})


def test_who_mistypes_a_correction_corrects_it_again_and_nothing_is_lost(world, batch, client_of):
    """Phường Thử's desk writes another wrong day; the row is still wrong, and it can still be corrected."""
    client, place = client_of(world.desk), batch.mapping["received_at"]
    wrong = _checked_again(world, batch, {(3, place): "chưa rõ"})
    page = client.get(reverse("intake:preview", args=[wrong.pk])).content.decode()
    assert "Sửa tiếp các dòng lỗi" in page and f'href="{door(wrong)}"' in page
    assert f'name="o_3_{place}"' in client.get(door(wrong)).content.decode()
    right = _checked_again(world, wrong, {(3, place): "16/11/2026"})
    assert (right.rows_good, right.rows_bad, right.came_from) == (1, 0, wrong)
    wrong.refresh_from_db()
    assert (wrong.state, wrong.came_from) == ("cancelled", batch)
    assert not wrong.faults.exists()
    with pytest.raises(RuleBroken, match="Không còn dòng nào"):
        actions.let_in_again(wrong.pk, by=world.desk, corrected={})
    actions.approve_import(right.pk, by=world.desk, only_good=False)
    assert actions.import_rows(right.pk, by=world.desk).rows_new == 1


def test_the_last_page_says_where_the_wrong_rows_are(world, batch, client_of):
    client, place = client_of(world.desk), batch.mapping["received_at"]
    page = reverse("intake:batch", args=[batch.pk])
    assert "Dòng lỗi, để riêng chờ sửa" in client.get(page).content.decode()
    assert "Sửa các dòng để riêng" not in client_of(world.auditor).get(page).content.decode(), "who may not, is not led"
    wrong = _checked_again(world, batch, {(3, place): "chưa rõ"})
    told = client.get(page).content.decode()
    assert "Dòng lỗi, đã chuyển sang lần nhập sau" in told
    assert f'href="{reverse("intake:batch", args=[wrong.pk])}"' in told
    right = _checked_again(world, wrong, {(3, place): "16/11/2026"})
    told = client.get(reverse("intake:batch", args=[wrong.pk])).content.decode()
    assert "Các dòng đã chuyển sang lần nhập sau" in told and "đã được xoá" not in told
    assert f'href="{reverse("intake:batch", args=[right.pk])}"' in told


def test_corrections_outlive_the_week_too_and_the_same_export_in_the_folder(world, batch):
    made = _checked_again(world, batch, {(3, batch.mapping["received_at"]): "chưa rõ"})
    again = csv_file(line(1), line(2, Ngày_tiếp_nhận="hôm qua"))
    assert unattended.bring_in(again, by=world.desk).rows_unchanged == 1
    with clock.standing_at(datetime(2027, 1, 4, 3, tzinfo=UTC)):
        assert actions.forget_old_files() == 0
    assert [row[batch.mapping["received_at"]] for _number, row in actions.rows_aside(made)] == ["chưa rõ"]
    assert ImportBatch.objects.get(pk=made.pk).state == "checked"


def test_corrections_are_dropped_by_hand_only(world, batch, client_of):
    made = _checked_again(world, batch, {})
    client_of(world.desk).post(reverse("intake:cancel", args=[made.pk]))
    assert list(actions.rows_aside(made)) == []


def _checked_again(world, batch, corrected):
    """Let the rows beside an import in again, as far as the preview."""
    made = actions.let_in_again(batch.pk, by=world.desk, corrected=corrected)
    actions.map_columns(made.pk, by=world.desk, mapping=made.mapping)
    return actions.check_rows(made.pk, by=world.desk)


def test_rows_aside_outlive_the_week_after_which_unfinished_files_are_forgotten(batch):
    with clock.standing_at(datetime(2027, 1, 4, 3, tzinfo=UTC)):
        assert actions.forget_old_files() == 0
    assert [number for number, _row in actions.rows_aside(batch)] == [3]


def test_who_may_not_import_and_another_ward_let_nothing_in(world, batch, client_of):
    assert client_of(world.centre_official).get(door(batch)).status_code == 403
    assert client_of(world.official_of_another_ward).post(door(batch), {}).status_code == 404
    with pytest.raises(PermissionDenied):
        actions.let_in_again(batch.pk, by=world.official_of_another_ward, corrected={})
