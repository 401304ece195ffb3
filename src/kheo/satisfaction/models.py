"""Questions, desks and their ways in, links for dossiers, the box, and the answers counted out of it.

Nothing here names a person, and nothing ties an answer to a dossier, a browser, or the minute it came
(docs/decisions/0031-citizens-answers.md).
"""

import secrets
from datetime import date, datetime
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from kheo.people.models import Locality, Official, Unit
from kheo.people.rules import SEES_WHOLE_LOCALITY
from kheo.procedures.models import Dossier, Procedure
from kheo.satisfaction import rules

CHANNELS = [(int(channel), name) for channel, name in rules.CHANNEL_NAMES.items()]
STATES = [(int(state), name) for state, name in rules.STATE_NAMES.items()]


def random_number() -> int:
    """Give a number that tells neither the order nor the time in which rows came."""
    return secrets.randbelow(2**53 - 1) + 1


def random_code() -> str:
    """Give 22 letters that nobody guesses (128 bits)."""
    return secrets.token_urlsafe(16)


class QuestionQuerySet(models.QuerySet["Question"]):
    """Sets of questions."""

    def asked_in(self, locality: Locality | int) -> Self:
        """The questions that a locality asks now, in their order, with their choices."""
        return self.filter(locality=locality, retired_at__isnull=True).prefetch_related("choices")

    def asked_at(self, moment: datetime, locality: Locality | int) -> Self:
        """The questions that it asked at a moment: a page that was open before a change is answered as it was."""
        then = Q(made_at__lte=moment) & (Q(retired_at__isnull=True) | Q(retired_at__gt=moment))
        return self.filter(then, locality=locality).prefetch_related("choices")


class Question(models.Model):
    """One question as it was asked; a change of words or points is a new question, and the old one is retired."""

    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=list(rules.KIND_NAMES.items()))
    text = models.CharField(max_length=300)
    text_en = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text

    @property
    def is_scored(self) -> bool:
        """Say whether its answers count as points."""
        return self.kind == rules.Kind.SCORED

    def words(self, language: str) -> str:
        """Give the question in the reader's language; Vietnamese where it was never translated."""
        return self.text_en if language == "en" and self.text_en else self.text


class Choice(models.Model):
    """One answer to choose. `score` is null where the question does not concern who chooses it: it is not counted."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="choices")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    text_en = models.CharField(max_length=300, blank=True)
    score = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__range=(0, 100)), name="choice_score_0_100"
            )
        ]

    def __str__(self) -> str:
        return self.text

    def words(self, language: str) -> str:
        """Give the choice in the reader's language; Vietnamese where it was never translated."""
        return self.text_en if language == "en" and self.text_en else self.text


class Desk(models.Model):
    """A counter where citizens are served and may answer (quầy)."""

    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    closed_on = models.DateField(null=True)

    class Meta:
        ordering = ["unit__order", "name", "pk"]

    def __str__(self) -> str:
        return self.name


class DeskLinkQuerySet(models.QuerySet["DeskLink"]):
    """Sets of ways in."""

    def in_use(self) -> Self:
        """Those that open the questions: not withdrawn, of a desk that is not closed."""
        return self.filter(withdrawn_on__isnull=True, desk__closed_on__isnull=True)


class DeskLink(models.Model):
    """A way in to the questions of a desk: the page of its kiosk, or the QR code on its wall. Its code is no secret."""

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="links")
    channel = models.PositiveSmallIntegerField(choices=CHANNELS)
    code = models.CharField(max_length=22, unique=True, default=random_code)
    issued_on = models.DateField()
    withdrawn_on = models.DateField(null=True)

    objects = DeskLinkQuerySet.as_manager()

    class Meta:
        ordering = ["channel", "-issued_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(channel__in=(1, 2)), name="desk_link_of_a_desk_channel"),
            models.UniqueConstraint(
                fields=["desk", "channel"], condition=Q(withdrawn_on__isnull=True), name="desk_link_one_a_channel"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.desk_id} {self.channel}"


class Ask(models.Model):
    """A link was made for this dossier. Whether and what its citizen answered does not stand here, nor anywhere."""

    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.dossier_id}"


class TicketQuerySet(models.QuerySet["Ticket"]):
    """Sets of links that were sent out."""

    def open_on(self, day: date) -> Self:
        """Those that still open the questions."""
        return self.filter(last_day__gte=day)


