"""100,000 dossiers by the real road of every file: taken, columns chosen, rows checked, stored; and once more."""

import contextlib
import csv
import io
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from itertools import chain, islice
from pathlib import Path

from kheo import postgres
from kheo.cli import home
from kheo.cli.benches import Figure
from kheo.cli.upkeep import bring_up_to_date

ROWS = 100_000
SEEDS = range(1, 4)


def measure() -> list[Figure]:
    """Give the seconds of each step on a database of its own; the second time nothing has changed."""
    with empty_database():
        content = _file()
        processor = time.process_time()
        steps = _imported(content)
        processor = time.process_time() - processor
        again = _imported(content)
    whole, second = sum(steps.values()), sum(again.values())
    bare = _bare(content)
    return [
        *(Figure(name, taken, "s") for name, taken in steps.items()),
        Figure("100,000 rows, whole", whole, "s", most=30),
        Figure("of that, this process on a processor", processor, "s"),
        Figure("rows a second", ROWS / whole, "rows/s"),
        Figure("the same file again", second / whole, "times the first"),
        Figure("against parsing the CSV alone", whole / bare, "times"),
    ]


@contextlib.contextmanager
def empty_database() -> Iterator[None]:
    """Make an installation in a temporary folder with Phường Thử opened, and take it away again."""
    folder = Path(tempfile.mkdtemp(prefix="kheo-bench-"))
    folder.chmod(0o755)
    for name in [name for name in os.environ if name.startswith(("KHEO_", "DATABASE_"))]:
        del os.environ[name]
    os.environ["KHEO_HOME"] = str(folder / "home")
    try:
        home.prepare(owner=True, silent=True)
        bring_up_to_date()
        yield
    finally:
        _take_away(folder)


def _take_away(folder: Path) -> None:
    from django.db import connections

    connections.close_all()
    place = postgres.status(folder / "home")
    postgres.stop(folder / "home")
    for each in [folder, *([place.data.parents[1], place.sockets] if place else [])]:
        shutil.rmtree(each, ignore_errors=True)


def _file() -> bytes:
    """Make the rows of several seeds, each dossier with a code of its own."""
    from kheo.base import calendar, clock
    from kheo.demo import dossiers, loading
    from kheo.demo.ward import open_ward

    ward = open_ward()
    loading.open_procedures(ward.units, by=ward.officials["van-thu"])
    last = calendar.current(ward.locality.pk).add(clock.today(), -1)
    working_days = loading.calendar_of(last, ward.locality.pk)
    story = dossiers.story_of(date(last.year, 1, 5), last, working_days)
    names = {key: unit.name for key, unit in ward.units.items()}
    of_seeds = (_coded(seed, dossiers.rows(story, names, working_days, seed=seed)) for seed in SEEDS)
    out = io.StringIO()
    csv.writer(out).writerows([dossiers.HEADERS, *islice(chain.from_iterable(of_seeds), ROWS)])
    return out.getvalue().encode()


def _coded(seed: int, rows: Iterator[list[str]]) -> Iterator[list[str]]:
    yield from ([f"{row[0]}-{seed}", *row[1:]] for row in rows)


def _imported(content: bytes) -> dict[str, float]:
    """Walk the file down its road; give the seconds of each step."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from kheo.demo.ward import find_ward
    from kheo.intake import actions

    ward = find_ward()
    assert ward is not None
    desk = ward.officials["mot-cua"]
    taken, began = {}, time.perf_counter()
    batch = actions.take_file(SimpleUploadedFile("ho-so.csv", content, content_type="text/csv"), by=desk)
    taken["file taken, columns guessed"] = time.perf_counter() - began
    actions.map_columns(batch.pk, by=desk, mapping=batch.mapping)
    batch = actions.check_rows(batch.pk, by=desk)
    assert (batch.rows_good, batch.rows_bad) == (ROWS, 0)
    taken["rows checked"] = time.perf_counter() - began - sum(taken.values())
    actions.approve_import(batch.pk, by=desk, only_good=False)
    batch = actions.import_rows(batch.pk, by=desk)
    assert batch.rows_new + batch.rows_unchanged == ROWS
    taken["rows stored"] = time.perf_counter() - began - sum(taken.values())
    return taken


def _bare(content: bytes) -> float:
    """Give the seconds that Python needs to parse the file and nothing else."""
    began = time.perf_counter()
    assert sum(1 for _row in csv.reader(io.StringIO(content.decode()))) == ROWS + 1
    return time.perf_counter() - began
