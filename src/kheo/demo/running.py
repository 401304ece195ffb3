"""`./kheo demo`: make the sample ward if it is not there, run the main job, and print the story with its doors."""

from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.db import transaction

from kheo import files
from kheo.base import clock
from kheo.commitments.joined import Joined, for_overview
from kheo.demo import telling
from kheo.demo.starting_over import check_only_samples, start_over
from kheo.demo.ward import PASSWORD, Ward, find_ward, open_ward
from kheo.documents.models import Document
from kheo.procedures.models import Dossier
from kheo.work.models import Proposal, Reading, Task

Echo = Callable[[str], object]
ACCOUNTS = (
    ("van-thu", "văn thư: đưa văn bản vào, xác nhận việc"),
    ("chu-tich", "lãnh đạo: giao việc, xem Toàn cảnh, xác nhận kết quả"),
    ("trung-tam", "đứng đầu Trung tâm PVHCC: nhận việc, báo cáo"),
    ("kinh-te", "đứng đầu Phòng Kinh tế, Hạ tầng và Đô thị"),
    ("xay-dung-dang", "đầu mối công tác dân vận, thẩm định"),
    ("mot-cua", "bộ phận một cửa: nhập hồ sơ"),
    ("giam-sat", "giám sát: chỉ xem"),
    ("quan-tri", "quản trị"),
)


def run(*, fresh: bool, text: Path | None, echo: Echo, address: str = "http://127.0.0.1:8000") -> None:
    """Make (or with `fresh` remake) Phường Thử, run the main job on the sample texts or on the user's own text.

    Raises RuleBroken with a sentence when the text cannot be read, or when the database holds real localities.
    """
    check_only_samples()
    words = _words(text) if text is not None else None
    if fresh:
        start_over()
    say = _steps(echo)
    with transaction.atomic():
        ward = find_ward()
        if ward is None:
            say("Mở Phường Thử: đơn vị, chức danh, tài khoản")
            ward = open_ward()
            telling.tell(ward, say=say)
        newest = telling.read_today(ward, words, say=say) if words is not None else None
    out = Path(settings.HOME) / "van-ban"
    for line in _story(ward, newest, out, address):
        echo(line)


def _words(path: Path) -> str:
    return files.read_text(path, path.name).text


def _steps(echo: Echo) -> Callable[[str], None]:
    """Print each long step with its number as it begins."""
    count = 0

    def say(step: str) -> None:
        nonlocal count
        count += 1
        echo(f"  [{count}] {step}…")

    return say


def _story(ward: Ward, newest: Document | None, out: Path, address: str) -> Iterator[str]:
    """Tell in lines what there is, and where to click."""
    first = Document.objects.filter(locality=ward.locality).earliest("pk")
    count = Dossier.objects.filter(locality=ward.locality).count()
    yield ""
    yield f"{ward.locality.name} (DỮ LIỆU MINH HOẠ): {_n(count)} hồ sơ trong 24 tháng"
    yield from _document(first, "Văn bản nửa năm trước", address)
    yield ""
    yield "Người dân được gì?"
    for joined in for_overview(ward.locality, clock.today()):
        yield from _verdict(joined, address)
    yield ""
    if newest is not None:
        yield from _document(newest, "Văn bản của bạn", address)
        yield from _found(newest)
    else:
        yield from _waiting(ward, address)
    shown = newest if newest is not None and Task.objects.of_document(newest).exists() else first
    yield f"Văn bản Word: {telling.write_out(shown, out)}"
    yield ""
    yield f"Mở {address}/ (trang công khai) và {address}/dang-nhap/ (cán bộ), mật khẩu chung: {PASSWORD}"
    for username, what in ACCOUNTS:
        yield f"  {username:<14} {what}"


def _document(document: Document, label: str, address: str) -> Iterator[str]:
    tasks = Task.objects.of_document(document)
    done = tasks.filter(state="done").count()
    yield f"{label}: {document.label}"
    yield f"  {tasks.count()} việc đã xác nhận và giao, {done} hoàn thành: {address}/van-ban/{document.pk}/xac-nhan/"


def _found(document: Document) -> Iterator[str]:
    """Say what the reader found in the user's text."""
    reading = Reading.objects.get(document=document)
    if reading.meeting:
        held = reading.meeting
        papers = f", {held['papers_count']} tham luận" if held["papers_count"] else ""
        yield f"  Hội nghị: {held['title']} ({held['date'] or 'không ghi ngày'}{papers})"
    for number, proposal in enumerate(Proposal.objects.filter(reading=reading).select_related("lead_unit"), start=1):
        wording = proposal.suggested.get("assignee") or "không nói ai làm"
        yield f"  {number}. {proposal.text}"
        yield f"     câu gốc: {wording}; bản minh hoạ giao: {proposal.lead_unit}"
    if not Proposal.objects.filter(reading=reading).exists():
        yield "  Khéo không thấy việc nào trong văn bản này."


def _verdict(joined: Joined, address: str) -> Iterator[str]:
    yield f"  {joined.commitment.unit.name}: {joined.verdict.sentence}"
    yield f"    mở ra {joined.records_text}: {address}{joined.records_url}"


def _waiting(ward: Ward, address: str) -> Iterator[str]:
    newest = Document.objects.filter(locality=ward.locality).latest("pk")
    count = Proposal.objects.filter(reading__document=newest).count()
    yield f"Văn bản của hôm nay: {newest.label}"
    yield f"  {count} việc máy gợi ý, chờ văn thư xác nhận: {address}/van-ban/{newest.pk}/xac-nhan/"


def _n(count: int) -> str:
    return f"{count:,}".replace(",", ".")
