"""What is kept of a file that people hand in: photos lose what they tell of place, time and device."""

from kheo.files.confined import repaint_confined
from kheo.files.kinds import Kind
from kheo.files.limits import Limits

PICTURES = frozenset({Kind.PNG, Kind.JPEG})


def cleaned(content: bytes, kind: Kind, *, limits: Limits | None = None) -> bytes:
    """Give the bytes to keep; `FileRefused` for a picture that cannot be painted anew. Other kinds stay as they are."""
    return repaint_confined(content, kind, limits or Limits()) if kind in PICTURES else content
