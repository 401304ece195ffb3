"""A headless Chromium for tests: no script if asked, no request that leaves this machine."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

from tests import emptying  # noqa: F401  a live server's test ends with an emptied database
from tests.conftest import CHROMIUM

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (320, 360, 1366)
# Playwright's sync interface runs a loop in the test's thread; the ORM may still be asked there, one thing at a time.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
HERE = {"127.0.0.1", "localhost"}


@contextmanager
def launch(width: int = 1366, height: int = 768, *, java_script_enabled: bool = True) -> Iterator[BrowserContext]:
    """Open Chromium with one fresh context; a request to another machine is refused and fails the test at the end."""
    strangers: list[str] = []

    def guard(route: Route) -> None:
        url = urlsplit(route.request.url)
        if url.scheme in ("data", "blob") or url.hostname in HERE:
            route.continue_()
        else:
            strangers.append(route.request.url)
            route.abort()

    with sync_playwright() as player:
        browser: Browser = player.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = browser.new_context(
            viewport={"width": width, "height": height}, java_script_enabled=java_script_enabled, locale="vi-VN"
        )
        context.route("**/*", guard)
        try:
            yield context
        finally:
            browser.close()
            connections.close_all()  # asked beside Playwright's loop, the ORM had opened one of its own
    assert not strangers, f"pages asked other machines: {strangers}"


def violations(page: Page) -> list[str]:
    """Run axe on the page as it stands: WCAG 2.2 A and AA and best practice; one line a violation."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    found = page.evaluate("async (options) => (await axe.run(options)).violations", options)
    return [f"{v['id']}: {v['help']} at {[node['target'] for node in v['nodes']][:5]}" for v in found]


def overflow(page: Page) -> int:
    """Give by how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def shoot(page: Page, folder: Path, name: str) -> Path:
    """Take a picture of the whole page, for looking at."""
    folder.mkdir(parents=True, exist_ok=True)
    width = page.viewport_size["width"] if page.viewport_size else 0
    page.screenshot(path=(path := folder / f"{name}-{width}.png"), full_page=True)
    return path
