"""The forms of one Vietnamese text: to keep (NFC), to compare (shadow), to search (without accents), to sort."""

import re
import unicodedata
from itertools import filterfalse

GRAVE, ACUTE, HOOK, TILDE, DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
TONES = (GRAVE, HOOK, TILDE, ACUTE, DOT)  # the order of Vietnamese dictionaries: huyền, hỏi, ngã, sắc, nặng
ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"

_UNSEEN = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)  # marks of direction, joiners, soft hyphens


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


def _moved(first: str, last: str) -> dict[str, str]:
    """Give what one tone placement changes at the end of a syllable: 'oà' to 'òa', 'uỷ' to 'ủy'."""
    return {first + _with_tone(last, tone): _with_tone(first, tone) + last for tone in TONES}


def _one_y(stem: str) -> dict[str, str]:
    """Give how 'i' alone behind a stem is written: 'lí' is 'lý', 'quí' is 'quý'."""
    return {stem + _with_tone("i", tone): stem + _with_tone("y", tone) for tone in ("", *TONES)}


_OA, _UY = _moved("o", "a") | _moved("o", "e"), _moved("u", "y")
_I = {written: now for stem in ("h", "k", "l", "m", "s", "t", "qu") for written, now in _one_y(stem).items()}
_RESPELT = _OA | _UY | _I
_ENDING = re.compile(rf"(?:{'|'.join(_OA)}|(?<!q)(?:{'|'.join(_UY)})|(?<![^\W\d_])(?:{'|'.join(_I)}))(?![^\W\d_])")


def _lower(letter: str) -> str:
    low = letter.lower()
    return low if len(low) == 1 else letter


def shadow(text: str) -> str:
    """Give a text of the same length to compare with: lower case, one tone placement. Every offset is kept.

    Marks of direction, joiners and soft hyphens, which nobody sees, become spaces.
    """
    text = _UNSEEN.sub(" ", text)
    low = text.lower()
    if len(low) != len(text):  # 'İ' grows when it is made small
        low = "".join(map(_lower, text))
    return _ENDING.sub(lambda match: _RESPELT[match.group()], low)


def search_key(text: str) -> str:
    """Give the form to search by: lower case, no accents, đ as d, single spaces, nothing that nobody sees."""
    parts = unicodedata.normalize("NFD", _UNSEEN.sub("", text).lower().replace("đ", "d"))
    return " ".join("".join(filterfalse(unicodedata.combining, parts)).split())


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
