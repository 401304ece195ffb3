"""The control chart of a unit's indicator: signs, small numbers, and units side by side."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from kheo.base import clock
from kheo.commitments import actions, drawn, looking
from kheo.commitments.models import Commitment
from kheo.definitions.actions import define_indicator
from kheo.indicators import actions as indicators
from kheo.indicators.catalogue import ON_TIME
from kheo.indicators.models import DefinedIndicator
from kheo.people.models import UnitSuccession
from tests.commitments.conftest import FIRST, STARTED
from tests.indicators.facts import MONDAY, NOW
from tests.measures.test_defined import EARLY

pytestmark = pytest.mark.long


CODE = "ho-so-dung-han"
WHY = "Từ tuần này bộ phận một cửa trả kết quả qua bưu chính."


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: MONDAY)


def look(world, **asked):
    return looking.look(ON_TIME, world.service_centre, MONDAY, **asked)


def test_weeks_with_enough_records_are_weeks(story):
    found = look(story([39] * 16))
    assert (found.way, len(found.series.drawn)) == (looking.WEEKS, 26)
    assert found.icons == ["up"]
    assert found.sentence == "Tuần 16/11/2026: 97,5% (39/40 hồ sơ); tốt lên, ra ngoài dao động thường."


def test_with_a_promise_the_target_is_held_against_the_newest_weeks(story):
    world = story([39, 40, 39, 38] * 4)
    actions.commit(
        unit=world.service_centre, indicator_code=CODE, target=Decimal(88), started_on=STARTED,
        due_on=MONDAY + timedelta(weeks=4), by=world.chair,
    )  # fmt: skip
    found = look(world)
    assert found.icons == ["up", "hit"] and "mục tiêu 88%: làm như nay thì đạt chắc" in found.sentence


def test_twelve_weeks_give_trial_limits_and_no_word_of_the_target(story):
    world = story([], before=[(34, 40), (36, 40)] * 6)
    found = look(world)
    assert found.series.is_trial and found.assurance is None
    assert "mới có 12 điểm, là giới hạn tạm (đủ từ 13 điểm)" in found.sentence


def test_a_unit_that_is_always_in_time_since_its_phase_began_has_limits_and_keeps_its_target(story):
    world = story([], before=[(39, 40), *[(40, 40)] * 26])
    actions.commit(
        unit=world.service_centre, indicator_code=CODE, target=Decimal(100), started_on=STARTED,
        due_on=MONDAY + timedelta(weeks=4), by=world.chair,
    )  # fmt: skip
    assert look(world).icons == ["up", "hit"]  # above a mean of 99,8% for half a year
    begun = FIRST + timedelta(weeks=1)
    actions.begin_phase(unit=world.service_centre, indicator_code=CODE, day=begun, reason=WHY, by=world.chair)
    assert look(world).icons == ["same", "hit"]


def test_few_records_a_week_are_pooled_to_months_with_wider_limits_and_the_sentence_says_so(story):
    world = story([3] * 16, before=[(3, 4), (4, 4)] * 6, size=4)
    found = look(world)
    assert found.way == looking.OWN_LIMITS and len(found.series.periods) == 6  # May to October; whole months only
    assert found.icons == ["same"]
    assert "mỗi tuần chỉ khoảng 4 hồ sơ, gộp theo tháng, giới hạn nới theo số được tính" in found.sentence
    assert len(look(world, way=looking.WEEKS).series.drawn) == 26  # who asks for weeks gets them


def test_points_beyond_a_limit_count_in_two_of_three_only_when_asked(story):
    steady = [(34, 40), (36, 40), (34, 40), (36, 40), (35, 40)] * 3
    world = story([], before=[*steady[:13], (39, 40), (40, 40), (36, 40)])
    usual, asked = look(world), look(world, outside_counts=True)
    assert usual.series.sides[13:] != asked.series.sides[13:]


def test_units_stand_by_name_on_one_scale_each_with_its_count(story, world, client_of):
    story([39] * 16)
    story([20] * 16, unit=world.culture_office)
    page = client_of(world.chair).get(reverse("commitments:units", args=[CODE]))
    text = page.content.decode()
    names = [small["name"] for small in page.context["smalls"]]
    assert len(names) == 3 and names == sorted(names, key=str)
    assert text.count('class="small"') == 3 and "Mọi hình cùng một trục đứng" in text
    rows = client_of(world.chair).get(reverse("commitments:units_download", args=[CODE])).content.decode("utf-8-sig")
    assert len(rows.splitlines()) == 1 + 3 * 26


def test_a_unit_reorganised_within_the_weeks_is_named_and_not_drawn(story, world, client_of):
    story([39] * 16)
    story([20] * 16, unit=world.culture_office)
    UnitSuccession.objects.create(
        predecessor=world.culture_office, successor=world.service_centre, on=MONDAY - timedelta(weeks=3)
    )
    page = client_of(world.chair).get(reverse("commitments:units", args=[CODE]))
    assert [small["name"] for small in page.context["smalls"]] == [world.chair.unit.name]
    assert len(page.context["many"].left_out) == 2 and "được sắp xếp lại ngày 02/11/2026" in page.content.decode()


def test_a_ward_in_its_first_month_is_shown_by_weeks_for_no_month_is_over(world, facts, client_of):
    for week in (1, 2, 3):
        facts.week(world.service_centre, MONDAY - timedelta(weeks=week), 3, 4)
    indicators.refresh(world.ward, by=None, now=NOW)
    page = client_of(world.chair).get(reverse("commitments:units", args=[CODE]))
    assert page.status_code == 200 and page.context["many"].way == looking.WEEKS
    assert world.service_centre.name in [small["name"] for small in page.context["smalls"]]
    for way in ("", looking.MONTHS):  # a month cannot be had, even if it is asked for
        found = look(world, way=way)
        assert (found.way, len(found.series.drawn)) == (looking.WEEKS, 3)
    assert found.sentence.startswith("Tuần 16/11/2026: 75,0% (3/4 hồ sơ); chưa đủ điểm")


def long_improved(world, facts):
    """Twenty weeks of 80%, then thirty of 92%: more than is drawn."""
    for week in range(50):
        monday = MONDAY - timedelta(weeks=50 - week)
        facts.week(world.service_centre, monday, 20 if week < 20 else 23, 25)
    indicators.refresh(world.ward, by=None, now=NOW)
    return world


def test_limits_stay_with_the_first_weeks_when_those_are_no_longer_drawn(world, facts, client_of):
    found = look(long_improved(world, facts))
    assert found.icons == ["up"] and len(found.series.drawn) == 26
    assert found.method.startswith(
        "Đường giữa và giới hạn lấy từ 13 kỳ đầu của giai đoạn, 08/12/2025 đến 08/3/2026, và không đổi theo các kỳ sau."
    )
    address = reverse("commitments:chart", args=[CODE, world.service_centre.pk])
    picture = client_of(world.chair).get(address).context["picture"]
    assert (picture.mean, len(picture.points)) == (80, 26)
    assert {point.kind for point in picture.points} == {"high"}
    file = client_of(world.chair).get(reverse("commitments:chart_download", args=[CODE, world.service_centre.pk]))
    lines = file.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 27 and ",92.0,80.0,80.0,80.0,cao khác thường," in lines[-1]


def test_units_side_by_side_stand_over_the_same_days_each_judged_from_its_own_phase(world, facts, client_of):
    long_improved(world, facts)
    for week in (1, 2):
        facts.week(world.culture_office, MONDAY - timedelta(weeks=week), 12, 12)
    indicators.refresh(world.ward, by=None, now=NOW)
    cut = actions.begin_phase(
        unit=world.service_centre, indicator_code=CODE, day=MONDAY - timedelta(weeks=30), reason=WHY, by=world.chair
    )
    many = client_of(world.chair).get(reverse("commitments:units", args=[CODE])).context["many"]
    of_unit = {one.unit: one for one in many.drawn}
    centre, culture = of_unit[world.service_centre], of_unit[world.culture_office]
    assert [one.series.drawn[0].start for one in (centre, culture)] == [MONDAY - timedelta(weeks=26)] * 2
    assert (centre.icon, culture.counted) == ("same", 24)
    actions.withdraw_phase(cut.pk, reason="Ghi nhầm tuần, sẽ ghi lại.", by=world.chair)
    again = client_of(world.chair).get(reverse("commitments:units", args=[CODE])).context["many"]
    assert {one.unit: one.icon for one in again.drawn}[world.service_centre] == "up"


def test_a_unit_without_figures_in_those_days_is_counted_among_those_without(world, facts, client_of):
    facts.week(world.culture_office, MONDAY - timedelta(weeks=40), 12, 12)
    long_improved(world, facts)
    many = client_of(world.chair).get(reverse("commitments:units", args=[CODE])).context["many"]
    assert world.culture_office in many.without


def test_the_chart_of_an_indicator_that_was_switched_off_is_drawn_for_what_was_promised_by_it(story, client_of):
    world = story([39] * 16)
    indicator = define_indicator(EARLY, by=world.administrator).indicator
    DefinedIndicator.objects.filter(pk=indicator.pk).update(is_off=True)
    address = reverse("commitments:chart", args=[indicator.code, world.service_centre.pk])
    page = client_of(world.chair).get(address)
    assert page.context["look"].newest is not None and page.context["svg"]


def test_few_records_are_held_against_the_share_of_all_of_them(story):
    uneven = [(1, 1), (6, 9)] * 6
    found = look(story([5] * 16, before=uneven, size=9), way=looking.OWN_LIMITS)
    months = found.series.periods
    centre = drawn.picture(found.series, "Đúng hạn").mean
    assert centre == pytest.approx(100 * sum(month.good for month in months) / sum(month.counted for month in months))
    assert drawn.small_of(found.series, "Trung tâm").mean == centre


def test_a_target_of_nothing_at_all_is_drawn(story, client_of):
    world = story([39] * 16)
    made = actions.commit(
        unit=world.service_centre, indicator_code=CODE, target=Decimal(88), started_on=STARTED,
        due_on=MONDAY + timedelta(weeks=4), by=world.chair,
    )  # fmt: skip
    Commitment.objects.filter(pk=made.pk).update(target=0)  # as for complaints, where less is better
    address = reverse("commitments:chart", args=[CODE, world.service_centre.pk])
    assert client_of(world.chair).get(address).context["picture"].target == 0


def test_where_nothing_was_counted_there_is_nothing_to_draw_otherwise(story, world, client_of):
    story([39] * 16)
    address = reverse("commitments:chart", args=[CODE, world.culture_office.pk])
    text = client_of(world.chair).get(address).content.decode()
    assert "Chưa có kỳ nào có số liệu" in text and "Cách vẽ" not in text and "chưa đủ điểm" not in text


def test_the_file_has_the_weeks_of_the_page_with_limits_and_signs(story, world, client_of):
    story([39] * 16)
    address = reverse("commitments:chart_download", args=[CODE, world.service_centre.pk])
    lines = client_of(world.chair).get(address, {"cach": "tuan"}).content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Kỳ bắt đầu,Đạt,Được tính") and len(lines) == 27
    assert lines[-1].startswith("2026-11-16,39,40,97.5,") and "cao khác thường" in lines[-1]


@pytest.mark.parametrize("who", ["culture_head", "official_of_another_ward"])
def test_others_do_not_see_the_chart_of_a_unit(story, world, client_of, who):
    story([39] * 16)
    for name in ("chart", "chart_download"):
        address = reverse(f"commitments:{name}", args=[CODE, world.service_centre.pk])
        assert client_of(getattr(world, who)).get(address).status_code == 404


def test_a_ward_without_figures_says_so(world, client_of, facts):
    indicators.refresh(world.ward, by=None, now=NOW)
    assert (
        "Chưa có đơn vị nào có số liệu"
        in client_of(world.chair).get(reverse("commitments:units", args=[CODE])).content.decode()
    )
    address = reverse("commitments:chart", args=[CODE, world.service_centre.pk])
    assert "chưa có hồ sơ nào được tính" in client_of(world.chair).get(address).content.decode()


def test_the_pages_ask_the_database_a_fixed_number_of_times(story, world, client_of, django_assert_max_num_queries):
    story([39] * 16)
    for unit in (world.culture_office, world.chair.unit):
        story([20] * 16, unit=unit)
    client = client_of(world.chair)
    addresses = [
        reverse("commitments:units", args=[CODE]),
        reverse("commitments:chart", args=[CODE, world.service_centre.pk]),
    ]
    for address in addresses:
        client.get(address)
        with django_assert_max_num_queries(11):  # own indicators and phases among them
            client.get(address)
