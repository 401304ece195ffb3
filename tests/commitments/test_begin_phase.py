"""Begin and withdraw a phase: from which week the limits of a unit's chart are reckoned anew."""

from datetime import date, timedelta

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse

from kheo.base import clock
from kheo.base.models import AuditRecord
from kheo.commitments import actions
from kheo.commitments.models import Phase, Withdrawal
from kheo.errors import RuleBroken
from tests.commitments.conftest import STARTED
from tests.indicators.facts import MONDAY

pytestmark = pytest.mark.long


CODE = "ho-so-dung-han"
WHY = "Từ 03/8 phường bỏ bước chuyển giấy, theo Quyết định minh hoạ."
NEVER = "Ghi nhầm tuần, sẽ ghi lại."


@pytest.fixture
def told(story, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: MONDAY)
    return story([39, 40, 39, 38] * 4)


def begin(world, by=None, **fields):
    asked = {"unit": world.service_centre, "indicator_code": CODE, "day": STARTED, "reason": WHY}
    return actions.begin_phase(**asked | fields, by=by or world.chair)


def test_it_begins_with_the_monday_of_the_week(told):
    assert begin(told, day=STARTED + timedelta(days=3)).week == STARTED


def test_it_leaves_a_record_and_its_words_apart(told):
    made = begin(told)
    trace = AuditRecord.objects.get(verb="phase.begun")
    assert trace.object_id == made.pk and trace.changed == {"unit": told.service_centre.pk, "week": "2026-08-03"}
    assert trace.words.text == WHY


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"reason": " ngắn  "}, "Hãy ghi lý do"),
        ({"reason": "x" * 301}, "Hãy ghi lý do"),
        ({"day": date(2026, 12, 7)}, "Tuần ấy chưa tới"),
        ({"indicator_code": "khong-co"}, "Không có chỉ số này"),
    ],
)
def test_the_rule_says_no(told, wrong, words):
    with pytest.raises(RuleBroken, match=words):
        begin(told, **wrong)
    assert not Phase.objects.exists()


def test_two_phases_cannot_begin_in_one_week_until_one_is_withdrawn(told):
    first = begin(told)
    with pytest.raises(RuleBroken, match="đã được tính lại từ tuần 03/8/2026"):
        begin(told)
    actions.withdraw_phase(first.pk, reason=NEVER, by=told.chair)
    begin(told)
    assert Phase.objects.standing().count() == 1


def test_a_withdrawal_is_told_once_and_leaves_its_trace(told):
    first = begin(told)
    actions.withdraw_phase(first.pk, reason=NEVER, by=told.chair)
    assert AuditRecord.objects.get(verb="phase.withdrawn").object_id == first.pk
    with pytest.raises(RuleBroken, match="đã được rút rồi"):
        actions.withdraw_phase(first.pk, reason=NEVER, by=told.chair)


def test_neither_a_phase_nor_its_withdrawal_is_altered_but_words_can_be_taken_out(told):
    first = begin(told)
    actions.withdraw_phase(first.pk, reason=NEVER, by=told.chair)
    for rows, change in ((Phase.objects, {"week": MONDAY}), (Withdrawal.objects, {"made_by": told.clerk})):
        with pytest.raises(ProgrammingError, match="never altered"), transaction.atomic():
            rows.update(**change)
        rows.update(reason="")


def chart_of(unit):
    return reverse("commitments:chart", args=[CODE, unit.pk])


@pytest.mark.parametrize("who", ["centre_head", "centre_official", "auditor"])
def test_the_unit_itself_and_colleagues_without_the_right_may_not(told, client_of, who):
    sent = {"day": "03/8/2026", "reason": WHY}
    address = reverse("commitments:begin_phase", args=[CODE, told.service_centre.pk])
    assert client_of(getattr(told, who)).post(address, sent).status_code == 403
    assert not Phase.objects.exists()


def test_another_ward_does_not_even_see_it(told, client_of):
    made = begin(told)
    stranger = client_of(told.chair_of_another_ward) if hasattr(told, "chair_of_another_ward") else None
    by = stranger or client_of(told.official_of_another_ward)
    address = reverse("commitments:withdraw_phase", args=[made.pk])
    assert by.post(address, {"reason": NEVER}).status_code in (403, 404)
    assert not Withdrawal.objects.exists()


def test_the_page_shows_the_step_with_its_reason_and_takes_it_back(told, client_of):
    client = client_of(told.chair)
    address = reverse("commitments:begin_phase", args=[CODE, told.service_centre.pk])
    assert client.post(address, {"day": "03/8/2026", "reason": "vì"}).status_code == 422
    answer = client.post(address, {"day": "03/8/2026", "reason": WHY})
    assert answer.url == chart_of(told.service_centre)
    page = client.get(answer.url)
    assert WHY in page.content.decode()
    picture = page.context["picture"]
    (step,) = picture.steps
    assert step.first == 10 and not step.is_trial and step.mean > picture.mean
    assert [mark.text for mark in picture.marks] == [f"Tuần 03/8/2026: giới hạn được tính lại. Lý do: {WHY}"]
    away = reverse("commitments:withdraw_phase", args=[Phase.objects.get().pk])
    assert client.get(away).status_code == 200
    assert client.post(away, {"reason": NEVER}).status_code == 302
    after = client.get(answer.url)
    assert not after.context["picture"].steps and "Đã rút lúc" in after.content.decode()


def test_a_phase_does_not_move_the_verdict_of_a_promise(told, client_of):
    made = actions.commit(
        unit=told.service_centre, indicator_code=CODE, target=95, started_on=STARTED,
        due_on=STARTED + timedelta(weeks=20), by=told.chair,
    )  # fmt: skip
    show = reverse("commitments:show", args=[made.pk])
    before = client_of(told.chair).get(show).context["joined"].verdict.sentence
    begin(told)
    joined = client_of(told.chair).get(show).context["joined"]
    assert joined.verdict.sentence == before and len(joined.drawn.picture.steps) == 1
