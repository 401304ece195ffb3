"""PostgreSQL counts as DuckDB does; sums by day say what the facts say; a file's layout changes nothing but speed."""

from datetime import date, timedelta

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kheo.indicators.catalogue import ON_TIME, SATISFIED
from kheo.measures import days, engine
from kheo.measures.engine import Order, Outcome, Scope
from kheo.measures.engines import duck, postgresql
from kheo.measures.queries import FACTS
from kheo.procedures.facts import DOSSIER
from tests.measures.engines import (
    LATER_COLUMNS,
    PATHS,
    TABLES,
    answers,
    hold_equal,
    many_rows,
    of_table,
    rows_of,
    written,
    written_before,
)

pytestmark = pytest.mark.long


FEW = settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture])
by_table = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.code)


@by_table
@FEW
@given(data=st.data())
def test_postgresql_gives_what_duckdb_gives(db, tmp_path, table, data):
    facts = written(table, data.draw(rows_of(table)), tmp_path)
    with connection.cursor() as cursor, postgresql.opened(cursor, table, facts.path) as found:
        hold_equal(found, facts, of_table(table), tmp_path)


def test_an_empty_table_gives_the_same_nothing(db, tmp_path):
    facts = written(DOSSIER, [], tmp_path)
    with connection.cursor() as cursor, postgresql.opened(cursor, DOSSIER, facts.path) as found:
        hold_equal(found, facts, (ON_TIME, SATISFIED), tmp_path)


@pytest.mark.parametrize("column", LATER_COLUMNS)
def test_in_a_file_that_is_older_than_a_column_it_is_empty(tmp_path_factory, column):
    rows, told = many_rows(DOSSIER, 60), []
    older = written_before(column, DOSSIER, rows, tmp_path_factory.mktemp("older"))
    empty = written(DOSSIER, [row | {column: None} for row in rows], tmp_path_factory.mktemp("empty"))
    for facts in (older, empty):
        with duck.opened({FACTS: facts.path}, declared=DOSSIER.columns) as found:
            told.append(list(answers(found, facts, of_table(DOSSIER), None)))
    assert told[0] == told[1]
    scope = Scope((1, 2, 3, 4), date(2020, 1, 1), date(2030, 1, 1))
    with engine.open_sheet(SATISFIED, older) as sheet:
        listed = engine.records(sheet, scope)
        assert {row[column] for row in listed} == {None}
        assert len(listed) == engine.counts(sheet, scope).counted == sum(engine.counts_by_unit(sheet, scope).values())


@pytest.mark.parametrize("column", LATER_COLUMNS)
def test_postgresql_opens_a_file_that_is_older_than_a_column(db, tmp_path, column):
    facts = written_before(column, DOSSIER, many_rows(DOSSIER, 60), tmp_path)
    with connection.cursor() as cursor, postgresql.opened(cursor, DOSSIER, facts.path) as found:
        hold_equal(found, facts, (ON_TIME, SATISFIED), tmp_path)


def lay_days(facts, ratios):
    """Write the sums by day beside the facts, as a refresh does."""
    with duck.opened({FACTS: facts.path}) as found:
        for _column, group in days.by_column(ratios):
            with days.path_for(facts, group).open("wb") as file:
                days.write(found, facts, group, file)


@by_table
@FEW
@given(data=st.data())
def test_sums_by_day_say_what_the_facts_say(tmp_path_factory, table, data):
    folder, ratios = tmp_path_factory.mktemp("days"), of_table(table)
    facts = written(table, data.draw(rows_of(table)), folder)
    plain = {ratio: list(told(facts, ratio)) for ratio in ratios}
    all_at_once = {ratio: list(found) for ratio, found in engine.measure_all(facts, ratios, PATHS, ("week", "year"))}
    lay_days(facts, ratios)
    for ratio in ratios:
        assert list(told(facts, ratio)) == plain[ratio], ratio.code
    by_day = {ratio: list(found) for ratio, found in engine.measure_all(facts, ratios, PATHS, ("week", "year"))}
    assert by_day == all_at_once


def told(facts, ratio):
    """Ask for figures, counts and pages of records, by the road that the files offer."""
    scope = Scope((1, 2, 3), date(2026, 10, 20), date(2026, 11, 30))
    with engine.open_sheet(ratio, facts) as sheet:
        yield engine.measure(sheet, PATHS, ("week", "month"))
        yield engine.counts(sheet, scope)
        yield engine.counts_by_unit(sheet, scope)
        oldest = Order(ratio.period_column, newest_first=False)
        yield engine.records(sheet, scope, start=0, limit=3)
        yield engine.records(sheet, scope, Outcome.GOOD, start=2, limit=3)
        yield engine.records(sheet, scope, Outcome.NOT_GOOD, order=oldest, start=4, limit=3)
        yield engine.records(sheet, scope, start=1000, limit=3)


def test_all_indicators_of_a_table_are_counted_at_once_as_one_by_one(tmp_path):
    facts, ratios = written(DOSSIER, many_rows(DOSSIER, 200), tmp_path), of_table(DOSSIER)
    scope, nobody = Scope((1, 2, 3), date(2026, 10, 20), date(2026, 11, 30)), Scope((), date.min, date.max)
    one_by_one = engine.counts_of_all(facts, ratios, scope)
    lay_days(facts, ratios)
    assert days.view_of(facts, ratios)
    assert engine.counts_of_all(facts, ratios, scope) == one_by_one
    assert any(each.counted for each in one_by_one)
    assert {each.counted for each in engine.counts_of_all(facts, ratios, nobody)} == {0}


def test_sums_of_another_day_or_version_are_never_taken(tmp_path):
    facts = written(DOSSIER, [], tmp_path)
    lay_days(facts, [ON_TIME])
    assert days.view_of(facts, (ON_TIME,))
    assert days.view_of(facts, (ON_TIME, SATISFIED)) is None
    assert days.view_of(days.Facts(DOSSIER, facts.path, facts.as_of + timedelta(days=1)), (ON_TIME,)) is None
