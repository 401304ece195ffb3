"""The database is away: every page still answers in our words, and machines are told what is the matter.

A process of its own, whose database address leads to a port where nobody listens.
"""

import json
import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.long

ASKING = """
import json, django
django.setup()
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory
from kheo.site import errors

# An asked-for page, a made-up one, a name that is not ours, a form without its secret, too large a body; and the rest.
told = {}
def note(what, answer):
    told[what] = [answer.status_code, answer.content.decode(), dict(answer.headers)]

for what, path, cookie, more in [
    ("page", "/", "", {}), ("page of a session", "/viec-cua-toi/", "x" * 32, {}), ("no page", "/khong-co/", "", {}),
    ("wrong name", "/", "", {"headers": {"host": "gia-mao.example"}}),
    ("alive", "/healthz", "", {}), ("ready", "/readyz", "", {}), ("ready for a browser", "/readyz", "x" * 32, {}),
]:
    client = Client(raise_request_exception=False)
    if cookie:
        client.cookies["sessionid"] = cookie
    note(what, client.get(path, **more))
strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
note("form without secret", strict.post("/dang-nhap/", {"login": "x", "password": "y"}))
large = Client(raise_request_exception=False)
note("too large", large.generic("POST", "/dang-nhap/", b"x", CONTENT_LENGTH=str(10**10)))
request = RequestFactory().get("/")
note("not for the post", errors.permission_denied(request, PermissionDenied("Chức danh khác (minh hoạ).")))
note("too often", errors.too_many(request))
try:
    raise ZeroDivisionError
except ZeroDivisionError:
    note("our fault", errors.server_error(request))
print(json.dumps(told))
"""

PAGES = {
    "page": (503, "Khéo đang tạm ngừng phục vụ"),
    "page of a session": (503, "Khéo đang tạm ngừng phục vụ"),
    "no page": (404, "Không tìm thấy trang này"),
    "wrong name": (400, "Trang gửi lên chưa đủ để xử lý"),
    "form without secret": (403, "Trang mở đã lâu nên chưa gửi được"),
    "too large": (413, "Tệp gửi lên quá lớn"),
    "not for the post": (403, "Chức danh khác (minh hoạ)."),
    "too often": (429, "Đã thử quá nhiều lần"),
    "our fault": (500, "Khéo đang gặp trục trặc"),
}


@pytest.fixture(scope="module")
def told():
    """What a process without a database answers."""
    away = {"DATABASE_URL": "postgresql://kheo_app@127.0.0.1:1/kheo", "DJANGO_SETTINGS_MODULE": "kheo.site.settings"}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("KHEO_", "DATABASE_"))}
    asked = subprocess.run([sys.executable, "-c", ASKING], env=kept | away, capture_output=True, check=True, timeout=60)
    return json.loads(asked.stdout)


@pytest.mark.parametrize("what", PAGES)
def test_a_page_of_ours_comes_in_words(told, what):
    status, words = PAGES[what]
    assert told[what][0] == status
    assert words in told[what][1] and "<h1>" in told[what][1] and "ui/base.css" in told[what][1]
    assert "Traceback" not in told[what][1] and "127.0.0.1:1" not in told[what][1]


def test_whoever_asks_is_told_when_to_come_back(told):
    assert told["page"][2]["Retry-After"] == "30"
    assert told["too often"][2]["Retry-After"] == "300"


def test_a_machine_is_told_that_the_process_lives_and_cannot_serve(told):
    assert told["alive"][0] == 200
    assert told["ready"][0] == 503
    parts = json.loads(told["ready"][1])
    assert (parts["status"], parts["database"], parts["files"]) == ("unavailable", False, True)


def test_every_answer_carries_its_number(told):
    """Those that the handlers of the test itself drew did not pass the site."""
    numbers = [
        told[what][2].get("X-Request-ID") for what in told if what not in ("not for the post", "too often", "our fault")
    ]
    assert all(numbers) and len(set(numbers)) == len(numbers)
