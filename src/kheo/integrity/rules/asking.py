"""A question from the day it is asked to the day it is closed: who sees it when, what may be said, who may close it.

All of it is a design of this project: the unit first, because it knows its own work; a question, never a charge.
"""

from datetime import date
from enum import StrEnum

from kheo.days import Calendar
from kheo.errors import Overtaken, RuleBroken
from kheo.integrity.rules.shapes import Parameter

COMMON = ""
"""The code under which the settings of all signals together are kept."""

UNIT_DAYS = Parameter("unit_days", "Đơn vị xem và trả lời trước, số ngày làm việc", 5, 1, 20, "ngày làm việc")
A_WEEK = Parameter("a_week", "Nhiều nhất mỗi tuần cho cả địa phương", 5, 1, 30, "câu hỏi")
A_UNIT = Parameter("a_unit", "Nhiều nhất mỗi tuần cho một đơn vị", 2, 1, 10, "câu hỏi")
CHANCE = Parameter(
    "chance", "Khả năng mỗi tuần có câu hỏi chỉ do ngẫu nhiên, cho cả địa phương", 1, 0.1, 10, "phần trăm", 0.1
)
QUIET = Parameter("quiet_weeks", "Không hỏi lại điều đã đóng trong", 8, 0, 52, "tuần")
SETTINGS = (UNIT_DAYS, A_WEEK, A_UNIT, CHANCE, QUIET)


class Answer(StrEnum):
    """What a unit says (trả lời)."""

    EXPLAINS = "explains"
    CORRECTS = "corrects"
    WILL_CHECK = "will_check"


ANSWER_NAMES = {
    Answer.EXPLAINS: "giải thích: số liệu đúng, vì lý do ghi dưới đây",
    Answer.CORRECTS: "đã sửa hoặc đang sửa số liệu",
    Answer.WILL_CHECK: "sẽ kiểm tra rồi trả lời thêm",
}


class Closing(StrEnum):
    """How a verifier ends it (đóng câu hỏi)."""

    CLEAR = "clear"
    CORRECTED = "corrected"
    OPEN = "open"


CLOSING_NAMES = {
    Closing.CLEAR: "đã rõ",
    Closing.CORRECTED: "số liệu đã được sửa",
    Closing.OPEN: "chưa rõ, cần theo dõi tiếp các kỳ sau",
}


class State(StrEnum):
    """Where a question stands."""

    ASKED = "asked"
    ANSWERED = "answered"
    CLOSED = "closed"


STATE_NAMES = {
    State.ASKED: "chờ đơn vị trả lời",
    State.ANSWERED: "đơn vị đã trả lời",
    State.CLOSED: "đã đóng",
}


def state_of(answers: int, is_closed: bool) -> State:
    """Tell where a question stands from what there is: an answer, a closing."""
    if is_closed:
        return State.CLOSED
    return State.ANSWERED if answers else State.ASKED


def shown_from(asked_on: date, unit_days: float, calendar: Calendar) -> date:
    """Verifiers see a question after the unit's own working days (đơn vị xem trước), or when the unit has answered."""
    return calendar.add(asked_on, int(unit_days) + 1)


def check_can_still_answer(state: State) -> None:
    """A closed question takes no more answers."""
    if state is State.CLOSED:
        raise Overtaken("Câu hỏi này đã đóng, không trả lời thêm được.")


def check_words(words: str) -> None:
    """An answer, a reason says something."""
    if len(words.strip()) < 10:
        raise RuleBroken("Xin ghi vài câu.", field="words")


def check_can_close(state: State, today: date, seen_from: date) -> None:
    """A question is closed once, after the unit has answered or its working days have passed."""
    if state is State.CLOSED:
        raise Overtaken("Câu hỏi này đã đóng rồi.")
    if state is State.ASKED and today < seen_from:
        raise RuleBroken("Đơn vị còn thời gian trả lời trước. Xin đợi.")


def check_not_own(is_own_unit: bool) -> None:
    """Nobody closes a question put to the own unit (không tự kết luận về đơn vị mình)."""
    if is_own_unit:
        raise RuleBroken("Câu hỏi về đơn vị mình thì do người thẩm định của đơn vị khác đóng.")


def check_setting_source(source: str) -> None:
    """A changed threshold says on what ground (căn cứ)."""
    if len(source.strip()) < 10:
        raise RuleBroken("Xin ghi căn cứ của ngưỡng mới, ví dụ số văn bản hoặc lý do.", field="source")
