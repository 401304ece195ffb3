"""Sources of data, their counts, rules and expectations, in every relation."""

from datetime import date
from typing import Any

from kheo.people.models import Unit
from kheo.quality.models import ARRIVAL, Result
from tests.permissions.named import NOWHERE, Named
from tests.permissions.stage import Stage


def checked(stage: Stage, snapshots: dict[str, Named]) -> dict[str, dict[str, Named]]:
    """Give each unit a week that came, on the newest snapshot of its ward."""
    units = {
        "same_unit": stage.unit, "parent": stage.parent, "child": stage.child, "other_unit": stage.beside,
        "other_locality": stage.far_unit,
    }  # fmt: skip
    for relation, unit in units.items():
        far = "other_locality" if relation == "other_locality" else "same_unit"
        Result.objects.create(
            snapshot=snapshots[far].thing, code=ARRIVAL, unit=unit, start=date(2026, 11, 9), end=date(2026, 11, 15),
            good=2, checked=3,
        )  # fmt: skip
    sources = {relation: Named(_source(unit), thing=unit) for relation, unit in units.items()}
    sources["missing"] = Named({"of_unit": NOWHERE, "table": "dossier"})
    counts = {relation: Named({**named.numbers, "code": ARRIVAL}) for relation, named in sources.items()}
    counts["crossed"] = Named({**sources["same_unit"].numbers, "code": "khong-co"})
    nowhere = {"other_locality": "khong-co", "missing": "khong-co"}
    rules = {
        relation: Named({"rule_code": code}) for relation, code in {"same_unit": "xong-sau-nhan", **nowhere}.items()
    }
    tables = {relation: Named({"of_table": code}) for relation, code in {"same_unit": "dossier", **nowhere}.items()}
    return {"source": sources, "count": counts, "rule": rules, "expectation": tables}


def _source(unit: Unit) -> dict[str, Any]:
    return {"of_unit": unit.pk, "table": "dossier"}
