"""Who speaks with authority here: names with their posts, and the rank of whoever a phrase names."""

import re
from dataclasses import dataclass, field

from kheo.grammar.borders import is_abroad
from kheo.grammar.lexicon import places, surnames

_UPPER = "[A-ZÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ]"
NOBODY, MINOR, LEADER, IN_CHARGE = 0, 1, 2, 3
PRONOUN_REACH = 700  # characters before a quotation in which its speaker was named
NAMES = 600  # names looked at in one text
_NAME = re.compile(rf"{_UPPER}\w+(?:[ ]{_UPPER}\w*){{1,11}}")
_LEADER = re.compile(
    r"thủ tướng|tổng bí thư|chủ tịch|bí thư|bộ trưởng|thứ trưởng|trưởng ban|phó trưởng ban|tổng thanh tra|"
    r"chánh án|viện trưởng (?:viện kiểm sát|vks)|thống đốc|"
    r"trưởng đoàn|tư lệnh|chính ủy|người đứng đầu (?:chính|thành|tỉnh|ngành)|lãnh đạo (?:chính phủ|thành "
    r"phố|tp|tỉnh|ubnd|ủy ban|bộ|phường|xã|quận|huyện|đảng ủy|"
    r"(?:trung ương |tỉnh |thành )?(?:đoàn|hội)(?! nghị| đồng| thảo))|"
    r"chủ nhiệm|tổng giám đốc|trưởng bộ phận|đoàn giám sát|đoàn công tác|tổ công tác|"
    r"đoàn (?:kiểm tra|thanh tra|khảo sát|thẩm tra)|tổ (?:kiểm tra|giám sát)|"
    r"^\W*(?:theo đó,? )?(?:tại |theo |trong |ngoài ra, |bên cạnh đó, )?(?:nội dung )?"
    r"(?:công điện|chỉ thị|công văn|văn bản|kế hoạch|"
    r"thông báo|kết luận|nghị quyết|quyết định|thông tri|chương trình hành động)\b"
    r"(?! thanh tra| kiểm tra| giám định| điều tra)"
)
_MINOR = re.compile(
    r"giám đốc|trưởng phòng|cục trưởng|vụ trưởng|chánh văn phòng|hiệu trưởng|trưởng công an|chánh thanh "
    r"tra|ubnd|ủy ban nhân dân|chính phủ|"
    r"\bbộ\b(?! máy| phận| mặt| tiêu chí| chỉ số| luật)|\bsở\b(?! hữu)|"
    r"\bban\b(?! hành| đầu| soạn)|thành ủy|tỉnh ủy|huyện ủy|đảng ủy|quận ủy|hđnd|hội đồng nhân dân|mttq|mặt "
    r"trận|hội nghị|văn phòng|công an|cục|trưởng|thanh tra|kiểm toán|viện kiểm sát|tòa án|tổng cục|hội đồng|"
    r"ủy ban kiểm tra|ubkt|ttcp|ktnn|ban thường vụ|ban bí thư|bộ chính trị|quân khu|tập đoàn|bảo hiểm xã hội|kho "
    r"bạc|ngân hàng nhà nước"
)
_PLACE = re.compile(
    r"\W*(?:[^,]{2,60}, )?(?:hiện |nay )?(?:tỉnh|thành phố|tp|huyện|quận|thị xã|xã|phường|thị trấn|chính quyền)\b"
)
_NOBODY = re.compile(
    r"đại biểu|cử tri|người dân|chuyên gia|luật sư|hộ dân|bà con|doanh nghiệp|hội viên|sinh viên|học sinh|"
    r"phụ huynh|giáo sư|tiến sĩ|nhà khoa học|"
    r"hiệp hội|nghiệp đoàn|"
    r"ý kiến|tham luận|công nhân|đoàn viên|các đơn vị|các địa phương|khách mời|bạn đọc|đại diện|cựu chiến "
    r"binh|nhiều người|nghệ nhân|nông dân"
)
_PRIVATE = re.compile(
    r"(?:^\W*|[,;] |do đó |vì vậy |và )(?:\w+ )?(?:công ty|doanh nghiệp|nhà máy|hội nghề|chủ đầu tư|nhà đầu tư|"
    r"đại sứ|đơn vị tư vấn|tư vấn)\b(?![^,;]*(?:ubnd|sở|bộ))|"
    r"\bđơn\b(?! (?:vị|giá|giản|độc|nguyên))|khiếu nại|khởi kiện|"
    r"kêu oan|giáo hội|nguyên (?:lãnh đạo|chủ tịch|phó|bí thư|bộ trưởng|thứ trưởng|"
    r"giám đốc)|"
    r"(?:chủ tịch|giám đốc|chủ nhiệm|lãnh đạo|trưởng đoàn)(?: danh dự| điều hành)? (?:hiệp hội|công ty|tập đoàn|hđqt|"
    r"hội đồng quản trị|hội đồng thành viên|hợp tác xã|htx|câu lạc bộ|doanh nghiệp|ngân hàng tmcp)"
)
_RESIDENT = re.compile(
    r"\s*[,(–-]\s*(?:(?:ở|trú|ngụ|cư trú|sống|người dân|cử tri)(?: tại| ở)? )?"
    r"(?:tổ dân phố|tổ \d|khu phố|thôn|ấp|bản|xóm|khối phố|số nhà|hẻm|ngõ|khu dân cư|khu tập thể|chung cư|\d+ tuổi)"
)
_OF_PLACE = re.compile(r"(?<!\w)(?:(?:tỉnh|thành phố|quận|huyện|thị xã|thị trấn|xã|phường|đường|phố)|tp\.?) $")
_EXPERT = re.compile(r"(?<!\w)(?:ts|pgs|gs|ths|ls|ksctv|kts|luật sư|chuyên gia)\.?,?\s*$")
_DELEGATE = re.compile(r"(?:đại biểu(?: quốc hội)?|đbqh)(?: \(?đb\)?)?\s*$")
_CROWD = re.compile(
    r"\W*(?:tại [^,]{3,80}, )?(?:nhiều|các|một số|đa số|hầu hết|có|đông đảo|\d+)?\s*"
    r"(?:(?:(?:đại diện|lãnh đạo) )+(?:các|một số|nhiều)|đại biểu|ý kiến|cử tri|"
    r"chuyên gia|người dân|hộ dân|bạn đọc|doanh nghiệp)\b"
)
_COMMON_SURNAMES = frozenset(
    {"nguyễn", "trần", "lê", "phạm", "hoàng", "huỳnh", "phan", "vũ", "võ", "đặng", "bùi", "đỗ"}
)
_COMMON = re.compile(r"(?:anh|chị|em|cô|chú|bác|cụ|bạn|cháu)\s*$")
_PRONOUNS = frozenset({"đồng", "chí", "đ/c", "ông", "bà"})
_EMPTY = _PRONOUNS | frozenset(
    [
        "cũng",
        "đồng",
        "thời",
        "do",
        "đó",
        "vậy",
        "vì",
        "bên",
        "cạnh",
        "ngoài",
        "ra",
        "tiếp",
        "này",
        "đã",
        "còn",
        "và",
        "song",
        "nhưng",
    ]
    + [
        "nói",
        "từ",
        "cùng",
        "với",
        "trong",
        "đặc",
        "biệt",
        "cuối",
        "mặt",
        "khác",
        "cụ",
        "thể",
        "trước",
        "hết",
        "sau",
        "theo",
    ]
)
_ADOPTED = re.compile(
    r"(?:ý kiến|kiến nghị|đề xuất)[^.\n]{0,60}(?:được|đã) (?:hội nghị |chủ trì |đồng chí "
    r"[^.\n]{0,30})?(?:tiếp thu|thống nhất đưa vào)"
)
_CHARGE = re.compile(
    r"chủ trì|kết luận|phát biểu chỉ đạo|chỉ đạo (?:tại|hội nghị)|làm trưởng đoàn|phát biểu (?:tại|kết luận)|"
    r"buổi làm việc|buổi kiểm tra|làm việc với"
)


