"""The word lists, read once from the data files beside this module and kept as a tree of syllables."""

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources

from kheo.language import shadow

WORD = re.compile(
    r"\d+(?:[.,:]\d+)*(?:[-/]\w+)*%?|[^\W\d_]+\d*(?:[&/][^\W\d_]+)*|\S",
)
AGENTS = frozenset({"unit", "post", "people"})
VERBS = frozenset({"firm", "strong", "plain", "result", "weak", "tale"})
_SHORT = "lập trình gửi giao chuyển tặng mời chống xóa mở nộp lắp cử treo dán tiêm phun trao xây sửa thăm"
_FULL_SHORT_VERBS = frozenset(f"{_SHORT} thay vá dọn cấm gỡ lo kẻ dựng cắm quét".split())

Syllables = tuple[str, ...]
Tags = frozenset[str]
Longer = dict[str, tuple[list[int], dict[Syllables, Tags]]]  # by the second syllable: sizes, longest first, and words
Tree = dict[str, tuple[Tags | None, Longer]]  # by the first syllable: the tags it has alone, and the longer words


def syllables(text: str) -> Syllables:
    """Cut a text into the words, numbers and marks that the lists are made of."""
    return tuple(WORD.findall(shadow(text)))


def _file(name: str) -> str:
    return (resources.files("kheo.grammar") / "words" / name).read_text(encoding="utf-8")


def lines(name: str) -> Iterator[list[str]]:
    """Give the lines of a word file as columns, without its notes."""
    for line in _file(name).splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def _entries() -> Iterator[tuple[Syllables, str]]:
    for name in ("verbs.tsv", "grammar.tsv", "nouns.tsv", "agents.tsv", "cues.tsv", "everyday.tsv"):
        for tag, words in lines(name):
            for word in words.split(", "):
                yield syllables(word), tag


def _true_tag(word: Syllables, tag: str) -> str:
    """Most verbs of one syllable are too ambiguous to stand for a main verb without a sign before them."""
    short = len(word) == 1 and word[0] not in _FULL_SHORT_VERBS
    return "weak" if short and tag == "strong" else tag


@cache
def tree() -> Tree:
    """Give all words by their first syllable, those of several syllables by their second one as well."""
    tags: dict[Syllables, set[str]] = {}
    for word, tag in _entries():
        tags.setdefault(word, set()).add(_true_tag(word, tag))
    grown: Tree = {}
    for word in sorted(tags, key=lambda word: (-len(word), word)):
        alone, longer = grown.get(word[0], (None, {}))
        if len(word) == 1:
            alone = frozenset(tags[word])
        else:
            sizes, words = longer.setdefault(word[1], ([], {}))
            sizes += [len(word)] if len(word) not in sizes else []
            words[word] = frozenset(tags[word])
        grown[word[0]] = alone, longer
    return grown


@cache
def surnames() -> frozenset[str]:
    """Give the family names, in the form of the shadow text."""
    rows = [line for line in _file("names.txt").splitlines() if line and not line.startswith("#")]
    return frozenset(shadow(" ".join(rows)).split())


@cache
def places() -> frozenset[str]:
    """Give the names of provinces and large towns that look like names of persons, in shadow form."""
    return word_set("place")


@cache
def word_set(name: str) -> frozenset[str]:
    """Give one of the small closed classes of words."""
    rows = (words.split(", ") for key, words in lines("sets.tsv") if key == name)
    return frozenset(" ".join(syllables(word)) for row in rows for word in row)
