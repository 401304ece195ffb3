"""What a notice of conclusions says (thông báo kết luận); how it looks is told by `rules`."""

from dataclasses import dataclass
from datetime import date

from kheo.errors import RuleBroken
from kheo.letters import rules


@dataclass(frozen=True)
class Section:
    """A numbered section of the body; the number is given when the notice is written."""

    heading: str
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True)
class TaskRow:
    """One row of the task table; `due` is written out ("15/12/2026", "Thường xuyên"). Rows are numbered in order."""

    text: str
    lead: str
    coordinating: tuple[str, ...] = ()
    due: str = ""


@dataclass(frozen=True)
class Signature:
    """Who signs: authority and post, line by line; a name only where one was given."""

    lines: tuple[str, ...]
    name: str = ""

    def __post_init__(self) -> None:
        rules.check_authority(self.lines)


@dataclass(frozen=True)
class NoticeOfConclusions:
    """A whole notice. Number and date may be missing: the clerk's office gives them when it is issued."""

    superior: str
    issuer: str
    symbol: str
    place: str
    abstract: str
    opening: tuple[str, ...]
    closing: tuple[str, ...]
    recipients: tuple[str, ...]
    signature: Signature
    number: int | None = None
    issued_on: date | None = None
    sections: tuple[Section, ...] = ()
    tasks: tuple[TaskRow, ...] = ()
    tasks_heading: str = "Nhiệm vụ giao các đơn vị"
    filed: str = "VT"
    illustrative: bool = False
    footer: str = ""

    def __post_init__(self) -> None:
        rules.check_symbol(self.symbol)
        for field, term in REQUIRED.items():
            if not getattr(self, field):
                raise RuleBroken("Thông báo còn thiếu {term}.", term=term, field=field)
        if self.number is not None and self.number < 1:
            raise RuleBroken("Số văn bản phải từ 1 trở lên.", field="number")


REQUIRED = {
    "issuer": "tên cơ quan ban hành",
    "place": "địa danh",
    "abstract": "trích yếu nội dung",
    "closing": "đoạn kết thúc",
    "recipients": "nơi nhận",
}
