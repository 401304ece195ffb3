"""Refreshing the figures: snapshot, observations, trace."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from kheo.base.models import AuditRecord
from kheo.indicators import actions, figures, known, snapshot
from kheo.indicators.catalogue import ON_TIME
from kheo.indicators.known import Known
from kheo.indicators.models import Observation, Snapshot
from kheo.people.models import Unit
from tests.indicators.facts import DOSSIERS, NOW

WEEK = date(2026, 11, 16)
LATER = NOW + timedelta(days=1)


@pytest.fixture
def two_units(world, facts):
    """On time in the week of 16/11: the centre 3 of 4, the culture office 1 of 2."""
    facts.week(world.service_centre, WEEK, 3, 4)
    facts.week(world.culture_office, WEEK, 1, 2)
    return world


def week_of(unit, indicator="ho-so-dung-han"):
    found = Observation.objects.filter(unit=unit, indicator=indicator, period_kind="week", period_start=WEEK)
    return list(found.values_list("numerator", "denominator"))


@pytest.mark.long
def test_each_unit_gets_its_figure_and_the_ward_the_sum(two_units):
    actions.refresh(two_units.ward, by=two_units.chair, now=NOW)
    assert week_of(two_units.service_centre) == [(3, 4)]
    assert week_of(two_units.culture_office) == [(1, 2)]
    assert week_of(two_units.chair.unit) == [(4, 6)]


def test_it_leaves_one_record_of_ids_and_counts(two_units):
    taken = actions.refresh(two_units.ward, by=two_units.chair, now=NOW)
    trace = AuditRecord.objects.get(verb="indicators.refreshed")
    assert trace.official_id == two_units.chair.pk
    assert trace.changed == {"snapshots": [taken[0].pk], "rows": [6]}


def test_the_nightly_job_acts_for_the_installation_itself(two_units):
    actions.refresh(two_units.ward, by=None, now=NOW)
    assert AuditRecord.objects.get(verb="system.indicators_refreshed").official_id is None


def test_an_official_of_another_ward_may_not(two_units):
    with pytest.raises(PermissionDenied):
        actions.refresh(two_units.ward, by=two_units.official_of_another_ward, now=NOW)
    assert not Snapshot.objects.exists()


def test_a_colleague_who_brings_no_data_may_not(two_units):
    with pytest.raises(PermissionDenied):
        actions.refresh(two_units.ward, by=two_units.centre_official, now=NOW)


def test_the_file_is_named_by_time_and_hash_and_is_what_was_written(two_units):
    taken = actions.refresh(two_units.ward, by=two_units.chair, now=NOW)[0]
    assert taken.path == f"phuong-thu/dossier-20261123T003012Z-{taken.sha256[:16]}.parquet"
    assert snapshot.is_intact(taken) and taken.row_count == 6
    assert taken.as_of == date(2026, 11, 23)


def test_unchanged_rows_have_the_same_hash_and_share_the_file(two_units):
    first = snapshot.take(DOSSIERS, two_units.ward, now=NOW, by=None)
    second = snapshot.take(DOSSIERS, two_units.ward, now=LATER, by=None)
    assert second.pk != first.pk
    assert (second.sha256, second.path) == (first.sha256, first.path)


@pytest.mark.long
def test_unchanged_rows_on_the_same_day_are_the_same_snapshot(two_units):
    first = actions.refresh(two_units.ward, by=two_units.chair, now=NOW)
    seen = Observation.objects.count()
    assert actions.refresh(two_units.ward, by=two_units.chair, now=NOW + timedelta(hours=1)) == first
    assert Observation.objects.count() == seen


def test_a_changed_row_is_a_new_snapshot_and_the_old_one_stands(two_units, facts):
    first = actions.refresh(two_units.ward, by=two_units.chair, now=NOW)[0]
    facts.week(two_units.service_centre, WEEK, 0, 1)
    second = actions.refresh(two_units.ward, by=two_units.chair, now=LATER)[0]
    assert second.sha256 != first.sha256
    assert snapshot.is_intact(first) and snapshot.is_intact(second)
    assert week_of(two_units.service_centre) == [(3, 4), (3, 5)]
    newest = figures.on_newest_snapshots(two_units.ward.pk, known.of(two_units.ward.pk)).get(
        unit=two_units.service_centre, indicator="ho-so-dung-han", period_kind="week"
    )
    assert (newest.numerator, newest.denominator) == (3, 5)


@pytest.mark.parametrize(
    "change", ["indicators_snapshot SET row_count = 0", "indicators_observation SET numerator = 0"]
)
def test_snapshot_and_observations_are_never_altered(two_units, change):
    actions.refresh(two_units.ward, by=two_units.chair, now=NOW)
    with pytest.raises(DatabaseError, match="never altered"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {change}")


@pytest.mark.long
def test_a_new_version_is_measured_beside_the_old_which_stands(two_units):
    taken = actions.refresh(two_units.ward, by=two_units.chair, now=NOW)[0]
    second = replace(ON_TIME, version=2, good=lambda d: d.promised_on.isnull())
    both = Known((second, *known.of(two_units.ward.pk).every))
    for _again in range(2):
        actions.observe(taken, both)
    assert sorted(week_of(two_units.service_centre)) == [(0, 4), (3, 4)]
    shown = figures.on_newest_snapshots(two_units.ward.pk, both).get(
        unit=two_units.service_centre, indicator=ON_TIME.code, period_kind="week"
    )
    assert (shown.version, shown.numerator) == (2, 0)
    assert both.find(ON_TIME.code, 1) is ON_TIME
    assert both.find(ON_TIME.code) is second and second in set(both) and ON_TIME not in set(both)


def test_a_broken_file_is_noticed(two_units):
    taken = actions.refresh(two_units.ward, by=two_units.chair, now=NOW)[0]
    taken.file.chmod(0o600)
    taken.file.write_bytes(taken.file.read_bytes()[:-1] + b"?")
    assert not snapshot.is_intact(taken)


def test_a_ward_without_facts_has_a_snapshot_and_no_figure(world, facts):
    taken = actions.refresh(world.ward, by=world.chair, now=NOW)[0]
    assert taken.row_count == 0
    assert not Observation.objects.exists()
    public = figures.figures_for(
        Unit.objects.of(world.ward), world.ward.pk, known.of(world.ward.pk), date(2026, 11, 23)
    )
    assert [each.figure.percent for each in public] == ["chưa có số liệu"] * len(
        known.of(world.ward.pk).of_table("dossier")
    )


@pytest.mark.long
def test_after_nights_that_failed_the_four_weeks_are_those_that_the_snapshot_saw_over(world, facts, client_of):
    centre, taken = world.service_centre, NOW - timedelta(days=12)  # Wednesday 11/11
    facts.week(centre, date(2026, 11, 2), 3, 4)
    for due in (date(2026, 11, 13), date(2026, 11, 18)):
        facts.dossier(centre, due, finished=taken.date())  # done ahead: all that those weeks tell by then is good
    actions.refresh(world.ward, by=None, now=taken)
    units, today = Unit.objects.of(world.ward), NOW.date()
    public = figures.figures_for(units, world.ward.pk, known.of(world.ward.pk), today)
    on_time = next(each for each in public if each.ratio.code == ON_TIME.code)
    assert (on_time.figure.first, on_time.figure.last) == (date(2026, 10, 12), date(2026, 11, 8))
    assert (on_time.figure.numerator, on_time.figure.denominator) == (3, 4)
    assert [week[0] for week in on_time.weeks] == [date(2026, 11, 2)]
    counts = client_of(world.chair).get(on_time.door.url).context["counts"]
    assert (counts.good, counts.counted) == (3, 4)


def test_the_number_of_statements_does_not_grow_with_the_units(two_units, facts, django_assert_num_queries):
    for number in range(5):
        facts.week(two_units.unit(f"Phòng thứ {number}"), WEEK, 1, 2)
    by = two_units.chair
    assert by.roles
    # savepoint, lock, own indicators, hold, newest, same hash, snapshot, measured yet, units, an insert an indicator
    with django_assert_num_queries(14):
        actions.refresh(two_units.ward, by=by, now=NOW)


@pytest.mark.long
def test_the_newest_weeks_of_a_unit_come_from_the_index(two_units):
    taken = actions.refresh(two_units.ward, by=two_units.chair, now=NOW)[0]
    unit = two_units.service_centre
    with connection.cursor() as cursor:  # two years of nightly refreshes, two years of weeks each
        cursor.execute(
            'INSERT INTO indicators_snapshot (locality_id, "table", taken_at, as_of, path, sha256, size, row_count)'
            ' SELECT locality_id, "table", taken_at, as_of, path, sha256, size, row_count FROM indicators_snapshot,'
            " generate_series(1, 300)"
        )
        cursor.execute(
            "INSERT INTO indicators_observation"
            " (snapshot_id, indicator, unit_id, period_kind, period_start, period_end, numerator, denominator)"
            " SELECT s.id, 'ho-so-dung-han', %s, 'week', '2024-01-01'::date + w * 7,"
            " '2024-01-07'::date + w * 7, 1, 1 FROM indicators_snapshot s, generate_series(0, 103) w WHERE s.id <> %s",
            [unit.pk, taken.pk],
        )
        cursor.execute("ANALYZE indicators_snapshot, indicators_observation")
    newest = figures.on_newest_snapshots(two_units.ward.pk, known.of(two_units.ward.pk))
    plan = newest.filter(unit=unit, indicator="ho-so-dung-han").weeks().explain()
    assert "observation_once" in plan and "InitPlan" in plan  # the newest snapshot is looked up once
    assert "Seq Scan" not in plan


@pytest.mark.long
def test_the_page_of_figures_has_a_door_for_those_who_may(two_units, client_of):
    page = client_of(two_units.chair).post(reverse("indicators:refresh"), follow=True)
    assert page.redirect_chain == [(reverse("indicators:overview"), 302)]
    assert "Đã chốt số liệu: 6 dòng." in page.content.decode()
    assert "Chốt lại số liệu" in page.content.decode()


def test_a_colleague_finds_no_such_door_and_cannot_push_it_open(two_units, client_of):
    client = client_of(two_units.centre_official)
    assert "Chốt lại số liệu" not in client.get(reverse("indicators:overview")).content.decode()
    assert client.post(reverse("indicators:refresh")).status_code == 403
    assert not Snapshot.objects.exists()
