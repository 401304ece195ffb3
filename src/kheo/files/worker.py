"""The child process that reads one hostile file: bytes come in, JSON goes out. Started by `confined` only."""

import json
import resource
import sys
from collections.abc import Callable

from kheo.files.confined import OUT_OF_MEMORY
from kheo.files.kinds import Kind
from kheo.files.limits import MB, Limits
from kheo.files.reading import read_here
from kheo.files.refused import FileRefused


def serve(do: Callable[[bytes, Kind, Limits], dict[str, object]]) -> int:
    """Do one thing with the file on standard input, of the kind given; tell what came out, or why it is refused."""
    kind, limits = Kind(sys.argv[1]), Limits(**json.loads(sys.argv[2]))
    confine(kind, limits)
    try:
        told = do(sys.stdin.buffer.read(), kind, limits)
    except FileRefused as refused:
        told = {"refused": refused.why.name, "words": refused.words}
    except MemoryError:
        return OUT_OF_MEMORY
    sys.stdout.buffer.write(json.dumps(told).encode())
    return 0


def read(content: bytes, kind: Kind, limits: Limits) -> dict[str, object]:
    """Give the text."""
    text = read_here(content, kind, limits)
    return {"text": text.text, "pages": text.pages, "warnings": text.warnings}


def confine(kind: Kind, limits: Limits) -> None:
    """Bound memory, processor time and written bytes; only LibreOffice may raise its memory up to the second figure."""
    office = kind is Kind.DOC
    most = limits.office_memory_bytes if office else limits.memory_bytes
    seconds = int(limits.office_seconds if office else limits.seconds) + 1
    _bound(resource.RLIMIT_DATA, limits.memory_bytes, most)
    _bound(resource.RLIMIT_AS, 4 * limits.memory_bytes, 4 * most)
    _bound(resource.RLIMIT_CPU, seconds, seconds + 1)
    _bound(resource.RLIMIT_FSIZE, 64 * MB, 64 * MB)
    _bound(resource.RLIMIT_CORE, 0, 0)


def _bound(what: int, soft: int, hard: int) -> None:
    """Set a limit, never above what the server itself is allowed (some systems know no such limit)."""
    allowed = resource.getrlimit(what)[1]
    if allowed != resource.RLIM_INFINITY:
        soft, hard = min(soft, allowed), min(hard, allowed)
    try:
        resource.setrlimit(what, (soft, hard))
    except (ValueError, OSError):
        return


if __name__ == "__main__":
    sys.exit(serve(read))
