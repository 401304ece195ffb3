"""Filters that several indicators share. A column that is null is unknown; what is unknown is not counted."""

from typing import Any

SUBMITTED, REFUSED = 1, 3
ONLINE_CHANNEL = 2


def is_accepted(d: Any) -> Any:
    """Say whether a dossier was taken in."""
    return ~is_not_accepted(d)


def is_not_accepted(d: Any) -> Any:
    """Say whether a dossier only came in, or was refused at the desk."""
    return d.status.isin((SUBMITTED, REFUSED))
