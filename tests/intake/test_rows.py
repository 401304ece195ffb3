"""How columns, cells and rows of an export are read, without a database."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kheo.days import VIETNAM, calendar_for
from kheo.errors import RuleBroken
from kheo.intake.rules import cells, columns, logs, rows
from kheo.intake.rules.columns import Field
from kheo.intake.rules.rows import Known, KnownProcedure, KnownUnit, Row, judged
from kheo.procedures.rules.rulebook import Rulebook

TODAY = date(2026, 11, 23)
CALENDAR = calendar_for(range(2025, 2028))
GIVEN = {
    Field.CODE: "PT-261116-0001",
    Field.PROCEDURE_NAME: "Đăng ký khai sinh",
    Field.UNIT: "trung tâm pvhcc",
    Field.RECEIVED_AT: "16/11/2026 09:05",
    Field.PROMISED_AT: "18/11/2026",
    Field.FINISHED_AT: "18/11/2026 15:00",
    Field.STATUS: "9",
    Field.CHANNEL: "Trực tuyến",
}


def known(**changed) -> Known:
    centre = KnownUnit(7, date(2025, 7, 1), None)
    birth = KnownProcedure(3, 7, 2, "1.001", "Đăng ký khai sinh")
    usual = {
        "units": {"trung tam pvhcc": [centre]},
        "procedures": {"dang ky khai sinh": birth, rows.procedure_key("1.001"): birth},
        "book": Rulebook((), CALENDAR),
        "today": TODAY,
    }
    return Known(**{**usual, **changed})


def faults_of(**changed: str) -> list[str]:
    found = rows.read(15, {**GIVEN, **{Field(name): text for name, text in changed.items()}}, known())
    return [fault.sentence for fault in found] if isinstance(found, list) else []


def test_a_good_row_becomes_a_dossier_with_its_due_day():
    row = rows.read(2, GIVEN, known())
    assert isinstance(row, Row)
    assert (row.unit, row.procedure.pk, int(row.status), int(row.channel)) == (7, 3, 9, 2)
    assert row.received_at == datetime(2026, 11, 16, 9, 5, tzinfo=VIETNAM)
    found = judged(row, known().book)
    assert (found.due_on, found.ended_on, found.verdict) == (date(2026, 11, 18), date(2026, 11, 18), "on_time")


@pytest.mark.parametrize(
    ("changed", "column", "words"),
    [
        ({"code": ""}, "Mã hồ sơ",
         "ô này để trống."),
        ({"code": "=1+1"}, "Mã hồ sơ",
         "mã chỉ gồm chữ, số và các dấu . - _ /, dài từ 3 đến 60 ký tự."),
        ({"received_at": "hôm qua"}, "Ngày tiếp nhận",
         "“hôm qua” không phải ngày. Hãy ghi dạng ngày/tháng/năm, ví dụ 05/11/2026."),
        ({"received_at": "11/16/2026"}, "Ngày tiếp nhận",
         "không có ngày giờ “11/16/2026”. Hãy xem lại ngày, tháng, năm; ngày ghi trước tháng."),
        ({"received_at": "24/11/2026", "promised_at": "", "finished_at": "", "status": "4"}, "Ngày tiếp nhận",
         "24/11/2026 chưa tới."),
        ({"finished_at": "13/11/2026"}, "Ngày xử lý xong",
         "13/11/2026 lại trước ngày tiếp nhận 16/11/2026."),
        ({"finished_at": ""}, "Ngày xử lý xong",
         "trạng thái là “Đã xử lý xong” nhưng thiếu ngày xử lý xong."),
        ({"status": "4"}, "Trạng thái",
         "trạng thái là “Đang xử lý” nhưng đã có ngày xong 18/11/2026."),
        ({"status": "chín"}, "Trạng thái",
         "“chín” không phải trạng thái. Hãy ghi mã 1 đến 10 hoặc tên trạng thái."),
        ({"unit": "Phòng Lạ"}, "Đơn vị xử lý",
         "“Phòng Lạ” không phải đơn vị nào của địa phương. Hãy sửa tên, hoặc thêm tên gọi khác cho đơn vị."),
        ({"procedure_name": "Thủ tục lạ"}, "Tên thủ tục",
         "“Thủ tục lạ” chưa có trong danh mục thủ tục."),
        ({"supplement_done_at": "17/11/2026"}, "Ngày yêu cầu bổ sung",
         "có ngày bổ sung xong nhưng thiếu ngày yêu cầu bổ sung."),
        ({"rating": "7"}, "Mức hài lòng",
         "“7” không phải mức hài lòng. Hãy ghi 1 đến 5, hoặc để trống khi người dân chưa đánh giá."),
    ],
)  # fmt: skip
def test_each_fault_is_one_clear_sentence_with_its_row(changed, column, words):
    assert faults_of(**changed) == [f"Dòng 15, cột {column}: {words}"]


@pytest.mark.parametrize("value", ["001099012345", "0912345678", "ai.do@vi.du.vn"])
def test_a_code_that_looks_like_a_person_is_refused_and_never_repeated(value):
    (fault,) = rows.read(4, {**GIVEN, Field.CODE: value}, known())
    assert value not in fault.sentence
    assert fault.value == ""


@pytest.mark.parametrize("value", ["001099012345", "0912345678", "ai.do@vi.du.vn", f"{'rat.dai' * 20}@vi.du.vn"])
@pytest.mark.parametrize(
    "field", [Field.STATUS, Field.CHANNEL, Field.UNIT, Field.RECEIVED_AT, Field.RATING, Field.SUPPLEMENT_COUNT]
)
def test_a_person_in_a_shifted_column_is_never_repeated(field, value):
    (fault,) = rows.read(4, {**GIVEN, field: value}, known())
    assert value[:20] not in fault.sentence
    assert fault.value == ""
    assert fault.sentence.startswith("Dòng 4, cột ") and "“…”" in fault.sentence


def test_a_person_for_a_procedure_or_an_event_is_never_repeated():
    (fault,) = rows.read(4, {**GIVEN, Field.PROCEDURE_NAME: "0912345678"}, known())
    assert "“…” chưa có trong danh mục" in fault.sentence
    told = {Field.CODE: "PT-1", Field.EVENT: "0912345678", Field.EVENT_AT: "16/11/2026"}
    (fault,) = logs.read(4, told, logs.Log(known(), ()))
    assert "0912345678" not in fault.sentence


def test_the_second_row_with_a_code_says_where_the_first_stands():
    against = known()
    assert isinstance(rows.read(2, GIVEN, against), Row)
    (fault,) = rows.read(9, GIVEN, against)
    assert fault.sentence == "Dòng 9, cột Mã hồ sơ: mã PT-261116-0001 đã có ở dòng 2 của tệp."


def test_a_name_that_two_units_bore_means_the_one_of_that_day():
    old, new = KnownUnit(1, date(2020, 1, 1), date(2026, 6, 30)), KnownUnit(2, date(2026, 7, 1), None)
    row = rows.read(2, GIVEN, known(units={"trung tam pvhcc": [old, new]}))
    assert isinstance(row, Row)
    assert row.unit == 2


def test_a_new_procedure_is_added_only_when_asked_and_with_code_and_name():
    strange = {**GIVEN, Field.PROCEDURE_NAME: "Thủ tục mới", Field.PROCEDURE_CODE: "9.9"}
    assert isinstance(rows.read(2, strange, known()), list)
    willing = known(adds_procedures=True)
    assert isinstance(rows.read(2, strange, willing), Row)
    assert [each.name for each in willing.new.values()] == ["Thủ tục mới"]
    assert isinstance(
        rows.read(3, {**strange, Field.CODE: "X-2", Field.PROCEDURE_CODE: ""}, known(adds_procedures=True)), list
    )


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("05/11/2026", datetime(2026, 11, 5, tzinfo=VIETNAM)),
        ("5-11-2026 9:30", datetime(2026, 11, 5, 9, 30, tzinfo=VIETNAM)),
        ("09:30:15 05.11.2026", datetime(2026, 11, 5, 9, 30, 15, tzinfo=VIETNAM)),
        ("9h30 ngày 5/11/2026", datetime(2026, 11, 5, 9, 30, tzinfo=VIETNAM)),
        ("2026-11-05T02:30:00Z", datetime(2026, 11, 5, 9, 30, tzinfo=VIETNAM)),
        ("2026-11-05 09:30:00", datetime(2026, 11, 5, 9, 30, tzinfo=VIETNAM)),
        ("2026-11-05T09:30:00.500+07:00", datetime(2026, 11, 5, 9, 30, 0, 500_000, tzinfo=VIETNAM)),
        ("46331", datetime(2026, 11, 5, tzinfo=VIETNAM)),
        ("46331.395833333336", datetime(2026, 11, 5, 9, 30, tzinfo=VIETNAM)),
    ],
)
def test_moments_are_read_as_people_and_machines_write_them(text, moment):
    assert cells.moment(text) == moment


@given(st.datetimes(datetime(2000, 1, 2), datetime(2099, 12, 30)))  # noqa: DTZ001
def test_every_moment_survives_each_way_of_writing_it(naive):
    moment = naive.replace(microsecond=0, tzinfo=VIETNAM)
    serial = (moment.replace(tzinfo=None) - datetime(1899, 12, 30)) / timedelta(days=1)  # noqa: DTZ001
    for text in (
        f"{moment:%d/%m/%Y %H:%M:%S}", f"{moment:%H:%M:%S %d-%m-%Y}", moment.isoformat(), repr(serial),
        moment.astimezone(UTC).isoformat(),
    ):  # fmt: skip
        assert cells.moment(text) == moment


@given(st.text(max_size=30))
def test_any_text_is_a_moment_or_a_sentence(text):
    try:
        assert cells.moment(text).tzinfo is not None
    except RuleBroken as broken:
        assert broken.message


@given(st.dictionaries(st.sampled_from(list(Field)), st.text(max_size=20)))
def test_any_row_is_good_or_has_sentences_that_name_it(given_cells):
    found = rows.read(77, given_cells, known(adds_procedures=True))
    assert isinstance(found, Row) or all(fault.sentence.startswith("Dòng 77, cột ") for fault in found)


@pytest.mark.parametrize(
    "header",
    ["Họ và tên", "HO TEN", "Tên người nộp", "Số ĐT", "SĐT", "SoDienThoai", "CCCD", "Số CMND/CCCD", "Địa chỉ", "Email",
     "Ngày sinh", "Chủ hồ sơ", "Full name", "Phone number", "Tên", "Ghi chú", "Nội dung", "Cán bộ thụ lý"],
)  # fmt: skip
def test_columns_that_look_personal_or_free_are_refused(header):
    assert columns.is_refused(header)


@pytest.mark.parametrize(
    "header", ["Mã hồ sơ", "TÊN THỦ TỤC", "NgayTiepNhan", "Đơn vị", "Unit name", "Status", "Ngày công dân bổ sung"]
)
def test_columns_that_are_needed_are_not_refused(header):
    assert not columns.is_refused(header)
    assert columns.guess([header], {}).values()


def test_a_column_with_a_harmless_name_is_refused_for_what_it_holds():
    assert columns.is_refused("Cột A", ["0912345678", "0987654321", ""])
    assert not columns.is_refused("Cột A", ["PT-1", "PT-2"])


def test_what_the_locality_chose_before_comes_first():
    headers = ["Số phiếu", "Mã hồ sơ"]
    assert columns.guess(headers, {})[Field.CODE] == 1
    assert columns.guess(headers, {"so phieu": Field.CODE})[Field.CODE] == 0


@given(st.lists(st.text(max_size=40), max_size=40))
def test_hostile_headers_are_cleaned_and_never_used_twice(headers):
    cleaned = [columns.clean_header(header, place) for place, header in enumerate(headers)]
    assert all(0 < len(header) <= columns.LONGEST_HEADER and header.isprintable() for header in cleaned)
    places = list(columns.guess(cleaned, {}).values())
    assert len(places) == len(set(places))


def test_a_title_above_the_header_is_passed_over():
    given_rows = [["BÁO CÁO HỒ SƠ", ""], ["Tháng 11/2026", ""], ["Mã hồ sơ", "Trạng thái"], ["PT-1", "9"]]
    assert columns.find_header(given_rows) == 2


@pytest.mark.parametrize(
    ("name", "text", "flag"),
    [
        (Field.DIGITISED, "Có", True),
        (Field.REUSED, "x", True),
        (Field.SYNCHRONISED, "chưa", False),
        (Field.PAID_ONLINE, "2", True),
        (Field.PAID_ONLINE, "0", False),
        (Field.RESULT_ELECTRONIC, "https://vi.du/ket-qua/1.pdf", True),
        (Field.OF_PERSON, "Doanh nghiệp", False),
        (Field.OF_PERSON, "Cá nhân", True),
        (Field.FEE_DUE, "", None),
    ],
)
def test_yes_and_no_are_read_as_systems_write_them_and_blank_is_unknown(name, text, flag):
    row = rows.read(2, {**GIVEN, name: text}, known())
    assert isinstance(row, Row)
    assert dict(zip(columns.FLAGS, row.flags, strict=True))[name] is flag


def test_what_is_neither_yes_nor_no_is_a_fault():
    assert faults_of(digitised="2") == [
        "Dòng 15, cột Đã số hoá giấy tờ: “2” không phải có hay không. Hãy ghi có, không, hoặc để trống khi chưa rõ."
    ]


def test_a_column_of_days_is_not_taken_for_a_yes_or_no():
    assert columns.guess(["Ngày đã số hoá giấy tờ"], {}) == {}
    assert columns.guess(["HoSoCoThanhPhanSoHoa", "Đối tượng nộp"], {}) == {Field.DIGITISED: 0, Field.OF_PERSON: 1}


@pytest.mark.parametrize("step", ["Bước xử lý", "Thao tác"])
def test_a_step_without_its_moment_makes_no_log_of_a_sheet(step):
    sheet = ["Mã hồ sơ", step, "Ngày tiếp nhận", "Trạng thái"]
    assert columns.guess(sheet, {}) == {Field.CODE: 0, Field.RECEIVED_AT: 2, Field.STATUS: 3}
    log = columns.guess([*sheet[:2], "Thời điểm"], {})
    assert log == {Field.CODE: 0, Field.EVENT: 1, Field.EVENT_AT: 2}
