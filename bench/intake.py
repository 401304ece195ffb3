"""A log of many events by the road without a page: parsed, copied, added, and what follows from them computed."""

import csv
import io
import resource
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from bench.dossiers import empty_database
from kheo.cli.benches import Figure

EVENTS_OF_ONE = 5
STEPS = ("received", "promised", "supplement_requested", "supplement_given", "finished")
MOST_SECONDS = 180  # for a million
ROWS_MAY_BE_CHOSEN = True


def measure(rows: int = 1_000_000) -> list[Figure]:
    """Give the seconds for a file of so many events, and for the same file with one dossier more."""
    with empty_database():
        content = _log(rows)
        first, batch = _brought_in(content)
        assert (batch.rows_bad, batch.events_new) == (0, rows), (batch.rows_bad, batch.events_new)
        longer = content + "\n".join(",".join(row) for row in _rows(EVENTS_OF_ONE, 10_000_000)).encode() + b"\n"
        second, again = _brought_in(longer)
        assert (again.events_new, again.rows_new) == (EVENTS_OF_ONE, 1)
    most = max(MOST_SECONDS * rows / 1_000_000, 10)
    return [
        Figure("events", rows, "events"),
        Figure("dossiers", batch.rows_new, "dossiers"),
        Figure("the whole file", first, "s", most=most),
        Figure("events a second", rows / first, "events/s"),
        Figure("the same file with one dossier more", second, "s", most=most),
        Figure("largest memory of this process", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MB"),
    ]


def _log(rows: int) -> bytes:
    from kheo.demo import loading
    from kheo.demo.ward import open_ward

    ward = open_ward()
    loading.open_procedures(ward.units, by=ward.officials["van-thu"])
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["Mã hồ sơ", "Mã thủ tục", "Diễn biến", "Thời điểm", "Ngày hẹn trả", "Hình thức nộp"])
    writer.writerows(_rows(rows, 0))
    return out.getvalue().encode()


def _rows(rows: int, start: int) -> Iterator[list[str]]:
    from kheo.base import clock
    from kheo.demo.dossiers import PROCEDURES

    began = clock.now().replace(tzinfo=None, hour=8, minute=0, second=0, microsecond=0) - timedelta(days=720)
    for place in range(start, start + rows):
        number, step = divmod(place, EVENTS_OF_ONE)
        received = began + timedelta(days=number % 690, seconds=number % 28_000)
        at = received + timedelta(days=2 * max(step - 1, 0), seconds=37 * step)
        promised = _written(received + timedelta(days=7)) if STEPS[step] == "promised" else ""
        plan = PROCEDURES[number % len(PROCEDURES)]
        yield [f"DL-{number:07d}", plan.code, STEPS[step], _written(at), promised, str(1 + number % 3)]


def _written(moment: datetime) -> str:
    return moment.isoformat(sep=" ")


def _brought_in(content: bytes) -> tuple[float, Any]:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from kheo.demo.ward import find_ward
    from kheo.intake.unattended import bring_in

    ward = find_ward()
    assert ward is not None
    began = time.perf_counter()
    batch = bring_in(SimpleUploadedFile("nhat-ky.csv", content), by=ward.officials["mot-cua"])
    return time.perf_counter() - began, batch
