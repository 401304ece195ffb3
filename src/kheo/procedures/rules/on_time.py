"""When a dossier counts as on time (đúng hạn).

Source: calculation of indicator 2.1 of Quyết định 766/QĐ-TTg, from a working paper of the national portal [3P]. It is
no law, so what it leaves open or may change stands in `Terms`: each locality keeps them as versions that its
administrator sees and corrects. Days are compared, not hours, because most exports give a day only. Calendar days are
taken off for the time a dossier waited for papers, as that paper subtracts moments from moments.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from kheo.days import Calendar
from kheo.errors import RuleBroken
from kheo.procedures.rules.limits import Limit, LimitUnit, due_after
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
RUNNING = "running"
"""What the rule finds while the clock runs: within time until the due day has passed, overdue from then on."""
VERDICT_NAMES = {**{bucket.value: name for bucket, name in BUCKET_NAMES.items()}, RUNNING: "đang xử lý"}
GOOD = frozenset({Bucket.EARLY, Bucket.ON_TIME, Bucket.WITHIN_TIME})
ENDS = (Status.DONE, Status.RETURNED, Status.STOPPED, Status.REFUSED, Status.WITHDRAWAL_REQUESTED)

SOURCE = (
    "Cách tính chỉ số 2.1 của Bộ chỉ số theo Quyết định 766/QĐ-TTg, chép từ một tài liệu nghiệp vụ của Cổng dịch vụ "
    "công quốc gia; chưa đối chiếu văn bản gốc"
)
ASSURANCE = "third party"


@dataclass(frozen=True)
class Terms:
    """What of the rule a locality may correct.

    `ends`: the states that stop the clock, the preferred one first. `supplements_allowed`: more requests for papers
    than this make a dossier overdue; None: no number does. `unit`: how limits are counted where a procedure says
    nothing else.
    """

    subtract_supplements: bool = True
    supplements_allowed: int | None = 1
    subtract_pauses: bool = False
    first_promise: bool = False
    ends: tuple[Status, ...] = ENDS
    unit: LimitUnit = LimitUnit.WORKING_DAY

    def __post_init__(self) -> None:
        if not self.ends or len(set(self.ends)) < len(self.ends) or not set(self.ends) <= CLOSED:
            raise RuleBroken("Hãy chọn ít nhất một trạng thái dừng đồng hồ; mỗi trạng thái chỉ đứng một lần.")
        if self.supplements_allowed is not None and self.supplements_allowed < 0:
            raise RuleBroken("Số lần yêu cầu bổ sung phải từ 0 trở lên.")

    def kept(self) -> dict[str, Any]:
        """Give plain values to be stored."""
        return asdict(self) | {"ends": [int(status) for status in self.ends], "unit": self.unit.value}


STANDARD = Terms()


def terms_from(kept: Mapping[str, Any]) -> Terms:
    """Give the terms that were stored."""
    plain = dict(kept)
    ends = tuple(Status(code) for code in plain.pop("ends"))
    return Terms(ends=ends, unit=LimitUnit(plain.pop("unit")), **plain)


@dataclass(frozen=True)
class Course:
    """What the on-time rule needs to know of a dossier; all days are days in Việt Nam.

    `ends` are the days on which it came into a state that closes it; `waited` and `paused` are days.
    """

    status: Status
    received: date
    promised: date | None = None
    first_promised: date | None = None
    ends: Mapping[Status, date] = field(default_factory=dict)
    supplements: int = 0
    supplement_requested: date | None = None
    waited: int = 0
    paused: int = 0


@dataclass(frozen=True)
class Finding:
    """What the rule found: the due day (None: not counted), the day the clock stopped, and the verdict."""

    due: date | None = None
    ended: date | None = None
    verdict: str = ""


def find(course: Course, limit: Limit | None, calendar: Calendar, received_at: datetime, terms: Terms) -> Finding:
    """Apply the rule to a course. The verdict is a bucket, or RUNNING while it depends on the day one asks."""
    ended = end_day(course, terms)
    due = due_day(course, limit, calendar, received_at, terms)
    if due is None:
        return Finding(None, ended)
    return Finding(due, ended, _verdict(course, due, ended, terms))


def _verdict(course: Course, due: date, ended: date | None, terms: Terms) -> str:
    too_often = terms.supplements_allowed is not None and course.supplements > terms.supplements_allowed
    if course.status in CLOSED and ended is not None:
        if too_often or ended > due:
            return Bucket.OVERDUE_FINISHED.value
        return Bucket.EARLY.value if ended < due else Bucket.ON_TIME.value
    if too_often:
        return Bucket.OVERDUE_OPEN.value
    if ended is None:
        return RUNNING
    return (Bucket.WITHIN_TIME if ended <= due else Bucket.OVERDUE_OPEN).value


def was_accepted(course: Course) -> bool:
    """A dossier was accepted when its status says so, or when a day of return was promised (giấy hẹn trả)."""
    return course.status in SURELY_ACCEPTED or course.promised is not None


def due_day(
    course: Course, limit: Limit | None, calendar: Calendar, received_at: datetime, terms: Terms
) -> date | None:
    """Give the day the result is due: the promised day, else the procedure's limit from reception.

    None means that the on-time rule does not count this dossier: never accepted, neither promise nor limit known, or
    broken off without a known day.
    """
    if not was_accepted(course) or (course.status in CLOSED and _end(course, terms) is None):
        return None
    promised = course.first_promised if terms.first_promise else course.promised
    if promised is not None:
        return promised
    return None if limit is None else due_after(received_at, limit, calendar)


def end_day(course: Course, terms: Terms) -> date | None:
    """Give the day on which the clock stopped, less the time that does not count; None while it runs.

    While the citizen's papers are awaited and were not asked for too often, the clock stands on the day of the request.
    """
    off = course.waited * terms.subtract_supplements + course.paused * terms.subtract_pauses
    if course.status == Status.SUPPLEMENT_REQUESTED:
        allowed = terms.supplements_allowed is None or course.supplements <= terms.supplements_allowed
        end = course.supplement_requested if allowed and terms.subtract_supplements else None
    elif course.status in CLOSED and was_accepted(course):
        end = _end(course, terms)
    else:
        end = None
    return None if end is None else max(end - timedelta(days=off), course.received)


def bucket(verdict: str, due: date | None, today: date) -> Bucket | None:
    """Tell the outcome as of a day from what was found; None when the dossier is not counted."""
    if not verdict or due is None:
        return None
    if verdict == RUNNING:
        return Bucket.WITHIN_TIME if today <= due else Bucket.OVERDUE_OPEN
    return Bucket(verdict)


def _end(course: Course, terms: Terms) -> date | None:
    """Give the end that the terms prefer among those known."""
    return next((course.ends[status] for status in terms.ends if status in course.ends), None)
