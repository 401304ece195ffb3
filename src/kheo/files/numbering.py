"""List numbers of a .docx made visible: "1.", "a)", "-" as Word would print them."""

from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DEEPEST = 9
ROMAN = (
    ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
    + ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
)  # fmt: skip


@dataclass(frozen=True)
class Level:
    """One level of a list: where it starts, how its number looks, the pattern ("%1.%2.") around it."""

    start: int = 1
    style: str = "decimal"
    pattern: str = ""
    plain: bool = False  # w:isLgl: all numbers of this level are Arabic


@dataclass
class Numbering:
    """The lists of a document, counted while its paragraphs are walked in order."""

    lists: dict[str, str] = field(default_factory=dict)  # numId -> abstractNumId
    levels: dict[tuple[str, int], Level] = field(default_factory=dict)  # (numId, level) -> Level
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)  # paragraph style -> (numId, level)
    counts: dict[str, list[int | None]] = field(default_factory=dict)
    restarted: set[str] = field(default_factory=set)

    def mark(self, paragraph: etree._Element) -> str:
        """Give the number or bullet that stands before a paragraph, or ''."""
        list_id, depth = self._place(paragraph)
        if list_id not in self.lists or not 0 <= depth < DEEPEST:
            return ""
        counts = self._count(list_id, depth)
        level = self.levels.get((list_id, depth), Level())
        if level.style == "bullet":
            return "-"
        if level.style == "none":
            return level.pattern.strip()
        return self._write(list_id, level, counts)

    def _place(self, paragraph: etree._Element) -> tuple[str, int]:
        """Find list and level: on the paragraph itself, else through its style."""
        own = paragraph.find(f"{W}pPr/{W}numPr")
        style = value(paragraph.find(f"{W}pPr/{W}pStyle"))
        by_style = self.styles.get(style, ("", 0))
        if own is None:
            return by_style
        list_id = value(own.find(f"{W}numId")) or by_style[0]
        depth = own.find(f"{W}ilvl")
        return list_id, number(depth, 0) if depth is not None else by_style[1]

    def _count(self, list_id: str, depth: int) -> list[int | None]:
        """Step the counter of a level and forget the deeper ones; a level never met before begins at its start."""
        counts = self.counts.setdefault(self.lists[list_id], [None] * DEEPEST)
        if list_id in self.restarted:
            self.restarted.discard(list_id)
            counts[:] = [None] * DEEPEST
        for above in range(depth):
            if counts[above] is None:
                counts[above] = self.levels.get((list_id, above), Level()).start
        now = counts[depth]
        counts[depth] = self.levels.get((list_id, depth), Level()).start if now is None else now + 1
        counts[depth + 1 :] = [None] * (DEEPEST - depth - 1)
        return counts

    def _write(self, list_id: str, level: Level, counts: list[int | None]) -> str:
        text = level.pattern
        for depth in range(DEEPEST):
            style = "decimal" if level.plain else self.levels.get((list_id, depth), Level()).style
            text = text.replace(f"%{depth + 1}", FIGURES.get(style, str)(counts[depth] or 1))
        return text.strip()


def read_numbering(numbering: etree._Element | None, styles: etree._Element | None) -> Numbering:
    """Build the counters from word/numbering.xml and word/styles.xml (either may be absent)."""
    found = Numbering()
    if numbering is not None:
        abstract = {
            item.get(f"{W}abstractNumId", ""): {number_of(level): _level(level) for level in item.iter(f"{W}lvl")}
            for item in numbering.iter(f"{W}abstractNum")
        }
        for item in numbering.iter(f"{W}num"):
            _add_list(found, item, abstract)
    if styles is not None:
        found.styles = _style_lists(styles)
    return found


def _add_list(found: Numbering, item: etree._Element, abstract: dict[str, dict[int, Level]]) -> None:
    list_id = item.get(f"{W}numId", "")
    abstract_id = value(item.find(f"{W}abstractNumId"))
    levels = dict(abstract.get(abstract_id, {}))
    for override in item.iter(f"{W}lvlOverride"):
        depth = number_of(override)
        whole = override.find(f"{W}lvl")
        if whole is not None:
            levels[depth] = _level(whole)
        start = override.find(f"{W}startOverride")
        if start is not None:
            old = levels.get(depth, Level())
            levels[depth] = Level(number(start, 1), old.style, old.pattern, old.plain)
            found.restarted.add(list_id)
    found.lists[list_id] = abstract_id
    found.levels.update({(list_id, depth): level for depth, level in levels.items()})


def _level(level: etree._Element) -> Level:
    return Level(
        start=number(level.find(f"{W}start"), 1),
        style=value(level.find(f"{W}numFmt")) or "decimal",
        pattern=value(level.find(f"{W}lvlText")),
        plain=level.find(f"{W}isLgl") is not None,
    )


def _style_lists(styles: etree._Element) -> dict[str, tuple[str, int]]:
    """Give the list of every style that has one, also by inheritance."""
    parents: dict[str, str] = {}
    own: dict[str, tuple[str, int]] = {}
    for style in styles.iter(f"{W}style"):
        style_id = style.get(f"{W}styleId", "")
        parents[style_id] = value(style.find(f"{W}basedOn"))
        given = style.find(f"{W}pPr/{W}numPr")
        if given is not None:
            own[style_id] = (value(given.find(f"{W}numId")), number(given.find(f"{W}ilvl"), 0))
    for style_id in parents:
        for ancestor in _ancestors(style_id, parents):
            if ancestor in own:
                own.setdefault(style_id, own[ancestor])
                break
    return own


def _ancestors(style_id: str, parents: dict[str, str]) -> list[str]:
    line: list[str] = []
    while style_id and style_id not in line:
        line.append(style_id)
        style_id = parents.get(style_id, "")
    return line


def value(element: etree._Element | None) -> str:
    """Give an element's w:val, or '' where either is missing."""
    return "" if element is None else str(element.get(f"{W}val", ""))


def number(element: etree._Element | None, otherwise: int) -> int:
    """Give an element's w:val as a number of at most five digits."""
    text = value(element)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else otherwise


def number_of(level: etree._Element) -> int:
    """Give the w:ilvl of a level, -1 if it is not a level number."""
    text = str(level.get(f"{W}ilvl", ""))
    return int(text) if text.isascii() and text.isdigit() and len(text) == 1 else -1


def letters(count: int) -> str:
    """1 -> a, 26 -> z, 27 -> aa: Word repeats the letter."""
    return chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 20)


def roman(count: int) -> str:
    """1 -> i, 4 -> iv; from 4000 on the figure itself."""
    if not 0 < count < 4000:
        return str(count)
    text = ""
    for worth, sign in ROMAN:
        text += sign * (count // worth)
        count %= worth
    return text


FIGURES: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda count: f"{count:02d}",
    "lowerLetter": letters,
    "upperLetter": lambda count: letters(count).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda count: roman(count).upper(),
    "none": lambda count: "",
}
