"""Reads official texts and news: the meeting that a text reports, the tasks that it assigns."""

from kheo.grammar.spans import Span
from kheo.reader.model import Meeting, Reading, TaskFound
from kheo.reader.reading import read

__all__ = ["Meeting", "Reading", "Span", "TaskFound", "read"]
