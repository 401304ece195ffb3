"""What happens to a dossier, and how its course follows from it.

The first ten kinds are the ten national states [3P]: an event of that kind brings the dossier into that state. The
others are met in the logs of dossier systems. An event holds a kind and moments, never a word about the citizen.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from kheo.days.formats import local_day
from kheo.procedures.rules.on_time import Course
from kheo.procedures.rules.states import BROKEN_OFF, CLOSED, Status


class Kind(IntEnum):
    """What happened (diễn biến)."""

    SUBMITTED = 1
    RECEIVED = 2
    REFUSED = 3
    STARTED = 4
    SUPPLEMENT_REQUESTED = 5
    PAYMENT_ASKED = 6
    WITHDRAWAL_ASKED = 7
    STOPPED = 8
    FINISHED = 9
    RETURNED = 10
    SUPPLEMENT_GIVEN = 11
    PAID = 12
    PAUSED = 13
    RESUMED = 14
    PROMISED = 15
    REOPENED = 16


KIND_NAMES = {
    Kind.SUBMITTED: "Nộp hồ sơ",
    Kind.RECEIVED: "Tiếp nhận",
    Kind.REFUSED: "Từ chối tiếp nhận",
    Kind.STARTED: "Bắt đầu xử lý",
    Kind.SUPPLEMENT_REQUESTED: "Yêu cầu người dân bổ sung giấy tờ",
    Kind.PAYMENT_ASKED: "Yêu cầu nộp phí, lệ phí",
    Kind.WITHDRAWAL_ASKED: "Người dân xin rút hồ sơ",
    Kind.STOPPED: "Dừng xử lý",
    Kind.FINISHED: "Xử lý xong",
    Kind.RETURNED: "Trả kết quả",
    Kind.SUPPLEMENT_GIVEN: "Người dân bổ sung xong",
    Kind.PAID: "Đã nộp phí, lệ phí",
    Kind.PAUSED: "Tạm dừng tính thời gian",
    Kind.RESUMED: "Tính tiếp thời gian",
    Kind.PROMISED: "Hẹn trả kết quả",
    Kind.REOPENED: "Mở lại hồ sơ",
}


_ENDS = {Kind(status) for status in CLOSED} | {Kind.REOPENED}
STAGES = {kind: 3 if kind in _ENDS else 2 for kind in Kind} | {Kind.SUBMITTED: 0, Kind.PROMISED: 0, Kind.RECEIVED: 1}
"""How far along the road of a dossier a kind tells of: handed in, received, under way, ended or opened again."""


class Origin(IntEnum):
    """Where an event is known from: a log says it, a row of a sheet implies it, or two files that differ show it."""

    LOG = 1
    ROW = 2
    NOTICED = 3


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened; `promised` is the moment that a PROMISED event promises."""

    kind: Kind
    at: datetime
    promised: datetime | None = None
    origin: Origin = Origin.LOG


@dataclass(frozen=True)
class Stated:
    """What a row of a sheet says besides moments; a log leaves it to its events."""

    status: Status | None = None
    supplements: int = 0


@dataclass(frozen=True)
class Derived:
    """What follows from the events of a dossier; moments as they were written, days in `course`."""

    received_at: datetime
    promised_at: datetime | None
    finished_at: datetime | None
    returned_at: datetime | None
    status: Status
    supplement_count: int
    supplement_requested_at: datetime | None
    supplement_done_at: datetime | None
    supplement_days: int
    reopened_count: int | None
    course: Course


def derive(events: Iterable[Event], stated: Stated = Stated()) -> Derived:  # noqa: B008  frozen
    """Compute the course of a dossier from all its events, of which there must be one.

    Where a log tells of a kind, what a sheet implies of that kind is passed over. What ended before the dossier was
    opened again has not ended; the last promise holds; waits for papers and pauses are counted in whole days.
    """
    known = _of_kinds(events)
    starts = known.get(Kind.RECEIVED) or known.get(Kind.SUBMITTED) or [min(_all(known), key=_when)]
    reopened = [each for each in known.get(Kind.REOPENED, ()) if each.origin == Origin.LOG]
    since = reopened[-1].at if reopened else None
    ends = {status: end for status in CLOSED if (end := _end(known, Kind(status), since))}
    status = stated.status or _last_status(known)
    asked, given = known.get(Kind.SUPPLEMENT_REQUESTED, []), known.get(Kind.SUPPLEMENT_GIVEN, [])
    promises = [each.promised for each in known.get(Kind.PROMISED, ()) if each.promised]
    finished = ends.get(status) if status in BROKEN_OFF else ends.get(Status.DONE)
    waited = _days_between(asked, given)
    count = len(asked) if asked and asked[-1].origin == Origin.LOG else max(stated.supplements, len(asked))
    course = Course(
        status=status,
        received=local_day(starts[0].at),
        promised=local_day(promises[-1]) if promises else None,
        first_promised=local_day(promises[0]) if promises else None,
        ends={status: local_day(end) for status, end in ends.items()},
        supplements=count,
        supplement_requested=local_day(asked[-1].at) if asked else None,
        waited=waited,
        paused=_days_between(known.get(Kind.PAUSED, []), known.get(Kind.RESUMED, [])),
    )
    return Derived(
        received_at=starts[0].at,
        promised_at=promises[-1] if promises else None,
        finished_at=finished,
        returned_at=ends.get(Status.RETURNED),
        status=status,
        supplement_count=count,
        supplement_requested_at=asked[-1].at if asked else None,
        supplement_done_at=given[-1].at if given else None,
        supplement_days=waited,
        reopened_count=len(known[Kind.REOPENED]) if Kind.REOPENED in known else None,
        course=course,
    )


