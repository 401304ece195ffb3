"""Commit: tie a unit to an indicator."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from kheo.base.models import AuditRecord
from kheo.commitments import actions
from kheo.commitments.forms import CommitmentForm
from kheo.commitments.models import Commitment, CounterIndicator
from kheo.errors import RuleBroken
from tests.commitments.conftest import STARTED

pytestmark = pytest.mark.long


DUE = date(2026, 12, 31)


def commit(world, by=None, **fields):
    asked = {
        "unit": world.service_centre,
        "indicator_code": "ho-so-dung-han",
        "target": Decimal(95),
        "started_on": STARTED,
        "due_on": DUE,
        "by": by or world.centre_head,
    }
    return actions.commit(**asked | fields)


def test_it_keeps_the_baseline_as_two_whole_numbers(story):
    made = commit(story([39] * 16))
    assert (made.baseline_numerator, made.baseline_denominator) == (417, 480)
    assert (made.baseline_start, made.baseline_end) == (date(2026, 5, 11), date(2026, 8, 2))


def test_it_leaves_one_record(story):
    made = commit(story([39] * 16))
    trace = AuditRecord.objects.get(verb="commitment.made")
    assert trace.object_id == made.pk
    assert trace.changed["baseline"] == [417, 480]
    assert trace.changed["target"] == "95"


def test_a_unit_without_any_counted_record_cannot_commit(story):
    world = story([39] * 16)
    with pytest.raises(RuleBroken, match="Chưa có số liệu nền: không có hồ sơ nào được tính"):
        commit(world, unit=world.culture_office, by=world.culture_head)
    assert not Commitment.objects.exists()


def test_without_a_snapshot_there_is_nothing_to_commit_to(world, facts):
    with pytest.raises(RuleBroken, match="Chưa có bản chốt số liệu"):
        commit(world)


def test_a_start_in_the_future_has_no_baseline_yet(story):
    world = story([39] * 16)
    later = STARTED + timedelta(weeks=40)
    with pytest.raises(RuleBroken, match="Chưa có bản chốt số liệu sau các tuần"):
        commit(world, started_on=later, due_on=later + timedelta(weeks=8))


def test_a_target_below_the_baseline_is_refused(story):
    with pytest.raises(RuleBroken, match="Mục tiêu 80% phải cao hơn mức nền 86,9%"):
        commit(story([39] * 16), target=Decimal(80))


def test_an_unknown_indicator_is_refused(story):
    with pytest.raises(RuleBroken, match="Không có chỉ số này"):
        commit(story([39] * 16), indicator_code="khong-co")


def test_a_colleague_without_the_right_may_not(story):
    world = story([39] * 16)
    with pytest.raises(PermissionDenied):
        commit(world, by=world.centre_official)


def test_the_head_of_another_unit_may_not(story):
    world = story([39] * 16)
    with pytest.raises(PermissionDenied):
        commit(world, by=world.culture_head)


def test_another_ward_may_not(story):
    world = story([39] * 16)
    with pytest.raises(PermissionDenied):
        commit(world, by=world.official_of_another_ward)


def test_the_leader_commits_the_whole_ward(story):
    world = story([39] * 16)
    made = commit(world, by=world.chair, unit=world.chair.unit)
    assert made.baseline_denominator == 480


@pytest.mark.parametrize(
    "wrong",
    [
        {"baseline_end": STARTED},
        {"baseline_start": date(2026, 9, 1)},
        {"due_on": STARTED},
        {"target": Decimal(101)},
        {"baseline_numerator": 481},
        {"baseline_numerator": 0, "baseline_denominator": 0},
        {"baseline_numerator": 456},  # 456 of 480 is 95%, the target
    ],
)
def test_the_database_refuses_what_must_never_be(story, wrong):
    made = commit(story([39] * 16))
    with pytest.raises(IntegrityError), transaction.atomic():
        Commitment.objects.filter(pk=made.pk).update(**wrong)


@pytest.mark.parametrize(("typed", "target"), [("95", "95.00"), ("92,5", "92.50"), ("92.5 %", "92.50")])
def test_the_form_reads_a_target_as_people_write_it(typed, target):
    dates = {"started_on": "3-8-2026", "due_on": "31/12/2026", "baseline_weeks": "12"}
    form = CommitmentForm({"indicator_code": "hai-long", "target": typed, **dates})
    form.offer([("hai-long", "Hài lòng")])
    assert form.is_valid(), form.errors
    assert form.cleaned_data["target"] == Decimal(target)


@pytest.mark.parametrize("typed", ["chín mươi", "1e2", "--", "٩٥"])
def test_the_form_says_what_a_target_looks_like(typed):
    form = CommitmentForm({"indicator_code": "hai-long", "target": typed})
    assert "Hãy ghi một số từ 0 đến 100" in str(form.errors["target"])


def test_counter_indicators_keep_what_they_were_over_the_same_weeks(story):
    made = commit(story([39] * 16), counters=["ho-so-truc-tuyen"])
    beside = CounterIndicator.objects.get(commitment=made)
    assert (beside.indicator, beside.baseline_numerator, beside.baseline_denominator) == ("ho-so-truc-tuyen", 0, 480)


@pytest.mark.parametrize(
    ("counters", "words"),
    [
        (["ho-so-dung-han"], "phải khác chỉ số đã chọn"),
        (["ho-so-truc-tuyen"] * 2, "mỗi chỉ số một lần"),
        (["a", "b", "c", "d"], "nhiều nhất 3"),
        (["khong-co"], "Không có chỉ số này"),
        (["hai-long"], "Chưa có số liệu nền"),
    ],
)
def test_a_counter_indicator_that_says_nothing_is_refused(story, counters, words):
    with pytest.raises(RuleBroken, match=words):
        commit(story([39] * 16), counters=counters)
    assert not Commitment.objects.exists()


def test_committing_takes_a_fixed_number_of_statements(story, django_assert_num_queries):
    world = story([39] * 16)
    by = world.centre_head
    assert by.roles and by.acting_posts == []
    # savepoint, right, snapshot, baseline, commitment, trace, release
    with django_assert_num_queries(8):  # own indicators among them
        commit(world, by=by)
