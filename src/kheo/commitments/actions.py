"""Commit: tie a unit to an indicator, with a baseline fixed before the start, a target and its date.

Begin and withdraw phases: from which week the limits of a unit's chart are reckoned anew.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from kheo.base import clock
from kheo.base.audit import record
from kheo.commitments import access, rules
from kheo.commitments.models import Commitment, CounterIndicator, Phase, Withdrawal
from kheo.days.periods import week_of
from kheo.errors import RuleBroken
from kheo.indicators import figures, known
from kheo.indicators.models import Observation, Snapshot
from kheo.measures.shapes import Ratio
from kheo.people.models import Official, Unit


@transaction.atomic
def commit(  # noqa: PLR0913
    *,
    unit: Unit,
    indicator_code: str,
    target: Decimal,
    started_on: date,
    due_on: date,
    by: Official,
    baseline_weeks: int = rules.BASELINE_WEEKS,
    counters: Sequence[str] = (),
) -> Commitment:
    """Tie the unit (with all below it) to the indicator. The baseline is the whole weeks just before the start.

    `counters` are codes of indicators that must not worsen meanwhile. Raises RuleBroken when the dates or the target
    are wrong, or when nothing was counted before the start.
    """
    access.check_can_commit(by, unit)
    ratio = _ratio(unit.locality_id, indicator_code)
    rules.check_dates(started_on, due_on)
    rules.check_counters(indicator_code, counters)
    first, last = rules.baseline_span(started_on, baseline_weeks)
    taken = _snapshot(unit, ratio, last)
    good, counted = _baseline(taken, ratio, unit, first, last)
    rules.check_baseline(counted, ratio.noun, first, last)
    rules.check_target(target, good, counted, higher_is_better=ratio.higher_is_better)
    made = Commitment.objects.create(
        locality_id=unit.locality_id,
        unit=unit,
        indicator=ratio.code,
        version=ratio.version,
        baseline_start=first,
        baseline_end=last,
        baseline_numerator=good,
        baseline_denominator=counted,
        baseline_snapshot=taken,
        target=target,
        started_on=started_on,
        due_on=due_on,
        made_by=by,
        made_at=clock.now(),
    )
    for code in counters:
        _add_counter(made, code)
    changed = {"unit": unit.pk, "target": target, "baseline": [good, counted], "from": started_on, "due": due_on}
    record("commitment.made", made, by=by, changed=changed | {"snapshot": taken.pk, "counters": len(counters)})
    return made


def _ratio(locality_id: int, code: str, field: str = "indicator_code") -> Ratio:
    for ratio in known.of(locality_id):
        if ratio.code == code:
            return ratio
    raise RuleBroken(_("Không có chỉ số này trong danh mục."), field=field)


def _add_counter(made: Commitment, code: str) -> None:
    """Keep what a counter-indicator was over the same weeks."""
    ratio = _ratio(made.locality_id, code, "counters")
    taken = _snapshot(made.unit, ratio, made.baseline_end)
    good, counted = _baseline(taken, ratio, made.unit, made.baseline_start, made.baseline_end)
    rules.check_baseline(counted, ratio.noun, made.baseline_start, made.baseline_end)
    CounterIndicator.objects.create(
        commitment=made,
        indicator=code,
        version=ratio.version,
        baseline_numerator=good,
        baseline_denominator=counted,
        baseline_snapshot=taken,
    )


def _snapshot(unit: Unit, ratio: Ratio, last: date) -> Snapshot:
    """Give the newest snapshot; the baseline must have been over when it was taken."""
    taken = figures.newest(unit.locality_id, ratio.table)
    if taken is None or taken.as_of <= last:
        raise RuleBroken(_("Chưa có bản chốt số liệu sau các tuần làm mức nền. Hãy nhập và chốt số liệu trước."))
    return taken


def _baseline(taken: Snapshot, ratio: Ratio, unit: Unit, first: date, last: date) -> tuple[int, int]:
    weeks = Observation.objects.filter(
        snapshot=taken, indicator=ratio.code, version=ratio.version, unit=unit, period_kind="week"
    )
    sums = weeks.filter(period_start__gte=first, period_end__lte=last).aggregate(
        good=Sum("numerator"), counted=Sum("denominator")
    )
    return sums["good"] or 0, sums["counted"] or 0


@transaction.atomic
def begin_phase(*, unit: Unit, indicator_code: str, day: date, reason: str, by: Official) -> Phase:
    """Let the limits of a unit's indicator be reckoned anew from the week of `day` on, and say why.

    The verdict on a commitment stays with the baseline of its promise; only the chart has a step.
    """
    Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)  # one phase of a unit at a time
    access.check_can_cut(by, unit)
    ratio = _ratio(unit.locality_id, indicator_code)
    week = week_of(day).start
    standing = Phase.objects.of(unit, ratio.code).standing().values_list("week", flat=True)
    rules.check_week(week, clock.today(), set(standing))
    rules.check_reason(reason)
    made = Phase.objects.create(
        locality_id=unit.locality_id,
        unit=unit,
        indicator=ratio.code,
        week=week,
        reason=reason.strip(),
        made_by=by,
        made_at=clock.now(),
    )
    record("phase.begun", made, by=by, changed={"unit": unit.pk, "week": week}, words=made.reason)
    return made


@transaction.atomic
def withdraw_phase(phase_id: int, *, reason: str, by: Official) -> Withdrawal:
    """Take a phase back: the limits are as they were before it."""
    phase = Phase.objects.select_for_update(of=("self",)).select_related("unit").get(pk=phase_id)
    access.check_can_cut(by, phase.unit)
    if Withdrawal.objects.filter(phase=phase).exists():
        raise RuleBroken("Lần tính lại này đã được rút rồi.")
    rules.check_reason(reason)
    made = Withdrawal.objects.create(phase=phase, reason=reason.strip(), made_by=by, made_at=clock.now())
    record("phase.withdrawn", phase, by=by, changed={"unit": phase.unit_id, "week": phase.week}, words=made.reason)
    return made
