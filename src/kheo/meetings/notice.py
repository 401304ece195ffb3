"""Draft the notice of conclusions of a document: conference in words, tasks in a table. Number and day stay open."""

from collections.abc import Sequence

from kheo.days.formats import date_text, local_day
from kheo.documents.models import Document
from kheo.errors import RuleBroken
from kheo.language import sort_key
from kheo.letters import NoticeOfConclusions, Signature, TaskRow
from kheo.meetings.models import Conference
from kheo.people.models import Locality
from kheo.seals.models import Head
from kheo.work.models import Task
from kheo.work.rules import RHYTHM_NAMES, Rhythm, State


def notice_of(document: Document, locality: Locality) -> NoticeOfConclusions:
    """Give the notice with every task of the document that is not cancelled; RuleBroken when there is none yet."""
    tasks = Task.objects.of_document(document).exclude(state=State.CANCELLED).with_names()
    rows = list(tasks.order_by("start", "pk").prefetch_related("coordinating_units"))
    if not rows:
        raise RuleBroken("Văn bản chưa có việc nào được xác nhận, nên chưa soạn được thông báo.")
    conference = Conference.objects.filter(document=document).first()
    return NoticeOfConclusions(
        superior=locality.superior_name,
        issuer=f"UBND {locality.name}",
        symbol=f"TB-{locality.symbol}",
        place=locality.place_name,
        abstract=_abstract(document, conference),
        opening=_opening(document, conference),
        closing=(
            "Đơn vị chủ trì chịu trách nhiệm về kết quả và thời hạn, phối hợp với các đơn vị liên quan, "
            "báo cáo kết quả kèm minh chứng đúng hạn.",
            f"Trên đây là thông báo của UBND {locality.name}, các đơn vị biết và thực hiện.",
        ),
        recipients=_recipients(locality, rows),
        signature=Signature(lines=("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")),
        tasks=tuple(_row(task) for task in rows),
        illustrative=locality.illustrative,
        footer=_sealed(),
    )


def _sealed() -> str:
    """Print the newest seal of the audit record: each paper that leaves the house is an outside witness of it."""
    head = Head.objects.first()
    return f"Dấu niêm nhật ký {head.short} (bản ghi {head.position}, {date_text(local_day(head.at))})" if head else ""


def _abstract(document: Document, conference: Conference | None) -> str:
    if conference is not None:
        return f"Kết luận tại {conference.title[:1].lower()}{conference.title[1:]}"
    return f"Phân công nhiệm vụ thực hiện {document.label[:1].lower()}{document.label[1:]}"


def _opening(document: Document, conference: Conference | None) -> tuple[str, ...]:
    """Say when who held what, as far as it is known, and what follows."""
    if conference is None:
        return (f"Thực hiện {document.label}, các đơn vị được phân công nhiệm vụ như sau:",)
    day = f"Ngày {date_text(conference.held_on)}, " if conference.held_on else ""
    who = f"{conference.organiser} tổ chức " if conference.organiser else ""
    held = f"{day}{who}{conference.title[:1].lower()}{conference.title[1:]}."
    chair = f" {conference.chair} chủ trì hội nghị." if conference.chair else ""
    papers = f" Hội nghị có {conference.papers_count} ý kiến tham luận." if conference.papers_count else ""
    return (
        f"{held[:1].upper()}{held[1:]}{chair}{papers}",
        "Sau khi thảo luận, hội nghị thống nhất giao các nhiệm vụ sau:",
    )


def _recipients(locality: Locality, rows: Sequence[Task]) -> tuple[str, ...]:
    units = {unit.name for task in rows for unit in [task.lead_unit, *task.coordinating_units.all()]}
    return (f"Chủ tịch, các Phó Chủ tịch UBND {locality.name}", *sorted(units, key=sort_key))


def _row(task: Task) -> TaskRow:
    due = date_text(task.due_on) if task.due_on else RHYTHM_NAMES[Rhythm(task.rhythm)].capitalize()
    coordinating = tuple(unit.name for unit in task.coordinating_units.all())
    return TaskRow(text=task.text, lead=task.lead_unit.name, coordinating=coordinating, due=due)
