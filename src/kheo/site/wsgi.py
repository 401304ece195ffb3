"""The door for the web server: `kheo serve` hands this to granian."""

import os
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kheo.site.settings")

Door = Callable[[dict[str, Any], Any], Iterable[bytes]]
PIECE = 1 << 16


def hearing_out(door: Door) -> Door:
    """Read a form to its end though the answer needed less of it, as a refused one does.

    Whoever closes a connection with bytes unread resets it, and the proxy, still sending, tells the reader that nobody
    serves instead of what was answered. What is larger than any file that Khéo takes stays unread.
    """

    def opened(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        answer = door(environ, start_response)
        stated = str(environ.get("CONTENT_LENGTH", ""))
        if environ["REQUEST_METHOD"] == "POST" and stated.isdecimal() and int(stated) <= settings.KHEO_LARGEST_BODY:
            while environ["wsgi.input"].read(PIECE):
                pass
        return answer

    return opened


application = hearing_out(get_wsgi_application())
