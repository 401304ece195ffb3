"""How citizens are asked: at a kiosk, by a code on paper, by a link; how an asking ends; what the locality sends.

Source: a design of this project (docs/decisions/0031-citizens-answers.md). No rule of the State says how long a link
lives.
"""

from datetime import date, timedelta
from enum import IntEnum

from kheo.errors import RuleBroken


class Channel(IntEnum):
    """By which way somebody was asked (kênh hỏi)."""

    KIOSK = 1
    POSTER = 2
    LINK = 3


CHANNEL_NAMES = {
    Channel.KIOSK: "ki-ốt tại quầy",
    Channel.POSTER: "mã QR tại quầy",
    Channel.LINK: "liên kết riêng sau khi có kết quả",
}
DESK_CHANNELS = (Channel.KIOSK, Channel.POSTER)


class State(IntEnum):
    """How an asking ended (trả lời, từ chối, không trả lời)."""

    ANSWERED = 1
    REFUSED = 2
    SILENT = 3


STATE_NAMES = {
    State.ANSWERED: "trả lời",
    State.REFUSED: "từ chối",
    State.SILENT: "không trả lời",
}

TICKET_DAYS = 30
"""How long a link lives."""
LEFT_AFTER = timedelta(hours=1)
"""Questions that were opened and not answered for so long were left."""
COOLDOWN = timedelta(hours=12)
"""For how long a browser is known again at the same unit."""


def check_desk_open(is_open: bool) -> None:
    """A desk that is closed gets no new way in (quầy đã đóng)."""
    if not is_open:
        raise RuleBroken("Quầy này đã đóng.")


def check_link_in_use(is_in_use: bool) -> None:
    """A way in is withdrawn once (thu hồi mã của quầy)."""
    if not is_in_use:
        raise RuleBroken("Mã này đã thu hồi rồi.")


def check_something_to_ask(count: int) -> None:
    """Nobody is asked to open an empty page (câu hỏi đánh giá)."""
    if count == 0:
        raise RuleBroken("Địa phương chưa có câu hỏi đánh giá nào. Xin báo người quản trị.")


def last_day(asked_on: date) -> date:
    """A link opens the questions until the end of this day, which the message names (hạn của liên kết)."""
    return asked_on + timedelta(days=TICKET_DAYS)


def check_askable(*, has_result: bool, asked_already: bool) -> None:
    """A dossier's citizen is asked after the result, and once (liên kết đánh giá)."""
    if not has_result:
        raise RuleBroken("Chỉ hỏi ý kiến khi hồ sơ đã xong.")
    if asked_already:
        raise RuleBroken("Hồ sơ này đã có liên kết rồi. Mỗi hồ sơ chỉ hỏi một lần.")


def text_to_send(locality: str, code: str, address: str, last_day: str) -> str:
    """Give the words of the message that the locality sends by its own way: one question, one link, no name."""
    return (
        f"{locality}: hồ sơ {code} đã có kết quả. Mời anh/chị đánh giá việc phục vụ tại {address} "
        f"(đến hết {last_day}, không hỏi tên)."
    )
