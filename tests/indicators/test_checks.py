"""The check at start-up: indicators name declared columns and their source."""

from dataclasses import replace

import ibis
import pytest
from django.core.checks import run_checks

from kheo.indicators.catalogue import ON_TIME, RATIOS, SATISFIED
from kheo.indicators.checks import columns_of, faults
from kheo.indicators.tables import all_tables
from kheo.measures.shapes import AS_OF, Column, FactTable, Source
from tests.indicators.facts import DOSSIERS

TYPES = {"integer": "int64", "text": "string", "date": "date", "number": "float64", "boolean": "boolean"}


def test_the_installation_passes_its_own_check():
    assert [error for error in run_checks() if error.id == "indicators.E001"] == []


def test_a_column_that_no_fact_table_declares_is_named():
    wrong = replace(ON_TIME, good=lambda d: d.was_quick)
    assert list(faults(wrong, {"dossier": DOSSIERS})) == [
        "ho-so-dung-han: the fact table dossier declares no column was_quick"
    ]


def test_an_unknown_fact_table_is_named():
    assert list(faults(replace(ON_TIME, table="letters"), {"dossier": DOSSIERS})) == [
        "ho-so-dung-han: no fact table letters"
    ]


def test_an_indicator_without_source_is_named():
    assert list(faults(replace(ON_TIME, source=None), {"dossier": DOSSIERS})) == ["ho-so-dung-han: no source"]


def test_the_columns_of_all_filters_are_found():
    assert columns_of(SATISFIED) == {"rating", "finished_on", "code", "procedure"}
    assert {"verdict", "effective_finish_on", "promised_on", AS_OF} <= columns_of(ON_TIME)


@pytest.mark.parametrize("ratio", RATIOS, ids=lambda ratio: ratio.code)
def test_every_filter_fits_the_types_of_the_declared_columns(ratio):
    declared = {table.code: table for table in all_tables()}[ratio.table]
    schema = {column.name: TYPES[column.type] for column in declared.columns} | {AS_OF: "date"}
    rows = ibis.table(schema, name="facts")
    every = [ratio.counted, ratio.good, *(kind.rows for kind in ratio.left_out), ratio.answered_of]
    assert all(each(rows).type().is_boolean() for each in every if each)


@pytest.mark.parametrize("ratio", RATIOS, ids=lambda ratio: ratio.code)
def test_a_source_that_is_no_law_is_never_called_law(ratio):
    assert ratio.source.assurance in ("third party", "project")
    assert "văn bản quy phạm" not in ratio.source.assurance_words


def test_a_source_needs_words_and_a_known_assurance():
    with pytest.raises(ValueError, match="needs a text"):
        Source(" ", assurance="law")
    with pytest.raises(ValueError, match="unknown assurance"):
        Source("x", assurance="sure")


@pytest.mark.parametrize("names", [("a", "a"), ("a", AS_OF)])
def test_columns_differ_and_leave_the_day_of_the_snapshot_free(names):
    columns = tuple(Column(name, "integer") for name in names)
    with pytest.raises(ValueError, match="must differ"):
        FactTable("t", "t", columns, lambda _locality: iter(()), "a", "a", "x")
