"""The rules and expectations in force in a locality: what it keeps, else what the project proposes."""

from kheo.indicators.tables import all_tables
from kheo.quality.models import Kept
from kheo.quality.proposed import EXPECTATIONS, RULES
from kheo.quality.rules.arrival import Expectation
from kheo.quality.rules.validation import Rule

RULE, EXPECTATION = "rule", "expectation"


class InForce:
    """All of a locality, read in one statement; only those of tables that are declared here."""

    def __init__(self, locality_id: int) -> None:
        found = Kept.objects.filter(locality=locality_id).order_by("what", "code", "-pk").distinct("what", "code")
        own = {(each.what, each.code): each.told for each in found}
        tables = {table.code: set(table.names) for table in all_tables()}
        proposed = {rule.code: rule for rule in RULES}
        kept = {code: Rule.read(told) for (what, code), told in own.items() if what == RULE}
        every = (proposed | kept).values()
        self.rules = [rule for rule in every if rule.table in tables and _needs(rule) <= tables[rule.table]]
        usual = {each.table: each for each in EXPECTATIONS}
        told = {code: Expectation.read(told) for (what, code), told in own.items() if what == EXPECTATION}
        self.expectations = {
            each.table: each
            for each in (usual | told).values()
            if each.table in tables and {each.period_column, each.arrived_column} <= tables[each.table]
        }

    def rule(self, code: str) -> Rule | None:
        """Give a rule by its code."""
        return next((rule for rule in self.rules if rule.code == code), None)


def _needs(rule: Rule) -> set[str]:
    return rule.left.names | rule.right.names | {rule.period_column}
