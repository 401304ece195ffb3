"""Keep a rule or an expectation; explain a point."""

from datetime import date

from django.db import transaction

from kheo.base import clock
from kheo.base.audit import record
from kheo.errors import RuleBroken
from kheo.indicators.tables import table_of
from kheo.people.models import Official, Unit
from kheo.quality import access
from kheo.quality.kept import EXPECTATION, RULE
from kheo.quality.models import Explanation, Kept
from kheo.quality.rules.arrival import Expectation, check_expectation
from kheo.quality.rules.validation import Rule, check_rule


@transaction.atomic
def keep_rule(rule: Rule, *, by: Official) -> Kept:
    """Keep a validation rule, new or in place of the one of its code; what was kept before stays to be read."""
    access.check_can_keep_rules(by)
    check_rule(rule, table_of(rule.table))
    made = _keep(RULE, rule.code, rule.plain, by)
    record("rule.kept", made, by=by, changed={"is_on": rule.is_on, "grain": rule.grain, "operator": rule.operator})
    return made


@transaction.atomic
def keep_expectation(told: Expectation, *, by: Official) -> Kept:
    """Keep what is expected of a table."""
    access.check_can_keep_rules(by)
    check_expectation(told, table_of(told.table))
    made = _keep(EXPECTATION, told.table, told.plain, by)
    numbers = {"days": told.days, "weeks": told.weeks, "half": told.half, "far": told.far}
    record("expectation.kept", made, by=by, changed=numbers)
    return made


@transaction.atomic
def explain_point(unit_id: int, *, by: Official, table: str, start: date, words: str) -> Explanation:
    """The unit's head says why a week's volume is far from the usual; it may be said again."""
    unit = Unit.objects.get(pk=unit_id, locality=by.locality_id)
    access.check_can_explain(by, unit)
    if len(words.strip()) < 10:
        raise RuleBroken("Xin ghi vài câu.", field="words")
    made = Explanation.objects.create(
        unit=unit, table=table_of(table).code, start=start, words=words.strip(), made_at=clock.now()
    )
    record("point.explained", made, by=by, changed={"unit": unit.pk, "week": start})
    return made


def _keep(what: str, code: str, told: dict[str, object], by: Official) -> Kept:
    return Kept.objects.create(
        locality_id=by.locality_id, what=what, code=code, told=told, made_by=by, made_at=clock.now()
    )
