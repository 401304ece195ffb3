"""A small real OpenID Connect issuer on this machine: tests ask it over HTTP, as an operator's own would be asked."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt

CLIENT_ID, SECRET = "kheo-minh-hoa", "bi-mat-minh-hoa"


class Issuer(ThreadingHTTPServer):
    """Vouches for whoever `person` is: the claims `sub` and `preferred_username`."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Desk)
        self.person: dict[str, str] = {}
        self.asked: dict[str, dict[str, str]] = {}  # code -> what the authorization asked

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.server_port}"


class _Desk(BaseHTTPRequestHandler):
    server: Issuer

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        url = self.server.url
        if parts.path == "/.well-known/openid-configuration":
            doors = {
                "authorization_endpoint": "vao",
                "token_endpoint": "the",
                "userinfo_endpoint": "ai",
                "jwks_uri": "khoa",
            }
            self._answer({"issuer": url, **{name: f"{url}/{door}" for name, door in doors.items()}})
        elif parts.path == "/vao":
            asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
            code = secrets.token_hex(8)
            self.server.asked[code] = asked
            self.send_response(302)
            self.send_header(
                "Location", f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"
            )
            self.end_headers()
        elif parts.path == "/ai" and self.headers["Authorization"] == "Bearer the-minh-hoa":
            self._answer(self.server.person)
        else:
            self.send_error(404)

    def do_POST(self) -> None:
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        given = {name: values[0] for name, values in form.items()}
        asked = self.server.asked.pop(given.get("code", ""), {})
        challenge = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
        proven = base64.urlsafe_b64encode(challenge).rstrip(b"=").decode() == asked.get("code_challenge")
        if not proven or (given.get("client_id"), given.get("client_secret")) != (CLIENT_ID, SECRET):
            self.send_error(400)
            return
        claims = {"iss": self.server.url, "aud": CLIENT_ID, "exp": int(time.time()) + 60, **self.server.person}
        token = jwt.encode(claims, "k" * 32, algorithm="HS256")
        self._answer({"access_token": "the-minh-hoa", "token_type": "Bearer", "id_token": token})

    def _answer(self, body: dict[str, Any]) -> None:
        content = json.dumps(body).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args: Any) -> None:
        """Stay quiet."""


@contextmanager
def running() -> Iterator[Issuer]:
    """Serve while the test runs."""
    with Issuer() as issuer:
        thread = threading.Thread(target=issuer.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield issuer
        finally:
            issuer.shutdown()
            thread.join()
