"""The fact table that indicators measure."""

from datetime import UTC, date, datetime

from kheo.base import clock
from kheo.procedures.facts import DOSSIER
from tests.intake.papers import csv_file, line, text_file


def facts(world):
    return [dict(zip(DOSSIER.names, row, strict=True)) for row in DOSSIER.rows(world.ward.pk)]


def test_a_dossier_becomes_a_row_of_local_days(world, road, birth):
    road.imported(csv_file(line(1, Ngày_tiếp_nhận="2026-11-15T17:30:00Z")))
    (fact,) = facts(world)
    assert fact["received_on"] == date(2026, 11, 16)
    assert (fact["promised_on"], fact["finished_on"], fact["effective_finish_on"]) == (date(2026, 11, 18),) * 3
    assert (fact["procedure"], fact["unit_id"], fact["channel"]) == (birth.name, world.service_centre.pk, 2)
    assert (fact["supplement_count"], fact["supplement_days"], fact["rating"]) == (0, 0, None)


def test_without_a_promised_day_the_limit_gives_it(world, road):
    road.imported(csv_file(line(1, Ngày_hẹn_trả="")))
    assert facts(world)[0]["promised_on"] == date(2026, 11, 18)


def test_a_dossier_broken_off_has_no_day_of_finishing_but_its_clock_stopped(world, road):
    road.imported(csv_file(line(1, Trạng_thái="Dừng xử lý")))
    (fact,) = facts(world)
    assert fact["finished_on"] is None
    assert fact["effective_finish_on"] == date(2026, 11, 18)


def test_rows_are_streamed_in_order_and_only_of_the_locality(world, road, django_assert_max_num_queries):
    road.imported(csv_file(*(line(number) for number in range(1, 40))))
    with django_assert_max_num_queries(2):
        keys = [fact["dossier_id"] for fact in facts(world)]
    assert keys == sorted(keys)
    assert len(keys) == 39
    assert not list(DOSSIER.rows(world.administrator_of_another_ward.locality_id))


def test_every_shown_value_has_words():
    shown = {column.name: column.shown for column in DOSSIER.columns if column.shown}
    assert shown["status"](10) == "Đã trả kết quả"
    assert shown["channel"](3) == "Bưu chính công ích"
    assert shown["rating"](5) == "5, rất hài lòng"


def test_what_no_file_said_is_unknown_and_what_one_said_stays(world, road, birth):
    header = "Mã hồ sơ,Tên thủ tục,Ngày tiếp nhận,Trạng thái,Đã số hoá,Số lần mở lại"
    birth.gives_paper_result = True
    birth.save()
    road.imported(text_file(f"{header}\nPT-1,Đăng ký khai sinh,16/11/2026,4,có,1\n"))
    with clock.standing_at(datetime(2026, 11, 24, 3, tzinfo=UTC)):
        again = road.imported(text_file(f"{header}\nPT-1,Đăng ký khai sinh,16/11/2026,4,,\n"))
        later = road.imported(text_file(f"{header}\nPT-1,Đăng ký khai sinh,16/11/2026,6,,\n"))
    (fact,) = facts(world)
    assert (again.rows_unchanged, later.rows_updated) == (1, 1)
    assert (fact["digitised"], fact["reopened_count"], fact["reused"], fact["paper_result"]) == (True, 1, None, True)
    assert (fact["entered_on"], fact["last_changed_on"]) == (date(2026, 11, 23), date(2026, 11, 24))


def test_the_day_a_finish_was_told_stays_when_the_dossier_is_rated_and_returned_later(world, road):
    header = "Mã hồ sơ,Tên thủ tục,Ngày tiếp nhận,Trạng thái,Ngày xong,Ngày trả,Mức hài lòng"
    first = "Đăng ký khai sinh,16/11/2026"
    road.imported(text_file(f"{header}\nPT-1,{first},9,18/11/2026,,\nPT-2,{first},4,,,\nPT-3,{first},9,20/11/2026,,\n"))
    with clock.standing_at(datetime(2026, 11, 30, 3, tzinfo=UTC)):
        told = [f"PT-1,{first},10,18/11/2026 10:20,30/11/2026,5", *(f"PT-{n},{first},9,18/11/2026,," for n in (2, 3))]
        road.imported(text_file("\n".join([header, *told, ""])))
    rated, told_later, told_otherwise = facts(world)
    assert [fact["finished_on"] for fact in (rated, told_later, told_otherwise)] == [date(2026, 11, 18)] * 3
    assert (rated["finish_entered_on"], rated["last_changed_on"]) == (date(2026, 11, 23), date(2026, 11, 30))
    assert told_later["finish_entered_on"] == told_otherwise["finish_entered_on"] == date(2026, 11, 30)


def test_what_is_not_finished_was_never_told_to_be(world, road):
    road.imported(csv_file(line(1, Trạng_thái="Dừng xử lý")))
    assert facts(world)[0]["finish_entered_on"] is None


def test_the_minute_of_finishing_is_told_where_the_source_gave_a_time(world):
    finished = datetime(2026, 11, 18, 10, 25, tzinfo=UTC)
    world.dossier("PT-1", finished_at=finished, supplement_requested_at=datetime(2026, 11, 17, 3, tzinfo=UTC))
    world.dossier("PT-2", finished_at=datetime(2026, 11, 17, 17, tzinfo=UTC))
    world.dossier("PT-3", finished_at=finished, status=4)
    with_time, day_only, open_still = facts(world)
    assert with_time["finished_minute"] == 17 * 60 + 25
    assert DOSSIER.column("finished_minute").shown(17 * 60 + 25) == "17:25"
    assert with_time["supplement_requested_on"] == date(2026, 11, 17)
    assert (day_only["finished_minute"], open_still["finished_minute"]) == (None, None)
