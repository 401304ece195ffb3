"""The theme of a task: a score over word classes, in which the main verb and what stands right behind it weigh most."""

import re
from functools import cache

from kheo.grammar.lexicon import WORD, lines, syllables, word_set
from kheo.grammar.phrases import run_end, verb_at
from kheo.grammar.tagger import Token, tag
from kheo.language import shadow

THEMES = ("planning", "accountability", "awareness", "emulation", "admin_reform", "digital_transformation", "feedback",
          "coordination", "inspection", "other")  # fmt: skip
DECAY = 0.1  # how much less each syllable behind the main verb counts
HEAD = 9  # syllables from the main verb in which a word counts in full
TAIL = 0.35  # what a word behind them counts
TOPIC = 40  # words in the longest heading that names a topic
OF_HEADINGS = frozenset({"coordination", "feedback", "digital_transformation", "awareness", "emulation"})
REACH = 34  # syllables looked at
SHARE = 0.7  # what a pair of verb and object counts beside the words
VERB_WITHIN = 4  # words at the beginning among which the verb of such a pair begins
ASIDE = frozenset({"việc", "trong", "về"})  # behind these stands what the work is about, not what is done
_WORD = re.compile(r"(\w+),? ?")
PARTNERS = 30  # words in which those are named with whom one works together
FOR = frozenset({"để", "trong", "trong việc", "nhằm"})
FILLERS = frozenset({"ngay", "thêm"})  # they may stand inside any expression: 'thay ngay nhà thầu', 'bố trí thêm vốn'
ENOUGH = 1.3  # below this the work belongs to no theme but its own sector
_CITATION = re.compile(
    r"(?:theo|tại|của|thực hiện) (?:\w+ ){0,3}(?:số )\d[\w/.-]*[^,;.]*|ngày \d[\d/ thánăm]*|,\s*(?:bảo đảm|đảm bảo|"
    r"phục vụ|gắn với|theo hướng|nhất là|trong đó|đặc biệt là|không để)\s.*|"
    r"\s(?:nhằm|góp phần|qua đó|theo đúng)\s.*|"
    r"\sđể\s(?!(?:các )?(?:(?:người |nhân )?dân|cử tri|phụ huynh|bà con) (?:cùng |được )?(?:biết|giám sát|theo dõi)).*"
)
_LEAD = re.compile(r"(?:đối với|trường hợp|căn cứ|trên cơ sở|nếu|khi|định kỳ|trong trường hợp)\s[^,:]{0,160}[,:]\s*")
_PLANS = (
    r"(?:kế hoạch|chương trình|đề án|quy chế|quy trình|nghị định|nghị quyết|thông tư|chính sách|cơ chế|thể chế|"
    r"quy định|phương án|tiêu chí|luật|văn bản|hướng dẫn|lộ trình|kịch bản|chiến lược|dự toán|"
    r"giải pháp|quy hoạch|đề cương)"
)
_MAKING = re.compile(
    rf"(?:\w+,? ){{0,6}}?(?:xây dựng|ban hành|hoàn thiện|sửa đổi|lập|soạn thảo|trình|đề xuất|tham mưu|"
    rf"điều chỉnh|thẩm định)(?:,? \w+){{0,4}}? {_PLANS}"
)
_FOLLOWING = re.compile(
    r"(?:\w+,? ){0,9}?(?:thực hiện|triển khai|quán triệt|hoàn thành|bám sát)(?:,? \w+){0,8}? "
    r"(?:nghị quyết|chỉ thị|kết luận|kế hoạch|chương trình|công điện|(?:ý kiến )?chỉ đạo của|quyết định|thông báo số|"
    r"chủ trương|văn bản chỉ đạo|nhiệm vụ trọng tâm|"
    r"các nhiệm vụ|mục tiêu|chỉ tiêu)"
)
_TOGETHER = re.compile(r"(chủ trì,? )?(?:và )?(?:chủ động |tăng cường |tiếp tục |chặt chẽ |thường xuyên )*phối hợp\b")
_LIST = re.compile(
    r"nhiệm vụ|giải pháp|kết luận|sau khi|tổ chức thực hiện|phân công|giao |yêu cầu|đề nghị|(?:về|các) kiến nghị"
)
_TOLD = re.compile(
    r"(?:\w+,? ){0,3}?(?:công khai|niêm yết|thông báo|công bố|thông tin)\b.{0,160}?\sđể (?:các )?"
    r"(?:(?:người |nhân )?dân|cử tri|phụ huynh|bà con) (?:cùng |được )?(?:biết|giám sát|theo dõi)"
)  # 'công khai tiến độ từng công trình trên cổng thông tin để nhân dân theo dõi'
_LEADS = re.compile(r"chủ trì\b")
_DELEGATING = word_set("delegating verb")
_REPORTING = word_set("reporting verb")


def _bare(words: str) -> tuple[str, ...]:
    """Give the syllables without those that may stand inside any expression."""
    return tuple(form for form in syllables(words) if form not in FILLERS)


@cache
def _words() -> dict[str, list[tuple[tuple[str, ...], str, float]]]:
    found: dict[str, list[tuple[tuple[str, ...], str, float]]] = {}
    for theme, weight, words in lines("themes.tsv"):
        for word in words.split(", "):
            key = _bare(word)
            found.setdefault(key[0], []).append((key, theme, float(weight)))
    for group in found.values():
        group.sort(key=lambda entry: -len(entry[0]))
    return found


