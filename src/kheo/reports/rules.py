"""How the leader's page counts commitments in words. A design of this project; no regulation fixes it."""

from dataclasses import dataclass

from kheo.wording import gettext

COUNT_WORDS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")


@dataclass(frozen=True)
class Tally:
    """How many commitments reached their target, how many did not, how many lack data."""

    reached: int
    missed: int
    unknown: int

    @property
    def sentence(self) -> str:
        """Say it in one line: "Hai điều đạt mục tiêu, ba điều chưa đạt."; nothing without commitments."""
        parts = (
            (self.reached, gettext("{n} điều đạt mục tiêu")),
            (self.missed, gettext("{n} điều chưa đạt")),
            (self.unknown, gettext("{n} điều chưa đủ số liệu để nói")),
        )
        text = ", ".join(words.format(n=count_word(count)) for count, words in parts if count)
        return f"{text[0].upper()}{text[1:]}." if text else ""


def count_word(count: int) -> str:
    """Write a small count as a word (số đếm bằng chữ), a larger one in digits."""
    return gettext(COUNT_WORDS[count]) if count < len(COUNT_WORDS) else str(count)
