"""The foot of a document: recipients on the left, authority and post of the signer on the right."""

from typing import Protocol

from docx.document import Document as Opened
from docx.shared import Pt

from kheo.letters import rules
from kheo.letters.heading import add_balanced
from kheo.letters.marks import add, keep_row_whole, set_edges, set_widths, twips
from kheo.letters.notice import Signature
from kheo.letters.rules import PAGE

FREE = 6  # points between the closing words and the block


class Signed(Protocol):
    """A paper with a foot: who gets it, where it is filed, who signs."""

    @property
    def recipients(self) -> tuple[str, ...]:
        """Who gets it."""

    @property
    def filed(self) -> str:
        """Where a copy stays."""

    @property
    def signature(self) -> Signature:
        """Who signs."""


def write_signature(document: Opened, notice: Signed) -> None:
    """Write parts 7 and 9b side by side, in one row that is never parted; the room to sign stays free."""
    table = document.add_table(rows=1, cols=2)
    half = PAGE.text_width / 2
    set_edges(table, ruled=False, side=0)
    set_widths(table, (half, half))
    keep_row_whole(table.rows[0])
    recipients, signer = table.rows[0].cells
    add(recipients, rules.RECIPIENTS, "Nơi nhận:").paragraph_format.space_before = Pt(FREE)
    for line in rules.recipient_lines(notice.recipients, notice.filed):
        add(recipients, rules.RECIPIENT, line)
    for line in notice.signature.lines:
        add_balanced(signer, rules.AUTHORITY, line.upper(), twips(half) / 20)
    signer.paragraphs[0].paragraph_format.space_before = Pt(FREE)
    add(signer, rules.SIGNER, notice.signature.name)
