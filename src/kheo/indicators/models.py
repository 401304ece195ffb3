"""What a number rests on: snapshots, what was measured on them, a locality's own indicators, frozen periods.

A snapshot, an observation, a version of an indicator and a freeze are never altered (migrations "never_altered").
"""

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


class DefinedIndicator(models.Model):
    """An indicator that an administrator of the locality defined. Switched off, it is no longer shown or offered.

    It is never deleted: what was measured by it, and what was promised by it, still opens.
    """

    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, related_name="+")
    code = models.SlugField(max_length=40)
    is_off = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["locality", "code"], name="defined_indicator_once")]

    def __str__(self) -> str:
        return self.code


class DefinedVersionQuerySet(models.QuerySet["DefinedVersion"]):
    """Sets of versions."""

    def of(self, locality: Locality | int) -> Self:
        """Versions of one locality's indicators, by indicator, oldest first."""
        return self.filter(indicator__locality=locality).select_related("indicator").order_by("indicator_id", "number")


class DefinedVersion(models.Model):
    """What an indicator of the locality counts, from a moment on: `definition` as kheo.measures.defined keeps it."""

    indicator = models.ForeignKey(DefinedIndicator, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    definition = models.JSONField()
    made_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = DefinedVersionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["indicator", "number"], name="defined_version_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="defined_version_counts_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id}, {self.number}"


class FreezeQuerySet(models.QuerySet["Freeze"]):
    """Sets of freezes."""

    def of(self, locality: Locality | int) -> Self:
        """Freezes of one locality, newest period first, in each the newest edition first."""
        return self.filter(locality=locality).order_by("-last", "first", "table", "-edition")


class Freeze(models.Model):
    """A period whose figures of one fact table stand for good: the snapshot and the versions they are read by.

    `versions` maps the code of each indicator to the version it was measured by on that day. A correction is a further
    edition, with its reason: the edition before it stays and still opens.
    """

    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, related_name="+")
    first = models.DateField()
    last = models.DateField()
    table = models.CharField(max_length=40)
    edition = models.PositiveSmallIntegerField()
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="+")
    versions = models.JSONField()
    reason = models.TextField(blank=True)
    made_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = FreezeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["locality", "first", "last", "table", "edition"], name="freeze_once"),
            models.CheckConstraint(condition=Q(first__lte=F("last")), name="freeze_days_in_order"),
            models.CheckConstraint(
                condition=Q(edition=1) | (Q(edition__gt=1) & ~Q(reason="")), name="freeze_correction_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.first}..{self.last}, {self.edition}"
