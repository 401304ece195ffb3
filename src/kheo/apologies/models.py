"""The numbers of the rule, version by version, and the slips that were issued. No citizen is named in either."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q

from kheo.apologies import rules
from kheo.people.models import Locality, Official, Post
from kheo.procedures.models import Dossier


class TermsVersion(models.Model):
    """The numbers of the rule as a locality holds them from a moment on; the newest counts. Never altered."""

    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, related_name="+")
    notice_days = models.PositiveSmallIntegerField()
    most_slips = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=300)
    assurance = models.CharField(max_length=20, choices=list(rules.ASSURANCE_NAMES.items()))
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.notice_days}, {self.most_slips}"

    @property
    def terms(self) -> rules.Terms:
        """Give them as the rules take them."""
        return rules.Terms(self.notice_days, self.most_slips, self.source, self.assurance)


class Register(models.Model):
    """The register of slip numbers of one year; whoever gives a number holds its row meanwhile."""

    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["locality", "year"], name="slip_register_once")]

    def __str__(self) -> str:
        return f"{self.year}"


class SlipQuerySet(models.QuerySet["Slip"]):
    """Sets of slips."""

    def visible_to(self, official: Official) -> Self:
        """Slips of the dossiers that the official sees."""
        return self.filter(dossier__in=Dossier.objects.visible_to(official))


class Slip(models.Model):
    """One apology slip: number, the day that was promised, the new one, why, who signs. Never altered.

    `due_by` is the last day on which it was in time, by the numbers of its day. The citizen's name and address are
    written on the paper, not here.
    """

    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, related_name="+", db_index=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    issued_on = models.DateField()
    promised_on = models.DateField()
    due_by = models.DateField()
    new_promised_on = models.DateField()
    reason = models.CharField(max_length=300)
    signer = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")

    objects = SlipQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["locality", "year", "number"], name="slip_number_once"),
            models.CheckConstraint(condition=Q(new_promised_on__gt=F("promised_on")), name="slip_promises_a_later_day"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """Give number and symbol: 05/PXL."""
        return f"{self.number:02d}/PXL"

    @property
    def is_in_time(self) -> bool:
        """Say whether it was issued before the promise broke, as early as the rule asks."""
        return self.issued_on <= self.due_by
