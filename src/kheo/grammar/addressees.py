"""Which known units a wording means: one, several, a whole group, and what of it names no known unit."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from kheo.language import search_key

_PARTNERS = re.compile(r"(?:,\s*|\s)(?:và )?phối hợp (?:chặt chẽ )?(?:với|cùng)\s+", re.I)
_GROUP = re.compile(r"(?:cac|toan the|tat ca cac|100|moi|tung)\s+(?P<nouns>.+)")
_WHOLE = frozenset({"don vi", "co quan", "phong ban", "ban nganh", "nganh", "co quan don vi", "dia phuong", "bo phan"})
_PLACES = ("to dan pho ", "khu pho ", "thon ", "ap ", "khom ", "xom ", "lang ", "ban so ")  # where people live
_JOINTS = re.compile(r"\s*(?:[,;]|(?<!\w)va(?!\w)|(?<!\w)cung(?!\w))\s*")
_TAIL = re.compile(
    r"\s(?:lien quan|co lien quan|truc thuoc|tren dia ban|thuoc phuong|thuoc xa|thuoc tinh|chuyen mon|"
    r"chuc nang|cua)\b.*"
)


@dataclass(frozen=True)
class Addressed:
    """What a wording means: `units` it names, a `group` with its `members`, `partners`, and words left `unresolved`."""

    units: tuple[str, ...] = ()
    group: str = ""
    members: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    unresolved: tuple[str, ...] = ()

    @property
    def lead(self) -> str | None:
        """Give the one unit that leads, where the wording names exactly one; two or a group need a person's choice."""
        return self.units[0] if len(self.units) == 1 and not self.group else None


def _key(words: str) -> str:
    letters = "".join(letter if letter.isalnum() else " " for letter in search_key(words))
    return " ".join(letters.split())


@lru_cache(maxsize=2_000)
def _wording(unit: str) -> re.Pattern[str]:
    """Give what finds a unit's name, whatever stands between its words."""
    return re.compile(rf"(?<!\w){'[ ,;]+'.join(_key(unit).split()) or '(?!)'}(?!\w)")


def _named(words: str, units: Sequence[str]) -> tuple[list[str], str]:
    """Give the units whose names stand in the words, in order, and the words without them."""
    rest = "".join(letter if letter.isalnum() or letter in ",;" else " " for letter in search_key(words))
    places = []
    for unit in sorted(units, key=lambda name: -len(_key(name))):
        found = _wording(unit).search(rest)
        if found:
            places.append((found.start(), unit))
            rest = rest[: found.start()] + "," * len(found.group()) + rest[found.end() :]
    return [unit for _, unit in sorted(places)], rest


def _group(rest: str, units: Sequence[str]) -> tuple[bool, list[str]]:
    """Say whether 'các phường', 'các phòng, ban' stand in the words left, and which known units they mean."""
    match = _GROUP.search(" ".join(rest.split()).strip(", "))
    if not match:
        return False, []
    nouns = [noun for noun in _JOINTS.split(_TAIL.sub("", match["nouns"])) if noun and noun.strip(", ")]
    keys = {unit: _key(unit) for unit in units}
    named = [unit for unit in units if any(keys[unit].startswith(f"{noun} ") for noun in nouns)]
    if any(noun in _WHOLE for noun in (*nouns, " ".join(nouns))):  # 'các đơn vị' means no quarter that is not named
        named = [unit for unit in units if unit in named or not keys[unit].startswith(_PLACES)] or list(units)
    return True, named


def _left(wording: str, named: Sequence[str]) -> list[str]:
    """Give the parts of a list of names that are left when the known units are taken out, in their own words."""
    words = [(search_key(match.group()), match.start(), match.end()) for match in re.finditer(r"\w+", wording)]
    letters = list(wording)
    for unit in named:
        key = _key(unit).split()
        for place in range(len(words) - len(key) + 1):
            if [word for word, _start, _end in words[place : place + len(key)]] == key:
                start, end = words[place][1], words[place + len(key) - 1][2]
                letters[start:end] = ";" * (end - start)
    parts = re.split(r"\s*[,;]+\s*|(?<!\w)và(?!\w)", "".join(letters))
    return [part.strip() for part in parts if any(letter.isalpha() for letter in part)]


def address(wording: str | None, task: str, units: Sequence[str]) -> Addressed:
    """Resolve who must act (`wording`, of the text) and who joins in ('phối hợp với …' in the task) to known units."""
    behind = _PARTNERS.split(task, maxsplit=1)[1:]
    if not wording:
        return Addressed(partners=_partners(behind, units))
    named, rest = _named(wording, units)
    is_group, members = _group(rest, [unit for unit in units if unit not in named])
    unresolved = [] if is_group or not named else _left(wording, named)
    return Addressed(
        units=tuple(named),
        group=wording if is_group else "",
        members=tuple(members),
        partners=tuple(unit for unit in _partners(behind, units) if unit not in named),
        unresolved=tuple([wording] if not named and not is_group else unresolved),
    )


def _partners(behind: list[str], units: Sequence[str]) -> tuple[str, ...]:
    """Give the units with which the words behind 'phối hợp với' begin."""
    rest = f"{_key(behind[0])} " if behind else ""
    found: list[str] = []
    names = sorted(((_key(unit), unit) for unit in units), key=lambda pair: -len(pair[0]))
    while True:
        rest = rest.removeprefix("va ")
        match = next(((name, unit) for name, unit in names if name and rest.startswith(f"{name} ")), None)
        if match is None:
            return tuple(found)
        found.append(match[1])
        rest = rest[len(match[0]) + 1 :]
