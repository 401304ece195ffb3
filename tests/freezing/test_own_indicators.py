"""Own indicators beside frozen periods: what was frozen stays as it was counted, and nothing goes missing."""

import pytest

from kheo.base import clock
from kheo.definitions import actions as definitions
from kheo.freezing import actions
from kheo.indicators import actions as indicators
from kheo.indicators import frozen, known
from kheo.measures.defined import Condition, Operator
from tests.definitions.conftest import written
from tests.freezing.test_freeze_period import DAY, LATER, OCTOBER, october
from tests.indicators.facts import NOW, facts

pytestmark = pytest.mark.long


__all__ = ["facts", "october"]

ON_THE_DAY_TOO = ((Condition("finished_on", Operator.NOT_AFTER, other="promised_on"),),)


@pytest.fixture(autouse=True)
def _on_a_monday_morning():
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def own(october):
    return definitions.define_indicator(written(), by=october.administrator).indicator


def months_of(world, code):
    found = frozen.months(world.ward.pk, known.of(world.ward.pk), *OCTOBER)
    of_centre = (each for each in found if each.indicator == code and each.unit_id == world.service_centre.pk)
    return [(each.version, each.numerator, each.denominator) for each in of_centre]


def correct(world, facts):
    """Two dossiers of October came in late, both done before their day; the correction reads them."""
    for _late in range(2):
        facts.dossier(world.service_centre, DAY, finished=DAY - DAY.resolution)
    indicators.refresh(world.ward, by=None, now=LATER)
    return actions.correct_period(*OCTOBER, reason="Bổ sung hồ sơ giấy (minh hoạ)", by=world.chair)[0]


def test_a_correction_keeps_the_version_that_was_frozen(october, own, facts):
    frozen_with = actions.freeze_period(*OCTOBER, by=october.chair)[0].versions
    definitions.change_indicator(own.pk, written(good=ON_THE_DAY_TOO), by=october.administrator)
    assert correct(october, facts).versions == frozen_with
    assert frozen_with[own.code] == 1
    assert months_of(october, own.code) == [(1, 2, 12)]


def test_a_correction_keeps_an_indicator_that_was_switched_off_since(october, own, facts):
    actions.freeze_period(*OCTOBER, by=october.chair)
    definitions.switch_off(own.pk, by=october.administrator)
    made = correct(october, facts)
    definitions.switch_on(own.pk, by=october.administrator)
    assert made.versions[own.code] == 1
    assert months_of(october, own.code) == [(1, 2, 12)]


def test_an_indicator_that_was_defined_after_the_freeze_still_has_its_months(october, facts):
    actions.freeze_period(*OCTOBER, by=october.chair)
    made = definitions.define_indicator(written(), by=october.administrator).indicator
    assert months_of(october, made.code) == [(1, 0, 10)]
    correct(october, facts)
    assert months_of(october, made.code) == [(1, 2, 12)]
    assert months_of(october, "ho-so-dung-han") == [(1, 10, 12)]
