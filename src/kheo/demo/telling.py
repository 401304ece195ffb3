"""The main job in Phường Thử: a conclusion of half a year ago, what citizens got, and a directive of today."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

from kheo.base import calendar, clock
from kheo.days import Calendar
from kheo.days.formats import date_text, long_date
from kheo.days.periods import month_of
from kheo.demo import answers, loading
from kheo.demo.ward import Ward
from kheo.documents import actions as documents
from kheo.documents.models import Document
from kheo.freezing.actions import freeze_period
from kheo.indicators import actions as indicators
from kheo.integrity.actions import ask_units
from kheo.letters import write_notice
from kheo.meetings import actions as meetings
from kheo.meetings.notice import notice_of
from kheo.meetings.views import proposed
from kheo.people.models import Official, Unit
from kheo.quality.actions import check_data
from kheo.work import actions as work
from kheo.work.filled import Filled
from kheo.work.models import Proposal, Reading, Task
from kheo.work.rules import Rhythm, Theme

TEXTS = Path(__file__).parent / "texts"
WEEKS_AGO = 26
TIES = {
    "trung-tam": ("ho-so-dung-han", Decimal(95)),
    "kinh-te": ("ho-so-dung-han", Decimal(95)),
    "van-hoa": ("ho-so-truc-tuyen", Decimal(60)),
}
"""Which indicator each unit's task of the old conclusion is tied to, and the target in percent (made up)."""
EVIDENCE = "BÁO CÁO KẾT QUẢ (minh hoạ)\n\nĐơn vị đã rà soát hồ sơ, hẹn lại và xin lỗi bằng văn bản các hồ sơ trễ hẹn.\n"

Say = Callable[[str], None]


def tell(ward: Ward, *, say: Say) -> None:
    """Live the story through the real actions, with the clock standing on the days it happened."""
    working_days, today = calendar.current(ward.locality.pk), clock.today()
    began = working_days.next_working(today - timedelta(weeks=WEEKS_AGO))
    say("Nhập 24 tháng hồ sơ minh hoạ")
    clerk = ward.officials["van-thu"]
    loading.open_procedures(ward.units, by=clerk)
    loading.load(ward.units, last_day=working_days.add(today, -1), tasks_began=began, by=clerk)
    say("Người dân trả lời câu hỏi đánh giá tại quầy")
    answers.live(ward, working_days, today)
    say("Nhập danh mục thủ tục, phản ánh của một năm; ghi trọng số minh hoạ")
    hands = {"desk": "mot-cua", "ear": "phan-anh", "administrator": "quan-tri"}
    who = {role: ward.officials[name] for role, name in hands.items()}
    loading.load_beside(ward.units, last_day=working_days.add(today, -1), **who)
    say("Chốt số liệu, tính chỉ số")
    indicators.refresh(ward.locality, by=ward.officials["quan-tri"], now=clock.now())
    say("Đọc thông báo kết luận của nửa năm trước; xác nhận và giao việc")
    with clock.standing_at(_morning(began)):
        document = _read_sample(ward, "thong-bao-ket-luan.txt", began, working_days, number=27)
        tasks = confirm_and_assign(ward, document, ties=True)
    say("Các đơn vị làm, báo cáo kèm minh chứng; lãnh đạo xác nhận")
    _work(ward, tasks, working_days)
    indicators.refresh(ward.locality, by=ward.officials["quan-tri"], now=clock.now())
    _look_back(ward, today, say=say)
    say("Đọc chỉ thị của hôm nay, để sẵn cho bạn xác nhận")
    _read_sample(ward, "chi-thi-moi.txt", today, working_days, number=9)


def _look_back(ward: Ward, today: date, *, say: Say) -> None:
    """Do what each night and each week does by itself, and freeze the month that is over, as a leader who signs it."""
    say("Kiểm tra dữ liệu, hỏi về các con số lạ; khoá số liệu tháng trước")
    check_data(ward.locality, by=None, now=clock.now())
    ask_units(ward.locality, now=clock.now())
    last_month = month_of(today.replace(day=1) - timedelta(days=1))
    freeze_period(last_month.start, last_month.end, by=ward.officials["chu-tich"])


def read_today(ward: Ward, text: str, *, say: Say) -> Document:
    """Run the main job on the user's own text: read it, confirm what it asks for, assign it."""
    known = Document.objects.filter(locality=ward.locality, text=documents.cleaned(text)).first()
    if known is not None and Task.objects.of_document(known).exists():
        say("Văn bản của bạn đã được đọc và giao việc lần trước")
        return known
    say("Đọc văn bản của bạn; xác nhận và giao việc")
    document = _read(ward, text)
    confirm_and_assign(ward, document, ties=False)
    return document


def _read_sample(ward: Ward, name: str, day: date, working_days: Calendar, *, number: int) -> Document:
    """Fill the dates of a sample text, take it in and read it, as the clerk does."""
    text = (TEXTS / name).read_text(encoding="utf-8")
    filled = text.format(
        so=f"{number:02d}",
        ngay_van_ban=long_date(day),
        ngay_hop=date_text(working_days.add(day, -2)),
        han_1=date_text(working_days.add(day, 120)),
        han_2=date_text(working_days.add(day, 134)),
        han_3=date_text(working_days.add(day, 60)),
    )
    return _read(ward, filled)