def as_stated(events: Iterable[Event], status: Status, count: int) -> Stated:
    """Give what of a dossier's state and number of requests still stands as a sheet stated it, beside all its events.

    The state does while it is further along the road than anything that a log tells of; without a sheet nothing does.
    """
    known = list(events)
    if all(each.origin != Origin.ROW for each in known):
        return Stated()
    reached = max((STAGES[each.kind] for each in known if each.origin == Origin.LOG), default=-1)
    return Stated(status if STAGES[Kind(status)] > reached else None, count)


def standing(entries: Iterable[tuple[Event, bool]]) -> list[Event]:
    """Give the events that stand, from all entries in the order in which they were added: (event, is taken back)."""
    found: dict[Event, None] = {}
    for event, taken_back in entries:
        if taken_back:
            found.pop(event, None)
        else:
            found.setdefault(event)
    return list(found)


def of_row(
    status: Status,
    received: datetime,
    promised: datetime | None,
    finished: datetime | None,
    returned: datetime | None,
    requested: datetime | None,
    given: datetime | None,
) -> list[Event]:
    """Give the events that a row of a sheet implies. The promise was made when the dossier was received; the end of a
    dossier that was broken off is the event that broke it off."""
    end = Kind(status) if status in BROKEN_OFF else Kind.FINISHED
    found = [
        (Kind.RECEIVED, received, None),
        (Kind.PROMISED, promised and received, promised),
        (Kind.SUPPLEMENT_REQUESTED, requested, None),
        (Kind.SUPPLEMENT_GIVEN, given, None),
        (end, finished, None),
        (Kind.RETURNED, returned, None),
    ]
    return [Event(kind, at, value, Origin.ROW) for kind, at, value in found if at]


def _of_kinds(events: Iterable[Event]) -> dict[Kind, list[Event]]:
    """Gather events by kind, each in order of time; of a kind that a log tells of, only what the log tells."""
    found: dict[Kind, list[Event]] = {}
    for each in sorted(events, key=_when):
        found.setdefault(each.kind, []).append(each)
    for kind, several in found.items():
        if len(several) > 1:
            logged = [each for each in several if each.origin == Origin.LOG]
            if logged and len(logged) < len(several):
                found[kind] = logged
    return found


def _when(event: Event) -> datetime:
    return event.at


def _all(known: dict[Kind, list[Event]]) -> list[Event]:
    return [each for several in known.values() for each in several]


def _end(known: dict[Kind, list[Event]], kind: Kind, since: datetime | None) -> datetime | None:
    """Give the first end of a kind after the dossier was last opened again."""
    return next((each.at for each in known.get(kind, ()) if since is None or each.at >= since), None)


_STATUS_AFTER = {Kind(status): Status(status) for status in Status} | {
    Kind.SUPPLEMENT_GIVEN: Status.PROCESSING,
    Kind.PAID: Status.PROCESSING,
    Kind.PAUSED: Status.PROCESSING,
    Kind.RESUMED: Status.PROCESSING,
    Kind.REOPENED: Status.PROCESSING,
}


def _last_status(known: dict[Kind, list[Event]]) -> Status:
    """Give the state after the last event; of several at one moment the one furthest along the road.

    What was noticed between two files says nothing here: its moment is the file's, not the dossier's.
    """
    moves = [each for each in _all(known) if each.kind in _STATUS_AFTER and each.origin != Origin.NOTICED]
    if not moves:
        return Status.ACCEPTED
    return _STATUS_AFTER[max(moves, key=lambda each: (each.at, each.kind)).kind]


def _days_between(starts: list[Event], ends: list[Event]) -> int:
    """Count whole days from each start to the next end; a start without an end counts nothing yet."""
    total, left = 0, list(ends)
    for n, start in enumerate(starts):
        until = starts[n + 1].at if n + 1 < len(starts) else None
        end = next((each for each in left if each.at >= start.at and (until is None or each.at <= until)), None)
        if end:
            left.remove(end)
            total += (local_day(end.at) - local_day(start.at)).days
    return total
