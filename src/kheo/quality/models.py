"""Rules and expectations as a locality keeps them, what the nightly check found, and what units say about a point."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from kheo.indicators.models import Snapshot
from kheo.people.models import Locality, Official, Unit

ARRIVAL = "den"
"""The code of results about what came and what came in time."""


class Kept(models.Model):
    """A rule or an expectation of a locality, from a moment on; the newest of a code counts, the older stay to be read.

    `what` is "rule" or "expectation"; `told` the plain values of `quality.rules`.
    """

    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=12)
    code = models.CharField(max_length=40)
    told = models.JSONField()
    made_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["locality", "what", "code", "-id"], name="kept_newest")]

    def __str__(self) -> str:
        return f"{self.what} {self.code}"


class Result(models.Model):
    """What a check found for one unit and week on one snapshot: good of checked; for sums also the two sides.

    For `ARRIVAL`: records that came, and those in time.
    """

    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, related_name="+", db_index=False)
    code = models.CharField(max_length=40)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    start = models.DateField()
    end = models.DateField()
    good = models.PositiveIntegerField()
    checked = models.PositiveIntegerField()
    left = models.FloatField(null=True)
    right = models.FloatField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "unit", "code", "start"], name="result_once"),
            models.CheckConstraint(condition=Q(good__lte=F("checked")), name="result_part_of_whole"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.start}: {self.good}/{self.checked}"


class Explanation(models.Model):
    """What a unit says about a week whose volume is far from its usual; the newest is shown."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    table = models.CharField(max_length=40)
    start = models.DateField()
    words = models.TextField()
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["unit", "table", "start"], name="explanation_of_point")]

    def __str__(self) -> str:
        return self.words[:60]
