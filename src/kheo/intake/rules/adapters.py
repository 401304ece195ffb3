"""How another system writes its exports: its column names, its words for states and events, its way with dates.

An adapter is data (a TOML file), not code: docs/operate.md says how to write one. What an adapter does not say is read
as every file is read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kheo.days import VIETNAM
from kheo.errors import RuleBroken
from kheo.intake.rules import cells
from kheo.intake.rules.columns import Field, header_key
from kheo.procedures.rules import states
from kheo.procedures.rules.events import KIND_NAMES, Kind
from kheo.procedures.rules.states import Channel, Status

TABLES = frozenset({"name", "source", "columns", "statuses", "channels", "events", "dates"})
_KINDS = (
    {header_key(word): Kind(int(status)) for status, word in states.STATUS_NAMES.items()}
    | {header_key(name): kind for kind, name in KIND_NAMES.items()}
    | {header_key(kind.name): kind for kind in Kind}
    | {str(int(kind)): kind for kind in Kind if kind <= Kind.RETURNED}
)


@dataclass(frozen=True)
class Adapter:
    """One system's way of writing; `passed_over` are its events that say nothing about a dossier's course."""

    code: str = ""
    name: str = ""
    columns: Mapping[str, Field] = field(default_factory=dict)
    statuses: Mapping[str, Status] = field(default_factory=dict)
    channels: Mapping[str, Channel] = field(default_factory=dict)
    events: Mapping[str, Kind] = field(default_factory=dict)
    passed_over: frozenset[str] = frozenset()
    dates: tuple[str, ...] = ()

    def fits(self, headers: Sequence[str]) -> bool:
        """Say whether a file has every column that this system writes."""
        return self.columns.keys() <= {header_key(header) for header in headers}

    def status(self, text: str) -> Status | None:
        """Give the state that the words mean; None when unknown."""
        return self.statuses.get(header_key(text)) or states.status_of(text)

    def channel(self, text: str) -> Channel | None:
        """Give the channel that the words mean; None when unknown."""
        return self.channels.get(header_key(text)) or states.channel_of(text)

    def kind(self, text: str) -> Kind | None:
        """Give the kind of event that the words mean; None when unknown."""
        key = header_key(text)
        return self.events.get(key) or _KINDS.get(key)

    def says_nothing(self, text: str) -> bool:
        """Say whether an event is one of those that are passed over."""
        return header_key(text) in self.passed_over

    def moment(self, text: str) -> datetime:
        """Read a moment in this system's way, else as people write it; RuleBroken with a sentence."""
        for pattern in self.dates:
            try:
                read = datetime.strptime(text, pattern)  # noqa: DTZ007  without a zone it is a moment of Việt Nam
            except ValueError:
                continue
            found = read.astimezone(VIETNAM) if read.tzinfo else read.replace(tzinfo=VIETNAM)
            if not text.isdigit() or len(text) == len(found.strftime(pattern)):  # bare digits could be cut anyhow
                return cells.within_reach(found)
        return cells.moment(text)


PLAIN = Adapter()


def adapter_from(code: str, table: Mapping[str, Any]) -> Adapter:
    """Read an adapter from its file's content; RuleBroken says what is wrong with it."""
    if strange := sorted(table.keys() - TABLES):
        raise RuleBroken("Tệp chuyển đổi {code}: không có mục “{name}”.", code=code, name=strange[0])
    columns = _words(code, table, "columns", {each.value: each for each in Field})
    if not {Field.CODE} & set(columns.values()):
        raise RuleBroken("Tệp chuyển đổi {code}: cần cột mã hồ sơ (code).", code=code)
    said = {word: meaning for word, meaning in table.get("events", {}).items() if meaning}
    return Adapter(
        code=code,
        name=str(table.get("name", code)),
        columns=columns,
        statuses=_words(code, table, "statuses", {int(each): each for each in Status}),
        channels=_words(code, table, "channels", {int(each): each for each in Channel}),
        events=_words(code, {"events": said}, "events", {each.name.lower(): each for each in Kind}),
        passed_over=frozenset(header_key(word) for word, meaning in table.get("events", {}).items() if not meaning),
        dates=tuple(_checked_dates(code, table.get("dates", []))),
    )


def choose(adapters: Sequence[Adapter], headers: Sequence[str]) -> Adapter:
    """Give the adapter whose columns the file has, the one that names most of them; the plain one when none fits."""
    return max((each for each in adapters if each.fits(headers)), key=lambda each: len(each.columns), default=PLAIN)


def _words(code: str, table: Mapping[str, Any], part: str, meanings: Mapping[Any, Any]) -> dict[str, Any]:
    found = {}
    for word, meaning in table.get(part, {}).items():
        if meaning not in meanings:
            raise RuleBroken(
                "Tệp chuyển đổi {code}, mục {part}: “{word}” ứng với “{meaning}”, Khéo không biết.",
                code=code, part=part, word=word, meaning=meaning,
            )  # fmt: skip
        found[header_key(str(word))] = meanings[meaning]
    return found


def _checked_dates(code: str, patterns: Sequence[str]) -> Sequence[str]:
    sample = datetime(2026, 11, 5, 9, 30, tzinfo=VIETNAM)
    for pattern in patterns:
        try:
            read = datetime.strptime(sample.strftime(pattern), pattern)  # noqa: DTZ007  only the day is looked at
        except ValueError:
            read = None
        if read is None or read.date() != sample.date():
            raise RuleBroken("Tệp chuyển đổi {code}: kiểu ngày “{pattern}” không đọc được.", code=code, pattern=pattern)
    return patterns
