"""Check the newest snapshots of a locality against its rules and expectations, and keep what was found."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import transaction

from kheo.base.audit import record
from kheo.days.periods import Kind, period_of, week_of
from kheo.indicators import access, figures, snapshot
from kheo.indicators.models import Snapshot
from kheo.indicators.tables import table_of
from kheo.measures.days import Facts
from kheo.people.models import Locality, Official, Unit
from kheo.quality import questions
from kheo.quality.kept import InForce
from kheo.quality.models import ARRIVAL, Result
from kheo.quality.rules.arrival import Expectation, first_open_week
from kheo.quality.rules.validation import Grain, Rule

SHOWN_WEEKS = 12
KINDS: dict[Grain, Kind] = {Grain.WEEK: "week", Grain.MONTH: "month"}


@transaction.atomic
def check_data(locality: Locality, *, by: Official | None, now: datetime) -> int:
    """Check every table that has rules or an expectation; give how many results there are. `by` is None at night.

    What an earlier check found on the same snapshot is replaced: rules may have changed since.
    """
    access.check_can_refresh(by, locality)
    Locality.objects.select_for_update(of=("self",)).get(pk=locality.pk)
    in_force = InForce(locality.pk)
    units = list(Unit.objects.of(locality).values_list("pk", flat=True))
    tables = sorted({rule.table for rule in in_force.rules} | set(in_force.expectations))
    made = broken = 0
    for table in tables:
        taken = figures.newest(locality.pk, table)
        if taken is None or not taken.file.exists():
            continue
        Result.objects.filter(snapshot=taken).delete()
        results = list(_results(taken, in_force, units))
        Result.objects.bulk_create(results, batch_size=2000)
        made += len(results)
        broken += sum(each.checked - each.good for each in results if each.code != ARRIVAL)
    verb = "data.checked" if by else "system.data_checked"
    record(verb, locality, by=by, changed={"results": made, "broken": broken, "rules": len(in_force.rules)})
    return made


def _results(taken: Snapshot, in_force: InForce, units: list[int]) -> Iterator[Result]:
    facts = snapshot.facts_of(taken)
    first = week_of(taken.as_of).start - timedelta(weeks=SHOWN_WEEKS)
    if told := in_force.expectations.get(taken.table):
        back = first_open_week(told, taken.as_of) - timedelta(weeks=SHOWN_WEEKS + told.weeks)
        yield from _arrival(taken, told, facts, units, back)
    for rule in in_force.rules:
        if rule.table == taken.table and rule.is_on:
            found = (
                _rows(taken, rule, facts, units, first) if rule.grain is Grain.ROW else _sums(taken, rule, facts, first)
            )
            yield from (each for each in found if each.unit_id in units)


def _arrival(taken: Snapshot, told: Expectation, facts: Facts, units: list[int], first: date) -> Iterator[Result]:
    ratio = questions.arrival_of(told, table_of(taken.table))
    for tally in questions.measured(ratio, facts, units):
        if tally.start >= first:
            yield Result(
                snapshot=taken, code=ARRIVAL, unit_id=tally.unit_id, start=tally.start, end=tally.end,
                good=tally.numerator, checked=tally.denominator,
            )  # fmt: skip


def _rows(taken: Snapshot, rule: Rule, facts: Facts, units: list[int], first: date) -> Iterator[Result]:
    for tally in questions.measured(questions.ratio_of(rule, facts.table), facts, units):
        if tally.start >= first:
            yield Result(
                snapshot=taken, code=rule.code, unit_id=tally.unit_id, start=tally.start, end=tally.end,
                good=tally.numerator, checked=tally.denominator,
            )  # fmt: skip


def _sums(taken: Snapshot, rule: Rule, facts: Facts, first: date) -> Iterator[Result]:
    for row in questions.sums(rule, facts):
        period = period_of(KINDS[rule.grain], row["start"])
        if period.end >= first and period.start <= taken.as_of:
            yield Result(
                snapshot=taken, code=rule.code, unit_id=row["unit"], start=period.start, end=period.end,
                good=int(row["kept"]), checked=1, left=row["left"], right=row["right"],
            )  # fmt: skip
