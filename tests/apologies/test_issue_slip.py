"""The desk says sorry for a late result and promises another day, once."""

import io
import zipfile
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import InternalError, ProgrammingError, connection, transaction
from django.urls import reverse

from kheo.apologies import actions, waiting
from kheo.apologies.models import Slip, TermsVersion
from kheo.apologies.rules import Terms
from kheo.base import clock
from kheo.base.audit import history
from kheo.base.models import AuditRecord, AuditWords, OnceKey
from kheo.errors import RuleBroken
from kheo.indicators import actions as indicators
from kheo.indicators import snapshot
from kheo.indicators.catalogue.apologies import APOLOGISED, APOLOGISED_IN_TIME
from kheo.indicators.models import Snapshot
from kheo.measures import engine
from kheo.measures.engine import Scope
from kheo.procedures.models import Dossier
from tests.apologies.conftest import MONDAY, MORNING, NEW_DAY

pytestmark = pytest.mark.django_db
TUESDAY, FRIDAY = date(2026, 11, 24), date(2026, 11, 20)
SOMEBODY, SOMEWHERE = "Họ tên minh hoạ", "Số nhà minh hoạ"


@pytest.fixture(autouse=True)
def _on_monday():
    with clock.standing_at(MORNING):
        yield


def test_a_slip_is_numbered_and_traced_and_the_promise_it_broke_stays(running, apologise):
    dossier = running("PT-1", TUESDAY)
    slip = apologise(dossier)
    assert (slip.code, slip.issued_on, slip.promised_on, slip.new_promised_on) == ("01/PXL", MONDAY, TUESDAY, NEW_DAY)
    assert slip.is_in_time
    trace = history(dossier).last()
    assert (trace.verb, trace.changed["number"], trace.words.text) == ("dossier.apologised", 1, slip.reason)
    dossier.refresh_from_db()
    assert dossier.due_on == TUESDAY
    assert AuditRecord.objects.filter(verb="dossier.apologised").count() == 1


def test_numbers_run_on_within_the_year_and_begin_anew(running, apologise):
    assert [apologise(running(f"PT-{n}", TUESDAY)).number for n in (1, 2)] == [1, 2]
    with clock.standing_at(MORNING.replace(year=2027, month=1, day=4)):
        late = apologise(running("PT-3", FRIDAY), new_promised_on=date(2027, 1, 7))
    assert (late.year, late.number, late.is_in_time) == (2027, 1, False)


def test_a_promise_is_made_anew_once_unless_the_locality_says_otherwise(world, running, apologise):
    dossier = running("PT-1", TUESDAY)
    apologise(dossier)
    with pytest.raises(RuleBroken, match="đã hẹn lại 1 lần"):
        apologise(dossier)
    actions.set_terms(Terms(2, 2, "Nghị định 118/2025/NĐ-CP (minh hoạ)", "official text"), by=world.administrator)
    with pytest.raises(RuleBroken, match="sau ngày đã hẹn"):
        apologise(dossier)
    again = apologise(dossier, new_promised_on=date(2026, 12, 7))
    assert (again.promised_on, again.due_by) == (NEW_DAY, date(2026, 11, 26))


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"new_promised_on": date(2026, 11, 28)}, "ngày làm việc"),
        ({"reason": "Bận"}, "10 chữ"),
        ({"signer": 999_999}, "Người ký"),
    ],
)
def test_the_rule_says_no(running, apologise, fields, why):
    with pytest.raises(RuleBroken, match=why):
        apologise(running("PT-1", TUESDAY), **fields)
    assert not Slip.objects.exists()


def test_who_has_a_result_needs_no_apology(world, apologise):
    with pytest.raises(RuleBroken, match="đã xong, đã dừng"):
        apologise(world.dossier())


@pytest.fixture
def awaiting_papers(running):
    """Lay down a dossier that was promised for 18/11 and has waited for the citizen's papers since a day."""

    def make(code, asked_on):
        return running(code, date(2026, 11, 18), status=5, ended_on=asked_on, supplement_count=1)

    return make


@pytest.mark.long
def test_who_was_asked_for_papers_after_the_promise_broke_is_owed_an_apology(
    world, awaiting_papers, apologise, client_of
):
    """Asked on 20/11 for what was promised for 18/11: late without an apology, for the figures and for the desk."""
    late = awaiting_papers("PT-1", FRIDAY)
    in_time = awaiting_papers("PT-2", date(2026, 11, 18))
    page = client_of(world.desk).get(reverse("apologies:due"))
    assert [row[0].text for row in page.context["table"].rows] == ["PT-1"]
    assert _apologised(world, MORNING) == (0, 1, [0])
    assert apologise(late).number == 1
    assert _apologised(world, MORNING.replace(hour=3)) == (1, 1, [0])
    with pytest.raises(RuleBroken, match="chờ bổ sung giấy tờ từ khi còn hạn"):
        apologise(in_time)


