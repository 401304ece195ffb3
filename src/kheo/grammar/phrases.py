"""Where a predicate begins, and whether a noun phrase names somebody who can be told to act."""

from collections.abc import Sequence

from kheo.grammar.tagger import Token, closing

Tokens = Sequence[Token]

NOUN_BEFORE = ("quantifier", "preposition", "governor")
DURING = frozenset(
    {"trong quá trình", "quá trình", "sau khi", "khi", "trước khi", "ngoài việc", "bên cạnh việc", "cùng với việc"}
)
NOT_SIGNS = frozenset({"để", "và", "hoặc"})
OWN = frozenset({"mình", "nó", "này", "đó", "nào"})
TELLING = frozenset(
    {"được", "có", "chưa", "còn", "bị", "để", "đang", "đã", "đã được", "không"}
)  # 'các sở có chỉ số giảm sâu phải …'
RUN = ("adverb", "modal", "negation", "future")
LEAST_NAME = 2  # words of a body's name
NAME_REACH = 6  # words behind a verb in which the predicate comes, where that verb is part of a name
SUBJECT_REACH = 140  # words looked through for the predicate of one clause


def in_noun(tokens: Tokens, place: int, start: int) -> bool:
    """Say whether a verb here stands inside a noun phrase ('công tác kiểm tra', 'Sở Xây dựng')."""
    token = tokens[place]
    leads = token.form == "lãnh đạo" and place > start and tokens[place - 1].has("unit") and _leads(tokens, place)
    if token.has("future") or leads:
        return False
    if place == start:
        return token.has("governor") and not token.has("strong")
    before = tokens[place - 1]
    if _belongs_to_name(tokens, place, start) or before.form in DURING:
        return True
    if before.form in NOT_SIGNS or before.has(*RUN) or _name_ends(tokens, place, start):
        return False
    acts = token.has("adverb") or token.form == "chủ trì" or (token.has("firm", "strong") and before.has("governor"))
    if acts and not token.capital and _is_name(tokens, start, place):
        return False  # 'Chi cục Bảo vệ môi trường khẩn trương rà soát …'
    return before.has(*NOUN_BEFORE) and not before.is_verb and before.form != "trên"


def _belongs_to_name(tokens: Tokens, place: int, start: int) -> bool:
    """'Sở Xây dựng', 'Thanh tra Sở', 'Bộ Kế hoạch - đầu tư': a verb that is part of a body's name."""
    token, before = tokens[place], tokens[place - 1]
    if token.capital and (before.form not in "\"“'‘:;-–." or _within_name(tokens, place, start)):
        return True
    if before.has("unit") and before.end + 1 == token.start and token.has("unit") and not token.has("strong"):
        return True
    return before.form in "-–" and place - 2 > start and tokens[place - 2].capital and tokens[start].is_agent


def _name_ends(tokens: Tokens, place: int, start: int) -> bool:
    """'các cấp, các ngành thực hiện …', 'Sở Tài nguyên - Môi trường rà soát …': a verb right behind a body's name."""
    token, before = tokens[place], tokens[place - 1]
    if place - 1 <= start:
        return False
    listed = tokens[place - 2].has("quantifier") or tokens[place - 2].form in (",", "và")
    return (before.form in ("ngành", "bộ", "khối") and listed) or (before.capital and not token.capital)


def _is_name(tokens: Tokens, start: int, stop: int) -> bool:
    """'Chi cục Bảo vệ môi trường': a body with its name, in which a verb may stand, and nothing else."""
    if stop - start < LEAST_NAME or not tokens[start].has("unit") or not tokens[start + 1].capital:
        return False
    return not any(token.is_mark or token.has("preposition", "quantifier") for token in tokens[start:stop])


def _goes_on_as_name(tokens: Tokens, start: int, place: int, stop: int) -> bool:
    """'Đội Kiểm soát giết mổ khẩn trương rà soát …': a verb behind the verb of a name, and the predicate behind it."""
    named = any(token.capital and token.is_verb for token in tokens[max(start + 1, place - 2) : place])
    if not named or tokens[place].has(*RUN) or not _is_name(tokens, start, place + 1):
        return False
    for here in range(place + 1, min(stop, place + NAME_REACH)):
        if tokens[here].is_mark:
            return False
        if tokens[here].has("modal", "adverb") or tokens[here].form == "chủ trì":
            return predicate_at(tokens, here, start, stop)
    return False


