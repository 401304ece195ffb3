"""The states and channels of a dossier as the dossier systems exchange them.

Source: the list that the National Public Service Portal fixes for status updates [3P]. Local systems have more states
of their own; an import maps their words to these ten codes.
"""

from collections.abc import Mapping
from enum import IntEnum
from functools import lru_cache
from typing import TypeVar

from kheo.language import search_key

SOURCE = "theo hệ thống hồ sơ"
SOURCE_ASSURANCE = "third party"


class Status(IntEnum):
    """Where a dossier stands (trạng thái hồ sơ)."""

    SUBMITTED = 1
    ACCEPTED = 2
    REFUSED = 3
    PROCESSING = 4
    SUPPLEMENT_REQUESTED = 5
    PAYMENT_DUE = 6
    WITHDRAWAL_REQUESTED = 7
    STOPPED = 8
    DONE = 9
    RETURNED = 10


STATUS_NAMES = {
    Status.SUBMITTED: "Mới đăng ký",
    Status.ACCEPTED: "Được tiếp nhận",
    Status.REFUSED: "Không được tiếp nhận",
    Status.PROCESSING: "Đang xử lý",
    Status.SUPPLEMENT_REQUESTED: "Yêu cầu bổ sung giấy tờ",
    Status.PAYMENT_DUE: "Yêu cầu thực hiện nghĩa vụ tài chính",
    Status.WITHDRAWAL_REQUESTED: "Công dân yêu cầu rút hồ sơ",
    Status.STOPPED: "Dừng xử lý",
    Status.DONE: "Đã xử lý xong",
    Status.RETURNED: "Đã trả kết quả",
}

FINISHED = frozenset({Status.DONE, Status.RETURNED})
BROKEN_OFF = frozenset({Status.REFUSED, Status.WITHDRAWAL_REQUESTED, Status.STOPPED})
CLOSED = FINISHED | BROKEN_OFF
OPEN = frozenset(Status) - CLOSED
SURELY_ACCEPTED = frozenset(Status) - {Status.SUBMITTED, Status.REFUSED, Status.WITHDRAWAL_REQUESTED}


class Channel(IntEnum):
    """How a dossier came in (hình thức nộp)."""

    COUNTER = 1
    ONLINE = 2
    POST = 3


CHANNEL_NAMES = {
    Channel.COUNTER: "Trực tiếp",
    Channel.ONLINE: "Trực tuyến",
    Channel.POST: "Bưu chính công ích",
}

RATINGS = range(1, 6)
RATING_NAMES = {
    1: "Rất không hài lòng",
    2: "Không hài lòng",
    3: "Bình thường",
    4: "Hài lòng",
    5: "Rất hài lòng",
}

# Words met in exports of dossier systems, besides the names above and the codes themselves.
_OTHER_STATUS_WORDS = {
    "mới nộp": Status.SUBMITTED,
    "chờ tiếp nhận": Status.SUBMITTED,
    "đã tiếp nhận": Status.ACCEPTED,
    "tiếp nhận": Status.ACCEPTED,
    "từ chối tiếp nhận": Status.REFUSED,
    "từ chối": Status.REFUSED,
    "đang giải quyết": Status.PROCESSING,
    "đã bổ sung giấy tờ": Status.PROCESSING,
    "chờ bổ sung": Status.SUPPLEMENT_REQUESTED,
    "yêu cầu bổ sung": Status.SUPPLEMENT_REQUESTED,
    "chờ thanh toán": Status.PAYMENT_DUE,
    "chờ nộp phí": Status.PAYMENT_DUE,
    "rút hồ sơ": Status.WITHDRAWAL_REQUESTED,
    "đã huỷ": Status.STOPPED,
    "trả lại": Status.STOPPED,
    "đã có kết quả": Status.DONE,
    "đã giải quyết": Status.DONE,
    "đã xong": Status.DONE,
    "hoàn thành": Status.DONE,
    "đã trả": Status.RETURNED,
}
_OTHER_CHANNEL_WORDS = {
    "tại quầy": Channel.COUNTER,
    "online": Channel.ONLINE,
    "qua mạng": Channel.ONLINE,
    "cổng dịch vụ công": Channel.ONLINE,
    "bưu chính": Channel.POST,
    "bưu điện": Channel.POST,
}


Code = TypeVar("Code", bound=IntEnum)


def _by_key(names: Mapping[Code, str], others: Mapping[str, Code]) -> dict[str, Code]:
    words = {name: code for code, name in names.items()} | dict(others)
    return {search_key(word): code for word, code in words.items()} | {str(int(code)): code for code in names}


_STATUS_OF = _by_key(STATUS_NAMES, _OTHER_STATUS_WORDS)
_CHANNEL_OF = _by_key(CHANNEL_NAMES, _OTHER_CHANNEL_WORDS)
_RATING_OF = {search_key(word): rating for rating, word in RATING_NAMES.items()} | {str(n): n for n in RATINGS}


@lru_cache(maxsize=1_000)
def status_of(words: str) -> Status | None:
    """Give the status that a cell means: a code 1 to 10, or words; None when unknown."""
    return _STATUS_OF.get(search_key(words))


@lru_cache(maxsize=1_000)
def channel_of(words: str) -> Channel | None:
    """Give the channel that a cell means: a code 1 to 3, or words; None when unknown."""
    return _CHANNEL_OF.get(search_key(words))


@lru_cache(maxsize=1_000)
def rating_of(words: str) -> int | None:
    """Give the rating 1 to 5 that a cell means; None when unknown."""
    return _RATING_OF.get(search_key(words))
