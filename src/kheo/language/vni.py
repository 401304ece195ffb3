"""VNI letters turned into Unicode, exactly: each mark follows its vowel as a letter of its own ("Coäng hoøa").

Source: the VNI code table for Windows, public. Unlike TCVN3 it keeps capitals in the code, so that nothing is guessed.
"""

import re

_TONES = {"á": "ù", "à": "ø", "ả": "û", "ã": "õ", "ạ": "ï"}  # on a bare vowel, by the tone of "a"
_WITH_ROOF = {"ấ": "á", "ầ": "à", "ẩ": "å", "ẫ": "ã", "ậ": "ä", "â": "â"}
_WITH_BOWL = {"ắ": "é", "ằ": "è", "ẳ": "ú", "ẵ": "ü", "ặ": "ë", "ă": "ê"}
_ROWS = (  # letters in the order of the marks, and the vowel that the marks follow
    ("áàảãạ", "a", _TONES), ("éèẻẽẹ", "e", _TONES), ("óòỏõọ", "o", _TONES), ("úùủũụ", "u", _TONES),
    ("ýỳỷỹ", "y", _TONES), ("ớờởỡợ", "ô", _TONES), ("ứừửữự", "ö", _TONES), ("ấầẩẫậâ", "a", _WITH_ROOF),
    ("ếềểễệê", "e", _WITH_ROOF), ("ốồổỗộô", "o", _WITH_ROOF), ("ắằẳẵặă", "a", _WITH_BOWL),
)  # fmt: skip
_ALONE = {"ơ": "ô", "ư": "ö", "đ": "ñ", "í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î"}

VNI_OF = _ALONE | {
    letter: vowel + mark
    for letters, vowel, marks in _ROWS
    for letter, mark in zip(letters, marks.values(), strict=False)
}
_LETTER_OF = {written: letter for letter, written in VNI_OF.items()}
_WRITTEN = re.compile("|".join(sorted(map(re.escape, _LETTER_OF), key=len, reverse=True)), re.I)


def _letter(found: re.Match[str]) -> str:
    written = found.group()
    letter = _LETTER_OF[written.lower()]
    return letter.upper() if written[0].isupper() else letter


def unicode_of(text: str) -> str:
    """Give a text that is wholly in VNI letters in Unicode; the case of a letter is that of its vowel."""
    return _WRITTEN.sub(_letter, text)
