"""The steps of one imported file on its way in."""

from enum import StrEnum


class State(StrEnum):
    """Where an import stands (trạng thái lần nhập)."""

    TAKEN = "taken"
    CHECKING = "checking"
    CHECKED = "checked"
    IMPORTING = "importing"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


STATE_NAMES = {
    State.TAKEN: "chờ chọn cột",
    State.CHECKING: "đang kiểm tra",
    State.CHECKED: "chờ nhập",
    State.IMPORTING: "đang nhập",
    State.DONE: "đã nhập",
    State.FAILED: "không xong",
    State.CANCELLED: "đã bỏ",
}
RUNNING = frozenset({State.CHECKING, State.IMPORTING})
ENDED = frozenset({State.DONE, State.CANCELLED})
