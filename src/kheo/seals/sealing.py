"""Sealing: what the job does every ten minutes, and where the heads go so that they lie outside the database.

Transactions are sealed in the order of their ids; those at or above the oldest one that still writes in this database
wait for it. Writers never wait for anything here, and other databases of the same server do not matter.
"""

import logging
import os
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.mail import send_mail
from django.db import connection, transaction

from kheo.seals import chain
from kheo.seals.models import Head, Seal

A_CHUNK = 5_000
ALONE = 0x6B68656F  # the advisory lock of the one who seals
# The oldest id of a transaction that writes in this database: it holds its own id and a table of ours. Ids have 32
# bits there. The newest id is read first, so that whoever begins meanwhile lies above it.
WRITING = (
    "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint, array_agg(own.transactionid::text::bigint)"
    " FROM pg_locks own WHERE own.locktype = 'transactionid' AND own.mode = 'ExclusiveLock' AND EXISTS ("
    "SELECT 1 FROM pg_locks held JOIN pg_database d ON d.oid = held.database WHERE held.locktype = 'relation'"
    " AND held.virtualtransaction = own.virtualtransaction AND d.datname = current_database())"
)
# A visible record whose transaction id was not given out yet comes from an earlier life of the data, restored from a
# backup into a new cluster: nothing older than it is running.
READY = (
    f"SELECT {chain.COLUMNS} FROM base_auditrecord r, pg_current_snapshot() AS now"  # noqa: S608  constants only
    " WHERE (r.tx < %s OR r.tx >= pg_snapshot_xmax(now)::text::bigint)"
    " AND NOT EXISTS (SELECT 1 FROM seals_seal s WHERE s.record_id = r.id)"
    " ORDER BY r.tx, r.id LIMIT %s"
)
log = logging.getLogger(__name__)


@transaction.atomic
def seal_log(*, now: datetime) -> Head | None:
    """Seal every record that is ready and publish the new head; None when there was nothing, or another is sealing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [ALONE])
        if not cursor.fetchone()[0]:
            return None
    newest = Seal.objects.order_by("-position").first()
    position, digest = (newest.position, newest.digest) if newest else (0, chain.START)
    before = position
    while records := _ready():
        seals = []
        for record in records:
            position, digest = position + 1, chain.link(digest, record)
            seals.append(Seal(position=position, record_id=record[0], digest=digest))
        Seal.objects.bulk_create(seals)
    if position == before:
        return None
    head = Head.objects.create(position=position, digest=digest, at=now)
    transaction.on_commit(lambda: keep_outside(head))
    return head


def _ready() -> list[chain.Record]:
    with connection.cursor() as cursor:
        cursor.execute(WRITING)
        cursor.execute(READY, [oldest_writing(*cursor.fetchone()), A_CHUNK])
        return cursor.fetchall()


def oldest_writing(newest: int, writing: list[int] | None) -> int:
    """Give the whole id of the oldest transaction that writes, else the next one to be given out."""
    rounds = newest >> 32 << 32
    whole = [rounds + short if rounds + short <= newest else rounds + short - (1 << 32) for short in writing or []]
    return min([newest, *whole])


def keep_outside(head: Head) -> None:
    """Add the head to the checkpoint file, which an operator puts on another disk or machine (docs/operate.md)."""
    line = chain.line_of(chain.Head(head.position, head.digest), head.at.isoformat()) + "\n"
    path = Path(settings.KHEO_CHECKPOINTS)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="ascii") as file:
            file.write(line)
            file.flush()
            os.fsync(file.fileno())
    except OSError as trouble:  # the seal itself stands; the next head goes out with the next job
        log.error("The checkpoint file %s cannot be written: %s", path, trouble)


def mail_head(*, installation: str) -> bool:
    """Mail the newest head to those who keep it outside; False when nobody is named or nothing is sealed yet."""
    head = Head.objects.first()
    if head is None or not settings.KHEO_CHECKPOINT_MAIL:
        return False
    line = chain.line_of(chain.Head(head.position, head.digest), head.at.isoformat())
    text = (
        f"Dấu niêm nhật ký của {installation}. Xin giữ thư này: nó chứng minh nhật ký tới đây chưa ai sửa.\n\n{line}\n"
    )
    send_mail(f"Dấu niêm nhật ký: {head.short}", text, None, settings.KHEO_CHECKPOINT_MAIL)
    return True


def outside_heads(paths: list[Path]) -> list[chain.Head]:
    """Read the checkpoint files that exist."""
    return [head for path in paths if path.exists() for head in chain.read_heads(path.read_text(encoding="utf-8"))]


def verify(paths: list[Path]) -> chain.Verdict:
    """Check the whole chain in the database, against published heads and those in checkpoint files."""
    own = [chain.Head(head.position, head.digest) for head in Head.objects.order_by("position")]
    with transaction.atomic(), connection.chunked_cursor() as rows:
        rows.execute(chain.SEALED)
        return chain.check(rows, own, outside_heads(paths))
