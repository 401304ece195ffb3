"""Parse a clause: leading phrases, subject, modal, predicate; and who is told what by an order word."""

from collections.abc import Sequence
from dataclasses import dataclass

from kheo.grammar.lexicon import word_set
from kheo.grammar.phrases import find_predicate, names_agent, run_end, starts_quickly
from kheo.grammar.tagger import Token, closing

Tokens = Sequence[Token]
ROLES = ("cơ quan", "đơn vị", "đầu mối", "thường trực")
AIM_REACH = 30  # words from who must act to the 'để' of the aim
LEAD_COMMAS = 8  # commas tried for the end of one leading phrase
GROUNDS = frozenset({"căn cứ", "căn cứ vào", "trên cơ sở", "theo", "trong phạm vi", "với", "trong", "ngoài"})
AT_ONCE = frozenset(
    {"ngay", "ngay từ", "ngay sau", "trước ngày", "chậm nhất", "từ nay", "từ nay đến", "trong quá trình", "quá trình"}
)
MEANWHILE = frozenset({"về lâu dài", "trước mắt", "thời gian tới", "trong thời gian tới", "hiện nay"})
SAYING = word_set("saying")
BEFORE_LISTS = frozenset({"sau", "như sau", "sau đây", "kết luận", "yêu cầu", "chỉ đạo"})
CONNECTORS = 30  # words and marks that may stand before a clause
MARKS = frozenset(",;:-–\"“'‘…")


@dataclass(frozen=True)
class Clause:
    """One clause as token places: leading phrases, subject, then the predicate from `verb` to `end`."""

    start: int
    end: int
    leads: tuple[tuple[int, int], ...]
    subject: tuple[int, int] | None
    predicate: int  # where modals and adverbs begin
    verb: int  # where the span of a task begins: after modals
    agent: bool = False
    modal: bool = False
    past: bool = False
    future: bool = False


def skip_number(tokens: Tokens, place: int, stop: int) -> int:
    """Skip the '(1)', '(ii)' or 'a)' of a list within a sentence."""
    opened = place + (tokens[place].form == "(") if place < stop else place
    if opened + 1 < stop and tokens[opened + 1].form == ")" and len(tokens[opened].form) <= 3:
        return opened + 2
    return place


def skip_connectors(tokens: Tokens, place: int, stop: int) -> int:
    """Skip 'đồng thời', 'bên cạnh đó', '(1)', marks, and the commas after them."""
    begin = place = skip_number(tokens, place, stop)
    if place + 1 < stop and tokens[place].form == "còn" and tokens[place].capital and tokens[place + 1].is_agent:
        place += 1  # 'Còn Sở Nội vụ phối hợp …'
    while place < min(stop, begin + CONNECTORS) and (tokens[place].has("connector") or tokens[place].form in MARKS):
        place += 1
    if begin < place < stop and tokens[place].form == "là":
        return place + 1  # 'thứ ba là …', 'cùng với đó là …'
    if place + 1 < stop and tokens[place].form == "là" and tokens[place + 1].is_agent:
        comma = next((here for here in range(place, min(stop, place + 12)) if tokens[here].form == ","), place - 1)
        place = comma + 1  # 'là cơ quan đầu mối, chủ trì …'
    return place


def _task_start(tokens: Tokens, predicate: int, stop: int) -> int:
    """Give where a task's words begin: after modals and such words as 'cũng'."""
    place = predicate
    while place < stop and (
        tokens[place].has("modal", "future")
        or tokens[place].form in ("cũng", "đều", "luôn", "lại", "vẫn", "đã", ",", ":")
    ):
        place += 1
    return place


def _core(tokens: Tokens, place: int, stop: int) -> Clause | None:
    """Parse subject and predicate from here."""
    if place >= stop:
        return None
    body_first = _body_first(tokens, place, stop)
    if not body_first and starts_quickly(tokens, place, stop) or _grounded(tokens, place, stop):
        return _clause(tokens, place, stop, None, place)
    predicate = find_predicate(tokens, place + body_first, stop)
    if predicate is None:
        return _by_aim(tokens, place, stop)
    cut = _grounds(tokens, place, predicate)
    if cut is not None and names_agent(tokens, place, cut):
        if tokens[predicate - 1].form != "," and tokens[cut].form.startswith("căn cứ"):
            predicate = cut  # 'UBND xã căn cứ nhiệm vụ để chỉ đạo': the ground belongs to the task
        return _clause(tokens, place, stop, (place, cut), predicate)
    return _clause(tokens, place, stop, (place, predicate), predicate)


