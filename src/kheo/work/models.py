"""From a document's sentence to a finished task."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from kheo.base.models import Attachment
from kheo.commitments.models import Commitment
from kheo.days.periods import Period
from kheo.documents.models import Document
from kheo.people.models import Locality, Official, Post, Unit
from kheo.people.rules import SEES_WHOLE_LOCALITY
from kheo.work import rules


class Reading(models.Model):
    """What the reader found in a document: the meeting (as the reader's JSON) and, beside it, the proposals."""

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")
    meeting = models.JSONField(null=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"reading of {self.document_id}"


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Sets of proposals."""

    def waiting(self) -> Self:
        """Proposals neither dropped nor merged, of which no task was made yet."""
        return self.filter(~Exists(Task.objects.filter(proposal=OuterRef("pk"))), decision__in=rules.LIVING)


class Proposal(models.Model):
    """A proposed task beside its sentence: `suggested` is what the reader said, the fields what people made of it."""

    reading = models.ForeignKey(Reading, on_delete=models.CASCADE, related_name="+")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    origin = models.CharField(max_length=10, default=rules.Origin.READER)
    suggested = models.JSONField(default=dict)
    decision = models.CharField(max_length=10, default=rules.Decision.OPEN)
    text = models.TextField()
    lead_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    coordinating_units = models.ManyToManyField(Unit, related_name="+")
    head_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(null=True)
    rhythm = models.CharField(max_length=12, choices=list(rules.RHYTHM_NAMES.items()), default=rules.Rhythm.ONCE)
    theme = models.CharField(max_length=30, choices=list(rules.THEME_NAMES.items()), default=rules.Theme.OTHER)
    indicator_code = models.CharField(max_length=60, blank=True)
    target = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    merged_into = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="+")

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["start", "pk"]
        constraints = [models.CheckConstraint(condition=Q(end__gt=F("start")), name="proposal_span")]

    def __str__(self) -> str:
        return self.text[:60]


class TaskQuerySet(models.QuerySet["Task"]):
    """Sets of tasks; they chain."""

    def visible_to(self, official: Official) -> Self:
        """Tasks an official may see: of the whole locality by role, else those of the own unit and the units below."""
        own = self.filter(locality_id=official.locality_id)
        if official.roles & SEES_WHOLE_LOCALITY:
            return own
        paths = [post.unit.path for post in [*official.posts, *official.acting_posts]]
        units = Unit.objects.filter(_under_any(paths), locality_id=official.locality_id)
        coordinating = Task.coordinating_units.through.objects.filter(unit__in=units).values("task")
        assigned = own.exclude(state=rules.State.PROPOSED)
        return assigned.filter(Q(lead_unit__in=units) | Q(pk__in=coordinating))

    def open(self) -> Self:
        """Assigned and not yet closed."""
        return self.filter(state__in=rules.OPEN_STATES)

    def late(self, today: date) -> Self:
        """Open, and past the due day, or past the end of a period; what was reported in time is not late."""
        return self.open().filter(is_past(today))

    def of_document(self, document: Document) -> Self:
        """Tasks that a document gave."""
        return self.filter(document=document)

    def with_names(self) -> Self:
        """Fetch what a row of a list shows, in the same statement."""
        return self.select_related("lead_unit", "head_post", "document")


def is_past(today: date) -> Q:
    """Give the filter "past the due day, or past the end of the period to report on", by the day that judges it.

    The same as `rules.judged_on`: what waits for its reviewer is judged by the day of its report.
    """
    waits = Q(state=rules.State.REPORTED)
    reported = F("reported_on")
    return (~waits & (Q(due_on__lt=today) | Q(period_end__lt=today))) | (
        waits & (Q(due_on__lt=reported) | Q(period_end__lt=reported))
    )


def _under_any(paths: list[str]) -> Q:
    found = Q(pk__in=[])
    for path in paths:
        found |= Q(path__startswith=path)
    return found


class Task(models.Model):
    """An assigned duty: one lead unit, one accountable head, a due day or a rhythm, and the sentence it comes from."""

    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=20)
    text = models.TextField()
    search = models.TextField(editable=False, help_text="Mã và lời không dấu, để tìm")
    theme = models.CharField(max_length=30, choices=list(rules.THEME_NAMES.items()))
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, null=True, related_name="+")
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField(default=0)
    lead_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    coordinating_units = models.ManyToManyField(Unit, related_name="+")
    head_post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    reviewer_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(null=True)
    rhythm = models.CharField(max_length=12, choices=list(rules.RHYTHM_NAMES.items()), default=rules.Rhythm.ONCE)
    period_end = models.DateField(null=True, help_text="Ngày cuối của kỳ phải báo cáo tới đây, nếu việc định kỳ")
    round = models.PositiveSmallIntegerField(default=1, help_text="Lượt báo cáo: việc định kỳ thêm một sau mỗi kỳ")
    state = models.CharField(max_length=10, choices=list(rules.STATE_NAMES.items()), default=rules.State.PROPOSED)
    assigned_on = models.DateField(null=True)
    reported_on = models.DateField(null=True)
    reported_by = models.ForeignKey(Official, on_delete=models.PROTECT, null=True, related_name="+")
    closed_on = models.DateField(null=True)
    made_at = models.DateTimeField()

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = [F("due_on").asc(nulls_last=True), "pk"]
        indexes = [
            models.Index(fields=["lead_unit", "state", "due_on"], name="task_of_unit"),
            models.Index(fields=["locality", "state", "due_on"], name="task_of_locality"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["locality", "code"], name="task_code_once"),
            models.CheckConstraint(
                condition=Q(rhythm=rules.Rhythm.ONCE, due_on__isnull=False)
                | (~Q(rhythm=rules.Rhythm.ONCE) & Q(due_on__isnull=True)),
                name="task_due_day_or_rhythm",
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(assigned_on__isnull=True) | Q(due_on__gte=F("assigned_on")),
                name="task_due_after_assigned",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[rules.State.REPORTED, rules.State.DONE]) | Q(reported_by__isnull=False),
                name="task_reported_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(period_end__isnull=True) | Q(rhythm__in=list(rules.PERIODS)), name="task_period_of_rhythm"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.code

    @property
    def period(self) -> Period | None:
        """Give the period to report on next, of a recurring task that was assigned."""
        return rules.period_holding(rules.Rhythm(self.rhythm), self.period_end) if self.period_end else None


class TaskCommitment(models.Model):
    """The tie (gắn): this task is meant to move that number."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="+")
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "commitment"], name="task_tied_once")]

    def __str__(self) -> str:
        return f"{self.task_id} ~ {self.commitment_id}"


class Evidence(models.Model):
    """A file that shows what was done (minh chứng)."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="+")
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField(default=1)
    note = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.attachment_id}"


class TaskNumber(models.Model):
    """The last number given in a year; locked while the next is taken, so that codes have no gaps and no doubles."""

    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["locality", "year"], name="task_number_of_year")]

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"
