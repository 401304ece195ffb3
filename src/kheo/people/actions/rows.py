"""Rows that an act holds until it is done, and whether they exist on a day."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import TypeVar

from django.db.models import Model

from kheo.base import clock
from kheo.people import rules
from kheo.people.models import Holding, Locality, Post, Unit

Row = TypeVar("Row", bound=Model)


def locked(model: type[Row], key: int) -> Row:
    """Give a row, held until the transaction ends, so that two acts on it see one another.

    Rows that only point to it may still be written meanwhile.
    """
    return model._default_manager.select_for_update(of=["self"], no_key=True).get(pk=key)


def exists(thing: Unit | Post, day: date) -> bool:
    """Say whether a unit or post exists on that day."""
    return thing.valid_from <= day and (thing.valid_to is None or day <= thing.valid_to)


def check_administrator_left(locality_id: int, *, after: date, leaving: Collection[int] = ()) -> None:
    """Refuse a change, just made, that leaves a locality without an administrator on the day after that day.

    Units that are `leaving` do not count any more, though nothing is written of it yet.

    The locality is held, so that two administrators cannot take leave of one another at once.
    """
    locked(Locality, locality_id)
    held = Holding.objects.in_force(max(after + timedelta(days=1), clock.today()))
    left = held.filter(
        post__unit__locality=locality_id, post__roles__contains=[rules.Role.ADMINISTRATOR], official__is_active=True
    )
    rules.check_administrator_left(left.exclude(post__unit__in=leaving).exists())
