"""When a dossier counts as on time (đúng hạn).

Source: calculation of indicator 2.1 of Quyết định 766/QĐ-TTg, from a working paper of the national portal [3P]. Days
are compared, not hours, because most exports give a day only. Calendar days are taken off for the time a dossier waited
for papers, as that paper subtracts moments from moments.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kheo.days import Calendar
from kheo.procedures.rules.states import CLOSED, SURELY_ACCEPTED, Status


class Bucket(StrEnum):
    """The outcomes of the rule; a dossier that is not counted has none of them."""

    EARLY = "early"
    ON_TIME = "on_time"
    WITHIN_TIME = "within_time"
    OVERDUE_FINISHED = "overdue_finished"
    OVERDUE_OPEN = "overdue_open"


BUCKET_NAMES = {
    Bucket.EARLY: "xong trước hạn",
    Bucket.ON_TIME: "xong đúng hạn",
    Bucket.WITHIN_TIME: "đang xử lý, còn hạn",
    Bucket.OVERDUE_FINISHED: "xong quá hạn",
    Bucket.OVERDUE_OPEN: "đang xử lý, quá hạn",
}
GOOD = frozenset({Bucket.EARLY, Bucket.ON_TIME, Bucket.WITHIN_TIME})


@dataclass(frozen=True)
class Course:
    """What the on-time rule needs to know of a dossier; all days are days in Việt Nam."""

    status: Status
    received: date
    promised: date | None = None
    finished: date | None = None
    returned: date | None = None
    supplements: int = 0
    supplement_requested: date | None = None
    supplement_done: date | None = None


def was_accepted(course: Course) -> bool:
    """A dossier was accepted when its status says so, or when a day of return was promised (giấy hẹn trả)."""
    return course.status in SURELY_ACCEPTED or course.promised is not None


def due_day(course: Course, limit: int | None, calendar: Calendar) -> date | None:
    """Give the day the result is due: the promised day, else `limit` working days from reception.

    None means that the on-time rule does not count this dossier: never accepted, neither promise nor limit known, or
    broken off without a known day.
    """
    if not was_accepted(course) or (course.status in CLOSED and _end(course) is None):
        return None
    if course.promised is not None:
        return course.promised
    return None if limit is None else calendar.add(course.received, limit)


def end_day(course: Course) -> date | None:
    """Give the day on which the clock stopped, less the time spent waiting for papers; None while it runs.

    Finishing goes before handing over. While the citizen's papers are awaited for the first time, the clock stands on
    the day of the request; a second request does not stop it any more.
    """
    if course.status == Status.SUPPLEMENT_REQUESTED:
        return course.supplement_requested if course.supplements <= 1 else None
    end = _end(course)
    if course.status not in CLOSED or end is None or not was_accepted(course):
        return None
    return max(end - _waited(course), course.received)


def bucket(status: Status, supplements: int, due: date | None, end: date | None, today: date) -> Bucket | None:
    """Tell the outcome from the stored days; None when the dossier is not counted."""
    if due is None:
        return None
    if status in CLOSED and end is not None:
        return Bucket.EARLY if end < due else Bucket.ON_TIME if end == due else Bucket.OVERDUE_FINISHED
    if status == Status.SUPPLEMENT_REQUESTED and supplements > 1:
        return Bucket.OVERDUE_OPEN
    return Bucket.WITHIN_TIME if (end or today) <= due else Bucket.OVERDUE_OPEN


def supplement_days(requested: date | None, done: date | None) -> int:
    """Count the calendar days spent waiting for the citizen's papers; 0 until they came."""
    return (done - requested).days if requested and done else 0


def _end(course: Course) -> date | None:
    return course.finished or course.returned


def _waited(course: Course) -> timedelta:
    return timedelta(days=supplement_days(course.supplement_requested, course.supplement_done))
