"""The unit answers, a verifier closes."""

from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from kheo.base import attachments, clock
from kheo.base.audit import digest, record
from kheo.integrity import access
from kheo.integrity.models import Answer, Closing, Question, working_units
from kheo.integrity.rules import asking
from kheo.people.models import Official


@transaction.atomic
def answer_question(
    question_id: int, *, by: Official, kind: asking.Answer, words: str, file: UploadedFile | None = None
) -> Answer:
    """The head of the asked unit explains, tells what was corrected, or promises to check; with evidence if there is.

    It may be said again until the question is closed: nothing said before is overwritten.
    """
    question = _locked(question_id, by, clock.today())
    access.check_can_answer(by, question)
    asking.check_can_still_answer(_state(question))
    asking.check_words(words)
    kept = attachments.keep(file, by=by) if file else None
    made = Answer.objects.create(
        question=question, kind=kind, words=words.strip(), attachment=kept, made_at=clock.now()
    )
    evidence = {"file": digest(kept.blob_id)} if kept else {}
    record("question.answered", question, by=by, changed={"answer": made.pk, "kind": asking.Answer(kind), **evidence})
    return made


@transaction.atomic
def close_question(question_id: int, *, by: Official, kind: asking.Closing, words: str) -> Closing:
    """A verifier of another unit closes the question, with the reason."""
    today = clock.today()
    question = _locked(question_id, by, today)
    access.check_can_close(by, question)
    asking.check_not_own(question.unit_id in working_units(by))
    asking.check_can_close(_state(question), today, question.shown_from)
    asking.check_words(words)
    made = Closing.objects.create(question=question, kind=kind, words=words.strip(), made_at=clock.now())
    record("question.closed", question, by=by, changed={"kind": asking.Closing(kind)})
    return made


def _locked(question_id: int, by: Official, today: date) -> Question:
    return Question.objects.select_for_update(of=["self"]).visible_to(by, today).get(pk=question_id)


def _state(question: Question) -> asking.State:
    closed = Closing.objects.filter(question=question).exists()
    return asking.state_of(Answer.objects.filter(question=question).count(), closed)
