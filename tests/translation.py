"""Keeps the English catalogue: collects every sentence of the interface, merges, compiles.

`.venv/bin/python -m tests.translation` brings `django.po` and `django.mo` up to date and lists what is not translated.
Plain Python and Babel: nobody needs GNU gettext.
"""

import ast
import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "kheo"
PO = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
MO = PO.with_suffix(".mo")
VIETNAMESE = re.compile("[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]", re.IGNORECASE)

CALLS = {"_", "gettext", "gettext_lazy", "gettext_noop", "RuleBroken", "Overtaken"}
"""Functions whose first argument is a sentence to be translated, at once or where it is shown."""
SHAPES = {"_dossiers", "Signal", "Parameter", "Ratio", "LeftOut", "Source", "Column", "FactTable"}
"""Declarations whose Vietnamese texts are translated where they are shown."""
TABLES = re.compile(r"[A-Z][A-Z_]*_(NAMES|WORDS|TEXT)|WHY")
"""Constants that hold words for people: translated where they are shown."""
ENUMS = {"Why"}
KEPT = {"intake/rules/cells.py", "intake/rules/logs.py", "intake/rules/rows.py", "intake/rules/words.py"}
"""What is wrong with a row is kept with its file, in Vietnamese; the words of headers are data."""
COMMAND_LINE = {"cli", "demo", "postgres"}
"""Rooms that speak on the command line, which is Vietnamese."""


@dataclass(frozen=True)
class Sentence:
    """One sentence of the interface and where it stands."""

    text: str
    plural: str | None
    place: tuple[str, int]


def sentences() -> Iterator[Sentence]:
    """Collect all sentences, Python first, then templates."""
    for path in sources():
        place = path.relative_to(ROOT).as_posix()
        tree = ast.parse(path.read_text(encoding="utf-8"))
        yield from (Sentence(text, plural, (place, line)) for line, text, plural in _of_python(tree))
    for path in templates():
        place = path.relative_to(ROOT).as_posix()
        yield from (Sentence(text, plural, (place, line)) for line, text, plural in _of_template(path))


def sources() -> list[Path]:
    """List the Python files of the package."""
    found = (path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
    return sorted(path for path in found if _is_shown(path.relative_to(PACKAGE)))


def _is_shown(path: Path) -> bool:
    return path.as_posix() not in KEPT and path.parts[0] not in COMMAND_LINE


def templates() -> list[Path]:
    """List the templates of the package."""
    return sorted(path for path in PACKAGE.glob("*/templates/**/*") if path.suffix in (".html", ".txt"))


def _of_python(tree: ast.Module) -> Iterator[tuple[int, str, str | None]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) == "ngettext":
            one, many = node.args[:2]
            yield node.lineno, _text(one), _text(many)
        else:
            yield from ((each.lineno, _text(each), None) for each in _held(node))


def _held(node: ast.AST) -> Iterator[ast.expr]:
    """Give the constants that a node holds for translation."""
    match node:
        case ast.Call(func=func, args=[first, *_]) if _name(func) in CALLS:
            yield from (each for each in (first,) if _text(each))
        case ast.Call(func=ast.Attribute(attr="__init__"), args=[first, *_]):
            yield from _vietnamese([first])
        case ast.Call(func=func) if _name(func) in SHAPES:
            yield from _vietnamese([*node.args, *(word.value for word in node.keywords)])
        case ast.Assign(targets=[ast.Name(id=name)], value=value) if TABLES.fullmatch(name):
            yield from _constants([value])
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value) if TABLES.fullmatch(name):
            yield from _constants([value])
        case ast.ClassDef(name=name, body=body) if name in ENUMS:
            yield from _vietnamese([each.value for each in body if isinstance(each, ast.Assign)])


def _vietnamese(nodes: list[ast.expr]) -> Iterator[ast.expr]:
    return (node for node in _constants(nodes) if VIETNAMESE.search(_text(node)))


def _constants(nodes: list[ast.expr]) -> Iterator[ast.expr]:
    """Give the texts in or directly below nodes; calls inside hold their own."""
    for node in nodes:
        match node:
            case ast.Constant(value=str()):
                yield node
            case ast.Dict(values=inside) | ast.Tuple(elts=inside) | ast.List(elts=inside):
                yield from _constants(inside)


def _name(func: ast.expr) -> str:
    return func.id if isinstance(func, ast.Name) else getattr(func, "attr", "")


def _text(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _of_template(path: Path) -> Iterator[tuple[int, str, str | None]]:
    from django.utils.translation.template import templatize

    code = templatize(path.read_text(encoding="utf-8")).encode()
    words = {"_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
    for line, _function, found, _comments in extract_python(io.BytesIO(code), words, (), {}):
        text, plural = (found[0], found[1]) if isinstance(found, tuple) else (found, None)
        yield line, text, plural


def catalogue() -> Catalog:
    """Read the catalogue as it is committed."""
    with PO.open("rb") as file:
        return read_po(file, locale="en")


def fresh() -> Catalog:
    """Give the catalogue as the sentences of today want it, with the translations that are known."""
    template = Catalog(locale="en", charset="utf-8", fuzzy=False)
    for each in sentences():
        template.add((each.text, each.plural) if each.plural else each.text, locations=[(each.place[0], 0)])
    made = catalogue()
    made.update(template, no_fuzzy_matching=True, update_header_comment=False, update_creation_date=False)
    made.obsolete.clear()
    made.project, made.version, made.msgid_bugs_address = "kheo", "", ""
    made.last_translator, made.language_team, made.revision_date = "Khéo", "en", made.creation_date
    return made


def missing(found: Catalog) -> list[str]:
    """List the sentences without a translation."""
    return [str(message.id) for message in found if message.id and not _is_translated(message.string)]


def _is_translated(string: str | tuple[str, ...] | list[str]) -> bool:
    return all(string) if isinstance(string, tuple | list) else bool(string)


def compiled(found: Catalog) -> bytes:
    """Compile a catalogue."""
    target = io.BytesIO()
    write_mo(target, found)
    return target.getvalue()


def main() -> None:
    """Bring both files up to date and list what is missing."""
    import django
    from django.conf import settings

    settings.configure()
    django.setup()
    made = fresh()
    target = io.BytesIO()
    write_po(target, made, width=118, sort_output=True, no_location=True)
    PO.write_bytes(target.getvalue())
    MO.write_bytes(compiled(made))
    for text in (lacking := missing(made)):
        print(text)  # noqa: T201
    print(f"{len(made)} câu, thiếu bản dịch {len(lacking)} câu.", file=sys.stderr)  # noqa: T201


if __name__ == "__main__":
    main()
