"""A stretch of the text: what every pass hands to the next."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Span:
    """A stretch of the text, by its offsets."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Give the words of the span."""
        return text[self.start : self.end]
