"""The head of a document: issuer and number on the left; national name, motto, place and date on the right."""

from datetime import date
from typing import Protocol

from docx.document import Document as Opened
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.shared import Mm, Pt
from docx.table import _Cell

from kheo.letters import measure, rules
from kheo.letters.marks import add, indent, keep_row_whole, rule_below, set_edges, set_widths
from kheo.letters.rules import PAGE, Part

SLACK = 3.0  # points left free beside a balanced line, as no two word processors measure quite alike


class Headed(Protocol):
    """A paper with a head: who issues it, under whom, its number, place and day."""

    @property
    def superior(self) -> str:
        """The body above."""

    @property
    def issuer(self) -> str:
        """The body that issues it."""

    @property
    def symbol(self) -> str:
        """The symbol after the number."""

    @property
    def place(self) -> str:
        """Where it is issued."""

    @property
    def number(self) -> int | None:
        """Its number, once it has one."""

    @property
    def issued_on(self) -> date | None:
        """Its day, once it has one."""


def write_heading(document: Opened, notice: Headed) -> None:
    """Write parts 1 to 4 in a table without borders."""
    table = document.add_table(rows=2, cols=2)
    widths = [share * PAGE.text_width for share in rules.HEADING_SHARES]
    set_edges(table, ruled=False, side=0)
    set_widths(table, widths)
    for row in table.rows:
        keep_row_whole(row)
    left, right = (Mm(width).pt for width in widths)
    (issuer, nation), (number, place) = (row.cells for row in table.rows)
    if notice.superior:
        add_balanced(issuer, rules.SUPERIOR, notice.superior.upper(), left)
    add_balanced(issuer, rules.ISSUER, notice.issuer.upper(), left)
    add_short_rule(issuer, rules.ISSUER, notice.issuer.upper(), left)
    add(nation, rules.NATION, rules.NATIONAL_NAME)
    add(nation, rules.MOTTO_PART, rules.MOTTO)
    motto = measure.width(rules.MOTTO, rules.MOTTO_PART.size, bold=True)
    add_rule(nation, motto, right)
    add(number, rules.NUMBER, rules.number_line(notice.number, notice.symbol))
    add(place, rules.PLACE_AND_DATE, rules.date_line(notice.place, notice.issued_on))
    for cell in (number, place):
        cell.vertical_alignment = WD_ALIGN_VERTICAL.BOTTOM
        cell.paragraphs[0].paragraph_format.space_before = Pt(6)


def add_balanced(container: Opened | _Cell, part: Part, text: str, room: float) -> None:
    """Add a centred text whose lines are about equally long: no single word on the last line."""
    paragraph = add(container, part, text)
    if len(measure.lines(text, part.size, room, bold=part.bold)) > 1:
        narrow = measure.balanced(text, part.size, room, bold=part.bold) + SLACK
        indent(paragraph, max(0.0, (room - narrow) / 2))


def add_short_rule(container: Opened | _Cell, part: Part, text: str, room: float) -> None:
    """Draw the line of a third to a half of the text above it."""
    longest = measure.longest_line(text, part.size, room, bold=part.bold)
    add_rule(container, longest * rules.SHORT_RULE_CHOSEN, room)


def add_rule(container: Opened | _Cell, length: float, room: float) -> None:
    """Draw a centred solid line as the lower border of a flat, empty paragraph (underlined text would not do)."""
    paragraph = add(container, rules.RULE, "")
    indent(paragraph, max(0.0, (room - length) / 2))
    rule_below(paragraph)
