"""Indicators that a ward defined and periods that it froze, in every relation, and what is sent about them."""

from dataclasses import replace
from datetime import date
from typing import Any

from kheo.base import clock, seen
from kheo.definitions import actions
from kheo.definitions.forms import WholeForm
from kheo.indicators.models import DefinedIndicator, Freeze, Snapshot
from kheo.indicators.tables import table_of
from kheo.measures import defined
from tests.definitions.conftest import SENT
from tests.measures.test_defined import EARLY
from tests.permissions.named import Named, by_number
from tests.permissions.stage import Place, Stage

FAR_MARK = "dấu-phường-bên"


def own_indicators(stage: Stage) -> dict[str, Named]:
    """Define one here and one next door."""
    made = {"same_unit": _own(stage.here, "Trả sớm"), "other_locality": _own(stage.next_door, f"Trả sớm {FAR_MARK}")}
    return by_number("indicator_id", made)


def _own(place: Place, name: str) -> DefinedIndicator:
    return actions.define_indicator(replace(EARLY, name=name), by=place.administrator).indicator


def frozen(stage: Stage) -> dict[str, dict[str, Named]]:
    """Freeze August here and next door, and correct it once: rows are made as an action would leave them."""
    made = {"same_unit": _frozen(stage.here), "other_locality": _frozen(stage.next_door, FAR_MARK)}
    return {
        "frozen period": by_number("freeze_id", {relation: rows[0] for relation, rows in made.items()}),
        "correction": by_number("freeze_id", {relation: rows[1] for relation, rows in made.items()}),
    }


def _frozen(place: Place, mark: str = "") -> list[Freeze]:
    ward = place.chair.locality_id
    taken = Snapshot.objects.filter(locality=ward, table="dossier").latest("pk")
    usual = {
        "locality_id": ward, "first": date(2026, 8, 1), "last": date(2026, 8, 31), "table": "dossier",
        "snapshot": taken, "versions": {"ho-so-dung-han": 1}, "made_by": place.chair, "made_at": clock.now(),
    }  # fmt: skip
    reasons = ("", f"Ghi nhầm {mark} (minh hoạ)")
    return [Freeze.objects.create(edition=n, reason=reason, **usual) for n, reason in enumerate(reasons, 1)]


def kept(sent: dict[str, Any]) -> dict[str, Any]:
    """Give the form as it is sent after its preview was looked at."""
    form = WholeForm(table_of("dossier"), sent)
    assert form.is_valid(), form.errors
    return sent | {"act": "keep", "seen": seen.mark(defined.as_json(form.definition))}


def defining() -> dict[str, Any]:
    """Define a new indicator."""
    return kept(SENT)


def switching_on(indicator: DefinedIndicator) -> dict[str, Any]:
    """Switch it off first."""
    DefinedIndicator.objects.filter(pk=indicator.pk).update(is_off=True)
    return {}