def _within_name(tokens: Tokens, place: int, start: int) -> bool:
    """Say whether a capital word behind a dash goes on with a name: 'Phòng Văn hóa - Thông tin'."""
    return tokens[place - 1].form in "-–" and place - 2 >= start and tokens[place - 2].capital and place - 2 > 0


def verb_at(tokens: Tokens, place: int, start: int) -> bool:
    """Say whether a verb that is used as a verb stands here."""
    token = tokens[place]
    if not token.is_verb or in_noun(tokens, place, start) or _compared(tokens, place):
        return False
    if token.form == "tổ chức":
        return _organises(tokens, place)
    if token.form == "lãnh đạo" and place and tokens[place - 1].has("order", "ask"):
        return False  # 'Giao lãnh đạo hai sở xuống kiểm tra'
    if token.form == "lãnh đạo" and place and (tokens[place - 1].has("unit") or tokens[place - 1].form == ":"):
        return _leads(tokens, place)
    if token.has("unit") and place + 1 < len(tokens) and tokens[place + 1].has("quantifier", "unit"):
        return place == start and not token.has("noun")
    return True


def _leads(tokens: Tokens, place: int) -> bool:
    """'Đảng ủy lãnh đạo UBND …', 'Đảng ủy: Lãnh đạo thanh tra …' lead somebody; 'Sở, lãnh đạo các phòng' are people."""
    following = [after.form for after in tokens[place + 1 : place + 3]]
    if not following:
        return False
    if tokens[place - 1].form == ":":
        return tokens[place + 1].is_verb
    return following == [",", "chỉ đạo"] or tokens[place + 1].has("quantifier", "unit")


def _compared(tokens: Tokens, place: int) -> bool:
    """'minh bạch, công khai hơn': a quality, not an act."""
    return place + 1 < len(tokens) and tokens[place + 1].form in ("hơn", "nhất")


def _organises(tokens: Tokens, place: int) -> bool:
    """'tổ chức' is a body in 'cơ quan, tổ chức, đơn vị', and a verb before what is held."""
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    if after is not None and after.form == "lực lượng" and place == 0:
        return True  # 'Tổ chức lực lượng dọn vệ sinh'
    if after is None or after.form in ",;." or after.has("unit") or after.form in ("đảng", "và", "có", "thành viên"):
        return False
    before = tokens[place - 1] if place else None
    return not (before and before.form == "," and place > 1 and tokens[place - 2].has("unit"))


def run_end(tokens: Tokens, place: int, stop: int) -> int:
    """Give the place after the adverbs, modals and refusals that stand before a verb."""
    start = place
    while place < stop and tokens[place].has(*RUN) and not _pure_verb(tokens, place, stop):
        place += 1
        if place < stop and tokens[place].form == "(" and tokens[start].form.startswith("định kỳ"):
            place = closing(tokens, place, stop) + 1  # 'Định kỳ hằng năm (trước ngày 15 tháng 12) báo cáo …'
    return place


def _pure_verb(tokens: Tokens, place: int, stop: int) -> bool:
    """A word that is adverb and verb is a verb when no verb follows it."""
    token = tokens[place]
    if not token.is_verb:
        return False
    after = tokens[place + 1] if place + 1 < stop else None
    return after is None or not (after.is_verb or after.has(*RUN))


def _given(tokens: Tokens, place: int) -> bool:
    """'căn cứ nhiệm vụ được giao': which duties are meant, not that somebody must act."""
    return tokens[place].form in ("được giao", "được phân công") and place > 0 and tokens[place - 1].has("governor")


def predicate_at(tokens: Tokens, place: int, start: int, stop: int) -> bool:
    """Say whether a predicate begins here: modal words and adverbs with a verb, or a verb."""
    if tokens[place].has("modal") and not tokens[place].capital:
        return not _given(tokens, place)
    if place == start or not in_noun(tokens, place, start):
        after = run_end(tokens, place, stop)
        if any(token.has("modal") for token in tokens[place:after]):
            return True
        if after < stop and verb_at(tokens, after, place):
            return True
        return any(token.is_verb for token in tokens[place:after])
    return False


