"""Made-up press texts and notices, scored before anybody looked at their faults: what must not be lost again."""

import pytest

from tests.reader.marked import FRESH, Score, load

TEXTS = [load(path) for path in sorted(FRESH.glob("*.txt"))]


@pytest.fixture(scope="module")
def scores():
    """The scores of the texts that assign tasks and of those that assign none."""
    kinds = {"tasks": Score(), "nothing": Score()}
    for marked in TEXTS:
        kinds["tasks" if marked.tasks else "nothing"].add(marked)
    return kinds


@pytest.mark.long
def test_most_tasks_are_found_with_who_when_and_what_about(scores):
    score = scores["tasks"]
    assert score.f1 >= 0.87
    assert score.assignee / score.matched >= 0.95
    assert score.day / score.matched >= 0.97
    assert score.theme / score.matched >= 0.80


@pytest.mark.long
def test_texts_that_assign_nothing_give_at_most_one_task_in_five_of_them(scores):
    assert scores["nothing"].wanted == 0
    assert scores["nothing"].found <= len([marked for marked in TEXTS if not marked.tasks]) / 5


@pytest.mark.long
def test_the_meetings_are_found(scores):
    found = sum(score.meeting for score in scores.values())
    assert found / sum(score.meeting_fields for score in scores.values()) >= 0.85


@pytest.mark.parametrize("marked", TEXTS, ids=lambda marked: marked.name)
def test_marks_are_sound(marked):
    assert "[[" not in marked.text
    assert all(task.text in marked.text and (task.assignee or "") in marked.text for task in marked.tasks)
