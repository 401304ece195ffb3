"""What the page of answers is shown: counts with and without signs, silence and refusal beside them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kheo.days.formats import date_text, number
from kheo.people.models import Official, Unit
from kheo.procedures.models import Dossier
from kheo.procedures.rules.states import FINISHED
from kheo.satisfaction.models import Answer, AnswerQuerySet, Boxed, Choice, Chosen
from kheo.satisfaction.rules import CHANNEL_NAMES, FLAG_NAMES, SATISFIED_FROM, STATE_NAMES, Channel, Flag, State
from kheo.ui.parts import Cell, Column, Table

CLEAN = Q(flags=[])
LIST = "#danh-sach"


@dataclass(frozen=True)
class Filters:
    """The days and units of the page, as its address carries them."""

    first: date
    last: date
    unit: Unit | None

    def door(self, **more: object) -> str:
        """Give the address of the records behind a count, with the same days and unit."""
        asked = {
            "tu": self.first.isoformat(),
            "den": self.last.isoformat(),
            "don_vi": self.unit.pk if self.unit else "",
        }
        return f"{reverse('satisfaction:answers')}?{urlencode({**asked, **more})}{LIST}"


@dataclass(frozen=True)
class AboutQuestion:
    """One question with how often each answer was chosen."""

    text: str
    lead: str
    table: Table


def by_channel(answers: AnswerQuerySet, filters: Filters) -> Table:
    """Count by channel how the askings ended. One statement."""
    counted = answers.values("channel", "state").annotate(n=Count("pk"), unmarked=Count("pk", filter=CLEAN))
    known = {(row["channel"], row["state"]): (row["n"], row["unmarked"]) for row in counted.order_by()}
    columns = [
        Column(_("Kênh hỏi")), *(Column(_(STATE_NAMES[state]).capitalize(), numeric=True) for state in State),
        Column(_("Trả lời, không dấu hiệu"), numeric=True),
    ]  # fmt: skip
    rows = [_channel(channel, known, filters) for channel in Channel]
    return Table(caption=_("Lượt hỏi đã kết thúc, theo kênh"), columns=columns, rows=rows, layout="units", id="kenh")


def _channel(channel: Channel, known: dict[tuple[int, int], tuple[int, int]], filters: Filters) -> list[Cell | str]:
    def cell(state: State, place: int = 0, **more: object) -> Cell:
        count = known.get((channel, state), (0, 0))[place]
        url = filters.door(kenh=int(channel), ket=int(state), **more) if count else ""
        return Cell(number(count), url)

    ends = [cell(state) for state in State]
    return [capfirst(_(CHANNEL_NAMES[channel])), *ends, cell(State.ANSWERED, 1, dau="khong")]


def by_question(answers: AnswerQuerySet, filters: Filters) -> list[AboutQuestion]:
    """Count each choice of each question, with and without answers that bear a sign. Two statements."""
    unmarked = Count("pk", filter=Q(answer__flags=[]))
    counted = Chosen.objects.filter(answer__in=answers).values("choice").annotate(n=Count("pk"), unmarked=unmarked)
    counts = {choice: (n, few) for choice, n, few in counted.order_by().values_list("choice", "n", "unmarked")}
    chosen = Choice.objects.filter(pk__in=counts).select_related("question")
    asked = sorted({choice.question for choice in chosen}, key=lambda each: (each.position, each.pk))
    whole = Choice.objects.filter(question__in=asked)
    return [
        _question(
            question.words(get_language() or ""), [c for c in whole if c.question_id == question.pk], counts, filters
        )
        for question in asked
    ]


def _question(
    text: str, choices: Sequence[Choice], counts: dict[int, tuple[int, int]], filters: Filters
) -> AboutQuestion:
    language = get_language() or ""
    rows: list[list[Cell | str]] = []
    for choice in choices:
        all_of, clean = counts.get(choice.pk, (0, 0))
        door = filters.door(chon=choice.pk) if all_of else ""
        rows.append([choice.words(language), _points(choice), Cell(number(all_of), door), number(clean)])
    columns = [
        Column(_("Câu trả lời")), Column(_("Điểm"), numeric=True), Column(_("Số lượt"), numeric=True),
        Column(_("Không dấu hiệu"), numeric=True),
    ]  # fmt: skip
    caption = _("%(question)s Mỗi câu trả lời được chọn mấy lượt.") % {"question": text}
    table = Table(caption=caption, columns=columns, rows=rows, layout="units", id=f"cau-{choices[0].question_id}")
    return AboutQuestion(text, _lead(choices, counts), table)


def _points(choice: Choice) -> Cell:
    return Cell(_("không tính"), missing=True) if choice.score is None else Cell(number(choice.score))


def _lead(choices: Sequence[Choice], counts: dict[int, tuple[int, int]]) -> str:
    """Say how many were content with this, of those whom it concerned."""
    scored = [choice for choice in choices if choice.score is not None]
    if not scored:
        return ""
    good = sum(counts.get(c.pk, (0, 0))[0] for c in scored if (c.score or 0) >= SATISFIED_FROM)
    whole = sum(counts.get(c.pk, (0, 0))[0] for c in scored)
    return _("%(good)s trên %(all)s lượt có điểm từ %(from)s trở lên.") % {
        "good": number(good),
        "all": number(whole),
        "from": SATISFIED_FROM,
    }


def listed(answers: Iterable[Answer], caption: str) -> Table:
    """List answers: each leads to its own page."""
    columns = [
        Column(_("Ngày mở hòm")), Column(_("Kênh hỏi")), Column(_("Kết thúc")), Column(_("Thủ tục"), phone="full bare"),
        Column(_("Dấu hiệu"), phone="full bare"),
    ]  # fmt: skip
    rows = [
        [
            Cell(date_text(each.counted_on), reverse("satisfaction:answer", args=[each.pk])),
            _(CHANNEL_NAMES[Channel(each.channel)]),
            _(STATE_NAMES[State(each.state)]),
            each.procedure.name if each.procedure else Cell(_("không ghi thủ tục"), missing=True),
            signs(each) or Cell(_("không có dấu hiệu"), missing=True),
        ]
        for each in answers
    ]
    return Table(caption=caption, columns=columns, rows=rows, layout="pack", id="cac-bai")


def signs(answer: Answer) -> str:
    """Write the signs beside an answer."""
    return "; ".join(_(FLAG_NAMES[Flag(flag)]) for flag in answer.flags)


def waiting(units: Sequence[Unit], today: date) -> int:
    """Count the answers of earlier days that still lie in boxes of fewer than five."""
    return Boxed.objects.filter(unit__in=units, day__lt=today, state=State.ANSWERED).count()


def results_given(official: Official, filters: Filters) -> int:
    """Count the dossiers that got their result in the same days: most of their citizens were never at a kiosk."""
    known = Dossier.objects.visible_to(official).filter(status__in=FINISHED)
    if filters.unit is not None:
        known = known.filter(unit__path__startswith=filters.unit.path)
    return known.filter(ended_on__range=(filters.first, filters.last)).count()
