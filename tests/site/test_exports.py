"""Every file of rows that people download is opened again: no cell is a formula, and the words are still there."""

import csv
import io

import openpyxl
import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from kheo.base.routes import routes
from kheo.files import safe_cell
from kheo.indicators import actions as indicators
from tests.indicators.facts import NOW, facts
from tests.intake.conftest import birth, road
from tests.intake.papers import csv_file, line

__all__ = ["birth", "facts", "road"]

pytestmark = pytest.mark.empty_house
RUNS = "=cmd|' /C calc'!A0"
SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")
DOWNLOADS = {"people:current_list", "portal:download", "intake:errors"}  # those of indicators have no ending


@given(st.text(max_size=20))
def test_no_word_begins_as_a_formula_and_none_is_lost(text):
    written = safe_cell(text)
    assert not written.startswith(SIGNS)
    assert written.removeprefix("'") == text.removeprefix("'") or written == text


def test_every_address_of_a_table_is_known_here():
    assert {route.name for route in routes() if ".csv" in route.address or ".xlsx" in route.address} == DOWNLOADS


def cells_of(answer):
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    if content.startswith(b"PK"):
        book = openpyxl.load_workbook(io.BytesIO(content))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
        return [str(cell.value) for cell in cells]
    cells = [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")) for cell in row]
    assert [cell for cell in cells if cell.startswith(SIGNS)] == []
    return cells


@pytest.mark.long
def test_no_export_holds_a_formula(world, client_of, facts, road):
    unit = world.unit(f"{RUNS} đơn vị")
    world.post(unit, f"{RUNS} chức danh")
    facts.week(unit, NOW.date().replace(month=10, day=5), 9, 9)
    indicators.refresh(world.ward, by=None, now=NOW)
    batch = road.checked(csv_file(line(1, Trạng_thái=RUNS)))
    asked = {
        reverse("people:current_list"): client_of(world.administrator),
        reverse("portal:download"): client_of(),
        reverse("intake:errors", args=[batch.pk]): client_of(world.desk),
        **{
            reverse("indicators:download", args=["ho-so-dung-han", ending]): client_of(world.chair)
            for ending in ("csv", "xlsx")
        },
    }
    for address, client in asked.items():
        answer = client.get(address, {"tu": "2026-10-01", "den": "2026-10-31"})
        assert answer.status_code == 200, address
        assert any(RUNS in cell for cell in cells_of(answer)), f"{address}: the words are gone"


@pytest.mark.parametrize("sign", SIGNS)
def test_each_sign_is_disarmed(sign):
    assert safe_cell(f"{sign}1+1") == f"'{sign}1+1"
