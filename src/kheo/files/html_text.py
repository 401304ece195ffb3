"""The text of an HTML page: the article without the page's furniture, one line a block."""

import re
from collections.abc import Iterator

from lxml import etree

from kheo.files import letter_codes
from kheo.files.limits import Limits
from kheo.files.refused import Why

FURNITURE = frozenset(
    ("script", "style", "noscript", "template", "head", "nav", "aside", "footer", "dialog")
    + ("form", "button", "select", "textarea", "input", "iframe", "object", "embed")
    + ("svg", "math", "canvas", "audio", "video", "map")
)
ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary", "dialog", "menu"})
BLOCKS = frozenset(
    ("html", "body", "main", "article", "section", "header", "div", "center", "address", "blockquote", "pre", "p", "hr")
    + ("h1", "h2", "h3", "h4", "h5", "h6", "ol", "ul", "li", "dl", "dt", "dd", "details", "summary", "fieldset")
    + ("legend", "figure", "figcaption", "table", "caption", "thead", "tbody", "tfoot", "tr")
)
CELLS = frozenset({"td", "th"})
SPACE = re.compile(r"\s+")


def read_html(content: bytes, limits: Limits) -> list[str]:
    """Give the lines of a page; `main` or a single `article` stands for the page where there is one."""
    page = letter_codes.decode(content)
    if page is None:
        raise limits.refusal(Why.UNKNOWN_LETTERS)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = etree.fromstring(page.encode("utf-8", "ignore"), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        raise limits.refusal(Why.NO_TEXT)
    writer = _Lines()
    _walk(_article(root), writer)
    writer.end_line()
    return writer.lines


def _article(root: etree._Element) -> etree._Element:
    for name in ("main", "article"):
        found = list(root.iter(name))
        if len(found) == 1 and "".join(found[0].itertext()).strip():
            return found[0]
    return root


def _walk(top: etree._Element, writer: "_Lines") -> None:
    """Walk the tree without recursion, so that no depth of nesting can exhaust the stack."""
    walker = etree.iterwalk(top, events=("start", "end"))
    for event, element in walker:
        if event == "start":
            if not isinstance(element.tag, str) or _is_furniture(element, top):
                walker.skip_subtree()
                continue
            writer.start(element)
            writer.write(element.text, keep_lines=element.tag == "pre")
        else:
            writer.end(element)
            if element is not top:
                writer.write(element.tail)


def _is_furniture(element: etree._Element, top: etree._Element) -> bool:
    if element is top:
        return False
    style = element.get("style", "").replace(" ", "").lower()
    return (
        element.tag in FURNITURE
        or element.get("role") in ROLES
        or element.get("hidden") is not None
        or "display:none" in style
        or "visibility:hidden" in style
        or (element.tag == "header" and top.tag in ("html", "body") and element.getparent() in (top, top.find("body")))
    )


class _Lines:
    """Collects words into lines; knows whether a list number or a table row is under way."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.line: list[str] = []
        self.marks: list[Iterator[str]] = []
        self.begun = False  # a list number stands there and waits for its words
        self.rows: list[int] = []  # for every open table row, the cells begun

    def start(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in BLOCKS:
            self.end_block()
        if tag == "br":
            self.end_block()
        elif tag in ("ol", "ul"):
            self.marks.append(_marks(element))
        elif tag == "li" and self.marks:
            self.line.append(next(self.marks[-1]) + " ")
            self.begun = True
        elif tag == "tr":
            self.rows.append(0)
        elif tag in CELLS and self.rows:
            self.line.append(" | " if self.rows[-1] else "")
            self.rows[-1] += 1

    def end(self, element: etree._Element) -> None:
        if element.tag == "tr" and self.rows:
            self.rows.pop()
        if element.tag in ("ol", "ul") and self.marks:
            self.marks.pop()
        if element.tag in BLOCKS:
            self.end_block()

    def write(self, words: str | None, *, keep_lines: bool = False) -> None:
        if not words:
            return
        if not keep_lines:
            words = SPACE.sub(" ", words)
        self.line.append(words)
        self.begun = self.begun and not words.strip()

    def end_block(self) -> None:
        """End the line, except inside a table row, where blocks are only spaces between words."""
        if self.rows:
            self.line.append(" ")
        elif not self.begun:
            self.end_line()

    def end_line(self) -> None:
        line = "".join(self.line)
        self.line, self.begun = [], False
        if line.strip(" |-"):
            self.lines.append(line)


def _marks(element: etree._Element) -> Iterator[str]:
    """Give the numbers of an ordered list, or dashes."""
    if element.tag == "ul":
        while True:
            yield "-"
    start = element.get("start", "1")
    count = int(start) if start.isascii() and start.isdigit() and len(start) < 6 else 1
    while True:
        yield f"{chr(ord('a') + (count - 1) % 26)})" if element.get("type") == "a" else f"{count}."
        count += 1
