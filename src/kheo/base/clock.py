"""The only place that asks what time it is. Actions take `now` from here once; rules are given dates."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """Give the present moment, aware, in UTC."""
    return timezone.now()


def today() -> date:
    """Give the present day in Việt Nam."""
    return now().astimezone(VIETNAM).date()
