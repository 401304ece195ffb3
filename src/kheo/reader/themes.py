"""The theme of a task, by its main verb and object: what comes first weighs most, citations and purposes weigh nothing."""

import re
from functools import cache

from kheo.reader.lexicon import lines, syllables

THEMES = ("planning", "accountability", "awareness", "emulation", "admin_reform", "digital_transformation", "feedback",
          "coordination", "inspection", "other")  # fmt: skip
_CITATION = re.compile(
    r"(?:theo|tại|của|thực hiện) (?:\w+ ){0,3}(?:số )\d[\w/.-]*[^,;.]*|ngày \d[\d/ thánăm]*|,? (?:nhằm|góp phần|bảo đảm|đảm bảo|để|qua đó|"
    r"phục vụ|nhất là|trong đó|gắn với|theo hướng) .*"
)
_TOGETHER = re.compile(r"(?:chủ động |tăng cường |tiếp tục |chặt chẽ )*phối hợp ")
_LED = re.compile(
    r"chủ trì,? (?:và )?phối hợp (?:chặt chẽ )?với [^,;]{3,80}?(?=\b(?:xây dựng|rà soát|tham mưu|tổ chức|thực hiện|nghiên cứu|hướng dẫn|triển khai|kiểm tra|đề xuất|hoàn thiện)\b)"
)
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
    size, says = 1, {}
    for word, theme, weight in _words().get(forms[place], ()):
        if forms[place : place + len(word)] == word and (not says or len(word) == size):
            size = len(word)
            says[theme] = weight + 0.4 * (size - 1)
    return size, says


def theme(shade_words: str) -> str:
    """Choose one of the ten themes for the words of a task (in the shadow's form)."""
    words = _CITATION.sub(" ", _LED.sub(" ", shade_words))
    forms = syllables(words)[:REACH]
    scores: dict[str, float] = {}
    place = 0
    while place < len(forms):
        size, says = _match(forms, place)
        for name, weight in says.items():
            scores[name] = scores.get(name, 0.0) + weight / (1 + 0.18 * place)
        place += size
    if _TOGETHER.match(words):
        scores["coordination"] = scores.get("coordination", 0.0) + 1.5
    best = max(scores, key=lambda name: scores[name], default="other")
    return best if scores.get(best, 0.0) >= 1.0 else "other"
