"""What stands between the web server and the pages."""

import io

import pytest

from kheo.site.wsgi import hearing_out

FORM = b"a=" + b"x" * 300_000


def ask(method: str, stated: int) -> io.BytesIO:
    """Hand a form to a door that looks at none of it, and give what is left to read."""
    left = io.BytesIO(FORM)
    environ = {"REQUEST_METHOD": method, "CONTENT_LENGTH": str(stated), "wsgi.input": left}
    assert hearing_out(lambda _environ, _start: [b"no"])(environ, None) == [b"no"]
    return left


def test_a_form_that_was_refused_unread_is_read_to_its_end():
    assert ask("POST", len(FORM)).read() == b""


@pytest.mark.parametrize(("method", "stated"), [("GET", len(FORM)), ("POST", 10**12)], ids=["a page", "far too large"])
def test_what_is_no_form_or_far_too_large_stays_unread(method, stated):
    assert ask(method, stated).read() == FORM
