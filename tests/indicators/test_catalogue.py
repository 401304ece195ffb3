"""Each indicator of the catalogue, case by case, on the real fact tables; its value and its records agree."""

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kheo.indicators.catalogue import RATIOS, digitisation, online, satisfaction, tasks, transparency
from kheo.measures import engine
from kheo.measures.engine import Outcome, Scope
from kheo.measures.layout import schema_of
from kheo.measures.shapes import AS_OF, Item, Ratio
from kheo.site.fact_tables import FACT_TABLES

TODAY = date(2026, 11, 26)
DUE = date(2026, 11, 18)
LATE, EARLY = DUE + timedelta(days=1), DUE - timedelta(days=1)
ALWAYS = Scope((1, 2), date(2026, 1, 1), date(2026, 12, 31))
PATHS = {1: "/1/", 2: "/1/2/"}
TABLES = {table.code: table for table in FACT_TABLES}

DOSSIER = {
    "received_on": EARLY, "promised_on": DUE, "finished_on": DUE, "effective_finish_on": DUE, "status": 9, "channel": 1,
    "supplement_count": 0, "verdict": "on_time",
}  # fmt: skip
CASE = {"received_on": EARLY, "due_on": DUE, "answered_on": DUE, "likes": 0, "dislikes": 0, "repeated": False}
PROCEDURE = {"published_on": DUE, "announced_on": EARLY}
TASK = {"state": "done", "assigned_on": date(2026, 10, 1), "due_on": DUE, "done_on": DUE, "closed_on": DUE}
TASK |= {"evidence_count": 1, "returned_count": 0, "extended_count": 0}
OPEN = {"state": "doing", "done_on": None, "closed_on": None}
FRESH, STALE = TODAY - timedelta(days=29), TODAY - timedelta(days=30)
BASE: dict[str, dict[str, Any]] = {"dossier": DOSSIER, "case": CASE, "procedure": PROCEDURE, "task": TASK}
NOT_ACCEPTED = {"status": 1}

