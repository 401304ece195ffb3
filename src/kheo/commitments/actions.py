"""Commit: tie a unit to an indicator, with a baseline fixed before the start, a target and its date."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from kheo.base import clock
from kheo.base.audit import record
from kheo.commitments import access, rules
from kheo.commitments.models import Commitment
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
) -> Commitment:
    """Tie the unit (with all below it) to the indicator. The baseline is the whole weeks just before the start.

    Raises RuleBroken when the dates or the target are wrong, or when nothing was counted before the start.
    """
    access.check_can_commit(by, unit)
    ratio = _ratio(unit.locality_id, indicator_code)
    rules.check_dates(started_on, due_on)
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
    changed = {"unit": unit.pk, "target": target, "baseline": [good, counted], "from": started_on, "due": due_on}
    record("commitment.made", made, by=by, changed=changed | {"snapshot": taken.pk})
    return made


def _ratio(locality_id: int, code: str) -> Ratio:
    for ratio in known.of(locality_id):
        if ratio.code == code:
            return ratio
    raise RuleBroken(_("Không có chỉ số này trong danh mục."), field="indicator_code")


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
