"""Split a predicate into tasks: at ';' and at commas where a new main verb with its own object begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

from kheo.grammar.lexicon import word_set
from kheo.grammar.phrases import NOUN_BEFORE, RUN, run_end, verb_at
from kheo.grammar.tagger import Token, closing

Tokens = Sequence[Token]

WEIGHTS = {
    "comma": -1.0,
    "and": -3.2,
    "connector": 2.6,
    "modal": 2.5,
    "adverb": 1.2,
    "firm": 2.6,
    "strong": 1.6,
    "plain": 0.7,
    "weak": -2.0,
    "result": -6.0,
    "left ends in verb": -2.4,
    "left ends in attribute": -0.8,
    "left is open purpose": -1.6,
    "left is open elaboration": -2.0,
    "left is governed list": -1.5,
    "left is leading verb": -1.2,
    "left is a title": -2.2,
    "same verb": 2.5,
    "long left": 0.5,
    "left ends in a time": 2.0,
    "no own object": -3.0,
    "forwarding": -2.2,
    "reports by a day": 4.5,
    "object by preposition": -1.5,
}
LEADING = word_set("leading verb")
NOMINAL = word_set("nominal")
WITH_PREPOSITION = word_set("with preposition")
FORWARDING = word_set("forwarding")
LEFT_REACH = 120  # words looked back at
JOINED = 20  # marks and joining words that may stand before a verb
OBJECT_REACH = 80  # words looked through for what a verb is done to
DOCUMENTS = (
    "nghị quyết",
    "chỉ thị",
    "kế hoạch",
    "quyết định",
    "kết luận",
    "công điện",
    "nghị định",
    "chương trình",
    "đề án",
)
TITLE_REACH = 16  # words between the kind of a document and the title that 'về' opens
HOLDING = frozenset({"tổ chức", "tập trung"})
CONDITIONS = frozenset({"nếu", "khi", "theo quy định", "theo thẩm quyền", "để", "nhằm", "."})
TIMES = ("ngày", "tháng", "quý", "năm")
BY = frozenset({"trong", "trước", "đến", "hết", "chậm nhất"})  # until when
BEFORE_A_DAY = ("trước ngày", "chậm nhất", "trước tháng")
REGULARLY = frozenset(f"{each} {unit}" for each in ("hằng", "hàng") for unit in ("ngày", "tuần", "tháng", "quý"))
CONTENTS = ("kết quả", "tiến độ", "tình hình")
REPORT_REACH = 24  # words of a report in which its time limit stands
COUNTING = frozenset({"ít nhất", "tối thiểu", "thêm", "ngay", "đủ"})
JOINING = frozenset({"và", "hoặc", "hay"})
SHARING = frozenset({"đổi mới", "hoàn thiện", "cải thiện"})  # 'đổi mới, nâng cao chất lượng': one object for both
RAISING = frozenset({"nâng cao", "đẩy mạnh", "tăng cường", "phát huy", "siết chặt"})
STRIVING = frozenset({"phấn đấu", "quyết tâm"})
JOINERS = word_set("joiner")


@dataclass(frozen=True)
class Right:
    """What begins after a comma: where its words start, its verb, and the signs before the verb."""

    start: int
    verb: int
    signs: tuple[str, ...]


def right_of(tokens: Tokens, place: int, stop: int) -> Right | None:
    """Look for a verb phrase that begins here."""
    signs, start = [], place
    joined = min(stop, place + JOINED)
    while start < joined and (tokens[start].form in JOINERS or tokens[start].form in (",", "và")):
        if tokens[start].form in JOINERS:
            signs.append("connector")
        start += 1
    after = run_end(tokens, start, stop)
    after = after if after < stop and verb_at(tokens, after, start) else _last_verb(tokens, start, after)
    if after < start:
        return None
    run = tokens[start:after]
    signs += ["result"] * any(token.form in STRIVING for token in tokens[start : after + 1])
    signs += ["modal"] * any(token.has("modal") for token in run)
    signs += ["adverb"] * any(token.has("adverb", "negation") for token in run)
    while start < after and tokens[start].has("modal", "future"):
        start += 1
    return Right(start, after, tuple(signs))


def _last_verb(tokens: Tokens, start: int, stop: int) -> int:
    """Give the last of the adverbs before here that can itself be the verb ('tăng cường hiệu quả …'), or -1."""
    return next((place for place in range(stop - 1, start - 1, -1) if tokens[place].is_verb), -1)


def _strength(token: Token) -> str:
    return next((name for name in ("result", "firm", "strong", "plain") if token.has(name)), "weak")


def _strength_here(tokens: Tokens, verb: int, stop: int) -> str:
    """A short verb before a number or 'các' ('mở ít nhất 02 lớp') is a verb."""
    after = tokens[verb + 1] if verb + 1 < stop else None
    counted = after is not None and (after.has("quantifier") or after.form[0].isdigit() or after.form in COUNTING)
    strength = _strength(tokens[verb])
    counted = counted and tokens[verb].form not in ("có", "lấy", "coi")
    must = verb > 0 and tokens[verb - 1].has("modal")
    return "strong" if strength == "weak" and (counted or must) else strength


def has_object(tokens: Tokens, start: int, stop: int) -> bool:
    """Say whether a verb phrase holds more than verbs and adverbs."""
    place = run_end(tokens, start, stop)
    for token in tokens[place : min(stop, place + OBJECT_REACH)]:
        if not (token.is_verb or token.has(*RUN) or token.form in (",", "và", ";", ":", ".")):
            return True
    return False


def _own_object(tokens: Tokens, right: Right, stop: int) -> bool:
    """Say whether something other than verbs follows before the next ';'."""
    here = right.verb
    if here + 1 < stop and tokens[here + 1].form in CONDITIONS:
        return False
    if tokens[here].form == "tổ chức" and here + 1 < stop and tokens[here + 1].has("strong"):
        return True  # 'tổ chức trực ban': what is held is an act
    while here < min(stop, right.verb + OBJECT_REACH) and tokens[here].form != ";":
        token = tokens[here]
        if not (token.is_verb or token.has(*RUN) or token.form in (",", "và")):
            return True
        here += 1
    return False


def _left_signs(tokens: Tokens, start: int, comma: int, firm: bool, verb: str) -> list[str]:
    """Name what speaks for the left side going on."""
    left = tokens[max(start, comma - LEFT_REACH) : comma]
    signs = []
    last = left[-1]
    if last.is_verb or (_nominal(last) and not firm):
        signs.append("left ends in verb")
    if any(token.has("purpose") or token.has("result") for token in left[1:]):
        signs.append("left is open purpose")
    if any(token.has("elaboration") and not _describes(left, at) for at, token in enumerate(left)):
        signs.append("left is open elaboration")
    first = run_end(tokens, start, comma)
    if first < comma and tokens[first].form in LEADING and not _holds_things(tokens, first, comma):
        signs.append("left is leading verb")
    governed = first + 1 < comma and tokens[first + 1].has("governor") and not tokens[first + 1].has("unit")
    if governed and len(left) < 8:
        signs.append("left is governed list")
    if first < comma and tokens[first].form.endswith(verb):
        signs.append("same verb")
    signs += ["long left"] * (len(left) > 12) + ["left ends in a time"] * _ends_in_time(left)
    return signs


def _describes(left: Tokens, place: int) -> bool:
    """'xây dựng kế hoạch cụ thể, …': here 'cụ thể' tells of what kind the plan is."""
    return left[place].form == "cụ thể" and 0 < place == len(left) - 1


def _raises(tokens: Tokens, right: Right) -> bool:
    """'nâng cao hiệu quả', 'kịp thời tháo gỡ': such words begin a predicate and stand in no list of nouns."""
    run = tokens[right.start : right.verb]
    return any(token.form in RAISING for token in tokens[right.start : right.verb + 1]) or (
        any(token.has("adverb") for token in run) and not any(token.has("negation") for token in run)
    )


def _within_noun(left: Tokens) -> bool:
    """'vai trò tham mưu', 'công tác kiểm tra, giám sát': the verbs at the end belong to a noun."""
    place = len(left) - 1
    while place > 0 and (left[place].is_verb or left[place].form in (",", "và")):
        place -= 1
    shared = left[-1].form in SHARING
    return place > 0 and left[place].has("governor") and not left[place].is_verb and not shared


def _ends_in_time(left: Tokens) -> bool:
    """'… dứt điểm trong tháng 5, thông báo kết quả …': what has its own time limit is a task of its own."""
    near = [token.form for token in left[-5:-1]]
    by = any(form in BY or form.startswith(("trước ngày", "trước tháng")) for form in near)
    return left[-1].form[0].isdigit() and by and any(form.endswith(TIMES) for form in near)


def _in_title(left: Tokens) -> bool:
    """'Nghị quyết số 128/NQ-CP về thích ứng an toàn, kiểm soát …': the comma stands in the title of a document."""
    for place in range(len(left) - 1, -1, -1):
        if left[place].form in ("về", "về việc"):
            before = left[max(0, place - TITLE_REACH) : place]
            number = any(token.form[0].isdigit() for token in before)
            return number and any(token.form.startswith(DOCUMENTS) for token in before)
    return False


def _holds_things(tokens: Tokens, verb: int, comma: int) -> bool:
    """'tổ chức các lớp tập huấn': a leading verb with a thing behind it governs no further verbs."""
    after = tokens[verb + 1] if verb + 1 < comma else None
    return after is not None and tokens[verb].form in HOLDING and after.has("quantifier")


def _attribute(left: Tokens) -> bool:
    """'chi phí các cơ sở đề nghị thanh toán': the verbs at the end belong to a noun that stands before them."""
    place = len(left) - 1
    while place > 0 and left[place].is_verb:
        place -= 1
    before = left[place]
    nouns_follow = before.is_verb or before.is_mark or before.form in JOINING or before.has(*RUN, *NOUN_BEFORE)
    return place > 2 and not nouns_follow


def score(tokens: Tokens, start: int, comma: int, right: Right, stop: int) -> float:
    """Weigh whether a new task begins after this comma: above zero means yes."""
    return round(fsum(WEIGHTS[sign] for sign in _signs(tokens, start, comma, right, stop)), 3)


def _signs(tokens: Tokens, start: int, comma: int, right: Right, stop: int) -> set[str]:
    """Name what speaks for and against a new task after this comma."""
    signs = {"and" if tokens[comma].form == "và" else "comma", *right.signs, _strength_here(tokens, right.verb, stop)}
    left = set(_left_signs(tokens, start, comma, tokens[right.verb].has("firm", "strong"), tokens[right.verb].form))
    if "left ends in verb" in left and _raises(tokens, right) and _within_noun(tokens[start:comma]):
        left -= {"left ends in verb", "left is governed list"}
    elif "left ends in verb" in left and right.signs and _attribute(tokens[max(start, comma - LEFT_REACH) : comma]):
        left = left - {"left ends in verb"} | {"left ends in attribute"}
    if _in_title(tokens[max(start, comma - LEFT_REACH) : comma]):
        left.add("left is a title")
    return signs | left | _right_signs(tokens, right, stop)


def _right_signs(tokens: Tokens, right: Right, stop: int) -> set[str]:
    """Name what follows the verb on the right: to what it is done, until when."""
    signs: set[str] = set()
    if not _own_object(tokens, right, stop):
        signs.add("no own object")
    elif _reports_by_a_day(tokens, right.start, right.verb, stop):
        signs |= {"forwarding", "reports by a day"}
    elif not right.signs and tokens[right.verb].form in FORWARDING:
        signs.add("forwarding")
    elif not right.signs and _by_preposition(tokens, right.verb, stop):
        signs.add("object by preposition")
    return signs


def _reports_by_a_day(tokens: Tokens, start: int, verb: int, stop: int) -> bool:
    """'…, báo cáo kết quả trước ngày 5/6': a report of results with its own time limit is a task of its own.

    'rà soát quỹ đất, báo cáo Chủ tịch trước ngày 5/6' is one: the day holds for both.
    """
    near = tokens[verb + 1 : min(stop, verb + REPORT_REACH)]
    if tokens[verb].form != "báo cáo" or not any(token.form.startswith(CONTENTS) for token in near[:6]):
        return False
    if any(token.form.startswith("định kỳ") for token in tokens[start:verb]):
        return True
    end = next((place for place, token in enumerate(near) if token.form in ",;"), len(near))
    return any(token.form.startswith(BEFORE_A_DAY) or token.form in REGULARLY for token in near[:end])


def _nominal(token: Token) -> bool:
    """'đoàn kiểm tra', 'công tác giáo dục': a noun that may go on with a list of such nouns."""
    return token.form in NOMINAL or any(token.form.endswith(" " + verb) for verb in NOMINAL)


def _by_preposition(tokens: Tokens, verb: int, stop: int) -> bool:
    """'phản ánh liên quan đến …': a noun with its attribute rather than a verb with its object."""
    if tokens[verb].form in WITH_PREPOSITION or verb + 1 >= stop:
        return False
    after = tokens[verb + 1]
    return after.form in (",", "của", "liên quan đến", "về", "đối với", "trong", "tại", "trên") or after.has("relative")


def split(tokens: Tokens, start: int, stop: int) -> list[tuple[int, int]]:
    """Split one predicate (without ';') into stretches, each with one main verb and its object."""
    parts, begin, here = [], start, start
    while here < stop:
        token = tokens[here]
        if token.form in "([":
            here = closing(tokens, here, stop)
        elif token.form in '"“':
            here = _quote_end(tokens, here, stop)
        elif _may_cut(tokens, begin, here):
            right = right_of(tokens, here + 1, stop)
            if right and score(tokens, begin, here, right, stop) > 0:
                parts.append((begin, here))
                begin = right.start
                here = right.verb
        here += 1
    return [*parts, (begin, stop)]


def _may_cut(tokens: Tokens, begin: int, here: int) -> bool:
    token = tokens[here]
    if token.form in JOINERS:
        return (
            here > begin
            and token.form != "đặc biệt"
            and tokens[here - 1].form != ","
            and has_object(tokens, begin, here)
        )
    return token.form in (",", "và") and here > begin and has_object(tokens, begin, here)


def _quote_end(tokens: Tokens, place: int, stop: int) -> int:
    """Give the place of the quotation mark that closes, when it is near."""
    closer = "”" if tokens[place].form == "“" else tokens[place].form
    for here in range(place + 1, min(stop, place + 40)):
        if tokens[here].form == closer:
            return here
    return place
