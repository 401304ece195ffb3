"""Every page of the site, as who may open it: everybody can use it, wide and narrow, and none depends on script."""

import pytest
from django.conf import settings
from django.urls import reverse
from lxml import html

from kheo.base import clock
from kheo.base.routes import routes
from tests.browser import launch, overflow, violations
from tests.commitments.conftest import facts, story
from tests.indicators.facts import NOW
from tests.site.every_page import NO_PAGE, town

__all__ = ["facts", "story"]
ROUTES = {route.name: route for route in routes()}


@pytest.fixture
def walk(db, monkeypatch, story):
    """All stops, on the morning of the figures; the clock stands for the served pages too."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return list(town(story).stops())


@pytest.mark.long
def test_every_route_is_walked_or_said_to_be_no_page(walk):
    """A new page is put into `every_page.py`; what is no page says there what it is."""
    walked = {stop.route for stop in walk}
    assert walked | set(NO_PAGE) == set(ROUTES)
    assert not walked & set(NO_PAGE)
    for stop in walk:
        answer = stop.who.get(stop.address)
        assert answer.status_code == 200, stop
        _needs_no_script(html.document_fromstring(answer.content.decode()), stop)


def _needs_no_script(page, stop):
    """What script fetches or sends, a link or a form does too; what only script can do is hidden until it runs."""
    for part in page.xpath("//*[@hx-get]"):
        assert part.xpath(".//a/@href") or part.tag == "a" or part.xpath(".//noscript"), f"{stop}: {part.get('hx-get')}"
    for part in page.xpath("//*[@hx-post]"):
        assert part.tag == "form" and part.get("method") == "post", f"{stop}: {part.get('hx-post')}"
    for button in page.iter("button"):
        sends = button.get("type", "submit") == "submit" and next(button.iterancestors("form"), None) is not None
        assert sends or button.get("hidden") is not None or stop.route == "ui:catalogue", f"{stop}: {button.text}"
    assert not page.xpath("//a[not(@href) or @href='#']"), stop
    assert not page.xpath("//*[@style or @onclick or @onchange]"), stop


@pytest.mark.parametrize("name", sorted(name for name, why in NO_PAGE.items() if why == "a form's address"))
def test_the_address_of_a_form_shows_nothing(world, client_of, name):
    numbers = [1] * len(ROUTES[name].arguments)
    answer = client_of(world.chair).get(reverse(name, args=numbers))
    assert answer.status_code in (302, 403, 404, 405)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_everybody_can_use_every_page(walk, live_server):
    with launch(1366) as browser:
        page, wrong = browser.new_page(), []
        page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
        for stop in walk:
            browser.clear_cookies()
            if settings.SESSION_COOKIE_NAME in stop.who.cookies:
                key = stop.who.cookies[settings.SESSION_COOKIE_NAME].value
                browser.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}])
            page.set_viewport_size({"width": 1366, "height": 768})
            answer = page.goto(live_server.url + stop.address)
            assert (answer.status, page.url) == (200, live_server.url + stop.address), stop
            wrong += [f"{stop} at 1366: {each}" for each in violations(page)]
            page.set_viewport_size({"width": 360, "height": 720})
            wrong += [f"{stop} at 360: {each}" for each in violations(page)]
            page.set_viewport_size({"width": 320, "height": 720})
            if overflow(page):
                wrong.append(f"{stop}: {overflow(page)} pixels too wide at 320")
    assert not wrong, "\n".join(wrong)
