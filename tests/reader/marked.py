"""Texts of the project with their tasks marked in place, and the measure of a reading against the marks.

A file has a head (`kind`, `date`, sometimes `meeting: title | day | place | organiser | chair | papers`), a line `---`,
then the text, in which `[[words]](assignee; day; theme)` marks a task; `^` means: the assignee of the mark before.
`marked/` holds the texts that the reader was mended with, `fresh/` those that were written in batches and scored once
before their faults were looked at (docs/reader.md has the scores), `unseen/` those of which only totals were looked at.
All of it is made up (minh hoạ): no such document exists.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

from kheo.reader import Reading, read

FOLDER = Path(__file__).parent / "marked"
FRESH = Path(__file__).parent / "fresh"
UNSEEN = Path(__file__).parent / "unseen"
BANDS = (0.0, 0.6, 0.7, 0.8, 0.9, 1.01)  # of confidence
ENOUGH = 0.6  # share of words from which a found task is a marked one
_MARK = re.compile(r"\[\[(.*?)\]\]\((.*?)\)(?=[\s.,;:/\"”|]|$)", re.S)
MEETING = ("title", "date", "location", "organiser", "chair", "papers_count")


@dataclass(frozen=True)
class Wanted:
    """A marked task."""

    text: str
    assignee: str | None
    day: str | None
    theme: str


@dataclass(frozen=True)
class Marked:
    """A text without its marks, with what they say."""

    name: str
    kind: str
    day: date
    text: str
    tasks: tuple[Wanted, ...]
    meeting: dict[str, str] | None


def load(path: Path) -> Marked:
    """Read a marked text."""
    head, body = path.read_text(encoding="utf-8").split("\n---\n", 1)
    fields = dict(line.split(": ", 1) for line in head.splitlines())
    tasks: list[Wanted] = []

    def plain(mark: re.Match[str]) -> str:
        who, day, theme = (part.strip() for part in mark[2].rsplit(";", 2))
        before = tasks[-1].assignee if tasks else None
        tasks.append(Wanted(mark[1], before if who == "^" else who or None, day or None, theme))
        return mark[1]

    text = _MARK.sub(plain, body).strip()
    meeting = (
        dict(zip(MEETING, (part.strip() for part in fields["meeting"].split("|")), strict=True))
        if "meeting" in fields
        else None
    )
    return Marked(path.stem, fields["kind"], date.fromisoformat(fields["date"]), text, tuple(tasks), meeting)


def _words(text: str | None) -> set[str]:
    return set(re.findall(r"\w+", (text or "").lower()))


def _likeness(one: str | None, other: str | None) -> float:
    a, b = _words(one), _words(other)
    return len(a & b) / len(a | b) if a | b else 1.0


def _same_name(wanted: str | None, found: str | None) -> bool:
    if not wanted or not found:
        return not wanted and not found
    a, b = _words(wanted), _words(found)
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    return _likeness(wanted, found) >= ENOUGH or (len(short) > 1 and short <= long and 2 * len(short) >= len(long))


@dataclass
class Score:
    """Counts over texts."""

    matched: int = 0
    wanted: int = 0
    found: int = 0
    assignee: int = 0
    day: int = 0
    theme: int = 0
    meeting: int = 0
    meeting_fields: int = 0

    @property
    def f1(self) -> float:
        """Give the harmonic mean of precision and recall of tasks."""
        return 2 * self.matched / (self.wanted + self.found) if self.wanted + self.found else 1.0

    def add(self, marked: Marked) -> "Score":
        """Read a text and count; give the counts of this text alone."""
        reading = read(marked.text, marked.day)
        pairs = _pairs(marked, reading)
        own = Score(len(pairs), len(marked.tasks), len(reading.tasks))
        for wanted, found in pairs:
            own.assignee += _same_name(wanted.assignee, found.assignee)
            own.day += wanted.day == found.deadline_iso
            own.theme += wanted.theme == found.theme
        _count_meeting(own, marked, reading)
        for name, value in vars(own).items():
            setattr(self, name, getattr(self, name) + value)
        return own


def _pairs(marked: Marked, reading: Reading) -> list:
    """Match marked and found tasks, the most alike first."""
    alike = sorted(
        (
            (_likeness(want.text, one.text), -i, -j)
            for i, want in enumerate(marked.tasks)
            for j, one in enumerate(reading.tasks)
        ),
        reverse=True,
    )
    left, right, pairs = set(), set(), []
    for likeness, i, j in alike:
        if likeness >= ENOUGH and i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((marked.tasks[-i], reading.tasks[-j]))
    return pairs


@dataclass(frozen=True)
class Band:
    """Proposals said to be about equally sure, and how many of them are marked tasks."""

    least: float
    most: float
    said: float  # mean confidence
    right: int
    of: int


def reliability(texts: Iterable[Marked]) -> list[Band]:
    """Hold how sure the reader says it is against what is marked; bands without a proposal are left out."""
    told: list[tuple[float, bool]] = []
    for marked in texts:
        reading = read(marked.text, marked.day)
        right = {id(found) for _wanted, found in _pairs(marked, reading)}
        told += [(task.confidence, id(task) in right) for task in reading.tasks]
    bands = []
    for least, most in pairwise(BANDS):
        within = [(sure, right) for sure, right in told if least <= sure < most]
        if within:
            said = sum(sure for sure, _right in within) / len(within)
            bands.append(Band(least, min(most, 1.0), said, sum(right for _sure, right in within), len(within)))
    return bands


def _count_meeting(own: Score, marked: Marked, reading: Reading) -> None:
    found = reading.meeting.as_json() if reading.meeting else {}
    for name in MEETING:
        want = (marked.meeting or {}).get(name) or None
        want, got = None if want == "-" else want, found.get(name)
        if want is not None or got is not None:
            own.meeting_fields += 1
            own.meeting += want == str(got) if name in ("date", "papers_count") else _same_name(want, got)
