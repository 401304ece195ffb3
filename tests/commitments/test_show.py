"""The page of one commitment."""

import csv
from datetime import timedelta
from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import strip_tags

from kheo.base import clock
from kheo.commitments import actions
from kheo.commitments.joined import joined
from kheo.commitments.models import Commitment
from tests.commitments.conftest import STARTED
from tests.indicators.facts import MONDAY

pytestmark = pytest.mark.long


@pytest.fixture
def commitment(story, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: MONDAY)
    world = story([39] * 16)
    return actions.commit(
        unit=world.service_centre,
        indicator_code="ho-so-dung-han",
        target=Decimal(95),
        started_on=STARTED,
        due_on=STARTED + timedelta(weeks=20),
        by=world.chair,
    )


def url_of(commitment):
    return reverse("commitments:show", args=[commitment.pk])


def test_the_page_says_it_in_one_sentence_with_chart_weeks_and_records(world, commitment, client_of):
    text = client_of(world.chair).get(url_of(commitment)).content.decode()
    assert "đã đạt mục tiêu 95%, và đổi thật so với mức nền 86,9%" in strip_tags(text)
    assert "Biểu đồ không chứng minh được là nhờ riêng việc này." in text
    assert "Xem 160 hồ sơ" in text
    assert 'class="xmr' in text and "(39/40)" in text
    assert "(417/480)" in text


def test_the_table_of_baseline_and_now_is_a_file_with_its_intervals(world, commitment, client_of):
    client = client_of(world.chair)
    door = f"{reverse('commitments:download', args=[commitment.pk])}?bang=truoc-nay"
    assert f'href="{door}"' in client.get(url_of(commitment)).content.decode()
    head, before, now, change = csv.reader(client.get(door).content.decode("utf-8-sig").splitlines())
    assert head[:6] == ["Lúc", "Từ ngày", "Đến ngày", "Đạt", "Được tính", "Tỷ lệ, %"]
    assert before[0] == "Mức nền" and before[3:6] == ["417", "480", "86.875"]
    assert now[0] == "Bốn tuần gần nhất" and now[3:6] == ["156", "160", "97.5"]
    assert change[5] == "10.625" and float(change[6]) < 10.625 < float(change[7])


def test_a_promise_that_was_due_says_so_and_leads_to_what_came_after(world, commitment, client_of):
    due = MONDAY - timedelta(weeks=2)
    Commitment.objects.filter(pk=commitment.pk).update(due_on=due)
    page = client_of(world.chair).get(url_of(commitment))
    text = strip_tags(page.content.decode())
    assert "Cam kết đến hạn ngày 09/11/2026: kết luận và hình dừng ở hạn ấy." in text
    assert "Mức nền và khi đến hạn" in text and "Bốn tuần cuối trước hạn" in text
    assert page.context["joined"].drawn.picture.points[-1].label == "02/11"


def test_the_file_of_what_cannot_be_judged_tells_no_difference(world, commitment, client_of, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: STARTED + timedelta(weeks=2))
    door = f"{reverse('commitments:download', args=[commitment.pk])}?bang=truoc-nay"
    assert "Chênh lệch" not in client_of(world.chair).get(door).content.decode()


@pytest.mark.parametrize("who", ["centre_head", "centre_official", "auditor", "clerk"])
def test_the_unit_itself_and_wide_roles_see_it(world, commitment, client_of, who):
    assert client_of(getattr(world, who)).get(url_of(commitment)).status_code == 200


@pytest.mark.parametrize("who", ["culture_head", "official_of_another_ward"])
def test_others_do_not(world, commitment, client_of, who):
    assert client_of(getattr(world, who)).get(url_of(commitment)).status_code == 404


def test_a_stranger_is_sent_to_sign_in(commitment, client_of):
    assert client_of().get(url_of(commitment)).status_code == 302


def test_a_task_page_can_hold_the_indicator_in_one_piece(commitment):
    fragment = render_to_string("commitments/_joined.html", {"joined": joined([commitment], MONDAY)[0]})
    assert f'<h2 id="chi-so-{commitment.pk}">' in fragment
    assert '<svg class="in"' in fragment  # the thread runs into the line
    assert "<html" not in fragment and "<script" not in fragment and "style=" not in fragment


def test_the_page_asks_the_database_a_fixed_number_of_times(
    world, commitment, client_of, django_assert_max_num_queries
):
    client = client_of(world.chair)
    client.get(url_of(commitment))
    # session, user, posts, delegations, locality, commitment, own indicators, counter-indicators, weeks,
    # reorganisations, phases, acts
    with django_assert_max_num_queries(12):
        client.get(url_of(commitment))
