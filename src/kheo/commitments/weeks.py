"""An indicator's whole weeks around the start of a commitment, and how those since the start hold against its baseline.

No clock and no database. Rules: docs/decisions/0008-xmr-charts.md, 0029-honest-verdicts.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from statistics import median

from kheo.commitments.rules import WEEKS_BEFORE_A_VERDICT
from kheo.indicators import figures
from kheo.indicators.figures import Figure
from kheo.indicators.models import Observation
from kheo.measures import control, shares
from kheo.measures.control import Cause, Chart
from kheo.measures.shapes import Ratio

TO_BE_SURE = 2  # of the last four weeks
ONE_WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class Week:
    """A whole week: Monday, good, counted, who could have answered (None unless over answers), and the chart's word.

    `last` is the last day of a longer period that is drawn in its place: a month, or four weeks together.
    """

    start: date
    good: int
    counted: int
    answerable: int | None = None
    cause: Cause = Cause.COMMON
    last: date | None = None

    @property
    def end(self) -> date:
        """Give its last day."""
        return self.last or self.start + timedelta(days=6)

    @property
    def value(self) -> float | None:
        """Give the share in percent, or None when nothing was counted."""
        return self.good / self.counted * 100 if self.counted else None


@dataclass(frozen=True)
class Course:
    """An indicator from its baseline to the last week that is over. `figure` is over the last four full weeks."""

    ratio: Ratio
    weeks: tuple[Week, ...]
    baseline: Figure
    figure: Figure
    started_on: date

    @cached_property
    def before(self) -> list[Week]:
        """Weeks of the baseline in which something was counted."""
        return [week for week in self.weeks if week.start <= self.baseline.last and week.counted]

    @property
    def since(self) -> list[Week]:
        """Whole weeks since the start, also those in which nothing was counted."""
        return [week for week in self.weeks if week.start >= self.started_on]

    @cached_property
    def after(self) -> list[Week]:
        """Whole weeks since the start in which something was counted."""
        return [week for week in self.since if week.counted]

    @cached_property
    def usual(self) -> float:
        """Give how many records a week of the baseline usually has."""
        return median(week.counted for week in self.before)

    @property
    def is_pooled(self) -> bool:
        """Say whether weeks have too few records to be told apart, so that four are taken together.

        The baseline decides, which nothing that comes later can move.
        """
        return self.usual < control.ENOUGH_RECORDS

    @cached_property
    def chart(self) -> Chart:
        """Judge the counted weeks against the limits of the baseline's."""
        values = [week.value for week in self.weeks if week.value is not None]
        return control.chart(values, baseline=len(self.before))

    @property
    def named(self) -> tuple[Week, ...]:
        """Give every week with its special cause."""
        causes = iter(self.chart.causes)
        return tuple(
            Week(week.start, week.good, week.counted, week.answerable, next(causes) if week.counted else Cause.COMMON)
            for week in self.weeks
        )

    @cached_property
    def sides(self) -> list[int]:
        """Give the side of each counted week since the start: 1 high, -1 low, 0 inside the usual swing."""
        values = [week.value for week in self.after if week.value is not None]
        earlier = [week.value for week in self.weeks if week.value is not None][: -len(values) or None]
        return control.sides_of([*earlier, *values], self.chart.limits)[len(earlier) :]

    @cached_property
    def side(self) -> int:
        """Say on which side of the baseline the indicator stands now, for sure; 0 when it may be the usual swing.

        Weekly: the newest week and one more of the last four are special on that side. Pooled: the four weeks together
        lie beyond limits that are as wide as their few records ask for.
        """
        if self.is_pooled:
            return shares.side(_pair(self.baseline), _pair(self.figure))
        newest = self.sides[-WEEKS_BEFORE_A_VERDICT:]
        return newest[-1] if newest.count(newest[-1]) >= TO_BE_SURE else 0

    @property
    def difference(self) -> shares.Difference | None:
        """Give the newest four weeks less the baseline, with its interval."""
        if not self.figure.denominator:
            return None
        return shares.difference(_pair(self.baseline), _pair(self.figure))


def _pair(figure: Figure) -> tuple[int, int]:
    return figure.numerator, figure.denominator


def course(
    ratio: Ratio, observations: Sequence[Observation], baseline: Figure, started_on: date, today: date
) -> Course:
    """Lay out every whole week from the baseline to the last one that is over; weeks without records stay empty.

    Observations come in any order; those outside the weeks are ignored.
    """
    seen = {each.period_start: each for each in observations if each.period_kind == "week"}
    weeks: list[Week] = []
    monday = baseline.first
    while monday + ONE_WEEK <= today:
        each = seen.get(monday)
        weeks.append(Week(monday, each.numerator, each.denominator, each.answerable) if each else Week(monday, 0, 0))
        monday += ONE_WEEK
    first, last = figures.last_full_weeks(today)
    shown = [week for week in weeks if week.start >= first]
    asked = _sum(shown, "answerable") if ratio.answered_of else None
    figure = Figure(_sum(shown, "good"), _sum(shown, "counted"), asked, first, last)
    return Course(ratio, tuple(weeks), baseline, figure, started_on)


def _sum(weeks: Sequence[Week], name: str) -> int:
    return sum(getattr(week, name) or 0 for week in weeks)


def share(figure: Figure) -> Decimal:
    """Give the share in percent; something must have been counted."""
    return Decimal(100 * figure.numerator) / figure.denominator
