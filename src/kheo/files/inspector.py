"""The child process that looks a file over before it is kept: does it act when opened? Started by `confined` only."""

import sys

from kheo.files import active
from kheo.files.kinds import Kind
from kheo.files.limits import Limits
from kheo.files.worker import serve


def look(content: bytes, kind: Kind, limits: Limits) -> dict[str, object]:
    """Refuse, or say nothing."""
    active.check(content, kind, limits)
    return {}


if __name__ == "__main__":
    sys.exit(serve(look))
