"""A list of units, posts and accounts as a person keeps it in a spreadsheet: one line a post and its holder."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from kheo import files
from kheo.errors import RuleBroken
from kheo.language import search_key
from kheo.people.rules import ROLE_NAMES, UNIT_KIND_NAMES, Role, UnitKind

HEADINGS = ("Đơn vị", "Đơn vị cấp trên", "Loại", "Chức danh", "Đứng đầu", "Vai trò", "Tài khoản")
MOST_LINES = 500
HEADER_WITHIN = 15
YES, NO = frozenset({"co", "x", "1", "dung", "yes"}), frozenset({"", "khong", "0", "no"})
USERNAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,59}")


@dataclass(frozen=True)
class Line:
    """One line; `row` is its number as the spreadsheet counts, empty texts were left blank."""

    row: int
    unit: str
    parent: str
    kind: UnitKind | None
    post: str
    is_head: bool
    roles: tuple[Role, ...]
    account: str


@dataclass(frozen=True)
class Fault:
    """What is wrong with a line, in words."""

    row: int
    broken: RuleBroken


def read_list(content: bytes, name: str) -> tuple[list[Line], list[Fault]]:
    """Read a CSV or XLSX file; what is wrong with single lines comes back beside those that are whole.

    Raises RuleBroken (field "file") for what is no such list at all.
    """
    kind = files.sniff(content, name)
    if kind not in (files.Kind.CSV, files.Kind.XLSX):
        raise RuleBroken("Hãy gửi danh sách dạng Excel (.xlsx) hoặc CSV.", field="file")
    rows = list(enumerate(islice(files.table_rows(content, kind), 20 * MOST_LINES), start=1))
    start, places = _header(rows[:HEADER_WITHIN])
    body = [(number, row) for number, row in rows[start:] if any(row)]
    if not body:
        raise RuleBroken("Danh sách chỉ có tên cột, chưa có dòng nào.", field="file")
    if len(body) > MOST_LINES:
        raise RuleBroken("Danh sách có hơn {most} dòng; hãy chia thành nhiều tệp.", field="file", most=MOST_LINES)
    lines, faults = list[Line](), list[Fault]()
    for number, row in body:
        try:
            lines.append(_line(number, {name: _cell(row, place) for name, place in places.items()}))
        except RuleBroken as broken:
            faults.append(Fault(number, broken))
    return lines, faults


def key(name: str) -> str:
    """Give the form in which names of units and posts are compared: case, accents and dashes do not matter."""
    return " ".join("".join(letter if letter.isalnum() else " " for letter in search_key(name)).split())


def cells(lines: Iterable[Line]) -> Iterator[list[str]]:
    """Give lines as the rows of a list that `read_list` reads again."""
    yield list(HEADINGS)
    for line in lines:
        kind = UNIT_KIND_NAMES[line.kind] if line.kind else ""
        roles = "; ".join(ROLE_NAMES[role] for role in line.roles)
        head = "có" if line.is_head else ""
        yield [line.unit, line.parent, kind, line.post, head, roles, line.account]


_HEADING_KEYS = {key(heading): heading for heading in HEADINGS}
_KINDS = {key(name): kind for kind, name in UNIT_KIND_NAMES.items()}
_ROLES = {key(name): role for role, name in ROLE_NAMES.items()}


def _header(rows: list[tuple[int, list[str]]]) -> tuple[int, dict[str, int]]:
    """Find the row that names the columns; give how many rows it ends, and where each column stands."""
    for count, (_number, row) in enumerate(rows, start=1):
        places = {_HEADING_KEYS[key(cell)]: place for place, cell in enumerate(row) if key(cell) in _HEADING_KEYS}
        if HEADINGS[0] in places and len(places) > 1:
            return count, places
    raise RuleBroken("Không thấy dòng tên cột. Cần ít nhất cột “Đơn vị” và một cột khác của mẫu.", field="file")


def _cell(row: list[str], place: int) -> str:
    return row[place] if place < len(row) else ""


def _line(number: int, told: dict[str, str]) -> Line:
    unit, parent, kind, post, head, roles, account = (told.get(heading, "") for heading in HEADINGS)
    if not unit:
        raise RuleBroken("Chưa ghi đơn vị.")
    if not post and (head or roles or account):
        raise RuleBroken("Có vai trò hoặc tài khoản nhưng chưa ghi chức danh.")
    if account and not USERNAME.fullmatch(account):
        raise RuleBroken("Tên đăng nhập gồm chữ không dấu, số, dấu chấm, gạch nối, gạch dưới; từ 2 đến 60 ký tự.")
    if key(head) not in YES | NO:
        raise RuleBroken("Cột “Đứng đầu” ghi “có” hoặc để trống.")
    return Line(number, unit[:200], parent, _kind(kind), post[:200], key(head) in YES, _roles(roles), account)


def _kind(text: str) -> UnitKind | None:
    if text and key(text) not in _KINDS:
        raise RuleBroken("Không có loại đơn vị “{kind}”.", kind=text)
    return _KINDS.get(key(text))


def _roles(text: str) -> tuple[Role, ...]:
    named = [part.strip() for part in text.split(";") if part.strip()]
    unknown = next((part for part in named if key(part) not in _ROLES), None)
    if unknown:
        raise RuleBroken("Không có vai trò “{role}”; nhiều vai trò thì cách nhau dấu chấm phẩy.", role=unknown)
    return tuple(dict.fromkeys(_ROLES[key(part)] for part in named))
