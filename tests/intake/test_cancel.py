"""Dropping a file."""

from datetime import timedelta

import pytest
from django.urls import reverse

from kheo.base import clock
from kheo.base.audit import history
from kheo.base.models import AuditRecord
from kheo.errors import RuleBroken
from kheo.intake import actions
from kheo.procedures.models import ImportBatch, RowFault, StagedRows
from tests.intake.papers import csv_file, line


def test_a_dropped_file_leaves_no_rows_behind_but_a_trace(world, client_of, road):
    batch = road.checked(csv_file(line(1, Trạng_thái="?")))
    client_of(world.desk).post(reverse("intake:cancel", args=[batch.pk]))
    batch.refresh_from_db()
    assert (batch.state, batch.samples) == ("cancelled", [])
    assert not StagedRows.objects.exists()
    assert not RowFault.objects.exists()
    assert history(batch).last().verb == "dossiers.import_cancelled"


def test_what_is_stored_is_not_dropped(world, client_of, road):
    batch = road.imported(csv_file(line(1)))
    answer = client_of(world.desk).post(reverse("intake:cancel", args=[batch.pk]))
    assert answer.status_code == 422
    with pytest.raises(RuleBroken, match="không bỏ được nữa"):
        actions.cancel_import(batch.pk, by=world.desk)


def test_another_ward_cannot_drop_it_and_a_colleague_may_not(world, client_of, road):
    batch = road.taken(csv_file(line(1)))
    address = reverse("intake:cancel", args=[batch.pk])
    assert client_of(world.official_of_another_ward).post(address).status_code == 404
    assert client_of(world.centre_official).post(address).status_code == 403
    assert StagedRows.objects.exists()


def test_files_that_nobody_finished_are_forgotten_after_a_week(road):
    old, new = road.taken(csv_file(line(1))), road.taken(csv_file(line(2)))
    ImportBatch.objects.filter(pk=old.pk).update(made_at=clock.now() - timedelta(days=8))
    assert actions.forget_old_files() == 1
    assert list(StagedRows.objects.values_list("batch", flat=True)) == [new.pk]
    assert AuditRecord.objects.filter(verb="system.import_forgotten", object_id=old.pk).exists()
