"""The nightly check: rules over rows and sums, what came and when; each count opens its records."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from kheo.base.models import AuditRecord
from kheo.measures import engine
from kheo.quality import actions
from kheo.quality.kept import InForce
from kheo.quality.models import ARRIVAL, Result
from kheo.quality.proposed import EXPECTATIONS
from kheo.quality.rules.arrival import Fullness
from kheo.quality.rules.validation import Grain, Missing, Operator, Side, What
from tests.integrity.conftest import NOW
from tests.integrity.wards import MONDAY
from tests.quality.test_rules import made

pytestmark = pytest.mark.long


LAST_WEEK = MONDAY - timedelta(weeks=1)
LAST_DUE = MONDAY - timedelta(weeks=2)
"""The newest week whose dossiers had their seven days."""


def broken(code):
    return sum(each.checked - each.good for each in Result.objects.filter(code=code))


def test_a_day_before_its_reception_breaks_a_rule_and_opens_its_records(data, client_of):
    data.weeks([5] * 14)
    row = data.dossier(LAST_WEEK, finished_on=LAST_WEEK - timedelta(days=2))
    data.dossier(LAST_WEEK, finished_on=None)
    data.check()
    assert broken("xong-sau-nhan") == 1
    client = client_of(data.world.centre_head)
    page = client.get(reverse("quality:source", args=[data.unit.pk, "dossier"])).content.decode()
    assert "Ngày xong ghi trước ngày tiếp nhận" in page
    door = reverse("quality:records", args=[data.unit.pk, "dossier", "xong-sau-nhan"])
    assert door in page
    behind = client.get(door).content.decode()
    assert row["code"] in behind and behind.count("PT-") == 1


def test_sums_of_a_week_are_compared_and_show_both_sides(data, client_of):
    data.weeks([4] * 13)
    for number in range(3):
        data.dossier(LAST_WEEK + timedelta(days=number), finished_on=None)
    data.check()
    (result,) = Result.objects.filter(code="tra-khong-nhieu-hon-xong", good=0)
    assert (result.start, result.left, result.right) == (LAST_WEEK, 7, 4)
    door = reverse("quality:records", args=[data.unit.pk, "dossier", result.code])
    text = client_of(data.world.centre_head).get(f"{door}?tu={result.start}&den={result.end}").content.decode()
    assert "Hai vế: 7 và 4." in text and text.count("PT-") == 7


def test_a_pair_that_belongs_together_a_number_and_a_sum_by_month(data):
    data.weeks([2] * 13, rating=3)
    data.dossier(LAST_WEEK, rating=None)
    data.dossier(LAST_WEEK, rating=9)
    by = data.world.administrator
    pair = {"left": Side(What.COLUMN, "rating"), "right": Side(What.COLUMN, "returned_on")}
    actions.keep_rule(made(code="qt-1", operator=Operator.TOGETHER, **pair), by=by)
    number = {"left": Side(What.COLUMN, "rating"), "operator": Operator.AT_MOST, "right": Side(What.NUMBER, plus=5)}
    actions.keep_rule(made(code="qt-2", **number), by=by)
    sums = {"left": Side(What.SUM, "rating"), "operator": Operator.AT_MOST, "right": Side(What.NUMBER, plus=9)}
    actions.keep_rule(made(code="qt-3", grain=Grain.MONTH, missing=Missing.SKIP_ANY, **sums), by=by)
    data.check()
    assert (broken("qt-1"), broken("qt-2")) == (1, 1)
    assert broken("qt-3") >= 2
    november = Result.objects.get(code="qt-3", start=MONDAY.replace(day=1))
    assert (november.left, november.right, november.good) == (2 * 3 * 3 + 9, 9, 0)


def test_what_came_late_and_what_did_not_come_is_counted_by_unit_and_source(data, client_of):
    data.weeks([5] * 24 + [0, 5])
    data.weeks([4] * 25 + [0], unit=data.world.culture_office)
    for number in range(2):
        data.dossier(LAST_DUE, entered_on=LAST_DUE + timedelta(days=12 + number), unit=data.world.culture_office)
    data.check()
    text = client_of(data.world.chair).get(reverse("quality:overview")).content.decode()
    assert "11/12" in text and "12/12" in text
    assert "96,0%" in text  # 48 of 50 dossiers of the culture office
    late = Result.objects.get(code=ARRIVAL, unit=data.world.culture_office, start=LAST_DUE)
    assert (late.good, late.checked) == (4, 6)


def test_a_unit_that_imports_each_friday_owes_nothing_on_monday_morning(data, client_of):
    """A dossier is in time within seven days: last week's may come until the end of this one."""
    data.weeks([5] * 30 + [0])
    data.check()
    client = client_of(data.world.centre_head)
    assert "12/12" in client.get(reverse("quality:overview")).content.decode()
    text = client.get(reverse("quality:source", args=[data.unit.pk, "dossier"])).content.decode()
    assert "Không có tuần nào khác hẳn trước đây." in text and "16/11/2026" not in text


