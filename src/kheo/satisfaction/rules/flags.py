"""Signs that an answer may not be what it looks like (dấu hiệu): kept beside the answer, which is never dropped.

Source of 12 hours, 5 seconds and 3 sends: a survey in use in a commune, as a third party's file shows it; the burst of
equal answers is a design of this project. None is a rule of the State, and none proves anything.
"""

from enum import StrEnum

FAST_SECONDS = 5
MANY_SENDS = 3


class Flag(StrEnum):
    """One sign beside an answer."""

    FAST = "fast"
    AGAIN = "again"
    MANY = "many"
    BURST = "burst"


FLAG_NAMES = {
    Flag.FAST: "trả lời nhanh dưới 5 giây",
    Flag.AGAIN: "cùng một máy, cùng đơn vị, trong vòng 12 giờ",
    Flag.MANY: "từ 3 lần gửi trở lên từ một máy trong ngày",
    Flag.BURST: "từ 5 bài giống hệt nhau trong 5 phút",
}


def flags_of(*, seconds: float, sends_here: int, sends: int) -> list[Flag]:
    """Give the signs seen while an answer is taken in: its haste, and earlier sends of the same browser."""
    found = [Flag.FAST] if seconds < FAST_SECONDS else []
    if sends_here > 1:
        found.append(Flag.AGAIN)
    if sends >= MANY_SENDS:
        found.append(Flag.MANY)
    return found
