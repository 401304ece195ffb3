"""The theme of a task, by its main verb and object: what comes first weighs most, citations and purposes nothing."""

import re
from functools import cache

from kheo.reader.lexicon import lines, syllables
from kheo.reader.phrases import verb_at
from kheo.reader.tagger import tag

THEMES = ("planning", "accountability", "awareness", "emulation", "admin_reform", "digital_transformation", "feedback",
          "coordination", "inspection", "other")  # fmt: skip
_CITATION = re.compile(
    r"(?:theo|tại|của|thực hiện) (?:\w+ ){0,3}(?:số )\d[\w/.-]*[^,;.]*|ngày \d[\d/ thánăm]*|,\s*(?:bảo "
    r"đảm|đảm bảo|phục vụ|gắn với|theo hướng|nhất"
    r" là|trong đó|đặc biệt là)\s.*|\s(?:nhằm|góp phần|qua đó|để)\s.*"
)
_MAKING = re.compile(
    r"(?:\w+ ){0,5}?(?:xây dựng|ban hành|hoàn thiện|sửa đổi|lập|soạn thảo|trình)(?: \w+){0,4}? (?:kế "
    r"hoạch|chương trình|đề án|quy chế|quy trình|nghị"
    r" định|nghị quyết|thông tư|chính sách|cơ chế|thể chế|quy định|phương án|tiêu chí|luật|văn bản|hướng "
    r"dẫn|lộ trình|kịch bản|chiến lược|dự toán)"
)
_FOLLOWING = re.compile(
    r"(?:\w+,? ){0,8}?(?:thực hiện|triển khai)(?:,? \w+){0,4}? (?:nghị quyết|chỉ thị|kết luận|kế hoạch|"
    r"chương trình|công điện|chủ trương)"
)
_TOGETHER = re.compile(r"(chủ trì,? )?(?:và )?(?:chủ động |tăng cường |tiếp tục |chặt chẽ |thường xuyên )*phối hợp\b")
CLEAR = frozenset({"feedback", "digital_transformation", "admin_reform"})
REACH = 28  # words looked at


@cache
def _words() -> dict[str, list[tuple[tuple[str, ...], str, float]]]:
    found: dict[str, list[tuple[tuple[str, ...], str, float]]] = {}
    for theme, weight, words in lines("themes.tsv"):
        for word in words.split(", "):
            key = syllables(word)
            found.setdefault(key[0], []).append((key, theme, float(weight)))
    for group in found.values():
        group.sort(key=lambda entry: -len(entry[0]))
    return found


def _match(forms: tuple[str, ...], place: int) -> tuple[int, dict[str, float]]:
    """Give the size of the longest theme word here and what it says for each theme."""
    size = 1
    says: dict[str, float] = {}
    for word, theme, weight in _words().get(forms[place], ()):
        if forms[place : place + len(word)] == word and (not says or len(word) == size):
            size = len(word)
            says[theme] = weight + 0.4 * (size - 1)
    return size, says


def _scores(words: str) -> dict[str, float]:
    forms = syllables(words)[:REACH]
    scores: dict[str, float] = {}
    place = 0
    while place < len(forms):
        size, says = _match(forms, place)
        for name, weight in says.items():
            scores[name] = scores.get(name, 0.0) + weight / (1 + 0.18 * place)
        place += size
    return scores


def _best(words: str) -> str:
    """Choose a theme for words that do not begin with 'phối hợp'."""
    scores = _scores(_CITATION.sub(" ", words))
    if _MAKING.match(words):
        scores["planning"] = scores.get("planning", 0.0) + 3.5
    elif _FOLLOWING.match(words):
        scores["planning"] = scores.get("planning", 0.0) + 2.5
    best = max(scores, key=lambda name: scores[name], default="other")
    return best if scores.get(best, 0.0) >= 1.0 else "other"


def _after_partner(words: str) -> str | None:
    """Give the words from the main verb behind 'phối hợp với …', or None."""
    tokens = tag(words, words)
    begin = next((place for place, token in enumerate(tokens) if token.form == "phối hợp"), 0)
    for place in range(begin + 1, len(tokens)):
        if tokens[place].has("purpose"):
            return None
        if tokens[place].has("firm", "strong", "plain") and verb_at(tokens, place, begin):
            return words[tokens[place].start :]
    return None


def topic(shade_title: str) -> str:
    """Give the theme that a whole text is about, from its title; 'other' when the title names no clear one."""
    found = _best(shade_title)
    return found if found in CLEAR else "other"


def theme(shade_words: str, about: str = "other") -> str:
    """Choose one of the ten themes for the words of a task (shadow form); `about` decides when they name none."""
    found = _theme(shade_words)
    return about if found == "other" else found


def _theme(shade_words: str) -> str:
    together = _TOGETHER.match(shade_words)
    if not together:
        return _best(shade_words)
    main = _after_partner(shade_words)
    if main is None:
        return "coordination"
    found = _best(main)
    return "coordination" if found == "other" and not together.group(1) else found
