"""What was kept, and what of it was proven to come back."""

from django.db import models


class Backup(models.Model):
    """A backup that was written: when, how large, its hash, and how many files the disk had lost by then."""

    made_at = models.DateTimeField()
    name = models.CharField(max_length=200)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    row_count = models.BigIntegerField()
    file_count = models.BigIntegerField()
    missing_count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.name} {self.sha256[:12]}"


class RestoreProof(models.Model):
    """A restore into a throw-away place that was found identical to the backup: the backup is known to be good."""

    proven_at = models.DateTimeField()
    backup_made_at = models.DateTimeField()
    sha256 = models.CharField(max_length=64)
    row_count = models.BigIntegerField()
    file_count = models.BigIntegerField()
    seconds = models.PositiveIntegerField()

    class Meta:
        ordering = ["-proven_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.proven_at:%Y-%m-%d} {self.sha256[:12]}"
