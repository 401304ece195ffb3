"""A frozen period stays as it was; a correction is a further edition, and says which records made the difference."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from kheo.base import clock
from kheo.base.models import AuditRecord
from kheo.errors import RuleBroken
from kheo.freezing import actions
from kheo.indicators import actions as indicators
from kheo.indicators import frozen, known
from kheo.indicators.models import Freeze, Observation
from tests.indicators.facts import DOSSIERS, NOW, facts

pytestmark = pytest.mark.long


__all__ = ["facts"]

OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))
DAY = date(2026, 10, 5)
LATER = NOW + timedelta(days=1)
LIST = reverse("freezing:periods")


@pytest.fixture(autouse=True)
def _on_a_monday_morning():
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def october(world, facts):
    """In October 8 of 10 were on time at the centre."""
    facts.week(world.service_centre, DAY, 8, 10)
    indicators.refresh(world.ward, by=None, now=NOW)
    return world


@pytest.fixture
def stands(october, facts):
    """October was frozen; then one late dossier was corrected, one taken out, two came in."""
    actions.freeze_period(*OCTOBER, by=october.chair)
    rows = facts.rows(october.ward.pk)
    rows[9] |= {"finished_on": rows[9]["promised_on"], "effective_finish_on": rows[9]["promised_on"]}
    rows[0] |= {"status": 1}
    facts.week(october.service_centre, DAY, 1, 2)
    indicators.refresh(october.ward, by=None, now=LATER)
    return october


def of_october(world):
    found = frozen.months(world.ward.pk, known.of(world.ward.pk), *OCTOBER)
    shown = [each for each in found if each.indicator == "ho-so-dung-han" and each.unit_id == world.service_centre.pk]
    return [(each.numerator, each.denominator) for each in shown]


def door_of(page, code="ho-so-dung-han"):
    lines = (line for part in page.context["parts"] for line in part.lines)
    return next(line.door for line in lines if line.ratio.code == code)


def test_from_then_on_the_figures_stand(stands):
    assert of_october(stands) == [(8, 10)]
    newest = Observation.objects.filter(indicator="ho-so-dung-han", unit=stands.service_centre, period_kind="month")
    assert (newest.latest("pk").numerator, newest.latest("pk").denominator) == (9, 11)


def test_everybody_reads_the_frozen_month_on_the_portal(stands, client_of):
    page = client_of().get(reverse("portal:quality"), {"noi": "phuong-thu"}).content.decode()
    assert "80,0%" in page and "81,8%" not in page


def test_it_leaves_a_trace(october):
    made = actions.freeze_period(*OCTOBER, by=october.chair)
    trace = AuditRecord.objects.get(verb="period.frozen")
    assert (trace.official_id, trace.object_id) == (october.chair.pk, made[0].pk)
    assert trace.changed["first"] == "2026-10-01" and trace.changed["editions"] == [1]


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ((date(2026, 11, 1), date(2026, 11, 30)), "chưa kết thúc"),
        ((date(2026, 10, 31), date(2026, 10, 1)), "ngày đầu trở đi"),
        ((date(2025, 1, 1), date(2026, 10, 31)), "dài nhất là một năm"),
    ],
)
def test_the_rule_says_no(october, client_of, days, words):
    with pytest.raises(RuleBroken, match=words):
        actions.freeze_period(*days, by=october.chair)
    first, last = (f"{day:%d/%m/%Y}" for day in days)
    answer = client_of(october.chair).post(LIST, {"first": first, "last": last})
    assert answer.status_code == 422 and words in answer.content.decode()


def test_a_period_is_frozen_once_and_only_on_data_taken_after_it(october):
    with pytest.raises(RuleBroken, match="sau ngày cuối của kỳ"), clock.standing_at(LATER + timedelta(days=9)):
        actions.freeze_period(date(2026, 11, 20), date(2026, 11, 25), by=october.chair)
    actions.freeze_period(*OCTOBER, by=october.chair)
    with pytest.raises(RuleBroken, match="đã khoá rồi"):
        actions.freeze_period(*OCTOBER, by=october.chair)


def test_who_does_not_sign_the_figures_may_not(stands, client_of):
    row = Freeze.objects.get()
    for who in (stands.clerk, stands.administrator):
        with pytest.raises(PermissionDenied):
            actions.freeze_period(date(2026, 9, 1), date(2026, 9, 30), by=who)
        assert client_of(who).get(reverse("freezing:correct", args=[row.pk])).status_code == 403
    assert client_of(stands.clerk).post(LIST, {"first": "01/9/2026", "last": "30/9/2026"}).status_code == 403


def test_another_ward_sees_none_of_it(stands, client_of):
    row, stranger = Freeze.objects.get(), client_of(stands.official_of_another_ward)
    for name in ("period", "changes", "correct"):
        assert stranger.get(reverse(f"freezing:{name}", args=[row.pk])).status_code in (403, 404)
    assert "01/10/2026" not in stranger.get(LIST).content.decode()


# corrections


def test_a_correction_is_a_further_edition_with_its_reason(stands):
    with pytest.raises(RuleBroken, match="lý do"):
        actions.correct_period(*OCTOBER, reason=" ", by=stands.chair)
    made = actions.correct_period(*OCTOBER, reason="Hồ sơ ghi nhầm ngày (minh hoạ)", by=stands.chair)
    assert [each.edition for each in made] == [2]
    assert of_october(stands) == [(9, 11)]
    trace = AuditRecord.objects.get(verb="period.corrected")
    assert trace.words.text == "Hồ sơ ghi nhầm ngày (minh hoạ)" and "minh hoạ" not in str(trace.changed)
    with pytest.raises(RuleBroken, match="không có gì để sửa"):
        actions.correct_period(*OCTOBER, reason="Lần nữa", by=stands.chair)


def test_the_difference_names_the_records(stands, client_of):
    actions.correct_period(*OCTOBER, reason="Ghi nhầm (minh hoạ)", by=stands.chair)
    page = client_of(stands.chair).get(reverse("freezing:changes", args=[Freeze.objects.get(edition=2).pk]))
    shown = {change.kind: [name for _key, name in change.records] for each in page.context["changed"]
             if each.after.ratio.code == "ho-so-dung-han" for change in each.changes}  # fmt: skip
    assert shown == {"added": ["PT-0011", "PT-0012"], "removed": ["PT-0001"], "turned_good": ["PT-0010"]}
    text = page.content.decode()
    assert "80,0%" in text and "81,8%" in text and "Ghi nhầm (minh hoạ)" in text
    first = client_of(stands.chair).get(reverse("freezing:changes", args=[Freeze.objects.get(edition=1).pk]))
    assert first.status_code == 404


def test_each_edition_opens_on_its_own_snapshot(stands, client_of):
    actions.correct_period(*OCTOBER, reason="Ghi nhầm (minh hoạ)", by=stands.chair)
    client = client_of(stands.chair)
    shown = []
    for edition in (1, 2):
        page = client.get(reverse("freezing:period", args=[Freeze.objects.get(edition=edition).pk]))
        door = door_of(page)
        opened = client.get(door.url).context["counts"]
        assert (opened.good, opened.counted) == (door.good, door.counted)
        shown.append(door.counts)
    assert shown == ["8/10", "9/11"]


def test_the_leader_freezes_and_corrects_on_the_page(october, facts, client_of):
    client = client_of(october.chair)
    page = client.post(LIST, {"first": "01/10/2026", "last": "31/10/2026"}, follow=True)
    assert "Đã khoá số liệu của kỳ 01/10/2026 – 31/10/2026." in page.content.decode()
    url = reverse("freezing:correct", args=[Freeze.objects.get().pk])
    assert "không có gì để sửa" in client.post(url, {"reason": "Thử"}).content.decode()
    facts.week(october.service_centre, DAY, 0, 1)
    indicators.refresh(october.ward, by=None, now=LATER)
    assert client.post(url, {"reason": "Bổ sung hồ sơ giấy"}, follow=True).status_code == 200
    assert Freeze.objects.count() == 2


# what the database itself holds


@pytest.mark.parametrize(
    "act",
    [
        "UPDATE indicators_freeze SET edition = 7",
        "DELETE FROM indicators_freeze",
        "DELETE FROM indicators_observation",
        "INSERT INTO indicators_observation (snapshot_id, indicator, version, unit_id, period_kind, period_start,"
        " period_end, numerator, denominator) SELECT snapshot_id, indicator, version, unit_id, 'week', '2020-01-06',"
        " '2020-01-12', 1, 1 FROM indicators_observation WHERE indicator = 'ho-so-dung-han' LIMIT 1",
    ],
)
def test_nobody_alters_what_a_frozen_period_shows(october, act):
    actions.freeze_period(*OCTOBER, by=october.chair)
    refused = pytest.raises(DatabaseError, match="kept for good|frozen period")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(act)


def test_a_month_in_a_frozen_quarter_is_read_from_it_unless_it_was_frozen_itself(stands):
    newest = stands.chair
    with clock.standing_at(LATER):
        actions.freeze_period(date(2026, 9, 1), date(2026, 10, 31), by=newest)
    assert of_october(stands) == [(8, 10)]
    covering = frozen.covering(frozen.newest_editions(stands.ward.pk), "dossier", date(2026, 9, 1), date(2026, 9, 30))
    assert covering.first == date(2026, 9, 1) and covering.last == date(2026, 10, 31)


def test_a_period_frozen_before_a_column_was_declared_still_opens(world, facts, client_of, monkeypatch):
    def rows(locality_id):
        return (row[:-1] for row in DOSSIERS.rows(locality_id))

    facts.week(world.service_centre, DAY, 8, 10)
    with monkeypatch.context() as before:
        older = replace(DOSSIERS, columns=DOSSIERS.columns[:-1], rows=rows)
        before.setattr("tests.indicators.facts.FACT_TABLES", (older,))
        indicators.refresh(world.ward, by=None, now=NOW)
        made = actions.freeze_period(*OCTOBER, by=world.chair)[0]
    client = client_of(world.chair)
    page = client.get(reverse("freezing:period", args=[made.pk]))
    door = door_of(page)
    assert door.counts == "8/10"
    assert client.get(door.url).context["page"].paginator.count == 10
    assert (
        "PT-0010"
        in client.get(reverse("indicators:download", args=["ho-so-dung-han", "csv"]), door.query).content.decode()
    )


def test_the_page_asks_a_fixed_number_of_times(stands, client_of, django_assert_num_queries):
    client, url = client_of(stands.chair), reverse("freezing:period", args=[Freeze.objects.get().pk])
    client.get(url)
    # session, user, posts, delegations, locality, freeze, indicators, units, editions
    with django_assert_num_queries(8):
        client.get(url)
