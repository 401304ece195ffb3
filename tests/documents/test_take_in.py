"""Take in: a document comes from pasted words or from a file; its particulars are guessed, never invented."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from kheo.base import attachments, clock
from kheo.documents import actions
from kheo.documents.models import Document
from kheo.documents.rules import LONGEST_TEXT, Kind
from kheo.errors import RuleBroken
from tests.language.old_letters import vni_of
from tests.world import NOTICE


def test_pasted_words_give_the_particulars_of_the_heading(world, trace):
    document = actions.take_in(by=world.clerk, text=NOTICE)
    assert (document.type_name, document.code_number, document.code_notation) == (Kind.NOTICE, "27", "TB-UBND")
    assert document.issued_date == date(2026, 6, 5)
    assert document.organ_name == "Uỷ ban nhân dân Phường Thử"
    assert document.subject == "Kết luận hội nghị công tác dân vận (minh hoạ)"
    assert document.label == "Thông báo số 27/TB-UBND"
    left = trace("document.taken_in", document)
    assert left.official_id == world.clerk.pk
    assert "UBND" not in str(left.changed)


def test_what_the_text_does_not_say_stays_empty(world):
    document = actions.take_in(by=world.clerk, text="Các đơn vị rà soát hồ sơ quá hạn.")
    assert (document.code_number, document.code_notation, document.issued_date, document.organ_name) == (
        "",
        "",
        None,
        "",
    )
    assert document.label == "Các đơn vị rà soát hồ sơ quá hạn."


def test_a_given_day_wins_over_the_heading(world):
    document = actions.take_in(by=world.clerk, text=NOTICE, issued_date=date(2026, 6, 8))
    assert document.issued_date == date(2026, 6, 8)


def test_a_day_to_come_is_refused_when_given_and_not_taken_from_the_heading(world):
    tomorrow = clock.today() + timedelta(days=1)
    with pytest.raises(RuleBroken, match="Ngày văn bản chưa tới"):
        actions.take_in(by=world.clerk, text=NOTICE, issued_date=tomorrow)
    heading = f"Phường Thử, ngày {tomorrow.day} tháng {tomorrow.month} năm {tomorrow.year}\n{NOTICE[-60:]}"
    assert actions.take_in(by=world.clerk, text=heading).issued_date is None


def test_letters_are_composed_and_line_ends_plain(world):
    document = actions.take_in(by=world.clerk, text="Vie\u0323\u0302c mo\u0323\u0302t\r\nviệc hai")
    assert document.text == "Việc một\nviệc hai"


def test_vni_letters_are_kept_as_unicode(world):
    document = actions.take_in(by=world.clerk, text=vni_of(NOTICE))
    assert (document.text, document.code_number) == (actions.cleaned(NOTICE), "27")


@pytest.mark.parametrize(("text", "sentence"), [("  \n ", "không có chữ nào"), ("a" * (LONGEST_TEXT + 1), "500.000")])
def test_nothing_and_too_much_are_refused(world, text, sentence):
    with pytest.raises(RuleBroken, match=sentence):
        actions.take_in(by=world.clerk, text=text)
    assert not Document.objects.exists()


def test_a_kept_file_is_read_and_goes_with_the_document(world):
    kept = attachments.keep(world.paper("ket-luan.txt", NOTICE.encode()), by=world.clerk)
    document = actions.take_in(by=world.clerk, attachment=kept)
    assert document.attachment == kept
    assert document.text == NOTICE.strip()


def test_who_may_not(world):
    with pytest.raises(PermissionDenied):
        actions.take_in(by=world.centre_head, text=NOTICE)


# the same number


def test_the_same_number_symbol_issuer_and_year_is_found(world):
    first = world.document()
    second = actions.take_in(by=world.chair, text=NOTICE.replace("Số: 27", "Số: 027"))
    assert actions.same_number(second) == first
    assert actions.same_number(first) == second


@pytest.mark.parametrize(
    "change",
    [
        ("27/", "28/"),
        ("TB-UBND", "KH-UBND"),
        ("PHƯỜNG THỬ", "PHƯỜNG KHÁC"),
        ("năm 2026", "năm 2025"),
        ("Số: 27", "Vb 27"),
    ],
)
def test_another_number_symbol_issuer_or_year_is_another_document(world, change):
    world.document()
    assert actions.same_number(world.document(NOTICE.replace(*change, 1))) is None


def test_the_number_of_another_ward_is_none_of_ours(world):
    world.document(by=world.official_of_another_ward)
    assert actions.same_number(world.document()) is None