def test_who_waits_for_papers_has_no_day_of_an_end(world, awaiting_papers, client_of):
    dossier = awaiting_papers("PT-1", FRIDAY)
    page = client_of(world.desk).get(reverse("procedures:dossier", args=[dossier.pk])).content.decode()
    assert "Chưa xong; đồng hồ dừng từ ngày yêu cầu bổ sung" in page
    assert "Ngày xong" not in page


def _apologised(world, moment):
    """Count the late dossiers of the centre that were told, all of them, and those left out."""
    with clock.standing_at(moment):
        indicators.refresh(world.ward, by=None, now=clock.now())
    taken = Snapshot.objects.filter(table="late_dossier").latest("pk")
    scope = Scope((world.service_centre.pk,), date(2026, 11, 1), date(2026, 12, 31))
    with engine.open_sheet(APOLOGISED, snapshot.facts_of(taken)) as sheet:
        counts = engine.counts(sheet, scope)
    return counts.good, counts.counted, list(counts.left_out)


def test_only_the_desk_the_clerk_and_the_head_of_the_unit_apologise(world, running, apologise, client_of):
    dossier = running("PT-1", TUESDAY)
    with pytest.raises(PermissionDenied):
        apologise(dossier, by=world.centre_official)
    with pytest.raises(Dossier.DoesNotExist):
        apologise(dossier, by=world.official_of_another_ward)
    address = reverse("apologies:issue", args=[dossier.pk])
    colleague = client_of(world.centre_official)
    assert "lập phiếu xin lỗi." in colleague.get(address).content.decode()
    form = {"why": "1", "new_promised_on": "30/11/2026", "signer": world.centre_head.post_id}
    assert colleague.post(address, form).status_code == 403
    assert client_of(world.official_of_another_ward).get(address).status_code == 404
    assert apologise(dossier, by=world.centre_head).number == 1


def test_only_the_administrator_corrects_the_rule(world):
    terms = Terms(2, 1, "Nghị định 118/2025/NĐ-CP (minh hoạ)", "official text")
    with pytest.raises(PermissionDenied):
        actions.set_terms(terms, by=world.desk)
    actions.set_terms(terms, by=world.administrator)
    trace = AuditRecord.objects.get(verb="apology_terms.set")
    assert trace.changed == {"notice_days": 2, "most_slips": 1}


def test_what_was_issued_is_never_altered(world, running, apologise):
    apologise(running("PT-1", TUESDAY))
    actions.set_terms(Terms(2, 1, "Nghị định 118/2025/NĐ-CP (minh hoạ)", "official text"), by=world.administrator)
    for change in ("UPDATE apologies_slip SET number = 7", "UPDATE apologies_termsversion SET notice_days = 0"):
        with pytest.raises((ProgrammingError, InternalError)), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)
    assert TermsVersion.objects.get().notice_days == 2


# pages


def test_the_list_says_what_is_pressing_today_and_leaves_out_who_was_told(world, running, apologise, client_of):
    running("PT-1", TUESDAY)
    running("PT-2", MONDAY)
    running("PT-3", FRIDAY)
    running("PT-4", date(2026, 12, 24))
    apologise(running("PT-5", FRIDAY))
    world.dossier("PT-6", procedure=Dossier.objects.get(code="PT-1").procedure)
    page = client_of(world.desk).get(reverse("apologies:due"))
    told = [(row[0].text, row[3], row[4].text) for row in page.context["table"].rows]
    assert told == [
        ("PT-1", "23/11/2026", "hôm nay là ngày cuối để xin lỗi trước hạn"),
        ("PT-2", "20/11/2026", "sắp tới hẹn, đã qua ngày báo trước"),
        ("PT-3", "19/11/2026", "đã quá hẹn, chưa xin lỗi"),
    ]
    assert "chưa đối chiếu văn bản" in page.content.decode(), "what is remembered is not shown as law"


def test_who_can_still_be_told_in_time_stands_first_the_most_pressing_on_top(world, running, client_of):
    days = {"PT-1": FRIDAY, "PT-2": date(2026, 11, 26), "PT-3": TUESDAY, "PT-4": date(2026, 11, 25), "PT-5": MONDAY}
    for code, promised in days.items():
        running(code, promised)
    page = client_of(world.desk).get(reverse("apologies:due"))
    assert [row[0].text for row in page.context["table"].rows] == ["PT-3", "PT-4", "PT-2", "PT-5", "PT-1"]


@pytest.mark.long
def test_the_list_needs_few_statements(world, running, apologise, client_of, django_assert_num_queries):
    for number in range(12):
        running(f"PT-{number}", FRIDAY)
        apologise(running(f"PT-X{number}", FRIDAY))
    client = client_of(world.desk)
    with django_assert_num_queries(9):
        client.get(reverse("apologies:due"))


