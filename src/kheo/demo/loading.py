"""Bring the made-up dossiers in by the road of every file: taken, columns chosen, checked, stored, with its trace."""

from collections.abc import Mapping
from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from kheo.base import calendar
from kheo.days import Calendar, calendar_for
from kheo.demo import dossiers
from kheo.intake import actions
from kheo.people.models import Official, Unit
from kheo.procedures.actions import open_procedure
from kheo.procedures.models import ImportBatch, Procedure


def open_procedures(units: Mapping[str, Unit], *, by: Official) -> list[Procedure]:
    """Open the sample ward's procedures; `units` are keyed as in `ward.PLANS`."""
    made = [
        Procedure(code=plan.code, name=plan.name, field=plan.field, time_limit_days=plan.limit, unit=units[plan.unit])
        for plan in dossiers.PROCEDURES
    ]
    return [open_procedure(procedure, by=by) for procedure in made]


def load(
    units: Mapping[str, Unit], *, last_day: date, tasks_began: date, by: Official, seed: int = 2026
) -> ImportBatch:
    """Store about 40,000 dossiers up to a day. The procedures must be open; a faulty row stops everything."""
    working_days = calendar_of(last_day, by.locality_id)
    story = dossiers.story_of(tasks_began, last_day, working_days)
    names = {key: unit.name for key, unit in units.items()}
    content = dossiers.as_csv(story, names, working_days, seed=seed)
    file = SimpleUploadedFile("ho-so-minh-hoa.csv", content, content_type="text/csv")
    batch = actions.take_file(file, by=by)
    actions.map_columns(batch.pk, by=by, mapping=batch.mapping)
    actions.check_rows(batch.pk, by=by)
    actions.approve_import(batch.pk, by=by, only_good=False)
    return actions.import_rows(batch.pk, by=by)


def calendar_of(last_day: date, locality_id: int) -> Calendar:
    """Give the working calendar of all years of the story, with the ward's swapped days where it knows them."""
    known = calendar.current(locality_id)
    years = calendar_for(range(last_day.year - 3, last_day.year + 2))
    return Calendar({**years.days_off, **known.days_off}, years.working_swaps | known.working_swaps)
