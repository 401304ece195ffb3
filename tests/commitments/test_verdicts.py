"""Verdicts: one honest sentence for each kind of story."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.urls import reverse
from django.utils.html import strip_tags

from kheo.commitments import actions
from kheo.commitments.joined import for_overview, joined
from kheo.commitments.rules import State
from kheo.commitments.sentences import target_text
from kheo.indicators import actions as indicators
from kheo.people.models import UnitSuccession
from tests.commitments.conftest import BEFORE, STARTED
from tests.indicators.facts import MONDAY, NOW

pytestmark = pytest.mark.long


def judge(world, today=MONDAY, **fields):
    asked = {"unit": world.service_centre, "indicator_code": "ho-so-dung-han", "target": Decimal(95)}
    dates = {"started_on": STARTED, "due_on": STARTED + timedelta(weeks=20)}
    commitment = actions.commit(**asked | dates | fields, by=world.chair)
    return joined([commitment], today)[0]


def test_better_for_good_and_target_met(story):
    verdict = judge(story([39] * 16)).verdict
    assert verdict.state is State.MET
    assert verdict.sentence == (
        "97,5% hồ sơ đúng hạn (156/160, bốn tuần đến 22/11/2026): đã đạt mục tiêu 95%, và đổi thật so với mức nền "
        "86,9%: 16 tuần liền cao khác thường."
    )
    assert (verdict.figure.numerator, verdict.figure.denominator) == (156, 160)
    assert verdict.progress > 1


def test_weeks_beyond_the_limits_are_told_as_the_strongest_sign(story):
    assert "16 tuần liền cao hơn giới hạn dao động cũ" in judge(story([40] * 16)).verdict.sentence


def test_better_for_good_but_target_not_met(story):
    verdict = judge(story([37] * 16)).verdict
    assert verdict.state is State.IMPROVED
    assert verdict.sentence == (
        "92,5% hồ sơ đúng hạn (148/160, bốn tuần đến 22/11/2026): tốt lên thật so với mức nền 86,9% "
        "(16 tuần liền cao khác thường), "
        "nhưng chưa đạt mục tiêu 95%."
    )


def test_no_real_change(story):
    verdict = judge(story([34, 36, 35, 34, 36, 35, 34, 35, 36, 34, 35, 36, 34, 35, 36, 35])).verdict
    assert verdict.state is State.SAME
    assert verdict.sentence == (
        "87,5% hồ sơ đúng hạn (140/160, bốn tuần đến 22/11/2026): chưa đạt mục tiêu 95%; "
        "so với mức nền 86,9% vẫn là dao động thường."
    )


def test_a_target_reached_by_chance_is_not_called_a_change(story):
    after = [34, 36, 35, 34, 36, 35, 34, 35, 36, 34, 35, 36, 34, 36, 36, 36]
    verdict = judge(story(after), target=Decimal(88)).verdict
    assert verdict.state is State.SAME
    assert "đang đạt mục tiêu 88%" in verdict.sentence and "chưa chắc giữ được" in verdict.sentence


def test_one_odd_week_is_named_and_changes_nothing(story):
    verdict = judge(story([34, 36, 35, 34, 36, 35, 34, 35, 36, 34, 35, 36, 34, 35, 36, 20])).verdict
    assert verdict.state is State.SAME
    assert "riêng tuần 16/11 thấp khác thường, cần xem thêm" in verdict.sentence


def test_worse(story):
    verdict = judge(story([26] * 16)).verdict
    assert verdict.state is State.WORSE
    assert verdict.sentence == (
        "65,0% hồ sơ đúng hạn (104/160, bốn tuần đến 22/11/2026): xấu đi thật so với mức nền 86,9% "
        "(16 tuần liền thấp hơn giới hạn dao động cũ); "
        "chưa đạt mục tiêu 95%."
    )


def test_three_weeks_after_the_start_it_is_too_early(story):
    verdict = judge(story([39] * 16), today=STARTED + timedelta(weeks=3)).verdict
    assert verdict.state is State.TOO_EARLY
    assert verdict.sentence == "Còn quá sớm: từ khi bắt đầu 03/8/2026 mới có 3 tuần đủ, cần ít nhất 4."


def test_a_handful_of_records_a_week_cannot_tell_change_from_swing(story):
    few = [(1, 2), (2, 2)] * 6
    verdict = judge(story([2] * 16, before=few, size=2)).verdict
    assert verdict.state is State.TOO_FEW
    assert "bốn tuần gần nhất gộp lại chỉ có 8 hồ sơ" in verdict.sentence


def test_few_records_a_week_are_taken_four_weeks_together_and_the_sentence_says_so(story):
    few = [(3, 4), (4, 4)] * 6
    each = judge(story([4] * 16, before=few, size=4))
    assert each.verdict.state is State.SAME  # 16 of 16 after 42 of 48: chance does that
    assert "đã gộp bốn tuần một và nới giới hạn theo số hồ sơ" in each.verdict.sentence
    assert len(each.drawn.picture.points) == 7 and each.drawn.picture.bands[-1][1] > 100


def test_even_few_records_show_a_fall_that_is_too_large_for_chance(story):
    usual = [(4, 4)] * 11 + [(2, 4)]
    verdict = judge(story([1] * 16, before=usual, size=4), target=Decimal(99)).verdict
    assert verdict.state is State.WORSE
    assert "bốn tuần gộp lại thấp hơn giới hạn dao động cũ" in verdict.sentence


def test_a_baseline_of_seven_weeks_is_too_short(story):
    gaps = [(0, 0)] * 5 + BEFORE[:7]
    verdict = judge(story([39] * 16, before=gaps)).verdict
    assert verdict.sentence == "Chưa đủ số liệu: mức nền chỉ có 7 tuần có hồ sơ, cần ít nhất 8."


def test_four_weeks_without_records_give_no_figure(story):
    verdict = judge(story([39] * 12 + [0] * 0)).verdict
    assert verdict.sentence == "Chưa đủ số liệu: bốn tuần gần nhất không có hồ sơ nào được tính."
    assert verdict.figure.percent == "chưa có số liệu"


def test_it_never_claims_the_cause(story):
    assert judge(story([39] * 16)).verdict.caution == "Biểu đồ không chứng minh được là nhờ riêng việc này."


def test_satisfaction_is_told_with_its_response_rate(world, facts):
    for week in range(28):
        for number in range(40):
            promised = STARTED + timedelta(weeks=week - 12, days=number % 5)
            happy = number < (14 if week < 12 else 19)
            rating = None if number >= 20 else (5 if happy else 2)
            facts.dossier(world.service_centre, promised, rating=rating)
    indicators.refresh(world.ward, by=None, now=NOW)
    verdict = judge(world, indicator_code="hai-long", target=Decimal(90)).verdict
    assert verdict.sentence.startswith("95,0% hài lòng (76/80, bốn tuần đến 22/11/2026): ")
    assert verdict.sentence.endswith("Tỷ lệ phản hồi 50,0%.")


def test_the_figure_is_the_sum_of_the_records_behind_its_door(story, client_of):
    world = story([39] * 16)
    each = judge(world)
    counts = client_of(world.chair).get(each.door.url).context["counts"]
    assert (counts.good, counts.counted) == (each.verdict.figure.numerator, each.verdict.figure.denominator)
    baseline = client_of(world.chair).get(each.baseline_door.url).context["counts"]
    assert (baseline.good, baseline.counted) == (417, 480)


def test_a_corrected_baseline_is_shown_and_does_not_move_the_promise(story, facts):
    world = story([39] * 16)
    commitment = judge(world).commitment
    facts.week(world.service_centre, STARTED - timedelta(weeks=1), 0, 20)
    indicators.refresh(world.ward, by=None, now=NOW)
    each = joined([commitment], MONDAY)[0]
    assert each.verdict.baseline.percent == "86,9%"
    assert "nay tính lại là 83,4% (417/500)" in strip_tags(each.correction)


def test_the_leader_sees_what_is_off_course_first(story, world):
    story([39] * 16)
    story([26] * 16, unit=world.culture_office)
    judge(world)
    judge(world, unit=world.culture_office)
    assert [each.verdict.state for each in for_overview(world.ward, MONDAY)] == [State.WORSE, State.MET]


def test_the_leaders_page_takes_five_statements_however_many_commitments(story, django_assert_num_queries):
    world = story([39] * 16)
    for target in (90, 95, 98):
        judge(world, target=Decimal(target))
        judge(world, unit=world.chair.unit, target=Decimal(target))
    # commitments, own indicators, counter-indicators, weeks, reorganisations
    with django_assert_num_queries(5):
        assert len(for_overview(world.ward, MONDAY)) == 6


def test_the_commitments_of_a_ward_come_from_an_index(story):
    world = story([39] * 16)
    judge(world)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN SELECT id FROM commitments_commitment WHERE locality_id = %s", [world.ward.pk])
        assert any("commitment" in line and "Index" in line for (line,) in cursor.fetchall())


@pytest.mark.parametrize(
    ("target", "text"), [("95.00", "95%"), ("92.50", "92,5%"), ("100.00", "100%"), ("0.25", "0,25%")]
)
def test_a_target_is_written_without_needless_digits(target, text):
    assert target_text(Decimal(target)) == text


def test_the_difference_is_told_with_its_interval(story):
    verdict = judge(story([39] * 16)).verdict
    assert verdict.difference == (
        "Cao hơn mức nền 10,6 điểm phần trăm; khoảng tin cậy 95% của chênh lệch: từ +6,0 đến +14,3."
    )


def test_a_unit_that_was_reorganised_meanwhile_is_not_compared(story, world):
    story([39] * 16)
    moved = UnitSuccession(predecessor=world.culture_office, successor=world.service_centre, on=date(2026, 9, 1))
    moved.save()
    verdict = judge(world).verdict
    assert verdict.state is State.NOT_ALIKE
    assert verdict.sentence.startswith("Không so được: ") and "được sắp xếp lại ngày 01/9/2026" in verdict.sentence


def test_a_reorganisation_before_the_baseline_or_inside_the_unit_changes_nothing(story, world):
    story([39] * 16)
    for day, unit in ((date(2026, 5, 11), world.service_centre), (date(2026, 9, 1), world.culture_office)):
        UnitSuccession.objects.create(predecessor=world.chair.unit, successor=unit, on=day)
    assert judge(world).verdict.state is State.MET
    assert judge(world, unit=world.chair.unit).verdict.state is State.MET


def test_a_counter_indicator_that_worsens_is_part_of_the_verdict(story, world, facts):
    story([39] * 16)
    for week in range(28):
        for number in range(20):
            online = number < (15 if week < 12 else 5)
            facts.dossier(world.service_centre, STARTED + timedelta(weeks=week - 12), channel=2 if online else 1)
    indicators.refresh(world.ward, by=None, now=NOW)
    each = judge(world, target=Decimal(92), counters=["ho-so-truc-tuyen"])
    assert each.verdict.state is State.AT_COST
    assert "chỉ số đối trọng “nộp trực tuyến” xấu đi thật" in each.verdict.sentence
    assert each.counters[0].sentence.startswith("Chỉ số đối trọng “nộp trực tuyến” xấu đi thật")


def test_a_counter_indicator_that_holds_is_told_beside(story):
    each = judge(story([39] * 16), counters=["ho-so-truc-tuyen"])
    assert each.verdict.state is State.MET
    assert "chỉ số đối trọng “nộp trực tuyến” chưa thấy xấu đi thật, 0% so với mức nền 0%" in each.verdict.sentence


def test_a_counter_indicator_that_improves_is_said_to(story, world, facts):
    story([39] * 16)
    for week in range(28):
        for number in range(20):
            online = number < (5 if week < 12 else 15)
            facts.dossier(world.service_centre, STARTED + timedelta(weeks=week - 12), channel=2 if online else 1)
    indicators.refresh(world.ward, by=None, now=NOW)
    each = judge(world, target=Decimal(92), counters=["ho-so-truc-tuyen"])
    assert "chỉ số đối trọng “nộp trực tuyến” tốt lên thật" in each.verdict.sentence


DUE = STARTED + timedelta(weeks=8)  # Monday 28/9/2026; eight weeks of the story come after it


def test_a_promise_that_was_kept_at_its_due_day_stays_kept(story):
    found = judge(story([39] * 8 + [26] * 8), due_on=DUE)
    assert found.verdict.state is State.MET
    assert found.verdict.sentence == (
        "97,5% hồ sơ đúng hạn (156/160, bốn tuần đến 27/9/2026): tính đến hạn 28/9/2026, đã đạt mục tiêu 95%, "
        "và đổi thật so với mức nền 86,9%: 8 tuần liền cao khác thường."
    )
    assert found.drawn.icons == ["up"]  # nothing is said of how the work would go on
    assert "đến hạn 97,5%" in found.drawn.road and found.newest_name == "Bốn tuần cuối trước hạn"


def test_a_promise_that_was_missed_at_its_due_day_stays_missed(story):
    found = judge(story([34, 36] * 4 + [40] * 8), due_on=DUE).verdict
    assert found.state is State.SAME and found.progress < 1
    assert "tính đến hạn 28/9/2026, chưa đạt mục tiêu 95%" in found.sentence


def test_until_the_due_day_is_past_a_promise_runs(story):
    world = story([39] * 16)
    assert judge(world, today=DUE, due_on=DUE).verdict.due is None
    assert judge(world, today=DUE + timedelta(days=1), due_on=DUE).verdict.due == DUE


def test_data_that_do_not_reach_the_due_day_end_no_promise(story, world):
    found = judge(story([39] * 16), today=MONDAY + timedelta(weeks=9), due_on=MONDAY + timedelta(weeks=1)).verdict
    assert found.due is None and "tính đến hạn" not in found.sentence


def test_too_few_records_at_the_due_day_are_told_of_that_day(story):
    verdict = judge(story([39] * 8, before=[*BEFORE, *[(39, 40)] * 4, *[(0, 0)] * 4]), due_on=DUE).verdict
    assert verdict.sentence == (
        "Tính đến hạn 28/9/2026, chưa đủ số liệu: bốn tuần gần nhất không có hồ sơ nào được tính."
    )


def test_a_reorganisation_after_the_due_day_does_not_touch_the_promise(story, world):
    story([39] * 16)
    UnitSuccession.objects.create(
        predecessor=world.culture_office, successor=world.service_centre, on=DUE + timedelta(weeks=2)
    )
    assert judge(world, due_on=DUE).verdict.state is State.MET


def test_a_newest_week_that_stands_alone_is_told_among_the_last_four(story):
    quiet = [34, 36, 35, 34, 36, 35, 34, 35, 36, 34, 35, 36]
    verdict = judge(story([*quiet, 40, 35, 35, 40]), target=Decimal(88)).verdict
    assert verdict.state is State.MET
    assert "2 trong bốn tuần gần nhất, kể cả tuần cuối, cao khác thường" in verdict.sentence


def test_a_baseline_that_a_correction_emptied_breaks_no_page(story, facts, client_of):
    world = story([39] * 16)
    made = judge(world).commitment
    rows = facts.rows(world.ward.pk)
    rows[:] = [row for row in rows if row["promised_on"] >= STARTED]
    indicators.refresh(world.ward, by=None, now=NOW)
    page = client_of(world.chair).get(reverse("commitments:show", args=[made.pk]))
    assert page.status_code == 200 and "Chưa đủ số liệu" in page.content.decode()
