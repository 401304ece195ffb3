"""Everything that a page corrects, and two people who have it open: what each saw, what each sends, what is stored."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from kheo.base.seen import mark_of
from kheo.days.formats import date_text
from kheo.documents import actions as documents
from kheo.documents.models import Document
from kheo.intake import actions as intake
from kheo.meetings import actions as meetings
from kheo.meetings.models import Conference
from kheo.people import actions as people
from kheo.people.models import Delegation, Holding, Official, Post, Unit
from kheo.people.rules import Role
from kheo.procedures.models import ImportBatch
from kheo.work import actions as work
from kheo.work.filled import Filled
from kheo.work.models import Proposal
from tests.intake.papers import csv_file, line
from tests.world import World

START = date(2026, 12, 1)


@dataclass(frozen=True)
class Corrected:
    """One stored thing: whose page, its mark, how a number from 1 to 9 is sent, what is stored and what was meant."""

    by: Official
    url: str
    shows: Callable[[], str]
    send: Callable[[int, str], Any]
    stored: Callable[[], object]
    typed: Callable[[int], object]
    form: Callable[[int], dict[str, Any]]
    """The fields of the page's form besides the mark."""
    mark_field: str = "seen"
    told: Callable[[int], str] = lambda n: words(n)
    """How the page says what somebody left."""


def words(number: int) -> str:
    """A wording that tells which one it is."""
    return f"Lời số {number} (minh hoạ)"


def day(number: int) -> date:
    """A day that tells which one it is."""
    return START + timedelta(days=number)


def _proposal(world: World) -> Corrected:
    pk, by, unit = world.proposal().pk, world.clerk, world.service_centre

    def now() -> Proposal:
        return Proposal.objects.select_related("lead_unit", "head_post").get(pk=pk)

    return Corrected(
        by=by,
        url=f"/van-ban/{now().reading.document_id}/xac-nhan/",
        shows=lambda: Filled.of(now()).mark,
        send=lambda n, seen: work.save_proposal(pk, by=by, filled=Filled(words(n), unit), seen=seen),
        stored=lambda: now().text,
        typed=words,
        form=lambda n: {f"v{pk}-text": words(n), f"v{pk}-lead_unit": str(unit.pk)},
        mark_field=f"v{pk}-seen",
    )


def _document(world: World) -> Corrected:
    pk, by = world.document().pk, world.clerk

    def given(n: int) -> dict[str, Any]:
        return {**Document.objects.values(*documents.PARTICULARS).get(pk=pk), "subject": words(n)}

    return Corrected(
        by=by,
        url=f"/van-ban/{pk}/thong-tin/",
        shows=lambda: mark_of(Document.objects.get(pk=pk), documents.PARTICULARS),
        send=lambda n, seen: documents.correct_particulars(pk, by=by, particulars=given(n), seen=seen),
        stored=lambda: Document.objects.get(pk=pk).subject,
        typed=words,
        form=lambda n: {**given(n), "issued_date": "5/6/2026"},
    )


def _conference(world: World) -> Corrected:
    document, by = world.document(), world.clerk
    meetings.confirm_conference(document.pk, by=by, particulars={"title": words(0)})

    def now() -> Conference:
        return Conference.objects.get(document=document)

    return Corrected(
        by=by,
        url=f"/van-ban/{document.pk}/hoi-nghi/",
        shows=lambda: meetings.mark_of(now()),
        send=lambda n, seen: meetings.confirm_conference(
            document.pk, by=by, particulars={"title": words(n)}, seen=seen
        ),
        stored=lambda: now().title,
        typed=words,
        form=lambda n: {"title": words(n)},
    )


def _unit(world: World) -> Corrected:
    pk, by = world.unit("Trạm Y tế (minh hoạ)").pk, world.administrator

    def given(n: int) -> dict[str, Any]:
        now = Unit.objects.values(*people.CORRECTABLE).get(pk=pk)
        return {**now, "name": words(n), "aliases": []}

    return Corrected(
        by=by,
        url=f"/quan-tri/don-vi/{pk}/sua/",
        shows=lambda: mark_of(Unit.objects.get(pk=pk), people.CORRECTABLE),
        send=lambda n, seen: people.correct_unit(pk, by=by, seen=seen, **given(n)),
        stored=lambda: Unit.objects.get(pk=pk).name,
        typed=words,
        form=lambda n: {**given(n), "aliases": ""},
    )


