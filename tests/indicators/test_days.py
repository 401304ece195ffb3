"""Sums by day beside a snapshot: written with the refresh, read by pages, by any engine, cleared with the snapshot."""

import os
import time
from datetime import date, timedelta

import pytest
from django.conf import settings as installed
from django.urls import reverse

from kheo.base import leftovers
from kheo.indicators import actions, known, snapshot
from kheo.indicators.models import Observation
from kheo.measures import days, engine
from kheo.measures.engine import Scope
from tests.indicators.facts import NOW

pytestmark = pytest.mark.long


WEEK = date(2026, 11, 16)
LATER = NOW + timedelta(days=1)
ON_TIME = "ho-so-dung-han"


@pytest.fixture
def refreshed(world, facts):
    """On time in the week of 16/11: the centre 3 of 4, one refused."""
    facts.week(world.service_centre, WEEK, 3, 4)
    facts.dossier(world.service_centre, WEEK, status=3)
    world.taken = actions.refresh(world.ward, by=world.chair, now=NOW)[0]
    return world


def files_beside(taken):
    return sorted(taken.file.parent.glob(f"{taken.file.stem}.*{days.ENDING}"))


def test_a_refresh_writes_one_file_for_each_day_column_and_nobody_may_write_it_again(refreshed):
    found = files_beside(refreshed.taken)
    columns = {ratio.period_column for ratio in known.of(refreshed.ward.pk).of_table("dossier")}
    assert {path.name.split(".")[1].rpartition("-")[0] for path in found} == columns
    assert {path.stat().st_mode & 0o777 for path in found} == {0o440}


def test_a_figure_comes_from_the_sums_and_leaves_the_facts_alone(refreshed):
    ratio, facts = known.of(refreshed.ward.pk).find(ON_TIME), snapshot.facts_of(refreshed.taken)
    refreshed.taken.file.unlink()
    scope = Scope((refreshed.service_centre.pk,), WEEK, WEEK + timedelta(days=6))
    with engine.open_sheet(ratio, facts) as sheet:
        found = engine.counts(sheet, scope)
        assert engine.counts_by_unit(sheet, scope) == {refreshed.service_centre.pk: 4}
    assert (found.good, found.counted, sum(found.left_out)) == (3, 4, 1)


def test_without_the_sums_the_same_page_is_counted_from_the_facts(refreshed, client_of):
    client, url = client_of(refreshed.chair), reverse("indicators:records", args=[ON_TIME])
    first = client.get(url)
    for path in files_beside(refreshed.taken):
        path.unlink()
    second = client.get(url)
    assert first.context["counts"] == second.context["counts"]
    assert first.context["table"].lines == second.context["table"].lines


def test_the_next_day_has_sums_of_its_own_for_what_is_overdue_depends_on_the_day(refreshed):
    before = files_beside(refreshed.taken)
    later = actions.refresh(refreshed.ward, by=refreshed.chair, now=LATER)[0]
    assert later.path == refreshed.taken.path
    assert len(files_beside(later)) > len(before)


def test_postgresql_measures_the_same(refreshed, settings):
    fields = (
        "indicator",
        "version",
        "unit_id",
        "period_kind",
        "period_start",
        "numerator",
        "denominator",
        "answerable",
    )
    by_duckdb = [path.read_bytes() for path in files_beside(refreshed.taken)]
    seen = set(Observation.objects.values_list(*fields))
    for path in files_beside(refreshed.taken):
        path.unlink()
    settings.KHEO_ENGINE = "postgresql"
    snapshot.sum_by_day(refreshed.taken, known.of(refreshed.ward.pk).of_table("dossier"))
    assert [path.read_bytes() for path in files_beside(refreshed.taken)] == by_duckdb
    again = engine.measure_all(
        snapshot.facts_of(refreshed.taken),
        known.of(refreshed.ward.pk).of_table("dossier"),
        {refreshed.service_centre.pk: refreshed.service_centre.path},
        actions.KINDS,
    )
    told = {
        (
            ratio.code,
            ratio.version,
            each.unit_id,
            each.kind,
            each.start,
            each.numerator,
            each.denominator,
            each.answerable,
        )
        for ratio, tallies in again
        for each in tallies
    }
    assert told and told == seen


def test_sums_go_with_their_snapshot_and_not_before(refreshed):
    kept = files_beside(refreshed.taken)
    orphan = kept[0].with_name(f"dossier-20200101T000000Z-0123.received_on-4567{days.ENDING}")
    half = installed.KHEO_SNAPSHOTS / f"{leftovers.WRITING}abc" / "duckdb_temp_storage-0.tmp"
    half.parent.mkdir()
    for path in (orphan, half):
        path.write_bytes(b"?")
    for path in (orphan, half, *kept):
        os.utime(path, (time.time() - 8000, time.time() - 8000))
    assert set(snapshot.leftovers_at(NOW.astimezone() + (LATER - NOW) * 4000)) >= {orphan, half}
    assert not set(snapshot.leftovers_at(NOW + (LATER - NOW) * 4000)) & set(kept)
