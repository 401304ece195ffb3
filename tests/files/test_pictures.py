"""Photos keep their dots and lose their tale: no place, no time, no device, nothing hidden behind."""

import io
import random

import pytest
from PIL import Image

from kheo.files import FileRefused, Kind, Limits, Why, cleaned
from kheo.files.painter import LONGEST_SIDE
from tests.files import papers

CANARY = b"21.0285,105.8542 may anh cua ong Minh Hoa"


def photo(width: int = 80, height: int = 40, *, turned: bool = False) -> bytes:
    """A photo as a phone takes it, with place and device in its EXIF."""
    picture = Image.new("RGB", (width, height), (200, 30, 30))
    tale = Image.Exif()
    tale[0x010F], tale[0x0110] = "Hang Minh Hoa", "Dien thoai 1"
    if turned:
        tale[0x0112] = 6
    tale.get_ifd(0x8825).update({1: "N", 2: (21.0, 1.0, 42.6), 3: "E", 4: (105.0, 51.0, 15.1)})
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=tale, comment=CANARY)
    return out.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def test_a_photo_loses_place_time_and_device():
    given = photo()
    assert b"Hang Minh Hoa" in given and opened(given).getexif().get_ifd(0x8825)
    kept = cleaned(given, Kind.JPEG)
    assert not opened(kept).getexif()
    assert not any(word in kept for word in (b"Hang Minh Hoa", b"Dien thoai", CANARY, b"Exif"))
    assert opened(kept).size == (80, 40)
    red, green, _blue = opened(kept).getpixel((40, 20))
    assert red > 180 and green < 60


def test_a_photo_taken_sideways_stands_upright():
    assert opened(cleaned(photo(turned=True), Kind.JPEG)).size == (40, 80)


@pytest.mark.long
def test_a_very_large_photo_becomes_one_that_a_page_can_show():
    kept = opened(cleaned(photo(9_000, 6_000), Kind.JPEG))
    assert max(kept.size) <= LONGEST_SIDE
    assert kept.width / kept.height == pytest.approx(1.5, rel=0.01)


def test_a_drawing_keeps_what_is_see_through_and_loses_its_notes():
    from PIL.PngImagePlugin import PngInfo

    notes, out = PngInfo(), io.BytesIO()
    notes.add_text("Author", "nguoi ve minh hoa")
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG", pnginfo=notes)
    kept = cleaned(out.getvalue(), Kind.PNG)
    assert opened(kept).mode == "RGBA" and opened(kept).getpixel((5, 5))[3] == 0
    assert b"nguoi ve" not in kept


def test_what_hides_behind_a_picture_is_gone():
    assert b"<script>" not in cleaned(photo() + b"<script>x()</script>", Kind.JPEG)


@pytest.mark.parametrize("kind", [Kind.JPEG, Kind.PNG])
def test_a_broken_picture_is_refused(kind):
    good = photo() if kind is Kind.JPEG else papers.png(20, 20)
    with pytest.raises(FileRefused):
        cleaned(good[:45] + random.Random(1).randbytes(200), kind)


@pytest.mark.long
def test_a_picture_that_needs_too_much_memory_is_refused():
    out = io.BytesIO()
    Image.new("RGB", (6_000, 6_000)).save(out, "PNG")
    with pytest.raises(FileRefused) as refused:
        cleaned(out.getvalue(), Kind.PNG, limits=Limits(memory_bytes=60 * 1024 * 1024))
    assert refused.value.why is Why.TOO_MANY_PIXELS


def test_one_kind_is_not_taken_for_the_other():
    with pytest.raises(FileRefused):
        cleaned(photo(), Kind.PNG)


def test_other_files_stay_as_they_came():
    assert cleaned(b"%PDF-1.7 x", Kind.PDF) == b"%PDF-1.7 x"
