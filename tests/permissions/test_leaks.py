"""Lists, filters, counts, searches and downloads: what lies elsewhere does not show, not even as a number.

Each page is read, things are added where the reader may not look, and the page is read again: not one letter differs.
"""

from datetime import date

import pytest
from django.db import transaction

from kheo.base import clock
from kheo.indicators import actions as indicators
from tests.permissions import oracle
from tests.permissions.matrix import Case, door_of
from tests.permissions.named import Named
from tests.permissions.things import BESIDE_MARK, FAR_MARK

pytestmark = [pytest.mark.django_db, pytest.mark.long]

QUESTIONS = {
    "work:tasks": [{}, {"q": "đúng hẹn"}, {"q": FAR_MARK}, {"tinh_trang": "doing"}],
    "procedures:dossiers": [{}, {"ma": "-"}, {"trang_thai": "10"}, {"tu": "01/11/2026"}],
    "people:officials": [{}, {"tim": "vien"}],
    "people:units": [{}, {"ngay": "23/11/2026"}],
    "portal:home": [{"noi": "phuong-thu"}],
    "portal:quality": [{"noi": "phuong-thu"}],
    "portal:download": [{"noi": "phuong-thu"}],
    "seals:heads": [],  # the log of the whole installation, without a word of what is in it
    "seals:download": [],
}


def pages(matrix, actor):
    """Give every page and list that the actor may open, by the question asked; of things, those they may see."""
    for route in matrix.routes:
        door = door_of(route)
        if not door.reads or door.of_sign_in or actor not in door.knock:
            continue
        named = matrix.things.of(door.thing, actor) if door.thing else {}
        for query in [] if door.thing else QUESTIONS.get(route.name, [{}]):
            yield Case(route, "GET", actor, "", Named({}, query))
        for relation, thing in named.items():
            if oracle.expected(door, "GET", actor, relation) == oracle.SERVED:
                yield Case(route, "GET", actor, relation, thing)


def read(matrix, actor):
    with matrix.staged():
        return {f"{case} {case.named.asked}": matrix.ask(case).body for case in pages(matrix, actor)}


def same(matrix, actor, add):
    """Say which pages changed when something was added."""
    before = read(matrix, actor)
    with transaction.atomic(), matrix.staged():
        add(matrix.things, matrix.stage)
        after = read(matrix, actor)
        transaction.set_rollback(True)
    texts = [question for question, body in before.items() if not body.startswith("PK")]  # a packed file has its hour
    return [question for question in texts if after[question] != before[question]], before


def add_next_door(things, stage):
    """Let the ward next door have one more of everything."""
    things.task(stage.far_unit, mark=FAR_MARK)
    things.dossier(stage.far_unit, f"PB-2-{FAR_MARK}")
    things.document(stage.next_door, mark=FAR_MARK)
    things._batch(stage.next_door.clerk, name=f"them-{FAR_MARK}.csv")
    things.swap(stage.next_door, date(2026, 12, 11), mark=FAR_MARK)
    things.commitment(stage.far_unit)
    indicators.refresh(stage.far_unit.locality, by=None, now=clock.now())
    stage.world.official(stage.world.post(stage.far_unit, f"Phó {FAR_MARK}", "official"))


def add_beside(things, stage):
    """Let the unit beside have more work and more dossiers."""
    known = things.shared["document"]["other_unit"].thing  # the list of documents is everybody's: no new line there
    things.task(stage.beside, mark=BESIDE_MARK, document=known)
    things.dossier(stage.beside, f"PT-9-{BESIDE_MARK}")
    things.commitment(stage.beside)


@pytest.mark.parametrize("actor", ["leader", "administrator", "anonymous"])
def test_nothing_of_the_ward_next_door_shows_or_is_counted(matrix, actor):
    changed, seen = same(matrix, actor, add_next_door)
    assert changed == []
    assert [question for question, body in seen.items() if FAR_MARK in body and "q=" not in question] == []
    assert len(seen) > (5 if actor == "anonymous" else 30)


def test_work_of_the_unit_beside_shows_to_nobody_else_nor_is_it_counted(matrix):
    changed, seen = same(matrix, "official", add_beside)
    assert [question for question in changed if "portal:" not in question] == []  # what is published is for all
    assert [question for question, body in seen.items() if BESIDE_MARK in body] == []
    assert len(seen) > 20
