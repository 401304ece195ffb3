"""The trace of every act: who, in which post, did what to which object, when, in which request.

The record keeps ids, enums, dates, numbers and keyed digests, never words: it can never be erased, and words must be.
"""

import enum
import hashlib
import hmac
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol
from uuid import UUID

from django.conf import settings
from django.db.models import Model, QuerySet

from kheo.base import clock
from kheo.base.models import AuditRecord, AuditWords
from kheo.base.requests import current_request_id


class Author(Protocol):
    """Whoever acts: an official in a post of a locality."""

    pk: Any

    @property
    def post_id(self) -> int | None:
        """The post acted in."""

    @property
    def locality_id(self) -> int:
        """The locality acted for."""


class Digest(str):
    """A keyed digest: proves that a text was this one, and gives nothing of it away."""


def digest(text: str) -> Digest:
    """Give the HMAC-SHA256 of a text under the installation's key, shortened to 32 hexadecimal digits."""
    key = hashlib.sha256(b"kheo.audit" + settings.SECRET_KEY.encode()).digest()
    return Digest(hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[:32])


def record(
    verb: str, thing: Model, *, by: Author | None, changed: Mapping[str, Any] | None = None, words: str = ""
) -> AuditRecord:
    """Write one audit record in the caller's transaction.

    `verb` is noun.past ("task.reported"); acts of the installation itself begin with "system." and have no author.
    Raises TypeError for a bare text in `changed`, ValueError for an act without an author.
    """
    if by is None and not verb.startswith("system."):
        raise ValueError(f"{verb}: only acts of the system have no author")
    made = AuditRecord.objects.create(
        at=clock.now(),
        request_id=current_request_id(),
        locality_id=by.locality_id if by else getattr(thing, "locality_id", None),
        official_id=by.pk if by else None,
        post_id=by.post_id if by else None,
        verb=verb,
        object_type=thing._meta.label_lower,
        object_id=thing.pk,
        changed={name: _plain(name, value) for name, value in (changed or {}).items()},
    )
    if words:
        AuditWords.objects.create(record=made, text=words)
    return made


def history(thing: Model) -> QuerySet[AuditRecord]:
    """Give the records of one object, oldest first, with their words."""
    return (
        AuditRecord.objects.filter(object_type=thing._meta.label_lower, object_id=thing.pk)
        .select_related("words")
        .order_by("pk")
    )


def _plain(name: str, value: Any) -> Any:
    """Turn a value into JSON, or refuse it: a bare text has no place in a record that can never be erased."""
    match value:
        case enum.Enum():
            return value.value
        case Digest() | UUID():
            return str(value)
        case None | bool() | int() | float():
            return value
        case Decimal():
            return format(value, "f")
        case datetime() | date():
            return value.isoformat()
        case list() | tuple() | set() | frozenset():
            return [_plain(name, each) for each in value]
    raise TypeError(f"{name}: {type(value).__name__} has no place in the audit record; words go into `words`")
