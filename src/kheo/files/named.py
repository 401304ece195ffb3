"""The rows of a table whose columns are known by name. Columns without a known name never leave this module.

For exports whose columns a project knows beforehand; what a column means need not be chosen by hand.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice

from kheo.days.formats import parse_date
from kheo.errors import RuleBroken
from kheo.files.kinds import Kind, sniff
from kheo.files.tables import table_rows
from kheo.language import search_key

MOST_ROWS = 200_000
HEADER_WITHIN = 15
YES = {"co", "x", "1", "true", "yes", "da", "dung"}
NO = {"khong", "0", "false", "no", "chua", "sai"}
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_TIME = re.compile(r"(?:T|\b)\d{1,2}[:h]\d{2}(?:[:m]\d{2}(?:[.,]\d+)?)?s?")
_COUNT = re.compile(r"(\d{1,6})(?:[.,]0+)?")


@dataclass(frozen=True)
class NamedRow:
    """One filled row: its number as a person counts the file's rows, and its cells by field; no column, no key."""

    number: int
    cells: Mapping[str, str]


def named_rows(
    content: bytes, name: str, headings: Mapping[str, str], *, needed: Collection[str] = ()
) -> Iterator[NamedRow]:
    """Read a CSV or XLSX file.

    `headings` maps each field to the names that its column may have, with commas between; compared without accents.
    RuleBroken (field "file") when it is no table, when a needed column is not there, or when there are too many rows.
    """
    kind = sniff(content, name)
    if kind not in (Kind.CSV, Kind.XLSX):
        raise RuleBroken("Hãy gửi tệp CSV hoặc Excel (.xlsx).", field="file")
    rows = table_rows(content, kind)
    head = list(islice(rows, HEADER_WITHIN))
    known = {_key(word): field for field, line in headings.items() for word in line.split(",")}
    places = [_places(row, known) for row in head]
    at = max(range(len(head)), key=lambda place: len(places[place]), default=0)
    found = places[at] if places else {}
    missing = [headings[field].partition(",")[0] for field in needed if field not in found]
    if missing:
        raise RuleBroken("Tệp thiếu cột: {columns}.", field="file", columns=", ".join(missing))
    yield from _rows(chain(head[at + 1 :], rows), found, at + 2)


def _places(row: Iterable[str], known: Mapping[str, str]) -> dict[str, int]:
    """Find which cell of a row names which field; the first of two columns with one name is taken."""
    found: dict[str, int] = {}
    for place, cell in enumerate(row):
        field = known.get(_key(cell))
        if field is not None:
            found.setdefault(field, place)
    return found


def _rows(rows: Iterable[list[str]], places: Mapping[str, int], first: int) -> Iterator[NamedRow]:
    for number, row in enumerate(rows, start=first):
        if number - first >= MOST_ROWS:
            raise RuleBroken("Tệp có hơn 200.000 dòng. Hãy chia thành nhiều tệp.", field="file")
        cells = {field: row[place].strip() if place < len(row) else "" for field, place in places.items()}
        if any(cells.values()):
            yield NamedRow(number, cells)


def _key(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", search_key(_CAMEL.sub(" ", text))))


def day(text: str) -> date | None:
    """Read a day, with or without a time beside it; nothing for an empty cell. RuleBroken for anything else."""
    if not text:
        return None
    try:
        return parse_date(_TIME.sub(" ", text).strip(" ,"))
    except ValueError:
        raise RuleBroken("“{text}” không phải ngày. Hãy ghi dạng ngày/tháng/năm.", text=text[:40]) from None


def flag(text: str) -> bool | None:
    """Read yes or no; nothing for an empty cell: unknown is neither."""
    key = _key(text)
    if not text:
        return None
    if key in YES or key in NO:
        return key in YES
    raise RuleBroken("“{text}” không rõ là có hay không. Hãy ghi có, không, hoặc để trống khi chưa rõ.", text=text[:40])


def count(text: str) -> int | None:
    """Read a whole number; nothing for an empty cell."""
    if not text:
        return None
    match = _COUNT.fullmatch(text)
    if match is None:
        raise RuleBroken("“{text}” không phải số.", text=text[:40])
    return int(match.group(1))


def choice(text: str, words: Mapping[str, str]) -> str | None:
    """Read one of several words, compared without accents; `words` maps what may be written to what it means."""
    if not text:
        return None
    found = {_key(word): meaning for word, meaning in words.items()}.get(_key(text))
    if found is None:
        raise RuleBroken("“{text}” không nằm trong các giá trị được hiểu.", text=text[:40])
    return found
