"""Each sort of good-looking number, planted in a made ward, raises its question; honest wards raise none."""

from collections import defaultdict
from datetime import timedelta
from types import SimpleNamespace

import pytest

from kheo.base.clock import standing_at
from kheo.commitments.models import Commitment
from kheo.indicators import snapshot
from kheo.integrity import actions, shown
from kheo.integrity.catalogue.dossiers import OF_DOSSIERS
from kheo.integrity.gathering import findings
from kheo.integrity.rules.judging import Limits, chosen
from kheo.integrity.rules.shapes import Against
from kheo.work.facts import TASK
from kheo.work.models import Evidence
from kheo.work.rules import State
from tests.integrity import wards
from tests.integrity.conftest import NOW
from tests.integrity.wards import MONDAY, PLANTS, ROWS, TABLE, honest

pytestmark = pytest.mark.long


WARDS = 120
MOST_QUESTIONS = 1
MOST_UNLIKELY = 4
"""Of 120 honest wards looked at once at a chance of 1 in 100: 1.2 are expected, more than 4 come in under 1%."""


def commit(look, weeks_ahead=4):
    taken = look.taken()
    return Commitment.objects.create(
        locality=look.world.ward, unit=look.unit, indicator="ho-so-dung-han",
        baseline_start=MONDAY - timedelta(weeks=30),
        baseline_end=MONDAY - timedelta(weeks=20), baseline_numerator=80, baseline_denominator=100,
        baseline_snapshot=taken, target=95, started_on=MONDAY - timedelta(weeks=19),
        due_on=MONDAY + timedelta(weeks=weeks_ahead), made_by=look.world.chair, made_at=NOW,
    )  # fmt: skip


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.__name__)
def test_what_is_planted_is_asked_about_and_opens_its_records(look, plant):
    signal = look.lay(plant)
    commit(look)
    asked = look.ask()
    assert signal in {question.signal for question in asked}
    assert {question.unit for question in asked} == {look.unit}
    question = next(each for each in asked if each.signal == signal)
    assert question.marked >= 8
    assert question.marked / question.counted > question.usual or signal == "danh-gia-don-dap"


def test_leaving_out_is_only_asked_about_when_a_target_is_near(look):
    look.lay(wards.leave_out)
    commit(look, weeks_ahead=20)
    assert look.ask() == []


def test_an_honest_ward_is_asked_nothing(look):
    look.lay(seed=5)
    commit(look)
    assert look.ask() == []


def test_how_often_honest_wards_are_asked(world, settings, record_property):
    """Each ward's units are of a kind of their own, so that they are like units only of each other."""
    settings.KHEO_FACT_TABLES = wards.FACT_TABLES_HERE
    units = {
        3 * ward + n: SimpleNamespace(kind=ward, path=f"/{3 * ward + n}/") for ward in range(WARDS) for n in range(3)
    }
    rows = [row for ward in range(WARDS) for row in honest([3 * ward + n for n in range(3)], ward, a_week=30)]
    ROWS[world.ward.pk] = [{**row, "dossier_id": number} for number, row in enumerate(rows, start=1)]
    taken = snapshot.take(TABLE, world.ward, now=NOW, by=None)
    tests = defaultdict(list)
    for signal in OF_DOSSIERS:
        for each in findings(signal, signal.values(), Against.BOTH, taken, units):
            tests[units[each.unit].kind].append(each)
    ROWS.clear()
    limits = Limits(chance=0.01, a_week=5, a_unit=2)
    questions = sum(len(chosen(tried, limits)) for tried in tests.values())
    unlikely = sum(any(each.chance < 0.01 / len(tried) for each in tried) for tried in tests.values())
    made = sum(map(len, tests.values()))
    record_property("honest wards", WARDS)
    print(f"\n{WARDS} honest wards, {made} tests: {questions} questions, {unlikely} wards with an unlikely number")  # noqa: T201
    assert len(tests) == WARDS and made > 20 * WARDS
    assert questions <= MOST_QUESTIONS
    assert unlikely <= MOST_UNLIKELY


def test_no_signal_knows_a_person():
    """The facts hold no official and no citizen; a signal's columns are among them."""
    names = {name for name in TABLE.names if any(word in name for word in ("official", "name", "person", "by", "post"))}
    assert names <= {"of_person"}  # whether the applicant is a person or a company


def test_a_report_without_any_evidence_is_asked_about(world):
    """The rule of tasks lets none through; what lost its evidence afterwards is seen all the same."""
    with standing_at(NOW - timedelta(days=5)):
        kept, lost = world.task(State.DONE), world.task(State.DONE)
    Evidence.objects.filter(task=lost).delete()
    snapshot.take(TASK, world.ward, now=NOW, by=None)
    with standing_at(NOW):
        (question,) = actions.ask_units(world.ward, now=NOW)
    assert (question.signal, question.marked, question.counted) == ("bao-cao-khong-minh-chung", 1, 2)
    assert [row["code"] for row in shown.rows_behind(question)] == [lost.code]
    assert kept.code != lost.code


def test_honest_tasks_raise_no_question(world):
    with standing_at(NOW - timedelta(days=5)):
        world.task(State.DONE)
    snapshot.take(TASK, world.ward, now=NOW, by=None)
    assert actions.ask_units(world.ward, now=NOW) == []
