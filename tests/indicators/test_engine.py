"""Values and records: the rules of the three indicators, row by row, and that value and records never disagree."""

from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kheo.indicators.catalogue import ON_TIME, ONLINE, RATIOS, SATISFIED
from kheo.measures import engine
from kheo.measures.engine import Outcome, Scope
from kheo.measures.layout import schema_of
from tests.indicators.facts import COLUMNS, DOSSIERS, MONDAY, verdict_of

DUE = date(2026, 11, 18)
WEEK = Scope((1, 2, 3), date(2026, 11, 16), date(2026, 11, 22))
PATHS = {1: "/1/", 2: "/1/2/", 3: "/1/2/3/"}
ROW = {
    "dossier_id": 1, "code": "PT-1", "procedure": "Đăng ký khai sinh", "unit_id": 2, "received_on": date(2026, 11, 16),
    "promised_on": DUE, "finished_on": DUE, "status": 9, "channel": 1, "supplement_count": 0,
    "effective_finish_on": DUE, "rating": None,
}  # fmt: skip
LATE = DUE + timedelta(days=1)
OF_DOSSIERS = [ratio for ratio in RATIOS if ratio.table == "dossier"]
OPEN = {"finished_on": None, "effective_finish_on": None, "status": 4}


def facts_in(folder: Path, rows: list[dict]) -> engine.Facts:
    known = [ROW | {"dossier_id": place} | row for place, row in enumerate(rows)]
    table = pa.Table.from_pylist([each | {"verdict": verdict_of(each)} for each in known], schema_of(DOSSIERS))
    pq.write_table(table, folder / "facts.parquet")
    return engine.Facts(DOSSIERS, folder / "facts.parquet", MONDAY)


@pytest.mark.long
@pytest.mark.parametrize(
    ("ratio", "row", "outcome"),
    [
        (ON_TIME, {}, "good"),
        (ON_TIME, {"effective_finish_on": LATE, "finished_on": LATE}, "not good"),
        (ON_TIME, {"finished_on": LATE}, "good"),  # the citizen's own time is taken off
        (ON_TIME, OPEN, "not good"),
        (ON_TIME, OPEN | {"promised_on": MONDAY - timedelta(days=1)}, "not good"),
        (ON_TIME, OPEN | {"status": 5, "supplement_count": 1}, "left out 1"),
        (ON_TIME, OPEN | {"status": 5, "supplement_count": 2}, "not good"),
        (ON_TIME, {"supplement_count": 2}, "not good"),
        (ON_TIME, {"status": 7}, "good"),  # broken off in time, after it was accepted
        (ON_TIME, {"status": 8, "effective_finish_on": LATE}, "not good"),
        (ON_TIME, {"verdict": "overdue_finished"}, "not good"),  # what the rule found, whatever the days say
        (ON_TIME, {"status": 1}, "left out 0"),
        (ON_TIME, {"status": 3}, "left out 0"),
        (ONLINE, {"channel": 2}, "good"),
        (ONLINE, {"channel": 1}, "not good"),
        (ONLINE, {"channel": 3}, "not good"),
        (ONLINE, {"channel": None}, "not good"),
        (ONLINE, {"status": 3}, "left out 0"),
        (SATISFIED, {"rating": 5}, "good"),
        (SATISFIED, {"rating": 4}, "good"),
        (SATISFIED, {"rating": 3}, "not good"),
        (SATISFIED, {}, "silent"),
    ],
)
def test_each_dossier_falls_where_the_rule_says(tmp_path, ratio, row, outcome):
    with engine.open_sheet(ratio, facts_in(tmp_path, [row])) as sheet:
        found = engine.counts(sheet, WEEK)
    expected = {
        "good": (1, 1, None),
        "not good": (1, 0, None),
        "silent": (0, 0, None),
    }.get(outcome) or (0, 0, int(outcome[-1]))
    place = found.left_out.index(1) if 1 in found.left_out else None
    assert (found.counted, found.good, place) == expected
    if ratio is SATISFIED:
        assert found.answerable == 1


def test_an_open_dossier_is_not_counted_before_its_day_has_passed(tmp_path):
    due_today = OPEN | {"promised_on": MONDAY}
    this_week = Scope((1, 2, 3), MONDAY, MONDAY + timedelta(days=6))
    with engine.open_sheet(ON_TIME, facts_in(tmp_path, [due_today])) as sheet:
        found = engine.counts(sheet, this_week)
    assert (found.counted, found.left_out) == (0, (0, 1))


