"""One way of counting in a process of its own: `python -m bench.counting WAY FILE` prints one JSON object.

It holds the seconds of the count alone, the peak of the process's memory, and a digest of the numbers by which all
ways are held against each other.
"""

import hashlib
import json
import resource
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import django

django.setup()

from bench.counting import by_hand, frames, made, pages  # noqa: E402
from kheo.indicators import checks  # noqa: E402  after Django's setup, as everywhere
from kheo.indicators.catalogue import RATIOS  # noqa: E402
from kheo.measures import engine  # noqa: E402
from kheo.measures.days import Facts  # noqa: E402
from kheo.measures.engines import Engine, duck, postgresql  # noqa: E402
from kheo.measures.queries import FACTS  # noqa: E402
from kheo.measures.shapes import Ratio  # noqa: E402
from kheo.procedures.facts import DOSSIER  # noqa: E402

CATALOGUE = tuple(ratio for ratio in RATIOS if ratio.table == DOSSIER.code)
ONE = CATALOGUE[:1]
Counted = dict[str, Any]
"""Code -> Arrow table with columns unit, year, month, counted and good."""


def used(ratios: Sequence[Ratio]) -> list[str]:
    """Name the columns that counting needs."""
    bare = (replace(ratio, shown_columns=(), compared=None) for ratio in ratios)
    names = {DOSSIER.unit_column}.union(*map(checks.columns_of, bare))
    return [name for name in DOSSIER.names if name in names]


def decode(facts: Facts, ratios: tuple[Ratio, ...]) -> Counted:
    """Decode the used columns, batch by batch, and do nothing with them."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    pa.set_cpu_count(duck.THREADS)
    with pq.ParquetFile(facts.path) as file:
        rows = sum(len(batch) for batch in file.iter_batches(made.BATCH, columns=used(ratios)))
        assert rows == file.metadata.num_rows
    return {}


def kheo(facts: Facts, ratios: tuple[Ratio, ...]) -> Counted:
    """Count as Khéo does, on DuckDB."""
    with duck.opened({FACTS: facts.path}) as found:
        return _measured(found, facts, ratios)


def hand(facts: Facts, ratios: tuple[Ratio, ...]) -> Counted:
    """Count by SQL that a person wrote, on the same DuckDB."""
    known = [ratio for ratio in ratios if ratio.code in by_hand.BY_HAND]
    with duck.opened({FACTS: facts.path}) as found:
        table = found.ask(by_hand.query({ratio.code: ratio.period_column for ratio in known}), {})
    return {ratio.code: _own(table, ratio, place) for place, ratio in enumerate(known)}


def polars(facts: Facts, ratios: tuple[Ratio, ...]) -> Counted:
    """Count with Polars."""
    return frames.by_polars(facts.path, DOSSIER.unit_column, ratios)


def pandas(facts: Facts, ratios: tuple[Ratio, ...]) -> Counted:
    """Count with pandas."""
    return frames.by_pandas(facts.path, DOSSIER.unit_column, ratios, used(ratios))


def postgres(facts: Facts, ratios: tuple[Ratio, ...]) -> Counted:
    """Count as Khéo does, on PostgreSQL; the copy of the facts is not counted in."""
    from django.db import connection, transaction

    names = used(ratios)
    with (
        transaction.atomic(),
        connection.cursor() as cursor,
        postgresql.opened(cursor, DOSSIER, facts.path, only=names) as found,
    ):
        _Clock.began = time.perf_counter()
        return _measured(found, facts, ratios)


WAYS: dict[str, tuple[Callable[[Facts, tuple[Ratio, ...]], Counted], tuple[Ratio, ...]]] = {
    "decode": (decode, ONE),
    "decode all": (decode, CATALOGUE),
    "one": (kheo, ONE),
    "catalogue": (kheo, CATALOGUE),
    "hand": (hand, CATALOGUE),
    "polars": (polars, CATALOGUE),
    "pandas": (pandas, CATALOGUE),
    "postgres": (postgres, CATALOGUE),
}
TIMES = {"pandas": 1, "postgres": 1}
"""The quickest of three runs is taken, since what else goes on here only ever adds; of these, which take long, one."""


class _Clock:
    began = 0.0


def _measured(found: Engine, facts: Facts, ratios: tuple[Ratio, ...]) -> Counted:
    table = engine.measured(found, facts, ratios, made.PATHS, ("month",))
    return {ratio.code: _own(table, ratio, place) for place, ratio in enumerate(ratios)}


def _own(table: Any, ratio: Ratio, place: int) -> Any:
    """Pick one indicator out of a table of all; the clock has stopped by then, but this is quick anyway."""
    import pyarrow as pa
    import pyarrow.compute as pc

    own = table.filter(pc.equal(table["by_day"], ratio.period_column))
    unit = "holder" if "holder" in own.column_names else "unit"
    year, month = (own["year"], own["month"]) if "year" in own.column_names else _months(own["start"])
    return pa.table(
        {
            "unit": own[unit],
            "year": year,
            "month": month,
            "counted": own[f"counted_{place}"],
            "good": own[f"good_{place}"],
        }
    )


def _months(starts: Any) -> tuple[Any, Any]:
    import pyarrow.compute as pc

    return pc.year(starts), pc.month(starts)


def digest_of(counted: Counted) -> dict[str, str]:
    """Digest the numbers of each indicator, in one order, without those where nothing was counted."""
    import numpy as np

    found = {}
    for code, table in sorted(counted.items()):
        columns = [table[name].to_numpy().astype("int64") for name in ("unit", "year", "month", "counted", "good")]
        rows = np.stack(columns, axis=1)
        rows = rows[rows[:, 3] > 0]
        ordered = rows[np.lexsort((rows[:, 2], rows[:, 1], rows[:, 0]))]
        found[code] = hashlib.sha256(np.ascontiguousarray(ordered).tobytes()).hexdigest()[:16]
    return found


def main(way: str, path: str) -> None:
    """Count, and say how long it took, the time on processors too, and the peak of memory."""
    facts = Facts(DOSSIER, Path(path), made.AS_OF)
    if way in pages.WAYS:
        said = pages.WAYS[way](facts, CATALOGUE)
    else:
        act, ratios = WAYS[way]
        _warm(act)
        said = min((_once(act, facts, ratios) for _time in range(TIMES.get(way, 3))), key=lambda once: once["s"])
    print(json.dumps({"mb": peak()} | said))


def _once(act: Any, facts: Facts, ratios: tuple[Ratio, ...]) -> dict[str, Any]:
    _Clock.began, processor = time.perf_counter(), time.process_time()
    counted = act(facts, ratios)
    taken = {"s": time.perf_counter() - _Clock.began, "cpu": time.process_time() - processor, "mb": peak()}
    return taken | {"digest": digest_of(counted)}


def _warm(act: Any) -> None:
    """Load the libraries, which is no part of counting."""
    import ibis  # noqa: F401
    import pyarrow.parquet  # noqa: F401

    if act in (polars, pandas):
        __import__(act.__name__)


def peak() -> float:
    """Give the peak of this process's memory in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(*sys.argv[1:])
