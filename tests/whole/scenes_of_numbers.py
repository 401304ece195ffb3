"""The scenes of numbers: figures, commitments, the indicators of a locality."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from kheo.definitions import actions as definitions
from kheo.freezing import actions as freezing
from kheo.indicators import actions as indicators
from tests.measures.test_defined import EARLY
from tests.whole.scenes_of_people import Act, Scene
from tests.whole.scenes_of_promises import with_figures
from tests.world import World

NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))
MONDAY = date(2026, 8, 31)
"""Twelve weeks before that day begin here."""


def define_indicator(world: World) -> Act:
    with_figures(world)
    return lambda: definitions.define_indicator(EARLY, by=world.administrator)


def change_indicator(world: World) -> Act:
    made = _defined(world)
    return lambda: definitions.change_indicator(made.pk, replace(EARLY, name="Xong sớm"), by=world.administrator)


def switch_off(world: World) -> Act:
    made = _defined(world)
    return lambda: definitions.switch_off(made.pk, by=world.administrator)


def switch_on(world: World) -> Act:
    made = switch_off(world)()
    return lambda: definitions.switch_on(made.pk, by=world.administrator)


def _defined(world: World) -> Any:
    return definitions.define_indicator(EARLY, by=world.administrator).indicator


def freeze_period(world: World) -> Act:
    with_figures(world)
    return lambda: freezing.freeze_period(*OCTOBER, by=world.chair)


def correct_period(world: World) -> Act:
    freeze_period(world)()
    world.dossier("PT-quên", procedure=world.procedure("Khai tử", code="2.002"), due_on=OCTOBER[0], ended_on=OCTOBER[0])
    indicators.refresh(world.ward, by=None, now=NOW)
    return lambda: freezing.correct_period(*OCTOBER, reason="Bổ sung hồ sơ giấy (minh hoạ)", by=world.chair)


SCENES: dict[str, Scene] = {
    "definitions.change_indicator": change_indicator,
    "definitions.define_indicator": define_indicator,
    "definitions.switch_off": switch_off,
    "definitions.switch_on": switch_on,
    "freezing.correct_period": correct_period,
    "freezing.freeze_period": freeze_period,
}
