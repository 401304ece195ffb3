"""Is this text Vietnamese at all? Used to refuse what the reader would only guess at."""

import re

from kheo.language.forms import nfc, shadow

_WORD = re.compile(r"[^\W\d_]+")
# letters that French, Portuguese, Spanish or Italian do not have
_OWN_LETTERS = frozenset("ăđơưảạằẳẵắặầẩẫấậẻẽẹềểễếệỉĩịỏọồổỗốộờởỡớợủũụừửữứựỳỷỹỵ")
_FUNCTION_WORDS = frozenset(
    {"và", "của", "các", "trong", "không", "này", "có", "theo", "khi", "công", "tác", "trên", "nhân", "quy", "trình"}
)
ENOUGH = 0.3
_PROBE = 60_000  # characters looked at: a judgement needs no more


def vietnamese_share(text: str) -> float:
    """Give the share (0 to 1) of words that hold a Vietnamese letter or are Vietnamese function words."""
    words = _WORD.findall(shadow(nfc(text[:_PROBE])))
    if not words:
        return 0.0
    own = sum(1 for word in words if word in _FUNCTION_WORDS or not _OWN_LETTERS.isdisjoint(word))
    return own / len(words)


def is_vietnamese(text: str) -> bool:
    """Judge that a text is Vietnamese with its accents: about one word in two holds a letter that only Vietnamese has.

    French and Portuguese stay near none. Vietnamese typed without accents is refused too,
    because the reader would only guess at it.
    """
    return vietnamese_share(text) >= ENOUGH and not _is_single_language_of_others(text)


def _is_single_language_of_others(text: str) -> bool:
    """Letters of other scripts (Chinese, Cyrillic, Thai...) that outweigh the Latin ones."""
    letters = [letter for letter in text[:_PROBE] if letter.isalpha()]
    foreign = sum(1 for letter in letters if ord(letter) > 0x1EFF)
    return foreign * 2 > len(letters)