@dataclass
class People:
    """The names of a text, each with the highest rank that the text gives it."""

    ranks: dict[str, int] = field(default_factory=dict)
    posts: dict[str, str] = field(default_factory=dict)  # the words that tell a person's post
    leader_in_charge: bool = False
    adopted: bool = False  # the text says that the proposals made there were taken up

    def rank(self, phrase: str, current: int) -> int:
        """Give the rank of whoever a phrase (shadow form) names; `current` is who spoke last."""
        words = re.findall(r"[\w/]+", phrase)
        if all(word in _EMPTY for word in words):
            return current
        spaced = " " + " ".join(re.findall(r"[\w/]+", phrase[-160:])) + " "
        named = [rank for name, rank in self.ranks.items() if _calls(spaced, name)]
        if named:
            return max(named)
        if is_abroad(phrase[-120:]) or is_crowd(phrase) or _PRIVATE.search(phrase[:160]):
            return NOBODY
        if next((word for word in words if word not in _EMPTY - _PRONOUNS), "") in _PRONOUNS:
            return max(current, bare_rank(" ".join(words[:9])))
        return bare_rank(phrase[-160:], current if not _NOBODY.search(phrase[-160:]) else NOBODY)

    def last_before(self, shade: str, place: int, pronoun: str) -> int | None:
        """Give the rank of whom 'ông', 'bà' means behind a quotation: the person named last before it."""
        near = shade[max(0, place - PRONOUN_REACH) : place]
        other = " văn " if "bà" in pronoun else " thị "
        found = [(near.rfind(name), rank) for name, rank in self.ranks.items() if " " in name and other not in name]
        nearest = max(found, default=(-1, NOBODY))
        return nearest[1] if nearest[0] >= 0 else None

    def knows(self, phrase: str) -> bool:
        """Say whether a phrase names somebody of the text."""
        spaced = " " + " ".join(re.findall(r"[\w/]+", phrase)) + " "
        return any(_calls(spaced, name) for name in self.ranks)

    def refers_back(self, phrase: str) -> bool:
        """Say whether a phrase is a pronoun or empty, so that it means who spoke before."""
        words = [word for word in re.findall(r"[\w/]+", phrase) if word not in _EMPTY - _PRONOUNS]
        return not words or words[0] in _PRONOUNS

    def post(self, phrase: str) -> str:
        """Give the words that tell the post of whoever a phrase names, else the phrase itself."""
        spaced = " " + " ".join(re.findall(r"[\w/]+", phrase)) + " "
        return next((words for name, words in self.posts.items() if _calls(spaced, name)), phrase)


