"""Charts of units, and the phases that were begun on them: one in each relation."""

from datetime import date

from kheo.base import clock
from kheo.commitments.models import Phase
from kheo.people.models import Unit
from tests.permissions.named import NOWHERE, Named, by_number
from tests.permissions.stage import Stage

CODE = "ho-so-dung-han"


def charted(stage: Stage) -> dict[str, dict[str, Named]]:
    """Give charts and phases by kind and relation."""
    units = {
        "same_unit": stage.unit, "parent": stage.parent, "child": stage.child, "other_unit": stage.beside,
        "other_locality": stage.far_unit,
    }  # fmt: skip
    named = {relation: Named({"code": CODE, "unit_id": unit.pk}, thing=unit) for relation, unit in units.items()}
    return {
        "unit chart": named | {"missing": Named({"code": CODE, "unit_id": NOWHERE})},
        "all units": {
            "same_unit": Named({"code": CODE}),
            "other_locality": Named({"code": "chi-so-phuong-ben"}),
            "missing": Named({"code": "khong-co"}),
        },
        "phase": by_number("pk", {relation: _phase(stage, unit) for relation, unit in units.items()}),
    }


def _phase(stage: Stage, unit: Unit) -> Phase:
    """Let the limits of a unit's chart be reckoned anew; the neighbour's words carry its mark."""
    here = unit.locality_id == stage.world.ward.pk
    place = stage.here if here else stage.next_door
    return Phase.objects.create(
        locality=unit.locality, unit=unit, indicator=CODE, week=date(2026, 8, 3), made_by=place.chair,
        reason=f"Đổi cách làm ({'minh hoạ' if here else 'dấu-phường-bên'})", made_at=clock.now(),
    )  # fmt: skip
