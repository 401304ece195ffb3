"""The scenes of commitments, of phases of charts, and of tasks and plans tied to numbers."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from kheo.commitments import actions as commitments
from kheo.documents.models import Document
from kheo.documents.rules import Kind
from kheo.indicators import actions as indicators
from kheo.plans import actions as plans
from kheo.work import actions as work
from tests.whole.scenes_of_people import TODAY, Act, Scene
from tests.world import World

NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
MONDAY = date(2026, 8, 31)
"""Twelve weeks before that day begin here."""


def commit(world: World) -> Act:
    unit = with_figures(world)
    return lambda: commitments.commit(
        unit=unit, indicator_code="ho-so-dung-han", target=Decimal(95), started_on=TODAY,
        due_on=TODAY + timedelta(weeks=12), by=world.chair,
    )  # fmt: skip


def commit_with_a_counter(world: World) -> Act:
    unit = with_figures(world)
    return lambda: commitments.commit(
        unit=unit, indicator_code="ho-so-dung-han", target=Decimal(95), started_on=TODAY,
        due_on=TODAY + timedelta(weeks=12), counters=["ho-so-truc-tuyen"], by=world.chair,
    )  # fmt: skip


REASON = "Đổi cách làm từ tuần này, theo quyết định minh hoạ."


def begin_phase(world: World) -> Act:
    unit, by = world.service_centre, world.chair
    return lambda: commitments.begin_phase(unit=unit, indicator_code="ho-so-dung-han", day=TODAY, reason=REASON, by=by)


def withdraw_phase(world: World) -> Act:
    phase = begin_phase(world)()
    return lambda: commitments.withdraw_phase(phase.pk, reason=REASON, by=world.chair)


def tie_task(world: World) -> Act:
    task = world.task()
    with_figures(world)
    return lambda: work.tie_task(
        task.pk, indicator_code="ho-so-dung-han", target=Decimal(95), started_on=TODAY,
        due_on=TODAY + timedelta(weeks=12), baseline_weeks=12, by=world.chair,
    )  # fmt: skip


def tie_plan(world: World) -> Act:
    unit, plan = with_figures(world), world.document()
    Document.objects.filter(pk=plan.pk).update(type_name=Kind.PLAN)
    return lambda: plans.tie_plan(
        plan.pk, unit=unit, indicator_code="ho-so-dung-han", target=Decimal(95), started_on=TODAY,
        due_on=TODAY + timedelta(weeks=12), baseline_weeks=12, by=world.chair,
    )  # fmt: skip


def with_figures(world: World) -> Any:
    """Twelve weeks of dossiers, one a week, each third one late, and their snapshot."""
    procedure = world.procedure()
    for week in range(12):
        due = MONDAY + timedelta(weeks=week)
        world.dossier(f"PT-{week}", procedure=procedure, due_on=due, ended_on=due + timedelta(days=week % 3 == 0))
    indicators.refresh(world.ward, by=None, now=NOW)
    assert world.chair
    return world.service_centre


SCENES: dict[str, Scene] = {
    "commitments.begin_phase": begin_phase,
    "commitments.commit": commit,
    "commitments.commit: with a counter-indicator": commit_with_a_counter,
    "commitments.withdraw_phase": withdraw_phase,
    "plans.tie_plan": tie_plan,
    "work.tie_task": tie_task,
}
