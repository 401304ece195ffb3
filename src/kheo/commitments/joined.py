"""The indicator beside the thing it is tied to: what `commitments/_joined.html` draws, and the leader's rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Q
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kheo import charts
from kheo.charts import Svg
from kheo.commitments import alike
from kheo.commitments.acts import acts_of
from kheo.commitments.drawn import Drawn, small_of
from kheo.commitments.models import Commitment, CounterIndicator, Phase
from kheo.commitments.rules import FEWEST_BASELINE_WEEKS, State, last_judged
from kheo.commitments.sentences import target_text
from kheo.commitments.series import Act, Series
from kheo.commitments.verdicts import Counter, Verdict, verdict
from kheo.commitments.weeks import Course, course
from kheo.days import formats
from kheo.indicators import figures, known
from kheo.indicators.doors import Door, linked
from kheo.indicators.figures import Figure
from kheo.indicators.models import Observation, Snapshot
from kheo.measures.shapes import Ratio
from kheo.people.models import Locality, Official

OFF_COURSE_FIRST = [
    *(State.WORSE, State.AT_COST, State.SAME, State.NOT_ALIKE, State.TOO_FEW, State.TOO_EARLY),
    *(State.IMPROVED, State.MET),
]


@dataclass(frozen=True)
class Beside:
    """A counter-indicator as it is shown beside the promised one. `doors` open its figure and its baseline."""

    counter: Counter
    doors: tuple[Door | None, Door | None]

    @property
    def ratio(self) -> Ratio:
        """Give the indicator."""
        return self.counter.course.ratio

    @property
    def sentence(self) -> SafeString:
        """Say how it fared, as a sentence of its own; each share opens its records."""
        words = self.counter.sentence
        return linked(f"{words[:1].upper()}{words[1:]}.", self.doors)

    @property
    def svg(self) -> Svg:
        """Draw its weeks small, with the limits of its baseline."""
        laid = self.counter.course
        bare = len(laid.before) < FEWEST_BASELINE_WEEKS or laid.is_pooled
        small = small_of(Series(laid.ratio, laid.weeks, max(len(laid.before), 1), bare=bare), self.ratio.name)
        return charts.multiples([small], higher_is_better=self.ratio.higher_is_better).drawings[0]


@dataclass(frozen=True)
class Joined:
    """A commitment with its verdict, what is drawn of it, and the doors to its records on the newest snapshot."""

    commitment: Commitment
    verdict: Verdict
    drawn: Drawn
    taken: Snapshot | None
    door: Door | None
    baseline_door: Door | None
    counters: tuple[Beside, ...] = ()

    @property
    def ratio(self) -> Ratio:
        """Give the indicator."""
        return self.verdict.course.ratio

    @property
    def taken_at(self) -> datetime | None:
        """Give when the data were taken."""
        return self.taken.taken_at if self.taken else None

    @property
    def spark(self) -> Svg:
        """Draw the newest weeks as a small line."""
        values = [week.value for week in self.verdict.weeks][-figures.WEEKS_OF_SPARK :]
        label = _("%(name)s theo tuần, mục tiêu %(target)s") % {"name": self.ratio.name, "target": self.target}
        return charts.spark(values, float(self.commitment.target), label)

    @property
    def target(self) -> str:
        """Write the target."""
        return target_text(self.commitment.target)

    @property
    def rest(self) -> SafeString:
        """Give the sentence that goes on after the figure; each share in it opens its records."""
        return linked(self.verdict.rest, self._doors, not_after=_("mục tiêu"))

    @property
    def sentence(self) -> SafeString:
        """Give the whole sentence; each share in it opens its records."""
        return linked(self.verdict.sentence, [self.door, *self._doors], not_after=_("mục tiêu"))

    @property
    def _doors(self) -> list[Door | None]:
        beside = [door for each in self.counters for door in each.doors]
        return [self.baseline_door, self.door.response if self.door else None, *beside]

    @property
    def newest_name(self) -> str:
        """Name the four weeks of the figure."""
        return _("Bốn tuần cuối trước hạn") if self.verdict.due else _("Bốn tuần gần nhất")

    @property
    def road_title(self) -> str:
        """Name what the line from the baseline shows."""
        return _("Mức nền và khi đến hạn") if self.verdict.due else _("Mức nền và nay")

    @property
    def correction(self) -> str:
        """Say that the weeks of the baseline were corrected since; the promise itself does not move."""
        commitment = self.commitment
        weeks = [week for week in self.verdict.weeks if week.start <= commitment.baseline_end]
        good, counted = sum(week.good for week in weeks), sum(week.counted for week in weeks)
        stored = (commitment.baseline_numerator, commitment.baseline_denominator)
        if not counted or (good, counted) == stored or self.taken is None:
            return ""
        last = weeks[-1].end
        door = Door(self.ratio, self.taken.pk, commitment.unit_id, weeks[0].start, last, good, counted)
        text = _(
            "Số liệu các tuần làm mức nền đã được sửa sau ngày gắn; nay tính lại là %(share)s (%(good)s/%(counted)s)."
        ) % {"share": door.percent, "good": formats.number(good), "counted": formats.number(counted)}
        return linked(text, [door])

    @property
    def lateness(self) -> str:
        """Say that the promise was written down after its start, when part of what came was known already."""
        made = formats.local_day(self.commitment.made_at)
        if made <= self.commitment.started_on:
            return ""
        words = _("Ghi ngày %(made)s, sau ngày bắt đầu %(start)s: mức nền và mục tiêu không được chọn trước khi làm.")
        return words % {"made": formats.date_text(made), "start": formats.date_text(self.commitment.started_on)}

    @property
    def records_text(self) -> str:
        """Name the door to the records: 412 hồ sơ."""
        return f"{formats.number(self.verdict.figure.denominator)} {self.ratio.noun}"


Measured = tuple[str, int, int]
"""Indicator, its version, and the unit that is measured."""


@dataclass(frozen=True)
class _Shelf:
    """What was fetched for all commitments at once."""

    today: date
    ratios: Mapping[tuple[str, int], Ratio]
    weeks: Mapping[Measured, list[Observation]]
    counters: Mapping[int, list[CounterIndicator]]
    moves: alike.Moves
    cuts: Sequence[Phase] = ()
    acts: Mapping[int, list[Act]] = field(default_factory=dict)


def joined(commitments: Iterable[Commitment], today: date, by: Official | None = None) -> list[Joined]:
    """Give what `commitments/_joined.html` draws for each commitment, with three statements for all of them.

    With `by`, who looks, also phases and acts for its chart. Include it with
    `{% include "commitments/_joined.html" with joined=each %}`. All must be of one locality.
    """
    listed = list(commitments)
    if not listed:
        return []
    locality_id, first = listed[0].locality_id, min(each.baseline_start for each in listed)
    indicators = known.of(locality_id)
    counters: dict[int, list[CounterIndicator]] = {}
    for counter in CounterIndicator.objects.filter(commitment__in=listed).order_by("pk"):
        counters.setdefault(counter.commitment_id, []).append(counter)
    kept: list[tuple[Commitment | CounterIndicator, Commitment]] = [(each, each) for each in listed]
    kept += [(each, owner) for owner in listed for each in counters.get(owner.pk, [])]
    ratios = {(each.indicator, each.version): indicators.find(each.indicator, each.version) for each, _owner in kept}
    weeks: dict[Measured, list[Observation]] = {}
    for seen in _weeks(locality_id, first, {_measured(each, owner) for each, owner in kept}, ratios.values()):
        weeks.setdefault((seen.indicator, seen.version, seen.unit_id), []).append(seen)
    drawn = (_cuts(listed), acts_of([each.pk for each in listed], by)) if by else ((), {})
    shelf = _Shelf(today, ratios, weeks, counters, alike.moves(locality_id, first, today), *drawn)
    return [_join(each, shelf) for each in listed]


def _measured(kept: Commitment | CounterIndicator, owner: Commitment) -> Measured:
    return kept.indicator, kept.version, owner.unit_id


def _weeks(locality_id: int, first: date, wanted: Iterable[Measured], ratios: Iterable[Ratio]) -> Iterable[Observation]:
    pairs = Q(pk__in=[])
    for indicator, version, unit_id in wanted:
        pairs |= Q(indicator=indicator, version=version, unit=unit_id)
    newest = figures.on_newest_snapshots(locality_id, ratios)
    return newest.filter(pairs, period_start__gte=first).weeks().select_related("snapshot")


def _cuts(listed: Sequence[Commitment]) -> list[Phase]:
    units = {each.unit_id for each in listed}
    return list(Phase.objects.filter(unit__in=units).standing().order_by("week", "pk"))


def _join(commitment: Commitment, shelf: _Shelf) -> Joined:
    """Judge on the day of the data, not on a later day without data, and for good once the due day is past."""
    found = shelf.weeks.get(_measured(commitment, commitment), [])
    taken = found[0].snapshot if found else None
    last = last_judged(commitment.started_on, commitment.due_on)
    day = min(shelf.today, taken.as_of if taken else shelf.today, last)
    main = _course(commitment, commitment, shelf, day)
    kept = shelf.counters.get(commitment.pk, [])
    beside = [_course(each, commitment, shelf, day) for each in kept]
    unlike = alike.change_of(commitment.unit, shelf.moves, commitment.baseline_start, main.figure.last)
    due = commitment.due_on if day == last else None
    judged = verdict(main, commitment.target, counters=beside, unlike=unlike, due=due)
    cuts = [cut for cut in shelf.cuts if (cut.unit_id, cut.indicator) == (commitment.unit_id, commitment.indicator)]
    base = main.baseline.door(main.ratio, commitment.baseline_snapshot_id, commitment.unit_id)
    snapshot_id = taken.pk if taken else None
    acts = shelf.acts.get(commitment.pk, [])
    drawn = Drawn(commitment, judged, f"chi-so-{commitment.pk}", base, snapshot_id, cuts, acts)
    door = main.figure.door(main.ratio, taken.pk, commitment.unit_id) if taken else None
    return Joined(commitment, judged, drawn, taken, door, base, tuple(_beside(judged, commitment, shelf)))


def _beside(judged: Verdict, commitment: Commitment, shelf: _Shelf) -> Iterable[Beside]:
    """Give the counter-indicators, each with the doors to its newest figure and its baseline."""
    for counter, kept in zip(judged.counters, shelf.counters.get(commitment.pk, []), strict=True):
        laid, unit_id = counter.course, commitment.unit_id
        found = shelf.weeks.get((laid.ratio.code, laid.ratio.version, unit_id), [])
        newest = laid.figure.door(laid.ratio, found[0].snapshot_id, unit_id) if found else None
        yield Beside(counter, (newest, laid.baseline.door(laid.ratio, kept.baseline_snapshot_id, unit_id)))


def _course(kept: Commitment | CounterIndicator, commitment: Commitment, shelf: _Shelf, day: date) -> Course:
    good, counted = kept.baseline_numerator, kept.baseline_denominator
    baseline = Figure(good, counted, None, commitment.baseline_start, commitment.baseline_end)
    found = shelf.weeks.get(_measured(kept, commitment), [])
    ratio = shelf.ratios[kept.indicator, kept.version]
    return course(ratio, found, baseline, commitment.started_on, day)


def for_overview(locality: Locality, today: date) -> list[Joined]:
    """Give every commitment of a locality for the leader's page, what is off course first. Four statements."""
    listed = Commitment.objects.of(locality).select_related("unit").order_by("due_on", "pk")
    return sorted(joined(listed, today), key=lambda each: OFF_COURSE_FIRST.index(each.verdict.state))
