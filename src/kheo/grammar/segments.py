"""Where one thing to do ends and the next begins within a sentence: ';', dots, a colon, another body, a condition."""

from collections.abc import Sequence

from kheo.grammar.clauses import parse, skip_connectors, skip_number
from kheo.grammar.lexicon import word_set
from kheo.grammar.phrases import in_noun, names_agent, run_end
from kheo.grammar.splitter import has_object
from kheo.grammar.tagger import Token, closing

Tokens = Sequence[Token]
CUTTING = frozenset([*"([:,;.…", "và"])  # a task ends at no other word
OWN_WORDS = frozenset(
    {"không", "không thể", "đừng", "chứ", "tôi", "đây", "đó", "ai", "nếu", "còn", "phải"}
)  # in quotes
SELF = frozenset({"tôi", "chúng tôi", "mình"})
IF_REACH = 40  # words between 'nếu' and 'thì'
GROUPS = frozenset({"địa phương", "cơ quan", "đơn vị"})
GIVING = frozenset({"giúp", "cho phép", "tạo"})
FIELDS = frozenset({"lĩnh vực", "ngành"})
WATCHING = frozenset({"theo dõi", "kiểm tra", "giám sát", "đánh giá"})
DUTIES = word_set("duty")
DOING = frozenset({"thực hiện", "triển khai", "triển khai thực hiện", "tổ chức thực hiện", "làm tốt", "hoàn thành"})
ANNOUNCED = 18  # words from the verb that announces duties to its ':'


def segments(tokens: Tokens, start: int, stop: int) -> list[tuple[int, int]]:
    """Cut where one thing to do ends, outside brackets: give where each stretch begins and where the next one does."""
    found, begin, here, things, named = [], start, start, False, False
    while here < stop:
        if tokens[here].form not in CUTTING:
            here += 1
            continue
        numbered = skip_number(tokens, here + 1, stop) > here + 1
        things = things or (numbered and tokens[here].form == ":" and not _lists_duties(tokens, here))
        named = named or _lists_things(tokens, begin, here)
        if tokens[here].form in "([":
            here = closing(tokens, here, stop)
        elif (numbered and things) or named:
            pass  # 'các báo cáo: (i) Báo cáo tình hình …; (ii) …' lists things
        elif then := _condition(tokens, begin, here, stop):
            found.append((begin, here))
            begin, here = then, then - 1
        elif (
            tokens[here].form == ";"
            or _dots(tokens, here, stop)
            or is_aside(tokens, here, stop)
            or _colon(tokens, here, stop)
            or _new_subject(tokens, begin, here, stop)
            or _new_order(tokens, begin, here, stop)
        ):
            found.append((begin, here))
            begin = here + 1
        here += 1
    return [part for part in [*found, (begin, stop)] if part[0] < part[1]]


def _lists_things(tokens: Tokens, begin: int, colon: int) -> bool:
    """'Theo dõi, kiểm tra việc quản lý: Xây dựng …; lập …', 'các quy định như: yêu cầu …; …' name what is meant."""
    if tokens[colon].form != ":" or colon <= begin:
        return False
    example = tokens[colon - 1].form == "như" and colon + 1 < len(tokens) and tokens[colon + 1].has("order", "ask")
    fields = tokens[colon - 1].form in FIELDS
    after = tokens[colon + 1] if colon + 1 < len(tokens) else None
    acts = after is not None and after.capital and after.is_verb and not after.is_agent
    return example or fields or (acts and tokens[run_end(tokens, begin, colon)].form in WATCHING)


def _condition(tokens: Tokens, begin: int, here: int, stop: int) -> int:
    """'tăng cường quản lý, nếu còn mất cắp thì …': give where what follows from the condition begins, or 0."""
    if tokens[here].form != "," or here + 1 >= stop or tokens[here + 1].form not in ("nếu", "trường hợp", "nếu như"):
        return 0
    for place in range(here + 2, min(stop, here + IF_REACH)):
        if tokens[place].form == "thì":
            return place + 1
        if tokens[place].form == ";":
            break
    return 0


def _dots(tokens: Tokens, here: int, stop: int) -> bool:
    """'… trên mạng xã hội… phát hiện, xử lý …': dots end a list, and a verb begins behind them."""
    dots = tokens[here].form == "…" or (tokens[here].form == "." and here > 0 and tokens[here - 1].form == ".")
    after = run_end(tokens, here + 1, stop)
    return dots and after < stop and tokens[after].has("firm", "strong") and not tokens[here + 1].capital


