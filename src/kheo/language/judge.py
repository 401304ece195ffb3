"""Is this text Vietnamese at all? Used to refuse what the reader would only guess at."""

import re

from kheo.language.forms import nfc

_WORD = re.compile(r"[^\W\d_]+")
# letters that French, Portuguese, Spanish or Italian do not have
_OWN_LETTERS = frozenset("ăđơưảạằẳẵắặầẩẫấậẻẽẹềểễếệỉĩịỏọồổỗốộờởỡớợủũụừửữứựỳỷỹỵ")
_FUNCTION_WORDS = frozenset(
    {"và", "của", "các", "trong", "không", "này", "có", "theo", "khi", "công", "tác", "trên", "nhân", "quy", "trình"}
)
ENOUGH = 0.3
_FOREIGN = re.compile("[\u1f00-\U0010ffff]")
_PROBE = 60_000  # characters looked at: a judgement needs no more


def _words(text: str) -> list[str]:
    return _WORD.findall(nfc(text[:_PROBE]).lower())


def _share(words: list[str]) -> float:
    own = sum(1 for word in words if word in _FUNCTION_WORDS or not _OWN_LETTERS.isdisjoint(word))
    return own / len(words) if words else 0.0


def vietnamese_share(text: str) -> float:
    """Give the share (0 to 1) of words that hold a Vietnamese letter or are Vietnamese function words."""
    return _share(_words(text))


def is_vietnamese(text: str) -> bool:
    """Judge that a text is Vietnamese with its accents: about one word in two holds a letter that only Vietnamese has.

    French and Portuguese stay near none. Vietnamese typed without accents is refused too,
    because the reader would only guess at it. So are letters of other scripts (Chinese, Cyrillic, Thai...) that
    outweigh the Latin ones.
    """
    words = _words(text)
    foreign = sum(1 for letter in _FOREIGN.findall(text[:_PROBE]) if letter.isalpha())
    return _share(words) >= ENOUGH and foreign * 2 <= sum(map(len, words))
