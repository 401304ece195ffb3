"""The only place that asks what time it is. Actions take `now` from here once; rules are given dates."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
_stopped_at: ContextVar[datetime | None] = ContextVar("kheo_clock", default=None)


def now() -> datetime:
    """Give the present moment, aware, in UTC."""
    return _stopped_at.get() or timezone.now()


def today() -> date:
    """Give the present day in Việt Nam."""
    return now().astimezone(VIETNAM).date()


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Let the clock stand at a moment: for tests, and for the made-up past of the sample locality. Nothing else."""
    token = _stopped_at.set(moment)
    try:
        yield
    finally:
        _stopped_at.reset(token)
