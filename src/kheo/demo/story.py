"""The story of the sample ward as lines for a terminal of 80 columns: what happened, the figures, where to click."""

import textwrap
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.db.models import Max
from django.urls import reverse

from kheo.base import clock
from kheo.commitments.joined import Joined, for_overview
from kheo.commitments.rules import State as Verdict
from kheo.days import formats
from kheo.demo import dossiers, telling
from kheo.demo.ward import PASSWORD, Ward
from kheo.documents.models import Document
from kheo.indicators.models import Snapshot
from kheo.procedures.models import Dossier
from kheo.work.models import Proposal, Reading, Task
from kheo.work.rules import Decision, State

WIDTH = 80
STALE = 14
"""Days after which the made-up data are too old for pages that speak of this week."""
ACCOUNTS = (
    ("van-thu", "văn thư: đưa văn bản vào, xác nhận việc"),
    ("chu-tich", "lãnh đạo: giao việc, xem Toàn cảnh, xác nhận kết quả"),
    ("trung-tam", "đứng đầu Trung tâm PVHCC: nhận việc, báo cáo"),
    ("kinh-te", "đứng đầu Phòng Kinh tế, Hạ tầng và Đô thị"),
    ("xay-dung-dang", "đầu mối công tác dân vận, thẩm định"),
    ("mot-cua", "bộ phận một cửa: nhập hồ sơ"),
    ("phan-anh", "tiếp nhận phản ánh, kiến nghị của người dân"),
    ("giam-sat", "giám sát: chỉ xem"),
    ("quan-tri", "quản trị"),
)
"""One account a role at least; `ward.open_ward` makes them."""


def story(ward: Ward, newest: Document | None, out: Path, address: str) -> Iterator[str]:
    """Tell what there is; `newest` is the user's own document, `out` the folder for the Word file."""
    first = Document.objects.filter(locality=ward.locality).earliest("pk")
    yield ""
    yield f"{ward.locality.name.upper()} · DỮ LIỆU MINH HOẠ"
    yield from _data(ward)
    yield from _headed(f"Nửa năm trước: {first.label}")
    yield from _tasks(first, address)
    yield from _headed("Người dân được gì?")
    for joined in sorted(
        for_overview(ward.locality, clock.today()), key=lambda each: each.verdict.state != Verdict.MET
    ):
        yield from _verdict(joined, address)
    yield from _yours(newest, address) if newest is not None else _waiting(ward, address)
    yield from _paper([document for document in (newest, first) if document], out)
    yield from _doors(ward, address)


def said(text: str, *, indent: str = "  ", mark: str = "") -> list[str]:
    """Break a sentence into lines that fit; `mark` hangs before it, and words are never broken."""
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=indent + mark,
        subsequent_indent=indent + " " * len(mark),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _headed(title: str) -> Iterator[str]:
    yield ""
    yield from said(title, indent="")


def _data(ward: Ward) -> Iterator[str]:
    """Say how much there is and how far it reaches, and how to bring old data up to today."""
    count = Dossier.objects.filter(locality=ward.locality).count()
    as_of: date | None = Snapshot.objects.filter(locality=ward.locality).aggregate(day=Max("as_of"))["day"]
    until = f", số liệu tới ngày {formats.date_text(as_of)}" if as_of else ""
    yield from said(f"{formats.number(count)} hồ sơ trong {dossiers.MONTHS} tháng{until}.", indent="")
    if as_of and (clock.today() - as_of).days > STALE:
        yield from said("Số liệu đã cũ; muốn làm lại tới hôm nay: ./kheo demo --fresh", indent="")


def _tasks(document: Document, address: str) -> Iterator[str]:
    tasks = Task.objects.of_document(document)
    done = tasks.filter(state=State.DONE).count()
    ended = f", {done} việc đã hoàn thành" if done else ""
    yield from said(f"Khéo đọc văn bản, văn thư xác nhận {tasks.count()} việc, Chủ tịch giao{ended}.")
    yield f"  {address}{reverse('work:confirm', args=[document.pk])}"


def _verdict(joined: Joined, address: str) -> Iterator[str]:
    yield from said(joined.commitment.unit.name, mark="- ")
    yield from said(joined.verdict.sentence, indent="    ")
    door = reverse("commitments:show", args=[joined.commitment.pk])
    yield f"    biểu đồ và {joined.records_text}: {address}{door}"


def _waiting(ward: Ward, address: str) -> Iterator[str]:
    newest = Document.objects.filter(locality=ward.locality).latest("pk")
    waiting = Proposal.objects.filter(reading__document=newest, decision=Decision.OPEN).count()
    yield from _headed(f"Văn bản mới nhất: {newest.label}")
    if waiting:
        yield from said(f"Khéo gợi ý {waiting} việc, chờ văn thư xác nhận: phần này dành cho bạn.")
        yield f"  {address}{reverse('work:confirm', args=[newest.pk])}"
    else:
        yield from _tasks(newest, address)


def _yours(document: Document, address: str) -> Iterator[str]:
    """Say what the reader found in the user's own text, and what the demo made of it."""
    label = textwrap.shorten(document.label, 2 * WIDTH, placeholder="…")
    yield from _headed(f"Văn bản của bạn: {label}")
    reading = Reading.objects.get(document=document)
    if held := reading.meeting:
        yield from said(_meeting(held))
    proposals = list(Proposal.objects.filter(reading=reading).select_related("lead_unit"))
    if not proposals:
        yield from said("Khéo không thấy việc nào được giao trong văn bản này.")
        return
    for number, proposal in enumerate(proposals, start=1):
        yield from said(proposal.text, mark=f"{number}. ")
        yield from said(_who(proposal), indent="     ")
    yield from _tasks(document, address)


def _meeting(held: dict[str, Any]) -> str:
    """Name the conference that the text reports, with its day and its papers as far as they are said."""
    day = formats.date_text(date.fromisoformat(held["date"])) if held["date"] else "không ghi ngày"
    papers = f", {held['papers_count']} tham luận" if held["papers_count"] else ""
    return f"{held['title'][:1].upper()}{held['title'][1:]} ({day}{papers})."


def _who(proposal: Proposal) -> str:
    """Say whom the text names, and whom the demo gave the task to where that is not a unit of the ward."""
    wording = proposal.suggested.get("assignee")
    if wording and proposal.lead_unit and wording == proposal.lead_unit.name:
        return f"giao: {wording}"
    named = f"câu gốc giao: {wording}" if wording else "câu gốc không nói ai làm"
    return f"{named}; bản minh hoạ giao: {proposal.lead_unit}"


def _paper(documents: list[Document], out: Path) -> Iterator[str]:
    """Write the notice of the first document that has tasks."""
    document = next((each for each in documents if Task.objects.of_document(each).exists()), None)
    if document is not None:
        yield from _headed("Thông báo kết luận để ký, tệp Word:")
        yield f"  {telling.write_out(document, out)}"


def _doors(ward: Ward, address: str) -> Iterator[str]:
    yield from _headed("Trang công khai, không cần đăng nhập:")
    yield f"  {address}{reverse('portal:home')}"
    yield from _headed(f"Trang của cán bộ, mật khẩu chung {PASSWORD}, tài khoản:")
    yield f"  {address}{reverse('account_login')}"
    for username, what in ((name, what) for name, what in ACCOUNTS if name in ward.officials):
        yield f"  {username:<14} {what}"
