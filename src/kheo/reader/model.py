"""What the reader gives: the meeting a text reports and the tasks it assigns."""

import datetime
from dataclasses import dataclass

from kheo.grammar.addressees import Addressed
from kheo.grammar.figures import Figure
from kheo.grammar.limits import Limit


@dataclass(frozen=True)
class Meeting:
    """The conference, meeting or working session that a text reports; unknown fields are None."""

    title: str
    date: str | None = None  # ISO
    location: str | None = None
    organiser: str | None = None
    chair: str | None = None
    papers_count: int | None = None
    papers: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Give the fields that `kheo read` prints."""
        names = ("title", "date", "location", "organiser", "chair", "papers_count")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True)
class TaskFound:
    """One task found in a text; `text`, `assignee` and `deadline` are exact substrings of it."""

    text: str
    start: int
    end: int
    assignee: str | None
    assignee_start: int | None
    deadline: str | None
    deadline_start: int | None
    deadline_iso: str | None
    theme: str
    confidence: float  # 0 to 1
    rule: str
    why: str
    limit: Limit | None = None  # what the deadline means
    cue: str = ""  # the word that orders, or the 'cần', 'phải' that makes it a duty
    heading: str = ""  # the heading or lead-in that it hangs on
    joining: str = ""  # the words of a card or a column that say who joins in
    addressed: Addressed | None = None  # which known units the assignee means; None when no units were given

    def as_json(self) -> dict[str, object]:
        """Give the fields that `kheo read` prints."""
        names = ("text", "assignee", "deadline", "deadline_iso", "theme", "confidence", "rule")
        return {name: getattr(self, name) for name in names}

    def as_suggestion(self) -> dict[str, object]:
        """Give what a person is shown who confirms: the fields above, why, and what the wordings mean."""
        told = self.addressed or Addressed()
        rhythm = self.limit.rhythm if self.limit else ""
        meant = {"group": told.group, "members": list(told.members), "unresolved": list(told.unresolved)}
        reason = {"why": self.why, "cue": self.cue, "heading": self.heading}
        return {**self.as_json(), **reason, "rhythm": rhythm, **meant}


@dataclass(frozen=True)
class Reading:
    """All that was read in one text."""

    meeting: Meeting | None
    tasks: tuple[TaskFound, ...]
    figures: tuple[Figure, ...] = ()
    text: str = ""  # the NFC text that every offset refers to
    kind: str = ""
    date: datetime.date | None = None  # the document's date: given, or found in it

    def as_json(self, id: str) -> dict[str, object]:
        """Give one line of `kheo read`: the meeting and the tasks."""
        meeting = self.meeting.as_json() if self.meeting else None
        return {"id": id, "meeting": meeting, "tasks": [task.as_json() for task in self.tasks]}
