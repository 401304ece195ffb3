"""Facts made up for counting: dossiers of 3,000 units over 24 months, laid out as a snapshot lays them."""

from datetime import date
from pathlib import Path

from kheo.measures import layout
from kheo.measures.days import Facts
from kheo.measures.engines import duck
from kheo.measures.shapes import Column, FactTable

UNITS, MONTHS = 3000, 24
BATCH = 100_000
AS_OF = date(2026, 11, 23)
SPREAD = 730  # days, the last of them 31/10/2026
PATHS = {unit: f"/{unit}/" for unit in range(1, UNITS + 1)}

SEEDS = "range({rows}) AS made(i)"
WHEN = "DATE '2024-11-01' + (hash(i * 3) % {days})::INT"
FINISHED = f"(CASE WHEN hash(i * 13) % 20 > 0 THEN {WHEN} + 1 + (hash(i * 13) % 21)::INT END)"
BY_VERDICT = "hash(i * 43) % 20"
COLUMNS = {
    "dossier_id": "i",
    "code": "'PT-' || lpad(i::VARCHAR, 9, '0')",
    "procedure_code": "'1.' || lpad((hash(i * 7) % 400)::VARCHAR, 6, '0')",
    "procedure": "'Thủ tục minh hoạ số ' || (hash(i * 7) % 400)::VARCHAR",
    "unit_id": f"1 + (hash(i) % {UNITS})::BIGINT",
    "received_on": WHEN,
    "promised_on": f"{WHEN} + 5 + (hash(i * 11) % 15)::INT",
    "finished_on": FINISHED,
    "returned_on": f"{FINISHED} + (hash(i * 17) % 2)::INT",
    "effective_finish_on": f"{FINISHED} - (CASE WHEN hash(i * 19) % 10 = 0 THEN 3 ELSE 0 END)",
    "status": f"CASE WHEN {FINISHED} IS NULL THEN 4 WHEN hash(i * 23) % 50 = 0 THEN 7 ELSE 9 END",
    "verdict": f"CASE WHEN {FINISHED} IS NULL THEN 'running' WHEN {BY_VERDICT} = 0 THEN 'overdue_finished' "
    f"WHEN {BY_VERDICT} < 3 THEN 'within_time' WHEN {BY_VERDICT} < 9 THEN 'early' ELSE 'on_time' END",
    "channel": "1 + (hash(i * 29) % 3)::BIGINT",
    "supplement_count": "CASE WHEN hash(i * 19) % 10 = 0 THEN 1 + (hash(i * 19) % 30 = 0)::INT ELSE 0 END",
    "rating": f"CASE WHEN {FINISHED} IS NOT NULL AND hash(i * 31) % 4 = 0 THEN 1 + (hash(i * 37) % 5)::BIGINT END",
}
OTHERS = {
    "integer": "(hash(i * {seed}) % 4)::BIGINT",
    "text": "'loại ' || (hash(i * {seed}) % 30)::VARCHAR",
    "date": f"({WHEN} + (hash(i * {{seed}}) % 20)::INT)",
    "number": "(hash(i * {seed}) % 1000) / 10.0",
    "boolean": "(CASE WHEN hash(i * {seed}) % 9 > 0 THEN hash(i * {seed}) % 3 = 0 END)",
}
TYPES = {"integer": "BIGINT", "text": "VARCHAR", "date": "DATE", "number": "DOUBLE", "boolean": "BOOLEAN"}


def facts(table: FactTable, rows: int, folder: Path) -> Facts:
    """Make so many rows and lay them out; the same rows each time."""
    raw, path = folder / f"raw-{rows}.parquet", folder / f"facts-{rows}.parquet"
    written = [_column(column, 41 + 2 * place) for place, column in enumerate(table.columns)]
    with duck.opened({}, spill=folder) as engine:
        engine.connection.execute("SET preserve_insertion_order = false")
        chosen = f"SELECT {', '.join(written)} FROM {SEEDS}"  # noqa: S608
        chosen = chosen.replace("{rows}", str(rows)).replace("{days}", str(SPREAD))
        engine.connection.execute(f"COPY ({chosen}) TO '{raw}' (FORMAT parquet, COMPRESSION lz4)")
    with path.open("wb") as file:
        layout.arrange(table, raw, file, spill=folder)
    raw.unlink()
    return Facts(table, path, AS_OF)


def _column(column: Column, seed: int) -> str:
    made = COLUMNS.get(column.name) or OTHERS[column.type].replace("{seed}", str(seed))
    return f'CAST({made} AS {TYPES[column.type]}) AS "{column.name}"'