def test_the_desk_fills_the_form_in_and_gets_to_the_slip(world, running, client_of):
    dossier, client = running("PT-1", TUESDAY), client_of(world.desk)
    address = reverse("apologies:issue", args=[dossier.pk])
    offered = client.get(address).context["form"]
    assert offered["new_promised_on"].value() == "26/11/2026", "the limit of the procedure, two working days, again"
    form = {"why": "1", "own_words": "", "new_promised_on": "30/11/2026", "signer": world.centre_head.post_id}
    wrong = client.post(address, {**form, "new_promised_on": "29/11/2026"})
    assert wrong.status_code == 422
    answer = client.post(address, form)
    slip = Slip.objects.get()
    assert answer.headers["Location"] == reverse("apologies:slip", args=[slip.pk])
    assert slip.reason == "Cơ quan phối hợp chưa gửi ý kiến đúng hạn"


@pytest.mark.parametrize(
    ("amount", "unit", "offered"),
    [
        (2, "working_day", date(2026, 11, 26)),
        (8, "hour", date(2026, 11, 25)),
        (9, "hour", date(2026, 11, 26)),
        (4, "day", date(2026, 11, 30)),  # a Saturday moves to Monday
        (1, "month", date(2026, 12, 24)),
        (2, "", date(2026, 11, 26)),
        (0, "working_day", date(2026, 11, 25)),
        (None, "", date(2026, 11, 27)),
    ],
)
def test_the_procedures_own_limit_is_offered_again_in_its_own_unit(running, amount, unit, offered):
    """Promised for Tuesday, 24/11."""
    dossier = running("PT-1", TUESDAY)
    dossier.procedure.time_limit_days, dossier.procedure.time_limit_unit = amount, unit
    assert waiting.proposed_day(dossier, MONDAY) == offered


@pytest.mark.long
def test_the_paper_carries_the_name_that_was_typed_and_nothing_keeps_it(world, running, apologise, client_of):
    slip, client = apologise(running("PT-1", TUESDAY)), client_of(world.desk)
    address = reverse("apologies:paper_of", args=[slip.pk])
    answer = client.post(address, {"name": SOMEBODY, "address": SOMEWHERE})
    assert answer.headers["Content-Disposition"] == 'attachment; filename="phieu-xin-loi-01-2026.docx"'
    text = words_of(answer.content)
    for said in (SOMEBODY, SOMEWHERE, "PT-1", "24/11/2026", "30/11/2026", "Số: 01/PXL", slip.reason):
        assert said in text
    kept = [bytes(each.body) + each.location.encode() for each in OnceKey.objects.all()]
    assert not any(b"word/document.xml" in each for each in kept)
    assert SOMEBODY not in repr(list(AuditRecord.objects.values())) + repr(list(AuditWords.objects.values()))
    assert client_of(world.official_of_another_ward).post(address).status_code == 404


def test_without_a_name_the_paper_has_dotted_lines(world, running, apologise, client_of):
    slip = apologise(running("PT-1", TUESDAY))
    answer = client_of(world.desk).post(reverse("apologies:paper_of", args=[slip.pk]))
    document = zipfile.ZipFile(io.BytesIO(answer.content)).read("word/document.xml").decode()
    assert document.count('w:leader="dot"') == 2


def words_of(docx):
    from docx import Document

    opened = Document(io.BytesIO(docx))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in opened.paragraphs), *cells])


# figures


@pytest.mark.long
def test_late_dossiers_without_an_apology_are_counted(world, running, apologise):
    """Late are two open ones and one finished late; two were told, one of them in time."""
    apologise(running("PT-1", FRIDAY), by=world.clerk)
    running("PT-2", FRIDAY)
    in_time = running("PT-3", TUESDAY)
    apologise(in_time)
    Dossier.objects.filter(pk=in_time.pk).update(status=10, ended_on=date(2026, 11, 26))
    running("PT-4", date(2026, 12, 24))
    running("PT-5", FRIDAY, status=7)
    with clock.standing_at(MORNING.replace(day=27)):
        indicators.refresh(world.ward, by=None, now=clock.now())
    taken = Snapshot.objects.get(table="late_dossier")
    scope = Scope((world.service_centre.pk,), date(2026, 11, 1), date(2026, 12, 31))
    found = []
    for ratio in (APOLOGISED, APOLOGISED_IN_TIME):
        with engine.open_sheet(ratio, snapshot.facts_of(taken)) as sheet:
            counts = engine.counts(sheet, scope)
            found.append((counts.good, counts.counted, list(counts.left_out)))
    assert found == [(2, 3, [1]), (1, 2, [2])]
