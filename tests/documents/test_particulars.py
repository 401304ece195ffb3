"""Correct the particulars of a document: number, symbol, day, kind, issuer, abstract."""

from datetime import timedelta

import pytest
from django.urls import reverse

from kheo.base import clock
from kheo.base.models import AuditRecord
from kheo.days.formats import date_text


@pytest.fixture
def correct(world, client_of):
    """Send the page of particulars with some of them changed."""

    def send(document, by=None, **changes):
        names = ("type_name", "code_number", "code_notation", "organ_name", "subject")
        fields = {name: getattr(document, name) for name in names}
        fields["issued_date"] = date_text(document.issued_date)
        return client_of(by or world.clerk).post(reverse("documents:particulars", args=[document.pk]), fields | changes)

    return send


def test_corrected_and_traced_without_a_word(world, correct, trace):
    document = world.document()
    assert correct(document, code_number="29", subject="Kết luận khác (minh hoạ)").status_code == 302
    document.refresh_from_db()
    assert (document.number_symbol, document.subject) == ("29/TB-UBND", "Kết luận khác (minh hoạ)")
    changed = trace("document.corrected", document).changed
    assert sorted(changed) == ["code_number", "subject"]
    assert "Kết luận" not in str(changed)


def test_nothing_changed_leaves_no_trace(world, correct):
    assert correct(world.document()).status_code == 302
    assert not AuditRecord.objects.filter(verb="document.corrected").exists()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"code_notation": "TB UBND"}, "Ký hiệu viết liền"),
        ({"issued_date": date_text(clock.today() + timedelta(days=2))}, "Ngày văn bản chưa tới"),
        ({"issued_date": "30/02/2026"}, "Ngày ban hành"),
        ({"type_name": "XX"}, "XX"),
    ],
)
def test_a_wrong_particular_is_refused_and_what_was_typed_stays(world, correct, change, sentence):
    document = world.document()
    answer = correct(document, subject="Lời vừa gõ", **change)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in html and "Lời vừa gõ" in html
    document.refresh_from_db()
    assert document.subject != "Lời vừa gõ"


def test_who_may_not(world, correct):
    document = world.document()
    assert correct(document, by=world.centre_head).status_code == 403
    assert correct(document, by=world.official_of_another_ward).status_code == 404
