"""The English catalogue is whole: every sentence, no more and no less, with the same places to fill."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template.base import Lexer, TokenType

from tests import translation
from tests.translation import VIETNAMESE

REFRESH = "bring the catalogue up to date: .venv/bin/python -m tests.translation"
PLACES = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}")
WHOLE_ROOMS = {
    **dict.fromkeys(translation.COMMAND_LINE, "said on the command line, or texts of the sample ward"),
    "language": "Vietnamese as such",
    "letters": "official documents are Vietnamese",
    "grammar": "words of the texts that are read",
    "reader": "words of the texts that are read",
    "install.py": "said on the command line",
}
SINGLE_FILES = {
    **dict.fromkeys(
        [
            f"backups/{name}.py"
            for name in ("archive", "exporting", "making", "places", "restoring", "rules", "upgrading")
        ],
        "said on the command line",
    ),
    "base/models.py": "states of a job, never shown as they are",
    "days/formats.py": "how people write dates, and dates in documents",
    "apologies/paper.py": "a form that is Vietnamese, printed for citizens",
    "apologies/rules.py": "the name of a source, kept as data",
    "procedures/rules/on_time.py": "the name of a source, kept as data",
    "satisfaction/rules/questions.py": "questions to begin with, kept as data with their own English beside",
    "satisfaction/rules/ways.py": "a text message to send, for citizens",
    "documents/heading.py": "words of the headings that are read",
    "documents/rules.py": "abbreviations of kinds, and letters of symbols",
    "documents/models.py": "a document's own name",
    "directory/words.py": "words of offices' catalogues",
    "feedback/words.py": "words of portals' exports",
    "files/doc_text.py": "what was left out of a file, kept with the file",
    "files/pdf_text.py": "what was left out of a file, kept with the file",
    "files/letter_codes.py": "letters of old encodings",
    "files/paragraphs.py": "signs of paragraphs",
    "indicators/models.py": "kinds of periods, never shown as they are",
    "meetings/notice.py": "the words of a document",
    "people/actions/units.py": "the first unit's and post's names",
    "people/lists.py": "the head of a list",
    "intake/rules/columns.py": "the head of an import",
    "procedures/rules/states.py": "words of dossier systems",
    "seals/chain.py": "said on the command line",
    "seals/sealing.py": "a letter to the keepers of seals",
    "site/elsewhere.py": "the other system's name, as the operator gives it",
    "site/settings.py": "names",
    "ui/samples.py": "places in a sample text",
    "work/actions/proposals.py": "words of deadlines that are read",
}


@pytest.mark.long
def test_every_sentence_of_the_interface_stands_in_the_catalogue_and_no_other():
    kept, wanted = ({message.id for message in each if message.id} for each in _both())
    assert wanted - kept == set(), REFRESH
    assert kept - wanted == set(), REFRESH


def _both():
    return translation.catalogue(), translation.fresh()


def test_no_sentence_lacks_its_translation_and_none_is_doubtful():
    found = translation.catalogue()
    assert translation.missing(found) == []
    assert [message.id for message in found if message.id and message.fuzzy] == []


def test_a_translation_has_the_same_places_to_fill():
    wrong = []
    for message in translation.catalogue():
        if not message.id:
            continue
        wanted = {text: sorted(PLACES.findall(text)) for text in _texts(message.id)}
        for text in _texts(message.string):
            if sorted(PLACES.findall(text)) not in wanted.values():
                wrong.append((message.id, text))
    assert wrong == []


def _texts(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def test_the_compiled_catalogue_is_that_of_the_written_one():
    assert translation.compiled(translation.catalogue()) == translation.MO.read_bytes(), REFRESH


@pytest.mark.parametrize("path", translation.templates(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_template_holds_no_vietnamese_outside_of_translation(path: Path):
    inside, loose = False, []
    for token in Lexer(path.read_text(encoding="utf-8")).tokenize():
        if token.token_type is TokenType.BLOCK:
            word = token.contents.split()[0]
            inside = word.startswith("blocktrans") or (inside and not word.startswith("endblocktrans"))
            words = "" if word in ("translate", "trans") else re.sub(r"_\((\"[^\"]*\"|'[^']*')\)", "", token.contents)
        elif token.token_type is TokenType.TEXT and not inside:
            words = re.sub(r'<(\w+)[^>]* lang="vi"[^>]*>[^<]*</\1>', "", token.contents)
        else:
            words = ""
        if VIETNAMESE.search(words) and "Tiếng Việt" not in words:
            loose.append(words.strip())
    assert loose == []


@pytest.mark.long
def test_python_holds_no_vietnamese_outside_of_translation():
    loose = [
        f"{place}:{line} {text[:60]}"
        for path in sorted(translation.PACKAGE.rglob("*.py"))
        if (place := path.relative_to(translation.PACKAGE).as_posix())
        not in SINGLE_FILES | dict.fromkeys(translation.KEPT)
        and place.split("/")[0] not in WHOLE_ROOMS
        and "migrations" not in path.parts
        for line, text in _loose(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert loose == []


def _loose(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Give the Vietnamese texts that no reader in English could be told."""
    held = {text for _line, text, _plural in translation._of_python(tree)}
    quiet = {
        id(each)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) or (isinstance(node, ast.keyword) and node.arg == "help_text")
        for each in ast.walk(node.value)
    }
    texts = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
    for node in texts:
        if VIETNAMESE.search(node.value) and id(node) not in quiet and node.value not in held:
            yield node.lineno, node.value


def test_every_exception_is_still_needed():
    for place in SINGLE_FILES:
        tree = ast.parse((translation.PACKAGE / place).read_text(encoding="utf-8"))
        assert list(_loose(tree)), f"{place} needs no exception any more"
