"""Plain text and Markdown: only the letters are made even; the layout is the writer's."""

from kheo.files import letter_codes
from kheo.files.limits import Limits
from kheo.files.refused import Why


def read_plain(content: bytes, limits: Limits) -> str:
    """Decode plain writing; an old or unknown code is refused."""
    text = letter_codes.decode(content)
    if text is not None:
        return text
    old = letter_codes.old_code(content[:400_000].decode("latin-1"))
    if old == "VNI":
        return letter_codes.western(content)  # turned into Unicode with the texts of the other kinds
    if old:
        raise limits.refusal(Why.OLD_LETTERS, encoding=old)
    raise limits.refusal(Why.UNKNOWN_LETTERS)
