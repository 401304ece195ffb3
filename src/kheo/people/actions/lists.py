"""Take in a list of units, posts and accounts: all of it or nothing, and what is there already stays as it is."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from django.db import transaction

from kheo.base.audit import Digest, record
from kheo.errors import RuleBroken
from kheo.people import access
from kheo.people.actions.officials import admit_official, one_time_password
from kheo.people.actions.posts import appoint, open_post
from kheo.people.actions.units import open_unit
from kheo.people.lists import Fault, Line, key
from kheo.people.models import Holding, Official, Post, Unit

UNIT, POST, ACCOUNT, HOLDING = "units", "posts", "accounts", "holdings"


@dataclass
class Outcome:
    """What a list does: how many things are new, what each line opens, what is wrong, and the new passwords."""

    new: Counter[str] = field(default_factory=Counter)
    opened: dict[int, list[str]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    passwords: list[tuple[str, str]] = field(default_factory=list)

    def note(self, line: Line, what: str) -> None:
        """Write down that a line opens something."""
        self.new[what] += 1
        self.opened.setdefault(line.row, []).append(what)


@transaction.atomic
def take_list(lines: Sequence[Line], *, by: Official, on: date, sha256: str, looks_only: bool = False) -> Outcome:
    """Open the units and posts of a list, admit its accounts and appoint them, each from that day on.

    With `looks_only`, or when a line is at fault, nothing stays: the outcome tells what would have been.
    """
    access.check_can_administer(by, by.locality)
    taking = _Taking(by, on, makes_passwords=not looks_only)
    taking.open_units(lines)
    for line in lines:
        taking.take(line)
    outcome = taking.outcome
    if looks_only or outcome.faults:
        transaction.set_rollback(True)
    else:
        changed = {**{what: outcome.new[what] for what in (UNIT, POST, ACCOUNT, HOLDING)}, "file": Digest(sha256)}
        record("list.taken", by.locality, by=by, changed=changed)
    return outcome


class _Taking:
    """The walk through a list, with what is known so far."""

    def __init__(self, by: Official, on: date, *, makes_passwords: bool) -> None:
        self.by, self.on, self.makes_passwords = by, on, makes_passwords
        self.outcome = Outcome()
        self.units = {key(unit.name): unit for unit in Unit.objects.of(by.locality_id).on(on)}
        self.root = next((unit for unit in self.units.values() if unit.parent_id is None), None)
        posts = Post.objects.on(on).filter(unit__in=self.units.values()).select_related("unit__locality")
        self.posts = {(post.unit_id, key(post.title)): post for post in posts}
        accounts = Official.objects.filter(locality=by.locality_id)
        self.accounts = {each.username.lower(): each for each in accounts}

    def open_units(self, lines: Iterable[Line]) -> None:
        """Open the new units, those above first, in whatever order the list names them."""
        waiting = {key(line.unit): line for line in reversed(list(lines)) if line.kind or line.parent}
        waiting = {name: line for name, line in waiting.items() if name not in self.units}
        while ready := [name for name, line in waiting.items() if not line.parent or key(line.parent) in self.units]:
            for name in ready:
                line = waiting.pop(name)
                self._try(line, partial(self._open_unit, line))
        for line in waiting.values():
            sentence = RuleBroken(
                "Không thấy đơn vị cấp trên “{parent}” trong Khéo hay trong danh sách.", parent=line.parent
            )
            self.outcome.faults.append(Fault(line.row, sentence))

    def take(self, line: Line) -> None:
        """Take one line; a fault of it leaves the others."""
        self._try(line, partial(self._take, line))

    def _try(self, line: Line, act: Callable[[], object]) -> None:
        try:
            with transaction.atomic():
                act()
        except RuleBroken as broken:
            self.outcome.faults.append(Fault(line.row, broken))

    def _open_unit(self, line: Line) -> None:
        if line.kind is None:
            raise RuleBroken("Đơn vị mới cần ghi loại.")
        unit = Unit(
            locality=self.by.locality,
            parent=self.units[key(line.parent)] if line.parent else self.root,
            name=line.unit,
            short_name=line.unit[:80],
            kind=line.kind,
            valid_from=self.on,
        )
        self.units[key(line.unit)] = open_unit(unit, by=self.by)
        self.outcome.note(line, UNIT)

    def _take(self, line: Line) -> None:
        unit = self.units.get(key(line.unit))
        if unit is None:
            if any(fault.row == line.row for fault in self.outcome.faults):
                return  # said already
            raise RuleBroken("Đơn vị này chưa có trong Khéo; đơn vị mới cần ghi loại.")
        self._check_known(line, unit)
        if not line.post:
            return
        post = self.posts.get((unit.pk, key(line.post))) or self._open_post(line, unit)
        self._check_post(line, post)
        if line.account:
            self._appoint(line, post)

    def _check_known(self, line: Line, unit: Unit) -> None:
        """A list opens and never changes: what differs from what is there is said, not overwritten."""
        if line.kind and line.kind != unit.kind:
            raise RuleBroken("Đơn vị này đã có với loại khác; muốn đổi thì sửa ở trang của đơn vị.")
        if line.parent and (unit.parent_id is None or self.units.get(key(line.parent)) != unit.parent):
            raise RuleBroken("Đơn vị này đã có với đơn vị cấp trên khác; danh sách không chuyển đơn vị.")

    def _open_post(self, line: Line, unit: Unit) -> Post:
        if not line.roles:
            raise RuleBroken("Chức danh mới cần ít nhất một vai trò.")
        made = Post(unit=unit, title=line.post, is_head=line.is_head, roles=list(line.roles), valid_from=self.on)
        self.posts[(unit.pk, key(line.post))] = open_post(made, by=self.by)
        self.outcome.note(line, POST)
        return made

    def _check_post(self, line: Line, post: Post) -> None:
        if (line.roles and set(line.roles) != set(post.roles)) or (line.is_head and not post.is_head):
            raise RuleBroken("Chức danh này đã có với vai trò khác; muốn đổi thì sửa ở trang của chức danh.")

    def _appoint(self, line: Line, post: Post) -> None:
        official = self.accounts.get(line.account.lower()) or self._admit(line)
        if Holding.objects.in_force(self.on).filter(post=post, official=official).exists():
            return
        appoint(official, post, by=self.by, start=self.on)
        self.outcome.note(line, HOLDING)

    def _admit(self, line: Line) -> Official:
        password = one_time_password() if self.makes_passwords else None
        made = admit_official(line.account, by=self.by, password=password, must_change_password=True)
        self.accounts[line.account.lower()] = made
        self.outcome.note(line, ACCOUNT)
        if password:
            self.outcome.passwords.append((line.account, password))
        return made
