"""Make the facts and lay them out: `python -m bench.counting.laid FOLDER ROWS`; the memory is that of the layout."""

import json
import resource
import sys
import time
from pathlib import Path

import django

django.setup()

from bench.counting import made  # noqa: E402
from kheo.procedures.facts import DOSSIER  # noqa: E402


def main(folder: str, rows: str) -> None:
    """Make them, and say how long the layout took and the peak of memory."""
    began = time.perf_counter()
    made.facts(DOSSIER, int(rows), Path(folder))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"s": time.perf_counter() - began, "mb": peak}))


if __name__ == "__main__":
    main(*sys.argv[1:])
