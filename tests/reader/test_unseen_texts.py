"""Seventeen made-up texts whose faults nobody looked at: what a new text of the same kinds may expect."""

import pytest

from tests.reader.marked import UNSEEN, Score, load, reliability

TEXTS = [load(path) for path in sorted(UNSEEN.glob("*.txt"))]


@pytest.fixture(scope="module")
def scores():
    """The scores of the news, of the official texts, and of those that assign nothing."""
    kinds = {"news": Score(), "official": Score(), "nothing": Score()}
    for marked in TEXTS:
        kind = "nothing" if not marked.tasks else "news" if marked.kind == "news" else "official"
        kinds[kind].add(marked)
    return kinds


def test_most_tasks_are_found(scores):
    assert scores["news"].f1 >= 0.75
    assert scores["official"].f1 >= 0.87


def test_who_when_and_what_about_are_mostly_right(scores):
    both = [scores["news"], scores["official"]]
    matched = sum(score.matched for score in both)
    assert sum(score.assignee for score in both) / matched >= 0.95
    assert sum(score.day for score in both) / matched >= 0.95
    assert sum(score.theme for score in both) / matched >= 0.70


def test_texts_that_assign_nothing_give_no_task(scores):
    assert scores["nothing"].wanted == scores["nothing"].found == 0


def test_how_sure_it_says_it_is_means_something():
    for band in reliability(TEXTS):
        if band.of >= 15:
            assert abs(band.right / band.of - band.said) <= 0.12, band
