"""What a number rests on: snapshots of fact tables, and the observations measured on them. Neither is ever altered."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kheo.people.models import Locality, Official, Unit

PERIOD_KINDS = [("week", "tuần"), ("month", "tháng")]


class SnapshotQuerySet(models.QuerySet["Snapshot"]):
    """Sets of snapshots."""

    def of(self, locality: Locality | int | None, table: str) -> Self:
        """Snapshots of one table of one locality, newest first."""
        return self.filter(locality=locality, table=table).order_by("-pk")


class Snapshot(models.Model):
    """A fact table of a locality, written to a Parquet file at one moment. A correction is a new snapshot.

    `as_of` is the day in Việt Nam when it was taken: the filters' "today". `path` lies under KHEO_SNAPSHOTS.
    """

    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, related_name="+")
    table = models.CharField(max_length=40)
    taken_at = models.DateTimeField()
    as_of = models.DateField()
    taken_by = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, related_name="+")
    path = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    row_count = models.BigIntegerField()

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["locality", "table", "-id"], name="snapshot_newest")]

    def __str__(self) -> str:
        return f"{self.table} {self.taken_at:%Y-%m-%d} {self.sha256[:12]}"

    @property
    def file(self) -> Path:
        """Give where the Parquet file lies."""
        return Path(settings.KHEO_SNAPSHOTS) / self.path


class ObservationQuerySet(models.QuerySet["Observation"]):
    """Sets of observations."""

    def weeks(self) -> Self:
        """Weekly observations, oldest first."""
        return self.filter(period_kind="week").order_by("period_start")

    def months(self) -> Self:
        """Monthly observations, oldest first."""
        return self.filter(period_kind="month").order_by("period_start")

    def whole(self) -> Self:
        """Periods that were over on the day of their snapshot."""
        return self.filter(period_end__lt=F("snapshot__as_of"))


class Observation(models.Model):
    """An indicator of a unit (with all units below it) in a week or month: two whole numbers, never a bare percentage.

    `answerable` counts those who could have answered, for indicators over answers; the response rate is
    denominator / answerable. Without a denominator there is no value. `version` is that of the indicator's filters.
    """

    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, related_name="+", db_index=False)
    indicator = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField(default=1, db_default=1)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    period_kind = models.CharField(max_length=5, choices=PERIOD_KINDS)
    period_start = models.DateField()
    period_end = models.DateField()
    numerator = models.PositiveBigIntegerField()
    denominator = models.PositiveBigIntegerField()
    answerable = models.PositiveBigIntegerField(null=True)

    objects = ObservationQuerySet.as_manager()

    class Meta:
        constraints = [
            # The order serves the one question asked: the weeks of a unit's indicator on the newest snapshot. Thousands
            # of rows are written at each refresh, so that there is no other index.
            models.UniqueConstraint(
                fields=["snapshot", "indicator", "version", "unit", "period_kind", "period_start"],
                name="observation_once",
            ),
            models.CheckConstraint(condition=Q(numerator__lte=F("denominator")), name="observation_part_of_whole"),
            models.CheckConstraint(
                condition=Q(answerable__isnull=True) | Q(denominator__lte=F("answerable")),
                name="observation_answers_of_asked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.period_start}: {self.numerator}/{self.denominator}"
