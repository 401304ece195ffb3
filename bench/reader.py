"""How fast official texts are read; where the labelled samples lie beside the project, also how well, by kind."""

import json
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

from kheo.cli.benches import Figure
from kheo.cli.home import PROJECT
from kheo.reader import read

TEXTS = PROJECT / "tests" / "reader" / "texts"
SAMPLES = PROJECT.parent / "shared" / "samples"
SECONDS = 3.0


def measure() -> list[Figure]:
    """Give documents and characters a second on one core, and how time grows when a text grows tenfold."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(TEXTS.glob("*.txt"))]
    read(texts[0])  # fills the caches of words
    began, documents, characters = time.perf_counter(), 0, 0
    while (taken := time.perf_counter() - began) < SECONDS:
        for text in texts:
            read(text)
            documents, characters = documents + 1, characters + len(text)
    return [
        Figure("documents a second", documents / taken, "documents/s"),
        Figure("characters a second", characters / taken, "characters/s"),
        Figure("time for ten times the text", _growth("\n\n".join(texts)), "times", most=20),
        *(_scores() if (SAMPLES / "score.py").exists() else []),
    ]


def _growth(text: str) -> float:
    """Compare the time for a text ten times over with the time for it once: about 10 where time grows with length."""
    once, ten_times = _seconds(text), _seconds("\n\n".join([text] * 10))
    return ten_times / once


def _seconds(text: str) -> float:
    """Give the quickest of three readings."""
    taken = []
    for _ in range(3):
        began = time.perf_counter()
        read(text)
        taken.append(time.perf_counter() - began)
    return min(taken)


def _scores() -> list[Figure]:
    """Read the samples and let their own judge score them."""
    with tempfile.TemporaryDirectory() as folder:
        paths, began = sorted(SAMPLES.glob("[0-9][0-9][0-9].json")), time.perf_counter()
        for path in paths:
            sample = json.loads(path.read_text(encoding="utf-8"))
            found = read(sample["text"], date.fromisoformat(sample["doc_date"])).as_json(sample["id"])
            (Path(folder) / path.name).write_text(json.dumps(found), encoding="utf-8")
        taken = time.perf_counter() - began
        command = [sys.executable, SAMPLES / "score.py", folder, "--gold", SAMPLES, "--json"]
        judged = json.loads(subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout)
    return [Figure("samples: documents a second", len(paths) / taken, "documents/s"), *_named(judged)]


def _named(judged: dict[str, Any]) -> list[Figure]:
    """Give the judge's figures: of all, and task F1 by kind; a kind without tasks has none."""
    whole = [Figure(f"samples: {name}", value, "") for name, value in judged.items() if isinstance(value, float)]
    kinds = judged["by_kind"]
    each = [Figure(f"samples: f1 of {kind}", said["f1"], "") for kind, said in kinds.items() if said["f1"]]
    return [*whole, *each]