def is_crowd(phrase: str) -> bool:
    """Say whether a phrase names people who only take part: 'nhiều đại biểu', 'các chuyên gia'."""
    return bool(_CROWD.match(phrase))


def _calls(spaced: str, name: str) -> bool:
    """Say whether a phrase names somebody: by the full name, or by the last syllable after a title."""
    if " " in name:
        return f" {name} " in spaced
    return any(f" {title} {name} " in spaced for title in ("ông", "bà", "anh", "chị", "chí", "đ/c"))


def bare_rank(phrase: str, unknown: int = NOBODY) -> int:
    """Give the rank that posts and bodies in a phrase give, without names."""
    if _PRIVATE.search(phrase):
        return NOBODY
    if _LEADER.search(phrase):
        return LEADER
    if _NOBODY.search(phrase):
        return NOBODY
    return MINOR if _MINOR.search(phrase) or _PLACE.match(phrase) else unknown


def _around(shade: str, start: int, end: int) -> tuple[str, str]:
    """Give the words of the same sentence before and after a name."""
    before = re.split(r"[.;:\n]|,(?= )", shade[max(0, start - 90) : start])[-1]
    after = shade[end : end + 110].split("\n")[0]
    after = after if re.match(r"\s*[-–,(]", after) else ""
    return before, re.split(r"[.;]| và (?:đồng chí|ông|bà)|đồng chí", after)[0]


