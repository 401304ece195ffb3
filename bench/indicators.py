"""The whole catalogue over dossiers, 3,000 units and 24 months: DuckDB against hands, Polars, pandas and PostgreSQL.

Each way counts in a process of its own, and all must give the same numbers. The last line is one JSON object.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.dossiers import empty_database
from kheo.cli import home
from kheo.cli.benches import Figure

ROWS = 200_000
ROWS_MAY_BE_CHOSEN = True
COUNTS = ("catalogue", "hand", "polars", "pandas", "postgres")


def measure(rows: int = ROWS) -> list[Figure]:
    """Measure every way on the same file, and the catalogue on a half and a quarter of the rows for its growth."""
    with empty_database():
        folder = Path(tempfile.mkdtemp(prefix="kheo-bench-"))
        try:
            return _figures(folder, rows)
        finally:
            shutil.rmtree(folder)


def _figures(folder: Path, rows: int) -> list[Figure]:
    files, laid = {}, {}
    for count in (rows // 4, rows // 2, rows):
        laid[count] = _made(folder, count)
        files[count] = folder / f"facts-{count}.parquet"
    growth = {count: _run("catalogue", files[count]) for count in files}
    found = {way: _run(way, files[rows]) for way in ("decode", "decode all", "one", *COUNTS[1:4])}
    found |= {"catalogue": growth[rows], "postgres": _run("postgres", files[rows])}
    for way in COUNTS:
        told = found[way]["digest"]
        other = [code for code in told if told[code] != found["catalogue"]["digest"][code]]
        assert told and not other, f"{way} counts otherwise: {', '.join(other)}"
    summed, figure, records = (_run(way, files[rows]) for way in ("sum days", "figure", "records"))
    return [*_seconds(found), *_growth(growth), *_memory(found, laid[rows], summed), *_pages(summed, figure, records)]


def _seconds(found: dict[str, dict[str, Any]]) -> list[Figure]:
    decoded, one, catalogue = (found[way]["s"] for way in ("decode", "one", "catalogue"))
    size = len(found["catalogue"]["digest"])
    return [
        Figure("decode_s", decoded, "s"),
        Figure("decode_all_s", found["decode all"]["s"], "s"),
        Figure("one_indicator_s", one, "s"),
        Figure("catalogue_s", catalogue, "s"),
        Figure("catalogue_size", size, "indicators"),
        *(Figure(f"{way}_s", found[way]["s"], "s") for way in ("polars", "pandas", "postgres")),
        Figure("hand_sql_s", found["hand"]["s"], "s"),
        Figure("hand_sql_size", len(found["hand"]["digest"]), "indicators", least=size),
        Figure("one_by_decode", one / decoded, "times decoding", most=2),
        Figure("catalogue_by_one", catalogue / one, "times one", most=4),
    ]


def _growth(growth: dict[int, dict[str, Any]]) -> list[Figure]:
    counts = sorted(growth)
    first = growth[counts[0]]["s"]
    return [Figure(f"growth_{count}_rows", growth[count]["s"] / first, "times a quarter") for count in counts]


def _memory(found: dict[str, dict[str, Any]], laid: dict[str, Any], summed: dict[str, Any]) -> list[Figure]:
    ours = max(found["one"]["mb"], found["catalogue"]["mb"], laid["mb"], summed["mb"])
    others = (Figure(f"{way}_rss_mb", found[way]["mb"], "MB") for way in ("hand", "polars", "pandas", "postgres"))
    return [
        Figure("peak_rss_mb", ours, "MB", most=1024),
        Figure("layout_rss_mb", laid["mb"], "MB"),
        Figure("layout_s", laid["s"], "s"),
        Figure("days_rss_mb", summed["mb"], "MB"),
        Figure("catalogue_rss_mb", found["catalogue"]["mb"], "MB"),
        *others,
    ]


def _pages(summed: dict[str, Any], figure: dict[str, Any], records: dict[str, Any]) -> list[Figure]:
    each = [Figure(f"figure: {scope}", ms, "ms") for scope, ms in figure["ms"].items()]
    each += [Figure(f"records: {scope}", ms, "ms") for scope, ms in records["ms"].items()]
    return [
        Figure("days_s", summed["s"], "s"),
        Figure("days_mb", summed["size"] / 1e6, "MB on disk"),
        *each,
        Figure("figure_page_ms", max(figure["ms"].values()), "ms", most=100),
        Figure("records_page_ms", max(records["ms"].values()), "ms", most=200),
    ]


def summary(figures: list[Figure], rows: int = ROWS) -> dict[str, Any]:
    """Give the figures that are held against each other from version to version, under their short names."""
    from bench.counting.made import MONTHS, UNITS

    names = ("decode_s", "one_indicator_s", "catalogue_s", "catalogue_size", "hand_sql_s", "polars_s", "pandas_s")
    names += ("postgres_s", "peak_rss_mb")
    found = {figure.name: round(figure.value, 3) for figure in figures}
    grown = {name.split("_")[1]: value for name, value in found.items() if name.startswith("growth_")}
    pages = {name: found[name] for name in ("figure_page_ms", "records_page_ms")}
    known = {name: int(found[name]) if name == "catalogue_size" else found[name] for name in names}
    return {"rows": rows, "units": UNITS, "months": MONTHS, **known, "growth": grown, **pages}


def _made(folder: Path, rows: int) -> dict[str, Any]:
    """Make the facts in a process of their own, whose memory is that of laying a snapshot out."""
    return _child(["bench.counting.laid", str(folder), str(rows)])


def _run(way: str, path: Path) -> dict[str, Any]:
    return _child(["bench.counting", way, str(path)])


def _child(module: list[str]) -> dict[str, Any]:
    began = time.perf_counter()
    paths = os.pathsep.join([str(home.PROJECT), str(home.PROJECT / "src")])
    env = {**os.environ, "PYTHONPATH": paths, "PYTHONSAFEPATH": "1"}
    answer = subprocess.run([sys.executable, "-m", *module], env=env, capture_output=True, text=True, check=False)
    if answer.returncode != 0:
        raise RuntimeError(f"{' '.join(module)}\n{answer.stderr[-3000:]}")
    said: dict[str, Any] = json.loads(answer.stdout.splitlines()[-1])
    whole, processor = time.perf_counter() - began, said.get("cpu", 0)
    told = f"{said['s']:9.3f} s {processor:9.3f} s on processors {said['mb']:6.0f} MB {whole:5.0f} s in all"
    print(f"{module[-2][-24:]:>24} {told}", file=sys.stderr)
    return said
