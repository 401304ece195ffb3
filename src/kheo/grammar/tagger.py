"""Longest-match tagging: words of several syllables first, so that a verb inside a name is no verb."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from kheo.grammar.lexicon import AGENTS, VERBS, WORD, Longer, Tags, tree

OPENERS, CLOSERS = "([“‘", ")]”’"
NOTHING: Tags = frozenset()
NO_WORDS: tuple[Tags | None, Longer] = (None, {})


class Token(NamedTuple):
    """A word or mark with its place, its shadow form, its tags and whether it begins with a capital."""

    start: int
    end: int
    form: str
    tags: Tags
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


def _longest(forms: Sequence[str], place: int) -> tuple[int, Tags]:
    """Give how many syllables the longest word from this place has, and its tags."""
    alone, longer = tree().get(forms[place], NO_WORDS)
    following = longer.get(forms[place + 1]) if longer and place + 1 < len(forms) else None
    if following:
        sizes, words = following
        for size in sizes:
            word = tuple(forms[place : place + size])
            if word in words:
                return len(word), words[word]  # at the end of the text the slice may be shorter
    return 1, alone or NOTHING


def tag(text: str, shade: str, start: int = 0, stop: int | None = None) -> list[Token]:
    """Tag a stretch of the text; `shade` is the shadow of the whole text."""
    matches = list(WORD.finditer(shade, start, len(shade) if stop is None else stop))
    forms = [match.group() for match in matches]
    tokens, place = [], 0
    while place < len(forms):
        size, tags = _longest(forms, place)
        if size > 1 and not VERBS.isdisjoint(tags) and _name_begins(text, matches[place], matches[place + 1]):
            size, tags = _longest(forms[: place + 1], place)  # 'Giao Ban Nội chính …' is no 'giao ban'
        first, last = matches[place].start(), matches[place + size - 1].end()
        form = forms[place] if size == 1 else " ".join(forms[place : place + size])
        tokens.append(Token(first, last, form, tags, text[first].isupper()))
        place += size
    return tokens


def _name_begins(text: str, verb: re.Match[str], after: re.Match[str]) -> bool:
    """Say whether a verb of several syllables has swallowed the capital of a name, in a line not all in capitals."""
    second = after.start()
    return text[second].isupper() and text[verb.end() - 1].islower() and text[second + 1 : second + 2].islower()


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
