"""A proposal as a person left it: what forms give and actions take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kheo.base.seen import mark
from kheo.language import nfc
from kheo.people.models import Post, Unit
from kheo.work.models import Proposal
from kheo.work.rules import Decision, Rhythm, Theme


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

    @classmethod
    def of(cls, proposal: Proposal) -> Filled:
        """Give a proposal as it stands."""
        return cls(
            text=proposal.text,
            lead_unit=proposal.lead_unit,
            coordinating=list(proposal.coordinating_units.all()),
            head_post=proposal.head_post,
            due_on=proposal.due_on,
            rhythm=Rhythm(proposal.rhythm),
            theme=Theme(proposal.theme),
            indicator_code=proposal.indicator_code,
            target=proposal.target,
            accepted=proposal.decision == Decision.ACCEPTED,
        )

    @property
    def words(self) -> str:
        """Give the wording as it is kept: composed letters (NFC), plain line ends."""
        return nfc(self.text).replace("\r\n", "\n").strip()

    @property
    def due_day(self) -> date | None:
        """Give the due day, which only a task done once has."""
        return self.due_on if self.rhythm is Rhythm.ONCE else None

    @property
    def mark(self) -> str:
        """Give a short digest: two are equal when nothing differs. A page carries it, to tell what it was shown."""
        parts = (
            self.words,
            self.lead_unit.pk if self.lead_unit else None,
            sorted(unit.pk for unit in self.coordinating),
            self.head_post.pk if self.head_post else None,
            self.due_day,
            str(self.rhythm),
            str(self.theme),
            self.indicator_code,
            None if self.target is None else format(self.target.normalize(), "f"),
            self.accepted,
        )
        return mark(*parts)
