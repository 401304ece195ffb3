"""What every subject leans on: the audit record, stored files, idempotency keys, swapped days, progress of long jobs.

Audit records hold plain ids, so that this room need not know the rooms above.
"""

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Q

from kheo.base.database import CurrentTransaction


class AuditRecord(models.Model):
    """One act, written in the act's own transaction. Triggers and rights forbid UPDATE, DELETE and TRUNCATE.

    `tx` is the writing transaction's id: a later job seals the records in commit order (those below the oldest running
    transaction) into a hash chain kept in a table of its own, so that writers never queue on a lock.
    """

    at = models.DateTimeField()
    tx = models.BigIntegerField(db_default=CurrentTransaction(), editable=False)
    request_id = models.UUIDField(null=True)
    locality_id = models.BigIntegerField(null=True)
    official_id = models.BigIntegerField(null=True)
    post_id = models.BigIntegerField(null=True)
    verb = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60)
    object_id = models.BigIntegerField()
    changed = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["object_type", "object_id", "id"], name="audit_of_object"),
            models.Index(fields=["locality_id", "id"], name="audit_of_locality"),
            BrinIndex(fields=["at"], name="audit_at"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(official_id__isnull=False) | Q(verb__startswith="system."), name="audit_has_an_author"
            )
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.object_type} {self.object_id}"


class AuditWords(models.Model):
    """The free words of an act (a note, a reason): apart from the record, because words must be erasable."""

    record = models.OneToOneField(AuditRecord, on_delete=models.PROTECT, related_name="words", primary_key=True)
    text = models.TextField()

    def __str__(self) -> str:
        return self.text[:60]


class Blob(models.Model):
    """Bytes on disk, named by their SHA-256; the same bytes are stored once."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=100)

    def __str__(self) -> str:
        return self.sha256[:12]


class Attachment(models.Model):
    """One handing-in of a file: who gave which bytes under which name. The owning subject decides who may read it."""

    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    locality_id = models.BigIntegerField(db_index=True)
    official_id = models.BigIntegerField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class OnceKey(models.Model):
    """A POST that took effect, and the answer it was given; the same token again gets the same answer."""

    token = models.UUIDField(primary_key=True)
    digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    location = models.TextField(blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    body = models.BinaryField(default=b"")
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["made_at"], name="once_made_at")]

    def __str__(self) -> str:
        return str(self.token)


class SwappedDay(models.Model):
    """A day that a notice swaps and the calendar does not know: an extra day off, or a day off that is worked instead.

    Each locality keeps its own: the State's yearly notice is for all, a storm is not.
    """

    locality_id = models.BigIntegerField()
    day = models.DateField()
    is_working = models.BooleanField()
    reason = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["locality_id", "day"], name="swapped_once")]

    def __str__(self) -> str:
        return f"{self.day}"


class Progress(models.Model):
    """How far a long job is, for its progress bar; `total` 0 means not known yet."""

    class State(models.TextChoices):
        """Where the job stands."""

        WAITING = "waiting", "đang chờ"
        RUNNING = "running", "đang chạy"
        DONE = "done", "đã xong"
        FAILED = "failed", "không xong"

    kind = models.CharField(max_length=40)
    locality_id = models.BigIntegerField()
    official_id = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    message = models.TextField(blank=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} {self.done}/{self.total}"

    @property
    def share(self) -> int:
        """Give the share done, in whole percent."""
        return min(100, self.done * 100 // self.total) if self.total else 0
