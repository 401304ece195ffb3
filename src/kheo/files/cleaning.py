"""What is kept of a file that people hand in: photos lose what they tell, and what acts when opened is not kept."""

from kheo.files.confined import inspect_confined, repaint_confined
from kheo.files.kinds import Kind
from kheo.files.limits import Limits

PICTURES = frozenset({Kind.PNG, Kind.JPEG})
ACTING = frozenset({Kind.DOCX, Kind.XLSX, Kind.PDF})  # kinds that can hold what acts when they are opened


def cleaned(content: bytes, kind: Kind, *, limits: Limits | None = None) -> bytes:
    """Give the bytes to keep; `FileRefused` for a picture that cannot be painted anew, and for a file that acts."""
    limits = limits or Limits()
    if kind in PICTURES:
        return repaint_confined(content, kind, limits)
    if kind in ACTING:
        inspect_confined(content, kind, limits)
    return content
