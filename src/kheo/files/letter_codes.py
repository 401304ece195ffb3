"""Character codes of plain writing: Unicode is read; the old Vietnamese codes are recognised, never guessed at.

TCVN3 (TCVN 5712:1993, ".VnTime") and VNI put Vietnamese letters on the places of Western ones. VNI is turned into
Unicode, which is exact (`modern`). TCVN3 is refused: its capitals live in the font and not in the code, so `UBND` and
`ubnd` cannot be told apart.
"""

import codecs
import re
import unicodedata
from itertools import islice

from kheo.language import vni

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([a-z0-9_-]{2,40})""", re.I)
READABLE_CODES = {"utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp1258", "cp1252", "iso8859-1", "ascii"}

PIECE = 1 << 20
HEAD = 1 << 16

WORD = re.compile(r"[^\W\d_]+")
# Letters that only Vietnamese in Unicode has: the block U+1EA0-1EF9, đ, ơ, ư, ă and the combining horn.
VIETNAMESE = re.compile(r"[\u1ea0-\u1ef9đĐơƠưƯăĂ\u031b]")
TCVN3_MARKS = "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ"
# In TCVN3 a small letter meets signs and capitals that no Western word has inside: "céng hoµ x· héi".
TCVN3 = re.compile(r"[a-z][µ¸¶·¹¨»¾¼½©®ª«¬×÷ÆÇÊÈÉËÌÐÎÏÑÒÕÓÔÖÝØÜÞß]|[®«¬ª¨©][a-zµ¸¶·¹»¾¼½ÆÇÊÈÉËÒÕÓÔÖåèæçéêíëìî]")
# In VNI a vowel is followed by a second letter that carries its mark: "Coäng hoøa xaõ hoäi".
VNI = re.compile(r"[aoueiyAOUEIYöô][äøõïûâùáàåãêéèúüëÄØÕÏÛÂÙÁÀÅÃÊÉÈÚÜË]")


def decode(content: bytes) -> str | None:
    """Give the text of bytes that are Unicode or that declare a known code (HTML); None if the code is unknown."""
    code = code_of(content)
    return None if code is None else unicodedata.normalize("NFC", content.decode(code))


def code_of(content: bytes) -> str | None:
    """Name the code in which all the bytes can be read; in little memory, for a file may be large."""
    for bom, code in BOMS:
        if content.startswith(bom):
            return code if _fits(content, code) else None
    codes = ("utf-8", *_bare_utf16(content), *_declared(content))
    return next((code for code in codes if _fits(content, code)), None)


def _fits(content: bytes, code: str) -> bool:
    decoder, whole = codecs.getincrementaldecoder(code)(), memoryview(content)
    try:
        for start in range(0, len(content), PIECE):
            decoder.decode(whole[start : start + PIECE])
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def _bare_utf16(content: bytes) -> tuple[str, ...]:
    """UTF-16 without its mark: every second byte of spaces and line ends is zero."""
    head = content[:4096]
    if len(content) % 2 or b"\0" not in head:
        return ()
    little = head[1::2].count(0)
    big = head[0::2].count(0)
    return ("utf-16-le",) if little > 8 * big else ("utf-16-be",) if big > 8 * little else ()


def _declared(content: bytes) -> tuple[str, ...]:
    found = DECLARED.search(content[:2048])
    try:
        code = codecs.lookup(found.group(1).decode()).name if found else ""
    except LookupError:
        return ()
    return (code,) if code in READABLE_CODES else ()


def head_of(content: bytes, size: int) -> str | None:
    """Give the first `size` bytes as text, if all the bytes can be read."""
    code = code_of(content)
    return codecs.getincrementaldecoder(code)().decode(content[:size]) if code else None


def is_writing(content: bytes) -> bool:
    """Say whether the bytes are writing at all: text in some code, not a program or a picture."""
    text = head_of(content, HEAD)
    if text is None:
        text = content[:HEAD].decode("latin-1")
    strange = sum(1 for sign in text if ord(sign) < 32 and sign not in "\t\n\r\f\x0b\x1a")
    return strange == 0


def modern(text: str) -> str:
    """Give a text that is wholly in VNI letters in Unicode, and every other text as it is."""
    if old_code(text) != "VNI" or VIETNAMESE.search(text):
        return text
    return vni.unicode_of(text)


def western(content: bytes) -> str:
    """Give bytes in the code of old Western programs, which the old Vietnamese codes built upon."""
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def old_code(text: str) -> str | None:
    """Name the old Vietnamese code that a text seems to be written in ("TCVN3", "VNI"), or None."""
    sample = text[:200_000]
    words = len(WORD.findall(sample))
    enough = islice(VIETNAMESE.finditer(sample), words // 20, None)
    if words < 3 or next(enough, None):
        return None
    for name, pattern in (("TCVN3", TCVN3), ("VNI", VNI)):
        found = len(pattern.findall(sample))
        if found >= 3 and found * 6 > words:
            return name
    return None
