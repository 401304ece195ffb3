"""What pages show of tasks: a row of a list, the whole page, the course of events. Reads only."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.base import audit, calendar, clock
from kheo.commitments.joined import joined
from kheo.days import Calendar
from kheo.days.formats import date_text, days_left_text, local_day
from kheo.people.models import Official, Post
from kheo.ui.parts import Quote
from kheo.work import access, rules
from kheo.work.models import Evidence, Task, TaskCommitment
from kheo.work.rules import Rhythm, State

VERB_NAMES = {
    State.ASSIGNED: "Nhận việc",
    State.DOING: "Nộp kết quả",
    State.REPORTED: "Xác nhận kết quả",
    State.RETURNED: "Làm lại theo góp ý",
}
EVENT_NAMES = {
    "task.proposed": "Được lập từ văn bản",
    "task.tied": "Gắn với chỉ số",
    "task.assigned": "Được giao",
    "task.started": "Đơn vị nhận và bắt đầu làm",
    "task.evidence_added": "Thêm minh chứng",
    "task.reported": "Báo cáo kết quả",
    "task.extended": "Được gia hạn",
    "task.returned": "Được trả lại để làm tiếp",
    "task.period_accepted": "Kết quả kỳ này được xác nhận, việc tiếp tục",
    "task.accepted": "Kết quả được xác nhận",
    "task.cancelled": "Bị huỷ",
}


@dataclass(frozen=True)
class TaskRow:
    """A task in a list: how many working days are left, in words and as a kind of tag."""

    task: Task
    due: str
    kind: str
    days_left: int | None

    @property
    def url(self) -> str:
        """Where the task is."""
        return reverse("work:task", args=[self.task.pk])

    @property
    def verb(self) -> str:
        """What is to be done next."""
        return _(VERB_NAMES.get(State(self.task.state), "Xem"))

    @property
    def title(self) -> str:
        """The task in its own words."""
        return self.task.text

    @property
    def where(self) -> str:
        """Code, unit, due day."""
        due = _(", hạn %(day)s") % {"day": date_text(self.task.due_on)} if self.task.due_on else ""
        return f"{self.task.code}, {self.task.lead_unit.short_name}{due}"


def row_of(task: Task, working_days: Calendar, today: date) -> TaskRow:
    """Give a task's row; closed tasks have no days left."""
    if task.state not in rules.OPEN_STATES:
        return TaskRow(task, _(rules.STATE_NAMES[State(task.state)]), "ok" if task.state == State.DONE else "", None)
    day = rules.judged_on(State(task.state), task.reported_on, today)
    if task.due_on is None:
        return _recurring(task, working_days, day)
    left = working_days.between(day, task.due_on)
    late = task.due_on < day
    if task.state == State.REPORTED:
        words = _("báo cáo %(how)s") % {"how": days_left_text(left)} if late else _("báo cáo đúng hạn")
        return TaskRow(task, words, "late" if late else "", left)
    return TaskRow(task, days_left_text(left), "late" if late else "soon" if left <= 1 else "", left)


def _recurring(task: Task, working_days: Calendar, day: date) -> TaskRow:
    """Say which period is to be reported, or was; it is late when that period was over on the day that judges it."""
    if task.period is None:
        return TaskRow(task, _(rules.RHYTHM_NAMES[Rhythm(task.rhythm)]), "", None)
    if task.period.end < day:
        words = _("quá kỳ %(period)s") % {"period": task.period.label}
        return TaskRow(task, words, "late", working_days.between(day, task.period.end))
    if task.state == State.REPORTED:
        return TaskRow(task, _("đã báo cáo kỳ %(period)s") % {"period": task.period.label}, "", None)
    return TaskRow(task, _("kỳ %(period)s") % {"period": task.period.label}, "", None)


def page_of(task: Task, official: Official) -> dict[str, Any]:
    """Give everything the page of one task shows."""
    today = clock.today()
    ties = TaskCommitment.objects.filter(task=task).select_related("commitment__unit", "commitment__locality")
    state = State(task.state)
    return {
        "task": task,
        "row": row_of(task, calendar.current(task.locality_id), today),
        "coordinating": list(task.coordinating_units.all()),
        "evidence": Evidence.objects.filter(task=task).select_related("attachment__blob"),
        "commitments": joined([tie.commitment for tie in ties], today, official),
        "quote": _quote(task),
        "events": _events(task),
        "is_recurring": task.rhythm != Rhythm.ONCE,
        "can_start": state in (State.ASSIGNED, State.RETURNED) and access.can_report(official, task),
        "can_report": state is State.DOING and access.can_report(official, task),
        "can_add_evidence": access.can_add_evidence(official, task),
        "can_review": _may_judge(state, official, task),
        "can_assign": state is State.PROPOSED and access.can_assign(official, task.locality_id),
        "can_extend": task.due_on is not None
        and state in rules.EXTENSION_STATES
        and access.can_assign(official, task.locality_id),
        "can_tie": bool(rules.NEXT_STATES[state]) and access.can_tie(official, task),
        "can_cancel": bool(rules.NEXT_STATES[state]) and access.can_assign(official, task.locality_id),
    }


def _may_judge(state: State, official: Official, task: Task) -> bool:
    return state is State.REPORTED and access.can_review(official, task) and task.reported_by_id != official.pk


def _quote(task: Task) -> Quote | None:
    return Quote.cut(task.document.text, task.start, task.end) if task.document is not None else None


@dataclass(frozen=True)
class Event:
    """One step of the course of a task, done or still to come."""

    when: str
    text: str
    note: str = ""
    state: str = "done"


def _events(task: Task) -> list[Event]:
    """Give what happened, in whose post, and what comes next with its promised day."""
    records = list(audit.history(task))
    titles = dict(Post.objects.filter(pk__in={each.post_id for each in records}).values_list("pk", "title"))
    past = [
        Event(
            date_text(local_day(each.at)),
            _(EVENT_NAMES.get(each.verb, each.verb)),
            ": ".join(part for part in (titles.get(each.post_id or 0, ""), _words(each)) if part),
            "bad" if each.verb in ("task.returned", "task.cancelled") else "done",
        )
        for each in records
    ]
    return past + _next_steps(task)


def _words(record: Any) -> str:
    return record.words.text if hasattr(record, "words") else ""


def _next_steps(task: Task) -> list[Event]:
    waiting = {
        State.PROPOSED: Event(_("hôm nay"), _("Chờ lãnh đạo giao"), state="now"),
        State.ASSIGNED: Event(_("hôm nay"), _("Chờ đơn vị nhận việc"), task.lead_unit.name, "now"),
        State.DOING: Event(_("hôm nay"), _("Đang làm, chờ báo cáo kết quả"), task.lead_unit.name, "now"),
        State.RETURNED: Event(_("hôm nay"), _("Chờ đơn vị làm tiếp"), task.lead_unit.name, "now"),
        State.REPORTED: Event(_("hôm nay"), _("Chờ xác nhận kết quả"), str(task.reviewer_post or ""), "now"),
    }.get(State(task.state))
    if waiting is None:
        return []
    return [waiting, *_due(task)] if task.state != State.REPORTED else [waiting]


def _due(task: Task) -> list[Event]:
    """Give the promised day: of the whole task, or of the period to report on."""
    if task.due_on is not None:
        return [Event(date_text(task.due_on), _("Hạn hoàn thành"), state="next")]
    if task.period is not None:
        words = _("Hết kỳ %(period)s") % {"period": task.period.label}
        return [Event(date_text(task.period.end), words, state="next")]
    return []
