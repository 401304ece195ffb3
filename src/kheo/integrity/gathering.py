"""What a signal needs of a snapshot: each unit's weeks before and within the window, and those of like units."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from kheo.days.periods import week_of
from kheo.indicators import snapshot
from kheo.indicators.models import Snapshot
from kheo.integrity.catalogue import ratio_of
from kheo.integrity.rules.judging import Day, Finding, Part, Seen, Week, judge_bursts, judge_share, total
from kheo.integrity.rules.shapes import Against, Kind, Signal, Values
from kheo.measures import engine
from kheo.measures.engine import Outcome, Scope, Tally
from kheo.people.models import Unit

ONE_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Spans:
    """The days of the window and of the past before it: whole weeks, both ends count."""

    first: date
    last: date
    past_first: date

    @classmethod
    def before(cls, day: date, values: Values) -> "Spans":
        """Give the newest full weeks before a day, and the past before them."""
        last = week_of(day).start - timedelta(days=1)
        first = last + timedelta(days=1) - int(values["window_weeks"]) * ONE_WEEK
        return cls(first, last, first - int(values["past_weeks"]) * ONE_WEEK)

    def mondays(self) -> Iterator[date]:
        """Go through the Mondays of past and window."""
        monday = self.past_first
        while monday <= self.last:
            yield monday
            monday += ONE_WEEK


def findings(
    signal: Signal, values: Values, against: Against, taken: Snapshot, units: Mapping[int, Unit]
) -> list[Finding]:
    """Make every test of a signal on a snapshot: one a unit, for bursts one a unit, day and value."""
    spans = Spans.before(taken.as_of, values)
    if signal.kind is Kind.BURST:
        return judge_bursts(signal, values, _days(signal, values, taken, spans, units), (spans.first, spans.last))
    seen = _seen(signal, values, taken, spans, units)
    return [found for each in seen if (found := judge_share(signal, values, against, each)) is not None]


def _seen(signal: Signal, values: Values, taken: Snapshot, spans: Spans, units: Mapping[int, Unit]) -> Iterator[Seen]:
    """Give each unit's weeks, of the unit itself without those below it."""
    paths = {pk: f"/{pk}/" for pk in units}
    with engine.open_sheet(ratio_of(signal, values), snapshot.facts_of(taken)) as sheet:
        tallies = engine.measure(sheet, paths, ("week",))
    weeks = _weeks(tallies, spans)
    windows = {pk: total(week for week in weeks.get(pk, ()) if week.monday >= spans.first) for pk in units}
    for pk, unit in units.items():
        alike = [windows[other] for other, each in units.items() if other != pk and each.kind == unit.kind]
        known = weeks.get(pk, [])
        yield Seen(
            pk,
            tuple(week for week in known if week.monday < spans.first),
            tuple(week for week in known if week.monday >= spans.first),
            sum(alike, Part(0, 0)),
        )


def _weeks(tallies: Iterable[Tally], spans: Spans) -> dict[int, list[Week]]:
    parts: dict[int, dict[date, Part]] = {}
    for tally in tallies:
        if spans.past_first <= tally.start <= spans.last:
            parts.setdefault(tally.unit_id, {})[tally.start] = Part(tally.numerator, tally.denominator)
    mondays = list(spans.mondays())
    return {pk: [Week(monday, known.get(monday, Part(0, 0))) for monday in mondays] for pk, known in parts.items()}


def _days(signal: Signal, values: Values, taken: Snapshot, spans: Spans, units: Mapping[int, Unit]) -> list[Day]:
    """Give, for each unit and day, how often each value came, among all of the day."""
    ratio = ratio_of(signal, values)
    scope = Scope(tuple(units), spans.past_first, spans.last)
    facts = snapshot.facts_of(taken)
    with engine.open_sheet(ratio, facts) as sheet:
        rows = engine.records(sheet, scope, Outcome.ALL)
    counts: dict[tuple[int, date], dict[int, int]] = {}
    for row in rows:
        day = counts.setdefault((row[facts.table.unit_column], row[ratio.period_column]), {})
        day[row[signal.apart]] = day.get(row[signal.apart], 0) + 1
    return [
        Day(unit, day, value, Part(count, sum(known.values())))
        for (unit, day), known in sorted(counts.items())
        for value, count in sorted(known.items())
    ]
