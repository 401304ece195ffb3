"""Gắn: a confirmed task is tied to an indicator, with its unit's baseline and a target; the tie leaves its trace."""

from datetime import date
from decimal import Decimal

import pytest

from kheo.base import clock
from kheo.base.audit import history
from kheo.commitments.models import Commitment
from kheo.work.models import TaskCommitment
from kheo.work.rules import State
from tests.commitments.conftest import story
from tests.indicators.facts import NOW, facts

pytestmark = pytest.mark.long


__all__ = ["facts", "story"]
TIE = {"indicator_code": "ho-so-dung-han", "target": Decimal(99)}


@pytest.fixture
def told(story):
    """The service centre kept its word for 12 weeks in about 87 of 100 dossiers, and better since."""
    with clock.standing_at(NOW):
        yield story([39] * 16)


def test_a_task_tied_to_an_indicator_carries_baseline_and_target(told):
    task = told.task(State.PROPOSED, **TIE)
    tie = TaskCommitment.objects.select_related("commitment").get(task=task)
    commitment = tie.commitment
    assert (commitment.unit, commitment.indicator, commitment.target) == (told.service_centre, "ho-so-dung-han", 99)
    assert commitment.baseline_numerator / commitment.baseline_denominator == pytest.approx(0.975, abs=0.02)
    assert commitment.started_on == date(2026, 11, 23)


def test_the_tie_leaves_its_trace_beside_the_task(told):
    task = told.task(State.PROPOSED, **TIE)
    traces = {each.verb: each for each in history(task)}
    assert traces["task.tied"].changed == {"commitment": Commitment.objects.get().pk}
    assert traces["task.tied"].official_id == told.clerk.pk


def test_two_tasks_for_one_aim_share_one_commitment(told):
    one, two = told.task(State.PROPOSED, **TIE), told.task(State.PROPOSED, **TIE)
    assert one.pk != two.pk
    assert Commitment.objects.count() == 1
    assert TaskCommitment.objects.filter(commitment=Commitment.objects.get()).count() == 2


def test_another_target_is_another_commitment(told):
    told.task(State.PROPOSED, **TIE)
    told.task(State.PROPOSED, **{**TIE, "target": Decimal("99.5")})
    assert Commitment.objects.count() == 2
