"""The page that tells how a subject joins: its example runs as it stands, and counts what the page says."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kheo.days.formats import percent
from kheo.indicators.checks import faults
from kheo.measures import engine, layout
from kheo.measures.days import Facts
from kheo.measures.engine import Scope

PAGE = Path(__file__).resolve().parents[1] / "docs" / "facts.md"
OCTOBER_ON = Scope((7,), date(2026, 10, 1), date(2026, 12, 31))


@pytest.fixture(scope="module")
def example() -> dict[str, Any]:
    """What the example declares."""
    (code,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    declared: dict[str, Any] = {}
    exec(compile(code, str(PAGE), "exec"), declared)  # noqa: S102  our own page
    return declared


def test_the_start_up_check_is_content_with_it(example):
    table = example["SESSION"]
    assert list(faults(example["HELD_AS_PLANNED"], {table.code: table})) == []


def test_it_counts_what_the_page_says(example, tmp_path):
    table, ratio = example["SESSION"], example["HELD_AS_PLANNED"]
    with (tmp_path / "session.parquet").open("wb") as file:
        assert layout.write(table, table.rows(1), file, folder=tmp_path, prefix="tam-") == 4
    with engine.open_sheet(ratio, Facts(table, tmp_path / "session.parquet", date(2026, 11, 26))) as sheet:
        found = engine.counts(sheet, OCTOBER_ON)
        listed = [row["code"] for row in engine.records(sheet, OCTOBER_ON)]
    assert (found.good, found.counted, found.left_out) == (1, 3, (1,))
    assert sorted(listed) == ["TH-01", "TH-02", "TH-03"]
    assert f"{percent(found.good, found.counted)} ({found.good}/{found.counted})" in PAGE.read_text(encoding="utf-8")
