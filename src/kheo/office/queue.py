"""One official's queue: the next steps that are theirs, by working days left, and what waits for others. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.days import Calendar
from kheo.days.formats import days_left_text, near_date_text
from kheo.integrity import shown as questions
from kheo.integrity.models import Question, QuestionQuerySet
from kheo.people.models import Official
from kheo.reports import decisions
from kheo.reports.decisions import Paper
from kheo.work.models import Task, TaskQuerySet
from kheo.work.rules import EVIDENCE_STATES, OPEN_STATES, State
from kheo.work.shown import TaskRow, row_of

DAYS_AHEAD = 10
SOON = 5
WAITING_SHOWN = 10


class Group(StrEnum):
    """How near a row's due day is."""

    LATE = "late"
    TODAY = "today"
    SOON = "soon"
    LATER = "later"
    RECURRING = "recurring"


NOW = (Group.LATE, Group.TODAY)
GROUP_NAMES = {
    Group.LATE: gettext_lazy("Quá hạn"),
    Group.TODAY: gettext_lazy("Hôm nay"),
    Group.SOON: gettext_lazy("Trong 5 ngày làm việc tới"),
    Group.LATER: gettext_lazy("Sau đó"),
    Group.RECURRING: gettext_lazy("Định kỳ"),
}
WAITS = {
    State.ASSIGNED: gettext_lazy("Chờ nhận việc"),
    State.DOING: gettext_lazy("Đang làm"),
    State.RETURNED: gettext_lazy("Đang làm lại"),
    State.REPORTED: gettext_lazy("Chờ xác nhận"),
}


@dataclass(frozen=True)
class Row:
    """One line of `ui/_queue.html`: when, what to do, to what, where it belongs."""

    group: Group
    due: str
    kind: str
    url: str
    verb: str
    title: str
    where: str
    due_on: date | None = None


def mine(official: Official, working_days: Calendar, today: date) -> list[Row]:
    """Give every row whose next step is this official's, most pressing first."""
    tasks = [*_of_my_unit(official), *decisions.to_review(official)]
    rows = [_task(task, official, working_days, today) for task in tasks]
    rows += [_paper(paper, _("Giao việc"), _("việc chờ giao"), today) for paper in decisions.to_assign(official)]
    rows += [_paper(paper, _("Xác nhận việc"), _("việc gợi ý"), today) for paper in decisions.to_confirm(official)]
    rows += [_question(question, working_days, today) for question in _asked(official)]
    return sorted(rows, key=lambda row: (list(Group).index(row.group), row.due_on or date.max))


def _of_my_unit(official: Official) -> TaskQuerySet:
    """Tasks under way that the own unit leads, or a unit headed today by delegation too."""
    units = {*official.headed_unit_ids, *(post.unit_id for post in official.posts)}
    return Task.objects.filter(lead_unit__in=units, state__in=EVIDENCE_STATES).select_related("lead_unit")


def _asked(official: Official) -> QuestionQuerySet:
    """Questions about numbers that the units headed today have not answered yet."""
    asked = Question.objects.of_units(official.headed_unit_ids).open().unanswered().with_state()
    return asked.select_related("unit", "statement")


def _question(question: Question, working_days: Calendar, today: date) -> Row:
    """A question is the unit's own for some working days; then verifiers see it unanswered."""
    last = working_days.add(question.shown_from, -1)
    left = working_days.between(today, last)
    group = Group.TODAY if left <= 0 else Group.SOON if left <= SOON else Group.LATER
    row = questions.row_of(question, today)
    return Row(group, days_left_text(max(left, 0)), "soon" if left <= 0 else "", row["url"], _("Trả lời câu hỏi"),
               row["title"], question.unit.short_name, last)  # fmt: skip


def _task(task: Task, official: Official, working_days: Calendar, today: date) -> Row:
    shown = row_of(task, working_days, today)
    if task.state == State.REPORTED:
        return _report(task, shown, today)
    acts = official.heads_unit(task.lead_unit_id)
    verb = shown.verb if acts else _("Thêm minh chứng")
    return Row(_group(shown), shown.due, shown.kind, shown.url, verb, shown.title, shown.where, task.due_on)


def _report(task: Task, shown: TaskRow, today: date) -> Row:
    """A report waits from the day it came: the unit cannot go on before it is judged, however far its due day is."""
    since = _("chờ từ %(day)s") % {"day": near_date_text(task.reported_on or today, today)}
    late = shown.kind == "late"
    group, kind, due = (Group.LATE, "late", shown.due) if late else (Group.TODAY, "soon", since)
    return Row(group, due, kind, shown.url, shown.verb, shown.title, shown.where, task.due_on)


def _group(shown: TaskRow) -> Group:
    if shown.days_left is None:
        return Group.RECURRING
    if shown.kind == "late":
        return Group.LATE
    if shown.days_left <= 0:
        return Group.TODAY
    return Group.SOON if shown.days_left <= SOON else Group.LATER


def _paper(paper: Paper, verb: str, what: str, today: date) -> Row:
    """A document waits today: nobody can begin before it is decided. It is late once a due day inside it is past."""
    late = paper.first_due is not None and paper.first_due < today
    where = f"{paper.count} {what}"
    if paper.first_due is not None:
        where += _(", hạn sớm nhất %(day)s") % {"day": near_date_text(paper.first_due, today)}
    group, kind, due = (Group.LATE, "late", _("đã quá hạn")) if late else (Group.TODAY, "soon", _("đang chờ"))
    subject = paper.document.subject or paper.document.label
    return Row(group, due, kind, paper.url, verb, subject, where, paper.first_due if late else None)


def grouped(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    """Give the groups that have rows, with their names."""
    found = [(name, [row for row in rows if row.group is group]) for group, name in GROUP_NAMES.items()]
    return [(str(name), members) for name, members in found if members]


def days_ahead(rows: Sequence[Row], working_days: Calendar, today: date) -> list[dict[str, object]]:
    """Count what is due on each of the next ten working days; what falls on a day off counts on the day before it."""
    first = working_days.next_working(today)
    counts = [0] * DAYS_AHEAD
    for row in rows:
        if row.due_on is None or row.due_on < today:
            continue
        place = max(working_days.between(first, row.due_on), 0)
        if place < DAYS_AHEAD:
            counts[place] += 1
    return [{"date": working_days.add(first, place), "count": count} for place, count in enumerate(counts)]


def waiting(official: Official, working_days: Calendar, today: date) -> tuple[list[Row], int]:
    """Give what waits for others, the nearest few and how many in all: own reports, and tasks one's post assigned."""
    posts = [post.pk for post in [*official.posts, *official.acting_posts]]
    reported = Q(state=State.REPORTED, reported_by=official)
    given = Q(state__in=OPEN_STATES - {State.REPORTED}, reviewer_post__in=posts) & ~Q(
        lead_unit__in=official.headed_unit_ids
    )
    tasks = Task.objects.filter(reported | given, locality=official.locality_id)
    shown = tasks.select_related("lead_unit", "reviewer_post")[:WAITING_SHOWN]
    return [_waits(task, working_days, today) for task in shown], tasks.count()


def _waits(task: Task, working_days: Calendar, today: date) -> Row:
    shown = row_of(task, working_days, today)
    verb, due, where = str(WAITS[State(task.state)]), shown.due, shown.where
    if task.state == State.REPORTED:
        due = _("từ %(day)s") % {"day": near_date_text(task.reported_on or today, today)}
        where = f"{task.code}, {task.reviewer_post.title if task.reviewer_post else _('lãnh đạo')}"
    return Row(_group(shown), due, "", shown.url, verb, shown.title, where, task.due_on)
