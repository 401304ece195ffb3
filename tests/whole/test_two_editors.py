"""Two people correct the same thing: the second is told what the first left, and nothing is overwritten unseen."""

import re
from collections import Counter
from datetime import UTC, datetime

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from kheo.base import clock
from kheo.errors import Overtaken
from tests.whole.failing import Undo
from tests.whole.two_editors import CORRECTED

NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
QUICK = ("proposal", "unit")
INTERLEAVINGS = 1_000
EDITORS = st.integers(0, 1)


@pytest.fixture(autouse=True)
def _that_monday():
    with clock.standing_at(NOW):
        yield


def carried(answer, thing):
    """Give the mark that a page carries."""
    return re.search(rf'name="{thing.mark_field}" value="(\w+)"', answer.content.decode()).group(1)


@pytest.mark.long
@pytest.mark.parametrize(
    "kind", [pytest.param(kind, marks=() if kind in QUICK else pytest.mark.long) for kind in CORRECTED]
)
def test_the_second_is_shown_both_texts_and_may_then_replace_knowingly(world, client_of, kind):
    thing = CORRECTED[kind](world)
    first, second = client_of(thing.by), client_of(thing.by)
    one, two = (carried(client.get(thing.url), thing) for client in (first, second))
    mine, theirs = thing.form(2), thing.told(1)
    assert first.post(thing.url, {**thing.form(1), thing.mark_field: one}).status_code == 302
    left = thing.stored()
    refused = second.post(thing.url, {**mine, thing.mark_field: two})
    page = refused.content.decode()
    assert (refused.status_code, thing.stored()) == (409, left)
    assert theirs in page and thing.told(2) in page
    again = second.post(thing.url, {**mine, thing.mark_field: carried(refused, thing)})
    assert (again.status_code, thing.stored() != left) == (302, True)


def test_a_mistake_in_between_does_not_make_the_old_page_new(world, client_of):
    """Who corrects a mistake of typing sends the same old page again: it is still the old one."""
    thing = CORRECTED["unit"](world)
    client = client_of(thing.by)
    old = carried(client.get(thing.url), thing)
    thing.send(1, "")
    mended = client.post(thing.url, {**thing.form(2), "name": "", "seen": old})
    assert (mended.status_code, carried(mended, thing)) == (422, old)
    assert client.post(thing.url, {**thing.form(2), "seen": old}).status_code == 409


class TwoEditors(RuleBasedStateMachine):
    """Two editors who open and send the page of one thing in any order; each example leaves no trace."""

    things, tally, keeps_marks = {}, Counter(), True

    @initialize(number=st.integers(0, len(CORRECTED) - 1))
    def begin(self, number):
        self.tally["interleavings"] += 1
        self.thing, self.open = self.things[sorted(CORRECTED)[number]], {}
        self.whole = transaction.atomic()
        self.whole.__enter__()

    def teardown(self):
        if hasattr(self, "whole"):
            self.whole.__exit__(Undo, Undo(), None)

    @rule(editor=EDITORS)
    def open_page(self, editor):
        self.open[editor] = (self.thing.shows() if self.keeps_marks else "", self.thing.stored())

    @rule(editor=EDITORS, number=st.integers(1, 9))
    def send(self, editor, number):
        if editor not in self.open:
            return self.open_page(editor)
        seen, shown = self.open[editor]
        before, wanted = self.thing.stored(), self.thing.typed(number)
        self.tally["sent"] += 1
        try:
            with transaction.atomic():
                self.thing.send(number, seen)
        except Overtaken:
            self.tally["refused"] += 1
            assert before != shown, "refused, though nobody else changed it"
            assert self.thing.stored() == before
        else:
            self.tally["overwritten unseen"] += before not in (shown, wanted)
            assert before in (shown, wanted), "what somebody else left was overwritten unseen"
            assert self.thing.stored() == wanted
        return self.open_page(editor)


def run(world, tally, examples, *, keeps_marks=True):
    things = {kind: make(world) for kind, make in CORRECTED.items()}
    shape = settings(
        max_examples=examples, stateful_step_count=8, deadline=None, database=None, derandomize=True,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    told = {"things": things, "tally": tally, "keeps_marks": keeps_marks}
    run_state_machine_as_test(type("Told", (TwoEditors,), told), settings=shape)


@pytest.mark.long
def test_in_a_thousand_interleavings_nothing_is_overwritten_unseen(world, capsys):
    tally = Counter({"overwritten unseen": 0})
    run(world, tally, INTERLEAVINGS)
    with capsys.disabled():
        print(f"\n{dict(tally)}")  # noqa: T201
    assert tally["interleavings"] >= INTERLEAVINGS
    assert tally["refused"] > INTERLEAVINGS / 5 and tally["overwritten unseen"] == 0


@pytest.mark.long
def test_without_marks_the_same_trial_finds_what_is_lost(world):
    """The trial has teeth."""
    with pytest.raises(AssertionError, match="overwritten unseen"):
        run(world, Counter(), 200, keeps_marks=False)
