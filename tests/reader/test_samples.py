"""The measured quality on real labelled texts, where that folder is present."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from kheo.reader import read

pytestmark = pytest.mark.long


SHARED = Path(__file__).parents[3] / "shared"
SAMPLES = SHARED / "samples"
SEED = SHARED / "seed" / "article.txt"
needs_samples = pytest.mark.skipif(
    not (SAMPLES / "score.py").exists(), reason="the labelled samples (../shared/samples) are not on this machine"
)
needs_seed = pytest.mark.skipif(not SEED.exists(), reason="the seed article (../shared/seed) is not on this machine")


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    folder = tmp_path_factory.mktemp("read")
    for path in SAMPLES.glob("[0-9][0-9][0-9].json"):
        sample = json.loads(path.read_text(encoding="utf-8"))
        line = read(sample["text"], date.fromisoformat(sample["doc_date"])).as_json(sample["id"])
        (folder / path.name).write_text(json.dumps(line, ensure_ascii=False), encoding="utf-8")
    command = [sys.executable, str(SAMPLES / "score.py"), str(folder), "--gold", str(SAMPLES), "--json"]
    result: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return result


@needs_samples
def test_the_tasks_of_real_texts_are_found(scores: dict[str, float]) -> None:
    assert scores["f1"] >= 0.78


@needs_samples
def test_the_units_days_and_themes_of_the_found_tasks_are_mostly_right(scores: dict[str, float]) -> None:
    assert scores["assignee_accuracy"] >= 0.8
    assert scores["deadline_iso_accuracy"] >= 0.9
    assert scores["theme_accuracy"] >= 0.65


@needs_samples
def test_the_meetings_of_real_texts_are_found(scores: dict[str, float]) -> None:
    assert scores["meeting_present_accuracy"] >= 0.9
    assert scores["meeting_field_accuracy"] >= 0.75


@needs_seed
def test_the_article_that_named_the_product_is_read() -> None:
    reading = read(SEED.read_text(encoding="utf-8"))
    assert reading.meeting is not None
    assert (reading.meeting.date, reading.meeting.papers_count) == ("2023-03-03", 12)
    assert reading.meeting.organiser == "Ban Dân vận Quận uỷ Hoàn Kiếm"
    assert reading.meeting.chair is not None
    assert any(task.text.startswith("chủ động xây dựng các chương trình") for task in reading.tasks)
    assert any(task.assignee == "các đơn vị" for task in reading.tasks)
    assert not any(task.deadline for task in reading.tasks), (
        "the year stands in a purpose; its label says: no time limit"
    )
