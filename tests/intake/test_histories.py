"""What the rows of files imply is added to the history of a dossier, and never altered."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from kheo.base import clock
from kheo.procedures.models import Dossier, DossierEvent
from tests.intake.papers import csv_file, line

TUESDAY = datetime(2026, 11, 24, 3, tzinfo=UTC)


def told(dossier):
    kinds = DossierEvent.objects.filter(dossier=dossier).order_by("id")
    return sorted((each.get_kind_display(), each.is_taken_back) for each in kinds)


def test_a_row_implies_its_events(road):
    road.imported(csv_file(line(1)))
    assert told(Dossier.objects.get()) == [("Hẹn trả kết quả", False), ("Tiếp nhận", False), ("Xử lý xong", False)]


def test_the_same_file_again_adds_nothing(road):
    road.imported(csv_file(line(1), line(2)))
    before = DossierEvent.objects.count()
    with clock.standing_at(TUESDAY):
        road.imported(csv_file(line(1), line(2)))
    assert DossierEvent.objects.count() == before


def test_a_promise_that_moved_stays_visible_beside_the_new_one(road, client_of, world):
    road.imported(csv_file(line(1, Ngày_xử_lý_xong="", Trạng_thái="4")))
    with clock.standing_at(TUESDAY):
        road.imported(csv_file(line(1, Ngày_xử_lý_xong="", Trạng_thái="4", Ngày_hẹn_trả="25/11/2026")))
        dossier = Dossier.objects.get()
        page = client_of(world.desk).get(f"/ho-so/{dossier.pk}/").content.decode()
    promises = DossierEvent.objects.filter(kind=15).order_by("id").values_list("promised_at__day", "is_taken_back")
    assert sorted(promises) == [(18, False), (18, True), (25, False)]
    assert "Hẹn trả kết quả ngày 18/11/2026" in page
    assert "tệp gửi sau không còn ghi như vậy" in page


def test_a_finished_dossier_that_is_open_again_was_reopened(road):
    road.imported(csv_file(line(1)))
    with clock.standing_at(TUESDAY):
        road.imported(csv_file(line(1, Ngày_xử_lý_xong="", Trạng_thái="4")))
    dossier = Dossier.objects.get()
    assert ("Mở lại hồ sơ", False) in told(dossier)
    assert ("Xử lý xong", True) in told(dossier)
    assert (dossier.reopened_count, dossier.status, dossier.ended_on, dossier.verdict) == (1, 4, None, "running")


def test_an_event_is_never_altered_nor_taken_away(road):
    road.imported(csv_file(line(1)))
    for statement in ("UPDATE procedures_dossierevent SET kind = 2", "DELETE FROM procedures_dossierevent"):
        with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic():
            connection.cursor().execute(statement)
    assert DossierEvent.objects.count() == 3


def test_each_dossier_keeps_the_calendar_by_which_it_was_judged(road):
    road.imported(csv_file(line(1, Ngày_hẹn_trả="")))
    dossier = Dossier.objects.select_related("calendar").get()
    assert "2026-09-02" in dossier.calendar.content["days_off"]
    assert (dossier.rule, dossier.due_on.isoformat()) == (None, "2026-11-18")
