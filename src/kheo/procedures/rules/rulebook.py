"""Which version of the on-time rule judges which dossier, and by which calendar."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kheo.days import Calendar
from kheo.procedures.rules import on_time
from kheo.procedures.rules.limits import Limit, LimitUnit
from kheo.procedures.rules.on_time import STANDARD, Course, Finding, Terms


@dataclass(frozen=True)
class Version:
    """One version of the rule; without `pk` it is the one that Khéo brings along."""

    pk: int | None
    valid_from: date
    terms: Terms


BUILT_IN = Version(None, date.min, STANDARD)


@dataclass(frozen=True)
class Rulebook:
    """All versions of a locality's rule, the newest first, and its calendar."""

    versions: Sequence[Version]
    calendar: Calendar

    def version_for(self, received: date) -> Version:
        """Give the newest version that is valid from that day or an earlier one."""
        return next((each for each in self.versions if each.valid_from <= received), BUILT_IN)

    def limit(self, amount: int | None, unit: str, version: Version) -> Limit | None:
        """Give a procedure's limit; where it says no unit, it counts in that of the version."""
        return None if amount is None else Limit(amount, LimitUnit(unit) if unit else version.terms.unit)

    def find(self, course: Course, amount: int | None, unit: str, received_at: datetime) -> tuple[Finding, int | None]:
        """Judge a course whose procedure has this limit; give the finding and the number of the version."""
        version = self.version_for(course.received)
        limit = self.limit(amount, unit, version)
        return on_time.find(course, limit, self.calendar, received_at, version.terms), version.pk
