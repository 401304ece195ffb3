"""An act is whole or it is nothing: whichever of its statements fails, nothing is left, and trying again succeeds."""

import pytest
from django.db import transaction

from kheo.base import clock
from tests.whole.failing import failing, look, undone
from tests.whole.found import every_action
from tests.whole.scenes import NOW, SCENES

QUICK = ("documents.correct_particulars", "people.change_post", "work.report_task: with a file")
TELLS_HOW_FAR = dict.fromkeys(("intake.import_rows", "intake.check_and_store"), ("base_progress",))
"""A long act tells how far it is outside its transaction, on purpose; that line alone may differ."""

LOOKS_ONLY = ("people.preview_reorganisation", "people.take_list: looked at")

params = [pytest.param(name, marks=() if name in QUICK else pytest.mark.long) for name in SCENES]


@pytest.fixture(scope="module", autouse=True)
def tally():
    """Count what was tried, and tell it in the end."""
    tried = {}
    yield tried
    print(f"\n{sum(tried.values())} statements of {len(tried)} acts failed, one at a time")  # noqa: T201


def test_every_action_of_the_code_has_its_scene():
    assert sorted({name.split(":")[0] for name in SCENES}) == sorted(every_action())


@pytest.mark.long
@pytest.mark.parametrize("name", params)
def test_whichever_statement_fails_nothing_is_left_and_trying_again_succeeds(world, name, tally):
    with clock.standing_at(NOW):
        assert world.clerk and world.chair and world.centre_head
        act = SCENES[name](world)
        before = look()
        with undone():
            act()
            after = look()
        assert (after != before) is (name not in LOOKS_ONLY)
        number = 1
        while _tried(number, name, act, before, after):
            number += 1
    tally[name] = number - 1
    assert number > 1, "an act that says nothing to the database does nothing"


def _tried(number, name, act, before, after):
    """Let the n-th statement fail; False when there is no n-th."""
    may_tell = TELLS_HOW_FAR.get(name, ())
    with undone():
        with failing(number) as trap:
            try:
                act()
            except Exception:  # noqa: BLE001  whatever the act makes of it
                transaction.set_rollback(False)
            else:
                assert not trap.has_struck, f"{name} went on as if nothing had happened: {trap.statement}"
                return False
        assert look().without(*may_tell) == before.without(*may_tell), f"{name} left something after: {trap.statement}"
        act()
        assert look().counts == after.counts
    return True
