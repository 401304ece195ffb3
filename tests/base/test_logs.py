"""The log ties a request to its trace, and gives nobody away."""

import io
import json
import logging

import pytest
from django.db import IntegrityError
from django.urls import reverse

from kheo.base.logs import Json, Text
from kheo.base.models import AuditRecord
from tests.conftest import start_clock
from tests.world import NOTICE, Client

NAME, PHONE = "Người Được Nhắc Minh Hoạ", "0900112233"
CANARY = f"{NAME} {PHONE}"


@pytest.fixture(params=[Json, Text])
def log(request):
    """Everything that is logged at any level, in both dresses."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(request.param())
    root, ours = logging.getLogger(), logging.getLogger("kheo.requests")
    levels = [(each, each.level) for each in (root, ours)]
    root.addHandler(handler)
    for each, _level in levels:
        each.setLevel(logging.DEBUG)
    yield stream
    root.removeHandler(handler)
    for each, level in levels:
        each.setLevel(level)


def lines(stream):
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def requests(stream):
    return [line for line in lines(stream) if line["logger"] == "kheo.requests"]


json_only = pytest.mark.parametrize("log", [Json], indirect=True)


def test_of_who_answers_as_a_citizen_there_is_no_line_unless_a_page_fails(world, client_of, log):
    """A line has the minute, and who stood at the desk at that minute would be known."""
    client = client_of()
    client.get(reverse("satisfaction:start", args=["khong-co"]))
    client.post(reverse("satisfaction:questions", args=["khong-co"]), {"cau-1": "1"})
    client.get(reverse("satisfaction:thanks"))
    assert "satisfaction" not in log.getvalue()


@json_only
def test_one_line_a_request_with_the_number_of_its_trace(world, client_of, log):
    client = client_of(world.clerk)
    answer = client.post(reverse("work:read_in"), {"text": NOTICE, "issued_date": ""})
    (line,) = requests(log)
    facts = (line["method"], line["route"], line["status"], line["official"])
    assert facts == ("POST", "work:read_in", 302, world.clerk.pk)
    assert line["ms"] > 0 and line["at"].endswith("+00:00")
    assert line["request_id"] == answer.headers["X-Request-ID"]
    assert {str(each.request_id) for each in AuditRecord.objects.filter(verb="document.taken_in")} == {
        line["request_id"]
    }


@json_only
def test_routes_stand_for_addresses(world, client_of, log):
    client = client_of()
    for address in (f"/khong-co/{PHONE}/", "/static/ui/base.css", reverse("alive"), "/?noi=x"):
        client.get(address)
    client.generic(PHONE, "/")
    told = [(line["method"], line["route"], line["official"]) for line in requests(log)]
    assert told[:4] == [("GET", name, None) for name in ("none", "static", "alive", "portal:home")]
    assert told[4][0] == "OTHER"


def test_nothing_that_people_type_is_in_the_log(world, log, monkeypatch):
    client = Client(raise_request_exception=False)
    client.get("/", {"noi": CANARY})
    client.get(f"/khong-co/{CANARY}/")
    client.get("/", headers={"host": f"{PHONE}.example", "user-agent": CANARY, "referer": f"http://x/{PHONE}"})
    client.post(reverse("account_login"), {"login": NAME, "password": PHONE})
    client.force_login(world.clerk, backend="allauth.account.auth_backends.AuthenticationBackend")
    start_clock(client)
    client.post(reverse("work:read_in"), {"text": f"{NOTICE}\n{CANARY}", "issued_date": PHONE})
    client.post(reverse("work:read_in"), {"text": f"{NOTICE}\n{CANARY}", "issued_date": "", "_once": PHONE})
    client.get(reverse("work:tasks"), {"q": CANARY})

    def fails(*_args, **_more):
        raise IntegrityError(f"Key (name)=({CANARY}) already exists.") from ValueError(CANARY)

    monkeypatch.setattr("kheo.office.queue.mine", fails)
    assert client.get(reverse("office:my_work"), {"q": CANARY}).status_code == 500
    said = log.getvalue()
    assert "IntegrityError" in said and "office/views" in said, "the failure itself is told"
    for word in (NAME, PHONE, "Minh Ho", world.clerk.username, "127.0.0.1"):
        assert word not in said


@json_only
def test_messages_of_others_come_without_what_they_fill_in(log):
    logging.getLogger("some.library").warning("cannot read %s", CANARY)
    logging.getLogger("django.request").warning("Not Found: %s", CANARY, extra={"status_code": 404})
    logging.getLogger("kheo.something").warning("%d rows", 3)
    assert [line["message"] for line in lines(log)] == ["cannot read %s", "", "3 rows"]
    assert lines(log)[1]["status"] == 404
