"""A nightly job that fails for one locality is done for all others, and is known to have failed."""

import logging

import pytest

from kheo.base.one_by_one import one_by_one
from kheo.indicators import jobs as indicators
from kheo.integrity import jobs as integrity
from kheo.quality import jobs as quality
from kheo.satisfaction import jobs as satisfaction


def test_all_have_their_turn_and_what_failed_is_logged_and_raised(caplog):
    turns = []

    def act(number):
        turns.append(number)
        if number % 2:
            raise ValueError(number)

    with caplog.at_level(logging.ERROR), pytest.raises(ExceptionGroup) as told:
        one_by_one([1, 2, 3, 4], act)
    assert turns == [1, 2, 3, 4]
    assert [each.args for each in told.value.exceptions] == [(1,), (3,)]
    assert len(caplog.records) == 2


def test_where_nothing_fails_nothing_is_raised():
    one_by_one([1, 2], lambda number: number)


@pytest.mark.parametrize(
    ("job", "act"),
    [
        (integrity.ask_units, "kheo.integrity.actions.ask_units"),
        (quality.check_data, "kheo.quality.actions.check_data"),
        (satisfaction.empty_boxes, "kheo.satisfaction.actions.empty_boxes"),
        (indicators.refresh_all, "kheo.indicators.actions.refresh"),
    ],
    ids=("ask_units", "check_data", "empty_boxes", "refresh_all"),
)
def test_one_wards_failure_stops_no_other_ward(world, monkeypatch, job, act):
    wards = [world.ward, world.official_of_another_ward.locality]
    looked_at = []

    def fails_for_the_first(locality, **more):
        looked_at.append(locality)
        if locality == wards[0]:
            raise RuntimeError

    monkeypatch.setattr(act, fails_for_the_first)
    with pytest.raises(ExceptionGroup):
        job(timestamp=0)
    assert looked_at == wards