def starts_quickly(tokens: Tokens, place: int, stop: int) -> bool:
    """Say whether a clause begins at once with its predicate, without a subject."""
    return place < stop and predicate_at(tokens, place, place, stop)


def head(tokens: Tokens, start: int, stop: int) -> Token | None:
    """Give the word that a noun phrase is about, after its numbers and quantifiers."""
    for place in range(start, stop):
        token = tokens[place]
        if token.form == "tổ chức" and _organises(tokens, place):
            return None
        if token.is_agent:
            return token
        if not (token.has("quantifier") or token.form[0].isdigit() or token.form in "\"“'‘(-"):
            return token
    return None


def names_agent(tokens: Tokens, start: int, stop: int) -> bool:
    """Say whether a noun phrase names a body, a post or people."""
    word = head(tokens, start, stop)
    own = tokens[stop - 1].form in OWN if stop > start else False
    own = own and not (tokens[stop - 1].form == "này" and word is not None and word.has("unit"))
    if stop > start and (own or any(token.form == "nào" for token in tokens[start:stop])):
        return False  # 'căn cứ tình hình của đơn vị mình', 'cán bộ nào nhũng nhiễu'
    if word is not None and (word.is_agent or word.form in ("hội đồng", "đại diện")):
        return True
    return _is_place(tokens, start, stop)


def _is_place(tokens: Tokens, start: int, stop: int) -> bool:
    """'Hà Nội phải …': two to four capital words that are in no list name a place or a firm."""
    return 2 <= stop - start <= 4 and all(token.capital and not token.tags for token in tokens[start:stop])


def _describes(tokens: Tokens, start: int, place: int, stop: int) -> int:
    """'các địa phương nơi có dự án …', 'các sở được chất vấn phải …' tell who is meant: give how many words do so."""
    if place > start and tokens[place - 1].form == "nơi":
        return 1
    near = tokens[place + 1 : min(stop, place + (5 if tokens[place].form == "được" else 8))]
    modal = next((at for at, token in enumerate(near) if token.has("modal") or token.form == "tiếp tục"), None)
    if tokens[place].form not in TELLING or modal is None or any(token.form in ",;:" for token in near[:modal]):
        return 0
    goes_on = near[modal].form in ("phải", "cần phải", "có trách nhiệm", "tiếp tục")
    return modal + 1 if goes_on and place > start else int(tokens[place].form == "được")


def _of_those_told(tokens: Tokens, place: int, stop: int) -> int:
    """'Các cơ quan được phân công chủ trì nhiệm vụ có trách nhiệm …': give where what they must do begins, or 0."""
    if tokens[place].form not in ("được phân công", "được giao"):
        return 0
    near = range(place + 1, min(stop, place + 20))
    end = next((at for at in near if tokens[at].form in ",;:"), near.stop)
    return next((at for at in range(place + 1, end) if tokens[at].form in ("có trách nhiệm", "phải", "cần")), 0)


def _begins(tokens: Tokens, start: int, place: int, stop: int) -> bool:
    return place > start and tokens[place].has("past", "negation") or predicate_at(tokens, place, start, stop)


def find_predicate(tokens: Tokens, start: int, stop: int) -> int | None:
    """Give where the predicate begins after a subject, or None."""
    place, limit, spare = start, min(stop, start + SUBJECT_REACH), None
    while place < limit:
        token = tokens[place]
        if token.form in "([":
            place = closing(tokens, place, stop)
        elif place > start and (must := _of_those_told(tokens, place, limit)):
            return must
        elif token.has("relative") and place > start and not token.has("modal"):
            spare = place if spare is None and token.is_verb else spare
        elif told := _describes(tokens, start, place, limit):
            place += told - 1
        elif _begins(tokens, start, place, stop) and not _goes_on_as_name(tokens, start, place, limit):
            return place
        elif token.form == "để":
            return spare
        place += 1
    return spare