def _by_aim(tokens: Tokens, place: int, stop: int) -> Clause | None:
    """'Bộ Xây dựng căn cứ mục tiêu này để xây dựng …': what is asked stands behind the ground and its 'để'."""
    aim = next((at for at in range(place, min(stop, place + AIM_REACH)) if tokens[at].form == "để"), None)
    cut = _grounds(tokens, place, aim) if aim else None
    verb = aim is not None and aim + 1 < stop and tokens[aim + 1].has("firm", "strong")
    told = cut is not None and verb and names_agent(tokens, place, cut)
    return _clause(tokens, place, stop, (place, cut), cut) if told and cut is not None else None


def _body_first(tokens: Tokens, place: int, stop: int) -> bool:
    """'Thanh tra giao thông cần công khai …' begins with a body although the word is a verb as well."""
    if not (tokens[place].is_agent and tokens[place].is_verb):
        return False
    for here in range(place + 1, min(stop, place + 7)):
        if tokens[here].form in ",;:":
            return False
        if tokens[here].has("modal"):
            return True
    return False


def _grounded(tokens: Tokens, place: int, stop: int) -> bool:
    """'căn cứ tình hình cụ thể triển khai …' without a comma: the ground belongs to the task."""
    if not tokens[place].form.startswith("căn cứ"):
        return False
    near = tokens[place + 1 : min(stop, place + 25)]
    return any(token.has("strong", "firm") for token in near) and all(token.form != "," for token in near[:3])


def _grounds(tokens: Tokens, start: int, stop: int) -> int | None:
    """Find 'căn cứ …' or 'theo chức năng …' that stands between subject and predicate."""
    for place in range(start + 1, stop):
        token = tokens[place]
        if token.form in GROUNDS and not token.capital and place > start + 1:
            two = tokens[place + 1].form if place + 1 < stop else ""
            if token.form.startswith(("căn cứ", "trên cơ sở")) or two.startswith(("chức năng", "nhiệm vụ", "phạm vi")):
                return place
            if tokens[place - 1].form == ",":
                return place
        elif not token.capital and (token.form in AT_ONCE or _year(tokens, place, stop)):
            return place
    return None


def _year(tokens: Tokens, place: int, stop: int) -> bool:
    """'ngành hải quan năm 2017 cắt giảm …': the year stands between who and what."""
    return tokens[place].form == "năm" and place + 2 == stop and len(tokens[place + 1].form) == 4


def _year_first(tokens: Tokens, place: int, stop: int) -> bool:
    """'lưu ý năm 2026 Thanh tra thành phố cần …': the year stands before who must act."""
    if place + 2 >= stop or tokens[place].form != "năm" or len(tokens[place + 1].form) != 4:
        return False
    return tokens[place + 1].form.isdigit() and tokens[place + 2].has("unit", "post")


def _clause(tokens: Tokens, start: int, stop: int, subject: tuple[int, int] | None, predicate: int) -> Clause:
    after = run_end(tokens, predicate, stop)
    run = tokens[predicate : max(after, predicate + 1)]
    if subject:
        subject = _trimmed(tokens, subject[0], _named_until(tokens, *subject))
    return Clause(
        start=start,
        end=stop,
        leads=(),
        subject=subject,
        predicate=predicate,
        verb=_task_start(tokens, predicate, stop),
        agent=bool(subject and names_agent(tokens, *subject) and not _says(tokens, *subject)),
        modal=any(token.has("modal") for token in run),
        past=(_tells(run) or (after == predicate and tokens[after].has("tale"))) and not run[0].has("modal"),
        future=any(token.has("future") for token in run),
    )


def _named_until(tokens: Tokens, start: int, stop: int) -> int:
    """'Các cơ quan thuộc xã: Căn cứ chức năng, …', 'Sở A là cơ quan thường trực, …' name who acts before ':', 'là'."""
    for place in range(start + 1, stop):
        role = tokens[place].form == "là" and place + 1 < stop and tokens[place + 1].form.startswith(ROLES)
        if (tokens[place].form == ":" or role) and names_agent(tokens, start, place):
            return place
    return stop


