"""Which bodies of a list a wording names: in full, by a known short form, by its first words, or by initials."""

import re
from collections.abc import Hashable, Mapping, Sequence
from functools import lru_cache
from typing import TypeVar

from kheo.language import search_key

H = TypeVar("H", bound=Hashable)

# Short forms that every office writes, without accents; both a wording and a name are compared in full.
SHORT_FORMS = {
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "mttq": "mat tran to quoc",
    "vn": "viet nam",
    "bhxh": "bao hiem xa hoi",
    "bch": "ban chi huy",
    "tncs": "thanh nien cong san",
    "lhpn": "lien hiep phu nu",
    "ccb": "cuu chien binh",
    "tdp": "to dan pho",
    "gddt": "giao duc va dao tao",
    "thcs": "trung hoc co so",
}
_LEVELS = frozenset({"phuong", "xa", "dac khu"})
_JOINT = re.compile(r"^(?:va|cung|voi) ")
_PART = re.compile(r"[^,;\s]+(?: (?!(?:va|cung)\b)[^,;\s]+)*")  # what stands between commas and 'và'
_BEFORE = re.compile(
    r"^(?:(?:cac )?dong chi |pho |lanh dao |thu truong |truong ban |truong |giam doc |chanh |chi huy truong |chu tich |"
    r"bi thu |hieu truong |tap the |can bo |cong chuc )+"
)  # the post of who is meant before the body's name
_WORTH_NOTHING = re.compile(
    r"uy ban(?: nhan dan)?|ban(?: chi huy| chi dao)?|hoi dong|trung tam|phong|van phong cong chung"
)
_ONLY_WHOLE = re.compile(r"(?:to dan pho|khu pho|thon|ap|xom|khom|buon|lang|truong|khu|to|cum|chi bo|chi hoi)\b")
_END = r"(?=\s*(?:$|[,;]|(?:va|cung)\b))"
_NUMBERED = re.compile(
    rf"\b(to dan pho|khu pho|thon|ap|xom|khom|khu) (?:so )?(\d+)((?:\s*(?:,|;|va)\s*(?:so )?\d+\b{_END})+)"
)
LEAST = 2  # syllables by which a body is named when its name is not written out


@lru_cache(maxsize=4_000)
def key(words: str) -> str:
    """Give words without accents, marks and short forms: 'Phòng Văn hoá – Xã hội' is 'phong van hoa xa hoi'."""
    return " ".join(_full(_letters(words, "")))


def _letters(words: str, kept: str) -> str:
    return "".join(letter if letter.isalnum() or letter in kept else " " for letter in search_key(words))


def _full(letters: str) -> list[str]:
    return " ".join(SHORT_FORMS.get(word, word) for word in letters.split()).replace(" viet nam", "").split()


@lru_cache(maxsize=4_000)
def _wording(name: str) -> re.Pattern[str]:
    """Give what finds a name, whatever stands between its words."""
    return re.compile(rf"(?<!\w){'[ ,;]+'.join(key(name).split()) or '(?!)'}(?!\w)")


def _each(match: re.Match[str]) -> str:
    """'tổ dân phố 1, 2 và 5' names three."""
    return " , ".join(f"{match[1]} {number}" for number in (match[2], *re.findall(r"\d+", match[3])))


def _spelled(wording: str) -> str:
    """Give a wording without accents and short forms, its commas kept; 'thôn số 2' is 'thon 2', 'thôn 1, 2' is two."""
    words = " ".join(_full(re.sub(r"([,;])", r" \1 ", _letters(wording, ",;"))))
    return _NUMBERED.sub(_each, re.sub(r"\b(to dan pho|khu pho|thon|ap) so (?=\d)", r"\1 ", words))


def find_bodies(wording: str, called: Mapping[str, H]) -> tuple[list[H], str]:
    """Give whom a wording names, each once and in order, and the words left, without accents, ',' where a name stood.

    `called` tells whose each name is; one body may have several. A part of the wording that names nobody in full counts
    when it can mean one body only: 'Phòng Văn hoá', 'Trung tâm PVHCC', 'Trạm Y tế' (of the ward), 'tổ dân phố số 2'.
    Places where people live and schools are known by their whole name only: 'Thôn Đông' is not 'Thôn Đông Hoà'.
    """
    rest = _spelled(wording)
    places: list[tuple[int, H]] = []
    for name in sorted(called, key=lambda name: -len(key(name))):
        found = _wording(name).search(rest)
        if found and called[name] not in [owner for _place, owner in places]:
            places.append((found.start(), called[name]))
            rest = rest[: found.start()] + "," * len(found.group()) + rest[found.end() :]
    short = {search_key(word) for word in re.findall(r"\w+", wording) if word.isupper() and not wording.isupper()}
    for part in _PART.finditer(rest):
        owner = _meant(_JOINT.sub("", part.group()), called, [owner for _place, owner in places], short)
        if owner is not None:
            places.append((part.start(), owner))
            rest = rest[: part.start()] + "," * len(part.group()) + rest[part.end() :]
    return [owner for _place, owner in sorted(places, key=lambda place: place[0])], rest


def leading_bodies(wording: str, called: Mapping[str, H]) -> list[H]:
    """Give whom the words name with which a wording begins: 'Phòng A, Phòng B và C hướng dẫn …' names three."""
    rest, found = f"{key(wording)} ", list[H]()
    names = sorted(called, key=lambda name: -len(key(name)))
    while True:
        rest = rest.removeprefix("va ")
        name = next((name for name in names if key(name) and rest.startswith(f"{key(name)} ")), None)
        if name is None:
            return list(dict.fromkeys(found))
        found.append(called[name])
        rest = rest[len(key(name)) + 1 :]


def unnamed(wording: str, rest: str) -> list[str]:
    """Give the parts of a wording that name nobody, in its own words; `rest` is what `find_bodies` left of it."""
    left = {_JOINT.sub("", part.group()) for part in _PART.finditer(rest)}
    parts = re.split(r"\s*[,;]+\s*|\s*(?<!\w)(?:và|cùng(?: với)?)(?!\w)\s*", wording)
    return [part for part in parts if _spelled(part) in left]


def _meant(part: str, called: Mapping[str, H], taken: Sequence[H], short: set[str]) -> H | None:
    """Give the one body that a part of a wording can mean, or None; `short` are its words in capitals."""
    for said in dict.fromkeys((part, _BEFORE.sub("", part, count=1))):
        if len(said.split()) < LEAST or _WORTH_NOTHING.fullmatch(said) or _ONLY_WHOLE.match(said):
            continue
        owners = {owner for name, owner in called.items() if _is_short_for(said.split(), _named(name, said), short)}
        if len(owners) == 1 and not owners & set(taken):
            return owners.pop()
    return None


def _named(name: str, said: str) -> list[str]:
    """Give the words of a name; 'Ủy ban MTTQ Việt Nam phường' is called 'MTTQ phường' too."""
    words = key(name)
    return (words.removeprefix("uy ban ") if said.startswith("mat tran") else words).split()


def _is_short_for(said: list[str], name: list[str], short: set[str]) -> bool:
    """Say whether words are the first ones of a name, some of them perhaps as initials; the level may be left out."""
    at = 0
    for number, word in enumerate(said):
        if at < len(name) and word == name[at]:
            at += 1
        elif word in short and word == "".join(each[0] for each in name[at : at + len(word)]):
            at += len(word)
        else:
            level = " ".join(said[number:])
            return number > 1 and level in _LEVELS and (at >= len(name) or " ".join(name).endswith(f" {level}"))
    return True
