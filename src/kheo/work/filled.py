"""A proposal as a person left it: what forms give and actions take."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kheo.people.models import Post, Unit
from kheo.work.rules import Rhythm, Theme


@dataclass(frozen=True)
class Filled:
    """One proposal as a person left it on the confirm page. Empty fields are allowed until it is confirmed."""

    text: str
    lead_unit: Unit | None = None
    coordinating: Sequence[Unit] = ()
    head_post: Post | None = None
    due_on: date | None = None
    rhythm: Rhythm = Rhythm.ONCE
    theme: Theme = Theme.OTHER
    indicator_code: str = ""
    target: Decimal | None = None
    accepted: bool = False
