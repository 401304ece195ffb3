"""Once a week look at the newest full weeks of a locality, and ask its units a few questions."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.db import transaction

from kheo.base import calendar
from kheo.base.audit import record
from kheo.commitments.models import Commitment
from kheo.days.formats import local_day
from kheo.days.periods import week_of
from kheo.indicators import figures, known
from kheo.indicators.models import Snapshot
from kheo.integrity.catalogue import SIGNALS
from kheo.integrity.gathering import findings
from kheo.integrity.models import Question, Round
from kheo.integrity.rules.asking import shown_from
from kheo.integrity.rules.judging import Finding, Span, chosen
from kheo.integrity.rules.shapes import Signal
from kheo.integrity.settings import Chosen, Settings
from kheo.people.models import Locality, Unit


@transaction.atomic
def ask_units(locality: Locality, *, now: datetime) -> list[Question]:
    """Test every signal on the newest snapshots, and put the least likely findings to their units.

    Done once for each week that is over: the next night finds the round made, and does nothing.
    """
    Locality.objects.select_for_update(of=("self",)).get(pk=locality.pk)
    settings, today = Settings(locality.pk), local_day(now)
    snapshots = _snapshots(locality)
    last = week_of(min([taken.as_of for taken in snapshots.values()], default=today)).start - timedelta(days=1)
    if not snapshots or Round.objects.filter(locality=locality, last=last).exists():
        return []
    units = {unit.pk: unit for unit in Unit.objects.of(locality).on(today)}
    tried = _tried(settings, snapshots, units)
    resting, asked_before = _resting(locality, today, settings.common["quiet_weeks"]), _spans(locality)
    tried = [_quiet(each, resting, asked_before) for each in tried]
    days = settings.common["unit_days"]
    seen_from = shown_from(today, days, calendar.current(locality.pk))
    asked = [
        _question(each, locality, settings.of(each.signal.code), snapshots[each.signal.table], now, seen_from)
        for each in chosen(tried, settings.limits)
    ]
    made = Round.objects.create(locality=locality, last=last, tests=len(tried), asked=len(asked), made_at=now)
    record("system.units_looked_at", made, by=None, changed={"week": last, "tests": len(tried), "asked": len(asked)})
    return asked


def _snapshots(locality: Locality) -> dict[str, Snapshot]:
    """Give the newest snapshot of each table that a signal reads."""
    found = {table: figures.newest(locality.pk, table) for table in sorted({signal.table for signal in SIGNALS})}
    return {table: taken for table, taken in found.items() if taken is not None and taken.file.exists()}


def _tried(settings: Settings, snapshots: Mapping[str, Snapshot], units: Mapping[int, Unit]) -> list[Finding]:
    tried = list[Finding]()
    for signal in SIGNALS:
        told = settings.of(signal.code)
        if told.is_on and signal.table in snapshots:
            taken = snapshots[signal.table]
            found = findings(signal, told.values, told.against, taken, units)
            tried += found if not signal.near_target else _near_target(signal, told, taken, found, units)
    return tried


def _near_target(
    signal: Signal, told: Chosen, taken: Snapshot, found: Iterable[Finding], units: Mapping[int, Unit]
) -> list[Finding]:
    """Keep the units whose commitment on an indicator of this table comes due soon, with all units below them."""
    codes = [ratio.code for ratio in known.of(taken.locality_id).of_table(signal.table)]
    soon = taken.as_of + timedelta(weeks=told.values["weeks_to_target"])
    due = Commitment.objects.of(taken.locality_id).filter(indicator__in=codes, due_on__range=(taken.as_of, soon))
    paths = tuple(due.values_list("unit__path", flat=True))
    return [each for each in found if units[each.unit].path.startswith(paths)]


def _resting(locality: Locality, today: date, quiet_weeks: float) -> set[tuple[str, int]]:
    """Name what is not asked again for a while, whatever the days: what is open, and what was closed lately."""
    since = today - timedelta(weeks=quiet_weeks)
    kept = Question.objects.filter(locality=locality)
    lately = kept.filter(closing__made_at__date__gte=since) | kept.open()
    return set(lately.values_list("signal", "unit"))


def _spans(locality: Locality) -> set[Span]:
    """Name what is never asked again: the days of one signal that a unit was asked about."""
    asked = Question.objects.filter(locality=locality, statement__isnull=True)
    return set(asked.values_list("unit", "signal", "first", "last"))


def _quiet(found: Finding, resting: set[tuple[str, int]], asked_before: set[Span]) -> Finding:
    rests = (found.signal.code, found.unit) in resting or found.span in asked_before
    return replace(found, stands_out=False) if rests else found


def _question(
    found: Finding, locality: Locality, told: Chosen, taken: Snapshot, now: datetime, seen_from: date
) -> Question:
    made = Question.objects.create(
        locality=locality, unit_id=found.unit, signal=found.signal.code, snapshot=taken, values=dict(told.values),
        first=found.first, last=found.last, apart=found.apart, marked=found.now.marked, counted=found.now.counted,
        before_marked=found.before.marked, before_counted=found.before.counted, peers_marked=found.peers.marked,
        peers_counted=found.peers.counted, usual=found.usual, chance=found.chance,
        weeks=[[week.monday.isoformat(), week.part.marked, week.part.counted] for week in found.weeks],
        asked_at=now, asked_on=local_day(now), shown_from=seen_from,
    )  # fmt: skip
    counts = {"marked": made.marked, "counted": made.counted, "snapshot": taken.pk}
    record("system.question_asked", made, by=None, changed={"unit": found.unit, **counts, "shown_from": seen_from})
    return made
