"""Pictures that would swell, carry a tale, or are none."""

import io
import struct
import zlib

from PIL import Image

from kheo.files import Why
from tests.files import papers
from tests.files.hostile.archives import DOCX
from tests.files.hostile.case import MB, Case, Door, Kept

SCRIPT = b"<script>alert(1)</script>"
PLACE = b"21.0285,105.8542"


def chunk(kind: bytes, content: bytes) -> bytes:
    """Write one chunk of a PNG."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def drawing(width: int = 40, height: int = 30) -> bytes:
    """A small honest PNG."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), (10, 120, 80)).save(out, "PNG")
    return out.getvalue()


def photo() -> bytes:
    """A small photo with place and device in its EXIF."""
    tale, out = Image.Exif(), io.BytesIO()
    tale[0x010F] = "May minh hoa"
    tale.get_ifd(0x8825).update({1: "N", 2: (21.0, 1.0, 42.6), 3: "E", 4: (105.0, 51.0, 15.1)})
    Image.new("RGB", (80, 40), (200, 30, 30)).save(out, "JPEG", exif=tale, comment=PLACE)
    return out.getvalue()


def bomb(side: int) -> bytes:
    """A PNG of one colour whose dots are all there: a thousand times larger in memory than on disk."""
    packer = zlib.compressobj(9)
    row = b"\0" + b"\0" * (3 * side)
    body = b"".join([*(packer.compress(row) for _ in range(side)), packer.flush()])
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def with_chunk(kind: bytes, content: bytes) -> bytes:
    """Give the honest PNG with one more chunk after its head."""
    png = drawing()
    return png[:33] + chunk(kind, content) + png[33:]


def swelling_note() -> bytes:
    """A note of 300 MB, packed."""
    return with_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"\0" * (300 * MB), 9))


def swelling_colours() -> bytes:
    """A colour profile of 300 MB, packed."""
    return with_chunk(b"iCCP", b"p\0\0" + zlib.compress(b"\0" * (300 * MB), 9))


def wide_jpeg() -> bytes:
    """A JPEG whose head says 30,000 by 30,000."""
    content = photo()
    at = content.find(b"\xff\xc0")
    return content[: at + 5] + struct.pack(">HH", 30_000, 30_000) + content[at + 9 :]


def moving() -> bytes:
    """A picture of three hundred frames."""
    frames = [Image.new("L", (64, 64), n % 256) for n in range(300)]
    out = io.BytesIO()
    frames[0].save(out, "PNG", save_all=True, append_images=frames[1:])
    return out.getvalue()


def is_bare(kept: Kept) -> bool:
    """Tell whether nothing but dots is left."""
    return not any(word in kept.content for word in (SCRIPT, PLACE, b"Exif", b"May minh hoa", b"PK\x03\x04"))


def is_small(kept: Kept) -> bool:
    """Tell whether what is kept is one picture that a page can show."""
    with Image.open(io.BytesIO(kept.content)) as picture:
        return max(picture.size) <= 4_000 and getattr(picture, "n_frames", 1) == 1


DOTS = "painted anew: only the dots are kept"
CASES = [
    Case("30,000 by 30,000", "a.png", lambda: papers.png(30_000, 30_000), Door.EVIDENCE, Why.TOO_MANY_PIXELS),
    Case("a JPEG of 30,000 by 30,000", "a.jpg", wide_jpeg, Door.EVIDENCE, Why.TOO_MANY_PIXELS),
    Case(
        "a bomb of dots just over the bound",
        "a.png",
        lambda: bomb(6_400),
        Door.EVIDENCE,
        Why.TOO_MANY_PIXELS,
        slow=True,
    ),
    Case(
        "a bomb of dots just under the bound",
        "a.png",
        lambda: bomb(6_300),
        Door.EVIDENCE,
        proof=is_small,
        how=DOTS,
        slow=True,
    ),
    Case("a note that swells", "a.png", swelling_note, Door.EVIDENCE, Why.BROKEN, slow=True),
    Case("colours that swell", "a.png", swelling_colours, Door.EVIDENCE, Why.BROKEN, slow=True),
    Case("a picture of many frames", "a.png", moving, Door.EVIDENCE, proof=is_small, how=DOTS),
    Case("a photo that tells its place", "a.jpg", photo, Door.EVIDENCE, proof=is_bare, how=DOTS),
    Case(
        "a script behind a photo",
        "a.jpg",
        lambda: photo() + b" " * 1_100 + SCRIPT,
        Door.EVIDENCE,
        proof=is_bare,
        how=DOTS,
    ),
    Case(
        "a script in a note",
        "a.png",
        lambda: with_chunk(b"tEXt", b"Comment\0" + b" " * 1_100 + SCRIPT),
        Door.EVIDENCE,
        proof=is_bare,
        how=DOTS,
    ),
    Case(
        "picture and page at once",
        "a.png",
        lambda: with_chunk(b"tEXt", b"Comment\0" + SCRIPT),
        Door.EVIDENCE,
        Why.TWO_FACED,
    ),
    Case("picture and archive at once", "a.jpg", lambda: photo() + DOCX, Door.EVIDENCE, Why.TWO_FACED),
    Case("a page named as a photo", "a.jpg", lambda: b"<!doctype html><html>" + SCRIPT, Door.EVIDENCE, Why.NAME_LIES),
    Case(
        "SVG named as a drawing",
        "a.png",
        lambda: b"<svg xmlns='http://www.w3.org/2000/svg'>" + SCRIPT + b"</svg>",
        Door.EVIDENCE,
        Why.NAME_LIES,
    ),
    Case("a GIF named as a drawing", "a.png", lambda: b"GIF89a" + b"\0" * 50, Door.EVIDENCE, Why.NAME_LIES),
    Case("a drawing named as a photo", "a.jpg", drawing, Door.EVIDENCE, Why.NAME_LIES),
    Case("a drawing without width", "a.png", lambda: papers.png(0, 10), Door.EVIDENCE, Why.BROKEN),
    Case("a drawing cut in half", "a.png", lambda: drawing()[:60], Door.EVIDENCE, Why.BROKEN),
    Case("a photo cut in half", "a.jpg", lambda: photo()[:400], Door.EVIDENCE, Why.BROKEN),
    Case("a photo where a text is asked for", "a.jpg", photo, Door.DOCUMENT, "Không nhận loại tệp này"),
]
