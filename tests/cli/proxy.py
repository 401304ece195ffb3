"""nginx as docs/operate.md configures it, word for word but for ports and paths, before real `./kheo serve`s."""

import contextlib
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPSConnection
from pathlib import Path

import pytest

from kheo.cli.home import PROJECT

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
NAME = "kheo.example"
WAIT = 90.0
AROUND = """
worker_processes 2;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 768; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    scgi_temp_path {folder}/scgi;
    uwsgi_temp_path {folder}/uwsgi;
    include {folder}/kheo.conf;
}}
"""


def block(path: str) -> str:
    """Give the file of this name that docs/operate.md shows, as it stands there."""
    told = (PROJECT / "docs" / "operate.md").read_text(encoding="utf-8")
    found = re.search(rf"^```\w+\n# {re.escape(path)}\n(.*?)^```$", told, re.MULTILINE | re.DOTALL)
    assert found, f"docs/operate.md does not show {path}"
    return found[1]


def need_nginx() -> None:
    """Skip loudly where nginx is missing; in CI it must be here."""
    if NGINX:
        return
    if os.environ.get("CI") == "true":
        raise pytest.UsageError("CI=true, but nginx is missing: the proxy's configuration must be tried here.")
    print("\n!!! PROXY TESTS SKIPPED: nginx is missing (apt-get install nginx-light)", file=sys.stderr)  # noqa: T201
    pytest.skip("nginx is missing")


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


@dataclass(frozen=True)
class Proxy:
    """nginx with TLS on `port`, plain on `plain`; its certificate is its own."""

    folder: Path
    port: int
    plain: int

    def connect(self, source: str = "127.0.0.1") -> HTTPSConnection:
        """Connect as a browser would that knows the certificate; `source` is the visitor's own address."""
        trust = ssl.create_default_context(cafile=str(self.folder / "fullchain.pem"))
        connection = HTTPSConnection("127.0.0.1", self.port, timeout=60, context=trust, source_address=(source, 0))
        raw = socket.create_connection(("127.0.0.1", self.port), timeout=60, source_address=(source, 0))
        connection.sock = trust.wrap_socket(raw, server_hostname=NAME)
        return connection


@contextlib.contextmanager
def proxied(folder: Path, first: int, second: int) -> Iterator[Proxy]:
    """Run nginx before two ports; it runs as root here would, or as we are."""
    made = Proxy(folder, free_port(), free_port())
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem", "-subj", f"/CN={NAME}",
         "-addext", f"subjectAltName=DNS:{NAME}"], check=True, capture_output=True,
    )  # fmt: skip
    told = block("/etc/nginx/conf.d/kheo.conf")
    for before, after in {
        "listen 80;": f"listen 127.0.0.1:{made.plain};",
        "listen 443 ssl": f"listen 127.0.0.1:{made.port} ssl",
        "127.0.0.1:8001": f"127.0.0.1:{first}",
        "127.0.0.1:8002": f"127.0.0.1:{second}",
        "/etc/ssl/kheo": str(folder),
    }.items():
        assert before in told, before
        told = told.replace(before, after)
    (folder / "kheo.conf").write_text(told, encoding="utf-8")
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder), encoding="utf-8")
    folder.chmod(0o755)
    order = [str(NGINX), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
    tried = subprocess.run([*order, "-t"], capture_output=True, encoding="utf-8", check=False)
    assert tried.returncode == 0, tried.stderr
    with subprocess.Popen(order) as server:
        try:
            until(lambda: is_open(made.port), server)
            yield made
        finally:
            server.terminate()
            server.wait(30)


def until(true: object, server: subprocess.Popen[bytes] | subprocess.Popen[str]) -> None:
    """Wait until something is so, while the server lives."""
    deadline = time.monotonic() + WAIT
    while not true():  # type: ignore[operator]
        assert server.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.05)


def is_open(port: int) -> bool:
    with socket.socket() as door:
        return door.connect_ex(("127.0.0.1", port)) == 0


def is_ready(port: int) -> bool:
    """Ask a process as its systemd unit does."""
    asked = urllib.request.Request(f"http://127.0.0.1:{port}/readyz", headers={"Host": NAME})  # noqa: S310
    with contextlib.suppress(OSError), urllib.request.urlopen(asked, timeout=10) as answer:  # noqa: S310
        return bool(answer.status == 200)
    return False


def form_on(page: str) -> dict[str, str]:
    """Give what the form that chooses a language hands in; it writes its once-token."""
    return {**dict(re.findall(r'name="(csrfmiddlewaretoken|_once)" value="([^"]+)"', page)), "language": "vi"}
