"""Tie a task to one more indicator: with dates, a baseline chosen before, and what must not worsen."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from kheo.base import clock
from kheo.base.audit import history
from kheo.commitments.models import Commitment, CounterIndicator
from kheo.errors import RuleBroken
from kheo.work import actions
from kheo.work.models import TaskCommitment
from kheo.work.rules import State
from tests.commitments.conftest import STARTED, story
from tests.indicators.facts import NOW, facts

pytestmark = pytest.mark.long


__all__ = ["facts", "story"]
SENT = {
    "indicator_code": "ho-so-dung-han",
    "target": "95",
    "started_on": "03/8/2026",
    "due_on": "31/12/2026",
    "baseline_weeks": "10",
    "counters": ["ho-so-truc-tuyen"],
}


@pytest.fixture
def told(story):
    with clock.standing_at(NOW):
        yield story([39] * 16)


def tie(world, task, by=None, **fields):
    asked = {
        "indicator_code": "ho-so-dung-han", "target": Decimal(95), "started_on": STARTED,
        "due_on": date(2026, 12, 31), "baseline_weeks": 12,
    }  # fmt: skip
    return actions.tie_task(task.pk, by=by or world.chair, **asked | fields)


def test_the_head_ties_it_on_a_page_and_the_chart_shows_when_the_task_began(told, client_of):
    task = told.task()
    client = client_of(told.centre_head)
    address = reverse("work:tie", args=[task.pk])
    assert reverse("work:tie", args=[task.pk]) in client.get(reverse("work:task", args=[task.pk])).content.decode()
    assert client.get(address).status_code == 200
    assert client.post(address, SENT).url.endswith("#chi-so")
    made = Commitment.objects.get()
    assert (made.unit, made.target, made.baseline_start) == (told.service_centre, 95, STARTED - timedelta(weeks=10))
    assert CounterIndicator.objects.get().indicator == "ho-so-truc-tuyen"
    page = client.get(reverse("work:task", args=[task.pk]))
    (joined,) = page.context["commitments"]
    assert [mark.text for mark in joined.drawn.picture.marks] == [f"{task.code} được giao ngày 23/11/2026"]
    assert "đã đạt mục tiêu 95%" in joined.verdict.sentence
    assert "được giao ngày" in page.content.decode()


def test_a_task_may_be_tied_to_several_indicators_each_once(told):
    task = told.task()
    tie(told, task)
    tie(told, task, indicator_code="ho-so-truc-tuyen", target=Decimal(30))
    assert TaskCommitment.objects.filter(task=task).count() == 2
    with pytest.raises(RuleBroken, match="đã gắn với chỉ số ấy rồi"):
        tie(told, task, target=Decimal(99))


def test_the_tie_leaves_its_trace_at_the_task(told):
    task = tie(told, told.task())
    assert [each.changed for each in history(task) if each.verb == "task.tied"] == [
        {"commitment": Commitment.objects.get().pk}
    ]


def test_a_task_that_is_over_is_not_tied(told):
    task = told.task(State.CANCELLED)
    with pytest.raises(RuleBroken, match="không gắn thêm chỉ số được"):
        tie(told, task)


def test_what_the_rule_refuses_is_said_on_the_page(told, client_of):
    answer = client_of(told.chair).post(reverse("work:tie", args=[told.task().pk]), SENT | {"target": "50"})
    assert answer.status_code == 422 and "phải cao hơn mức nền" in answer.content.decode()
    assert not Commitment.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("centre_official", 403), ("auditor", 403), ("culture_head", 404)])
def test_colleagues_without_the_right_may_not(told, client_of, who, status):
    address = reverse("work:tie", args=[told.task().pk])
    assert client_of(getattr(told, who)).post(address, SENT).status_code == status
    assert not Commitment.objects.exists()


def test_another_ward_cannot_see_it(told, client_of):
    address = reverse("work:tie", args=[told.task().pk])
    assert client_of(told.official_of_another_ward).post(address, SENT).status_code in (403, 404)
    assert not Commitment.objects.exists()