def _read(ward: Ward, text: str) -> Document:
    """Take a text in, let it be read, and confirm the conference it reports."""
    clerk = ward.officials["van-thu"]
    document = documents.take_in(by=clerk, text=text)
    reading = work.read_document(document.pk, by=clerk)
    if reading.meeting:
        given = proposed(reading.meeting)
        papers = str(given.pop("papers")).splitlines()
        if given["held_on"] and given["held_on"] > clock.today():
            given["held_on"] = None  # a misread day: the person at the page would strike it out
        meetings.confirm_conference(document.pk, by=clerk, particulars=given, papers=papers)
    return document


def confirm_and_assign(ward: Ward, document: Document, *, ties: bool) -> list[Task]:
    """The clerk fills in what the text leaves open and confirms; the chair assigns. No proposals: no tasks."""
    clerk, chair = ward.officials["van-thu"], ward.officials["chu-tich"]
    reading = Reading.objects.get(document=document)
    proposals = list(Proposal.objects.filter(reading=reading).select_related("lead_unit"))
    tied: set[str] = set()
    for proposal in proposals:
        filled = _fill(ward, proposal)
        work.save_proposal(proposal.pk, by=clerk, filled=_tie(ward, filled, tied) if ties else filled)
    made = work.confirm_proposals(reading.pk, by=clerk) if proposals else []
    return [work.assign_task(task.pk, by=chair) for task in made]


def _fill(ward: Ward, proposal: Proposal) -> Filled:
    """Do what the person at the confirm page does: an office for tasks that name none, a day for tasks without one."""
    lacks_day = proposal.rhythm == Rhythm.ONCE and (proposal.due_on is None or proposal.due_on < clock.today())
    lead = proposal.lead_unit or ward.units["van-phong"]
    return Filled(
        text=proposal.text,
        lead_unit=lead,
        coordinating=[unit for unit in proposal.coordinating_units.all() if unit != lead],
        due_on=calendar.current(ward.locality.pk).add(clock.today(), 30) if lacks_day else proposal.due_on,
        rhythm=Rhythm(proposal.rhythm),
        theme=Theme(proposal.theme),
        accepted=True,
    )


def _tie(ward: Ward, filled: Filled, tied: set[str]) -> Filled:
    """Tie the first task of each unit to its indicator."""
    for key, (code, target) in TIES.items():
        if filled.lead_unit == ward.units[key] and key not in tied:
            tied.add(key)
            return replace(filled, indicator_code=code, target=target)
    return filled


def _work(ward: Ward, tasks: Sequence[Task], working_days: Calendar) -> None:
    """The centre reports and is accepted; the economic office reports and waits; the others are under way."""
    heads = {unit.pk: ward.officials[key] for key, unit in ward.units.items() if key in ward.officials}
    today = clock.today()
    for task in tasks:
        assert task.assigned_on is not None  # noqa: S101  they were all assigned
        with clock.standing_at(_morning(working_days.add(task.assigned_on, 2))):
            work.start_task(task.pk, by=heads[task.lead_unit_id])
    _report(_of(tasks, ward.units["trung-tam"]), heads, working_days.add(today, -12))
    for task in _of(tasks, ward.units["trung-tam"]):
        with clock.standing_at(_morning(working_days.add(today, -9))):
            note = "Đồng ý. Tiếp tục giữ nếp xin lỗi bằng văn bản khi trễ hẹn."
            work.accept_task(task.pk, by=ward.officials["chu-tich"], note=note)
    _report(_of(tasks, ward.units["kinh-te"]), heads, working_days.add(today, -2))
    _report_each_period(ward, [task for task in tasks if task.rhythm != Rhythm.ONCE], heads, working_days)


def _report(tasks: Sequence[Task], heads: dict[int, Official], day: date) -> None:
    for task in tasks:
        by = heads[task.lead_unit_id]
        with clock.standing_at(_morning(day)):
            paper = SimpleUploadedFile("bao-cao-ket-qua-minh-hoa.txt", EVIDENCE.encode())
            work.add_evidence(task.pk, by=by, file=paper, note="Báo cáo của đơn vị, minh hoạ")
            work.report_task(task.pk, by=by, note="Đơn vị đã thực hiện; số liệu xem ở chỉ số gắn với nhiệm vụ.")


def _report_each_period(ward: Ward, tasks: Sequence[Task], heads: dict[int, Official], working_days: Calendar) -> None:
    """A recurring task is reported on the last working days of each period that is over, and accepted soon after."""
    for task in tasks:
        task.refresh_from_db()
        while task.period is not None and task.period.end < clock.today():
            day = working_days.add(task.period.end, -1)
            _report([task], heads, day)
            with clock.standing_at(_morning(min(working_days.add(day, 2), clock.today()))):
                work.accept_task(task.pk, by=ward.officials["chu-tich"])
            task.refresh_from_db()


def _of(tasks: Sequence[Task], unit: Unit) -> list[Task]:
    return [task for task in tasks if task.lead_unit_id == unit.pk]


def write_out(document: Document, out: Path) -> Path:
    """Write the notice of conclusions of a document as a Word file and give its path."""
    out.mkdir(parents=True, exist_ok=True)
    place = out / f"thong-bao-{document.pk}.docx"
    place.write_bytes(write_notice(notice_of(document, document.locality)))
    return place


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(8, 30), tzinfo=clock.VIETNAM)
