import gzip
import hashlib
from pathlib import Path

import pytest
from django.contrib.messages import SUCCESS
from django.contrib.messages.storage.base import Message
from django.template.loader import render_to_string
from django.urls import reverse
from lxml import html as lxml_html

import kheo.ui

HOME = Path(kheo.ui.__file__).parent
STATIC = HOME / "static" / "ui"
OF_THE_FRAME = {"_messages.html", "_progress_head.html"}  # shown by tests of their own
FRAGMENTS = sorted({path.name for path in (HOME / "templates" / "ui").glob("_*.html")} - OF_THE_FRAME)
PROBLEMS = ["400", "403", "403_csrf", "404", "413", "429", "500", "503", "refused"]


class Frame:
    """A frame as the site gives it, without asking a database."""

    def __init__(self, signed_in=True):
        self.locality = {"name": "Phường Thử", "illustrative": True}
        self.nav = [{"label": "Việc của tôi", "url": "/viec-cua-toi/", "current": True}]
        self.me = "Trưởng phòng Kinh tế" if signed_in else ""
        self.signed_in = signed_in


def page(name, **context):
    return lxml_html.document_fromstring(render_to_string(name, {"frame": Frame()} | context))


@pytest.mark.long
@pytest.mark.django_db
@pytest.mark.parametrize("name", FRAGMENTS)
def test_the_catalogue_shows_every_part(client, name):
    used = {template.name for template in client.get(reverse("ui:catalogue")).templates}
    assert f"ui/{name}" in used


@pytest.mark.long
@pytest.mark.django_db
def test_nothing_in_the_catalogue_carries_inline_style_or_script(client):
    for name in ("ui:catalogue", "ui:shortcuts"):
        document = lxml_html.document_fromstring(client.get(reverse(name)).content.decode())
        assert not document.xpath("//*[@style]") and not document.xpath("//style") and not document.xpath("//@onclick")
        assert all(script.get("src") for script in document.iter("script"))


@pytest.mark.django_db
def test_ids_of_the_catalogue_are_single(client):
    ids = lxml_html.document_fromstring(client.get(reverse("ui:catalogue")).content.decode()).xpath("//@id")
    assert sorted(ids) == sorted(set(ids))


def test_the_frame_says_where_and_who_we_are():
    shown = page("ui/shortcuts.html")
    assert shown.find(".//title").text == "Phím tắt – Khéo, Phường Thử"
    assert shown.xpath("//p[@class='demo']")[0].text_content() == "Dữ liệu minh hoạ. Phường Thử không có thật."
    assert shown.xpath("//nav//a[@aria-current='page']")[0].text == "Việc của tôi"
    assert "Trưởng phòng Kinh tế" in shown.xpath("//*[@class='me']")[0].text_content()


def test_signing_out_is_a_form_that_takes_effect_once():
    (form,) = page("ui/shortcuts.html").xpath("//*[@class='me']/form")
    assert form.get("method") == "post"
    assert form.xpath(".//input[@name='_once']")


def test_the_public_gets_no_htmx():
    scripts = page("ui/shortcuts.html", frame=Frame(signed_in=False)).xpath("//script/@src")
    assert [src.rsplit("/", 1)[1] for src in scripts] == ["kheo.js"]
    assert any("htmx-2" in src for src in page("ui/shortcuts.html").xpath("//script/@src"))


def test_mistakes_are_told_in_the_title():
    assert page("ui/shortcuts.html", broken="x").find(".//title").text.startswith("Lỗi: Phím tắt")


def test_messages_are_spoken():
    shown = page("ui/shortcuts.html", messages=[Message(SUCCESS, "Đã giao 3 việc.")])
    assert shown.xpath("//*[@role='status']")[0].text_content() == "Đã giao 3 việc."


@pytest.mark.parametrize("name", PROBLEMS)
@pytest.mark.parametrize("frame", [None, Frame()])
def test_every_problem_has_one_heading_and_a_way_on(name, frame):
    shown = page(f"{name}.html", frame=frame)
    assert len(shown.findall(".//h1")) == 1
    assert shown.xpath("//*[contains(@class, 'empty')]/p")


def test_a_refusal_is_shown_in_its_own_words():
    assert (
        "Chỉ người giao việc được xác nhận."
        in page("403.html", exception="Chỉ người giao việc được xác nhận.").text_content()
    )
    assert "Cần minh chứng." in page("refused.html", sentence="Cần minh chứng.").text_content()


def test_a_long_job_is_followed_with_and_without_script():
    shown = render_to_string(
        "ui/_progress.html", {"message": "x", "done": 1, "total": 4, "running": True, "url": "/t/"}
    )
    assert 'hx-get="/t/"' in shown and 'value="1"' in shown and "<noscript>" in shown
    assert "hx-get" not in render_to_string("ui/_progress.html", {"message": "x", "done": 4, "total": 4})
    assert 'http-equiv="refresh"' in render_to_string("ui/_progress_head.html", {"running": True})
    assert render_to_string("ui/_progress_head.html", {}).strip() == ""


def test_the_look_stays_light():
    styles = b"".join(path.read_bytes() for path in STATIC.glob("*.css"))
    assert len(gzip.compress(styles)) <= 12 * 1024
    assert sum(path.stat().st_size for path in STATIC.glob("fonts/*.woff2")) <= 40 * 1024
    assert len((STATIC / "kheo.js").read_text().splitlines()) <= 200


def test_the_fonts_are_the_ones_we_vouch_for():
    lines = (STATIC / "fonts" / "README.txt").read_text().splitlines()
    vouched = dict(reversed(line.split()) for line in lines if line.endswith(".woff2"))
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in STATIC.glob("fonts/*.woff2")}
    assert found == vouched and len(found) == 2
