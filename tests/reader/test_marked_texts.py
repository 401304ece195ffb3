"""Fifty-five made-up texts of many kinds and places, with every task marked: what the reader must not lose again."""

import pytest

from tests.reader.marked import FOLDER, Score, load

TEXTS = sorted(FOLDER.glob("*.txt"))


@pytest.fixture(scope="module")
def whole():
    score = Score()
    for path in TEXTS:
        score.add(load(path))
    return score


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_at_most_two_tasks_of_a_text_are_missed_or_invented(path):
    own = Score().add(load(path))
    assert own.wanted - own.matched <= 2
    assert own.found - own.matched <= 2


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_the_kind_of_each_text_and_its_marks_are_sound(path):
    marked = load(path)
    assert marked.kind in ("news", "notice", "plan", "directive")
    assert "[[" not in marked.text
    assert all(task.text in marked.text and (task.assignee or "") in marked.text for task in marked.tasks)


@pytest.mark.long
def test_nearly_every_marked_task_is_found_with_who_and_when(whole):
    assert whole.f1 >= 0.96
    assert whole.assignee / whole.matched >= 0.98
    assert whole.day / whole.matched >= 0.98
    assert whole.theme / whole.matched >= 0.84


@pytest.mark.long
def test_the_meetings_are_found(whole):
    assert whole.meeting / whole.meeting_fields >= 0.97
