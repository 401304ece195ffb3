"""The weekly look: a few questions, to the unit alone at first, never twice, each with its trace."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from kheo.base.clock import standing_at
from kheo.base.models import AuditRecord
from kheo.integrity import actions
from kheo.integrity.catalogue import BY_CODE
from kheo.integrity.models import Question, Round
from kheo.integrity.rules.asking import Answer
from kheo.integrity.rules.asking import Closing as Kind
from kheo.integrity.settings import Settings
from tests.integrity import wards
from tests.integrity.conftest import NOW
from tests.integrity.wards import ROWS

pytestmark = pytest.mark.long


A_WEEK = timedelta(days=7)


@pytest.fixture
def asked(look):
    """A look at the ward that asks the service centre one thing: reopened dossiers."""
    look.lay(wards.open_again_after_closing)
    (question,) = look.ask()
    return question


def test_it_leaves_a_trace_of_ids_and_counts(look, asked):
    trace = AuditRecord.objects.get(verb="system.question_asked")
    assert (trace.object_id, trace.locality_id, trace.official_id) == (asked.pk, look.world.ward.pk, None)
    assert trace.changed == {
        "unit": look.unit.pk, "marked": asked.marked, "counted": asked.counted, "snapshot": asked.snapshot_id,
        "shown_from": "2026-12-02",
    }  # fmt: skip
    looked = AuditRecord.objects.get(verb="system.units_looked_at")
    assert looked.changed["asked"] == 1 and looked.changed["tests"] > 15


def test_a_week_is_looked_at_once_and_what_is_open_is_not_asked_again(look, asked):
    assert look.ask(NOW + timedelta(days=1)) == []
    assert Round.objects.count() == 1
    assert look.ask(NOW + A_WEEK) == []
    assert (Round.objects.count(), Question.objects.count()) == (2, 1)


def test_after_it_is_closed_it_rests_and_then_may_be_asked_again(look, asked):
    later = NOW + 2 * A_WEEK
    with standing_at(later - timedelta(days=5)):
        actions.close_question(asked.pk, by=look.verifier, kind=Kind.OPEN, words="Theo dõi tiếp các kỳ sau.")
    for row in ROWS[look.world.ward.pk]:
        if row["unit_id"] == look.unit.pk and row["finished_on"] and row["finished_on"] >= later.date() - 4 * A_WEEK:
            row["reopened_count"] = 1
    assert look.ask(later) == []
    Round.objects.filter(tests__gt=0).order_by("-last")[0].delete()
    values = Settings(look.world.ward.pk).common | {"quiet_weeks": 0}
    actions.change_settings(by=look.world.administrator, values=values, source="Thông báo minh hoạ số 1")
    assert [each.signal for each in look.ask(later)] == ["mo-lai"]


def test_a_day_that_was_asked_about_is_never_asked_about_again(look):
    """With no rest at all a burst's one day lies in the next week's window, too."""
    look.lay(wards.rate_in_one_go)
    values = Settings(look.world.ward.pk).common | {"quiet_weeks": 0}
    actions.change_settings(by=look.world.administrator, values=values, source="Thông báo minh hoạ số 1")
    (asked,) = look.ask()
    with standing_at(NOW + timedelta(days=5)):
        actions.answer_question(
            asked.pk, by=look.world.centre_head, kind=Answer.EXPLAINS, words="Lấy ý kiến tập trung."
        )
        actions.close_question(asked.pk, by=look.verifier, kind=Kind.CLEAR, words="Đã xem danh sách, khớp sổ.")
    assert look.ask(NOW + A_WEEK) == []
    assert Round.objects.count() == 2


def test_two_ratings_of_half_a_day_each_are_one_question(look):
    look.lay(wards.rate_in_one_go)
    burst = [row for row in ROWS[look.world.ward.pk] if row["unit_id"] == look.unit.pk and row.get("rating") == 5
             and row["finished_on"] == wards.WINDOW_FROM + timedelta(days=9)]  # fmt: skip
    for row in ROWS[look.world.ward.pk]:
        if row["unit_id"] == look.unit.pk and row["finished_on"] == wards.WINDOW_FROM + timedelta(days=9):
            row["rating"] = None
    for place, row in enumerate(burst):
        row["rating"] = 1 + place % 2
    values = BY_CODE["danh-gia-don-dap"].values() | {"alike": 50, "least": 10}
    told = {"by": look.world.administrator, "against": "both", "is_on": True, "source": "Thông báo minh hoạ số 1"}
    actions.change_signal("danh-gia-don-dap", values=values, **told)
    assert len(burst) % 2 == 0
    (asked,) = look.ask()
    assert (asked.signal, asked.marked * 2) == ("danh-gia-don-dap", asked.counted)


def test_a_signal_that_is_off_asks_nothing(look):
    look.lay(wards.open_again_after_closing)
    actions.change_signal(
        "mo-lai", by=look.world.administrator, values=BY_CODE["mo-lai"].values(), against="both", is_on=False,
        source="Hệ thống mới mở lại hồ sơ khi nâng cấp",
    )  # fmt: skip
    assert look.ask() == []


def test_without_a_snapshot_nothing_is_looked_at(look):
    assert actions.ask_units(look.world.ward, now=NOW) == []
    assert not Round.objects.exists()


@pytest.mark.parametrize("table", ["question", "round"])
def test_what_was_asked_is_never_altered(asked, table):
    column = {"question": "marked", "round": "tests"}[table]
    with pytest.raises(DatabaseError, match="never altered"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE integrity_{table} SET {column} = 0")  # noqa: S608  own names
