"""Convert documents with the real LibreOffice, and ask poppler what came out."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest


def program(name: str, package: str) -> str:
    """Give the path of a program that a test needs; skip loudly without it, but fail where CI=true."""
    found = shutil.which(name)
    if found:
        return found
    said = f"{name} is missing (Debian package {package}): nothing was checked here"
    if os.environ.get("CI") == "true":
        pytest.fail(said)
    pytest.skip(said)


def convert(content: bytes, ending: str, to: str) -> bytes:
    """Convert a document with LibreOffice, in a profile of its own so that parallel runs do not meet."""
    office = program("soffice", "libreoffice-writer-nogui")
    with TemporaryDirectory(prefix="kheo-office-") as folder:
        source = Path(folder) / f"van-ban.{ending}"
        source.write_bytes(content)
        options = [f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore"]
        subprocess.run(
            [office, *options, "--convert-to", to, "--outdir", f"{folder}/out", str(source)],
            check=True,
            capture_output=True,
            timeout=120,
        )
        return (Path(folder) / "out" / f"van-ban.{to}").read_bytes()


def to_pdf(docx: bytes) -> bytes:
    """Give the PDF that LibreOffice prints of a .docx."""
    return convert(docx, "docx", "pdf")


@dataclass(frozen=True)
class Word:
    """One printed word; millimetres from the left and the top edge of its page."""

    text: str
    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Printed:
    """A printed PDF: page size in millimetres, its words by place, the names of its fonts."""

    pages: int
    width: float
    height: float
    words: tuple[Word, ...]
    fonts: frozenset[str]

    def on(self, page: int) -> list[Word]:
        """Give the words of a page, counted from 1."""
        return [word for word in self.words if word.page == page]

    def text(self, page: int) -> str:
        """Give the words of a page as one string."""
        return " ".join(word.text for word in self.on(page))


PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.S)
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')
ENTITIES = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&"}
MM = 25.4 / 72


def printed(pdf: bytes) -> Printed:
    """Read a PDF's pages, words and fonts with poppler."""
    boxes = _ask("pdftotext", "-bbox", pdf, "-")
    pages = PAGE.findall(boxes)
    words = tuple(
        Word(_plain(text), number, *(float(side) * MM for side in sides))
        for number, (_, _, inside) in enumerate(pages, 1)
        for *sides, text in WORD.findall(inside)
    )
    fonts = frozenset(line.split()[0].split("+")[-1] for line in _ask("pdffonts", "", pdf, "").splitlines()[2:])
    width, height, _ = pages[0]
    return Printed(len(pages), float(width) * MM, float(height) * MM, words, fonts)


def _ask(tool: str, option: str, pdf: bytes, output: str) -> str:
    with TemporaryDirectory(prefix="kheo-poppler-") as folder:
        source = Path(folder) / "van-ban.pdf"
        source.write_bytes(pdf)
        command = [program(tool, "poppler-utils"), option, str(source), output]
        return subprocess.run([part for part in command if part], check=True, capture_output=True, text=True).stdout


def _plain(text: str) -> str:
    for entity, sign in ENTITIES.items():
        text = text.replace(entity, sign)
    return text
