"""The table of tasks: who does what by when."""

from collections.abc import Sequence

from docx.document import Document as Opened
from docx.enum.table import WD_ALIGN_VERTICAL

from kheo.letters import rules
from kheo.letters.marks import add, keep_row_whole, keep_with_next, set_edges, set_widths
from kheo.letters.notice import TaskRow
from kheo.letters.rules import Part

HEADS = ("STT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời hạn")
WIDTHS = (12.0, 60.0, 33.0, 36.0, 24.0)  # millimetres; together the width of the text
PARTS: tuple[Part, ...] = (
    rules.TABLE_CENTRE,
    rules.TABLE_TEXT,
    rules.TABLE_TEXT,
    rules.TABLE_TEXT,
    rules.TABLE_CENTRE,
)


def write_tasks(document: Opened, tasks: Sequence[TaskRow]) -> None:
    """Write one row a task below a head that comes again on every page; no row is parted."""
    table = document.add_table(rows=1 + len(tasks), cols=len(HEADS))
    set_edges(table, ruled=True, side=1.5)
    set_widths(table, WIDTHS)
    head, *rows = table.rows
    keep_row_whole(head, repeated=True)
    for cell, words in zip(head.cells, HEADS, strict=True):
        add(cell, rules.TABLE_HEAD, words)
        cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    keep_with_next(head)
    for number, (row, task) in enumerate(zip(rows, tasks, strict=True), 1):
        keep_row_whole(row)
        written = (str(number), task.text, task.lead, "; ".join(task.coordinating), task.due)
        for cell, part, text in zip(row.cells, PARTS, written, strict=True):
            add(cell, part, text.replace(" - ", "\u00a0- "))  # a line may not begin with the hyphen of a name
    if len(rows) > 1:  # a single row would draw the whole table over the page with it
        keep_with_next(rows[-1])  # the last task, the closing words and the signature share a page
