"""What is done to a locality and to the units of its tree."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from kheo.base.audit import record
from kheo.base.seen import check_seen, mark_of
from kheo.people import access, rules
from kheo.people.actions.rows import check_administrator_left, exists, locked
from kheo.people.models import Holding, Locality, Official, Post, Unit, UnitSuccession
from kheo.people.rules import Role, UnitKind

CORRECTABLE = ("name", "short_name", "aliases", "kind", "identifier_code", "identifier_scheme", "order")


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
    one_time_password: str | None = None,
) -> Official:
    """Open a locality with its first administrator. An act of the installation itself.

    Without a password for the first sign-in the administrator has none yet.
    """
    locality = Locality.objects.create(
        name=name, slug=slug, superior_name=superior_name, place_name=place_name, illustrative=illustrative
    )
    office = _plant(Unit(locality=locality, name=name, short_name=name, kind=UnitKind.STATE_AGENCY, valid_from=on))
    post = Post.objects.create(unit=office, title="Quản trị hệ thống", roles=[Role.ADMINISTRATOR], valid_from=on)
    official = Official(username=administrator, locality=locality, must_change_password=one_time_password is not None)
    official.set_password(one_time_password)
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
        parent = locked(Unit, unit.parent_id)
        rules.check_parent(parent.locality_id == unit.locality_id, exists(parent, unit.valid_from))
    rules.check_identifier(unit.identifier_code, unit.identifier_scheme, _is_code_taken(unit))
    _plant(unit)
    record(
        "unit.opened",
        unit,
        by=by,
        changed={"parent": unit.parent_id, "kind": UnitKind(unit.kind), "from": unit.valid_from},
    )
    return unit


@transaction.atomic
def correct_unit(unit_id: int, *, by: Official, seen: str = "", **fields: Any) -> Unit:
    """Correct how a unit is called, of which kind it is, and its identifier; its place and its days stay.

    `seen` here and below is the mark of what the page showed, of CORRECTABLE (kheo.base.seen).
    """
    unit = locked(Unit, unit_id)
    access.check_can_administer(by, unit.locality)
    check_seen(seen, mark_of(unit, CORRECTABLE))
    changed = [name for name in CORRECTABLE if name in fields and fields[name] != getattr(unit, name)]
    for name in changed:
        setattr(unit, name, fields[name])
    rules.check_identifier(unit.identifier_code, unit.identifier_scheme, _is_code_taken(unit))
    unit.save(update_fields=changed)
    words = ", ".join(f"{name}: {fields[name]}" for name in changed)
    record("unit.corrected", unit, by=by, changed=dict.fromkeys(changed, True), words=words)
    return unit


@transaction.atomic
def close_unit(unit_id: int, *, by: Official, last_day: date) -> Unit:
    """Close a unit with a day, the last one on which it works; its posts end with it."""
    unit = locked(Unit, unit_id)
    access.check_can_administer(by, unit.locality)
    rules.check_last_day(
        unit.valid_from,
        last_day,
        closed=unit.valid_to is not None,
        children_left=Unit.objects.on(last_day + timedelta(days=1)).filter(parent=unit).exists(),
    )
    unit.valid_to = last_day
    unit.save(update_fields=["valid_to"])
    check_administrator_left(unit.locality_id, after=last_day)
    record("unit.closed", unit, by=by, changed={"last_day": last_day})
    return unit


@transaction.atomic
def reorganise(predecessors: Collection[Unit], successors: Sequence[Unit], *, by: Official, on: date) -> None:
    """Close units the day before, and note which units follow them: many to many.

    Posts of a closed unit end with it; who held them is appointed anew.
    """
    old, new_ids = _check_reorganisation(predecessors, successors, by=by, on=on)
    for unit in old:
        whole = len(new_ids) == 1
        UnitSuccession.objects.bulk_create(
            UnitSuccession(predecessor=unit, successor_id=new, on=on, is_whole=whole) for new in sorted(new_ids)
        )
        unit.valid_to = on - timedelta(days=1)
        unit.save(update_fields=["valid_to"])
        record("unit.reorganised", unit, by=by, changed={"successors": sorted(new_ids), "on": on})


@transaction.atomic
def preview_reorganisation(
    predecessors: Collection[Unit], successors: Sequence[Unit], *, by: Official, on: date
) -> list[Holding]:
    """Give who would lose a post by a reorganisation; refuses what the reorganisation itself would refuse."""
    _check_reorganisation(predecessors, successors, by=by, on=on)
    ended = Holding.objects.in_force(on).filter(post__unit__in=predecessors)
    return list(ended.select_related("official", "post__unit__locality"))


def _check_reorganisation(
    predecessors: Collection[Unit], successors: Sequence[Unit], *, by: Official, on: date
) -> tuple[list[Unit], set[int]]:
    """Lock the units, check right and rules; give the old units and the ids of the new ones."""
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
        new_are_open=all(exists(unit, on) for unit in units if unit.pk in new_ids),
        children_left=Unit.objects.on(on).filter(parent__in=old_ids).exclude(pk__in=old_ids).exists(),
    )
    check_administrator_left(by.locality_id, after=last_day, leaving=old_ids)
    return old, new_ids


def _is_code_taken(unit: Unit) -> bool:
    """Say whether another open unit of the locality has the identifier."""
    same = Unit.objects.of(unit.locality_id).filter(
        identifier_scheme=unit.identifier_scheme, identifier_code=unit.identifier_code, valid_to__isnull=True
    )
    return bool(unit.identifier_code) and same.exclude(pk=unit.pk).exists()


def _plant(unit: Unit) -> Unit:
    """Save a new unit and write its place in the tree."""
    unit.save()
    unit.path = f"{unit.parent.path if unit.parent else '/'}{unit.pk}/"
    unit.save(update_fields=["path"])
    return unit
