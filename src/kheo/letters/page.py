"""The empty page: paper, margins, styles named after the parts of a document, page numbers and notes at the edge."""

from datetime import UTC, date, datetime

from docx import Document
from docx.document import Document as Opened
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.section import _Footer, _Header
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from kheo.letters import rules
from kheo.letters.marks import mark, page_field, write
from kheo.letters.rules import PAGE, PARTS, Align, Part

KEPT_STYLES = {"Normal", "DefaultParagraphFont", "TableNormal", "NoList"}
KEPT_PARTS = ("/styles", "/settings")  # of python-docx's template; themes and font tables only name other fonts
ALIGNMENTS = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTRE: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
    Align.JUSTIFIED: WD_ALIGN_PARAGRAPH.JUSTIFY,
}
GREY = RGBColor(0x59, 0x59, 0x59)
ILLUSTRATIVE = "Tài liệu minh hoạ"
DECREED_ON = date(2020, 3, 5)  # stands in for the date of a notice that has none yet, so that equal notices are equal


def new_page() -> Opened:
    """Give an empty document on A4 with the decree's margins and one style for every part."""
    document = Document()
    _drop_template_parts(document)
    _set_defaults(document)
    for part in PARTS:
        _add_style(document, part)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(PAGE.width), Mm(PAGE.height)
    section.top_margin, section.bottom_margin = Mm(PAGE.top), Mm(PAGE.bottom)
    section.left_margin, section.right_margin = Mm(PAGE.left), Mm(PAGE.right)
    section.header_distance, section.footer_distance = Mm(PAGE.header), Mm(PAGE.footer)
    return document


def _drop_template_parts(document: Opened) -> None:
    relations = document.part.rels
    for key in [key for key, relation in relations.items() if not relation.reltype.endswith(KEPT_PARTS)]:
        del relations[key]
    outer = document.part.package.rels
    for key in [
        key for key, relation in outer.items() if relation.reltype.endswith(("/thumbnail", "/extended-properties"))
    ]:
        del outer[key]


def _set_defaults(document: Opened) -> None:
    """Leave only the styles every document has, all in Times New Roman and in Vietnamese."""
    styles = document.styles.element
    for style in styles.findall(qn("w:style")):
        if style.get(qn("w:styleId")) not in KEPT_STYLES:
            styles.remove(style)
    defaults = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    defaults.clear()
    fonts = dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), rules.FONT)
    size = round(2 * rules.BODY.size)
    for element in (
        mark("rFonts", **fonts),
        mark("sz", val=size),
        mark("szCs", val=size),
        mark("lang", val=rules.LANGUAGE, eastAsia=rules.LANGUAGE, bidi="ar-SA"),
    ):
        defaults.append(element)
    paragraphs = styles.find(f"{qn('w:docDefaults')}/{qn('w:pPrDefault')}")
    paragraphs.clear()
    settings = document.settings.element
    for tag in ("w:compat", "w:themeFontLang", "w:rsids", "m:mathPr"):  # they name other fonts, or other people's edits
        for old in settings.findall(qn(tag)):
            settings.remove(old)
    compat = mark("compat")
    word = "http://schemas.microsoft.com/office/word"
    compat.append(mark("compatSetting", name="compatibilityMode", uri=word, val=15))
    settings.insert_element_before(compat, "w:clrSchemeMapping", "w:decimalSymbol", "w:listSeparator")


def _add_style(document: Opened, part: Part) -> None:
    style = document.styles.add_style(part.term, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)  # noqa: S101  add_style is typed for every kind of style
    style.quick_style = True
    style.font.name, style.font.size = rules.FONT, Pt(part.size)
    style.font.bold, style.font.italic = part.bold, part.italic
    for key in ("eastAsia", "cs"):
        style.element.rPr.rFonts.set(qn(f"w:{key}"), rules.FONT)
    if part is rules.NOTE:
        style.font.color.rgb = GREY
    layout = style.paragraph_format
    layout.alignment = ALIGNMENTS[part.align]
    layout.space_before, layout.space_after = Pt(part.before), Pt(part.after)
    layout.line_spacing = Pt(part.size) if part is rules.RULE else part.line
    layout.widow_control = True
    if part.first_line_mm:
        layout.first_line_indent = Mm(part.first_line_mm)
    if part.hanging_mm:
        layout.left_indent, layout.first_line_indent = Mm(part.hanging_mm), Mm(-part.hanging_mm)


def set_edges_of_pages(document: Opened, *, illustrative: bool, footer: str) -> None:
    """Number the pages from the second on, in the top margin; notes stand in the bottom margin of every page."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.style = rules.PAGE_NUMBER.term
    page_field(number)
    _note(section.first_page_header, ILLUSTRATIVE if illustrative else "")
    note = " · ".join(words for words in (ILLUSTRATIVE if illustrative else "", footer) if words)
    _note(section.footer, note)
    _note(section.first_page_footer, note)


def _note(edge: _Header | _Footer, words: str) -> None:
    write(edge.paragraphs[0], rules.NOTE, words)


def set_properties(document: Opened, *, title: str, author: str, issued_on: date | None, category: str) -> None:
    """Say title, language and issuer in the file's properties; times are the day of issue, never the clock's."""
    stamp = datetime.combine(issued_on or DECREED_ON, datetime.min.time(), tzinfo=UTC).replace(tzinfo=None)
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = title[:255], author[:255], author[:255]
    properties.language, properties.category, properties.comments = rules.LANGUAGE, category, ""
    properties.created = properties.modified = stamp
    properties.revision = 1
