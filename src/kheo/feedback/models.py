"""Citizens' feedback as a portal exports it: days, class and ratings. No words of it and nobody's name are kept."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from kheo.feedback import rules
from kheo.people.models import Locality, Official, Unit
from kheo.people.rules import SEES_WHOLE_LOCALITY, Role

IMPORTERS = (Role.ADMINISTRATOR, Role.ONE_STOP_DESK, Role.FEEDBACK_DESK)
SEES_ALL = SEES_WHOLE_LOCALITY | {Role.FEEDBACK_DESK}
"""Roles that span the ward, and the desk that receives feedback for all units and hands it on."""


class CaseFile(models.Model):
    """One imported export: whose, when, its digest, and what became of its rows. The file itself is not kept."""

    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    rows_new = models.PositiveIntegerField(default=0)
    rows_updated = models.PositiveIntegerField(default=0)
    rows_unchanged = models.PositiveIntegerField(default=0)
    rows_bad = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["locality", "-id"], name="case_file_newest_first")]

    def __str__(self) -> str:
        return self.name


class CaseQuerySet(models.QuerySet["Case"]):
    """Sets of cases."""

    def visible_to(self, official: Official) -> Self:
        """The whole locality for `SEES_ALL`; else the own unit and all below it. Never another locality."""
        own = self.filter(locality=official.locality_id)
        if official.has_role(*SEES_ALL):
            return own
        below = Q(pk__in=[])
        for post in [*official.posts, *official.acting_posts]:
            below |= Q(unit__path__startswith=post.unit.path)
        return own.filter(below)

    def answered(self) -> Self:
        """Answered or refused."""
        return self.filter(answered_on__isnull=False)

    def late(self, today: date) -> Self:
        """Answered after the due day, or past it without an answer."""
        return self.filter(Q(answered_on__gt=F("due_on")) | Q(answered_on__isnull=True, due_on__lt=today))


class Case(models.Model):
    """One piece of feedback (phản ánh, kiến nghị). Blank and null are unknown, except `rated`: blank there is silence.

    `due_is_reckoned`: the export named no due day; it stands at the usual time limit in working days.
    """

    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, related_name="+", db_index=False)
    code = models.CharField(max_length=60)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=10, choices=list(rules.KIND_NAMES.items()), blank=True)
    received_on = models.DateField()
    due_on = models.DateField()
    due_is_reckoned = models.BooleanField(default=False)
    answered_on = models.DateField(null=True)
    refused = models.BooleanField(null=True)
    likes = models.PositiveIntegerField(null=True)
    dislikes = models.PositiveIntegerField(null=True)
    repeated = models.BooleanField(null=True)
    rated = models.CharField(max_length=12, choices=list(rules.RATED_NAMES.items()), blank=True)
    file = models.ForeignKey(CaseFile, on_delete=models.PROTECT, related_name="+", db_index=False)

    objects = CaseQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["locality", "-received_on", "-id"], name="case_newest"),
            models.Index(fields=["unit", "-received_on", "-id"], name="case_of_unit"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["locality", "code"], name="case_code_once"),
            models.CheckConstraint(condition=Q(due_on__gte=F("received_on")), name="case_due_after_received"),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | Q(answered_on__gte=F("received_on")),
                name="case_answered_after_received",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def is_late(self, today: date) -> bool:
        """Say the same as `CaseQuerySet.late`."""
        return (self.answered_on or today) > self.due_on
