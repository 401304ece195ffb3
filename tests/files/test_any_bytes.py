"""Whatever the bytes and whatever the name: either a text, or a refusal in words. Never anything else."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kheo.files import FileRefused, Kind, Text, read_text, sniff
from tests.files import papers

SEEDS = [papers.docx_of("Nội dung"), papers.pdf_of(papers.page_of(b"Hello")), papers.png(2, 2)]
MAGIC = st.sampled_from(
    [b"", b"PK\x03\x04", b"%PDF-1.4\n", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"<html>", b"{\\rtf", b"\xff\xfe"]
)
ENDINGS = st.sampled_from(
    ["", ".docx", ".xlsx", ".pdf", ".html", ".txt", ".md", ".csv", ".png", ".jpg", ".exe", ".DOCX"]
)
NAMES = st.builds("{}{}".format, st.text(max_size=20), ENDINGS)
RANDOM = st.builds(bytes.__add__, MAGIC, st.binary(max_size=400))


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A good file with a few bytes changed or its end cut off."""
    content = bytearray(draw(st.sampled_from(SEEDS)))
    for place, value in draw(st.lists(st.tuples(st.integers(0, len(content) - 1), st.integers(0, 255)), max_size=8)):
        content[place] = value
    return bytes(content[: draw(st.integers(1, len(content)))])


@pytest.mark.long
@settings(max_examples=400)
@given(content=st.one_of(RANDOM, st.text(max_size=200).map(str.encode), damaged()), name=NAMES)
def test_the_kind_of_any_bytes_is_known_or_refused(content, name):
    try:
        assert isinstance(sniff(content, name), Kind)
    except FileRefused as refused:
        check_sentence(refused)


@pytest.mark.long
@settings(max_examples=120)
@given(content=st.one_of(RANDOM, st.text(max_size=200).map(str.encode), damaged()), name=NAMES)
def test_any_bytes_give_text_or_a_sentence(content, name):
    try:
        text = read_text(content, name)
    except FileRefused as refused:
        check_sentence(refused)
    else:
        assert isinstance(text, Text) and text.text.strip()
        assert unicodedata.is_normalized("NFC", text.text)
        assert "\0" not in text.text and "\r" not in text.text
        text.text.encode()  # no lone surrogates


def check_sentence(refused: FileRefused) -> None:
    assert refused.message.endswith(".") and "; hãy " in refused.message and "\n" not in refused.message
