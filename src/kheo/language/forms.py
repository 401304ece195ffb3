"""The forms of one Vietnamese text: to keep (NFC), to compare (shadow), to search (without accents), to sort."""

import re
import unicodedata
from functools import lru_cache

GRAVE, ACUTE, HOOK, TILDE, DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
TONES = (GRAVE, HOOK, TILDE, ACUTE, DOT)  # the order of Vietnamese dictionaries: huyền, hỏi, ngã, sắc, nặng
ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"

_SYLLABLE = re.compile(r"[^\W\d_]+")
_SHORT_Y = frozenset({"h", "k", "l", "m", "s", "t", "qu"})
_UNSEEN = dict.fromkeys([0xAD, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)], " ")
_GONE = dict.fromkeys(_UNSEEN)
_BASES = {"oa": "oa", "oe": "oe", "uy": "uy"}


def nfc(text: str) -> str:
    """Give the form that is stored: composed letters, no-break spaces as spaces, one kind of line end."""
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ")


def _split_tone(letter: str) -> tuple[str, str]:
    """Give a letter without its tone, and the tone ('' when it has none)."""
    parts = unicodedata.normalize("NFD", letter)
    tone = "".join(mark for mark in parts if mark in TONES)
    base = "".join(mark for mark in parts if mark not in TONES)
    return unicodedata.normalize("NFC", base), tone


def _with_tone(letter: str, tone: str) -> str:
    return unicodedata.normalize("NFC", letter + tone)


@lru_cache(maxsize=20_000)
def _one_tone_place(syllable: str) -> str:
    """Write 'hoà', 'thuỷ' as 'hòa', 'thủy', and 'lí', 'quí' as 'lý', 'quý'; the length stays."""
    base, tone = _split_tone(syllable[-1])
    stem = syllable[:-1]
    if base == "i" and stem in _SHORT_Y:
        return stem + _with_tone("y", tone)
    if tone and stem[-1:] + base in _BASES and not stem.endswith("qu"):
        return stem[:-1] + _with_tone(stem[-1], tone) + base
    return syllable


def _lower(letter: str) -> str:
    low = letter.lower()
    return low if len(low) == 1 else letter


def shadow(text: str) -> str:
    """Give a text of the same length to compare with: lower case, one tone placement. Every offset is kept.

    Marks of direction, joiners and soft hyphens, which nobody sees, become spaces.
    """
    text = text.translate(_UNSEEN)
    low = text.lower()
    if len(low) != len(text):  # 'İ' grows when it is made small
        low = "".join(map(_lower, text))
    return _SYLLABLE.sub(lambda match: _one_tone_place(match.group()), low)


def search_key(text: str) -> str:
    """Give the form to search by: lower case, no accents, đ as d, single spaces, nothing that nobody sees."""
    parts = unicodedata.normalize("NFD", text.translate(_GONE).lower().replace("đ", "d"))
    bare = "".join(mark for mark in parts if not unicodedata.combining(mark))
    return " ".join(bare.split())


def _letter_key(letter: str) -> tuple[int, int]:
    base, tone = _split_tone(letter)
    place = ALPHABET.find(base)
    rank = 1000 + place if place >= 0 else min(ord(base[0]), 999) if ord(base[0]) < 128 else 2000 + ord(base[0])
    return rank, TONES.index(tone) + 1 if tone in TONES else 0


def _syllable_key(syllable: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    keys = [_letter_key(letter) for letter in syllable]
    return tuple(rank for rank, _ in keys), tuple(tone for _, tone in keys)


def sort_key(text: str) -> tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]:
    """Give a key that sorts as a Vietnamese dictionary: by syllable, letters first, then tones."""
    return tuple(_syllable_key(syllable) for syllable in shadow(nfc(text)).split())
