"""Facts for tests: the columns of the real table "dossier", with rows that a test lays down itself."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from kheo.base.clock import VIETNAM
from kheo.measures.shapes import FactTable
from kheo.procedures.facts import DOSSIER

MONDAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 7, 30, 12, tzinfo=VIETNAM)
_ROWS: dict[int, list[dict[str, Any]]] = {}

COLUMNS = DOSSIER.columns


def verdict_of(row: dict[str, Any]) -> str:
    """What the on-time rule would have found of this row, unless the row says it."""
    due, ended, status, often = row["promised_on"], row["effective_finish_on"], row["status"], row["supplement_count"]
    if "verdict" in row or due is None or status in (1, 3):
        return row.get("verdict", "")
    if status in (7, 8, 9, 10) and ended:
        return "overdue_finished" if (often or 0) > 1 or ended > due else "early" if ended < due else "on_time"
    if (often or 0) > 1:
        return "overdue_open"
    return "within_time" if status == 5 else "running"


def _rows(locality_id: int) -> Iterator[tuple[Any, ...]]:
    for row in sorted(_ROWS.get(locality_id, []), key=lambda row: row["dossier_id"]):
        known = row | {"verdict": verdict_of(row)}
        yield tuple(known.get(column.name) for column in COLUMNS)


DOSSIERS = FactTable("dossier", "hồ sơ", COLUMNS, _rows, "dossier_id", "unit_id", "indicators:file")
FACT_TABLES = (DOSSIERS,)
FACT_TABLES_HERE = f"{__name__}.FACT_TABLES"


class Facts:
    """Lays down dossiers; a finished one is on time unless said otherwise."""

    def dossier(self, unit: Any, promised: date, **fields: Any) -> dict[str, Any]:
        """Lay down one dossier that was promised, finished and returned on one day."""
        rows = _ROWS.setdefault(unit.locality_id, [])
        number = len(rows) + 1
        finished = fields.pop("finished", promised)
        row = {
            "dossier_id": number,
            "code": f"PT-{number:04d}",
            "procedure": "Đăng ký khai sinh",
            "unit_id": unit.pk,
            "received_on": promised - timedelta(days=5),
            "promised_on": promised,
            "finished_on": finished,
            "status": 9 if finished else 4,
            "channel": 1,
            "supplement_count": 0,
            "effective_finish_on": finished,
            "rating": None,
        }
        rows.append(row | fields)
        return rows[-1]

    def week(self, unit: Any, monday: date, good: int, counted: int) -> None:
        """Lay down a week's dossiers, so many of them on time."""
        for number in range(counted):
            late = timedelta(days=0 if number < good else 3)
            self.dossier(unit, monday + timedelta(days=number % 5), finished=monday + timedelta(days=number % 5) + late)

    def rows(self, locality_id: int) -> list[dict[str, Any]]:
        """Give what was laid down, to be corrected in place."""
        return _ROWS[locality_id]

    def forget(self, locality_id: int) -> None:
        """Take every row away."""
        _ROWS.pop(locality_id, None)


@pytest.fixture
def facts(settings: Any) -> Iterator[Facts]:
    """Rows of the fact table "dossier", empty at first."""
    settings.KHEO_FACT_TABLES = FACT_TABLES_HERE
    _ROWS.clear()
    yield Facts()
    _ROWS.clear()
