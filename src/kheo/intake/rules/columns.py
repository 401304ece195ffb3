"""Which column of a file means which field, and which columns are never taken in.

Khéo needs no citizen's data to measure service: columns that look personal or hold free text are dropped at the door
(Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15: only what the purpose needs).
"""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import lru_cache

from kheo.intake.rules import words
from kheo.language import nfc, search_key
from kheo.procedures.rules.flags import FLAG_NAMES

MOST_COLUMNS = 80
LONGEST_HEADER = 120
HEADER_WITHIN = 15


class Field(StrEnum):
    """What an import can take from a file."""

    CODE = "code"
    PROCEDURE_CODE = "procedure_code"
    PROCEDURE_NAME = "procedure_name"
    UNIT = "unit"
    RECEIVED_AT = "received_at"
    PROMISED_AT = "promised_at"
    FINISHED_AT = "finished_at"
    RETURNED_AT = "returned_at"
    STATUS = "status"
    CHANNEL = "channel"
    SUPPLEMENT_COUNT = "supplement_count"
    SUPPLEMENT_REQUESTED_AT = "supplement_requested_at"
    SUPPLEMENT_DONE_AT = "supplement_done_at"
    RATING = "rating"
    PAID_ONLINE = "paid_online"
    FEE_DUE = "fee_due"
    RESULT_ELECTRONIC = "result_electronic"
    DIGITISED = "digitised"
    REUSED = "reused"
    FROM_STORE = "from_store"
    POPULATION_USED = "population_used"
    OF_PERSON = "of_person"
    SYNCHRONISED = "synchronised"
    COMPLAINED = "complained"
    REOPENED_COUNT = "reopened_count"
    EVENT = "event"
    EVENT_AT = "event_at"


FIELD_NAMES = {
    Field.CODE: "Mã hồ sơ",
    Field.PROCEDURE_CODE: "Mã thủ tục",
    Field.PROCEDURE_NAME: "Tên thủ tục",
    Field.UNIT: "Đơn vị xử lý",
    Field.RECEIVED_AT: "Ngày tiếp nhận",
    Field.PROMISED_AT: "Ngày hẹn trả",
    Field.FINISHED_AT: "Ngày xử lý xong",
    Field.RETURNED_AT: "Ngày trả kết quả",
    Field.STATUS: "Trạng thái",
    Field.CHANNEL: "Hình thức nộp",
    Field.SUPPLEMENT_COUNT: "Số lần yêu cầu bổ sung",
    Field.SUPPLEMENT_REQUESTED_AT: "Ngày yêu cầu bổ sung",
    Field.SUPPLEMENT_DONE_AT: "Ngày bổ sung xong",
    Field.RATING: "Mức hài lòng",
    **{Field(name): words for name, words in FLAG_NAMES.items()},
    Field.REOPENED_COUNT: "Số lần mở lại",
    Field.EVENT: "Diễn biến (tệp nhật ký)",
    Field.EVENT_AT: "Thời điểm diễn biến",
}
REQUIRED = (Field.CODE, Field.RECEIVED_AT, Field.STATUS)
REQUIRED_OF_LOG = (Field.CODE, Field.EVENT, Field.EVENT_AT)
"""What a log needs: a file in which a row is an event, not a dossier."""
DAYS = (
    Field.RECEIVED_AT,
    Field.PROMISED_AT,
    Field.FINISHED_AT,
    Field.RETURNED_AT,
    Field.SUPPLEMENT_REQUESTED_AT,
    Field.SUPPLEMENT_DONE_AT,
)

FLAGS = tuple(Field(name) for name in FLAG_NAMES)
"""Fields that hold yes or no; a blank cell, or no column, means unknown."""

_BARE_NAMES = frozenset({"ten", "ho", "name", "cha", "me", "vo", "chong"})
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PERSONAL_VALUE = re.compile(r"0\d{9}|\+84\d{9}|\d{12}|[^@\s]+@[^@\s]+\.[a-z]{2,}", re.IGNORECASE)


@lru_cache(maxsize=2_000)
def header_key(header: str) -> str:
    """Give the form in which headers and names are compared: no accents, no signs, camel case as words.

    Remembered, because 100,000 rows name the same few units and states.
    """
    return " ".join(re.findall(r"[a-z0-9]+", search_key(_CAMEL.sub(" ", nfc(header)))))


_KEYS = {header_key(word): Field(name) for name, line in words.HEADERS.items() for word in line.split(", ")}
_OF_EVENTS = {Field.EVENT, Field.EVENT_AT}
_EXACT = {*FLAGS, *_OF_EVENTS}
_INSIDE = [known for known, name in _KEYS.items() if len(known) > 6 and name not in _EXACT]
_REFUSED_KEYS = [f" {header_key(word)} " for word in f"{words.PERSONAL}, {words.FREE_TEXT}".split(", ")]


def clean_header(header: str, place: int) -> str:
    """Give a header fit to be shown and stored: one line, at most 120 letters; a blank one is named by its place."""
    return _one_line(header)[:LONGEST_HEADER] or f"Cột {place + 1}"


def _one_line(header: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in nfc(header)).split())


def is_refused(header: str, values: Sequence[str] = ()) -> bool:
    """Say whether a column is dropped at the door: its name or most of its values look personal, or it is free text.

    So is one without a name that holds anything: under a heading over several columns it may be somebody's name.
    """
    key = header_key(header)
    if not _one_line(header):
        return any(values)
    if _mostly_personal(values):
        return True
    if key in _KEYS:
        return False
    padded = f" {key} "
    return key in _BARE_NAMES or any(word in padded for word in _REFUSED_KEYS)


def _mostly_personal(values: Sequence[str]) -> bool:
    filled = [value for value in values if value]
    return bool(filled) and 2 * sum(1 for value in filled if _PERSONAL_VALUE.fullmatch(value)) > len(filled)


def looks_personal(value: str) -> bool:
    """Say whether one cell looks like a phone number, an identity number or an e-mail address."""
    return _PERSONAL_VALUE.fullmatch(value) is not None


def guess(headers: Sequence[str], remembered: Mapping[str, Field]) -> dict[Field, int]:
    """Guess which column holds which field: as the locality chose before, else by its name, else by a name inside it.

    Each field gets at most one column and each column at most one field, the first from the left.
    """
    found: dict[Field, int] = {}
    for find in (remembered.get, _KEYS.get, _named_inside):
        for place, header in enumerate(headers):
            field = find(header_key(header))
            if field is not None and field not in found and place not in found.values():
                found[field] = place
    if not found.keys() >= _OF_EVENTS:  # a step alone makes no log: many a sheet says at which step a dossier stands
        found = {field: place for field, place in found.items() if field not in _OF_EVENTS}
    return found


def _named_inside(key: str) -> Field | None:
    padded = f" {key} "
    inside = [known for known in _INSIDE if f" {known} " in padded]
    return _KEYS[max(inside, key=len)] if inside else None


def find_header(rows: Sequence[Sequence[str]]) -> int:
    """Give the place of the header row: among the first rows, the one whose cells name most fields."""
    named = [
        len({_KEYS[header_key(cell)] for cell in row if header_key(cell) in _KEYS}) for row in rows[:HEADER_WITHIN]
    ]
    if named and max(named) >= 2:
        return named.index(max(named))
    return next((place for place, row in enumerate(rows) if sum(1 for cell in row if cell) >= 2), 0)
