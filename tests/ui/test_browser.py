"""The catalogue in a real browser: everybody can use it, on a phone too, with and without script."""

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from kheo.ui.parts import Mistake
from tests.browser import WIDTHS, launch, overflow, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = ["ui:catalogue", "ui:shortcuts"]


@pytest.mark.parametrize("width", WIDTHS)
def test_everybody_can_use_every_part(live_server, width):
    with launch(width) as browser:
        page = browser.new_page()
        for address in [*(reverse(name) for name in PAGES), "/khong-co-trang-nay/"]:
            page.goto(live_server.url + address)
            assert violations(page) == []
            assert overflow(page) == 0


def test_the_checker_itself_can_say_no():
    with launch() as browser:
        page = browser.new_page()
        page.set_content("<html><body><img src='data:,'><input></body></html>")
        assert any(line.startswith("image-alt") for line in violations(page))


def test_controls_are_large_enough_for_a_thumb(live_server):
    with launch(360) as browser:
        page = browser.new_page()
        page.goto(live_server.url + reverse("ui:catalogue"))
        small = page.eval_on_selector_all(
            ".btn, .door, .field select, .field input:not([type=radio], [type=checkbox]), textarea, .choice label,"
            ".check, .nav a",
            "all => all.filter(e => e.getClientRects().length && e.getBoundingClientRect().height < 44)"
            ".map(e => e.outerHTML.slice(0, 80))",
        )
        assert small == []


def test_keys_walk_the_rows_and_can_be_switched_off(live_server):
    with launch() as browser:
        page = browser.new_page()
        page.goto(live_server.url + reverse("ui:catalogue"))
        focused = "document.activeElement.textContent.trim()"
        page.keyboard.press("j")
        assert "Nộp kết quả" in page.evaluate(focused)
        page.keyboard.press("j")
        assert "Duyệt" in page.evaluate(focused)
        page.keyboard.press("k")
        assert "Nộp kết quả" in page.evaluate(focused)
        page.locator("#viec-1 a.no").focus()
        page.keyboard.press("d")
        assert page.locator("#viec-1 [data-key=d]").is_checked()
        page.keyboard.press("e")
        assert page.evaluate("document.activeElement.id") == "v1"
        page.keyboard.type("d")
        assert page.locator("#viec-1 [data-key=d]").is_checked()
        page.get_by_role("button", name="Tắt phím tắt").click()
        page.reload()
        page.keyboard.press("j")
        assert page.evaluate("document.activeElement.tagName") == "BODY"


def test_a_double_click_sends_a_form_once(live_server):
    with launch() as browser:
        page = browser.new_page()
        page.goto(live_server.url + reverse("ui:catalogue"))
        sent = page.evaluate(
            """() => {
                const form = document.querySelector("form.form");
                form.method = "post";
                const sent = [];
                addEventListener("submit", (event) => { sent.push(!event.defaultPrevented); event.preventDefault(); });
                const button = form.querySelector("button");
                button.click();
                button.click();
                return sent;
            }"""
        )
        assert sent == [True, False]


def test_mistakes_take_the_focus(live_server):
    with launch() as browser:
        page = browser.new_page()
        page.route("**/ui/phim-tat/", _with_a_mistake)
        page.goto(live_server.url + reverse("ui:shortcuts"))
        assert page.evaluate("document.activeElement.className") == "err-sum"


def _with_a_mistake(route):
    summary = render_to_string("ui/_errors.html", {"mistakes": [Mistake("Hãy điền hạn.", "id_due")]})
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text().replace("<h1>", summary + "<h1>"))


def test_without_script_nothing_that_needs_it_is_offered(live_server):
    with launch(java_script_enabled=False) as browser:
        page = browser.new_page()
        page.goto(live_server.url + reverse("ui:catalogue"))
        assert page.get_by_text("Bật phím tắt").or_(page.get_by_text("In trang này")).count() > 0
        assert not page.get_by_text("In trang này").is_visible()
        assert page.get_by_role("heading", name="Thành phần giao diện").is_visible()


def test_on_paper_tables_keep_columns_and_buttons_are_gone(live_server):
    with launch(360) as browser:
        page = browser.new_page()
        page.goto(live_server.url + reverse("ui:catalogue"))
        page.emulate_media(media="print")
        assert not page.get_by_role("link", name="Nộp kết quả", exact=True).first.is_visible()
        assert page.eval_on_selector("table.stack td", "e => getComputedStyle(e).display") == "table-cell"
