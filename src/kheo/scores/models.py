"""Weights that an administrator entered, with their source, in versions that are never altered."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from kheo.days.periods import Period
from kheo.measures.shapes import ASSURANCE_WORDS
from kheo.people.models import Locality, Official
from kheo.scores.rules import Border, Worth


class WeightSetQuerySet(models.QuerySet["WeightSet"]):
    """Sets of versions."""

    def of(self, locality_id: int) -> Self:
        """Versions of a locality, newest first."""
        return self.filter(locality=locality_id).order_by("-version")

    def on(self, locality_id: int, day: date) -> WeightSet | None:
        """Give the version in force on a day."""
        return self.of(locality_id).filter(valid_from__lte=day).first()

    def of_period(self, locality_id: int, period: Period, today: date) -> WeightSet | None:
        """Give the version in force at the end of a period; a period before the first version is scored by that.

        So a new version never changes the score of a period that was over before it.
        """
        known = list(self.of(locality_id).filter(valid_from__lte=today))
        if not known:
            return None
        day = max(period.end, known[-1].valid_from)
        return next(each for each in known if each.valid_from <= day)


class WeightSet(models.Model):
    """One version of the weights (trọng số) of a set of items: where they come from, how sure, from which day on."""

    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=500)
    assurance = models.CharField(max_length=20, choices=list(ASSURANCE_WORDS.items()))
    borders_source = models.CharField(max_length=500, blank=True)
    valid_from = models.DateField()
    made_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = WeightSetQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["locality", "version"], name="weights_version_once")]

    def __str__(self) -> str:
        return f"{self.version}"

    def worths(self) -> dict[str, Worth]:
        """Give what each item is worth."""
        return {each.item: Worth(each.most, each.full_at) for each in Weight.objects.filter(weight_set=self)}

    def borders(self) -> list[Border]:
        """Give the classes, highest first."""
        known = ClassBorder.objects.filter(weight_set=self).order_by("-least")
        return [Border(each.name, each.least) for each in known]


class Weight(models.Model):
    """The maximum of one item, and the rate in percent that earns it all."""

    weight_set = models.ForeignKey(WeightSet, on_delete=models.PROTECT, related_name="+")
    item = models.CharField(max_length=10)
    most = models.DecimalField(max_digits=5, decimal_places=2)
    full_at = models.DecimalField(max_digits=5, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["weight_set", "item"], name="weight_once"),
            models.CheckConstraint(condition=Q(most__gt=0, most__lte=100), name="weight_up_to_100"),
            models.CheckConstraint(condition=Q(full_at__gt=0, full_at__lte=100), name="weight_threshold_to_100"),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.most}"


class ClassBorder(models.Model):
    """A class and the points from which it is given."""

    weight_set = models.ForeignKey(WeightSet, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    least = models.DecimalField(max_digits=5, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["weight_set", "name"], name="class_name_once"),
            models.UniqueConstraint(fields=["weight_set", "least"], name="class_border_once"),
            models.CheckConstraint(condition=Q(least__gte=0, least__lte=100), name="class_border_to_100"),
        ]

    def __str__(self) -> str:
        return self.name