def test_the_check_reaches_back_as_far_as_the_days_that_records_have(data, client_of):
    data.weeks([5] * 40)
    expected = replace(EXPECTATIONS[0], days=60, source="Quy chế nhập liệu minh hoạ")
    actions.keep_expectation(expected, by=data.world.administrator)
    data.check()
    page = client_of(data.world.centre_head).get(reverse("quality:source", args=[data.unit.pk, "dossier"]))
    assert page.context["full"] == Fullness(owed=12, full=12, came=60, in_time=60)
    assert all(week.came == 5 for week in page.context["source"].weeks)


def test_records_are_read_a_page_at_a_time_however_many_days_are_asked_for(data, client_of, monkeypatch):
    data.weeks([5] * 14)
    data.check()
    limits, read = [], engine.records
    monkeypatch.setattr(engine, "records", lambda *a, **more: limits.append(more.get("limit")) or read(*a, **more))
    door = reverse("quality:records", args=[data.unit.pk, "dossier", ARRIVAL])
    text = client_of(data.world.centre_head).get(f"{door}?tu=1900-01-01&den=2100-01-01&trang=4").content.decode()
    assert limits == [20] and "70 hồ sơ" in text and text.count("PT-") == 10


def test_it_leaves_a_trace_and_a_second_check_replaces_the_first(data):
    data.weeks([3] * 14)
    made_now = data.check()
    assert data.check() == made_now == Result.objects.count()
    trace = AuditRecord.objects.filter(verb="system.data_checked").latest("pk")
    assert trace.changed == {"results": made_now, "broken": 0, "rules": len(InForce(data.world.ward.pk).rules)}
    actions.check_data(data.world.ward, by=data.world.centre_head, now=NOW)
    assert AuditRecord.objects.get(verb="data.checked").official_id == data.world.centre_head.pk


def test_who_brings_no_data_and_another_ward_may_not_check(data):
    for official in (data.world.centre_official, data.world.official_of_another_ward):
        with pytest.raises(PermissionDenied):
            actions.check_data(data.world.ward, by=official, now=NOW)


def test_a_unit_sees_its_own_sources_only_and_pages_ask_little(data, client_of, django_assert_max_num_queries):
    other = [data.world.unit(f"Phòng minh hoạ {number}") for number in range(8)]
    for unit in (data.unit, data.world.culture_office, *other):
        data.weeks([2] * 14, unit=unit)
    data.check()
    client = client_of(data.world.centre_head)
    client.get(reverse("quality:rules"))
    text = client.get(reverse("quality:overview")).content.decode()
    assert data.unit.name in text and data.world.culture_office.name not in text
    theirs = [data.world.culture_office.pk, "dossier"]
    assert client.get(reverse("quality:source", args=theirs)).status_code == 404
    assert client.get(reverse("quality:records", args=[*theirs, ARRIVAL])).status_code == 404
    whole = client_of(data.world.chair)
    whole.get(reverse("quality:rules"))
    with django_assert_max_num_queries(11):
        assert whole.get(reverse("quality:overview")).content.decode().count("Phòng minh hoạ") >= 8
    with django_assert_max_num_queries(12):
        whole.get(reverse("quality:source", args=theirs))


def test_what_is_kept_is_never_altered(data):
    actions.keep_rule(made(), by=data.world.administrator)
    with pytest.raises(DatabaseError, match="never altered"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE quality_kept SET code = 'khac'")
