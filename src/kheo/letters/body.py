"""The body: kind and abstract, opening, numbered sections with the task table, closing words."""

from docx.document import Document as Opened
from docx.shared import Mm, Pt

from kheo.letters import rules
from kheo.letters.heading import add_balanced, add_short_rule
from kheo.letters.marks import add
from kheo.letters.notice import NoticeOfConclusions, Section
from kheo.letters.rules import PAGE
from kheo.letters.tables import write_tasks

ABSTRACT_ROOM = 0.92  # of the text's width: a centred title keeps clear of the margins


def write_title(document: Opened, notice: NoticeOfConclusions) -> None:
    """Write the name of the kind, the abstract and the short rule below."""
    add(document, rules.KIND_NAME, "THÔNG BÁO").paragraph_format.keep_with_next = True
    room = Mm(PAGE.text_width).pt
    side = room * (1 - ABSTRACT_ROOM) / 2
    add_balanced(document, rules.ABSTRACT, notice.abstract, room - 2 * side)
    _widen(document, side)
    add_short_rule(document, rules.ABSTRACT, notice.abstract, room - 2 * side)
    _widen(document, side)
    document.paragraphs[-1].paragraph_format.space_after = Pt(12)


def _widen(document: Opened, side: float) -> None:
    """Move the last paragraph's indents in by the room that the title keeps clear."""
    layout = document.paragraphs[-1].paragraph_format
    layout.left_indent = Pt((layout.left_indent or Pt(0)).pt + side)
    layout.right_indent = Pt((layout.right_indent or Pt(0)).pt + side)


def write_body(document: Opened, notice: NoticeOfConclusions) -> None:
    """Write opening, sections, tasks and closing; the closing words stay with the signature."""
    for paragraph in notice.opening:
        add(document, rules.BODY, paragraph)
    for number, section in enumerate(notice.sections, 1):
        _write_section(document, number, section)
    if notice.tasks:
        _write_section(document, len(notice.sections) + 1, Section(notice.tasks_heading))
        write_tasks(document, notice.tasks)
    *before, last = notice.closing
    for paragraph in before:
        add(document, rules.BODY, paragraph)
    closing = add(document, rules.BODY, rules.with_end_mark(last))
    closing.paragraph_format.keep_with_next = True
    closing.paragraph_format.keep_together = True
    if notice.tasks and not before:
        closing.paragraph_format.space_before = Pt(9)


def _write_section(document: Opened, number: int, section: Section) -> None:
    heading = add(document, rules.BODY_HEADING, f"{number}. {section.heading}")
    heading.paragraph_format.keep_with_next = True
    for paragraph in section.paragraphs:
        add(document, rules.BODY, paragraph)
