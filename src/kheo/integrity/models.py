"""Questions to units, what was answered, how each was closed, and the thresholds as data. Nothing here is altered."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from kheo.base.models import Attachment
from kheo.indicators.models import Snapshot
from kheo.integrity.rules import asking
from kheo.people.models import Locality, Official, Unit
from kheo.people.rules import Role

SEES_QUESTIONS = (Role.VERIFIER, Role.AUDITOR)


class Setting(models.Model):
    """The thresholds of a signal in a locality, from a moment on; the newest counts, the older stay to be read.

    `signal` is the code, or empty for what all signals share. `values` parameter -> number, `against` what is usual.
    """

    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, related_name="+")
    signal = models.CharField(max_length=40, blank=True)
    values = models.JSONField(default=dict)
    against = models.CharField(max_length=12, blank=True)
    is_on = models.BooleanField(default=True)
    source = models.TextField()
    made_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["locality", "signal", "-id"], name="setting_newest")]

    def __str__(self) -> str:
        return f"{self.signal or 'chung'} {self.made_at:%Y-%m-%d}"


class Statement(models.Model):
    """Printed figures that somebody typed in to be added up: a whole and its parts, and where they were printed."""

    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    place = models.CharField(max_length=300, help_text="Nơi công bố: văn bản, trang, bảng")
    whole = models.PositiveIntegerField()
    lines = models.TextField()
    made_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.title


class Round(models.Model):
    """One weekly look at a locality: how many tests were made, how many became questions. Told to whoever asks."""

    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, related_name="+")
    last = models.DateField(help_text="Ngày cuối của tuần được xét")
    tests = models.PositiveIntegerField()
    asked = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["locality", "last"], name="round_once_a_week")]

    def __str__(self) -> str:
        return f"{self.last}: {self.asked}/{self.tests}"


class QuestionQuerySet(models.QuerySet["Question"]):
    """Sets of questions; they chain."""

    def with_state(self) -> Self:
        """Let each question know whether it was answered and closed."""
        return self.annotate(
            has_answer=Exists(Answer.objects.filter(question=OuterRef("pk"))),
            has_closing=Exists(Closing.objects.filter(question=OuterRef("pk"))),
        )

    def of_units(self, unit_ids: frozenset[int]) -> Self:
        """Questions put to these units themselves."""
        return self.filter(unit__in=unit_ids)

    def for_verifiers(self, today: date) -> Self:
        """Those whose unit had its days, or has answered already."""
        answered = Exists(Answer.objects.filter(question=OuterRef("pk")))
        return self.filter(Q(shown_from__lte=today) | answered)

    def visible_to(self, official: Official, today: date) -> Self:
        """The unit that is asked sees a question at once; verifiers and the auditor of the locality later."""
        seen = Q(unit__in=working_units(official))
        if official.has_role(*SEES_QUESTIONS):
            seen |= Q(pk__in=Question.objects.filter(locality=official.locality_id).for_verifiers(today).values("pk"))
        return self.filter(seen, locality=official.locality_id)

    def unanswered(self) -> Self:
        """Those whose unit has said nothing yet."""
        return self.filter(~Exists(Answer.objects.filter(question=OuterRef("pk"))))

    def open(self) -> Self:
        """Not closed yet."""
        return self.filter(~Exists(Closing.objects.filter(question=OuterRef("pk"))))


def working_units(official: Official) -> frozenset[int]:
    """Give the units that an official works in; a post that only looks (kiểm tra, giám sát) does not count."""
    posts = [*official.posts, *official.acting_posts]
    return frozenset(post.unit_id for post in posts if post.roles != [Role.AUDITOR])


class Question(models.Model):
    """One question to one unit: what was seen, what is usual, how likely by chance, on which snapshot.

    `values` are the parameters it was asked under: with the snapshot they give the same records for ever. `weeks` holds
    [Monday, marked, counted] of the past and of the window; `apart` the value that a burst is of.
    """

    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    signal = models.CharField(max_length=40)
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, null=True, related_name="+")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, null=True, related_name="+")
    values = models.JSONField(default=dict)
    first = models.DateField()
    last = models.DateField()
    apart = models.IntegerField(null=True)
    marked = models.PositiveIntegerField()
    counted = models.PositiveIntegerField()
    before_marked = models.PositiveIntegerField(default=0)
    before_counted = models.PositiveIntegerField(default=0)
    peers_marked = models.PositiveIntegerField(default=0)
    peers_counted = models.PositiveIntegerField(default=0)
    usual = models.FloatField()
    chance = models.FloatField()
    weeks = models.JSONField(default=list)
    asked_at = models.DateTimeField()
    asked_on = models.DateField()
    shown_from = models.DateField(help_text="Người thẩm định thấy từ ngày này, hoặc khi đơn vị đã trả lời")

    objects = QuestionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["locality", "unit", "-id"], name="question_of_unit")]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "signal", "first", "last"], condition=Q(statement__isnull=True), name="question_once"
            ),
            models.CheckConstraint(condition=Q(marked__lte=F("counted")), name="question_part_of_whole"),
            models.CheckConstraint(
                condition=Q(snapshot__isnull=False) ^ Q(statement__isnull=False), name="question_rests_on_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.signal} {self.unit_id} {self.last}"


class Answer(models.Model):
    """What the unit says, once or again; the words may be erased, the fact that it answered stays in the trace."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    kind = models.CharField(max_length=12, choices=list(asking.ANSWER_NAMES.items()))
    words = models.TextField()
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.words[:60]


class Closing(models.Model):
    """How a verifier ended a question, and why."""

    question = models.OneToOneField(Question, on_delete=models.PROTECT, related_name="closing", primary_key=True)
    kind = models.CharField(max_length=12, choices=list(asking.CLOSING_NAMES.items()))
    words = models.TextField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.words[:60]
