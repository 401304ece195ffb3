"""Who speaks in running text, before the words or behind them, and with what authority."""

import re

from kheo.grammar.orders import NOT_BEFORE
from kheo.grammar.people import LEADER, NOBODY, People, is_crowd
from kheo.grammar.phrases import names_agent
from kheo.grammar.speech import Speech
from kheo.grammar.tagger import Token
from kheo.reader.drafts import Source

BEHIND = 16  # words behind the last comma in which the speaker is named
CONCLUDES = re.compile(r"\W*(?:phát biểu )?(?:kết luận|chỉ đạo)\b")
SURELY = frozenset(
    {"nhấn mạnh", "khẳng định", "cho rằng", "cho biết", "nêu rõ", "chỉ rõ"}
)  # they report wherever they stand
NO_SPEAKER = frozenset({"được", "bị", "và", "theo", ","})


def words_of(source: Source, tokens: list[Token], start: int, stop: int) -> str:
    return source.shade[tokens[start].start : tokens[stop - 1].end] if start < stop else ""


def reports(tokens: list[Token]) -> list[int]:
    """Give the places of reporting verbs ('nhấn mạnh', 'cho rằng') in the first part of a sentence."""
    found: list[int] = []
    for place, token in enumerate(tokens[:60]):
        if token.has("report") and _reports_here(tokens, place, found):
            found.append(place)
    return found


def _reports_here(tokens: list[Token], place: int, found: list[int]) -> bool:
    """'bộ chỉ tiêu xếp hạng, đánh giá …' lists a verb; 'Bí thư nhấn mạnh' has its speaker before it."""
    if place and tokens[place - 1].has("quantifier"):
        return False  # 'thực hiện các kết luận, văn bản của Trung ương'
    if place == 0 or found or tokens[place].form in SURELY:
        return True
    if all(token.has("adverb") for token in tokens[:place]):
        return False  # 'Đi sâu phân tích những mặt hạn chế': it goes on asking
    if tokens[place - 1].form == ",":  # 'ông A, chuyên gia giao thông, nêu …', not 'xây dựng đội ngũ sát dân, nói …'
        return not any(token.is_verb and not token.has("adverb", "report") for token in tokens[:place])
    for before in reversed(tokens[:place]):
        if before.is_agent or before.capital:
            return True
        if before.is_verb and not before.has("adverb") or before.form in NO_SPEAKER or before.has(*NOT_BEFORE):
            return False
    return False


def speaker(source: Source, tokens: list[Token], speech: Speech, people: People) -> tuple[int, int] | None:
    """Give the rank of who reports and where the words reported begin; None when nobody reports."""
    places = reports(tokens)
    if not places:
        return None
    if places[0] < 3 and not names_agent(tokens, 0, places[0]):  # 'Phát biểu chỉ đạo hội nghị, đồng chí …'
        end = next((place for place in places if place > 3), min(len(tokens), 30))
        words = words_of(source, tokens, 0, end)
        rank = people.rank(words, speech.rank)
        return max(rank, LEADER) if CONCLUDES.match(words) else rank, places[-1] + 1
    words = words_of(source, tokens, 0, places[0])
    same = words.endswith(("cơ quan này", "đơn vị này"))  # 'Cơ quan này lý giải'
    rank = speech.rank if same else people.rank(words, speech.rank)
    if rank == NOBODY and not (names_agent(tokens, 0, places[0]) or people.knows(words) or is_crowd(words)):
        return None
    return rank, places[0] + 1


def speaker_behind(source: Source, tokens: list[Token], speech: Speech, people: People) -> tuple[int, int] | None:
    """'Các huyện cần rà soát quỹ đất, Chủ tịch tỉnh nói.': give the rank of who speaks and where the words end."""
    last = len(tokens)
    while last and tokens[last - 1].is_mark:
        last -= 1
    comma = next((place for place in range(last - 1, max(0, last - BEHIND), -1) if tokens[place].form == ","), 0)
    if comma < 3 or not tokens[last - 1].has("report", "order", "soft", "ask") or last - comma < 3:
        return None
    if not (names_agent(tokens, comma + 1, last - 1) or any(token.capital for token in tokens[comma + 1 : last - 1])):
        return None
    rank = people.rank(words_of(source, tokens, comma + 1, last - 1), speech.rank)
    return (rank, comma) if rank >= LEADER else None


def about(source: Source, tokens: list[Token], people: People) -> int | None:
    """'Bà Mẫu than phiền …': give the rank of somebody without authority of whom a sentence tells, or None."""
    if tokens[0].has("unit"):
        return None  # 'Đoàn Thanh niên nhân rộng …' is no Mr Đoàn
    tells = ("past", "future", "soft", "wish", "report")
    verb = next((place for place, token in enumerate(tokens[:18]) if token.is_verb or token.has(*tells)), 0)
    words = words_of(source, tokens, 0, verb)
    if not verb or any(token.has("modal") for token in tokens[:verb]) or not people.knows(words):
        return None
    rank = people.rank(words, NOBODY)
    return rank if rank < LEADER else None
