"""Seals over the audit record, one a record in commit order, and the heads that were published."""

from django.db import models

from kheo.base.models import AuditRecord


class Seal(models.Model):
    """The seal of one audit record: SHA-256 over the seal before it and the record. Never changed, never removed."""

    position = models.BigIntegerField(primary_key=True)
    record = models.OneToOneField(AuditRecord, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.position} {self.digest[:12]}"


class Head(models.Model):
    """The newest seal at a moment, shown to everybody: whoever kept it can prove that nothing before it was changed."""

    position = models.BigIntegerField(primary_key=True)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-position"]

    def __str__(self) -> str:
        return f"{self.position} {self.digest[:12]}"

    @property
    def short(self) -> str:
        """The beginning of the seal in groups of four, to be compared by eye."""
        return " ".join(self.digest[place : place + 4] for place in range(0, 16, 4))