@cache
def _frames() -> dict[str, list[tuple[int, str, float, re.Pattern[str]]]]:
    """Give the pairs of what is done and to what, by the first syllable of the verb: number, theme, weight, pattern."""
    found: dict[str, list[tuple[int, str, float, re.Pattern[str]]]] = {}
    for number, (theme_of, weight, verbs, objects) in enumerate(lines("theme_frames.tsv")):
        what = shadow(objects).replace(", ", "|")
        for verb in shadow(verbs).split(", "):
            near = re.compile(rf"{verb}(?:,? \w+){{0,5}}?,? (?:{what})\b")
            found.setdefault(verb.split(" ")[0], []).append((number, theme_of, float(weight), near))
    return found


def _pairs(words: str) -> list[tuple[str, float]]:
    """Say which themes are named by what is done near the beginning, each pair once."""
    found: dict[int, tuple[str, float]] = {}
    place = 0
    for _word in range(VERB_WITHIN):
        word = _WORD.match(words, place)
        if word is None:
            break
        for number, name, weight, near in _frames().get(word[1], ()):
            if number not in found and near.match(words, place):
                found[number] = (name, weight)
        if word[1] in ASIDE:
            break
        place = word.end()
    return list(found.values())


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
    """Sum what the words say; those near the main verb count in full."""
    said = [(place, form) for place, form in enumerate(WORD.findall(words)[:REACH]) if form not in FILLERS]
    forms = tuple(form for _place, form in said)
    scores: dict[str, float] = {}
    here = 0
    while here < len(forms):
        size, says = _match(forms, here)
        place = said[here][0]
        for name, weight in says.items():
            share = 1 / (1 + DECAY * place) if place < HEAD else TAIL
            scores[name] = scores.get(name, 0.0) + weight * share
        here += size
    return scores


def _main(words: str) -> tuple[str, str]:
    """Give the main verb and the words from it on, behind 'chỉ đạo các xã …', 'tham mưu …'."""
    tokens = tag(words, words)
    place = run_end(tokens, 0, len(tokens))
    if place >= len(tokens):
        return "", words
    inner = _inner(tokens, place)
    return tokens[inner].form, words[tokens[inner].start :]


def _inner(tokens: list[Token], place: int) -> int:
    """Give the verb that says what is to be done, behind a verb that only says who makes whom do it."""
    if tokens[place].form not in _DELEGATING:
        return place
    for here in range(place + 1, min(len(tokens), place + 24)):
        if tokens[here].has("purpose"):
            break
        if tokens[here].form in _DELEGATING and tokens[here].form != "hướng dẫn":
            continue
        if tokens[here].has("firm", "strong", "plain") and verb_at(tokens, here, place):
            return here
    return place


def _best(words: str) -> str:
    """Choose a theme for words that do not begin with 'phối hợp'."""
    verb, rest = _main(_CITATION.sub(" ", _LEAD.sub("", words, count=1)))
    scores = _scores(rest)
    if _MAKING.match(rest):
        scores["planning"] = scores.get("planning", 0.0) + 3.0
    elif _FOLLOWING.match(rest):
        scores["planning"] = scores.get("planning", 0.0) + 2.5
    if _LEADS.match(rest):
        scores.pop("coordination", None)  # who leads is asked for the work, not for working together
    if verb in _REPORTING:
        scores["inspection"] = scores.get("inspection", 0.0) + 1.5
    if _TOLD.match(rest):
        scores["feedback"] = scores.get("feedback", 0.0) + 3.0
    for name, weight in _pairs(rest):
        scores[name] = scores.get(name, 0.0) + weight * SHARE
    best = max(scores, key=lambda name: scores[name], default="other")
    return best if scores.get(best, 0.0) >= ENOUGH else "other"


def _is_for(words: str, place: int) -> bool:
    """'phối hợp với Sở A trong việc …, để …': working together is what is asked, and the rest says what for."""
    tokens = tag(words[place:], words[place:])
    for here in range(min(len(tokens), PARTNERS)):
        if tokens[here].form in FOR:
            return True
        if tokens[here].form in ",;" and not _names_go_on(tokens, here) or _acts(tokens, here):
            return False
    return False


def _names_go_on(tokens: list[Token], comma: int) -> bool:
    """'với UBND xã, các cơ quan chuyên môn, …': another partner stands behind the comma."""
    return comma + 1 < len(tokens) and not _acts(tokens, comma + 1)


def _acts(tokens: list[Token], here: int) -> bool:
    return tokens[here].has("firm", "strong") and verb_at(tokens, here, 0)


def _topic(heading: str) -> str:
    """Give what a heading is about, where it names a topic and not merely that tasks follow."""
    if not heading or heading.rstrip().endswith(":") or len(heading.split()) > TOPIC or _LIST.search(heading):
        return "other"
    return _best(heading)


def theme(shade_words: str, heading: str = "") -> str:
    """Choose one of the ten themes for the words of a task, else for those of its heading (shadow forms)."""
    together = _TOGETHER.match(shade_words)
    if together and not together.group(1) and _is_for(shade_words, together.end()):
        return "coordination"
    found = _best(shade_words)
    if found == "other":
        topic = _topic(heading)
        found = topic if topic in OF_HEADINGS else found
    return "coordination" if together and not together.group(1) and found == "other" else found
