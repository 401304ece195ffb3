"""The response rate of an indicator over answers is an indicator itself: who could have answered, and who did."""

from copy import copy
from functools import lru_cache
from typing import Any

from kheo.measures.shapes import Filter, Ratio

RATE_TEXT = "Tỷ lệ phản hồi"
GOOD_TEXT = "Đã trả lời."
NOT_GOOD_TEXT = "Chưa trả lời: không tính là hài lòng, cũng không tính là không hài lòng."


@lru_cache(maxsize=128)
def response_of(ratio: Ratio) -> Ratio:
    """Give the ratio "answered of those who could have"; ValueError for a ratio that is not over answers.

    The same ratio gives the same response rate, so that its questions are put into SQL once.
    """
    could = ratio.answered_of
    if could is None:
        raise ValueError(f"{ratio.code}: nobody was asked")
    rate = copy(ratio)  # its texts as they are written, in whatever language they are read
    changed: dict[str, Any] = {
        "name": RATE_TEXT,
        "short_name": RATE_TEXT,
        "counted": _either(ratio.counted, could),
        "good": ratio.counted,
        "counted_text": rate.__dict__["_answered_text"],
        "good_text": GOOD_TEXT,
        "not_good_text": NOT_GOOD_TEXT,
        "left_out": (),
        "answered_of": None,
        "answered_text": "",
        "compared": None,
        "higher_is_better": True,
    }
    for name, value in changed.items():
        object.__setattr__(rate, name, value)
    return rate


def _either(first: Filter, second: Filter) -> Filter:
    """Give what one of the filters takes; where a filter does not know, the other decides."""

    def taken(facts: Any) -> Any:
        return first(facts).fill_null(False) | second(facts).fill_null(False)

    return taken
