"""What `./kheo` adds to a start when everything is installed: against the bare command, and against bare Python."""

import subprocess
import sys
import time
from collections.abc import Sequence

from kheo.cli.benches import Figure
from kheo.cli.home import PROJECT

TIMES = 9


def measure() -> list[Figure]:
    """Give seconds; the promise is about the launcher with the command's own imports, without the bare interpreter."""
    launcher = _seconds([str(PROJECT / "kheo"), "--version"])
    command = _seconds([sys.executable, "-m", "kheo", "--version"])
    python = _seconds([sys.executable, "-c", ""])
    return [
        Figure("./kheo --version", launcher, "s"),
        Figure("python -m kheo --version", command, "s"),
        Figure("python -c ''", python, "s"),
        Figure("added to bare Python", launcher - python, "s", most=0.5),
        Figure("launcher against command", launcher / command, "times"),
    ]


def _seconds(command: Sequence[str]) -> float:
    """Give the quickest of several runs: what other programs of the machine take is not ours."""
    taken = []
    for _ in range(TIMES):
        began = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        taken.append(time.perf_counter() - began)
    return min(taken)
