"""How one row of an export becomes a dossier, or a list of what is wrong with it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from typing import Any

from kheo.days import formats
from kheo.errors import RuleBroken
from kheo.intake.rules import cells
from kheo.intake.rules.adapters import PLAIN, Adapter
from kheo.intake.rules.columns import DAYS, FIELD_NAMES, FLAGS, Field, header_key, looks_personal
from kheo.procedures.rules import events, states
from kheo.procedures.rules.rulebook import Rulebook
from kheo.procedures.rules.states import Channel, Status


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a row: the field, what the cell held, and a sentence that says what to do."""

    row: int
    field: Field
    value: str
    sentence: str


@dataclass(frozen=True)
class KnownUnit:
    """A unit that rows may name, with the days between which it existed."""

    pk: int
    valid_from: date
    valid_to: date | None

    def existed(self, day: date) -> bool:
        """Say whether the unit existed on that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class KnownProcedure:
    """A procedure of the catalogue with its limit. A new one has no `pk` yet."""

    pk: int | None
    unit: int | None
    limit: int | None
    code: str = ""
    name: str = ""
    limit_unit: str = ""


@dataclass
class Known:
    """What rows are checked against: units and procedures by comparison key, the on-time rule, today.

    `adds_procedures` lets a row name a procedure with code and name that the catalogue lacks; it is then in `new`.
    """

    units: Mapping[str, Sequence[KnownUnit]]
    procedures: Mapping[str, KnownProcedure]
    book: Rulebook
    today: date
    adds_procedures: bool = False
    adapter: Adapter = PLAIN
    new: dict[str, KnownProcedure] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """A good row; `flags` in the order of FLAGS, None where the file does not say.

    From `told` on, the events that it implies, it holds what follows from the others (`judged`).
    """

    code: str
    procedure: KnownProcedure
    unit: int
    received_at: datetime
    promised_at: datetime | None
    finished_at: datetime | None
    returned_at: datetime | None
    status: Status
    channel: Channel
    supplement_count: int
    supplement_requested_at: datetime | None
    supplement_done_at: datetime | None
    rating: int | None
    flags: tuple[bool | None, ...] = (None,) * len(FLAGS)
    reopened_count: int | None = None
    told: Sequence[events.Event] = ()
    supplement_days: int = 0
    due_on: date | None = None
    ended_on: date | None = None
    verdict: str = ""
    rule: int | None = None


def read(number: int, given: Mapping[Field, str], known: Known) -> Row | list[Fault]:
    """Read row `number` of a file; give the row, or everything that is wrong with it."""
    faults: list[Fault] = []

    def take(name: Field, parse: Callable[[str], Any], blank: Any = None) -> Any:
        text = given.get(name, "")
        if not text:
            return blank
        try:
            return parse(text)
        except RuleBroken as broken:
            faults.append(fault(number, name, text, str(broken)))
            return blank

    code = take(Field.CODE, cells.code)
    times = {name: take(name, known.adapter.moment) for name in DAYS}
    status = take(Field.STATUS, partial(_status, adapter=known.adapter))
    channel = take(Field.CHANNEL, partial(channel_of, adapter=known.adapter), Channel.COUNTER)
    count = take(Field.SUPPLEMENT_COUNT, cells.count)
    rating = take(Field.RATING, _rating)
    flags = tuple(take(name, partial(cells.flag, name=name)) for name in FLAGS)
    reopened = take(Field.REOPENED_COUNT, cells.count)
    faults += _missing(number, given)
    if faults:
        return faults
    row = resolved(number, given, known, times[Field.RECEIVED_AT].date())
    if isinstance(row, Fault):
        return [row]
    procedure, unit = row
    count = max(count or 0, 1 if times[Field.SUPPLEMENT_REQUESTED_AT] else 0)
    moments = {name.value: moment for name, moment in times.items()}
    made = Row(
        code=code,
        procedure=procedure,
        unit=unit,
        status=status,
        channel=channel,
        supplement_count=count,
        rating=rating,
        flags=flags,
        reopened_count=reopened,
        **moments,
    )
    return _checked(number, made, given, known)


def judged(row: Row, book: Rulebook) -> Row:
    """Give the row with what the on-time rule finds, and its events."""
    told = events.of_row(
        row.status,
        row.received_at,
        row.promised_at,
        row.finished_at,
        row.returned_at,
        row.supplement_requested_at,
        row.supplement_done_at,
    )
    derived = events.derive(told, events.Stated(row.status, row.supplement_count))
    finding, rule = book.find(derived.course, row.procedure.limit, row.procedure.limit_unit, row.received_at)
    return replace(
        row,
        told=told,
        supplement_days=derived.supplement_days,
        due_on=finding.due,
        ended_on=finding.ended,
        verdict=finding.verdict,
        rule=rule,
    )


def check_days(row: Row, today: date) -> list[tuple[Field, str]]:
    """Find what cannot be true in a dossier's days: each finding names the field and says why."""
    days = {name: _day(getattr(row, name.value)) for name in DAYS}
    received = row.received_at.date()
    found = [
        (name, f"{_text(day)} lại trước ngày tiếp nhận {_text(received)}")
        for name, day in days.items()
        if day is not None and day < received
    ]
    past = {name: day for name, day in days.items() if name != Field.PROMISED_AT}
    found += [(name, f"{_text(day)} chưa tới") for name, day in past.items() if day is not None and day > today]
    return found + _state_against_days(row.status, days)


