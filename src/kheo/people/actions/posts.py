"""What is done to posts and to who holds them."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction

from kheo.base import clock
from kheo.base.audit import record
from kheo.base.seen import check_seen, mark_of
from kheo.people import access, rules
from kheo.people.actions.rows import check_administrator_left, exists, locked
from kheo.people.models import Delegation, Holding, Official, Post, Unit
from kheo.people.rules import Role

CHANGEABLE, ENDABLE = ("title", "roles"), ("end",)


@transaction.atomic
def open_post(post: Post, *, by: Official) -> Post:
    """Open a post in a unit, with the roles that hang on it."""
    access.check_can_administer(by, post.unit.locality)
    rules.check_period(post.valid_from, post.valid_to)
    unit = locked(Unit, post.unit_id)
    heads = Post.objects.heads().filter(unit=unit) if post.is_head else []
    period = post.valid_from, post.valid_to
    rules.check_one_head(any(rules.overlaps(*period, head.valid_from, head.valid_to) for head in heads))
    roles = [Role(role) for role in post.roles]
    post.save()
    record("post.opened", post, by=by, changed={"unit": post.unit_id, "is_head": post.is_head, "roles": roles})
    return post


@transaction.atomic
def change_post(post_id: int, *, by: Official, title: str, roles: Sequence[str], seen: str = "") -> Post:
    """Correct a post's title and give it other roles: they count at once, for whoever holds it.

    `seen` here and below is the mark of what the page showed, of CHANGEABLE or ENDABLE (kheo.base.seen).
    """
    post = locked(Post, post_id)
    access.check_can_administer(by, post.unit.locality)
    check_seen(seen, mark_of(post, CHANGEABLE))
    before, after = [Role(role) for role in post.roles], [Role(role) for role in roles]
    post.title, post.roles = title, list(after)
    post.save(update_fields=["title", "roles"])
    if Role.ADMINISTRATOR in set(before) - set(after):
        check_administrator_left(post.unit.locality_id, after=clock.today() - timedelta(days=1))
    record("post.changed", post, by=by, changed={"roles_before": before, "roles": after}, words=title)
    return post


@transaction.atomic
def close_post(post_id: int, *, by: Official, last_day: date) -> Post:
    """Close a post with a day, the last one on which it exists; who holds it holds it no longer."""
    post = locked(Post, post_id)
    access.check_can_administer(by, post.unit.locality)
    rules.check_last_day(post.valid_from, last_day, closed=post.valid_to is not None)
    post.valid_to = last_day
    post.save(update_fields=["valid_to"])
    if Role.ADMINISTRATOR in post.roles:
        check_administrator_left(post.unit.locality_id, after=last_day)
    record("post.closed", post, by=by, changed={"last_day": last_day})
    return post


@transaction.atomic
def appoint(official: Official, post: Post, *, by: Official, start: date, end: date | None = None) -> Holding:
    """Let an official hold a post from a day on."""
    access.check_can_administer(by, post.unit.locality)
    rules.check_period(start, end)
    locked(Post, post.pk)
    meanwhile = Holding.objects.filter(post=post).sharing(start, end)
    rules.check_appointment(
        same_locality=official.locality_id == post.unit.locality_id,
        post_exists=exists(post, start) and (end is None or exists(post, end)),
        already_held=meanwhile.filter(official=official).exists(),
        head_is_held=post.is_head and meanwhile.exclude(official=official).exists(),
    )
    holding = Holding.objects.create(official=official, post=post, start=start, end=end)
    record("post.held", post, by=by, changed={"official": official.pk, "start": start, "end": end})
    return holding


@transaction.atomic
def relieve(holding_id: int, *, by: Official, end: date, seen: str = "") -> Holding:
    """Let the holding of a post end with a day, the last one on which it is held."""
    holding = locked(Holding, holding_id)
    access.check_can_administer(by, holding.post.unit.locality)
    check_seen(seen, mark_of(holding, ENDABLE))
    rules.check_period(holding.start, end)
    holding.end = end
    holding.save(update_fields=["end"])
    if Role.ADMINISTRATOR in holding.post.roles:
        check_administrator_left(holding.post.unit.locality_id, after=end)
    record("post.left", holding.post, by=by, changed={"official": holding.official_id, "end": end})
    return holding


@transaction.atomic
def delegate(post: Post, *, to: Official, by: Official, start: date, end: date) -> Delegation:
    """Let another official act for the head who holds this post, between two days."""
    access.check_can_administer(by, post.unit.locality)
    rules.check_period(start, end)
    locked(Post, post.pk)
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
def end_delegation(delegation_id: int, *, by: Official, end: date, seen: str = "") -> Delegation:
    """Let an acting head's time end earlier than it was written: `end` is the last day."""
    delegation = locked(Delegation, delegation_id)
    access.check_can_administer(by, delegation.post.unit.locality)
    check_seen(seen, mark_of(delegation, ENDABLE))
    rules.check_period(delegation.start, end)
    rules.check_earlier_end(end, delegation.end)
    delegation.end = end
    delegation.save(update_fields=["end"])
    record("post.delegation_ended", delegation.post, by=by, changed={"official": delegation.to_id, "end": end})
    return delegation