def _post(world: World) -> Corrected:
    pk, by, roles = world.post(world.culture_office, words(0), Role.OFFICIAL).pk, world.administrator, [Role.OFFICIAL]
    return Corrected(
        by=by,
        url=f"/quan-tri/don-vi/chuc-danh/{pk}/sua/",
        shows=lambda: mark_of(Post.objects.get(pk=pk), people.CHANGEABLE),
        send=lambda n, seen: people.change_post(pk, by=by, title=words(n), roles=roles, seen=seen),
        stored=lambda: Post.objects.get(pk=pk).title,
        typed=words,
        form=lambda n: {"title": words(n), "roles": ["official"]},
    )


def _holding(world: World) -> Corrected:
    pk, by = Holding.objects.get(official=world.culture_head).pk, world.administrator
    return Corrected(
        by=by,
        url=f"/quan-tri/don-vi/giu-chuc/{pk}/thoi/",
        shows=lambda: mark_of(Holding.objects.get(pk=pk), people.ENDABLE),
        send=lambda n, seen: people.relieve(pk, by=by, end=day(n), seen=seen),
        stored=lambda: Holding.objects.get(pk=pk).end,
        typed=day,
        form=lambda n: {"end": date_text(day(n))},
        told=lambda n: date_text(day(n)),
    )


def _delegation(world: World) -> Corrected:
    post, by = Post.objects.get(pk=world.centre_head.post_id), world.administrator
    pk = people.delegate(post, to=world.desk, by=by, start=date(2026, 11, 1), end=day(400)).pk

    def earlier(n: int) -> date:
        """Delegations only ever end earlier: each number is tried as a day before the one that stands."""
        return Delegation.objects.get(pk=pk).end - timedelta(days=n)

    return Corrected(
        by=by,
        url=f"/quan-tri/don-vi/phu-trach/{pk}/thoi/",
        shows=lambda: mark_of(Delegation.objects.get(pk=pk), people.ENDABLE),
        send=lambda n, seen: people.end_delegation(pk, by=by, end=earlier(n), seen=seen),
        stored=lambda: Delegation.objects.get(pk=pk).end,
        typed=earlier,
        form=lambda n: {"end": date_text(earlier(n))},
        told=lambda n: date_text(day(400 - n)),
    )


def _columns(world: World) -> Corrected:
    world.procedure("Đăng ký khai sinh", code="1.001")
    batch, by = intake.take_file(csv_file(line(1)), by=world.desk), world.desk
    pk, places = batch.pk, dict(batch.mapping)

    def send(n: int, seen: str) -> None:
        intake.map_columns(pk, by=by, mapping=places, adds_procedures=bool(n % 2), seen=seen)
        intake.check_rows(pk, by=by)

    return Corrected(
        by=by,
        url=f"/ho-so/nhap/{pk}/cot/",
        shows=lambda: mark_of(ImportBatch.objects.get(pk=pk), intake.CHOSEN),
        send=send,
        stored=lambda: ImportBatch.objects.get(pk=pk).adds_procedures,
        typed=lambda n: bool(n % 2),
        form=lambda n: {
            **{str(name): place for name, place in places.items()},
            **({"adds_procedures": "on"} if n % 2 else {}),
        },
        told=lambda n: "Thêm thủ tục chưa có vào danh mục",
    )


CORRECTED: dict[str, Callable[[World], Corrected]] = {
    "proposal": _proposal,
    "document": _document,
    "conference": _conference,
    "unit": _unit,
    "post": _post,
    "holding": _holding,
    "delegation": _delegation,
    "columns of a file": _columns,
}
"""Every kind of thing that a page corrects, and how one is made."""
