"""A frozen month that was corrected, and the pages that tell of it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from kheo.base import clock
from kheo.freezing.actions import freeze_period
from kheo.indicators.models import Freeze

OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))


def frozen_month(world: Any, chair: Any) -> Iterator[tuple[Any, ...]]:
    """Give route, who looks, and the numbers in the address."""
    frozen = freeze_period(*OCTOBER, by=world.chair)[0]
    fixed = Freeze.objects.create(
        locality_id=frozen.locality_id, first=frozen.first, last=frozen.last, table=frozen.table, edition=2,
        snapshot_id=frozen.snapshot_id, versions=frozen.versions, reason="Ghi nhầm (minh hoạ)",
        made_by=world.chair, made_at=clock.now(),
    )  # fmt: skip
    yield "freezing:periods", chair
    yield "freezing:period", chair, (frozen.pk,)
    yield "freezing:changes", chair, (fixed.pk,)
    yield "freezing:correct", chair, (frozen.pk,)
