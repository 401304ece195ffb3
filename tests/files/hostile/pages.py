"""Pages, plain writing and programs."""

import json

from kheo.files import Why
from tests.files.hostile.case import MB, Case, Door, Kept

EICAR = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!$H+H*"
WORDS = "Thông báo kết luận của phường (minh hoạ)"
PAGE = f"<!doctype html><html><body><h1>{WORDS}</h1>%s</body></html>"


def page(markup: str) -> bytes:
    """Give an honest page with markup in it."""
    return (PAGE % markup).encode()


def is_only_words(kept: Kept) -> bool:
    """Tell whether nothing but the page's own words was read."""
    return kept.text == WORDS


KIND = "Không nhận loại tệp này"
READ = "only its words are read; the file itself is served as a download that no browser runs"
CASES = [
    Case("SVG with a script", "a.svg", lambda: b"<svg onload='x()'><script>x()</script></svg>", Door.EVIDENCE, KIND),
    Case("SVG where a text is asked for", "a.svg", lambda: b"<svg onload='x()'/>", Door.DOCUMENT, KIND),
    Case("a page as evidence", "a.html", lambda: page("<script>alert(1)</script>"), Door.EVIDENCE, KIND),
    Case("a page with a script", "a.html", lambda: page("<script>alert(1)</script>"), proof=is_only_words, how=READ),
    Case(
        "a page with handlers",
        "a.html",
        lambda: page("<img src=x onerror=alert(1)><svg onload=alert(1)>x</svg>"),
        proof=is_only_words,
        how=READ,
    ),
    Case(
        "a page that fetches",
        "a.html",
        lambda: page("<iframe src='http://169.254.169.254/'>x</iframe><link rel=stylesheet href=//example.invalid>"),
        proof=is_only_words,
        how=READ,
    ),
    Case(
        "a page of a million levels",
        "a.html",
        lambda: page("<div>" * 1_000_000),
        slow=True,
        proof=is_only_words,
        how=READ,
    ),
    Case(
        "a page with laughing entities",
        "a.xhtml",
        lambda: (
            b"<!DOCTYPE html [<!ENTITY a 'ha'>"
            + b"".join(b"<!ENTITY a%d '%s'>" % (n + 1, b"&a%d;" % n * 20) for n in range(9))
            + b"]><html><body>"
            + WORDS.encode()
            + b" &a9;</body></html>"
        ),
        proof=lambda kept: len(kept.text) < 200,
        how="a page's own entities are not known",
    ),
    Case("nothing", "a.docx", lambda: b"", why="Tệp rỗng"),
    Case("nothing as evidence", "a.txt", lambda: b"", Door.EVIDENCE, "Tệp rỗng"),
    Case("nothing as a table", "a.csv", lambda: b"", Door.TABLE, "Tệp rỗng"),
    Case("only spaces", "a.txt", lambda: b" \n" * 1_000, why=Why.NO_TEXT),
    Case("a program", "a.exe", lambda: b"MZ" + b"\0" * 100, Door.EVIDENCE, KIND),
    Case("a program named as a PDF", "a.pdf", lambda: b"\x7fELF" + b"\0" * 100, Door.EVIDENCE, Why.NAME_LIES),
    Case("a script of the shell", "a.sh", lambda: b"#!/bin/sh\nrm -rf /\n", Door.EVIDENCE, KIND),
    Case("a shortcut", "a.url", lambda: b"[InternetShortcut]\nURL=file://10.0.0.1/x\n", Door.EVIDENCE, KIND),
    Case(
        "a saved page with parts",
        "a.mhtml",
        lambda: b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n",
        Door.EVIDENCE,
        KIND,
    ),
    Case("JSON", "a.json", lambda: json.dumps({"__proto__": 1}).encode(), Door.EVIDENCE, KIND),
    Case(
        "the antivirus test file",
        "a.txt",
        EICAR.encode,
        Door.EVIDENCE,
        proof=lambda kept: kept.content == EICAR.encode(),
        how="text that nothing runs, given back as a download; with a scanner (KHEO_CLAMD) it is refused",
    ),
    Case("the antivirus test file as a program", "a.com", EICAR.encode, Door.EVIDENCE, KIND),
    Case(
        "words that turn the writing direction",
        "a.txt",
        lambda: f"{WORDS}\u202e exe.\u2066\u200f\n".encode(),
        proof=lambda kept: kept.text == f"{WORDS} exe.",
        how="signs that turn the direction are taken out",
    ),
    Case(
        "words with signs that steer a terminal",
        "a.txt",
        lambda: f"{WORDS}\x7f\x9b31m".encode(),
        proof=lambda kept: kept.text == f"{WORDS}31m",
        how="control signs are taken out",
    ),
    Case("25 MB of large letters", "a.txt", lambda: "😀".encode() + b"a" * (24 * MB), why=Why.TOO_LONG, slow=True),
    Case(
        "25 MB of accents on one letter",
        "a.txt",
        lambda: b"a" + "\u0301".encode() * (12 * MB),
        why=Why.TOO_LONG,
        slow=True,
    ),
    Case(
        "one word of two million letters",
        "a.txt",
        lambda: b"a" * 2_000_000,
        slow=True,
        why="dài hơn 500.000 ký tự",
    ),
    Case(
        "letters of an old code",
        "a.txt",
        lambda: "Céng hoµ x· héi chñ nghÜa ViÖt Nam §éc lËp Tù do H¹nh phóc".encode("latin-1"),
        why=Why.OLD_LETTERS,
    ),
    Case("half letters", "a.txt", lambda: WORDS.encode()[:-2] + b"\xe1\xba" + b"\xff" * 10, why=Why.UNKNOWN_LETTERS),
]
