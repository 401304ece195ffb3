"""Every printed share of an indicator, on every page of every role and in every paper, counted again: difference 0."""

import csv
import io
from dataclasses import replace
from datetime import date
from zipfile import ZipFile

import pytest
from django.urls import Resolver404, resolve, reverse
from lxml import html

from kheo.base import clock
from kheo.days.periods import month_of
from kheo.demo import telling, ward
from kheo.demo.ward import PASSWORD
from kheo.indicators import figures, known
from kheo.people.models import Unit
from tests.commitments.conftest import facts, story
from tests.indicators.facts import NOW
from tests.site.traced import MARKS, WHOLE_PAGES, Printed, Recount, printed, unexplained, unmarked
from tests.world import Client

__all__ = ["facts", "story"]

pytestmark = pytest.mark.empty_house

SHOWN_OF_A_ROUTE = 3
"""So many addresses of each route a role opens; a list of forty dossiers needs no forty visits."""
ROLES = ("chu-tich", "van-thu", "mot-cua", "phan-anh", "giam-sat", "quan-tri", "trung-tam")
"""One account of each role of the sample ward: leader, clerk, one-stop desk, feedback desk, auditor, administrator,
head."""
LEAVING = ("account_logout", "language", "openid_connect_login", "openid_connect_callback")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Visitor:
    """Somebody who follows every link from the first page on, and keeps what the pages and papers print."""

    def __init__(self, name, client):
        self.name, self.client, self.seen, self.visits = name, client, set(), {}
        self.shares, self.papers, self.wrong = [], {}, []

    def walk(self, *starts):
        waiting = list(starts)
        while waiting:
            address = waiting.pop(0)
            route = self._route(address)
            if route is None or address in self.seen or self.visits.get(route, 0) >= SHOWN_OF_A_ROUTE:
                continue
            self.seen.add(address)
            self.visits[route] = self.visits.get(route, 0) + 1
            answer = self.client.get(address, follow=True)
            assert answer.status_code in (200, 403, 404), f"{self.name} {address}: {answer.status_code}"
            if answer.status_code == 200:
                waiting += self._read(route, address, answer)

    def _route(self, address):
        try:
            name = resolve(address.partition("?")[0]).view_name
        except Resolver404:
            return None
        return None if name in LEAVING else name

    def _read(self, route, address, answer):
        content = answer.getvalue()
        if not answer["Content-Type"].startswith("text/html"):
            self.papers[address] = (route, content)
            return []
        page = html.document_fromstring(content.decode())
        self.shares += [(address, share) for share in printed(page)]
        if route not in WHOLE_PAGES:
            self.wrong += [f"{self.name} {address}: no marks: {words}" for words in unmarked(page)]
        return [href for href in page.xpath("//a/@href") if href.startswith("/")]


def differences(visitor, recount, counter):
    """Give every share that its records do not bear out. For who is not signed in, another counts the records."""
    for address, share in visitor.shares:
        reader = (visitor.client, visitor.name) if visitor.name else counter
        found = recount.of(share, *reader)
        if found != share.text:
            yield f"{visitor.name} {address}: printed {share.text}, records say {found} {share.marks}"


def text_of(docx):
    with ZipFile(io.BytesIO(docx)) as parts:
        names = [name for name in parts.namelist() if name.startswith("word/") and name.endswith(".xml")]
        pages = [html.etree.fromstring(parts.read(name)) for name in names]
    return "\n".join("".join(t.text or "" for t in p.iter(f"{WORD}t")) for page in pages for p in page.iter(f"{WORD}p"))


@pytest.fixture
def leader(db, monkeypatch, story, client_of):
    """The ward of the stories, on the morning of the figures, and its chair."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    world = story([39] * 16)
    world.task(indicator_code="ho-so-dung-han", target=99)
    return Visitor("chair", client_of(world.chair))


@pytest.mark.long
def test_a_wrong_share_is_found(leader, monkeypatch):
    """The net has no hole: a figure that says one record too many, or one that opens nothing, does not pass."""
    leader.walk(reverse("reports:overview"))
    assert len(leader.shares) > 20
    assert list(differences(leader, Recount(), None)) == [] and leader.wrong == []
    monkeypatch.setattr(figures.Figure, "door", _one_too_many(figures.Figure.door))
    liar = Visitor("chair", leader.client)
    liar.walk(reverse("reports:overview"))
    assert list(differences(liar, Recount(), None))


def _one_too_many(door):
    def wrong(figure, *asked):
        true = door(figure, *asked)
        return true and replace(true, good=true.good - 1)

    return wrong


def test_a_share_without_marks_is_found():
    page = html.document_fromstring("<body><p>Đạt 87,3% hồ sơ, mục tiêu 95%</p><svg><text>90%</text></svg></body>")
    assert unmarked(page) == ["Đạt 87,3% hồ sơ,"]


def test_marks_belong_to_the_share_they_hold():
    marks = " ".join(f'data-{name}="a"' for name in MARKS)
    inner = marks.replace('"a"', '"b"')
    page = html.document_fromstring(f"<p {marks}>9 : 10 = 90%. Phản hồi <span {inner}>50%</span>.</p>")
    assert [(each.text, each.marks[0]) for each in printed(page)] == [("90%", "a"), ("50%", "b")]


@pytest.mark.long
def test_every_share_of_the_demo_ward_is_what_its_records_say(db):
    told = ward.open_ward()
    telling.tell(told, say=lambda _line: None)
    recount, wrong, counted = Recount(), [], 0
    visitors = {name: Visitor(name, _signed_in(name)) for name in ROLES}
    visitors[""] = Visitor("", Client())
    counter = (visitors["chu-tich"].client, "chu-tich")
    for visitor in visitors.values():
        visitor.walk("/", reverse("portal:quality"), reverse("account_login"))
        wrong += [*visitor.wrong, *differences(visitor, recount, counter)]
        counted += len(visitor.shares)
    papers = {address: paper for visitor in visitors.values() for address, paper in visitor.papers.items()}
    for address, (route, content) in papers.items():
        if content[:2] == b"PK" and b"word/document.xml" in content:
            wrong += [f"{address}: {words}" for words in unexplained(text_of(content))]
        elif route == "portal:download":
            wrong += list(_public_lines(told.locality, content, recount, counter))
    print(f"\n{counted} printed shares, {len(recount.known)} counted again, {len(papers)} papers")  # noqa: T201
    assert not wrong, "\n".join(wrong[:40])
    assert counted > 500 and any(b"word/document.xml" in content for _route, content in papers.values())


def _signed_in(name):
    client = Client()
    client.post(reverse("account_login"), {"login": name, "password": PASSWORD})
    return client


def _public_lines(locality, content, recount, counter):
    """Count every line of the public download again."""
    ratios = {ratio.name: ratio for ratio in known.of(locality.pk)}
    units = dict(Unit.objects.of(locality).values_list("name", "pk"))
    for line in list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))[1:]:
        name, unit, month, share = line[0], line[1], line[2], line[5]
        if not share:
            continue
        ratio, first = ratios[name], date.fromisoformat(f"{month}-01")
        last = month_of(first).end
        taken = figures.newest(locality.pk, ratio.table).pk
        marks = (ratio.code, str(ratio.version), "", str(units[unit]), f"{first}", f"{last}", str(taken))
        if recount.of(Printed(share, marks), *counter) != share:
            yield f"portal:download: {line}"
