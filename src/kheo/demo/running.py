"""`./kheo demo`: make the sample ward if it is not there, run the main job, and tell the story with its doors."""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import transaction

from kheo import files
from kheo.base import clock
from kheo.demo import telling
from kheo.demo.starting_over import check_only_samples, start_over
from kheo.demo.story import story
from kheo.demo.ward import find_ward, open_ward
from kheo.seals import sealing

Echo = Callable[[str], object]


def run(*, fresh: bool, text: Path | None, echo: Echo, address: str) -> None:
    """Make (or with `fresh` remake) Phường Thử, run the main job on the sample texts or on the user's own text.

    `address` is where the pages will be served. Raises RuleBroken with a sentence when the text cannot be read, or when
    the database holds real localities.
    """
    check_only_samples()
    words = files.read_text(text, text.name).text if text is not None else None
    if fresh:
        start_over()
    say = _steps(echo)
    with transaction.atomic():
        ward = find_ward()
        if ward is None:
            say("Mở Phường Thử: đơn vị, chức danh, tài khoản")
            ward = open_ward()
            telling.tell(ward, say=say)
        newest = telling.read_today(ward, words, say=say) if words is not None else None
    sealing.seal_log(now=clock.now())
    for line in story(ward, newest, Path(settings.HOME) / "van-ban", address):
        echo(line)


def _steps(echo: Echo) -> Callable[[str], None]:
    """Print each long step with its number as it begins."""
    count = 0

    def say(step: str) -> None:
        nonlocal count
        count += 1
        echo(f"  [{count}] {step}…")

    return say
