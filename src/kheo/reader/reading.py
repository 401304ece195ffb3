"""Read a text: all passes in their order, from blocks to tasks with their confidence and reason."""

from collections.abc import Sequence
from datetime import date

from kheo.errors import RuleBroken
from kheo.files.letter_codes import modern, old_code
from kheo.files.refused import Why
from kheo.grammar.figures import figures
from kheo.grammar.people import find_people
from kheo.grammar.speech import quotes
from kheo.language import is_vietnamese, nfc, ruled, shadow, unwrapped, without_emphasis
from kheo.reader import assembly, kinds, meetings
from kheo.reader.blocks import Block, blocks
from kheo.reader.drafts import Draft, Source
from kheo.reader.model import Reading
from kheo.reader.passed import Passed
from kheo.reader.walk import Walk


def _check(text: str) -> None:
    """An empty or foreign text gets a clear sentence, never a guess."""
    if not text.strip():
        raise RuleBroken("Văn bản trống: không có chữ nào để đọc.", field="text")
    old = old_code(text)
    if old:
        raise RuleBroken(Why.OLD_LETTERS, field="text", encoding=old)
    if not is_vietnamese(text):
        raise RuleBroken("Văn bản này không phải tiếng Việt có dấu nên Khéo không đọc được.", field="text")


def _drafts(source: Source, lines: Sequence[Block], kind: str) -> list[Draft]:
    if kinds.explains_law(source, lines):
        return []
    people = find_people(source.text, source.shade)
    spoken = quotes(source.text, source.shade, people)
    start = kinds.body_start(source, lines, kind)
    passed = Passed(source, {source.text[block.start : block.end] for block in lines[:start]})
    walk = Walk(source, people, spoken, kind, passed, kinds.is_part(source, lines, kind), kinds.is_regulation(source))
    body = lines[start:]
    for place, block in enumerate(body):
        walk.step(block, body[place + 1] if place + 1 < len(body) else None)
    return walk.found


def read(text: str, date: date | None = None, units: Sequence[str] = ()) -> Reading:
    """Read an official text or a news item: the meeting that it reports and the tasks that it assigns.

    `date` is the document's date; without it the date is looked for in the text. `units` are names of known units:
    a task given to one of them is surer. Every offset and substring refers to `Reading.text`, the NFC form (and
    Unicode, where the text was in VNI letters).
    """
    whole = unwrapped(without_emphasis(ruled(modern(nfc(text)))))
    _check(whole)
    shade = shadow(whole)
    today = date or kinds.find_date(shade)
    source = Source(whole, shade, today)
    lines = blocks(whole, shade)
    kind = kinds.kind_of(source, lines)
    found = assembly.without_lead(source, _drafts(source, lines, kind), kinds.lead_end(source, lines, kind))
    tasks = assembly.assemble(source, found, today, units)
    meeting = meetings.find_meeting(source, lines, kind, today)
    return Reading(meeting, tasks, figures(whole, source.shade), whole, kind, today)
