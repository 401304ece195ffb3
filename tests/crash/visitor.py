"""A visitor of the real site: signs in, fills the forms that the pages show, and sends each until it is answered."""

import http.client
import time
import uuid
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

from lxml import html

PATIENCE = 90.0  # seconds until a form that nobody answers counts as a failure of the site
PAUSE = 0.05


class NoAnswer(Exception):
    """The site gave no answer within PATIENCE."""


@dataclass(frozen=True)
class Upload:
    """A file in a form."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Answer:
    """What came back at last, and how often the same form had to be sent."""

    status: int
    location: str
    text: str
    tries: int


class Visitor:
    """One browser, kept between requests by its cookies only; follows no redirects."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}

    def sign_in(self, username: str, password: str) -> None:
        """Sign in by the real page."""
        fields = {**self.form("/dang-nhap/"), "login": username, "password": password}
        answer = self.send("/dang-nhap/", fields)
        if answer.status != 302:
            raise NoAnswer(f"sign-in as {username}: {answer.status}")

    def form(self, path: str) -> dict[str, str]:
        """Give the values, as shown, of the form on the page that posts back to the page itself."""
        page = html.fromstring(self.get(path).text)
        for form in page.forms:
            if form.method == "POST" and (form.action or path) == path:
                return {name: value for name, value in form.form_values() if isinstance(value, str)}
        raise NoAnswer(f"{path}: no form")

    def token(self) -> str:
        """Give the anti-forgery token of this browser."""
        return self.cookies.get("csrftoken", "")

    def get(self, path: str) -> Answer:
        """Ask for a page until it comes."""
        return self._until_answered("GET", path, b"", {})

    def send(self, path: str, fields: dict[str, str], **files: Upload) -> Answer:
        """Send a form, the very same bytes again and again, until the site answers. 5xx is no answer."""
        fields = {"csrfmiddlewaretoken": self.token(), **fields}
        if not files:
            kind, body = "application/x-www-form-urlencoded", urlencode(fields).encode()
        else:
            kind, body = multipart(fields, files)
        return self._until_answered("POST", path, body, {"Content-Type": kind, "Referer": f"http://127.0.0.1{path}"})

    def _until_answered(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        deadline = time.monotonic() + PATIENCE
        tries = 0
        while time.monotonic() < deadline:
            tries += 1
            answer = self._once(method, path, body, headers, tries)
            if answer is not None and answer.status < 500:
                return answer
            time.sleep(PAUSE)
        raise NoAnswer(f"{method} {path}")

    def _once(self, method: str, path: str, body: bytes, headers: dict[str, str], tries: int) -> Answer | None:
        """Send one request; None when the connection broke."""
        door = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        kept = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            door.request(method, path, body or None, {**headers, "Cookie": kept})
            answer = door.getresponse()
            text = answer.read().decode(errors="replace")
        except (OSError, http.client.HTTPException):
            return None
        finally:
            door.close()
        for line in answer.headers.get_all("Set-Cookie") or []:
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        return Answer(answer.status, urlsplit(answer.headers.get("Location", "")).path, text, tries)


def multipart(fields: dict[str, str], files: dict[str, Upload]) -> tuple[str, bytes]:
    """Write a form with files as a browser does."""
    border = uuid.uuid4().hex
    parts = [
        f'--{border}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    for name, file in files.items():
        head = f'--{border}\r\nContent-Disposition: form-data; name="{name}"; filename="{file.name}"\r\n\r\n'
        parts += [head.encode(), file.content, b"\r\n"]
    return f"multipart/form-data; boundary={border}", b"".join([*parts, f"--{border}--\r\n".encode()])