class Ticket(models.Model):
    """A link that may be used once: the hash of its code, what it counts for, until when. It names no dossier.

    It is deleted when it is used, refused or has run out; its place in the box tells no one which it was. Its last day
    is a day and no moment, which would tell in which act, and so for which dossier, it was made.
    """

    hash = models.CharField(max_length=64, primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="+")
    last_day = models.DateField()

    objects = TicketQuerySet.as_manager()

    def __str__(self) -> str:
        return self.hash[:12]


class Sheet(models.Model):
    """Questions that are open before somebody; gone when answered or left. Only that page knows the `code`."""

    code = models.CharField(max_length=22, primary_key=True, default=random_code)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    link = models.ForeignKey(DeskLink, on_delete=models.PROTECT, null=True, related_name="+")
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, null=True, related_name="+")
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(link__isnull=True) ^ Q(ticket__isnull=True), name="sheet_of_a_desk_or_a_ticket"
            )
        ]

    def __str__(self) -> str:
        return f"{self.opened_at}"


class Boxed(models.Model):
    """How one asking ended, in the box of a unit and a channel: not counted and not shown before the box is opened.

    `sent_at` is kept until the night after, for bursts of equal answers, then forgotten.
    """

    id = models.BigIntegerField(primary_key=True, default=random_number)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    channel = models.PositiveSmallIntegerField(choices=CHANNELS)
    state = models.PositiveSmallIntegerField(choices=STATES)
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, null=True, related_name="+")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, null=True, related_name="+")
    day = models.DateField()
    sent_at = models.DateTimeField(null=True)
    choices = ArrayField(models.BigIntegerField(), default=list)
    flags = ArrayField(models.CharField(max_length=10, choices=list(rules.FLAG_NAMES.items())), default=list)

    class Meta:
        indexes = [models.Index(fields=["unit", "channel", "day"], name="boxed_of_a_box")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.channel} {self.state}"


class AnswerQuerySet(models.QuerySet["Answer"]):
    """Sets of counted answers, refusals and silences."""

    def of(self, locality: Locality | int) -> Self:
        """Those of one locality."""
        return self.filter(unit__locality=locality)

    def visible_to(self, official: Official) -> Self:
        """The whole locality for roles that span it; else the own unit and all below it. Never another locality."""
        own = self.of(official.locality_id)
        if official.has_role(*SEES_WHOLE_LOCALITY):
            return own
        below = Q()
        for post in [*official.posts, *official.acting_posts]:
            below |= Q(unit__path__startswith=post.unit.path)
        return own.filter(below) if below else own.none()

    def counted_in(self, first: date, last: date) -> Self:
        """Those counted on the days from first to last."""
        return self.filter(counted_on__range=(first, last))

    def answered(self) -> Self:
        """Those who answered."""
        return self.filter(state=rules.State.ANSWERED)

    def without_flags(self) -> Self:
        """Those without any sign."""
        return self.filter(flags=[])


class Answer(models.Model):
    """How one asking ended, as it is counted: unit, channel, the day its box was opened. Never altered.

    The procedure stands beside it where at least five of that day share it. `lowest` is the lowest score; null when
    nothing was scored.
    """

    id = models.BigIntegerField(primary_key=True, default=random_number)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    channel = models.PositiveSmallIntegerField(choices=CHANNELS)
    state = models.PositiveSmallIntegerField(choices=STATES)
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    counted_on = models.DateField()
    lowest = models.PositiveSmallIntegerField(null=True)
    flags = ArrayField(models.CharField(max_length=10, choices=list(rules.FLAG_NAMES.items())), default=list)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["unit", "counted_on"], name="answer_of_unit")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=1) | Q(lowest__isnull=True, flags=[]), name="answer_or_nothing_said"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.counted_on} {self.state}"


class Chosen(models.Model):
    """One choice of one answer."""

    id = models.BigIntegerField(primary_key=True, default=random_number)
    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="chosen")
    choice = models.ForeignKey(Choice, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.choice_id}"


class DayKey(models.Model):
    """The key of one day under which browsers leave their marks; thrown away with them at the next."""

    locality_id = models.BigIntegerField()  # no key: an answer never waits for whoever holds the locality
    day = models.DateField()
    value = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["locality_id", "day"], name="day_key_once")]

    def __str__(self) -> str:
        return f"{self.day}"


class Mark(models.Model):
    """A browser was here so many times today: a keyed digest and a count, without time, unit or any answer."""

    digest = models.CharField(max_length=32, primary_key=True)
    key = models.ForeignKey(DayKey, on_delete=models.CASCADE, related_name="+")
    count = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.digest[:8]
