"""How fast official texts are read and how well, by kind, seen and unseen; the labelled samples too, where they are."""

import json
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from kheo.cli.benches import Figure
from kheo.cli.home import PROJECT
from kheo.reader import read
from tests.reader.marked import FOLDER, UNSEEN, Marked, Score, load, reliability

SAMPLES = PROJECT.parent / "shared" / "samples"
SECONDS = 3.0
LENGTHS = (10_000, 5_000_000)  # characters
NOISE = (0.005, 0.02)  # share of letters that a scanner mistook
LOOKS = {"l": "1", "i": "l", "o": "0", "ê": "e", "ư": "u", "ơ": "o", "đ": "d", "ă": "a", ".": ",", "ọ": "o", "ậ": "ạ"}


def measure() -> list[Figure]:
    """Give speed on one core, time by length, and how well the project's own marked texts are read, clean and noisy."""
    texts = [load(path) for path in sorted(FOLDER.glob("*.txt"))]
    read(texts[0].text)  # fills the caches of words
    began, documents, characters = time.process_time(), 0, 0
    while (taken := time.process_time() - began) < SECONDS:
        for marked in texts:
            read(marked.text, marked.day)
            documents, characters = documents + 1, characters + len(marked.text)
    return [
        Figure("documents a second", documents / taken, "documents/s", least=50),
        Figure("characters a second", characters / taken, "characters/s"),
        Figure(
            "time per character, 5 MB against 10 kB", _growth("\n\n".join(each.text for each in texts)), "times", most=2
        ),
        *_own(texts),
        *_unseen([load(path) for path in sorted(UNSEEN.glob("*.txt"))]),
        *(_scores() if (SAMPLES / "score.py").exists() else []),
    ]


def _growth(text: str) -> float:
    """Compare the time per character of a very long text with that of a short one: about 1 where time is even."""
    short, long = ((text * (length // len(text) + 1))[:length] for length in LENGTHS)
    return (_seconds(long, 1) / len(long)) / (_seconds(short, 5) / len(short))


def _seconds(text: str, times: int) -> float:
    """Give the quickest of some readings."""
    taken = []
    for _ in range(times):
        began = time.process_time()
        read(text)
        taken.append(time.process_time() - began)
    return min(taken)


def _own(texts: list[Marked]) -> list[Figure]:
    """Score the marked texts by kind, then with the mistakes of a scanner in them."""
    found = []
    for kind in sorted({marked.kind for marked in texts}):
        score = Score()
        for marked in texts:
            if marked.kind == kind:
                score.add(marked)
        found.append(Figure(f"own texts: f1 of {kind}", score.f1, ""))
    for share in NOISE:
        score = Score()
        for marked in texts:
            score.add(replace(marked, text=_scanned(marked.text, share)))
        found.append(Figure(f"own texts: f1 with {share:.1%} of letters mistaken", score.f1, ""))
    return found


def _unseen(texts: list[Marked]) -> list[Figure]:
    """Score the texts whose faults nobody looked at, by kind; hold how sure it said it is against what is right."""
    found, whole = [], Score()
    for kind in sorted({marked.kind for marked in texts if marked.tasks}):
        score = Score()
        for marked in texts:
            if marked.kind == kind and marked.tasks:
                score.add(marked)
        found.append(Figure(f"unseen texts: f1 of {kind}", score.f1, ""))
    for marked in texts:
        whole.add(marked)
    empty = [marked for marked in texts if not marked.tasks]
    for name in ("assignee", "day", "theme"):
        found.append(Figure(f"unseen texts: {name} right", getattr(whole, name) / max(whole.matched, 1), ""))
    false = sum(len(read(marked.text, marked.day).tasks) for marked in empty)
    found.append(Figure("unseen texts: false tasks on a text that assigns none", false / len(empty), "", most=0.2))
    for band in reliability(texts):
        name = f"unseen texts, sure {band.least:.2f} to {band.most:.2f}"
        found.append(Figure(f"{name}: tasks", band.of, "tasks"))
        found.append(Figure(f"{name}: mean said", band.said, ""))
        found.append(Figure(f"{name}: right", band.right / band.of, ""))
    return found


def _scanned(text: str, share: float) -> str:
    """Mistake letters as a scanner does, always the same ones."""
    chance = random.Random(2026)  # noqa: S311  a bench, no secret
    return "".join(LOOKS[sign] if sign in LOOKS and chance.random() < 3 * share else sign for sign in text)


def _scores() -> list[Figure]:
    """Read the samples and let their own judge score them."""
    with tempfile.TemporaryDirectory() as folder:
        paths, began = sorted(SAMPLES.glob("[0-9][0-9][0-9].json")), time.process_time()
        for path in paths:
            sample = json.loads(path.read_text(encoding="utf-8"))
            found = read(sample["text"], date.fromisoformat(sample["doc_date"])).as_json(sample["id"])
            (Path(folder) / path.name).write_text(json.dumps(found), encoding="utf-8")
        taken = time.process_time() - began
        command = [sys.executable, SAMPLES / "score.py", folder, "--gold", SAMPLES, "--json"]
        judged = json.loads(subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout)
    return [Figure("samples: documents a second", len(paths) / taken, "documents/s", least=50), *_named(judged)]


def _named(judged: dict[str, Any]) -> list[Figure]:
    """Give the judge's figures: of all, and task F1 by kind; a kind without tasks has none."""
    whole = [Figure(f"samples: {name}", value, "") for name, value in judged.items() if isinstance(value, float)]
    kinds = judged["by_kind"]
    each = [Figure(f"samples: f1 of {kind}", said["f1"], "") for kind, said in kinds.items() if said["f1"]]
    return [*whole, *each]
