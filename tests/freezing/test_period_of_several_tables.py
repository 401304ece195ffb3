"""A period is frozen for every fact table of the ward at once, and its page shows them all."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from kheo.base import clock
from kheo.days import VIETNAM
from kheo.freezing import actions
from kheo.indicators import actions as indicators
from kheo.indicators.models import Freeze
from kheo.indicators.tables import all_tables
from kheo.procedures.models import Dossier
from kheo.work.models import Task
from tests.freezing.test_freeze_period import OCTOBER, door_of
from tests.indicators.facts import NOW

pytestmark = pytest.mark.long


DAY = date(2026, 10, 6)
MORNING = datetime(2026, 10, 6, 9, 0, tzinfo=VIETNAM)
LATER = NOW + timedelta(days=1)


@pytest.fixture(autouse=True)
def _on_a_monday_morning():
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def frozen(world):
    """In October the centre had one dossier and the office one task; the month was frozen for all tables."""
    world.dossier(promised_at=MORNING, due_on=DAY, finished_at=MORNING, ended_on=DAY)
    world.task()
    Task.objects.update(assigned_on=DAY, due_on=DAY)
    indicators.refresh(world.ward, by=None, now=NOW)
    return {each.table: each for each in actions.freeze_period(*OCTOBER, by=world.chair)}


def page_of(client, freeze):
    return client.get(reverse("freezing:period", args=[freeze.pk]))


def correct(world):
    """The task was not due in October; the dossier stays as it was."""
    Task.objects.update(due_on=date(2026, 11, 6))
    indicators.refresh(world.ward, by=None, now=LATER)
    return actions.correct_period(*OCTOBER, reason="Ghi nhầm ngày (minh hoạ)", by=world.chair)


def test_its_page_shows_the_figures_of_every_table_whichever_it_is_opened_by(frozen, world, client_of):
    assert len(frozen) == len(all_tables()) > 1
    client = client_of(world.chair)
    for table in ("dossier", "task"):
        page = page_of(client, frozen[table])
        assert [part.table.code for part in page.context["parts"]] == [table.code for table in all_tables()]
        assert door_of(page).counts == "1/1"
        assert door_of(page, "nhiem-vu-dung-han").counted == 1


def test_every_edition_is_named_by_its_table(frozen, world, client_of):
    text = page_of(client_of(world.chair), frozen["task"]).content.decode()
    links = re.findall(r'<a href="[^"]+#[a-z_]+">([^<]+)</a>', text)
    assert len(links) == len(set(links)) == len(frozen)
    assert any(link.startswith("Nhiệm vụ, bản 1, số liệu chốt lúc") for link in links)


def test_a_corrected_table_is_read_from_its_newest_edition_and_the_old_one_still_opens(frozen, world, client_of):
    (made,) = correct(world)
    client = client_of(world.chair)
    assert made.table == "task"
    assert door_of(page_of(client, frozen["dossier"]), "nhiem-vu-dung-han").counts == "0/0"
    old = page_of(client, frozen["task"])
    assert door_of(old, "nhiem-vu-dung-han").counts == "0/1"
    assert "Bản này đã được sửa" in old.content.decode()
    assert "Bản này đã được sửa" not in page_of(client, made).content.decode()
    changes = client.get(reverse("freezing:changes", args=[made.pk])).content.decode()
    assert "Nhiệm vụ: bản 2 khác bản 1 ở đâu" in changes


def test_who_corrected_several_tables_sees_them_all(frozen, world, client_of):
    Dossier.objects.update(ended_on=DAY + timedelta(days=2), verdict="overdue_finished")
    Task.objects.update(due_on=DAY + timedelta(days=1))
    indicators.refresh(world.ward, by=None, now=LATER)
    url = reverse("freezing:correct", args=[frozen["task"].pk])
    page = client_of(world.chair).post(url, {"reason": "Ghi nhầm (minh hoạ)"}, follow=True)
    corrected = set(Freeze.objects.filter(edition=2).values_list("table", flat=True))
    assert corrected == {"dossier", "late_dossier", "task"}
    assert {part.table.code for part in page.context["parts"] if part.frozen.edition == 2} == corrected


def test_the_page_of_all_tables_asks_a_fixed_number_of_times(frozen, world, client_of, django_assert_num_queries):
    client = client_of(world.chair)
    page_of(client, frozen["dossier"])
    # session, user, posts, delegations, locality, freeze, editions, indicators, units
    with django_assert_num_queries(8):
        page_of(client, frozen["dossier"])
