"""When a number is so unlike the usual that its unit is asked about it.

Sources: one-sided exact tests (`tails`); Holm's step-down for many tests at once (S. Holm, 1979); the usual coming and
going between weeks widens the comparison by Pearson's dispersion. The thresholds are a choice of this project, kept as
data: a question a week at most by chance in fifty wards, and never for a small difference.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import fsum

from kheo.integrity.rules.shapes import Against, Signal, Values
from kheo.integrity.rules.tails import binomial_tail, fisher_tail

Span = tuple[int, str, date, date]
"""A unit, a signal's code, the first and the last day."""


@dataclass(frozen=True)
class Part:
    """Marked of counted."""

    marked: int
    counted: int

    @property
    def share(self) -> float:
        """Give the share; 0 where nothing was counted."""
        return self.marked / self.counted if self.counted else 0.0

    def __add__(self, other: "Part") -> "Part":
        return Part(self.marked + other.marked, self.counted + other.counted)


@dataclass(frozen=True)
class Week:
    """A week of a unit, from its Monday."""

    monday: date
    part: Part


@dataclass(frozen=True)
class Seen:
    """A unit's weeks before and within the window, and the like units' window."""

    unit: int
    past: tuple[Week, ...]
    window: tuple[Week, ...]
    peers: Part

    @property
    def now(self) -> Part:
        """Give the window as one."""
        return total(self.window)

    @property
    def before(self) -> Part:
        """Give the past as one."""
        return total(self.past)


@dataclass(frozen=True)
class Finding:
    """A test that was made: of which unit, over which days, what was seen, what is usual, how likely by chance.

    `usual` is a share for a share, and for a burst the number of records that the usual share would give among those of
    the day; `apart` is the value that a burst is of.
    """

    signal: Signal
    unit: int
    first: date
    last: date
    now: Part
    before: Part
    peers: Part
    usual: float
    chance: float
    stands_out: bool
    weeks: tuple[Week, ...] = ()
    apart: int | None = None

    @property
    def span(self) -> Span:
        """Say what it is about: of one unit, one signal and the same days there is one question, ever."""
        return self.unit, self.signal.code, self.first, self.last


def total(weeks: Iterable[Week]) -> Part:
    """Add weeks up."""
    return sum((week.part for week in weeks), Part(0, 0))


def dispersion(parts: Sequence[Part]) -> float:
    """Say how much more weeks, or days, differ among themselves than chance would let them; never below 1."""
    whole = sum(parts, Part(0, 0))
    known = [part for part in parts if part.counted]
    if len(known) < 2 or whole.share in (0.0, 1.0):
        return 1.0
    spread = whole.share * (1 - whole.share)
    surprise = fsum((part.marked - part.counted * whole.share) ** 2 / (part.counted * spread) for part in known)
    return max(1.0, surprise / (len(known) - 1))


def judge_share(signal: Signal, values: Values, against: Against, seen: Seen) -> Finding | None:
    """Compare a unit's share with the usual (điều thường gặp); None where there is too little to say anything.

    Of all that may be called usual (the own past, the like units, a declared share) the highest counts, and the test
    that is least surprised: a question needs every comparison to be surprised. A unit whose own past is too short to be
    compared with is not judged by its likes alone.
    """
    now, floor = seen.now, values["floor"]
    if now.counted < floor or not seen.window:
        return None
    if against is Against.BOTH and seen.before.counted < floor and signal.declared is None:
        return None
    tests = list[tuple[float, float]]()
    if signal.declared is not None:
        share = signal.declared(values)
        tests.append((share, binomial_tail(now.marked, now.counted, share)))
    if not signal.alone:
        widened = dispersion([week.part for week in seen.past])
        for kind, part in ((Against.PAST, seen.before), (Against.LIKE_UNITS, seen.peers)):
            if against in (Against.BOTH, kind) and part.counted >= floor:
                tests.append((part.share, _unlike(now, part, widened)))
    if not tests:
        return None
    usual, chance = max(share for share, _chance in tests), max(chance for _share, chance in tests)
    stands_out = now.marked >= values["least"] and (now.share - usual) * 100 >= values["effect"]
    return Finding(
        signal,
        seen.unit,
        seen.window[0].monday,
        seen.window[-1].monday + timedelta(days=6),
        now,
        seen.before,
        seen.peers,
        usual,
        chance,
        stands_out,
        (*seen.past, *seen.window),
    )


