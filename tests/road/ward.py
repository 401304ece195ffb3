"""The ward of the road: Phường Thử with its accounts, half a year of dossiers, and a promise that is half-way kept.

The service centre promised sixteen weeks ago to have 95% of its dossiers on time; before, 34 of 40 a week were.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document as new_document

from kheo.base import calendar, clock
from kheo.commitments import actions as commitments
from kheo.commitments.models import Commitment
from kheo.days.formats import date_text, long_date
from kheo.days.periods import week_of
from kheo.demo.telling import TEXTS
from kheo.demo.ward import Ward, open_ward
from kheo.indicators import actions as indicators
from kheo.intake import actions as intake
from kheo.procedures.actions import open_procedure
from kheo.procedures.models import Procedure

BASELINE = (34, 36, 33, 35, 34, 36, 35, 34, 36, 35, 33, 36)
SINCE = (38, 39, 40, 39, 39, 40, 38, 39, 40, 39, 39, 40, 39, 38, 40, 39)
A_WEEK = 40
TARGET = Decimal(95)
HEAD = ("Mã hồ sơ", "Mã thủ tục", "Đơn vị xử lý", "Ngày tiếp nhận", "Ngày hẹn trả", "Ngày xử lý xong", "Trạng thái")
PROCEDURES = {"MH-101": "trung-tam", "MH-201": "kinh-te"}


@dataclass(frozen=True)
class Road:
    """Where the road begins: the ward, the running promise, and the text that is about to be read in."""

    ward: Ward
    promise: Commitment
    text: str

    def docx(self, folder: Path) -> Path:
        """Write the text as a Word file, its heading in a table without lines as official texts have it."""
        document, heading = new_document(), []
        for line in self.text.split("\n"):
            if " | " in line:
                heading.append(line.split(" | "))
                continue
            if heading:
                _write_table(document, heading)
                heading = []
            document.add_paragraph(line)
        document.save(path := folder / "thong-bao-ket-luan.docx")
        return path


def prepare() -> Road:
    """Open the ward, bring its dossiers in by the road of every file, and make the promise of sixteen weeks ago."""
    ward, today = open_ward(), clock.today()
    started = week_of(today).start - timedelta(weeks=len(SINCE))
    for code, unit in PROCEDURES.items():
        made = Procedure(code=code, name=f"Thủ tục {code} (minh hoạ)", unit=ward.units[unit], time_limit_days=2)
        open_procedure(made, by=ward.officials["van-thu"])
    _bring_in(ward, started)
    indicators.refresh(ward.locality, by=ward.officials["quan-tri"], now=clock.now())
    with clock.standing_at(datetime.combine(started, time(8, 30), tzinfo=clock.VIETNAM)):
        promise = commitments.commit(
            unit=ward.units["trung-tam"],
            indicator_code="ho-so-dung-han",
            target=TARGET,
            started_on=started,
            due_on=today + timedelta(weeks=8),
            by=ward.officials["chu-tich"],
        )
    return Road(ward, promise, _text(ward, today))


def _bring_in(ward: Ward, started: date) -> None:
    by = ward.officials["mot-cua"]
    out = io.StringIO()
    csv.writer(out).writerows([HEAD, *_rows(ward, started)])
    batch = intake.take_file(SimpleUploadedFile("ho-so.csv", out.getvalue().encode()), by=by)
    intake.map_columns(batch.pk, by=by, mapping=batch.mapping)
    intake.check_rows(batch.pk, by=by)
    intake.approve_import(batch.pk, by=by, only_good=False)
    intake.import_rows(batch.pk, by=by)


def _rows(ward: Ward, started: date) -> Iterator[list[str]]:
    """Give forty dossiers a week for the centre, eight for the economic office; the first of a week are on time."""
    first = started - timedelta(weeks=len(BASELINE))
    for number, good in enumerate((*BASELINE, *SINCE)):
        monday = first + timedelta(weeks=number)
        yield from (_row(ward, "MH-101", monday, place, good) for place in range(A_WEEK))
        yield from (_row(ward, "MH-201", monday, place, 7) for place in range(8))


def _row(ward: Ward, procedure: str, monday: date, place: int, good: int) -> list[str]:
    promised = monday + timedelta(days=place % 5)
    finished = promised if place < good else min(promised + timedelta(days=3), monday + timedelta(days=6))
    return [
        f"PT-{procedure}-{monday:%y%m%d}-{place:03d}",
        procedure,
        ward.units[PROCEDURES[procedure]].name,
        f"{promised - timedelta(days=2):%d/%m/%Y} 09:00",
        f"{promised:%d/%m/%Y} 17:30",
        f"{finished:%d/%m/%Y} 10:00",
        "10",
    ]


def _text(ward: Ward, today: date) -> str:
    """Fill the days of the project's own sample of a notice of conclusions."""
    working_days = calendar.current(ward.locality.pk)
    sample = (TEXTS / "thong-bao-ket-luan.txt").read_text(encoding="utf-8")
    due = {f"han_{number}": date_text(working_days.add(today, days)) for number, days in ((1, 60), (2, 67), (3, 30))}
    held = date_text(working_days.add(today, -2))
    return sample.format(so="41", ngay_van_ban=long_date(today), ngay_hop=held, **due)


def _write_table(document: object, rows: list[list[str]]) -> None:
    table = document.add_table(rows=0, cols=2)  # type: ignore[attr-defined]
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
