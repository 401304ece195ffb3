"""What makes a commitment honest: whole weeks before the start as its baseline, a target that is better, a later date.

Source: a design of this project (docs/decisions/0008-xmr-charts.md, 0029-honest-verdicts.md); no regulation fixes these
rules.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from kheo.days.formats import date_text, number, percent
from kheo.days.periods import week_of
from kheo.errors import RuleBroken

BASELINE_WEEKS = 12
FEWEST_BASELINE_WEEKS = 8
MOST_BASELINE_WEEKS = 52
WEEKS_BEFORE_A_VERDICT = 4
MOST_COUNTERS = 3
SHORTEST_REASON, LONGEST_REASON = 10, 300
CAUTION_TEXT = "Biểu đồ không chứng minh được là nhờ riêng việc này."


class State(StrEnum):
    """What a commitment came to, so far."""

    MET = "met"
    IMPROVED = "improved"
    AT_COST = "at_cost"
    SAME = "same"
    WORSE = "worse"
    TOO_EARLY = "too_early"
    TOO_FEW = "too_few"
    NOT_ALIKE = "not_alike"


STATE_NAMES = {
    State.MET: "tốt lên, đạt mục tiêu",
    State.IMPROVED: "tốt lên, chưa đạt mục tiêu",
    State.AT_COST: "tốt lên, nhưng chỉ số đối trọng xấu đi",
    State.SAME: "dao động thường",
    State.WORSE: "xấu đi",
    State.TOO_EARLY: "còn quá sớm",
    State.TOO_FEW: "chưa đủ số liệu",
    State.NOT_ALIKE: "không so được",
}
UNTOLD = frozenset({State.TOO_EARLY, State.TOO_FEW, State.NOT_ALIKE})
"""States in which nothing is said of change: it is too early, too little was counted, or the unit is another one."""


@dataclass(frozen=True)
class Span:
    """The road from a baseline to a target, both in percent; the target may lie below (fewer complaints)."""

    baseline: Decimal
    target: Decimal

    def __post_init__(self) -> None:
        if self.baseline == self.target:
            raise ValueError("a target differs from its baseline")

    def progress(self, now: Decimal) -> Decimal:
        """Give the share of the road gone: 0 at the baseline, 1 at the target, below 0 if worse."""
        return (now - self.baseline) / (self.target - self.baseline)

    def is_met(self, now: Decimal) -> bool:
        """Say whether the target is reached or passed."""
        return self.progress(now) >= 1


def baseline_span(started_on: date, weeks: int = BASELINE_WEEKS) -> tuple[date, date]:
    """Give first and last day of the whole weeks just before the start (mức nền)."""
    if not FEWEST_BASELINE_WEEKS <= weeks <= MOST_BASELINE_WEEKS:
        raise RuleBroken("Mức nền cần từ {fewest} đến 52 tuần.", fewest=FEWEST_BASELINE_WEEKS, field="baseline_weeks")
    last = week_of(started_on).start - timedelta(days=1)
    return last - timedelta(days=7 * weeks - 1), last


def check_dates(started_on: date, due_on: date) -> None:
    """The date of the target lies at least four weeks after the start: before that no verdict is possible."""
    if due_on < started_on + timedelta(weeks=WEEKS_BEFORE_A_VERDICT):
        raise RuleBroken(
            "Ngày đạt mục tiêu phải sau ngày bắt đầu ít nhất {weeks} tuần, sớm hơn thì chưa đủ số liệu để nói.",
            weeks=WEEKS_BEFORE_A_VERDICT,
            field="due_on",
        )


def last_judged(started_on: date, due_on: date) -> date:
    """Give the day that a promise is judged on for good: the day after its due day.

    Where four whole weeks since the start are over only later, the day on which they are. What comes after neither
    mends a promise that was missed nor breaks one that was kept.
    """
    monday = week_of(started_on + timedelta(days=6)).start
    return max(due_on + timedelta(days=1), monday + timedelta(weeks=WEEKS_BEFORE_A_VERDICT))


def check_baseline(counted: int, noun: str, first: date, last: date) -> None:
    """Without anything counted before the start there is nothing to compare with (chưa có số liệu)."""
    if counted == 0:
        raise RuleBroken(
            "Chưa có số liệu nền: không có {noun} nào được tính từ {first} đến {last}, "
            "nên không có gì để so với mục tiêu.",
            noun=noun,
            first=date_text(first),
            last=date_text(last),
            field="started_on",
        )


def check_target(target: Decimal, good: int, counted: int, *, higher_is_better: bool = True) -> None:
    """The target is a share of 0 to 100%, and better than the baseline."""
    if not 0 <= target <= 100:
        raise RuleBroken("Mục tiêu là tỷ lệ phần trăm, từ 0 đến 100.", field="target")
    gap = target * counted - 100 * good
    if (gap if higher_is_better else -gap) <= 0:
        shown = number(target, 0 if target == target.to_integral() else 2)
        baseline = percent(good, counted)
        if higher_is_better:
            raise RuleBroken(
                "Mục tiêu {target}% phải cao hơn mức nền {baseline}.", target=shown, baseline=baseline, field="target"
            )
        raise RuleBroken(
            "Mục tiêu {target}% phải thấp hơn mức nền {baseline}.", target=shown, baseline=baseline, field="target"
        )


def check_counters(indicator: str, counters: Sequence[str]) -> None:
    """What must not worsen meanwhile (chỉ số đối trọng): other indicators than the one promised, each once, a few."""
    if indicator in counters or len(set(counters)) < len(counters):
        raise RuleBroken("Chỉ số đối trọng phải khác chỉ số đã chọn, mỗi chỉ số một lần.", field="counters")
    if len(counters) > MOST_COUNTERS:
        raise RuleBroken("Chọn nhiều nhất {most} chỉ số đối trọng.", most=MOST_COUNTERS, field="counters")


def check_week(week: date, today: date, standing: Collection[date]) -> None:
    """A phase begins with a week that has begun, and no other phase begins with it."""
    if week > today:
        raise RuleBroken("Tuần ấy chưa tới.", field="day")
    if week in standing:
        raise RuleBroken(
            "Giới hạn đã được tính lại từ tuần {week}. Muốn đổi lý do, hãy rút lần trước.",
            week=date_text(week),
            field="day",
        )


def check_reason(reason: str) -> None:
    """Limits are reckoned anew, or as before, only with a reason that others can judge."""
    if not SHORTEST_REASON <= len(reason.strip()) <= LONGEST_REASON:
        raise RuleBroken(
            "Hãy ghi lý do, từ {shortest} đến {longest} ký tự: điều gì đã đổi trong cách làm, theo văn bản nào.",
            shortest=SHORTEST_REASON,
            longest=LONGEST_REASON,
            field="reason",
        )
