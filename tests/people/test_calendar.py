"""The working calendar of the ward: read by all, changed by the administrator, each ward its own."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from kheo.base import calendar
from kheo.base.audit import history
from kheo.base.models import AuditRecord, SwappedDay
from kheo.errors import RuleBroken
from kheo.people import actions

FRIDAY, SATURDAY = date(2026, 11, 27), date(2026, 11, 28)
NOTICE = "Thông báo 01/TB-UBND (minh hoạ)"
PAGE = "/lich/"


def swap(world, day=FRIDAY, *, works=False, by=None):
    return actions.swap_day(day, by=by or world.administrator, works=works, reason=NOTICE)


def form(**fields):
    return {"day": "27/11/2026", "works": "nghi", "reason": NOTICE, **fields}


def test_a_swapped_day_counts_at_once_and_only_in_its_ward(world):
    swap(world)
    swap(world, SATURDAY, works=True)
    here = calendar.current(world.ward.pk)
    assert (here.is_working(FRIDAY), here.is_working(SATURDAY)) == (False, True)
    assert here.name(FRIDAY) == NOTICE
    there = calendar.current(world.administrator_of_another_ward.locality_id)
    assert (there.is_working(FRIDAY), there.is_working(SATURDAY)) == (True, False)


def test_it_leaves_one_record_whose_words_lie_apart(world):
    made = swap(world)
    trace = history(made).get(verb="day.swapped")
    assert trace.changed == {"day": "2026-11-27", "works": False}
    assert trace.words.text == NOTICE


def test_a_day_taken_out_again_leaves_its_record_and_the_law_counts(world):
    made = swap(world)
    actions.restore_day(made.pk, by=world.administrator)
    assert calendar.current(world.ward.pk).is_working(FRIDAY)
    trace = AuditRecord.objects.get(verb="day.restored")
    assert (trace.object_id, trace.changed) == (made.pk, {"day": "2026-11-27", "works": False})


@pytest.mark.parametrize(
    ("day", "works", "sentence"),
    [
        (FRIDAY, True, "vốn đã là ngày làm việc"),
        (SATURDAY, False, "vốn đã là ngày nghỉ"),
        (date(2026, 9, 2), False, "vốn đã là ngày nghỉ"),
        (date(2022, 12, 31), True, "từ ba năm trước"),
        (date(2029, 1, 1), True, "đến hai năm tới"),
    ],
)
def test_what_changes_nothing_or_cannot_count_is_refused(world, day, works, sentence):
    with pytest.raises(RuleBroken, match=sentence):
        swap(world, day, works=works)
    assert not SwappedDay.objects.exists()


def test_a_public_holiday_can_be_worked(world):
    swap(world, date(2026, 9, 2), works=True)
    assert calendar.current(world.ward.pk).is_working(date(2026, 9, 2))


def test_a_day_is_swapped_once(world):
    swap(world)
    with pytest.raises(RuleBroken, match="đã có trong bảng"):
        swap(world, works=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        SwappedDay.objects.create(locality_id=world.ward.pk, day=FRIDAY, is_working=True, reason="x")


def test_a_colleague_without_the_right_may_not(world):
    made = swap(world)
    with pytest.raises(PermissionDenied):
        swap(world, SATURDAY, works=True, by=world.chair)
    with pytest.raises(PermissionDenied):
        actions.restore_day(made.pk, by=world.chair)


# the page


def test_the_administrator_swaps_a_day_and_takes_it_out(world, client_of):
    client = client_of(world.administrator)
    answer = client.post(reverse("people:swap_day"), form(), follow=True)
    page = answer.content.decode()
    assert "Đã ghi 27/11/2026 vào lịch." in page
    assert "Thứ Sáu, 27/11/2026" in page and NOTICE in page
    made = SwappedDay.objects.get()
    page = client.post(reverse("people:restore_day", args=[made.pk]), follow=True).content.decode()
    assert "Đã bỏ 27/11/2026 khỏi bảng." in page
    assert not SwappedDay.objects.exists()
    assert client.post(reverse("people:restore_day", args=[made.pk])).status_code == 404  # from a page of before


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"day": "31/11/2026"}, "Không có ngày 31/11/2026"),
        ({"reason": " "}, "Hãy điền mục “Theo thông báo nào”."),
        ({"works": "lam"}, "Ngày này vốn đã là ngày làm việc."),
    ],
)
def test_a_mistake_is_said_on_the_page_and_what_was_typed_stays(world, client_of, fields, sentence):
    answer = client_of(world.administrator).post(reverse("people:swap_day"), form(**fields))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "<title>Lỗi:" in page
    assert f'value="{fields.get("day", "27/11/2026")}"' in page


def test_everybody_reads_it_but_only_the_administrator_sees_the_form(world, client_of):
    swap(world)
    assert 'action="/lich/ghi/"' in client_of(world.administrator).get(PAGE).content.decode()
    page = client_of(world.centre_official).get(PAGE).content.decode()
    assert NOTICE in page
    assert "/lich/ghi/" not in page and "/bo/" not in page


def test_the_menu_of_the_administrator_alone_has_it(world, client_of):
    door = '<a href="/lich/"'
    assert door in client_of(world.administrator).get(reverse("people:units")).content.decode()
    assert door not in client_of(world.chair).get(reverse("office:my_work")).content.decode()


def test_the_leader_and_strangers_cannot_post_and_another_ward_does_not_see_it(world, client_of):
    made = swap(world)
    restore = reverse("people:restore_day", args=[made.pk])
    for address in (reverse("people:swap_day"), restore):
        assert client_of(world.chair).post(address, form()).status_code == 403
        assert client_of().post(address, form()).headers["Location"] == reverse("account_login")
    neighbour = client_of(world.administrator_of_another_ward)
    assert neighbour.post(restore).status_code == 404
    with pytest.raises(SwappedDay.DoesNotExist):
        actions.restore_day(made.pk, by=world.administrator_of_another_ward)
    assert NOTICE not in neighbour.get(PAGE).content.decode()
    assert SwappedDay.objects.exists()


def test_another_year_is_one_click_away_and_a_wrong_one_is_this_year(world, client_of):
    client = client_of(world.administrator)
    assert "06/02/2027" in client.get(PAGE, {"nam": "2027"}).content.decode()  # the first day of Tết Đinh Mùi
    for wrong in ("2099", "x", ""):
        assert "Lịch làm việc năm 2026" in client.get(PAGE, {"nam": wrong}).content.decode()


def test_the_page_takes_a_fixed_number_of_statements(world, client_of, django_assert_max_num_queries):
    for day in (23, 25, 26, 27, 30):
        swap(world, date(2026, 11, day))
    client = client_of(world.administrator)
    # session, official, posts, acting posts, locality, swaps for the calendar, swaps for the list, menu's locality
    with django_assert_max_num_queries(8):
        client.get(PAGE)