def _tells(run: Tokens) -> bool:
    """Say whether a predicate tells how things are: 'đã …', 'đang …', 'chưa có …', 'vẫn còn …'."""
    return any(token.has("past") or token.form == "chưa" for token in run[:2])


def _says(tokens: Tokens, start: int, stop: int) -> bool:
    """'Thủ tướng cho rằng việc lần đầu …' holds a report: it is no name of who must act."""
    for place in range(start, stop):
        if tokens[place].form in SAYING or (tokens[place].form == ":" and tokens[place - 1].form in BEFORE_LISTS):
            return True
    return False


def _trimmed(tokens: Tokens, start: int, stop: int) -> tuple[int, int]:
    """Leave marks out at the ends of a phrase."""
    while stop > start and (
        tokens[stop - 1].form in ',:;-–"“' or tokens[stop - 1].form in ("thì", "cũng", "cùng", *MEANWHILE)
    ):
        stop -= 1
    while start < stop and (
        tokens[start].form in ",:;-–\"“'" or tokens[start].has("adverb") and not tokens[start].is_verb
    ):
        start += 1
    return start, stop


def _with_leads(clause: Clause, leads: Sequence[tuple[int, int]], start: int) -> Clause:
    return Clause(
        start, clause.end, tuple(leads), clause.subject, clause.predicate, clause.verb, clause.agent, clause.modal,
        clause.past, clause.future,
    )  # fmt: skip


def _after_lead(tokens: Tokens, place: int, stop: int) -> int | None:
    """Give where the clause proper begins after a leading phrase that ends with a comma."""
    tries, here = 0, place
    weaker: dict[int, int] = {}
    while here < stop and tries < LEAD_COMMAS:
        if tokens[here].form in "([":
            here = closing(tokens, here, stop)
        elif tokens[here].form in ",:":
            tries += 1
            force = _can_begin(tokens, here + 1, stop)
            if force == 3:
                return _shifted(tokens, here + 1, stop)
            weaker.setdefault(force, here + 1)
        elif tokens[here].form == ";":
            break
        here += 1
    return weaker.get(2, weaker.get(1))


def _shifted(tokens: Tokens, place: int, stop: int) -> int:
    """'…, cơ quan liên quan, Bộ Tài chính khẩn trương …': the last capital name after small words is the subject."""
    core = _core(tokens, place, stop)
    if core is None or core.subject is None or tokens[place].capital:
        return place
    for here in range(core.subject[1] - 1, core.subject[0], -1):
        if tokens[here].form == "," and tokens[here + 1].capital and tokens[here + 1].is_agent:
            return here + 1
    return place


def _can_begin(tokens: Tokens, place: int, stop: int) -> int:
    """Say whether a clause proper can begin here: 3 an agent with its predicate, 2 a modal, 1 a bare verb, 0 no."""
    place = skip_connectors(tokens, place, stop)
    if place >= stop:
        return 0
    if tokens[place].has("modal", "order", "ask"):
        return 3
    core = _core(tokens, place, stop)
    if core is None:
        return 0
    if core.verb >= stop:
        return 3 if core.agent and core.modal else 0  # 'Thời gian tới, các bộ, ngành cần:' leads a list in
    if core.subject is None:
        return 3 if core.modal else int(not tokens[core.verb].has("result"))
    return 3 if core.agent else 2 if core.modal else 0


def parse(tokens: Tokens, start: int, stop: int) -> Clause | None:
    """Parse the clause that begins at a token, with its leading phrases."""
    leads: list[tuple[int, int]] = []
    place = begin = skip_connectors(tokens, start, stop)
    if place + 1 < stop and tokens[place].form in MEANWHILE and tokens[place + 1].has("unit", "post", "quantifier"):
        place += 1  # 'thời gian tới các cấp Hội, hội viên …' without a comma behind the time
    elif _year_first(tokens, place, stop):
        place += 2
    while place < stop and len(leads) < 4 and tokens[place].has("lead"):
        after = _after_lead(tokens, place, stop)
        if after is None or (starts_quickly(tokens, place, stop) and _can_begin(tokens, after, stop) < 3):
            break
        leads.append((place, after - 1))
        place = skip_connectors(tokens, after, stop)
    if place + 1 < stop and tokens[place].form in MEANWHILE and tokens[place + 1].has("modal"):
        place += 1  # 'về lâu dài cần phải mở thêm trạm'
    core = _core(tokens, place, stop)
    return _with_leads(core, leads, begin) if core else None
