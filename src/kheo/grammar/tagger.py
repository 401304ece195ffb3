"""Longest-match tagging: words of several syllables first, so that a verb inside a name is no verb."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kheo.grammar.lexicon import AGENTS, VERBS, WORD, Syllables, tree

OPENERS, CLOSERS = "([“‘", ")]”’"
NOTHING: frozenset[str] = frozenset()
NO_WORDS: tuple[list[int], dict[Syllables, frozenset[str]]] = ([], {})


@dataclass(frozen=True)
class Token:
    """A word or mark with its place, its shadow form, its tags and whether it begins with a capital."""

    start: int
    end: int
    form: str
    tags: frozenset[str]
    capital: bool

    def has(self, *names: str) -> bool:
        """Say whether the word carries one of the tags."""
        return not self.tags.isdisjoint(names)

    @property
    def is_verb(self) -> bool:
        """Say whether the word can be a verb."""
        return not VERBS.isdisjoint(self.tags)

    @property
    def is_agent(self) -> bool:
        """Say whether the word names a body, a post or people."""
        return not AGENTS.isdisjoint(self.tags)

    @property
    def is_mark(self) -> bool:
        """Say whether this is punctuation."""
        return not self.form[0].isalnum()


def _longest(forms: Sequence[str], place: int) -> tuple[int, frozenset[str]]:
    """Give how many syllables the longest word from this place has, and its tags."""
    sizes, words = tree().get(forms[place], NO_WORDS)
    for size in sizes:
        word = tuple(forms[place : place + size])
        if word in words:
            return len(word), words[word]  # at the end of the text the slice may be shorter
    return 1, NOTHING


def tag(text: str, shade: str, start: int = 0, stop: int | None = None) -> list[Token]:
    """Tag a stretch of the text; `shade` is the shadow of the whole text."""
    matches = list(WORD.finditer(shade, start, len(shade) if stop is None else stop))
    forms = [match.group() for match in matches]
    tokens, place = [], 0
    while place < len(forms):
        size, tags = _longest(forms, place)
        if size > 1 and _name_begins(text, matches[place : place + size], tags):
            size, tags = _longest(forms[: place + 1], place)  # 'Giao Ban Nội chính …' is no 'giao ban'
        first, last = matches[place].start(), matches[place + size - 1].end()
        form = " ".join(forms[place : place + size])
        tokens.append(Token(first, last, form, tags, text[first].isupper()))
        place += size
    return tokens


def _name_begins(text: str, found: Sequence[re.Match[str]], tags: frozenset[str]) -> bool:
    """Say whether a verb of several syllables has swallowed the capital of a name, in a line not all in capitals."""
    second = found[1].start()
    small_around = text[found[0].end() - 1].islower()
    return bool(VERBS & tags) and small_around and text[second].isupper() and text[second + 1 : second + 2].islower()


def closing(tokens: Sequence[Token], place: int, stop: int) -> int:
    """Give the place of the bracket that closes the one here, or of the end."""
    depth = 0
    for here in range(place, stop):
        if tokens[here].form in "([":
            depth += 1
        elif tokens[here].form in ")]":
            depth -= 1
            if depth == 0:
                return here
    return stop
