"""What pages ask of many records: a figure and its records, of one unit and of all; and how the days are summed."""

import statistics
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from bench.counting.made import AS_OF, PATHS
from kheo.measures import days, engine
from kheo.measures.days import Facts
from kheo.measures.engine import Outcome, Scope
from kheo.measures.engines import duck
from kheo.measures.queries import FACTS
from kheo.measures.shapes import Ratio

TIMES = 7
FOUR_WEEKS = (AS_OF - timedelta(days=56), AS_OF - timedelta(days=29))
TWO_YEARS = (date(2024, 11, 1), date(2026, 10, 31))
EVERY = tuple(PATHS)
SCOPES = {
    "one unit, four weeks": Scope((1234,), *FOUR_WEEKS),
    "one unit, two years": Scope((1234,), *TWO_YEARS),
    "60 units, four weeks": Scope(EVERY[600:660], *FOUR_WEEKS),
    "all units, four weeks": Scope(EVERY, *FOUR_WEEKS),
    "all units, two years": Scope(EVERY, *TWO_YEARS),
}


def sum_days(facts: Facts, ratios: Sequence[Ratio]) -> dict[str, Any]:
    """Write the sums by day beside the facts, as a refresh does."""
    began = time.perf_counter()
    size = 0
    for _column, group in days.by_column(ratios):
        with duck.opened({FACTS: facts.path}, spill=facts.path.parent) as found:
            place = days.path_for(facts, group)
            with place.open("wb") as file:
                days.write(found, facts, group, file)
            size += place.stat().st_size
    return {"s": time.perf_counter() - began, "size": size}


def figure(facts: Facts, ratios: Sequence[Ratio]) -> dict[str, Any]:
    """Ask for the figure of a page and its counts by unit; milliseconds by scope, the file opened anew each time."""

    def ask(scope: Scope) -> None:
        with engine.open_sheet(ratios[0], facts) as sheet:
            engine.counts(sheet, scope)

    return _each(ask)


def records(facts: Facts, ratios: Sequence[Ratio]) -> dict[str, Any]:
    """Ask for all that the page of records shows: counts, units to choose from, twelve records of a page midway."""

    def ask(scope: Scope) -> None:
        with engine.open_sheet(ratios[0], facts) as sheet:
            counted = engine.counts(sheet, scope).not_good
            engine.counts_by_unit(sheet, Scope(EVERY, scope.first, scope.last))
            if counted:
                assert engine.records(sheet, scope, Outcome.NOT_GOOD, start=counted // 2, limit=12)

    return _each(ask)


def _each(ask: Callable[[Scope], None]) -> dict[str, Any]:
    began = time.perf_counter()
    found = {name: _median(ask, scope) for name, scope in SCOPES.items()}
    return {"s": time.perf_counter() - began, "ms": found}


def _median(ask: Callable[[Scope], None], scope: Scope) -> float:
    """Give milliseconds after a first question, which puts the SQL together once for a process."""
    ask(scope)
    taken = []
    for _time in range(TIMES):
        began = time.perf_counter()
        ask(scope)
        taken.append(time.perf_counter() - began)
    return 1000 * statistics.median(taken)


WAYS = {"sum days": sum_days, "figure": figure, "records": records}
