"""Units, posts, who holds them, who acts for a head, and accounts: one of each in each relation."""

from datetime import timedelta
from typing import Any

from kheo.base import attachments, clock
from kheo.people import actions
from kheo.people.models import Delegation, Holding, Official, Post, Unit
from kheo.people.rules import Role
from tests.people.papers import list_file
from tests.permissions.named import Named, by_number
from tests.permissions.stage import Place, Stage
from tests.world import LONG_AGO


def who_is_who(stage: Stage) -> dict[str, dict[str, Named]]:
    """Give the things of people's room by kind and relation."""
    units = {
        "same_unit": stage.unit, "parent": stage.parent, "child": stage.child, "other_unit": stage.beside,
        "archived": _closed_unit(stage), "other_locality": stage.far_unit,
    }  # fmt: skip
    posts = {relation: _post_of(stage, unit) for relation, unit in units.items() if relation != "archived"}
    posts["archived"] = Post.objects.get(title="Chức danh cũ (minh hoạ)")
    accounts = {relation: _holder(stage, post) for relation, post in posts.items() if relation != "archived"}
    accounts["archived"] = Holding.objects.get(post=posts["archived"]).official
    return {
        "unit": by_number("unit_id", units),
        "post": by_number("post_id", posts),
        "holding": by_number("holding_id", {r: Holding.objects.filter(official=a)[0] for r, a in accounts.items()}),
        "delegation": by_number("delegation_id", _delegations(stage)),
        "account": by_number("official_id", accounts),
        "list": by_number("attachment_id", _lists(stage)),
    }


def _lists(stage: Stage) -> dict[str, Any]:
    """Let a colleague and the neighbour hand in a list: it is for who handed it in alone."""
    places = {"same_unit": stage.here, "other_locality": stage.next_door}
    return {relation: attachments.keep(list_file(), by=place.administrator) for relation, place in places.items()}


def _closed_unit(stage: Stage) -> Unit:
    made = stage.world.unit("Đơn vị đã đóng (minh hoạ)")
    Unit.objects.filter(pk=made.pk).update(valid_to=clock.today() - timedelta(days=1))
    return made


def _place_of(stage: Stage, unit: Unit) -> Place:
    return stage.here if unit.locality_id == stage.world.ward.pk else stage.next_door


def _post_of(stage: Stage, unit: Unit) -> Post:
    """Open a post of a head's deputy, who can be relieved without anybody missing them."""
    return stage.world.post(unit, f"Phó đơn vị {unit.pk} (minh hoạ)", Role.OFFICIAL)


def _holder(stage: Stage, post: Post) -> Official:
    return stage.world.official(post)


def _delegations(stage: Stage) -> dict[str, Delegation]:
    made: dict[str, Any] = {"same_unit": Delegation.objects.get(post=stage.heads[stage.unit.pk])}
    for relation, unit in (("other_unit", stage.beside), ("other_locality", stage.far_unit)):
        administrator = _place_of(stage, unit).administrator
        made[relation] = actions.delegate(
            stage.heads[unit.pk], to=_holder(stage, _post_of(stage, unit)), by=administrator,
            start=LONG_AGO, end=clock.today() + timedelta(days=9),
        )  # fmt: skip
    return made