# ratio -> rows that it finds good, not good, and does not count
CASES: dict[Ratio, tuple[list[dict], list[dict], list[dict]]] = {
    transparency.ANNOUNCED_ON_TIME: (
        [{"announced_on": EARLY, "announce_by": EARLY}, {"announce_by": DUE}],
        [{"announced_on": LATE, "announce_by": DUE}],
        [{}],
    ),
    transparency.PUBLISHED_ON_TIME: (
        [{"publish_by": DUE}, {"publish_by": LATE}],
        [{"published_on": LATE, "publish_by": DUE}, {"published_on": None, "publish_by": DUE}],
        [{"published_on": None, "publish_by": TODAY}],
    ),
    transparency.ALL_PARTS_TOLD: (
        [{"parts_count": 7}],
        [{"parts_count": 6}, {"parts_count": 0}],
        [{}, {"parts_count": 7, "published_on": None}],
    ),
    online.OFFERED_ONLINE: ([{"online_level": "full"}, {"online_level": "part"}], [{"online_level": "none"}], [{}]),
    online.FULLY_ONLINE: (
        [{"online_eligible": True, "online_level": "full"}],
        [{"online_eligible": True, "online_level": "part"}, {"online_eligible": True, "online_level": "none"}],
        [{}, {"online_eligible": True}, {"online_eligible": False, "online_level": "full"}, {"online_level": "full"}],
    ),
    online.USED_ONLINE: (
        [{"online_level": "part", "last_online_on": TODAY - timedelta(days=364)}],
        [{"online_level": "full"}, {"online_level": "part", "last_online_on": TODAY - timedelta(days=365)}],
        [{}, {"online_level": "none", "last_online_on": TODAY}],
    ),
    online.FEES_LINKED: (
        [{"has_fee": True, "fee_integrated": True}],
        [{"has_fee": True, "fee_integrated": False}],
        [{}, {"has_fee": False, "fee_integrated": False}, {"has_fee": True}, {"fee_integrated": True}],
    ),
    digitisation.PROCEDURES_WITH_POPULATION: (
        [{"of_person": True, "uses_population": True}],
        [{"of_person": True, "uses_population": False}],
        [{}, {"of_person": False, "uses_population": True}, {"of_person": True}, {"uses_population": True}],
    ),
    tasks.ON_TIME: (
        [{}, {"done_on": EARLY, "state": "reported"}],
        [{"done_on": LATE}, OPEN],
        [{"state": "cancelled"}, OPEN | {"due_on": TODAY}, {"due_on": TODAY, "state": "returned", "done_on": None}],
    ),
    tasks.UPDATED: (
        [OPEN | {"updated_on": FRESH}, {"state": "reported", "updated_on": TODAY}],
        [OPEN | {"updated_on": STALE}, OPEN | {"state": "assigned"}],
        [{"updated_on": TODAY}, {"state": "cancelled"}, OPEN | {"assigned_on": FRESH, "updated_on": TODAY}],
    ),
    tasks.ACCEPTED_AT_ONCE: ([{}], [{"returned_count": 2}], [{"state": "cancelled"}]),
    tasks.NOT_EXTENDED: ([{}, OPEN], [{"extended_count": 1}], [{"state": "cancelled", "extended_count": 1}]),
    tasks.WITH_EVIDENCE: (
        [{}],
        [{"evidence_count": 0}, OPEN | {"evidence_count": 0, "due_on": TODAY}],
        [{"state": "cancelled"}, {"due_on": TODAY + timedelta(days=1)}],
    ),
    transparency.SYNCHRONISED: (
        [{"synchronised": True}],
        [{"synchronised": False}],
        [{}, {"synchronised": True, **NOT_ACCEPTED}],
    ),
    online.FILED_ONLINE: (
        [
            {"channel": 2, "paper_result": False},
            {"channel": 2, "paper_result": True, "result_electronic": True},
        ],
        [
            {"channel": 1, "paper_result": False},
            {"channel": 3, "paper_result": True, "result_electronic": True},
            {"channel": 2, "paper_result": True, "result_electronic": False},
        ],
        [{"channel": 2}, {"channel": 2, "paper_result": True}, {"channel": 2, "paper_result": False, **NOT_ACCEPTED}],
    ),
    online.PAID_ONLINE: (
        [{"fee_due": True, "paid_online": True}],
        [{"fee_due": True, "paid_online": False}],
        [{}, {"fee_due": False, "paid_online": False}, {"fee_due": True}, {"paid_online": True}],
    ),
    digitisation.RESULT_ELECTRONIC: (
        [{"paper_result": True, "result_electronic": True}],
        [{"paper_result": True, "result_electronic": False}],
        [{}, {"paper_result": False, "result_electronic": True}, {"paper_result": True}],
    ),
    digitisation.DIGITISED: (
        [{"digitised": True, "result_electronic": True}],
        [{"digitised": True, "result_electronic": False}, {"digitised": False, "result_electronic": True}],
        [{}, {"digitised": True}, {"digitised": False}, {"result_electronic": True}],
    ),
    digitisation.REUSED: ([{"reused": True}], [{"reused": False}], [{}, {"reused": True, "status": 3}]),
    digitisation.FROM_STORE: ([{"from_store": True}], [{"from_store": False}], [{}]),
    digitisation.DOSSIERS_WITH_POPULATION: (
        [{"of_person": True, "population_used": True}],
        [{"of_person": True, "population_used": False}],
        [{}, {"of_person": False, "population_used": True}, {"of_person": True}, {"population_used": True}],
    ),
    satisfaction.ABOUT_CONDUCT: ([{"kind": "conduct"}], [{"kind": "rules"}], [{}]),
    satisfaction.CASES_ON_TIME: (
        [{}, {"answered_on": EARLY}, {"refused": True}],
        [{"answered_on": LATE}, {"answered_on": None}],
        [{"answered_on": None, "due_on": TODAY}],
    ),
    satisfaction.CASES_NOT_DISLIKED: (
        [{}, {"likes": 2, "dislikes": 2}, {"answered_on": None, "due_on": TODAY}],
        [
            {"likes": 1, "dislikes": 2},
            {"repeated": True},
            {"answered_on": LATE},
            {"answered_on": None},
            {"repeated": True, "answered_on": LATE, "dislikes": 9},
        ],
        [{"likes": None}, {"dislikes": None}, {"repeated": None}],
    ),
    satisfaction.CASES_SATISFIED: (
        [{"rated": "satisfied"}],
        [{"rated": "accepted"}, {"rated": "unsatisfied"}],
        [{}],
    ),
    satisfaction.DOSSIERS_NOT_DISLIKED: (
        [{"complained": False}],
        [{"complained": True}, {"complained": False, "verdict": "overdue_finished"}],
        [{}, {"complained": False, "verdict": ""}],
    ),
}


