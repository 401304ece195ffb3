"""Dossiers that run late, and slips that were issued: one of each in each relation."""

from datetime import date
from typing import Any

from kheo.apologies import actions
from kheo.apologies.models import Slip
from kheo.procedures.models import Dossier
from tests.permissions.named import Named, by_number
from tests.permissions.stage import Stage

STILL = {"status": 4, "finished_at": None, "ended_on": None}
NEW_DAY = date(2026, 12, 1)


def late(stage: Stage, things: Any) -> dict[str, dict[str, Named]]:
    """Give the things of the room of apologies by kind and relation."""
    units = {
        "same_unit": stage.unit, "parent": stage.parent, "child": stage.child, "other_unit": stage.beside,
        "other_locality": stage.far_unit,
    }  # fmt: skip
    running = {relation: things.dossier(unit, f"TRE-{relation}", **STILL) for relation, unit in units.items()}
    told = {relation: things.dossier(unit, f"XL-{relation}", **STILL) for relation, unit in units.items()}
    slips = {relation: _slip(stage, dossier) for relation, dossier in told.items()}
    return {"running dossier": by_number("dossier_id", running), "slip": by_number("slip_id", slips)}


def _slip(stage: Stage, dossier: Dossier) -> Slip:
    place = stage.here if dossier.locality_id == stage.world.ward.pk else stage.next_door
    return actions.issue_slip(
        dossier.pk, by=place.clerk, reason="Cơ quan phối hợp trả lời chậm (minh hoạ)", new_promised_on=NEW_DAY,
        signer=stage.heads[dossier.unit_id].pk,
    )  # fmt: skip
