"""What the rows of files imply is added to the history of a dossier, and never altered."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from kheo.base import clock
from kheo.procedures.models import Dossier, DossierEvent
from tests.intake.papers import csv_file, line, text_file

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


def log_of(code, *steps):
    """A log that tells of one dossier: (what happened, when)."""
    lines = [f"{code},{step},{moment}" for step, moment in steps]
    return text_file("\n".join(["Mã hồ sơ,Diễn biến,Thời điểm", *lines]), name="nhat-ky.csv")


def stands(code="PT-261116-0001"):
    """How a dossier stands, and which file changed it last, on which day."""
    dossier = Dossier.objects.get(code=code)
    return dossier.status, dossier.finished_at, dossier.verdict, dossier.batch_id, dossier.last_changed_on


OPEN = {"Ngày_xử_lý_xong": "", "Trạng_thái": "4"}


@pytest.mark.long
def test_the_same_sheet_after_a_log_changes_nothing_day_after_day(road, client_of, world):
    sheet = [line(1, Ngày_xử_lý_xong="18/11/2026"), line(2)]
    road.imported(csv_file(*sheet))
    log = road.imported(log_of("PT-261116-0001", ("Xử lý xong", "18/11/2026 10:00")))
    before = stands()
    assert (before[1].hour, before[3]) == (3, log.pk)  # ten o'clock in Việt Nam
    with clock.standing_at(TUESDAY):
        waiting = road.checked(csv_file(*sheet))
        page = client_of(world.desk).get(f"/ho-so/nhap/{waiting.pk}/xem-truoc/").content.decode()
        again = road.imported(csv_file(*sheet))
    assert (page.count("giữ nguyên"), page.count("cập nhật")) == (2, 0)
    assert (again.rows_updated, again.rows_unchanged, again.events_new, stands()) == (0, 2, 0, before)


def test_a_sheet_written_before_the_log_neither_opens_a_dossier_again_nor_says_it_was_reopened(road):
    road.imported(csv_file(line(1, **OPEN)))
    road.imported(log_of("PT-261116-0001", ("Xử lý xong", "18/11/2026 10:00")))
    before = stands()
    again = road.imported(csv_file(line(1, **OPEN, Ngày_hẹn_trả="18/11/2026")))
    assert (again.rows_updated, stands(), before[0]) == (0, before, 9)
    assert not DossierEvent.objects.filter(kind=16).exists()


@pytest.mark.long
def test_what_a_sheet_tells_anew_is_added_to_what_a_log_told(road, client_of, world):
    road.imported(csv_file(line(1, **OPEN)))
    road.imported(log_of("PT-261116-0001", ("Bắt đầu xử lý", "16/11/2026 10:00")))
    sheet = csv_file(line(1, Ngày_hẹn_trả="20/11/2026", Ngày_xử_lý_xong="19/11/2026 15:00"))
    waiting = road.checked(sheet)
    page = client_of(world.desk).get(f"/ho-so/nhap/{waiting.pk}/xem-truoc/").content.decode()
    sheet.seek(0)
    done = road.imported(sheet)
    dossier = Dossier.objects.get()
    assert page.count("cập nhật") == 1
    assert (done.rows_updated, dossier.status, dossier.verdict) == (1, 9, "early")
    assert (dossier.promised_at.day, dossier.batch_id) == (19, done.pk)  # midnight of Việt Nam, in UTC
    sheet.seek(0)
    assert road.imported(sheet).rows_updated == 0


@pytest.mark.long
@pytest.mark.parametrize(("stated", "state"), [("8", 8), ("6", 6), ("1", 4)])
def test_a_log_that_tells_only_a_part_leaves_the_state_that_a_sheet_stated_further_along(road, stated, state):
    steps = [("Tiếp nhận", "16/11/2026 09:05"), ("Bắt đầu xử lý", "16/11/2026 10:00")]
    sheet = line(1, Ngày_xử_lý_xong="", Trạng_thái=stated)
    road.imported(csv_file(sheet))
    road.imported(log_of("PT-261116-0001", *(steps if stated != "6" else steps[:1])))
    assert stands()[0] == state
    assert road.imported(csv_file(sheet)).rows_updated == 0
    road.imported(csv_file(line(1, **OPEN)))
    assert stands()[0] == 4
    road.imported(csv_file(sheet))
    assert stands()[0] == state


def test_a_rating_that_comes_after_a_log_is_taken(road):
    road.imported(csv_file(line(1)))
    road.imported(log_of("PT-261116-0001", ("Xử lý xong", "18/11/2026 10:00")))
    text = csv_file(line(1)).read().decode().replace("Họ và tên", "Mức hài lòng").replace("Người thử nghiệm", "5")
    assert road.imported(text_file(text)).rows_updated == 1
    assert (Dossier.objects.get().rating, stands()[1].hour) == (5, 3)


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