def _name_within(words: list[str]) -> int | None:
    """Give where a personal name begins in a run of capital syllables: a family name and one to three more."""
    found = [place for place in range(max(0, len(words) - 5), len(words) - 1) if words[place] in surnames()]
    common = next((place for place in found if words[place] in _COMMON_SURNAMES), None)
    if common is not None and found[0] < common and (found[0] > 0 or common > 1):
        return common  # 'tỉnh Hà Giang Nguyễn Văn A': a place stands before the name
    return found[0] if found else None


def names_in(text: str, shade: str, start: int, end: int) -> list[tuple[int, int]]:
    """Give the spans of personal names between two offsets."""
    found = []
    for match in _NAME.finditer(text, start, end):
        words = shade[match.start() : match.end()].split(" ")
        first = None if match.group().isupper() else _name_within(words)
        if first is not None and not _is_place(shade, match.start(), words[first:]):
            found.append((match.start() + sum(len(word) + 1 for word in words[:first]), match.end()))
    return found


def _is_place(shade: str, start: int, words: list[str]) -> bool:
    """'Hà Nội' is no Mr Hà; of two syllables behind 'quận', 'xã' a place is named more often than a person."""
    return " ".join(words) in places() or (len(words) == 2 and bool(_OF_PLACE.search(shade, max(0, start - 12), start)))


def find_people(text: str, shade: str) -> People:
    """Collect the names and the posts that stand beside them."""
    people = People()
    for start, end in names_in(text, shade, 0, len(text))[:NAMES]:
        name = shade[start:end]
        words = name.split(" ")
        before, after = _around(shade, start, end)
        rank = max(bare_rank(before), bare_rank(after[:90]), _unposted(shade, start, before, after))
        if _DELEGATE.search(shade, max(0, start - 24), start):
            rank = NOBODY  # who speaks as a deputy proposes, whatever the post
        line = shade[max(0, start - 160) : end + 160]
        if rank >= MINOR and _CHARGE.search(line.replace("\n", " ")) and _charges(shade, start, end):
            rank = IN_CHARGE
        for alias in (name, words[-1], f"{words[0]} {words[-1]}"):
            if len(alias) > 1 and rank >= MINOR:
                told = after[:90] if bare_rank(after[:90]) else before[-45:]
                people.posts.setdefault(alias, told)
            if len(alias) > 1:
                people.ranks[alias] = max(rank, people.ranks.get(alias, NOBODY))
    people.adopted = bool(_ADOPTED.search(shade))
    people.leader_in_charge = any(rank == IN_CHARGE for rank in people.ranks.values())
    return people


def _unposted(shade: str, start: int, before: str, after: str) -> int:
    """Give the rank of somebody without a post: a citizen or an expert has none, whoever else is told of a little."""
    expert = (
        _NOBODY.search(before)
        or _COMMON.search(before)
        or _NOBODY.search(after[:40])
        or _RESIDENT.match(after)
        or _EXPERT.search(shade, max(0, start - 12), start)
    )
    plain = before.strip() in ("", "ông", "bà")  # whoever has a post is given it where named first
    return NOBODY if expert or plain else MINOR


def _charges(shade: str, start: int, end: int) -> bool:
    """Say whether the words beside a name say that the person leads or concludes."""
    before = re.split(r"[.;\n]", shade[max(0, start - 130) : start])[-1]
    after = re.split(r"[.;\n]|đồng chí|tham dự", shade[end : end + 150])[0]
    return bool(
        re.search(r"kết luận|phát biểu chỉ đạo|chủ trì", before)
        or re.search(r"chủ trì|trưởng đoàn|kết luận|phát biểu chỉ đạo", after)
        or re.match(r"\W*(?:đã |vừa )?(?:có |đến )?(?:buổi |cuộc )?(?:làm việc|kiểm tra)\b", after)
    )
