"""Reading personal data is written down: who, what, when, and nothing of what was read."""

import pytest
from django.urls import reverse

from kheo.base import attachments
from kheo.base.models import AuditRecord, AuditWords
from kheo.documents.models import Document
from kheo.people.models import Post
from kheo.work.models import Evidence
from kheo.work.rules import State


def account(world):
    who = world.culture_head
    return reverse("people:official", args=[who.pk]), "official.seen", who, {}


def accounts(world):
    return reverse("people:officials") + "?tim=vien", "official.listed", world.ward, {"page": 1}


def holders(world):
    post = Post.objects.get(pk=world.culture_head.post_id)
    return reverse("people:post", args=[post.pk]), "post.holders_seen", post, {}


def spreadsheet(world):
    return reverse("people:current_list"), "list.handed_out", world.ward, {}


def document(world):
    made = world.document()
    Document.objects.filter(pk=made.pk).update(attachment=attachments.keep(world.paper(), by=world.clerk))
    return reverse("documents:file", args=[made.pk]), "document.file_read", made, {}


def evidence(world):
    task = world.task(State.REPORTED)
    found = Evidence.objects.get(task=task)
    return reverse("work:evidence", args=[task.pk, found.pk]), "evidence.read", found, {"task": task.pk}


READS = [
    (account, "administrator", "chair", 403),
    (accounts, "administrator", "chair", 403),
    (holders, "administrator", "chair", 403),
    (spreadsheet, "administrator", "chair", 403),
    (document, "chair", "official_of_another_ward", 404),
    (evidence, "centre_head", "official_of_another_ward", 404),
]


@pytest.mark.parametrize(("thing", "who", "stranger", "refused"), READS, ids=[each[0].__name__ for each in READS])
def test_reading_leaves_one_record_and_nothing_of_what_was_read(world, client_of, thing, who, stranger, refused):
    address, verb, shown, changed = thing(world)
    reader, kept = getattr(world, who), AuditWords.objects.count()
    assert client_of(getattr(world, stranger)).get(address).status_code == refused
    assert client_of(reader).head(address).status_code == 200
    assert not AuditRecord.objects.filter(verb=verb).exists(), "who is refused, or only knocks, has read nothing"
    answer = client_of(reader).get(address)
    assert answer.status_code == 200
    trace = AuditRecord.objects.get(verb=verb)
    assert (trace.object_type, trace.object_id, trace.official_id) == (shown._meta.label_lower, shown.pk, reader.pk)
    assert (trace.post_id, trace.changed, str(trace.request_id)) == (reader.post_id, changed, answer["X-Request-ID"])
    assert AuditWords.objects.count() == kept


def test_when_the_trace_cannot_be_written_nothing_is_shown(world, client_of, monkeypatch):
    def fails(*_args, **_more):
        raise OSError("no trace")

    address, *_told = account(world)
    monkeypatch.setattr("kheo.people.views.officials.record", fails)
    with pytest.raises(OSError, match="no trace"):
        client_of(world.administrator).get(address)


def test_reading_a_piece_of_evidence_is_no_step_in_the_life_of_its_task(world, client_of):
    address, *_told = evidence(world)
    task = Evidence.objects.get().task
    page = reverse("work:task", args=[task.pk])
    client_of(world.centre_head).get(address)
    assert "evidence.read" not in client_of(world.centre_head).get(page).content.decode()
