"""What an administrator does to the questions. None is altered: old answers keep the words they were given to."""

from datetime import datetime

from django.db import transaction

from kheo.base import clock
from kheo.base.audit import record
from kheo.base.seen import check_seen, mark
from kheo.people.models import Locality, Official
from kheo.satisfaction import access, rules
from kheo.satisfaction.models import Choice, Question
from kheo.satisfaction.rules import Written


def mark_of(question: Question) -> str:
    """Give the mark of a question as it stands; a retired one has another."""
    return mark(question.pk, question.retired_at)


@transaction.atomic
def write_question(written: Written, *, by: Official, replaces: int | None = None, seen: str = "") -> Question:
    """Add a question, or put new words or points in the place of another, which is retired."""
    access.check_can_administer(by, by.locality_id)
    rules.check_question(written)
    now = clock.now()
    if replaces is not None:
        _retire(replaces, by=by, now=now, seen=seen)
    question = _write(written, by.locality_id, now)
    record("question.written", question, by=by, changed={"replaces": replaces, "kind": written.kind})
    return question


@transaction.atomic
def retire_question(question_id: int, *, by: Official, seen: str = "") -> Question:
    """Ask a question no longer; what was answered to it stays."""
    access.check_can_administer(by, by.locality_id)
    question = _retire(question_id, by=by, now=clock.now(), seen=seen)
    record("question.retired", question, by=by)
    return question


def ensure_questions(locality_id: int, *, now: datetime) -> None:
    """Write the questions that every locality begins with, where none was ever written."""
    Locality.objects.select_for_update(of=("self",)).get(pk=locality_id)  # not by two at once
    if not Question.objects.filter(locality=locality_id).exists():
        for written in rules.DEFAULT_QUESTIONS:
            _write(written, locality_id, now)


def _write(written: Written, locality_id: int, now: datetime) -> Question:
    question = Question.objects.create(
        locality_id=locality_id,
        position=written.position,
        kind=written.kind,
        text=written.text.strip(),
        text_en=written.text_en.strip(),
        made_at=now,
    )
    Choice.objects.bulk_create(
        Choice(
            question=question, position=position, text=each.text.strip(), text_en=each.text_en.strip(), score=each.score
        )
        for position, each in enumerate(written.choices, start=1)
    )
    return question


def _retire(question_id: int, *, by: Official, now: datetime, seen: str) -> Question:
    question = Question.objects.select_for_update().get(pk=question_id, locality=by.locality_id)
    check_seen(seen, mark_of(question))
    rules.check_still_asked(question.retired_at is None)
    question.retired_at = now
    question.save(update_fields=["retired_at"])
    return question
