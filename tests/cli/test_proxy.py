"""Before Khéo stands Debian's nginx with the very configuration of docs/operate.md: what people see through it."""

import re
import statistics
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from http.client import HTTPResponse
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.cli.proxy import NAME, Proxy, free_port, is_ready, need_nginx, proxied, until
from tests.cli.test_installation import Installation, room
from tests.cli.test_upgrade import FOUNDED

pytestmark = pytest.mark.long
SLOW = 300  # visitors who send one letter now and then
PATIENT = 1.0  # seconds; a page takes some 20 ms


@pytest.fixture(scope="module")
def ward() -> Iterator[Installation]:
    """A locality with its administrator, and the settings that `init` wrote for it."""
    need_nginx()
    made = Installation(room())
    made.home.parent.joinpath("said").write_text(made.kheo(*FOUNDED), encoding="utf-8")
    lines = (made.home / "kheo.env").read_text(encoding="utf-8").splitlines()
    yield Installation(made.home, dict(line.replace("'", "").split("=", 1) for line in lines))
    made.take_away()


@pytest.fixture(scope="module")
def proxy(ward: Installation, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    """The proxy before one serving process; the other port is closed, as while that one is restarted."""
    port = free_port()
    server = ward.start("serve", "--no-worker", "--port", str(port))
    folder = ward.home.parent / "nginx"
    folder.mkdir()
    try:
        until(lambda: is_ready(port), server)
        with proxied(folder, free_port(), port) as made:
            yield made
    finally:
        server.terminate()
        server.communicate()


class Visitor:
    """Keeps cookies as a browser does."""

    def __init__(self, proxy: Proxy, source: str = "127.0.0.1") -> None:
        self.proxy, self.source, self.cookies = proxy, source, {}  # type: ignore[var-annotated]
        self.set: list[str] = []

    def ask(self, path: str, form: dict[str, str] | bytes | None = None, **headers: str) -> tuple[HTTPResponse, str]:
        """Ask for a page, or hand in a form."""
        body = urlencode(form).encode() if isinstance(form, dict) else form
        sent = {"Host": NAME, "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), **headers}
        if body is not None:
            sent |= {"Origin": f"https://{NAME}", "Content-Type": "application/x-www-form-urlencoded"}
        with closing(self.proxy.connect(self.source)) as connection:
            connection.request("GET" if body is None else "POST", path, body, sent)
            answer = connection.getresponse()
            page = answer.read().decode()
        self.set = answer.headers.get_all("Set-Cookie") or []
        for cookie in self.set:
            name, _, rest = cookie.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        return answer, page

    def sign_in(self, name: str, password: str, **headers: str) -> HTTPResponse:
        """Hand in the form of signing in."""
        _answer, page = self.ask("/dang-nhap/")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token
        return self.ask(
            "/dang-nhap/", {"csrfmiddlewaretoken": token[1], "login": name, "password": password}, **headers
        )[0]


def test_an_administrator_signs_in_with_cookies_that_no_other_host_may_set(ward: Installation, proxy: Proxy) -> None:
    told = (ward.home.parent / "said").read_text(encoding="utf-8")
    password = re.search(r"hai lớp:\n\n    (\S+)", told)
    assert password
    visitor = Visitor(proxy)
    answer = visitor.sign_in("quan.tri", password[1])
    assert answer.status == 302
    assert {"__Host-kheo", "__Host-csrf"} <= set(visitor.cookies)
    session = next(cookie for cookie in visitor.set if cookie.startswith("__Host-kheo="))
    for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert part in session
    assert "domain" not in session.lower()
    answer, page = visitor.ask("/viec-cua-toi/")
    assert answer.status in (200, 302)
    assert "dang-nhap/?next" not in str(answer.headers.get("Location"))


def test_browsers_are_told_to_keep_to_tls_and_plain_requests_are_sent_there(proxy: Proxy) -> None:
    answer, page = Visitor(proxy).ask("/")
    assert answer.status == 200
    assert answer.headers["Strict-Transport-Security"] == "max-age=15552000"
    assert "nginx/" not in str(answer.headers["Server"])
    said = subprocess.run(
        ["curl", "-si", "-H", f"Host: {NAME}", f"http://127.0.0.1:{proxy.plain}/tin?a=1"],
        capture_output=True,
        text=True,
    ).stdout
    assert "301 Moved Permanently" in said
    assert f"Location: https://{NAME}/tin?a=1" in said


def test_another_name_is_refused(proxy: Proxy) -> None:
    assert Visitor(proxy).ask("/", Host="xau.example")[0].status == 400


def test_each_visitor_is_known_by_the_own_address_whatever_is_claimed(proxy: Proxy) -> None:
    """The bound on failed sign-ins is 60 a minute for an address: one visitor meets it, the neighbour does not."""
    guesser, statuses = Visitor(proxy, "127.0.0.2"), []
    _answer, page = guesser.ask("/dang-nhap/")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    for number in range(70):
        form = {"csrfmiddlewaretoken": token[1], "login": f"nguoi-{number}", "password": "mật khẩu đoán mò"}
        answer, page = guesser.ask("/dang-nhap/", form, **{"X-Forwarded-For": f"203.0.113.{number}"})
        statuses.append((answer.status, "quá nhiều lần" in page.lower() or answer.status == 429))
        if statuses[-1][1]:
            break
    assert statuses[-1][1], statuses
    assert len(statuses) > 50, statuses
    neighbour = Visitor(proxy, "127.0.0.3").sign_in("nguoi-khac", "mật khẩu đoán mò")
    assert neighbour.status != 429


def test_a_body_that_is_too_large_is_answered_with_our_own_page(proxy: Proxy) -> None:
    answer, page = Visitor(proxy).ask("/dang-nhap/", b"x" * (27 * 1024 * 1024))
    assert answer.status == 413
    assert "Tệp gửi lên quá lớn" in page
    assert "nginx" not in page


def test_a_body_of_a_size_that_is_allowed_goes_through(proxy: Proxy) -> None:
    answer, page = Visitor(proxy).ask("/dang-nhap/", b"a=" + b"x" * (4 * 1024 * 1024))
    assert answer.status == 403, "it reached Khéo, which misses the form's token"
    assert "nginx" not in page


def test_hundreds_of_slow_visitors_keep_nobody_waiting(proxy: Proxy, capsys: pytest.CaptureFixture[str]) -> None:
    def seconds(times: int = 20) -> float:
        took = []
        for _ in range(times):
            began = time.monotonic()
            assert Visitor(proxy).ask("/")[0].status == 200
            took.append(time.monotonic() - began)
        return statistics.quantiles(took, n=20)[-1]

    alone = seconds()
    with ExitStack() as slow:
        doors = [slow.enter_context(closing(proxy.connect())) for _ in range(SLOW)]
        for number, door in enumerate(doors):  # half dawdle in the head, half in the body of a form
            head = b"GET / HTTP/1.1\r\nHost: kheo.example\r\n"
            form = b"POST /dang-nhap/ HTTP/1.1\r\nHost: kheo.example\r\nContent-Length: 9000\r\n\r\na"
            door.sock.sendall(form if number % 2 else head)
        among = seconds()
    with capsys.disabled():
        print(f"\np95 of a page: {alone * 1000:.0f} ms alone, {among * 1000:.0f} ms among {SLOW} slow visitors")  # noqa: T201
    assert among < max(2 * alone, PATIENT)


def test_while_nobody_serves_people_read_a_sentence(ward: Installation, tmp_path: Path) -> None:
    with proxied(tmp_path, free_port(), free_port()) as alone:
        answer, page = Visitor(alone).ask("/")
    assert (answer.status, answer.headers["Retry-After"]) == (503, "60")
    assert "Khéo đang tạm ngừng phục vụ" in page
