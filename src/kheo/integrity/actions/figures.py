"""Printed figures, typed in, are added up; where they disagree, the unit that printed them is asked."""

from django.db import transaction

from kheo.base import calendar, clock
from kheo.base.audit import record
from kheo.days.formats import local_day
from kheo.errors import RuleBroken
from kheo.integrity import access
from kheo.integrity.catalogue import SUMS
from kheo.integrity.models import Question, Statement
from kheo.integrity.rules import sums
from kheo.integrity.rules.asking import shown_from
from kheo.integrity.settings import Settings
from kheo.people.models import Official, Unit


@transaction.atomic
def check_figures(unit_id: int, *, by: Official, title: str, place: str, whole: int, lines: str) -> Statement:
    """Keep printed figures as they were typed, and ask the unit about those that do not add up."""
    unit = Unit.objects.select_for_update(of=["self"]).get(pk=unit_id, locality=by.locality_id)
    access.check_can_check_figures(by, unit)
    read = sums.read_lines(lines)
    if not title.strip() or not place.strip():
        raise RuleBroken("Xin ghi tên bảng số và nơi công bố.", field="title")
    made = Statement.objects.create(
        locality_id=unit.locality_id, unit=unit, title=title.strip(), place=place.strip(), whole=whole, lines=lines,
        made_by=by, made_at=clock.now(),
    )  # fmt: skip
    found = sums.disagreements(whole, read)
    record("figures.checked", made, by=by, changed={"unit": unit.pk, "lines": len(read), "disagree": len(found)})
    if found:
        _ask(made, len(found), len(read))
    return made


def _ask(statement: Statement, disagree: int, lines: int) -> None:
    now = statement.made_at
    today, settings = local_day(now), Settings(statement.locality_id)
    seen_from = shown_from(today, settings.common["unit_days"], calendar.current(statement.locality_id))
    made = Question.objects.create(
        locality_id=statement.locality_id, unit_id=statement.unit_id, signal=SUMS, statement=statement, first=today,
        last=today, marked=disagree, counted=max(disagree, lines), usual=0, chance=0, asked_at=now, asked_on=today,
        shown_from=seen_from,
    )  # fmt: skip
    record("system.question_asked", made, by=None, changed={"unit": statement.unit_id, "statement": statement.pk})
