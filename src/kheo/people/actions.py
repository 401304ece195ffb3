"""What is done to units and posts. One verb, one transaction, one audit record."""

from collections.abc import Collection, Sequence
from datetime import date

from django.db import transaction

from kheo.base.audit import digest, record
from kheo.people import access, rules
from kheo.people.models import Delegation, Holding, Locality, Official, Post, Unit, UnitSuccession
from kheo.people.rules import Role, UnitKind


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
    post.save()
    roles = [Role(role) for role in post.roles]
    record("post.opened", post, by=by, changed={"unit": post.unit_id, "is_head": post.is_head, "roles": roles})
    return post


@transaction.atomic
def admit_official(username: str, *, by: Official, password: str | None = None) -> Official:
    """Give a person the means to sign in."""
    access.check_can_administer(by, by.locality)
    official = Official(username=username, locality=by.locality)
    official.set_password(password)
    official.save()
    record("official.admitted", official, by=by, changed={"username": digest(username)})
    return official


@transaction.atomic
def appoint(official: Official, post: Post, *, by: Official, start: date, end: date | None = None) -> Holding:
    """Let an official hold a post from a day on."""
    access.check_can_administer(by, post.unit.locality)
    rules.check_period(start, end)
    holding = Holding.objects.create(official=official, post=post, start=start, end=end)
    record("post.held", post, by=by, changed={"official": official.pk, "start": start, "end": end})
    return holding


@transaction.atomic
def delegate(post: Post, *, to: Official, by: Official, start: date, end: date) -> Delegation:
    """Let another official act for the head who holds this post, between two days."""
    access.check_can_administer(by, post.unit.locality)
    rules.check_period(start, end)
    rules.check_delegation(post.is_head, to.locality_id == post.unit.locality_id)
    delegation = Delegation.objects.create(post=post, to=to, start=start, end=end)
    record("post.delegated", post, by=by, changed={"official": to.pk, "start": start, "end": end})
    return delegation


@transaction.atomic
def reorganise(predecessors: Collection[Unit], successors: Sequence[Unit], *, by: Official, on: date) -> None:
    """Close units the day before, and note which units follow them: many to many."""
    rules.check_reorganisation([unit.pk for unit in predecessors], [unit.pk for unit in successors])
    for unit in [*predecessors, *successors]:
        access.check_can_administer(by, unit.locality)
    for old in predecessors:
        for new in successors:
            UnitSuccession.objects.create(predecessor=old, successor=new, on=on, is_whole=len(successors) == 1)
        Unit.objects.filter(pk=old.pk).update(valid_to=date.fromordinal(on.toordinal() - 1))
        record("unit.reorganised", old, by=by, changed={"successors": [unit.pk for unit in successors], "on": on})


def _plant(unit: Unit) -> Unit:
    """Save a new unit and write its place in the tree."""
    unit.save()
    unit.path = f"{unit.parent.path if unit.parent else '/'}{unit.pk}/"
    unit.save(update_fields=["path"])
    return unit
