"""What a job does for each locality: where it fails for one, the others have it done all the same."""

import logging
from collections.abc import Callable, Iterable
from typing import TypeVar

LOG = logging.getLogger(__name__)
Thing = TypeVar("Thing")


def one_by_one(things: Iterable[Thing], act: Callable[[Thing], object]) -> None:
    """Do it for each; what failed is logged at once and raised together when all had their turn."""
    failed = list[Exception]()
    for thing in things:
        try:
            act(thing)
        except Exception as trouble:
            LOG.exception("a job failed for one of several")
            failed.append(trouble)
    if failed:
        raise ExceptionGroup("a job failed for some", failed)
