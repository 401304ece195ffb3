"""Bring the made-up dossiers in by the road of every file: taken, columns chosen, checked, stored, with its trace."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile

from kheo.base import calendar, clock
from kheo.days import VIETNAM, Calendar, calendar_for
from kheo.demo import dossiers, heard
from kheo.directory import actions as directory
from kheo.feedback import actions as feedback
from kheo.intake import actions
from kheo.people.models import Official, Unit
from kheo.procedures.actions import open_procedure
from kheo.procedures.models import Procedure
from kheo.scores import actions as scores
from kheo.scores.rules import Border, Worth

WEEKLY = 13  # files of a week before the last
EVENING = time(18)
WEIGHTS_SOURCE = "Số minh hoạ của bản mẫu, không lấy từ văn bản nào"
WEIGHTS = {
    "1.1": (4, 100), "1.2": (4, 100), "1.3": (4, 100), "1.4": (6, 100), "2.1": (20, 100), "3.1": (6, 80),
    "3.2": (6, 100), "3.3": (5, 50), "3.5": (2, 80), "3.6": (3, 100), "4.1": (5, 100), "4.2": (5, 80), "4.3": (4, 80),
    "4.4": (4, 100), "4.5a": (2, 100), "4.5b": (2, 100), "5.2": (6, 100), "5.3": (6, 100), "5.4": (6, 90),
}  # fmt: skip
"""Item -> maximum and threshold, made up so that they add up to 100; the threshold is the working paper's."""
CLASSES = (("xuất sắc", 90), ("tốt", 80), ("khá", 70), ("trung bình", 50), ("yếu", 0))


def open_procedures(units: Mapping[str, Unit], *, by: Official) -> list[Procedure]:
    """Open the sample ward's procedures; `units` are keyed as in `ward.PLANS`."""
    made = [
        Procedure(code=plan.code, name=plan.name, field=plan.field, time_limit_days=plan.limit, unit=units[plan.unit])
        for plan in dossiers.PROCEDURES
    ]
    return [open_procedure(procedure, by=by) for procedure in made]


def load(units: Mapping[str, Unit], *, last_day: date, tasks_began: date, by: Official, seed: int = 2026) -> None:
    """Store about 40,000 dossiers up to a day: the old ones in one file, then one a week, as a ward that began with
    Khéo so long ago does. The procedures must be open; a faulty row stops everything."""
    working_days = calendar_of(last_day, by.locality_id)
    story = dossiers.story_of(tasks_began, last_day, working_days)
    names = {key: unit.name for key, unit in units.items()}
    made = list(dossiers.rows(story, names, working_days, seed=seed))
    evenings = [*(last_day - timedelta(weeks=weeks) for weeks in range(WEEKLY, 0, -1)), last_day]
    for evening, content in zip(evenings, dossiers.files(made, evenings), strict=True):
        with clock.standing_at(datetime.combine(evening, EVENING, VIETNAM)):
            _take(SimpleUploadedFile(f"ho-so-minh-hoa-{evening}.csv", content, content_type="text/csv"), by)


def _take(file: SimpleUploadedFile, by: Official) -> None:
    batch = actions.take_file(file, by=by)
    actions.map_columns(batch.pk, by=by, mapping=batch.mapping)
    actions.check_rows(batch.pk, by=by)
    actions.approve_import(batch.pk, by=by, only_good=False)
    actions.import_rows(batch.pk, by=by)


def load_beside(
    units: Mapping[str, Unit], *, last_day: date, desk: Official, ear: Official, administrator: Official
) -> None:
    """Bring in what the catalogue states and what citizens reported, and enter made-up weights that say so."""
    working_days = calendar_of(last_day, desk.locality_id)
    names = {key: unit.name for key, unit in units.items()}
    entries = SimpleUploadedFile("danh-muc-minh-hoa.csv", heard.entries(last_day, working_days))
    directory.import_entries(entries, by=desk)
    cases = SimpleUploadedFile("phan-anh-minh-hoa.csv", heard.cases(names, last_day, working_days))
    feedback.import_cases(cases, by=ear)
    scores.enter_weights(
        by=administrator,
        source=WEIGHTS_SOURCE,
        assurance="project",
        valid_from=last_day,
        worths={item: Worth(Decimal(most), Decimal(full)) for item, (most, full) in WEIGHTS.items()},
        borders=[Border(name, Decimal(least)) for name, least in CLASSES],
        borders_source=WEIGHTS_SOURCE,
    )


def calendar_of(last_day: date, locality_id: int) -> Calendar:
    """Give the working calendar of all years of the story, with the ward's swapped days where it knows them."""
    known = calendar.current(locality_id)
    years = calendar_for(range(last_day.year - 3, last_day.year + 2))
    return Calendar({**years.days_off, **known.days_off}, years.working_swaps | known.working_swaps)
