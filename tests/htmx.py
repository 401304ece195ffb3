"""Do by hand what htmx does: send a form of a page, swap the fragment in, and compare with the page loaded anew."""

import re
from typing import Any
from urllib.parse import urlsplit

from django.test import Client
from lxml import html
from lxml.html import HtmlElement

HEADERS = {"HX-Request": "true"}
# What differs on every page: the token of each form, and the moment at which the page was made.
FRESH = re.compile(r'(name="(?:_once|csrfmiddlewaretoken)" value=")[^"]*|Trang lập lúc [\d:]+ ngày [\d/]+')


def swap(client: Client, page: str, action: str, fields: dict[str, Any]) -> str:
    """Send the form of the page whose action this is, as htmx would, and give the page after the swap.

    Fails when the page has no such form, when the form does not say where the answer goes, or when the answer is a
    whole page, which htmx would put inside the page.
    """
    tree = html.document_fromstring(page)
    form = next(form for form in tree.iter("form") if form.get("action") == action)
    assert form.get("hx-post") == action, "with and without script the form goes to the same address"
    assert form.get("hx-swap") == "outerHTML"
    target = tree.xpath("//*[@id=$id]", id=form.get("hx-target").removeprefix("#"))
    assert len(target) == 1, "exactly one place for the answer"
    answer = client.post(action, fields, headers=HEADERS)
    assert answer.status_code in (200, 422), answer.status_code
    fragment = html.fragments_fromstring(answer.content.decode())
    assert len(fragment) == 1 and fragment[0].get("id") == target[0].get("id"), "the answer replaces its own place"
    target[0].getparent().replace(target[0], fragment[0])
    return main_of(tree)


def reloaded(client: Client, address: str) -> str:
    """Load a page anew and give its main part, to compare with."""
    answer = client.get(urlsplit(address).path)
    assert answer.status_code == 200
    return main_of(html.document_fromstring(answer.content.decode()))


def main_of(tree: HtmlElement) -> str:
    """Give the main part of a page, without what differs from one load to the next."""
    written = html.tostring(tree.xpath("//main")[0], encoding="unicode")
    return FRESH.sub(r"\1", " ".join(written.split()))
