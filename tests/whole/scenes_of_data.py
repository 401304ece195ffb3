"""The scenes of checked data."""

from datetime import UTC, date, datetime

from kheo.indicators import actions as indicators
from kheo.quality import actions as quality
from kheo.quality.proposed import EXPECTATIONS, RULES
from tests.whole.scenes_of_people import Act, Scene
from tests.world import World

NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)


def check_data(world: World) -> Act:
    world.dossier("PT-1")
    world.dossier("PT-2", finished_at=datetime(2026, 11, 12, 3, tzinfo=UTC))
    indicators.refresh(world.ward, by=None, now=NOW)
    return lambda: quality.check_data(world.ward, by=None, now=NOW)


def keep_rule(world: World) -> Act:
    by = world.administrator
    return lambda: quality.keep_rule(RULES[0], by=by)


def keep_expectation(world: World) -> Act:
    by = world.administrator
    return lambda: quality.keep_expectation(EXPECTATIONS[0], by=by)


def explain_point(world: World) -> Act:
    unit, by = world.service_centre, world.centre_head
    told = {"table": "dossier", "start": date(2026, 11, 16), "words": "Máy chủ dừng ba ngày (minh hoạ)."}
    return lambda: quality.explain_point(unit.pk, by=by, **told)


SCENES: dict[str, Scene] = {
    "quality.check_data": check_data,
    "quality.explain_point": explain_point,
    "quality.keep_expectation": keep_expectation,
    "quality.keep_rule": keep_rule,
}