@cache
def _facts(folder: Path, ratio: Ratio) -> engine.Facts:
    table = TABLES[ratio.table]
    empty = dict.fromkeys(table.names)
    rows = [
        {**empty, **BASE[ratio.table], "code": f"M-{key}", **row, table.key_column: key, table.unit_column: 2}
        for key, row in enumerate(row for rows in CASES[ratio] for row in rows)
    ]
    path = folder / f"{ratio.code}.parquet"
    pq.write_table(pa.Table.from_pylist(rows, schema_of(table)), path)
    return engine.Facts(table, path, TODAY)


@pytest.mark.long
@pytest.mark.parametrize("ratio", CASES, ids=lambda ratio: ratio.code)
def test_each_row_falls_where_the_rule_says(tmp_path, ratio):
    good, bad, out = (len(rows) for rows in CASES[ratio])
    key = TABLES[ratio.table].key_column
    with engine.open_sheet(ratio, _facts(tmp_path, ratio)) as sheet:
        found = engine.counts(sheet, ALWAYS)
        listed = {row[key]: row["_good"] for row in engine.records(sheet, ALWAYS)}
        only_good = engine.records(sheet, ALWAYS, Outcome.GOOD)
        tallies = engine.measure(sheet, PATHS, ("month",))
    assert listed == {number: number < good for number in range(good + bad)}
    assert (found.good, found.counted, sum(found.left_out)) == (good, good + bad, _left_out(ratio, out))
    assert len(only_good) == good
    assert {(tally.numerator, tally.denominator) for tally in tallies} == {(good, good + bad)}
    assert {tally.unit_id for tally in tallies} == {1, 2}


def _left_out(ratio: Ratio, out: int) -> int:
    """Each row that is not counted is told with its reason, where a ratio gives reasons."""
    return out if ratio.left_out else 0


@pytest.mark.long
@pytest.mark.parametrize("ratio", RATIOS, ids=lambda ratio: ratio.code)
def test_what_is_not_known_is_not_counted(tmp_path, ratio):
    table = TABLES[ratio.table]
    row = {**dict.fromkeys(table.names), table.key_column: 1, table.unit_column: 2, "code": "M-1", "status": 4}
    row = {name: value for name, value in row.items() if name in table.names}
    if ratio.period_column != AS_OF:
        row[ratio.period_column] = TODAY
    pq.write_table(pa.Table.from_pylist([row], schema_of(table)), tmp_path / "facts.parquet")
    with engine.open_sheet(ratio, engine.Facts(table, tmp_path / "facts.parquet", TODAY)) as sheet:
        found = engine.counts(sheet, ALWAYS)
        assert engine.measure(sheet, PATHS, ("month",)) == [] or found.counted == 0 or ratio.code in BY_STATUS
    assert found.counted == (1 if ratio.code in BY_STATUS else 0)


BY_STATUS = {"ho-so-truc-tuyen"}
"""Counted by the status alone, which every dossier has."""


def test_every_scored_item_of_the_set_is_here_once():
    numbers = sorted(ratio.item.number for ratio in RATIOS if ratio.item)
    assert numbers == ALL_ITEMS
    assert all(ratio.source.assurance == "third party" for ratio in RATIOS if ratio.item)


ALL_ITEMS = [
    "1.1", "1.2", "1.3", "1.4", "2.1", "3.1", "3.2", "3.3", "3.5", "3.6", "4.1", "4.2", "4.3", "4.4", "4.5a", "4.5b",
    "5.2", "5.3", "5.4",
]  # fmt: skip


def test_what_counts_silence_as_satisfaction_never_stands_alone():
    codes = {ratio.code: ratio for ratio in RATIOS}
    for ratio in (satisfaction.CASES_NOT_DISLIKED, satisfaction.DOSSIERS_NOT_DISLIKED):
        assert [codes[code].answered_of is not None for code in ratio.beside] == [True]
    assert {code for ratio in RATIOS for code in ratio.beside} <= set(codes)
    assert {ratio.item.times for ratio in RATIOS if ratio.item and ratio.item.times} <= set(codes)


def test_a_state_has_one_day_and_an_item_a_threshold_that_can_be_met():
    with pytest.raises(ValueError, match="a state"):
        Ratio(**{**vars_of(satisfaction.ABOUT_CONDUCT), "over_time": "state"})
    with pytest.raises(ValueError, match="full points"):
        Item("9.9", full_at=101)


def vars_of(ratio: Ratio) -> dict[str, Any]:
    return {name: getattr(ratio, name) for name in ratio.__dataclass_fields__}
