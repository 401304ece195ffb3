"""What a page showed: a short mark goes with the form, and nobody overwrites what somebody else left meanwhile.

See docs/decisions/0019-stale-pages.md.
"""

import hashlib
from collections.abc import Iterable

from django.db.models import Model

from kheo.errors import Overtaken


def mark(*values: object) -> str:
    """Give a short digest of values; two are equal when nothing differs."""
    return hashlib.sha256(repr(values).encode()).hexdigest()[:16]


def mark_of(thing: Model, names: Iterable[str]) -> str:
    """Give the mark of some fields of a stored thing."""
    return mark(*(getattr(thing, name) for name in names))


def check_seen(seen: str, now: str) -> None:
    """Refuse to change what the page did not show; `seen` is empty for who works without a page. Raises Overtaken."""
    if seen and seen != now:
        raise Overtaken("Người khác vừa sửa nội dung này.")
