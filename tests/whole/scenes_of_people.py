"""The scenes of units, posts, accounts and the calendar."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from allauth.mfa.models import Authenticator

from kheo.people import actions as people
from kheo.people.lists import read_list
from kheo.people.models import Delegation, Holding, Post, Unit
from kheo.people.rules import Role, UnitKind
from tests.people.papers import list_file
from tests.world import World

Act = Callable[[], Any]
Scene = Callable[[World], Act]

TODAY = date(2026, 11, 23)
SATURDAY = date(2026, 11, 28)
LATER = TODAY + timedelta(days=30)


def found_locality(world: World) -> Act:
    words = {"name": "Phường Mới", "slug": "phuong-moi", "superior_name": "UBND (minh hoạ)", "place_name": "Phường Mới"}
    return lambda: people.found_locality(**words, administrator="quantri.moi", on=TODAY, one_time_password="abcd-efgh")


def correct_locality(world: World) -> Act:
    return lambda: people.correct_locality(by=world.administrator, name="Phường Thử Mới", symbol="UBND")


def open_unit(world: World) -> Act:
    by = world.administrator
    words: dict[str, Any] = {"name": "Trường Mầm non 2", "short_name": "Mầm non 2", "kind": UnitKind.SCHOOL}
    return lambda: people.open_unit(Unit(locality=by.locality, parent=by.unit, valid_from=TODAY, **words), by=by)


def correct_unit(world: World) -> Act:
    unit = world.culture_office
    return lambda: people.correct_unit(unit.pk, by=world.administrator, name="Phòng Văn hoá", aliases=["VHXH"])


def close_unit(world: World) -> Act:
    unit, _head = world.culture_office, world.culture_head
    return lambda: people.close_unit(unit.pk, by=world.administrator, last_day=LATER)


def reorganise(world: World) -> Act:
    old, new = [world.culture_office], [world.service_centre, world.council_office]
    return lambda: people.reorganise(old, new, by=world.administrator, on=LATER)


def preview_reorganisation(world: World) -> Act:
    old, new = [world.culture_office], [world.service_centre]
    return lambda: people.preview_reorganisation(old, new, by=world.administrator, on=LATER)


def open_post(world: World) -> Act:
    unit = world.culture_office

    def act() -> Any:
        made = Post(unit=unit, title="Phó trưởng phòng", roles=[Role.OFFICIAL], valid_from=TODAY)
        return people.open_post(made, by=world.administrator)

    return act


def change_post(world: World) -> Act:
    post = world.post(world.culture_office, "Chuyên viên", Role.OFFICIAL)
    return lambda: people.change_post(post.pk, by=world.administrator, title="Chuyên viên", roles=[Role.CLERK])


def close_post(world: World) -> Act:
    second = world.post(world.council_office, "Quản trị thứ hai", Role.ADMINISTRATOR)
    return lambda: people.close_post(second.pk, by=world.administrator, last_day=LATER)


def appoint(world: World) -> Act:
    post, official = world.post(world.culture_office, "Chuyên viên", Role.OFFICIAL), world.centre_official
    return lambda: people.appoint(official, post, by=world.administrator, start=TODAY)


def relieve(world: World) -> Act:
    holding = Holding.objects.get(official=world.culture_head)
    return lambda: people.relieve(holding.pk, by=world.administrator, end=LATER)


def delegate(world: World) -> Act:
    post, to = Post.objects.get(unit=world.service_centre, is_head=True, pk=world.centre_head.post_id), world.desk
    return lambda: people.delegate(post, to=to, by=world.administrator, start=TODAY, end=LATER)


def end_delegation(world: World) -> Act:
    delegate(world)()
    given = Delegation.objects.get()
    return lambda: people.end_delegation(given.pk, by=world.administrator, end=TODAY)


def take_list(world: World) -> Act:
    lines, faults = read_list(list_file().read(), "danh-sach.csv")
    assert not faults
    return lambda: people.take_list(lines, by=world.administrator, on=TODAY, sha256="0" * 64)


def look_at_list(world: World) -> Act:
    lines, _faults = read_list(list_file().read(), "danh-sach.csv")
    return lambda: people.take_list(lines, by=world.administrator, on=TODAY, sha256="0" * 64, looks_only=True)


def admit_official(world: World) -> Act:
    by, name = world.administrator, f"moi.{uuid4().hex[:6]}"
    return lambda: people.admit_official(name, by=by, password="mat khau thu nghiem")


def reset_password(world: World) -> Act:
    who = world.clerk
    return lambda: people.reset_password(who.pk, by=world.administrator)


def reset_second_step(world: World) -> Act:
    who = world.clerk
    Authenticator.objects.create(user=who, type=Authenticator.Type.TOTP, data={"secret": "minh hoa"})
    return lambda: people.reset_second_step(who.pk, by=world.administrator)


def stop_official(world: World) -> Act:
    who = world.clerk
    return lambda: people.stop_official(who.pk, by=world.administrator)


def let_in_again(world: World) -> Act:
    who = people.stop_official(world.clerk.pk, by=world.administrator)
    return lambda: people.let_in_again(who.pk, by=world.administrator)


def let_in_from_machine(world: World) -> Act:
    who = world.administrator
    return lambda: people.let_in_from_machine(who.pk)


def swap_day(world: World) -> Act:
    by = world.administrator
    return lambda: people.swap_day(SATURDAY, by=by, works=True, reason="Làm bù (minh hoạ)")


def restore_day(world: World) -> Act:
    swap = swap_day(world)()
    return lambda: people.restore_day(swap.pk, by=world.administrator)


SCENES: dict[str, Scene] = {
    f"people.{scene.__name__}": scene
    for scene in (
        found_locality, correct_locality, open_unit, correct_unit, close_unit, reorganise, preview_reorganisation,
        open_post, change_post, close_post, appoint, relieve, delegate, end_delegation, take_list, admit_official,
        reset_password, reset_second_step, stop_official, let_in_again, let_in_from_machine, swap_day, restore_day,
    )
}  # fmt: skip
SCENES["people.take_list: looked at"] = look_at_list
