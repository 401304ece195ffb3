"""Write down that a backup was made, and that a restore was proven. Acts of the installation: no official is asked."""

from datetime import datetime

from django.db import transaction

from kheo.backups.making import Made
from kheo.backups.models import Backup, RestoreProof
from kheo.backups.rules import Manifest
from kheo.base.audit import record
from kheo.people.models import Locality


@transaction.atomic
def record_backup(made: Made) -> Backup:
    """A backup lies on the disk."""
    manifest = made.manifest
    kept = Backup.objects.create(
        made_at=manifest.made_at,
        name=made.path.name[:200],
        size=made.size,
        sha256=made.sha256,
        row_count=manifest.figures.rows,
        file_count=manifest.files + manifest.snapshots,
        missing_count=len(manifest.missing),
    )
    record("system.backup_made", kept, by=None, changed={"size": kept.size, "missing": kept.missing_count})
    return kept


@transaction.atomic
def record_proof(manifest: Manifest, *, sha256: str, now: datetime, seconds: int) -> RestoreProof:
    """A backup was restored, and nothing differed."""
    proof = RestoreProof.objects.create(
        proven_at=now,
        backup_made_at=manifest.made_at,
        sha256=sha256,
        row_count=manifest.figures.rows,
        file_count=manifest.files + manifest.snapshots,
        seconds=seconds,
    )
    record(
        "system.restore_proven", proof, by=None, changed={"backup_made_at": proof.backup_made_at, "seconds": seconds}
    )
    return proof


def record_export(locality: Locality, *, tables: int, files: int) -> None:
    """Everything of a locality was written out."""
    record("system.exported", locality, by=None, changed={"tables": tables, "files": files})


@transaction.atomic
def record_upgrade(made: Made, *, migrations: int, server: int) -> Backup:
    """The database was brought up to this version of Khéo, after the backup that would have undone it."""
    kept = record_backup(made)
    record("system.upgraded", kept, by=None, changed={"migrations": migrations, "server": server})
    return kept
