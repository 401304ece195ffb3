"""Who walks the road: with a mouse, on a phone, without script, or by keyboard alone. Each page passed is examined."""

from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Download, Locator, Page, Request, expect

from kheo.demo.ward import PASSWORD
from tests.browser import overflow, shoot, violations

MOST_TABS = 250
UNDER_WAY = ".htmx-request, .htmx-swapping, .htmx-added, .htmx-settling"
# The outline is the element's own, or that of the whole row which is its link (::after).
SEEN = """e => [null, "::after"].some((part) => {
  const look = getComputedStyle(e, part);
  return look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2;
})"""


class Walker:
    """Walks with a mouse or a finger: presses what is named, fills what is labelled, counts the pages loaded."""

    examines = True

    def __init__(
        self, context: BrowserContext, address: str, *, has_script: bool, pictures: Path | None = None
    ) -> None:
        self.page: Page = context.new_page()
        self.address, self.has_script, self.pictures = address, has_script, pictures
        self.loads = 0
        self.faults: list[str] = []
        self.page.on("request", self._count)
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on("response", self._answered)

    def _count(self, request: Request) -> None:
        """Count a page load; a redirect after a form belongs to the page that it leads to."""
        if request.is_navigation_request() and request.frame == self.page.main_frame and not request.redirected_from:
            self.loads += 1

    def _answered(self, response: Any) -> None:
        if response.status >= 400:
            self.faults.append(f"{response.status} {response.url}")

    def look(self, name: str) -> None:
        """Examine the page as it stands, with what it fetched: axe, no sideways scrolling, and a picture."""
        if self.page.locator("[hx-trigger=load]").count() and self.has_script:
            self.page.wait_for_load_state("networkidle")
        if self.examines:
            self.faults += [f"{name}: {line}" for line in violations(self.page)]
        if wide := overflow(self.page):
            self.faults.append(f"{name}: {wide} px too wide")
        if self.pictures is not None:
            shoot(self.page, self.pictures, name)

    def sign_in(self, username: str) -> None:
        """Sign in on the sign-in page, from wherever the way begins."""
        self.page.goto(f"{self.address}/dang-nhap/")
        self.fill("Tên đăng nhập", username)
        self.fill("Mật khẩu", PASSWORD)
        self.press("Đăng nhập")
        self.loads = 0

    def sign_out(self) -> None:
        """Leave."""
        self.press("Đăng xuất")

    def fill(self, label: str, words: str, within: Locator | None = None) -> None:
        """Write into the field with this label."""
        self._fill((within or self.page.locator("main")).get_by_label(label).first, words)

    def tick(self, label: str, within: Locator) -> None:
        """Tick the box with this label."""
        self._press(within.get_by_label(label))

    def choose(self, label: str, option: str, within: Locator) -> None:
        """Choose an option of the list with this label."""
        self._choose(within.get_by_label(label), option)

    def hand_in(self, label: str, file: Path) -> None:
        """Give a file to the field with this label."""
        with self.page.expect_file_chooser() as chooser:
            self._press(self.page.get_by_label(label).first)
        chooser.value.set_files(file)

    def press(self, name: str) -> None:
        """Press the button of this name and wait for what it brings: a page, or a fragment put into this one."""
        button = self.page.get_by_role("button", name=name, exact=True)
        if self.has_script and button.locator("xpath=ancestor::form[@hx-post]").count():
            with self.page.expect_response(lambda response: response.request.method == "POST"):
                self._press(button)
            expect(self.page.locator(UNDER_WAY)).to_have_count(0)
        else:
            with self.page.expect_navigation():
                self._press(button)

    def follow(self, name: str, within: Locator | None = None) -> None:
        """Follow the link whose words begin so."""
        link = (within or self.page.locator("body")).get_by_role("link", name=name).first
        with self.page.expect_navigation():
            self._follow(link)

    def take(self, name: str) -> Download:
        """Follow a link that gives a file."""
        with self.page.expect_download() as download:
            self._follow(self.page.get_by_role("link", name=name))
        self.loads -= 1  # a file is no page
        return download.value

    def _press(self, what: Locator) -> None:
        what.click()

    def _follow(self, link: Locator) -> None:
        link.click()

    def _fill(self, field: Locator, words: str) -> None:
        field.fill(words)

    def _choose(self, field: Locator, option: str) -> None:
        field.select_option(label=option)


class PlainWalker(Walker):
    """Walks through the same pages a second time: axe has seen them already."""

    examines = False


class KeyboardWalker(PlainWalker):
    """Has no mouse: goes by Tab, presses by Enter and Space, chooses by arrows, and always sees where the focus is."""

    def _reach(self, what: Locator) -> None:
        """Tab until the thing has the focus."""
        wanted = what.element_handle()
        for _step in range(MOST_TABS):
            if self.page.evaluate("e => document.activeElement === e", wanted):
                break
            self.page.keyboard.press("Tab")
        else:
            raise AssertionError(f"{MOST_TABS} times Tab did not reach {what}")
        if not self.page.evaluate(SEEN, wanted):
            self.faults.append(f"focus cannot be seen on {what}")

    def _press(self, what: Locator) -> None:
        self._reach(what)
        self.page.keyboard.press("Space")

    def _follow(self, link: Locator) -> None:
        self._reach(link)
        self.page.keyboard.press("Enter")

    def _fill(self, field: Locator, words: str) -> None:
        self._reach(field)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(words)

    def _choose(self, field: Locator, option: str) -> None:
        self._reach(field)
        for _step in range(field.locator("option").count()):
            if field.locator("option:checked").inner_text().strip() == option:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"no option {option!r} in {field}")
