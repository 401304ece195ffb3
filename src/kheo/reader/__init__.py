"""Reads official texts and news: the meeting that a text reports, the tasks that it assigns."""

from kheo.reader.model import Meeting, Reading, TaskFound
from kheo.reader.reading import read
from kheo.reader.spans import Span

__all__ = ["Meeting", "Reading", "Span", "TaskFound", "read"]
