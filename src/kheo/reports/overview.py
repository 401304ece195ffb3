"""What the leader's page says: the first line in words, a sentence a commitment, tasks, decisions. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils.translation import gettext as _

from kheo.commitments.joined import Joined
from kheo.days import Calendar
from kheo.days.formats import near_date_text
from kheo.documents.models import Document
from kheo.indicators.known import Known
from kheo.indicators.models import Snapshot
from kheo.people.models import Locality, Official
from kheo.plans.models import PlanCommitment
from kheo.reports import decisions
from kheo.reports.rules import Tally
from kheo.work.models import Task, TaskCommitment, is_past
from kheo.work.shown import row_of

DECISIONS_SHOWN = 7
FRESH_DAYS = 2  # working days: data are taken each night, so two missed nights are worth a word


@dataclass(frozen=True)
class Said:
    """A commitment's sentence with the tasks and plans that are meant to move it."""

    joined: Joined
    tasks: list[Task]
    plans: list[Document]
    today: date

    @property
    def is_overdue(self) -> bool:
        """Say whether the day of the target is past and the target not known to be reached."""
        progress = self.joined.verdict.progress
        reached = self.has_figure and progress is not None and progress >= 1
        return self.joined.commitment.due_on < self.today and not reached

    @property
    def has_figure(self) -> bool:
        """Say whether the figure itself may be shown large: a verdict was possible."""
        return self.joined.verdict.is_told


def tally(rows: Sequence[Joined]) -> Tally:
    """Count by the figure of the last four full weeks, at the due day once it is past, against the target."""
    judged = [row.verdict for row in rows if row.verdict.is_told]
    reached = sum(verdict.progress is not None and verdict.progress >= 1 for verdict in judged)
    return Tally(reached, len(judged) - reached, len(rows) - len(judged))


def said(rows: Sequence[Joined], today: date) -> list[Said]:
    """Join each commitment with its tasks and plans. Two statements."""
    tasks: dict[int, list[Task]] = {}
    plans: dict[int, list[Document]] = {}
    listed = [row.commitment for row in rows]
    for tie in TaskCommitment.objects.filter(commitment__in=listed).select_related("task").order_by("task__code"):
        tasks.setdefault(tie.commitment_id, []).append(tie.task)
    of_plans = PlanCommitment.objects.filter(commitment__in=listed).select_related("document").order_by("pk")
    for each in of_plans.defer("document__text"):
        plans.setdefault(each.commitment_id, []).append(each.document)
    return [Said(row, tasks.get(row.commitment.pk, []), plans.get(row.commitment.pk, []), today) for row in rows]


def open_tasks(locality: Locality, today: date) -> dict[str, int]:
    """Count the open tasks of a locality and those past their due day. One statement."""
    counted = Task.objects.filter(locality=locality).open().order_by()
    return counted.aggregate(open=Count("pk"), late=Count("pk", filter=is_past(today)))


def asks(official: Official, working_days: Calendar, today: date) -> tuple[list[dict[str, str]], int]:
    """Give what waits for the official's decision, seven at most, and how many there are in all."""
    papers = [
        {
            "text": _("Giao %(n)s việc từ %(document)s") % {"n": paper.count, "document": paper.document.label},
            "url": paper.url,
            "where": paper.document.subject,
            "due": _first_due(paper.first_due, today),
            "kind": "late" if paper.first_due and paper.first_due < today else "soon",
        }
        for paper in decisions.to_assign(official)
    ]
    reviews = decisions.to_review(official)
    reports = []
    for task in reviews[:DECISIONS_SHOWN]:
        shown = row_of(task, working_days, today)
        text = _("Xác nhận kết quả: %(task)s") % {"task": task.text}
        reports.append({"text": text, "url": shown.url, "where": shown.where, "due": shown.due, "kind": shown.kind})
    return [*papers, *reports][:DECISIONS_SHOWN], len(papers) + reviews.count()


def _first_due(day: date | None, today: date) -> str:
    return _("hạn sớm nhất %(day)s") % {"day": near_date_text(day, today)} if day else ""


def newest_data(locality: Locality, indicators: Known) -> Snapshot | None:
    """Give the newest snapshot; those of all tables are taken together. One statement."""
    return Snapshot.objects.filter(locality=locality, table__in=indicators.tables).order_by("-pk").first()


def data_note(taken: Snapshot | None, working_days: Calendar, today: date) -> dict[str, object]:
    """Say whether there are data at all, and how old they are."""
    age = working_days.between(taken.as_of, today) if taken else 0
    return {"taken": taken, "stale_days": age if age > FRESH_DAYS else 0}
