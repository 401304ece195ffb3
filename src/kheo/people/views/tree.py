"""The tree of units on one day, with posts and who holds them: four statements, however large."""

from dataclasses import dataclass, field
from datetime import date

from kheo.people.models import Delegation, Holding, Locality, Official, Post, Unit, current


@dataclass
class Seat:
    """A post on one day: who holds it, and who acts for its head."""

    post: Post
    holdings: list[Holding] = field(default_factory=list)
    acting: list[Delegation] = field(default_factory=list)


@dataclass
class Node:
    """A unit with its posts and the units below it."""

    unit: Unit
    seats: list[Seat] = field(default_factory=list)
    below: list["Node"] = field(default_factory=list)


def tree_of(locality: Locality | int, day: date) -> list[Node]:
    """Give the roots; a unit whose parent does not exist on that day stands among them."""
    nodes = {unit.pk: Node(unit) for unit in Unit.objects.of(locality).on(day)}
    for seat in seats_of(list(nodes), day):
        nodes[seat.post.unit_id].seats.append(seat)
    roots: list[Node] = []
    for node in nodes.values():
        above = nodes.get(node.unit.parent_id or 0)
        (above.below if above else roots).append(node)
    return roots


def seats_of(unit_ids: list[int], day: date) -> list[Seat]:
    """Give the posts of units on that day, heads first."""
    posts = Post.objects.on(day).filter(unit__in=unit_ids).select_related("unit").order_by("-is_head", "pk")
    seats = {post.pk: Seat(post) for post in posts}
    for holding in Holding.objects.in_force(day).filter(post__in=seats).select_related("official"):
        seats[holding.post_id].holdings.append(holding)
    for delegation in Delegation.objects.in_force(day).filter(post__in=seats).select_related("to"):
        seats[delegation.post_id].acting.append(delegation)
    return list(seats.values())


def without_post(locality: Locality | int, day: date) -> list[Official]:
    """Give the accounts that hold no post on that day: they sign in and get nowhere."""
    seated = Holding.objects.filter(current(day, "post__"), current(day, "post__unit__")).sharing(day, day)
    acting = Delegation.objects.sharing(day, day)
    idle = Official.objects.filter(locality=locality, is_active=True)
    return list(idle.exclude(pk__in=seated.values("official")).exclude(pk__in=acting.values("to")).order_by("username"))
