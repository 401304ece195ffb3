"""How one row of a log of events becomes an event of a dossier, or a list of what is wrong with it."""

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from typing import TypeVar

from kheo.days import VIETNAM
from kheo.errors import RuleBroken
from kheo.intake.rules import cells
from kheo.intake.rules.columns import Field
from kheo.intake.rules.rows import Fault, Known, KnownProcedure, channel_of, fault, resolved
from kheo.procedures.rules.events import Kind
from kheo.procedures.rules.states import Channel

Read = TypeVar("Read")
Place = tuple[KnownProcedure | None, int | None]


@dataclass(frozen=True, slots=True)
class Told:
    """An event that a row tells of; `procedure` and `unit` only where the log names them."""

    row: int
    code: str
    kind: Kind
    at: datetime
    promised: datetime | None
    procedure: KnownProcedure | None
    unit: int | None
    channel: Channel


@dataclass
class Log:
    """What the rows of a log are checked against; `codes` are the dossiers that are known already."""

    known: Known
    codes: Container[str]
    places: dict[tuple[date, str, str, str], Place] = field(default_factory=dict)
    good_codes: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.until = datetime.combine(self.known.today + timedelta(days=1), datetime.min.time(), VIETNAM)


def read(number: int, given: Mapping[Field, str], log: Log) -> Told | list[Fault] | None:
    """Read row `number` of a log; None for an event that says nothing about a dossier's course."""
    words = given.get(Field.EVENT, "")
    if words and log.known.adapter.says_nothing(words):
        return None
    try:
        code, kind, at, promised = _parts(given, words, log)
        channel = _channel(given.get(Field.CHANNEL, ""), log)
    except _Wrong as wrong:
        return [fault(number, wrong.name, wrong.value, wrong.words)]
    place = _place(number, given, log, code, at)
    if isinstance(place, Fault):
        return [place]
    return Told(number, code, kind, at, promised, *place, channel)


class _Wrong(Exception):
    """One cell that cannot be read."""

    def __init__(self, name: Field, value: str, words: str) -> None:
        super().__init__(words)
        self.name, self.value, self.words = name, value, words


def _parts(given: Mapping[Field, str], words: str, log: Log) -> tuple[str, Kind, datetime, datetime | None]:
    code = given.get(Field.CODE, "")
    if code not in log.good_codes:
        code = _read(Field.CODE, code, cells.code)
        log.good_codes.add(code)
    kind = log.known.adapter.kind(words)
    if kind is None:
        raise _Wrong(Field.EVENT, words, f"“{words[:40]}” không phải diễn biến nào Khéo biết" if words else _BLANK)
    at = _read(Field.EVENT_AT, given.get(Field.EVENT_AT, ""), log.known.adapter.moment)
    if at >= log.until:
        raise _Wrong(Field.EVENT_AT, given[Field.EVENT_AT], f"“{given[Field.EVENT_AT][:40]}” chưa tới")
    if kind != Kind.PROMISED:
        return code, kind, at, None
    return code, kind, at, _read(Field.PROMISED_AT, given.get(Field.PROMISED_AT, ""), log.known.adapter.moment)


def _channel(text: str, log: Log) -> Channel:
    return _read(Field.CHANNEL, text, partial(channel_of, adapter=log.known.adapter)) if text else Channel.COUNTER


_BLANK = "ô này để trống"


def _read(name: Field, text: str, parse: Callable[[str], Read]) -> Read:
    if not text:
        raise _Wrong(name, text, _BLANK)
    try:
        return parse(text)
    except RuleBroken as broken:
        raise _Wrong(name, text, str(broken)) from None


def _place(number: int, given: Mapping[Field, str], log: Log, code: str, at: datetime) -> Place | Fault:
    """Find the procedure and the unit, remembered by their words and the day: two units may have borne one name, one
    after the other. A dossier that is known needs neither."""
    words = (given.get(Field.UNIT, ""), given.get(Field.PROCEDURE_CODE, ""), given.get(Field.PROCEDURE_NAME, ""))
    if words[1:] == ("", ""):
        if code in log.codes:
            return None, None
        return fault(number, Field.CODE, code, f"hồ sơ {code} chưa có, mà dòng này không ghi thủ tục nào")
    day = at.date()
    place = log.places.get((day, *words))
    if place is None:
        found = resolved(number, given, log.known, day)
        if isinstance(found, Fault):
            return found
        place = log.places[day, *words] = found
    return place
