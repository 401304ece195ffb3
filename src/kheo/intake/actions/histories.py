"""Rows of a sheet stored beside what is known: their events are added, never altered, and a log is believed first."""

from django.db import connection

from kheo.intake.actions import loading
from kheo.intake.rules.rows import Known
from kheo.people.models import Official
from kheo.procedures.actions.settling import TYPES, keep_calendar, settle
from kheo.procedures.models import ImportBatch
from kheo.procedures.rules.events import STAGES, Kind, Origin
from kheo.procedures.rules.rulebook import Rulebook
from kheo.procedures.rules.states import FINISHED, OPEN

_SAME = (
    "{0}.dossier_id = {1}.dossier_id AND {0}.kind = {1}.kind AND {0}.at = {1}.at"
    " AND {0}.promised_at IS NOT DISTINCT FROM {1}.promised_at"
)


def store(batch: ImportBatch, known: Known, by: Official) -> loading.Counts:
    """Store the rows that were brought in, and what follows from them."""
    procedures = loading.add_procedures(batch, known.new.values(), by)
    believe_logs(batch)
    reopened = find_reopened(batch)
    made = loading.upsert(batch, keep_calendar(known.book.calendar, batch.locality_id))
    events = add_of_rows(batch, reopened, known.book)
    return loading.count(batch, made, procedures, events)


def believe_logs(batch: ImportBatch) -> None:
    """Let the incoming rows give way to what is known of dossiers of which a log tells.

    Their moments stay as they are: what the rows tell anew is added as events, from which all of it is computed again.
    The state that a sheet states holds while it is further along the road than the log (`events.as_stated`), the number
    of requests while the log tells of none. What was noticed of reopenings is never unsaid. Dossiers with more than
    rows say stand in `known_otherwise`, those that are to be computed again in `restated`.
    """
    known = {name: f"d.{name}" for name in TYPES} | {
        "status": f"CASE WHEN GREATEST({_stage('i.status')}, {_stage('d.status')}) > k.reached"
        " THEN i.status ELSE d.status END",
        "supplement_count": "CASE WHEN k.asks THEN d.supplement_count ELSE i.supplement_count END",
    }
    values = {name: f"CASE WHEN k.reached IS NULL THEN i.{name} ELSE {value} END" for name, value in known.items()}
    values["reopened_count"] = "GREATEST(i.reopened_count, d.reopened_count)"
    sets = ", ".join(f"{name} = {value}" for name, value in values.items())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE incoming_dossier")
        cursor.execute("DROP TABLE IF EXISTS known_otherwise, restated")
        cursor.execute(
            "CREATE TEMPORARY TABLE known_otherwise ON COMMIT DROP AS SELECT d.id,"  # noqa: S608  own numbers
            f" max({_stage('e.kind')}) FILTER (WHERE e.origin = %(log)s) AS reached,"
            " bool_or(e.origin = %(log)s AND e.kind = %(asked)s) AS asks FROM incoming_dossier i"
            " JOIN procedures_dossier d ON d.locality_id = %(locality)s AND d.code = i.code"
            " JOIN procedures_dossierevent e ON e.dossier_id = d.id AND e.origin <> %(row)s GROUP BY d.id",
            {
                "locality": batch.locality_id,
                "log": int(Origin.LOG),
                "row": int(Origin.ROW),
                "asked": int(Kind.SUPPLEMENT_REQUESTED),
            },
        )
        cursor.execute("ANALYZE known_otherwise")
        cursor.execute(
            f"UPDATE incoming_dossier i SET {sets} FROM known_otherwise k JOIN procedures_dossier d ON d.id = k.id"  # noqa: S608  own names
            " WHERE i.code = d.code"
        )
        cursor.execute(
            "CREATE TEMPORARY TABLE restated ON COMMIT DROP AS SELECT d.id FROM known_otherwise k"
            " JOIN procedures_dossier d ON d.id = k.id JOIN incoming_dossier i ON i.code = d.code"
            " WHERE k.reached IS NOT NULL AND (i.status, i.supplement_count, i.procedure_id) IS DISTINCT FROM"
            " (d.status, d.supplement_count, d.procedure_id)"
        )


