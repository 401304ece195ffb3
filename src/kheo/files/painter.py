"""The child process that paints one photo anew: bytes come in, a picture without its tale goes out.

Photos of phones carry the place, the time and the device (EXIF); a file may also hide a second face behind a picture.
Only the dots are kept. Started by `confined` only.
"""

import io
import json
import sys

from PIL import Image, ImageOps

from kheo.files.confined import OUT_OF_MEMORY
from kheo.files.kinds import Kind
from kheo.files.limits import Limits
from kheo.files.worker import confine

LONGEST_SIDE = 4_000  # dots: a page of text photographed stays readable
QUALITY = 88
FORMATS = {Kind.PNG: "PNG", Kind.JPEG: "JPEG"}


def main() -> int:
    """Paint the picture on standard input anew."""
    kind, limits = Kind(sys.argv[1]), Limits(**json.loads(sys.argv[2]))
    confine(kind, limits)
    Image.MAX_IMAGE_PIXELS = limits.pixels
    try:
        painted = repaint(sys.stdin.buffer.read(), kind)
    except MemoryError:
        return OUT_OF_MEMORY
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return 1  # broken; the parent says so
    sys.stdout.buffer.write(painted)
    return 0


def repaint(content: bytes, kind: Kind) -> bytes:
    """Give the same picture, upright, at most LONGEST_SIDE dots long, with nothing beside its dots."""
    with Image.open(io.BytesIO(content), formats=[FORMATS[kind]]) as picture:
        if kind is Kind.JPEG:
            picture.draft("RGB", _fitted(picture.size))  # large photos are decoded smaller, in less memory
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        ImageOps.exif_transpose(picture, in_place=True)
        mode = "RGB" if kind is Kind.JPEG else _png_mode(picture.mode)
        clean = picture.copy() if picture.mode == mode else picture.convert(mode)  # without the tale of its file
        picture.close()
        clean.info.clear()
        out = io.BytesIO()
        clean.save(out, FORMATS[kind], quality=QUALITY)
        return out.getvalue()


def _fitted(size: tuple[int, int]) -> tuple[int, int]:
    """Give the size at which the longer side is LONGEST_SIDE."""
    share = min(1.0, LONGEST_SIDE / max(size))
    return max(1, round(size[0] * share)), max(1, round(size[1] * share))


def _png_mode(mode: str) -> str:
    """Keep a drawing's few colours or its see-through parts; all else becomes plain colour."""
    return mode if mode in ("1", "L", "LA", "P", "RGB", "RGBA") else "RGB"


if __name__ == "__main__":
    sys.exit(main())