def _unlike(now: Part, usual: Part, widened: float) -> float:
    """Test by numbers made as much smaller as the weeks differ more than chance: the marked down, the counted up."""
    marked, counted = int(now.marked / widened), -int(-now.counted // widened)
    other_marked, other = -int(-usual.marked // widened), -int(-usual.counted // widened)
    return fisher_tail(marked, counted, min(other_marked, other), other)


@dataclass(frozen=True)
class Day:
    """What a unit had on one day of one kind (one rating), among all of that day."""

    unit: int
    day: date
    apart: int
    part: Part


def judge_bursts(signal: Signal, values: Values, days: Sequence[Day], window: tuple[date, date]) -> list[Finding]:
    """Find days on which one value came far more often than in the unit's past (dồn dập, giống hệt nhau).

    Compared is the value's share of the day with its share of all the unit's earlier days, also of those on which it
    did not come: many records on one day are nothing by themselves. Besides, a day has at least `least` of the value,
    `times` as many as the unit's usual day, and hardly any other value.
    """
    totals: dict[int, dict[date, int]] = {}
    came: dict[tuple[int, int], dict[date, int]] = {}
    for each in (each for each in days if each.day < window[0]):
        totals.setdefault(each.unit, {})[each.day] = each.part.counted
        came.setdefault((each.unit, each.apart), {})[each.day] = each.part.marked
    found = list[Finding]()
    for each in (each for each in days if each.day >= window[0]):
        marked = came.get((each.unit, each.apart), {})
        past = [Part(marked.get(day, 0), counted) for day, counted in totals.get(each.unit, {}).items()]
        if sum(part.counted for part in past) >= values["floor"]:
            found.append(_burst(signal, values, each, past))
    return found


def _burst(signal: Signal, values: Values, seen: Day, past: Sequence[Part]) -> Finding:
    now, before = seen.part, sum(past, Part(0, 0))
    many = now.marked >= max(values["least"], values["times"] * before.marked / len(past))
    alike = now.share * 100 >= values["alike"]
    chance = _unlike(now, before, dispersion(past))
    return Finding(
        signal, seen.unit, seen.day, seen.day, now, before, Part(0, 0), before.share * now.counted, chance,
        many and alike, apart=seen.apart,
    )  # fmt: skip


@dataclass(frozen=True)
class Limits:
    """How many questions may be raised: by chance a week in a ward, and at most a week for the ward and a unit."""

    chance: float
    a_week: int
    a_unit: int


def chosen(findings: Sequence[Finding], limits: Limits, spent: dict[int, int] | None = None) -> list[Finding]:
    """Choose the findings that become questions, the least likely by chance first (vài câu hỏi mỗi tuần).

    All tests made count against the chance (Holm), also those that were not surprised. `spent` are the questions of
    this week that each unit has already. Of two findings about the same days (two ratings of half each) one is asked.
    """
    ordered = sorted(findings, key=lambda each: (each.chance, each.signal.code, each.unit, each.first))
    unlikely = list[Finding]()
    for place, each in enumerate(ordered):
        if each.chance > limits.chance / (len(ordered) - place):
            break
        unlikely.append(each)
    counts = dict(spent or {})
    found: dict[Span, Finding] = {}
    for each in (each for each in unlikely if each.stands_out and each.span not in found):
        if sum(counts.values()) < limits.a_week and counts.get(each.unit, 0) < limits.a_unit:
            counts[each.unit] = counts.get(each.unit, 0) + 1
            found[each.span] = each
    return list(found.values())
