"""The events of dossiers that a file tells of, or that its rows imply, added to what is known; never altered."""

from django.db import connection

from kheo.procedures.actions.settling import settle
from kheo.procedures.models import ImportBatch
from kheo.procedures.rules.events import Kind, Origin
from kheo.procedures.rules.rulebook import Rulebook
from kheo.procedures.rules.states import FINISHED, OPEN

_SAME = (
    "{0}.dossier_id = {1}.dossier_id AND {0}.kind = {1}.kind AND {0}.at = {1}.at"
    " AND {0}.promised_at IS NOT DISTINCT FROM {1}.promised_at"
)


def find_reopened(batch: ImportBatch) -> list[int]:
    """Give the dossiers that were finished so far and that the incoming rows say are open; asked before the upsert."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT d.id FROM incoming_dossier i JOIN procedures_dossier d ON d.locality_id = %s AND d.code = i.code"
            " WHERE d.status = ANY(%s) AND i.status = ANY(%s)",
            [batch.locality_id, [int(each) for each in FINISHED], [int(each) for each in OPEN]],
        )
        return [pk for (pk,) in cursor.fetchall()]


def add_of_rows(batch: ImportBatch, reopened: list[int], book: Rulebook) -> int:
    """Add what the new and changed rows of this file imply, and take back what earlier rows implied and these do not;
    give how many entries were added.

    Dossiers of which more is known than rows say are computed again from all their events.
    """
    touched = "SELECT id FROM procedures_dossier WHERE locality_id = %(locality)s AND batch_id = %(batch)s"
    told, standing = _SAME.format("t", "s"), _SAME.format("s", "t")
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH touched AS ({touched}), standing AS ("  # noqa: S608  own names
            " SELECT DISTINCT ON (e.dossier_id, e.kind, e.at, e.promised_at) e.* FROM procedures_dossierevent e"
            " WHERE e.origin = %(row)s AND e.dossier_id IN (SELECT id FROM touched)"
            " ORDER BY e.dossier_id, e.kind, e.at, e.promised_at, e.id DESC),"
            " told AS (SELECT d.id AS dossier_id, i.kind, i.at, i.promised_at FROM incoming_event i"
            " JOIN procedures_dossier d ON d.locality_id = %(locality)s AND d.code = i.code"
            " WHERE d.batch_id = %(batch)s)"
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
        "SELECT d.id FROM procedures_dossier d WHERE d.locality_id = %s AND d.batch_id = %s AND EXISTS"
        " (SELECT 1 FROM procedures_dossierevent e WHERE e.dossier_id = d.id AND e.origin <> %s)"
    )
    settle(
        more,
        [batch.locality_id, batch.pk, int(Origin.ROW)],
        locality_id=batch.locality_id,
        book=book,
        trusts_state=True,
        say=_nobody,
    )
    return added + len(reopened)


def _nobody(done: int) -> None:
    """Tell nobody how far it is."""
