"""Marks that browsers leave for one day, to tell many sends of one machine: keyed digests that no answer knows of.

The browser keeps a random word of its own for twelve hours (a cookie). Here stands only its HMAC under the key of the
day, with a count. At the turn of the day the key is thrown away and the marks with it: from then on nobody, with the
whole database and the browser itself, can say whether it ever answered. An address or a model of machine is not used.
"""

import hashlib
import hmac
import secrets
from datetime import date
from typing import NamedTuple

from django.db.models import F

from kheo.people.models import Unit
from kheo.satisfaction.models import DayKey, Mark


class Sends(NamedTuple):
    """How often this browser has sent today, this time included: about this unit, and in all."""

    here: int
    all: int


NO_SENDS = Sends(0, 0)


def leave(unit: Unit, browser: str, *, day: date) -> Sends:
    """Leave the marks of one send, and give how many there are now."""
    throw_away(unit.locality_id, before=day)
    key = _key_of(unit.locality_id, day)
    return Sends(_count(key, f"unit {unit.pk} {browser}"), _count(key, f"all {browser}"))


def throw_away(locality_id: int, *, before: date) -> int:
    """Throw the keys of earlier days away, and with each its marks; give how many keys went."""
    old = DayKey.objects.filter(locality_id=locality_id, day__lt=before)
    Mark.objects.filter(key__in=old).delete()
    gone, _each = old.delete()
    return gone


def _key_of(locality_id: int, day: date) -> DayKey:
    key, _new = DayKey.objects.get_or_create(
        locality_id=locality_id, day=day, defaults={"value": secrets.token_bytes(32)}
    )
    return key


def _count(key: DayKey, words: str) -> int:
    digest = hmac.new(bytes(key.value), words.encode(), hashlib.sha256).hexdigest()[:32]
    mark, new = Mark.objects.get_or_create(digest=digest, defaults={"key": key})
    if not new:
        Mark.objects.filter(pk=mark.pk).update(count=F("count") + 1)
        mark.refresh_from_db()
    return mark.count
