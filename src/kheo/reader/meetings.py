"""The meeting that a text reports (first version)."""

from collections.abc import Sequence
from datetime import date

from kheo.reader.blocks import Block
from kheo.reader.drafts import Source
from kheo.reader.model import Meeting


def find_meeting(source: Source, lines: Sequence[Block], kind: str, today: date | None) -> Meeting | None:
    """Give the meeting."""
    return None