def _stage(kind: str) -> str:
    """Write the stage that a kind or a state tells of as SQL."""
    return f"('{{{', '.join(str(STAGES[each]) for each in sorted(Kind))}}}'::smallint[])[{kind}]"


def find_reopened(batch: ImportBatch) -> list[int]:
    """Give the dossiers that were finished so far and that the incoming rows say are open; asked before the upsert.

    Where a log tells of the end, the rows gave way: a sheet may have been written before it. Dossiers are looked up by
    their codes first: right after a large file PostgreSQL has not counted states yet, and would go through all of them.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH met AS MATERIALIZED (SELECT d.id, d.status AS was, i.status AS now FROM incoming_dossier i"
            " JOIN procedures_dossier d ON d.locality_id = %s AND d.code = i.code)"
            " SELECT id FROM met WHERE was = ANY(%s) AND now = ANY(%s)",
            [batch.locality_id, [int(each) for each in FINISHED], [int(each) for each in OPEN]],
        )
        return [pk for (pk,) in cursor.fetchall()]


def add_of_rows(batch: ImportBatch, reopened: list[int], book: Rulebook) -> int:
    """Add what the new and changed rows of this file imply, and take back what earlier rows implied and these do not;
    give how many entries were added.

    Dossiers of which more is known than rows say are computed again from all their events.
    """
    touched = (
        "SELECT id FROM procedures_dossier WHERE locality_id = %(locality)s AND batch_id = %(batch)s"
        " UNION SELECT id FROM known_otherwise"
    )
    told, standing = _SAME.format("t", "s"), _SAME.format("s", "t")
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH touched AS ({touched}), standing AS ("  # noqa: S608  own names
            " SELECT DISTINCT ON (e.dossier_id, e.kind, e.at, e.promised_at) e.* FROM procedures_dossierevent e"
            " WHERE e.origin = %(row)s AND e.dossier_id IN (SELECT id FROM touched)"
            " ORDER BY e.dossier_id, e.kind, e.at, e.promised_at, e.id DESC),"
            " told AS (SELECT d.id AS dossier_id, i.kind, i.at, i.promised_at FROM incoming_event i"
            " JOIN procedures_dossier d ON d.locality_id = %(locality)s AND d.code = i.code"
            " WHERE d.id IN (SELECT id FROM touched))"
            " INSERT INTO procedures_dossierevent (dossier_id, kind, at, promised_at, origin, is_taken_back, batch_id)"
            " SELECT s.dossier_id, s.kind, s.at, s.promised_at, %(row)s, true, %(batch)s FROM standing s"
            f" WHERE NOT s.is_taken_back AND NOT EXISTS (SELECT 1 FROM told t WHERE {told})"
            " UNION ALL SELECT t.dossier_id, t.kind, t.at, t.promised_at, %(row)s, false, %(batch)s FROM told t"
            f" WHERE NOT EXISTS (SELECT 1 FROM standing s WHERE NOT s.is_taken_back AND {standing})",
            {"locality": batch.locality_id, "batch": batch.pk, "row": int(Origin.ROW)},
        )
        added = int(cursor.rowcount)
        cursor.executemany(
            "INSERT INTO procedures_dossierevent (dossier_id, kind, at, origin, is_taken_back, batch_id)"
            " VALUES (%s, %s, %s, %s, false, %s)",
            [(pk, int(Kind.REOPENED), batch.made_at, int(Origin.NOTICED), batch.pk) for pk in reopened],
        )
    more = (
        "SELECT id FROM restated UNION SELECT unnest(%s::bigint[]) UNION SELECT k.id FROM known_otherwise k"
        " JOIN procedures_dossierevent e ON e.dossier_id = k.id AND e.batch_id = %s"
    )
    settle(
        more,
        [reopened, batch.pk],
        locality_id=batch.locality_id,
        book=book,
        trusts_state=False,
        batch_id=batch.pk,
    )
    return added + len(reopened)
