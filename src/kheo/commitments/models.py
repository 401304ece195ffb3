"""A commitment (gắn): a unit, an indicator, a baseline chosen before the start, a target and its date; and phases.

Also what must not worsen meanwhile, and from which weeks the limits of a chart were reckoned anew.
"""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import DecimalField, ExpressionWrapper, F, Q

from kheo.indicators.models import Snapshot
from kheo.people.models import Locality, Official, Unit
from kheo.people.rules import SEES_WHOLE_LOCALITY


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    """Sets of commitments."""

    def of(self, locality: Locality | int) -> Self:
        """Commitments of one locality."""
        return self.filter(locality=locality)

    def visible_to(self, official: Official) -> Self:
        """All of the locality for roles whose work spans it; else those of the official's own unit and below."""
        if official.has_role(*SEES_WHOLE_LOCALITY):
            return self.filter(locality=official.locality_id)
        paths = [post.unit.path for post in [*official.posts, *official.acting_posts]]
        below = Q(pk__in=[])
        for path in paths:
            below |= Q(unit__path__startswith=path)
        return self.filter(below, locality=official.locality_id)


class Commitment(models.Model):
    """Whatever it is tied to (a task, a plan) lives above and keeps the link; this knows unit, indicator and dates.

    `version` is that of the indicator's filters: a promise is measured to its end by what it was made with.
    The baseline is stored as the two whole numbers it was on the day of the commitment, with its snapshot: later
    corrections of the data do not move the promise. `target` is in percent.
    """

    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    indicator = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField(default=1, db_default=1)
    baseline_start = models.DateField()
    baseline_end = models.DateField()
    baseline_numerator = models.PositiveBigIntegerField()
    baseline_denominator = models.PositiveBigIntegerField()
    baseline_snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="+")
    target = models.DecimalField(max_digits=5, decimal_places=2)
    started_on = models.DateField()
    due_on = models.DateField()
    made_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["locality", "indicator", "unit"], name="commitment_of_locality")]
        constraints = [
            models.CheckConstraint(
                condition=Q(baseline_start__lt=F("baseline_end")) & Q(baseline_end__lt=F("started_on")),
                name="commitment_baseline_before_start",
            ),
            models.CheckConstraint(condition=Q(due_on__gt=F("started_on")), name="commitment_due_after_start"),
            models.CheckConstraint(
                condition=Q(baseline_denominator__gt=0, baseline_numerator__lte=F("baseline_denominator")),
                name="commitment_baseline_has_a_value",
            ),
            models.CheckConstraint(condition=Q(target__gte=0, target__lte=100), name="commitment_target_is_a_share"),
            models.CheckConstraint(
                condition=~Q(
                    baseline_numerator=ExpressionWrapper(
                        F("target") * F("baseline_denominator") / 100,
                        output_field=DecimalField(max_digits=30, decimal_places=10),
                    )
                ),
                name="commitment_target_is_not_the_baseline",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.unit_id}: {self.target}%"


class CounterIndicator(models.Model):
    """An indicator that must not worsen while the promised one improves (chỉ số đối trọng), of the same unit and weeks.

    Its baseline is kept as the two whole numbers that it was on the day of the commitment.
    """

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="+")
    indicator = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    baseline_numerator = models.PositiveBigIntegerField()
    baseline_denominator = models.PositiveBigIntegerField()
    baseline_snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["commitment", "indicator"], name="counter_indicator_once"),
            models.CheckConstraint(
                condition=Q(baseline_denominator__gt=0, baseline_numerator__lte=F("baseline_denominator")),
                name="counter_indicator_has_a_value",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id}: {self.indicator}"


class PhaseQuerySet(models.QuerySet["Phase"]):
    """Sets of phases."""

    def of(self, unit: Unit | int, indicator: str) -> Self:
        """Phases of one indicator of one unit, oldest first."""
        return self.filter(unit=unit, indicator=indicator).order_by("week", "pk")

    def standing(self) -> Self:
        """Those that were not withdrawn."""
        return self.filter(withdrawal=None)


class Phase(models.Model):
    """From this week on, the limits of a unit's indicator are reckoned anew; a person said so, and why.

    The row is never altered; whoever was wrong withdraws it. Only the words of its reason can be taken out.
    """

    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    indicator = models.CharField(max_length=40)
    week = models.DateField(help_text="Thứ Hai của tuần đầu tiên")
    reason = models.TextField()
    made_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = PhaseQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["unit", "indicator", "week"], name="phase_of_unit")]
        constraints = [
            models.CheckConstraint(condition=Q(week__iso_week_day=1), name="phase_begins_on_a_monday"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.unit_id}: {self.week}"


class Withdrawal(models.Model):
    """A phase taken back, with the reason; the chart is as if it had never been, and the page says that it was."""

    phase = models.OneToOneField(Phase, on_delete=models.PROTECT, related_name="withdrawal")
    reason = models.TextField()
    made_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"withdrawn: {self.phase_id}"
