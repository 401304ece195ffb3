"""What is done to units and posts. One verb, one transaction, one audit record."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import TypeVar

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from kheo.base import calendar
from kheo.base.audit import digest, record
from kheo.base.models import SwappedDay
from kheo.errors import RuleBroken
from kheo.people import access, rules
from kheo.people.models import Delegation, Holding, Locality, Official, Post, Unit, UnitSuccession
from kheo.people.rules import Role, UnitKind

Row = TypeVar("Row", bound=Model)


@transaction.atomic
def found_locality(
    *,
    name: str,
    slug: str,
    superior_name: str,
    place_name: str,
    administrator: str,
    on: date,
    illustrative: bool = False,
) -> Official:
    """Open a locality with its first administrator, who has no password yet. An act of the installation itself."""
    locality = Locality.objects.create(
        name=name, slug=slug, superior_name=superior_name, place_name=place_name, illustrative=illustrative
    )
    office = _plant(Unit(locality=locality, name=name, short_name=name, kind=UnitKind.STATE_AGENCY, valid_from=on))
    post = Post.objects.create(unit=office, title="Quản trị hệ thống", roles=[Role.ADMINISTRATOR], valid_from=on)
    official = Official(username=administrator, locality=locality)
    official.set_unusable_password()
    official.save()
    Holding.objects.create(official=official, post=post, start=on)
    record("system.locality_founded", locality, by=None, changed={"on": on, "illustrative": illustrative})
    return official


@transaction.atomic
def open_unit(unit: Unit, *, by: Official) -> Unit:
    """Open a unit in the tree, from its first day on."""
    access.check_can_administer(by, unit.locality)
    rules.check_period(unit.valid_from, unit.valid_to)
    if unit.parent_id is not None:
        parent = _locked(Unit, unit.parent_id)
        rules.check_parent(parent.locality_id == unit.locality_id, _exists(parent, unit.valid_from))
    same_code = Unit.objects.of(unit.locality).filter(
        identifier_scheme=unit.identifier_scheme, identifier_code=unit.identifier_code, valid_to__isnull=True
    )
    taken = bool(unit.identifier_code) and same_code.exists()
    rules.check_identifier(unit.identifier_code, unit.identifier_scheme, taken)
    _plant(unit)
    record(
        "unit.opened",
        unit,
        by=by,
        changed={"parent": unit.parent_id, "kind": UnitKind(unit.kind), "from": unit.valid_from},
    )
    return unit


@transaction.atomic
def open_post(post: Post, *, by: Official) -> Post:
    """Open a post in a unit, with the roles that hang on it."""
    access.check_can_administer(by, post.unit.locality)
    rules.check_period(post.valid_from, post.valid_to)
    unit = _locked(Unit, post.unit_id)
    heads = Post.objects.heads().filter(unit=unit) if post.is_head else []
    period = post.valid_from, post.valid_to
    rules.check_one_head(any(rules.overlaps(*period, head.valid_from, head.valid_to) for head in heads))
    roles = [Role(role) for role in post.roles]
    post.save()
    record("post.opened", post, by=by, changed={"unit": post.unit_id, "is_head": post.is_head, "roles": roles})
    return post


@transaction.atomic
def admit_official(username: str, *, by: Official, password: str | None = None) -> Official:
    """Give a person the means to sign in; without a password, only by the sign-in of another organisation."""
    access.check_can_administer(by, by.locality)
    official = Official(username=username, locality=by.locality)
    _check_password(password, official)
    official.set_password(password)
    try:
        with transaction.atomic():
            official.save()
    except IntegrityError as twice:
        raise RuleBroken(_("Tên đăng nhập này đã có người dùng."), field="username") from twice
    record("official.admitted", official, by=by, changed={"username": digest(username)})
    return official


@transaction.atomic
def appoint(official: Official, post: Post, *, by: Official, start: date, end: date | None = None) -> Holding:
    """Let an official hold a post from a day on."""
    access.check_can_administer(by, post.unit.locality)
    rules.check_period(start, end)
    _locked(Post, post.pk)
    meanwhile = Holding.objects.filter(post=post).sharing(start, end)
    rules.check_appointment(
        same_locality=official.locality_id == post.unit.locality_id,
        post_exists=_exists(post, start) and (end is None or _exists(post, end)),
        already_held=meanwhile.filter(official=official).exists(),
        head_is_held=post.is_head and meanwhile.exclude(official=official).exists(),
    )
    holding = Holding.objects.create(official=official, post=post, start=start, end=end)
    record("post.held", post, by=by, changed={"official": official.pk, "start": start, "end": end})
    return holding


@transaction.atomic
def relieve(holding_id: int, *, by: Official, end: date) -> Holding:
    """Let the holding of a post end with a day, the last one on which it is held."""
    holding = _locked(Holding, holding_id)
    access.check_can_administer(by, holding.post.unit.locality)
    rules.check_period(holding.start, end)
    holding.end = end
    holding.save(update_fields=["end"])
    record("post.left", holding.post, by=by, changed={"official": holding.official_id, "end": end})
    return holding


@transaction.atomic
def delegate(post: Post, *, to: Official, by: Official, start: date, end: date) -> Delegation:
    """Let another official act for the head who holds this post, between two days."""
    access.check_can_administer(by, post.unit.locality)
    rules.check_period(start, end)
    _locked(Post, post.pk)
    rules.check_delegation(
        is_head_post=post.is_head,
        same_locality=to.locality_id == post.unit.locality_id,
        holds_it=Holding.objects.filter(post=post, official=to).sharing(start, end).exists(),
        already_delegated=Delegation.objects.filter(post=post).sharing(start, end).exists(),
    )
    delegation = Delegation.objects.create(post=post, to=to, start=start, end=end)
    record("post.delegated", post, by=by, changed={"official": to.pk, "start": start, "end": end})
    return delegation


@transaction.atomic
def reorganise(predecessors: Collection[Unit], successors: Sequence[Unit], *, by: Official, on: date) -> None:
    """Close units the day before, and note which units follow them: many to many.

    Posts of a closed unit end with it; who held them is appointed anew.
    """
    old_ids, new_ids = {unit.pk for unit in predecessors}, {unit.pk for unit in successors}
    rules.check_reorganisation(old_ids, new_ids)
    units = list(
        Unit.objects.select_for_update(of=["self"], no_key=True).filter(pk__in=old_ids | new_ids).order_by("pk")
    )
    for unit in units:
        access.check_can_administer(by, unit.locality)
    last_day = on - timedelta(days=1)
    old = [unit for unit in units if unit.pk in old_ids]
    rules.check_reorganised_units(
        old_are_open=all(unit.valid_to is None and unit.valid_from <= last_day for unit in old),
        new_are_open=all(_exists(unit, on) for unit in units if unit.pk in new_ids),
        children_left=Unit.objects.on(on).filter(parent__in=old_ids).exclude(pk__in=old_ids).exists(),
    )
    for unit in old:
        whole = len(new_ids) == 1
        UnitSuccession.objects.bulk_create(
            UnitSuccession(predecessor=unit, successor_id=new, on=on, is_whole=whole) for new in sorted(new_ids)
        )
        unit.valid_to = last_day
        unit.save(update_fields=["valid_to"])
        record("unit.reorganised", unit, by=by, changed={"successors": sorted(new_ids), "on": on})


@transaction.atomic
def swap_day(day: date, *, by: Official, works: bool, reason: str) -> SwappedDay:
    """Write down that a day is worked, or off, against the calendar of the law."""
    locality = _locked(Locality, by.locality_id)
    access.check_can_administer(by, locality)
    first, last = calendar.reach()
    rules.check_swapped_day(
        in_reach=first <= day <= last,
        already_swapped=SwappedDay.objects.filter(locality_id=locality.pk, day=day).exists(),
        works=works,
        works_already=calendar.current(locality.pk).is_working(day),
    )
    swap = SwappedDay.objects.create(locality_id=locality.pk, day=day, is_working=works, reason=reason)
    record("day.swapped", swap, by=by, changed={"day": day, "works": works}, words=reason)
    return swap


@transaction.atomic
def restore_day(swap_id: int, *, by: Official) -> date:
    """Take a swapped day out of the table of the own locality, and give it: the calendar of the law counts again."""
    access.check_can_administer(by, by.locality)
    swap = SwappedDay.objects.select_for_update().get(pk=swap_id, locality_id=by.locality_id)
    record("day.restored", swap, by=by, changed={"day": swap.day, "works": swap.is_working})
    swap.delete()
    return swap.day


def _locked(model: type[Row], key: int) -> Row:
    """Give a row, held until the transaction ends, so that two acts on it see one another.

    Rows that only point to it may still be written meanwhile.
    """
    return model._default_manager.select_for_update(of=["self"], no_key=True).get(pk=key)


def _exists(thing: Unit | Post, day: date) -> bool:
    return thing.valid_from <= day and (thing.valid_to is None or day <= thing.valid_to)


def _check_password(password: str | None, official: Official) -> None:
    if password is None:
        return
    try:
        validate_password(password, official)
    except ValidationError as weak:
        raise RuleBroken(" ".join(weak.messages), field="password") from weak


def _plant(unit: Unit) -> Unit:
    """Save a new unit and write its place in the tree."""
    unit.save()
    unit.path = f"{unit.parent.path if unit.parent else '/'}{unit.pk}/"
    unit.save(update_fields=["path"])
    return unit
