"""Names that lie, climb or steer; what lies inside is honest."""

import unicodedata

from kheo.files import Why
from tests.files import papers
from tests.files.hostile.case import Case, Door, Kept

TEXT = "Báo cáo kết quả (minh hoạ)".encode()
PDF = papers.pdf_of(papers.page_of(b"x"))
HOW = "the name is made plain: its last part, composed, without control signs, at most 120 characters"


def named(what: str, given: str, kept: str) -> Case:
    """An honest text under a name that must come out as another."""

    def proof(found: Kept) -> bool:
        return found.name == kept and found.content == TEXT

    return Case(what, given, lambda: TEXT, Door.EVIDENCE, proof=proof, how=HOW)


CASES = [
    named("a name that climbs", "../../../etc/cron.d/bao-cao.txt", "bao-cao.txt"),
    named("a name that climbs, as Windows writes it", "..\\..\\Windows\\bao-cao.txt", "bao-cao.txt"),
    named("a name at the root", "/etc/bao-cao.txt", "bao-cao.txt"),
    named("a decomposed name", unicodedata.normalize("NFD", "báo cáo quý ba.txt"), "báo cáo quý ba.txt"),
    named("a name that turns its direction", "bao-cao\u202etxt.exe\u202c.txt", "bao-caotxt.exe.txt"),
    named("a name with control signs", "bao\x07cao\x1b[31m.txt", "baocao[31m.txt"),
    named("a name that ends a header line", "bao%0D%0ASet-Cookie: a=b.txt", "bao%0D%0ASet-Cookie: a=b.txt"),
    named("a name with zero-width signs", "bao\u200bcao\u2060.txt", "baocao.txt"),
    named("a name of two hundred and fifty letters", "ă" * 250 + ".txt", "ă" * 110 + ".txt"),
    Case("a name of a thousand letters", "ă" * 1_000 + ".txt", lambda: TEXT, Door.EVIDENCE, "chưa có gì được ghi lại"),
    named("a name that is markup", "<img src=x onerror=alert(1)>.txt", "<img src=x onerror=alert(1)>.txt"),
    named("a name with quotation marks", "bao;filename=x.exe;'cao'.txt", "bao;filename=x.exe;'cao'.txt"),
    named("a hidden name", ".bao-cao.txt", "bao-cao.txt"),
    named("a name that ends in dots and spaces", "bao-cao.txt . .", "bao-cao.txt"),
    Case("a PDF with a program's ending", "bao-cao.pdf.exe", lambda: PDF, Door.EVIDENCE, Why.NAME_LIES),
    Case("a PDF whose ending is turned around", "bao-cao\u202efdp.exe", lambda: PDF, Door.EVIDENCE, Why.NAME_LIES),
    Case(
        "a name of one part without an ending",
        "x" * 600,
        lambda: PDF,
        Door.EVIDENCE,
        proof=lambda kept: kept.name == "x" * 120,
        how=HOW,
    ),
]
