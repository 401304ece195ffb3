"""Bring many events into the database at once: COPY into a temporary table, add what is new, compute what follows."""

from collections.abc import Container, Iterator
from functools import cached_property
from itertools import islice

from django.db import connection

from kheo.base import clock
from kheo.intake.actions.loading import CHUNK, Counts, add_procedures, copy
from kheo.intake.rules.logs import Log, Told
from kheo.intake.rules.rows import Known
from kheo.people.models import Official
from kheo.procedures.actions.settling import Say, settle
from kheo.procedures.models import Dossier, ImportBatch
from kheo.procedures.rules.events import Origin
from kheo.procedures.rules.states import Status

TABLE = "incoming_told"
COLUMNS = "code, kind, at, promised_at, procedure_code, procedure_id, unit_id, channel"


class _Codes(Container[str]):
    """The codes of a locality's dossiers, fetched when the first is asked for: logs mostly name their procedures."""

    def __init__(self, locality_id: int) -> None:
        self.locality_id = locality_id

    @cached_property
    def _all(self) -> set[str]:
        return set(Dossier.objects.of(self.locality_id).order_by().values_list("code", flat=True).iterator())

    def __contains__(self, code: object) -> bool:
        return code in self._all


def log_for(batch: ImportBatch, known: Known) -> Log:
    """Gather what a log is checked against."""
    return Log(known, _Codes(batch.locality_id))


def open_table() -> None:
    """Make the temporary table of this database session, empty."""
    close_table()
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE incoming_told (code text, kind smallint, at timestamptz, promised_at timestamptz,"
            " procedure_code text, procedure_id bigint, unit_id bigint, channel smallint)"
        )


def close_table() -> None:
    """Drop the temporary table."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS incoming_told")


def copy_in(told: Iterator[Told], say: Say) -> int:
    """Copy events into the temporary table, a chunk at a time; give how many."""
    total = 0
    while chunk := list(islice(told, CHUNK)):
        copy(
            f"COPY incoming_told ({COLUMNS}) FROM STDIN",
            (
                (
                    each.code, int(each.kind), each.at, each.promised, each.procedure and each.procedure.code,
                    each.procedure and each.procedure.pk, each.unit, int(each.channel),
                )
                for each in chunk
            ),
        )  # fmt: skip
        total += len(chunk)
        say(total)
    return total


def store(batch: ImportBatch, known: Known, by: Official) -> Counts:
    """Add the dossiers and the events that are new; dossiers of which nothing new is told stay as they are."""
    procedures = add_procedures(batch, known.new.values(), by, TABLE)
    made = _add_dossiers(batch)
    added = _add_events(batch)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT code) FROM incoming_told")
        told = cursor.fetchone()[0]
    touched = "SELECT id FROM touched_dossier"
    changed = settle(touched, [], locality_id=batch.locality_id, book=known.book, trusts_state=False, batch_id=batch.pk)
    return Counts(made, max(changed - made, 0), max(told - changed, 0), procedures, added)


def _add_dossiers(batch: ImportBatch) -> int:
    """Add the dossiers that are told of for the first time; what they are follows from their events."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE incoming_told")
        cursor.execute(
            "INSERT INTO procedures_dossier (locality_id, batch_id, code, procedure_id, unit_id, received_at, status,"
            " channel, supplement_count, supplement_days, verdict, entered_on, last_changed_on)"
            " SELECT DISTINCT ON (i.code) %(locality)s, %(batch)s, i.code, i.procedure_id,"
            " COALESCE(i.unit_id, p.unit_id), i.at, %(status)s, i.channel, 0, 0, '', %(today)s, %(today)s"
            " FROM incoming_told i JOIN procedures_procedure p ON p.id = i.procedure_id"
            " WHERE NOT EXISTS (SELECT 1 FROM procedures_dossier d"
            "  WHERE d.locality_id = %(locality)s AND d.code = i.code)"
            " ORDER BY i.code, i.at",
            {
                "locality": batch.locality_id,
                "batch": batch.pk,
                "status": int(Status.ACCEPTED),
                "today": clock.today(),
            },
        )
        return int(cursor.rowcount)


def _add_events(batch: ImportBatch) -> int:
    """Add the events that no log told of before, and note the dossiers they belong to; give how many were added."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS touched_dossier")
        cursor.execute("CREATE TEMPORARY TABLE touched_dossier (id bigint) ON COMMIT DROP")
        cursor.execute(
            "WITH added AS (INSERT INTO procedures_dossierevent"
            " (dossier_id, kind, at, promised_at, origin, is_taken_back, batch_id)"
            " SELECT DISTINCT d.id, i.kind, i.at, i.promised_at, %(log)s::smallint, false, %(batch)s::bigint"
            " FROM incoming_told i JOIN procedures_dossier d ON d.locality_id = %(locality)s AND d.code = i.code"
            " WHERE NOT EXISTS (SELECT 1 FROM procedures_dossierevent e WHERE e.dossier_id = d.id AND e.kind = i.kind"
            "  AND e.at = i.at AND e.promised_at IS NOT DISTINCT FROM i.promised_at AND e.origin = %(log)s)"
            " ORDER BY d.id, i.at, i.kind RETURNING dossier_id), noted AS ("
            " INSERT INTO touched_dossier SELECT DISTINCT dossier_id FROM added)"
            " SELECT count(*) FROM added",
            {"log": int(Origin.LOG), "batch": batch.pk, "locality": batch.locality_id},
        )
        added = int(cursor.fetchone()[0])
        cursor.execute("ANALYZE touched_dossier")
    return added
