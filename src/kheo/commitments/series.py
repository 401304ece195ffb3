"""Periods of a unit's indicator, cut into phases, with the limits that fit how many records they rest on.

No clock and no database. How it is drawn: commitments/drawn.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kheo.commitments.models import Phase
from kheo.commitments.weeks import Week
from kheo.indicators.doors import Door
from kheo.measures import control, phases, shares
from kheo.measures.control import OURS, Assurance, Manner, State
from kheo.measures.phases import Phase as JudgedPhase
from kheo.measures.shapes import Ratio

PERIOD_NAMES = {"week": "tuần", "month": "tháng", "four weeks": "bốn tuần"}
ENOUGH_OF_OWN = 4  # limits that come from counts need fewer points than limits that come from the swing
ICONS_OF_CHANGE = {State.IMPROVING: "up", State.WORSENING: "down", State.COMMON: "same", State.TOO_FEW: "few"}
ICONS_OF_TARGET = {Assurance.ALWAYS: "hit", Assurance.SOMETIMES: "mix", Assurance.NEVER: "not", None: ""}


@dataclass(frozen=True)
class Act:
    """Something that was begun on a day and is meant to move the indicator: a task, named by its code."""

    day: date
    text: str
    url: str = ""


@dataclass(frozen=True)
class Series:
    """Periods, oldest first, of an indicator. The first `baseline` counted ones make the limits of the first phase.

    `own_limits`: each period gets limits as wide as its few records ask for (p-chart), instead of an XmR chart's.
    `bare`: too few periods for any limits. `whose`: snapshot and unit, for the doors to the records.
    `period` is a key of PERIOD_NAMES. `shown`: so many of the newest periods are drawn; all of them are judged.
    """

    ratio: Ratio
    periods: tuple[Week, ...]
    baseline: int = control.FEWEST_FOR_FIRM_LIMITS
    cuts: Sequence[Phase] = ()
    acts: Sequence[Act] = ()
    own_limits: bool = False
    period: str = "week"
    manner: Manner = OURS
    bare: bool = False
    whose: tuple[int, int] | None = None
    shown: int | None = None

    @property
    def drawn(self) -> tuple[Week, ...]:
        """Give the periods that are drawn."""
        return self.periods[-self.shown :] if self.shown else self.periods

    def door(self, each: Week) -> Door | None:
        """Give the door to the records of a period; None where nothing was counted."""
        if not each.counted or self.whose is None:
            return None
        return Door(self.ratio, *self.whose, each.start, each.end, each.good, each.counted)

    @cached_property
    def places(self) -> list[int]:
        """Give the places of the periods in which something was counted."""
        return [place for place, each in enumerate(self.periods) if each.counted]

    @cached_property
    def values(self) -> list[float]:
        """Give the shares of those periods, in percent."""
        return [each.value for each in self.periods if each.value is not None]

    @cached_property
    def phases(self) -> tuple[phases.Phase, ...]:
        """Judge each phase by itself; empty where nothing was counted."""
        if self.bare or not self.values:
            return ()
        starts = [self.first_from(cut.week) for cut in self.cuts]
        return phases.phases(self.values, starts, baseline=self.baseline, manner=self.manner)

    def first_from(self, day: date) -> int:
        """Give the place, among the counted periods, of the first that begins on that day or later."""
        return sum(self.periods[place].start < day for place in self.places)

    @cached_property
    def sides(self) -> list[int]:
        """Give the side of each counted period: 1 unusually high, -1 unusually low, 0 the usual swing."""
        if self.own_limits:
            return [shares.side(before, self._pair(place)) for before, place in self.held()]
        return [cause.side for cause in phases.causes(self.phases)]

    def held(self) -> list[tuple[shares.Counts, int]]:
        """Pair each counted period's place with the counts that its phase began with."""
        held = []
        for phase in self.phases:
            before = self._begun(phase)
            held += [(before, place) for place in self.places[phase.first : phase.end]]
        return held

    def centre(self, phase: JudgedPhase) -> float:
        """Give the middle line in percent: the mean of the first shares, or with own limits the share of their sum."""
        good, counted = self._begun(phase)
        return 100 * good / counted if self.own_limits else phase.judged.limits.mean

    def _begun(self, phase: JudgedPhase) -> shares.Counts:
        """Sum the counts of the periods that made a phase's limits."""
        first = [self._pair(place) for place in self.places[phase.first : phase.baseline_end]]
        return sum(good for good, _counted in first), sum(counted for _good, counted in first)

    def _pair(self, place: int) -> tuple[int, int]:
        return self.periods[place].good, self.periods[place].counted

    @property
    def state(self) -> State:
        """Say what the newest period says about its phase."""
        needed = ENOUGH_OF_OWN if self.own_limits else control.ENOUGH_POINTS
        if not self.phases or self.phases[-1].judged.baseline < needed:
            return State.TOO_FEW
        side = self.sides[-1] if self.ratio.higher_is_better else -self.sides[-1]
        return {1: State.IMPROVING, -1: State.WORSENING, 0: State.COMMON}[side]

    @property
    def is_trial(self) -> bool:
        """Say whether the limits of the newest phase are trial limits."""
        return bool(self.phases) and self.phases[-1].judged.is_short

    def assurance(self, target: float | None, since: date | None = None) -> Assurance | None:
        """Hold the target against the newest 13 periods of the newest phase (or since a day); None for fewer."""
        if target is None or not self.phases or self.own_limits:
            return None
        first = max(self.phases[-1].first, self.first_from(since) if since else 0)
        return control.assurance_now(self.values[first:], target, higher_is_better=self.ratio.higher_is_better)


def four_weeks_each(weeks: Sequence[Week], started_on: date) -> tuple[tuple[Week, ...], int]:
    """Take four weeks together, counted back from the newest; none holds weeks of both before and after the start.

    Gives the periods, and how many of them are of the baseline. Weeks left over at the oldest end of each side are
    taken together, too.
    """
    before = [week for week in weeks if week.start < started_on]
    after = [week for week in weeks if week.start >= started_on]
    pooled = [_together(part) for side in (before, after) for part in _fours(side)]
    return tuple(pooled), len(_fours(before))


def _fours(weeks: Sequence[Week]) -> list[Sequence[Week]]:
    rest = len(weeks) % 4
    return [each for each in (weeks[:rest], *(weeks[n : n + 4] for n in range(rest, len(weeks), 4))) if each]


def _together(weeks: Sequence[Week]) -> Week:
    good, counted = sum(week.good for week in weeks), sum(week.counted for week in weeks)
    return Week(weeks[0].start, good, counted, last=weeks[-1].end)