def behind_announcement(tokens: Tokens, start: int, stop: int) -> int:
    """'thực hiện tốt một số nhiệm vụ sau: rà soát …': give where what was announced begins, or 0."""
    if start >= stop or not (tokens[start].has("quantifier") or tokens[run_end(tokens, start, stop - 1)].form in DOING):
        return 0
    for here in range(start, min(stop - 1, start + ANNOUNCED)):
        if tokens[here].form == ":":
            return skip_number(tokens, here + 1, stop) if _lists_duties(tokens, here) else 0
        if tokens[here].is_mark or tokens[here].is_agent:
            return 0
    return 0


def _lists_duties(tokens: Tokens, colon: int) -> bool:
    """'một số nhiệm vụ trọng tâm: (1) …', '… như sau: (1) …'."""
    return any(token.form in DUTIES or token.form.endswith("sau") for token in tokens[max(0, colon - 6) : colon])


def _new_subject(tokens: Tokens, begin: int, here: int, stop: int) -> bool:
    """'…, Bộ Nông nghiệp khẩn trương nâng cấp …': another body and its own predicate begin behind this comma."""
    if tokens[here].form != "," or here + 2 >= stop:
        return False
    body, group = tokens[here + 1], tokens[here + 1].form == "các" and tokens[here + 2].form in GROUPS
    if not group and not (body.has("post") or (body.has("unit") and body.capital)):
        return False
    if not _complete(tokens, begin, here):
        return False
    clause = parse(tokens, here + 1, min(stop, here + 40))
    if clause is None or not clause.agent or clause.subject is None or clause.past or clause.future:
        return False
    subject = tokens[clause.subject[0] : clause.subject[1]]
    if not has_object(tokens, clause.verb, clause.end):
        return False  # 'nhiệm vụ được Thành ủy, UBND tỉnh giao'
    return clause.subject[0] == here + 1 and all(token.form not in ",;" for token in subject)


def is_aside(tokens: Tokens, here: int, stop: int) -> bool:
    """'…, "không thể dẹp rồi thôi"', '…, tôi sẽ đi kiểm tra': the speaker's own words or promise behind a comma."""
    if tokens[here].form != "," or here + 2 >= stop:
        return False
    after = tokens[here + 1]
    if after.form in '"“':
        return tokens[here + 2].form in OWN_WORDS
    near = tokens[here + 1 : min(stop, here + 6)]
    will = next((place for place, token in enumerate(near) if token.has("future")), 0)
    return will > 0 and (after.form in SELF or names_agent(tokens, here + 1, here + 1 + will))


def _new_order(tokens: Tokens, begin: int, here: int, stop: int) -> bool:
    """'… hoàn thành đề án và yêu cầu UBND huyện lo bãi đỗ xe': another body is told behind this 'và' or comma."""
    if tokens[here].form not in ("và", ","):
        return False
    place = skip_connectors(tokens, here + 1, stop)
    if place + 1 >= stop or not tokens[place].has("order", "ask") or not tokens[place + 1].has("unit", "post"):
        return False
    joined = tokens[here].form == "và" or place > here + 1 or tokens[place].form == "giao"
    return joined and (_complete(tokens, begin, here) or (tokens[begin].is_verb and here - begin > 1))


def _complete(tokens: Tokens, begin: int, here: int) -> bool:
    """Say whether a verb and a last noun that is no body stand before the comma: else a list of bodies goes on."""
    place = here - 1
    while place > begin and (
        not tokens[place].is_verb or in_noun(tokens, place, begin) or tokens[place - 1].form in ("-", "–")
    ):
        if tokens[place].has("unit", "post") or tokens[place].form in ",;":
            return False
        place -= 1
    return place > begin or (tokens[begin].is_verb and here - begin > 2)


def _colon(tokens: Tokens, here: int, stop: int) -> bool:
    """'… như: Tập trung làm X' and 'Làm X: Đây là …' end at the colon; 'các Bộ: Quốc phòng' does not."""
    first = skip_number(tokens, here + 1, stop)
    if tokens[here].form != ":" or first >= stop or not (tokens[first].capital or first > here + 1):
        return False
    if _only_whom(tokens, here):
        return False
    after = tokens[first]
    if after.has("result", "purpose") or after.form in GIVING:
        return False  # 'Nâng cấp mạng lõi: Đảm bảo xử lý dữ liệu lớn'
    return after.form in ("đây", "chậm nhất", "trước ngày", "hoàn thành") or after.is_verb or after.has("adverb")


def _only_whom(tokens: Tokens, colon: int) -> bool:
    """'Chỉ đạo các bộ phận: Phối hợp rà soát …', 'Phối hợp với Trưởng thôn: Lập danh sách …': one task."""
    place = colon - 1
    while place > 0 and not tokens[place].is_verb and tokens[place].form not in ";.:":
        place -= 1
    names = place + 1 + (tokens[place + 1].form in ("với", "cùng"))
    return tokens[place].form in ("chỉ đạo", "phối hợp") and names < colon and names_agent(tokens, names, colon)
