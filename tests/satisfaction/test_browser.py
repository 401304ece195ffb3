"""Citizens and officials in a real browser: by thumb, by keyboard, without script, on a narrow phone and at a kiosk."""

import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.urls import reverse

from kheo.apologies.actions import issue_slip
from kheo.apologies.rules import REASON_WORDS
from kheo.base import clock
from kheo.satisfaction import actions
from kheo.satisfaction.models import Boxed, Sheet
from kheo.satisfaction.views import citizens
from tests.browser import launch, overflow, shoot, violations
from tests.satisfaction.conftest import NIGHT, NOON

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
THUMB = 44  # CSS pixels, the side of what a thumb hits


@pytest.fixture
def pictures(tmp_path):
    return Path(os.environ.get("KHEO_SHOTS", tmp_path))


def start_of(live_server, link):
    return live_server.url + reverse("satisfaction:start", args=[link.code])


def test_by_keyboard_and_without_script_an_answer_is_sent_from_a_narrow_phone(counter, live_server):
    with launch(320, 640, java_script_enabled=False) as browser:
        page = browser.new_page()
        page.goto(start_of(live_server, counter.wall))
        page.get_by_role("button", name="Trả lời", exact=True).press("Enter")
        for group in page.get_by_role("group").all()[:5]:
            group.get_by_role("radio").first.focus()
            page.keyboard.press("ArrowDown")
            page.keyboard.press("Space")
        page.get_by_role("button", name="Gửi câu trả lời").press("Enter")
        assert page.get_by_role("heading", level=1).inner_text() == "Cảm ơn anh/chị"
    boxed = Boxed.objects.get()
    assert sorted(boxed.choices) == sorted(counter.choices(1))


class Look:
    """Looks at pages as they stand, and keeps what is wrong with them."""

    def __init__(self, page, pictures, width):
        self.page, self.pictures, self.width, self.wrong = page, pictures, width, []

    def at(self, name, *, thumbs=False):
        """Run axe, take a picture, see that nothing is too wide at 320, nor too small for a thumb."""
        self.wrong += [f"{name} at {self.width}: {each}" for each in violations(self.page)]
        shoot(self.page, self.pictures, name)
        self.page.set_viewport_size({"width": 320, "height": 720})
        if overflow(self.page):
            self.wrong.append(f"{name}: {overflow(self.page)} pixels too wide at 320")
        small = [box for box in boxes(self.page) if min(box["width"], box["height"]) < THUMB] if thumbs else []
        self.wrong += [f"{name}: a target of {box['width']:.0f} x {box['height']:.0f}" for box in small]
        self.page.set_viewport_size({"width": self.width, "height": 768})


@pytest.mark.parametrize("width", [360, 1366])
def test_every_page_of_a_citizen_is_for_everybody(counter, live_server, pictures, width):
    with launch(width) as browser:
        page = browser.new_page()
        look = Look(page, pictures, width)
        page.goto(start_of(live_server, counter.wall))
        look.at("bat-dau", thumbs=True)
        page.get_by_role("button", name="Trả lời", exact=True).click()
        look.at("cau-hoi", thumbs=True)
        page.get_by_role("button", name="Gửi câu trả lời").click()
        assert page.get_by_text("Câu 1: hãy chọn một câu trả lời.").first.is_visible()
        look.at("cau-hoi-thieu", thumbs=True)
        page.get_by_role("button", name="English").click()
        assert page.get_by_text("Very dissatisfied").first.is_visible()
        for group in page.get_by_role("group").all()[:5]:
            group.locator("label").first.click()
        look.at("questions", thumbs=True)
        page.locator("form.touch button.btn").click()
        look.at("cam-on")
        page.goto(live_server.url + reverse("satisfaction:start", args=["khong-con"]))
        look.at("het")
    assert not look.wrong, "\n".join(look.wrong)


def boxes(page):
    """Give the places of all that a thumb may hit: buttons, and the labels around choices."""
    targets = page.locator("main button:visible, main .choice label:visible, .me button:visible").all()
    return [target.bounding_box() for target in targets]


def test_a_kiosk_is_ready_for_the_next_person_by_itself(counter, live_server, monkeypatch):
    monkeypatch.setattr(citizens, "KIOSK_THANKS", 1)
    with launch(1024, java_script_enabled=False) as browser:
        page = browser.new_page()
        page.goto(start_of(live_server, counter.kiosk))
        page.get_by_role("button", name="Tôi không muốn trả lời").click()
        assert page.get_by_role("heading", level=1).inner_text() == "Cảm ơn anh/chị"
        page.wait_for_url(start_of(live_server, counter.kiosk))
        assert page.get_by_role("button", name="Trả lời", exact=True).is_visible()
    assert not Sheet.objects.exists()


@pytest.fixture
def lived_in(counter, monkeypatch):
    """A desk where people answered, refused and left, and dossiers that run late; give what officials open."""
    world = counter.world
    counter.fills_the_box(6)
    for place in (1, 3, 3):
        counter.answers(at=NOON + timedelta(hours=2), place=place, takes=timedelta(seconds=2))
    with clock.standing_at(NOON):
        actions.refuse_to_answer(counter.kiosk)
        actions.open_sheet(counter.kiosk)
        running = [world.dossier(f"PT-{n}", status=4, finished_at=None, ended_on=None) for n in range(3)]
        world.dossier("PT-9")
    counter.night()
    monkeypatch.setattr(clock, "now", lambda: NIGHT)
    slip = issue_slip(
        running[0].pk, by=world.desk, reason=REASON_WORDS[0], new_promised_on=date(2026, 12, 1),
        signer=world.centre_head.post_id,
    )  # fmt: skip
    return [
        (world.centre_head, "satisfaction:answers", ()),
        (world.desk, "satisfaction:ask", ()),
        (world.administrator, "satisfaction:desk", (counter.desk.pk,)),
        (world.administrator, "satisfaction:poster", (counter.desk.pk, counter.wall.pk)),
        (world.administrator, "satisfaction:written_questions", ()),
        (world.desk, "apologies:due", ()),
        (world.desk, "apologies:issue", (running[1].pk,)),
        (world.desk, "apologies:slip", (slip.pk,)),
    ]


@pytest.mark.parametrize("width", [360, 1366])
def test_what_officials_see(lived_in, live_server, pictures, client_of, width):
    with launch(width) as browser:
        page = browser.new_page()
        look = Look(page, pictures, width)
        for official, route, numbers in lived_in:
            browser.clear_cookies()
            key = client_of(official).cookies["sessionid"].value
            browser.add_cookies([{"name": "sessionid", "value": key, "url": live_server.url}])
            assert page.goto(live_server.url + reverse(route, args=numbers)).status == 200, route
            look.at(route.replace(":", "-"))
    assert not look.wrong, "\n".join(look.wrong)