def test_a_unit_counts_with_all_units_below_it(tmp_path):
    facts = facts_in(tmp_path, [{"unit_id": 2}, {"unit_id": 3}, {"unit_id": 3, "effective_finish_on": LATE}])
    with engine.open_sheet(ON_TIME, facts) as sheet:
        tallies = engine.measure(sheet, PATHS, ("week",))
    assert {tally.unit_id: (tally.numerator, tally.denominator) for tally in tallies} == {
        1: (2, 3),
        2: (2, 3),
        3: (1, 2),
    }
    assert {(tally.start, tally.end) for tally in tallies} == {(date(2026, 11, 16), date(2026, 11, 22))}


def test_without_a_counted_record_there_is_no_value(tmp_path):
    with engine.open_sheet(ON_TIME, facts_in(tmp_path, [{"status": 3}])) as sheet:
        assert engine.measure(sheet, PATHS, ("week", "month")) == []


def test_silence_is_counted_beside_the_answers_and_never_among_them(tmp_path):
    with engine.open_sheet(SATISFIED, facts_in(tmp_path, [{"rating": 5}, {}, {}, {"rating": 2}])) as sheet:
        whole_ward = engine.measure(sheet, PATHS, ("month",))[0]
    assert (whole_ward.numerator, whole_ward.denominator, whole_ward.answerable) == (1, 2, 4)


def test_a_record_without_a_day_or_of_a_coming_week_makes_no_observation(tmp_path):
    facts = facts_in(tmp_path, [{"promised_on": None}, {"promised_on": MONDAY + timedelta(days=7)}])
    with engine.open_sheet(ON_TIME, facts) as sheet:
        assert engine.measure(sheet, PATHS, ("week",)) == []


days = st.one_of(st.none(), st.dates(date(2026, 10, 26), date(2026, 12, 6)))
dossiers = st.fixed_dictionaries(
    {
        "unit_id": st.sampled_from([1, 2, 3]),
        "received_on": days,
        "promised_on": days,
        "finished_on": days,
        "effective_finish_on": days,
        "status": st.integers(1, 10),
        "channel": st.one_of(st.none(), st.integers(1, 3)),
        "supplement_count": st.one_of(st.none(), st.integers(0, 3)),
        "rating": st.one_of(st.none(), st.integers(1, 5)),
    }
)


@pytest.mark.long
@pytest.mark.parametrize("ratio", OF_DOSSIERS, ids=lambda ratio: ratio.code)
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(dossiers, max_size=30))
def test_value_and_records_never_disagree(tmp_path, ratio, rows):
    with engine.open_sheet(ratio, facts_in(tmp_path, rows)) as sheet:
        tallies = engine.measure(sheet, PATHS, ("week", "month"))
        for tally in tallies[:: len(tallies) // 3 or 1]:
            below = tuple(unit for unit, path in PATHS.items() if path.startswith(PATHS[tally.unit_id]))
            scope = Scope(below, tally.start, tally.end)
            every = engine.records(sheet, scope)
            good, bad = (engine.records(sheet, scope, each) for each in (Outcome.GOOD, Outcome.NOT_GOOD))
            assert tally.numerator == len(good) == sum(row["_good"] for row in every)
            assert tally.denominator == len(every) == len(good) + len(bad)
        always = Scope((1, 2, 3), date(2026, 1, 1), date(2027, 1, 1))
        total = engine.counts(sheet, always)
        placed = [row for row in rows if row[ratio.period_column] is not None]
        if ratio.left_out and all(row["supplement_count"] is not None for row in placed):
            assert total.counted + sum(total.left_out) == len(placed)
        assert total.counted == sum(engine.counts_by_unit(sheet, always).values())


@pytest.mark.long
def test_pages_of_records_join_to_the_whole_list(tmp_path):
    with engine.open_sheet(ON_TIME, facts_in(tmp_path, [{} for _ in range(7)])) as sheet:
        pages = [engine.records(sheet, WEEK, start=start, limit=3) for start in (0, 3, 6)]
        whole = engine.records(sheet, WEEK)
    assert [row for page in pages for row in page] == whole
    assert len(whole) == 7
    assert set(whole[0]) == {column.name for column in COLUMNS} | {"_good"}
