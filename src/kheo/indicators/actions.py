"""Refresh the figures of a locality: new snapshots of its fact tables, and the observations measured on them."""

from datetime import datetime

from django.db import transaction

from kheo.base.audit import record
from kheo.days.periods import Kind
from kheo.indicators import access, known, snapshot
from kheo.indicators.known import Known
from kheo.indicators.models import Observation, Snapshot
from kheo.indicators.tables import all_tables
from kheo.measures import engine
from kheo.measures.engine import Tally
from kheo.measures.shapes import Ratio
from kheo.people.models import Locality, Official, Unit

KINDS: tuple[Kind, ...] = ("week", "month")


@transaction.atomic
def refresh(locality: Locality, *, by: Official | None, now: datetime) -> list[Snapshot]:
    """Take a snapshot of each fact table that an indicator reads, and measure the indicators on it.

    Unchanged facts on the same day give the snapshot that is there already. `by` is None for the nightly job.
    """
    access.check_can_refresh(by, locality)
    Locality.objects.select_for_update(of=("self",)).get(pk=locality.pk)  # one refresh of a locality at a time
    indicators = known.of(locality.pk)
    read = indicators.tables
    taken = [snapshot.take(table, locality, now=now, by=by) for table in all_tables() if table.code in read]
    for each in taken:
        observe(each, indicators)
    verb = "indicators.refreshed" if by else "system.indicators_refreshed"
    changed = {"snapshots": [each.pk for each in taken], "rows": [each.row_count for each in taken]}
    record(verb, locality, by=by, changed=changed)
    return taken


def observe(taken: Snapshot, indicators: Known) -> None:
    """Measure each indicator of the snapshot's table, each version once."""
    seen = set(Observation.objects.filter(snapshot=taken).values_list("indicator", "version").distinct())
    missing = [ratio for ratio in indicators.of_table(taken.table) if (ratio.code, ratio.version) not in seen]
    if not missing:
        return
    paths = dict(Unit.objects.of(taken.locality_id).values_list("pk", "path"))
    snapshot.sum_by_day(taken, missing)
    for ratio, tallies in engine.measure_all(snapshot.facts_of(taken), missing, paths, KINDS):
        told = [tally for tally in tallies if _is_told(ratio, paths[tally.unit_id])]
        Observation.objects.bulk_create((_observation(ratio, taken, tally) for tally in told), batch_size=2000)


def _is_told(ratio: Ratio, path: str) -> bool:
    """Say whether a ratio is told of this unit: what is of the whole only is told of a root."""
    return ratio.over_units != "whole" or path.count("/") == 2


def _observation(ratio: Ratio, taken: Snapshot, tally: Tally) -> Observation:
    return Observation(
        snapshot=taken,
        indicator=ratio.code,
        version=ratio.version,
        unit_id=tally.unit_id,
        period_kind=tally.kind,
        period_start=tally.start,
        period_end=tally.end,
        numerator=tally.numerator,
        denominator=tally.denominator,
        answerable=tally.answerable,
    )
