"""Which snapshot a frozen period is read from: that of its newest edition, whatever was taken since."""

from collections.abc import Sequence
from datetime import date

from kheo.indicators.figures import on_newest_snapshots
from kheo.indicators.known import Known
from kheo.indicators.models import Freeze, Observation


def newest_editions(locality_id: int) -> list[Freeze]:
    """Give the newest edition of each frozen period and table, newest period first. One statement."""
    rows = Freeze.objects.of(locality_id).select_related("snapshot")
    found: dict[tuple[date, date, str], Freeze] = {}
    for each in rows:
        found.setdefault((each.first, each.last, each.table), each)
    return list(found.values())


def covering(frozen: Sequence[Freeze], table: str, first: date, last: date) -> Freeze | None:
    """Give the freeze that these days are read from: the shortest frozen period that holds them all."""
    holding = [each for each in frozen if each.table == table and each.first <= first and last <= each.last]
    return min(holding, key=lambda each: each.last - each.first, default=None)


def months(locality_id: int, indicators: Known, first: date, last: date) -> list[Observation]:
    """Give whole months, newest first: frozen ones as they stand, all others on the newest snapshots.

    Two statements, three where a month is frozen.
    """
    within = {"period_kind": "month", "period_start__gte": first, "period_end__lte": last}
    newest = on_newest_snapshots(locality_id, indicators).filter(**within).whole().select_related("snapshot")
    frozen = newest_editions(locality_id)
    found = [each for each in newest if _freeze_of(frozen, each) is None]
    snapshots = {each.snapshot_id for each in frozen if each.first <= last and each.last >= first}
    if snapshots:
        kept = Observation.objects.filter(snapshot__in=snapshots, **within).select_related("snapshot")
        found += [each for each in kept if _is_frozen(_freeze_of(frozen, each), each)]
    return sorted(found, key=lambda each: (-each.period_start.toordinal(), each.unit_id))


def _freeze_of(frozen: Sequence[Freeze], seen: Observation) -> Freeze | None:
    """Give the freeze that the month is read from; an indicator that was defined later belongs to none."""
    named = [each for each in frozen if seen.indicator in each.versions]
    return covering(named, seen.snapshot.table, seen.period_start, seen.period_end)


def _is_frozen(freeze: Freeze | None, seen: Observation) -> bool:
    """Say whether the observation is the one that the frozen period shows."""
    if freeze is None or freeze.snapshot_id != seen.snapshot_id:
        return False
    version: object = freeze.versions.get(seen.indicator)
    return version == seen.version
