"""Made-up wards as rows of the fact table "dossier": honest ones by a seed, and each sort of good-looking number."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from kheo.procedures.facts import DOSSIER

MONDAY = date(2026, 11, 23)
"""The day of the look: the newest full week ends the day before."""
WEEKS, IN_WINDOW = 30, 4
WINDOW_FROM = MONDAY - timedelta(weeks=IN_WINDOW)
CLOSES = 17 * 60 + 30
Row = dict[str, Any]
ROWS: dict[int, list[Row]] = {}


def _rows(locality_id: int) -> Iterator[tuple[Any, ...]]:
    for row in sorted(ROWS.get(locality_id, []), key=lambda row: row["dossier_id"]):
        yield tuple(row.get(name) for name in DOSSIER.names)


TABLE = replace(DOSSIER, rows=_rows)
FACT_TABLES = (TABLE,)
FACT_TABLES_HERE = f"{__name__}.FACT_TABLES"


def honest(units: list[int], seed: int, *, a_week: int = 45) -> list[Row]:
    """Give thirty weeks of dossiers; each unit has its own ways, which do not change."""
    chance = Random(seed)
    rows = [row for unit in units for row in _of_unit(unit, chance, a_week)]
    return [{**row, "dossier_id": number, "code": f"PT-{number:05d}"} for number, row in enumerate(rows, start=1)]


def _of_unit(unit: int, chance: Random, a_week: int) -> Iterator[Row]:
    """Its habits are drawn once: how much is finished on the promised day, late, at the end of the day, and so on."""
    habits = {
        "on_day": chance.uniform(0.2, 0.6), "late": chance.uniform(0.02, 0.15), "last": chance.uniform(0, 0.1),
        "asked": chance.uniform(0.02, 0.08), "out": chance.uniform(0.01, 0.05), "again": chance.uniform(0, 0.03),
        "rated": chance.uniform(0.1, 0.25),
    }  # fmt: skip
    for week in range(WEEKS):
        monday = MONDAY - timedelta(weeks=WEEKS - week)
        for _number in range(max(5, round(chance.gauss(a_week, a_week / 6)))):
            yield _dossier(unit, monday + timedelta(days=chance.randrange(5)), habits, chance)


def _dossier(unit: int, received: date, habits: dict[str, float], chance: Random) -> Row:
    promised = received + timedelta(days=7)
    luck = chance.random()
    used = (
        0 if luck < habits["on_day"] else chance.randint(1, 4) if luck > 1 - habits["late"] else -chance.randint(1, 5)
    )
    finished = promised + timedelta(days=used)
    at_the_end = chance.random() < habits["last"]
    row = {
        "unit_id": unit, "procedure": "Đăng ký khai sinh", "received_on": received, "promised_on": promised,
        "finished_on": finished, "effective_finish_on": finished, "status": 10, "channel": 1, "supplement_count": 0,
        "finished_minute": chance.randint(CLOSES - 9, CLOSES) if at_the_end else chance.randint(8 * 60, CLOSES),
        "reopened_count": int(chance.random() < habits["again"]), "entered_on": received,
        "finish_entered_on": finished + timedelta(days=chance.choice((0, 0, 0, 1, 2))),
        "last_changed_on": finished + timedelta(days=10),  # by a rating, a result handed over
    }  # fmt: skip
    if chance.random() < habits["asked"]:
        row["supplement_requested_on"] = received + timedelta(days=chance.randint(0, 3))
        row["supplement_count"] = 1
    if chance.random() < habits["rated"]:
        row["rating"] = chance.choices((1, 2, 3, 4, 5), (1, 3, 12, 44, 40))[0]
    if chance.random() < habits["out"]:
        row |= {"status": chance.choice((3, 7, 8)), "finished_on": None, "finished_minute": None, "rating": None}
    return row


# Each plant changes rows of one unit within the window, and says which signal must ask.


def _window(rows: list[Row], unit: int, column: str) -> list[Row]:
    return [row for row in rows if row["unit_id"] == unit and row[column] and row[column] >= WINDOW_FROM]


def finish_on_the_promised_day(rows: list[Row], unit: int) -> str:
    for row in _window(rows, unit, "finished_on"):
        row["finished_on"] = row["effective_finish_on"] = row["promised_on"]
    return "xong-dung-ngay-hen"


def finish_before_closing(rows: list[Row], unit: int) -> str:
    for place, row in enumerate(_window(rows, unit, "finished_on")):
        if place % 2:
            row["finished_minute"] = CLOSES - 1 - place % 7
    return "xong-sat-gio"


def type_round_minutes(rows: list[Row], unit: int) -> str:
    for row in _window(rows, unit, "finished_on"):
        row["finished_minute"] -= row["finished_minute"] % 5
    return "phut-tron"


def ask_for_papers_when_time_is_up(rows: list[Row], unit: int) -> str:
    for place, row in enumerate(_window(rows, unit, "promised_on")):
        if place % 4 == 0:
            row |= {"supplement_requested_on": row["promised_on"], "supplement_count": 1}
    return "bo-sung-sat-hen"


def open_again_after_closing(rows: list[Row], unit: int) -> str:
    for place, row in enumerate(_window(rows, unit, "finished_on")):
        row["reopened_count"] = int(place % 3 == 0)
    return "mo-lai"


def tell_afterwards(rows: list[Row], unit: int) -> str:
    for place, row in enumerate(_window(rows, unit, "promised_on")):
        if place % 2 and row["finished_on"]:
            row["finished_on"] = row["effective_finish_on"] = row["promised_on"] - timedelta(days=place % 5)
            row["finish_entered_on"] = row["last_changed_on"] = row["promised_on"] + timedelta(days=9)
    return "ghi-lui-ngay"


def leave_out(rows: list[Row], unit: int) -> str:
    for place, row in enumerate(_window(rows, unit, "received_on")):
        if place % 4 == 0:
            row |= {"status": 8, "finished_on": None, "finished_minute": None}
    return "mau-so-thu-hep"


def rate_in_one_go(rows: list[Row], unit: int) -> str:
    day = WINDOW_FROM + timedelta(days=9)
    for row in [row for row in rows if row["unit_id"] == unit and row["received_on"] < day and row["finished_on"]][
        -25:
    ]:
        row |= {"finished_on": day, "effective_finish_on": day, "rating": 5}
    return "danh-gia-don-dap"


PLANTS = (
    finish_on_the_promised_day, finish_before_closing, type_round_minutes, ask_for_papers_when_time_is_up,
    open_again_after_closing, tell_afterwards, leave_out, rate_in_one_go,
)  # fmt: skip
