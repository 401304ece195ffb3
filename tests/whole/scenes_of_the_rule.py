"""Scenes of the on-time rule: a new version, dossiers judged again, the limit of a procedure."""

from collections.abc import Callable
from datetime import date
from typing import Any

from kheo.procedures import actions as procedures
from kheo.procedures.rules.limits import LimitUnit
from kheo.procedures.rules.on_time import Terms
from tests.world import World

Act = Callable[[], Any]


def set_rule(world: World) -> Act:
    by = world.administrator
    return lambda: procedures.set_rule(
        Terms(supplements_allowed=2), by=by, valid_from=date(2026, 11, 1), source="Văn bản (minh hoạ)",
        assurance="official text", reason="Theo văn bản mới (minh hoạ)", recomputes=True,
    )  # fmt: skip


def recompute(world: World) -> Act:
    rule = set_rule(world)()
    world.dossier(supplement_count=2)
    return lambda: procedures.recompute(rule.pk, by=world.administrator)


def set_limit(world: World) -> Act:
    procedure = world.procedure()
    return lambda: procedures.set_limit(procedure.pk, by=world.administrator, amount=3, unit=LimitUnit.DAY)


OF_THE_RULE: dict[str, Callable[[World], Act]] = {
    "procedures.recompute": recompute,
    "procedures.set_limit": set_limit,
    "procedures.set_rule": set_rule,
}