def _state_against_days(status: Status, days: Mapping[Field, date | None]) -> list[tuple[Field, str]]:
    found = []
    finished, returned = days[Field.FINISHED_AT], days[Field.RETURNED_AT]
    asked, given = days[Field.SUPPLEMENT_REQUESTED_AT], days[Field.SUPPLEMENT_DONE_AT]
    end = finished or returned
    state = f"trạng thái là “{states.STATUS_NAMES[status]}”"
    if status in states.FINISHED and end is None:
        found.append((Field.FINISHED_AT, f"{state} nhưng thiếu ngày xử lý xong"))
    if status in states.OPEN and end is not None:
        found.append((Field.STATUS, f"{state} nhưng đã có ngày xong {_text(end)}"))
    if finished and returned and returned < finished:
        found.append((Field.RETURNED_AT, f"{_text(returned)} lại trước ngày xử lý xong {_text(finished)}"))
    if given and not asked:
        found.append((Field.SUPPLEMENT_REQUESTED_AT, "có ngày bổ sung xong nhưng thiếu ngày yêu cầu bổ sung"))
    elif given and asked and given < asked:
        found.append((Field.SUPPLEMENT_DONE_AT, f"{_text(given)} lại trước ngày yêu cầu {_text(asked)}"))
    return found


def _checked(number: int, row: Row, given: Mapping[Field, str], known: Known) -> Row | list[Fault]:
    faults = [fault(number, name, given.get(name, ""), words) for name, words in check_days(row, known.today)]
    first = known.seen.setdefault(row.code, number)
    if first != number:
        faults.append(fault(number, Field.CODE, row.code, f"mã {row.code} đã có ở dòng {first} của tệp"))
    return faults or row


def _missing(number: int, given: Mapping[Field, str]) -> list[Fault]:
    empty = [name for name in (Field.CODE, Field.RECEIVED_AT, Field.STATUS) if not given.get(name)]
    faults = [fault(number, name, "", "ô này để trống") for name in empty]
    if not given.get(Field.PROCEDURE_CODE) and not given.get(Field.PROCEDURE_NAME):
        faults.append(fault(number, Field.PROCEDURE_NAME, "", "cần mã hoặc tên thủ tục"))
    return faults


def resolved(number: int, given: Mapping[Field, str], known: Known, day: date) -> tuple[KnownProcedure, int] | Fault:
    """Find the procedure and the unit that the row names; the procedure's own unit stands in for a blank cell."""
    unit: int | None = None
    if wording := given.get(Field.UNIT, ""):
        unit = _unit(known.units.get(header_key(wording), ()), day)
        if unit is None:
            words = (
                f"“{wording[:80]}” không phải đơn vị nào của địa phương. Hãy sửa tên, hoặc thêm tên gọi khác cho đơn vị"
            )
            return fault(number, Field.UNIT, wording, words)
    code, name = given.get(Field.PROCEDURE_CODE, ""), given.get(Field.PROCEDURE_NAME, "")
    procedure = known.procedures.get(procedure_key(code)) or known.procedures.get(header_key(name))
    procedure = procedure or _new_procedure(code, name, unit, known)
    if procedure is None:
        return fault(
            number, Field.PROCEDURE_NAME, name or code, f"“{(name or code)[:120]}” chưa có trong danh mục thủ tục"
        )
    unit = unit or procedure.unit
    if unit is None:
        return fault(number, Field.UNIT, "", "không rõ đơn vị nào xử lý hồ sơ này")
    return procedure, unit


def procedure_key(code: str) -> str:
    """Give the form in which codes of procedures are compared; apart from every name."""
    return f"={code.strip().casefold()}"


def _new_procedure(code: str, name: str, unit: int | None, known: Known) -> KnownProcedure | None:
    if not (known.adds_procedures and code and name and len(code) <= 40 and len(name) <= 300):
        return None
    return known.new.setdefault(procedure_key(code), KnownProcedure(None, unit, None, code, name))


def _unit(candidates: Sequence[KnownUnit], day: date) -> int | None:
    """Several units may have borne one name: the one that existed that day is meant."""
    there = [unit.pk for unit in candidates if unit.existed(day)] or [unit.pk for unit in candidates]
    return there[0] if len(there) == 1 else None


def _status(text: str, adapter: Adapter) -> Status:
    return _known(adapter.status(text), text, "trạng thái. Hãy ghi mã 1 đến 10 hoặc tên trạng thái")


def channel_of(text: str, adapter: Adapter) -> Channel:
    """Read how a dossier was handed in; RuleBroken with a sentence for words that nobody knows."""
    return _known(adapter.channel(text), text, "hình thức nộp. Hãy ghi trực tiếp, trực tuyến hoặc bưu chính công ích")


def _rating(text: str) -> int:
    return _known(
        states.rating_of(text), text, "mức hài lòng. Hãy ghi 1 đến 5, hoặc để trống khi người dân chưa đánh giá"
    )


def _known(found: Any, text: str, words: str) -> Any:
    if found is None:
        raise RuleBroken(f"“{text[:40]}” không phải {words}")
    return found


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _text(day: date | None) -> str:
    return formats.date_text(day) if day else ""


def fault(row: int, name: Field, value: str, words: str) -> Fault:
    """Put the finding into one sentence; a value that looks like a person's is left out, of the words as well."""
    if looks_personal(value):
        for said in (value, value[:120], value[:80], value[:40]):  # whole, or as the sentences cut it
            words = words.replace(said, "…")
        value = ""
    return Fault(row, name, value[:80], f"Dòng {row}, cột {FIELD_NAMES[name]}: {words}.")


def told_once(row: str, others: str, rest: str) -> str:
    """Say what is wrong with a row and so many others alike; `rest` is the sentence without its row."""
    return f"Dòng {row} và {others} dòng nữa{rest}"
