"""An antivirus scanner beside Khéo (clamd), where an operator runs one; off unless KHEO_CLAMD names it."""

import socket
import struct
from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext as _

from kheo.errors import RuleBroken

PATIENCE = 30.0  # seconds


def check(chunks: Iterable[bytes]) -> None:
    """Let clamd look at the bytes (its INSTREAM command). RuleBroken when it finds something, or gives no answer.

    A scanner that was asked for and is silent closes the door: a file nobody looked at is not taken.
    """
    if not settings.KHEO_CLAMD:
        return
    try:
        answer = _ask(settings.KHEO_CLAMD, chunks)
    except OSError:
        answer = ""
    if answer.endswith("FOUND"):
        raise RuleBroken(_("Phần mềm diệt vi-rút chặn tệp này. Hãy quét máy của mình rồi gửi lại."), field="file")
    if not answer.endswith("OK"):
        sentence = _("Máy quét vi-rút chưa trả lời nên chưa nhận được tệp. Hãy thử lại sau ít phút.")
        raise RuleBroken(sentence, field="file")


def _ask(address: str, chunks: Iterable[bytes]) -> str:
    """Send length-prefixed chunks, then a chunk of no length; the answer is one line."""
    with _door(address) as door:
        door.sendall(b"zINSTREAM\0")
        for chunk in chunks:
            if chunk:
                door.sendall(struct.pack(">I", len(chunk)) + chunk)
        door.sendall(struct.pack(">I", 0))
        told = b""
        while part := door.recv(4096):
            told += part
        return told.rstrip(b"\0\n").decode(errors="replace")


def _door(address: str) -> socket.socket:
    """Open `host:port` or the path of a socket."""
    if address.startswith("/"):
        door = socket.socket(socket.AF_UNIX)
        door.settimeout(PATIENCE)
        door.connect(address)
        return door
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=PATIENCE)
