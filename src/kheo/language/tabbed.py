"""Tables as Word and Excel put them into plain text: cells parted by tabs, line breaks within cells like any other."""

import re

FILLED = 3  # cells of the first row; fewer may be an indent
TALL = 40  # lines of one row
_NUMBER = re.compile(r"\W*(?:\d{1,3}(?:\.\d{1,3})*|[a-zđ]|[ivxl]{1,6})?[.):/]?\W*", re.IGNORECASE)


def ruled(text: str) -> str:
    """Write a table's tabs as '|' and the line breaks within its cells as spaces; the text keeps its length.

    A table begins with a line of three filled cells or more, or with two lines of two whose first is no number of a
    list. A row goes on over lines until it has as many cells; a line of one cell is a heading within the table, or its
    end.
    """
    if "\t" not in text:
        return text
    lines = text.split("\n")
    found: list[str] = []
    wanted = at = 0
    while at < len(lines):
        wanted = wanted or _begins(lines, at)
        tall = _row(lines, at, wanted) if wanted and _tabs(lines[at]) else 0
        if tall:
            found.append(" ".join(lines[at : at + tall]).replace("\t", "|"))
        else:
            found.append(lines[at])
            wanted = wanted if wanted and _row(lines, at + 1, wanted) else 0
        at += tall or 1
    return "\n".join(found)


def _begins(lines: list[str], at: int) -> int:
    """Give how many tabs each row has of the table that begins here, or 0."""
    tabs = _tabs(lines[at])
    if tabs != 1:
        filled = sum(1 for cell in lines[at].split("\t") if cell.strip())
        return tabs if filled >= FILLED else 0
    both = at + 1 < len(lines) and _tabs(lines[at + 1]) == 1
    named = both and not any(_NUMBER.fullmatch(line.split("\t")[0]) for line in lines[at : at + 2])
    return int(named)


def _tabs(line: str) -> int:
    """Count the tabs between the words of a line; those before them are an indent."""
    return line.strip(" ").count("\t") if line.strip() else 0


def _row(lines: list[str], at: int, wanted: int) -> int:
    """Give over how many lines the row that begins here goes, or 0 where none begins."""
    tabs = 0
    for tall, line in enumerate(lines[at : at + TALL], 1):
        tabs += _tabs(line)
        if tabs == wanted:
            return tall
        if tabs > wanted or not tabs:
            return 0
    return 0
