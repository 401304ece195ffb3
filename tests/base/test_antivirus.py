"""The antivirus scanner beside Khéo, with the real clamd and a signature of our own (no list can be fetched here)."""

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kheo.base import attachments
from kheo.base.models import Attachment
from kheo.errors import RuleBroken

CLAMD = shutil.which("clamd") or "/usr/sbin/clamd"
MARK = b"dau hieu thu nghiem cua Kheo"
pytestmark = pytest.mark.crash  # it starts a server of its own


def paper(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("bao-cao.txt", content)


@pytest.fixture(scope="module")
def clamd():
    """A scanner that knows one signature; gives the path of its socket."""
    if not Path(CLAMD).exists():
        assert os.environ.get("CI") != "true", "CI=true, but clamd is missing (apt-get install clamav-daemon)"
        pytest.skip("clamd is missing (apt-get install clamav-daemon)")
    with tempfile.TemporaryDirectory(prefix="kheo-clamd-") as name:
        folder = Path(name)
        (folder / "kheo.ndb").write_text(f"Kheo.Thu-1:0:*:{MARK.hex()}\n")
        settings = {
            "LocalSocket": folder / "clamd.sock",
            "DatabaseDirectory": folder,
            "TemporaryDirectory": folder,
            "Foreground": "yes",
            "StreamMaxLength": "30M",
        }
        conf = folder / "clamd.conf"
        conf.write_text("".join(f"{key} {value}\n" for key, value in settings.items()))
        process = subprocess.Popen([CLAMD, "-c", str(conf)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            for _ in range(300):
                if settings["LocalSocket"].exists():
                    break
                time.sleep(0.1)
            yield str(settings["LocalSocket"])
        finally:
            process.terminate()
            process.wait(20)


def test_what_the_scanner_knows_is_refused_and_not_kept(world, clamd, settings):
    settings.KHEO_CLAMD = clamd
    with pytest.raises(RuleBroken, match="diệt vi-rút chặn") as broken:
        attachments.keep(paper(b"Bao cao " + MARK), by=world.clerk)
    assert broken.value.field == "file"
    assert not Attachment.objects.exists()
    assert not [path for path in Path(settings.KHEO_FILES).rglob("*") if path.is_file()]


def test_what_the_scanner_does_not_know_is_kept_whole(world, clamd, settings):
    settings.KHEO_CLAMD = clamd
    content = b"Bao cao minh hoa\n" * 200_000
    assert attachments.read(attachments.keep(paper(content), by=world.clerk)).read() == content


def test_a_silent_scanner_closes_the_door(world, settings, tmp_path):
    settings.KHEO_CLAMD = str(tmp_path / "nobody.sock")
    with pytest.raises(RuleBroken, match="chưa trả lời"):
        attachments.keep(paper(b"Bao cao"), by=world.clerk)


def test_without_a_scanner_files_are_kept(world, settings):
    settings.KHEO_CLAMD = ""
    assert attachments.keep(paper(b"Bao cao"), by=world.clerk)
