"""Which known units a wording means: one, several, a whole group, and what of it names no known unit."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kheo.grammar.naming import find_bodies, key, leading_bodies, unnamed

_PARTNERS = re.compile(r"(?:,\s*|\s)(?:và )?phối hợp (?:chặt chẽ )?(?:với|cùng)\s+", re.I)
_GROUP = re.compile(r"(?:tat ca (?:cac )?)?(?P<count>cac|toan the|tat ca|moi|tung|^\d+)\s+(?P<nouns>.+)")
_UNIONS = ("hoi", "doan", "cong doan", "lien doan lao dong", "uy ban mat tran to quoc", "mat tran to quoc", "lien hiep")
_HEADS = {
    "doan the": _UNIONS,
    "to chuc chinh tri xa hoi": _UNIONS,
    "to chuc doan the": _UNIONS,
    "to chuc thanh vien": _UNIONS[:-3],
    "truong hoc": ("truong",),
    "nha truong": ("truong",),
    "co so giao duc": ("truong",),
}  # what a group is called, and how the names of its members begin
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


def _group(rest: str, units: Sequence[str]) -> tuple[bool, list[str]]:
    """Say whether 'các phường', 'các phòng, ban' stand in the words left, and which known units they mean."""
    match = _GROUP.search(" ".join(rest.split()).strip(", "))
    if not match:
        return False, []
    nouns = [noun for noun in _JOINTS.split(_TAIL.sub("", match["nouns"])) if noun and noun.strip(", ")]
    keys = {unit: key(unit) for unit in units}
    heads = tuple(f"{head} " for noun in nouns for head in _HEADS.get(noun, (noun,)))
    named = [unit for unit in units if keys[unit].startswith(heads)]
    if any(noun in _WHOLE for noun in (*nouns, " ".join(nouns))):  # 'các đơn vị' means no quarter that is not named
        named = [unit for unit in units if unit in named or not keys[unit].startswith(_PLACES)] or list(units)
    return bool(named) or not match["count"].isdigit(), named


def address(wording: str | None, task: str, units: Sequence[str]) -> Addressed:
    """Resolve who must act (`wording`, of the text) and who joins in ('phối hợp với …' in the task) to known units."""
    called = {unit: unit for unit in units}
    partners = [unit for behind in _PARTNERS.split(task, maxsplit=1)[1:] for unit in leading_bodies(behind, called)]
    if not wording:
        return Addressed(partners=tuple(partners))
    named, rest = find_bodies(wording, called)
    is_group, members = _group(rest, [unit for unit in units if unit not in named])
    unresolved = [] if is_group or not named else unnamed(wording, rest)
    return Addressed(
        units=tuple(named),
        group=wording if is_group else "",
        members=tuple(members),
        partners=tuple(unit for unit in partners if unit not in named),
        unresolved=tuple([wording] if not named and not is_group else unresolved),
    )
