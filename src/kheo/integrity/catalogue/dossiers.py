"""Signals over dossiers: days and minutes of finishing, supplements, reopening, ratings, what is left out, back-dating.

Each compares a unit with its own past and with like units. The thresholds are this project's, and data.
"""

from datetime import time
from typing import Any

from kheo.days.calendars import SITTINGS
from kheo.integrity.rules.shapes import FLOOR, LEAST, PAST, SHARED, WINDOW, Kind, Parameter, Signal, Values
from kheo.measures.shapes import Ratio, Source

TABLE = "dossier"
LEFT_OUT = (3, 7, 8)  # refused, withdrawal asked for, stopped
DESIGN = Source(
    "Cách xét do Khéo chọn: kiểm định chính xác Fisher hoặc nhị thức, hiệu chỉnh Holm khi xét nhiều số cùng lúc",
    assurance="project",
)

MINUTES = Parameter("minutes", "Bao nhiêu phút trước giờ đóng cửa", 10, 1, 60, "phút")
CLOSING = Parameter("closing", "Giờ đóng cửa", SITTINGS[-1][1].hour + SITTINGS[-1][1].minute / 60, 11, 20, "giờ", 0.25)
NEAR = Parameter("near_days", "Từ mấy ngày trước ngày hẹn", 1, 0, 10, "ngày")
LATER = Parameter("later_days", "Ghi sau ngày hẹn quá", 3, 1, 60, "ngày")
TIMES = Parameter("times", "Gấp ít nhất mấy lần ngày thường", 4, 2, 20, "lần")
ALIKE = Parameter("alike", "Phần giống nhau trong ngày ít nhất", 90, 50, 100, "phần trăm")
WEEKS_TO_TARGET = Parameter("weeks_to_target", "Cam kết còn hạn trong vòng", 8, 1, 26, "tuần")
OPENS = time(7, 0)


def _dossiers(name: str, period: str, filters: tuple[Any, Any], texts: tuple[str, str, str], columns: str) -> Ratio:
    counted, marked = filters
    return Ratio(
        code="cau-hoi", name=name, noun="hồ sơ", source=DESIGN, table=TABLE, period_column=period, counted=counted,
        good=marked, counted_text=texts[0], good_text=texts[1], not_good_text=texts[2],
        shown_columns=("code", "procedure", *columns.split()),
    )  # fmt: skip


def _on_the_promised_day(values: Values) -> Ratio:
    return _dossiers(
        "Hồ sơ xong đúng ngày hẹn",
        "finished_on",
        (lambda d: d.effective_finish_on.notnull() & d.promised_on.notnull(),
         lambda d: d.effective_finish_on == d.promised_on),
        ("Hồ sơ xong trong kỳ, có ngày hẹn trả.", "Xong đúng ngày hẹn trả.", "Xong sớm hơn hoặc muộn hơn."),
        "promised_on finished_on",
    )  # fmt: skip


def _before_closing(values: Values) -> Ratio:
    last = int(values["closing"] * 60)
    first = last - int(values["minutes"])
    return _dossiers(
        "Hồ sơ xong sát giờ đóng cửa",
        "finished_on",
        (lambda d: d.finished_minute.notnull(), lambda d: (d.finished_minute >= first) & (d.finished_minute <= last)),
        ("Hồ sơ xong trong kỳ, có ghi giờ phút.", "Xong trong những phút trước giờ đóng cửa.", "Xong vào giờ khác."),
        "promised_on finished_on finished_minute",
    )


def _round_minutes(values: Values) -> Ratio:
    return _dossiers(
        "Giờ xong có số phút tròn",
        "finished_on",
        (lambda d: d.finished_minute.notnull(), lambda d: d.finished_minute % 5 == 0),
        ("Hồ sơ xong trong kỳ, có ghi giờ phút.", "Số phút tận cùng bằng 0 hoặc 5.", "Số phút tận cùng khác."),
        "finished_on finished_minute",
    )


def _supplement_near_the_promise(values: Values) -> Ratio:
    near = int(values["near_days"])
    return _dossiers(
        "Yêu cầu bổ sung sát ngày hẹn",
        "promised_on",
        (lambda d: d.promised_on.notnull() & d.received_on.notnull(),
         lambda d: d.promised_on.delta(d.supplement_requested_on, unit="day") <= near),
        ("Hồ sơ có ngày hẹn trả trong kỳ.", "Yêu cầu bổ sung giấy tờ sát hoặc sau ngày hẹn trả.",
         "Không yêu cầu bổ sung, hoặc yêu cầu sớm hơn."),
        "received_on supplement_requested_on promised_on finished_on",
    )  # fmt: skip


def _reopened(values: Values) -> Ratio:
    return _dossiers(
        "Hồ sơ mở lại sau khi đã xong",
        "finished_on",
        (lambda d: d.finished_on.notnull() & d.reopened_count.notnull(), lambda d: d.reopened_count > 0),
        ("Hồ sơ xong trong kỳ, biết được có mở lại hay không.", "Đã xong rồi mở lại.", "Không mở lại."),
        "promised_on finished_on reopened_count",
    )


def _told_later(values: Values) -> Ratio:
    later = int(values["later_days"])
    return _dossiers(
        "Ngày xong vào Khéo sau ngày hẹn",
        "promised_on",
        (lambda d: (d.finished_on <= d.promised_on) & (d.entered_on <= d.promised_on) & d.finish_entered_on.notnull(),
         lambda d: d.finish_entered_on.delta(d.promised_on, unit="day") > later),
        ("Hồ sơ đã có trong Khéo trước ngày hẹn, ghi là xong trong hạn.",
         "Ngày xong ấy vào Khéo muộn hơn ngày hẹn.", "Ngày xong ấy vào Khéo trước hoặc quanh ngày hẹn."),
        "entered_on promised_on finished_on finish_entered_on",
    )  # fmt: skip


def _left_out(values: Values) -> Ratio:
    return _dossiers(
        "Hồ sơ bị từ chối, rút hoặc dừng",
        "received_on",
        (lambda d: d.status.notnull(), lambda d: d.status.isin(LEFT_OUT)),
        ("Mọi hồ sơ nộp trong kỳ.", "Từ chối tiếp nhận, người dân rút, hoặc dừng xử lý: không còn tính vào mẫu số.",
         "Còn tính vào mẫu số."),
        "received_on promised_on status",
    )  # fmt: skip


def _rated(values: Values) -> Ratio:
    return _dossiers(
        "Đánh giá của hồ sơ xong trong một ngày",
        "finished_on",
        (lambda d: d.rating.notnull(), lambda d: d.rating == int(values.get("apart", 5))),
        ("Hồ sơ xong trong ngày mà người dân đã đánh giá.", "Cùng một mức đánh giá.", "Mức khác."),
        "finished_on rating",
    )


def _minutes_share(values: Values) -> float:
    """Minutes before closing as a share of the minutes that offices are open, from seven in the morning."""
    return float(values["minutes"] / (values["closing"] * 60 - (OPENS.hour * 60 + OPENS.minute)))


PROMISED_DAY = Signal(
    code="xong-dung-ngay-hen",
    name="Xong dồn vào đúng ngày hẹn",
    question="%(marked)s trên %(counted)s hồ sơ xong đúng ngày hẹn trả (%(share)s); thường gặp là %(ordinary)s. Vì sao "
    "kỳ này nhiều hồ sơ cùng xong đúng ngày hẹn?",
    ordinary_text="Phần hồ sơ xong đúng ngày hẹn giữ quanh mức trước đây của chính đơn vị và của đơn vị cùng loại.",
    source=DESIGN,
    table=TABLE,
    ratio=_on_the_promised_day,
)
CLOSING_TIME = Signal(
    code="xong-sat-gio",
    name="Xong sát giờ đóng cửa",
    question="%(marked)s trên %(counted)s hồ sơ xong trong những phút cuối trước giờ đóng cửa (%(share)s); thường gặp "
    "là %(ordinary)s. Vì sao giờ xong dồn vào cuối ngày?",
    ordinary_text="Giờ xong rải trong ngày; mỗi đơn vị có nếp riêng, nên so với trước đây của chính đơn vị.",
    source=DESIGN,
    table=TABLE,
    ratio=_before_closing,
    parameters=(*SHARED, MINUTES, CLOSING),
    declared=_minutes_share,
)
ROUND_MINUTES = Signal(
    code="phut-tron",
    name="Giờ xong có số phút tròn",
    question="%(marked)s trên %(counted)s hồ sơ có giờ xong tận cùng bằng 0 hoặc 5 phút (%(share)s); thường gặp là "
    "%(ordinary)s. Giờ xong có được nhập tay về sau không?",
    ordinary_text="Máy tự ghi giờ thì số phút tận cùng bằng 0 hoặc 5 chừng một phần năm.",
    source=DESIGN,
    table=TABLE,
    ratio=_round_minutes,
    parameters=SHARED,
    declared=lambda values: 0.2,
    usual={"floor": 60, "effect": 20},
)
SUPPLEMENTS = Signal(
    code="bo-sung-sat-hen",
    name="Yêu cầu bổ sung sát ngày hẹn",
    question="%(marked)s trên %(counted)s hồ sơ có yêu cầu bổ sung giấy tờ sát hoặc sau ngày hẹn trả (%(share)s); "
    "thường gặp là %(ordinary)s. Giấy tờ thiếu có thể được thấy sớm hơn không?",
    ordinary_text="Giấy tờ thiếu thường được thấy trong những ngày đầu, ít khi sát ngày hẹn.",
    source=DESIGN,
    table=TABLE,
    ratio=_supplement_near_the_promise,
    parameters=(*SHARED, NEAR),
    usual={"effect": 8},
)
REOPENED = Signal(
    code="mo-lai",
    name="Mở lại sau khi đã xong",
    question="%(marked)s trên %(counted)s hồ sơ đã xong rồi mở lại (%(share)s); thường gặp là %(ordinary)s. Vì sao kỳ "
    "này nhiều hồ sơ được mở lại?",
    ordinary_text="Ít hồ sơ phải mở lại, và phần này ít đổi.",
    source=DESIGN,
    table=TABLE,
    ratio=_reopened,
    usual={"effect": 8},
)
BACKDATED = Signal(
    code="ghi-lui-ngay",
    name="Ngày xong được ghi về sau",
    question="%(marked)s trên %(counted)s hồ sơ ghi là xong trong hạn, nhưng ngày xong ấy vào Khéo muộn hơn ngày hẹn "
    "(%(share)s); thường gặp là %(ordinary)s. Ngày xong được lấy từ đâu?",
    ordinary_text="Ngày xong đến Khéo theo nhịp nhập tệp quen thuộc của đơn vị.",
    source=DESIGN,
    table=TABLE,
    ratio=_told_later,
    parameters=(*SHARED, LATER),
    usual={"effect": 10},
)
LEFT_OUT_MORE = Signal(
    code="mau-so-thu-hep",
    name="Mẫu số thu hẹp khi gần tới hạn cam kết",
    question="%(marked)s trên %(counted)s hồ sơ nộp trong kỳ bị từ chối, rút hoặc dừng nên không còn tính (%(share)s); "
    "thường gặp là %(ordinary)s. Cam kết của đơn vị sắp tới hạn; vì sao kỳ này nhiều hồ sơ ra khỏi mẫu số?",
    ordinary_text="Phần hồ sơ bị từ chối, rút hoặc dừng không đổi theo ngày tới hạn của cam kết.",
    source=DESIGN,
    table=TABLE,
    ratio=_left_out,
    parameters=(*SHARED, WEEKS_TO_TARGET),
    near_target=True,
    usual={"effect": 6},
)
RATING_BURSTS = Signal(
    code="danh-gia-don-dap",
    name="Nhiều đánh giá giống nhau ở hồ sơ xong cùng ngày",
    question="%(marked)s trên %(counted)s hồ sơ xong trong ngày có đánh giá mang cùng một mức; thường gặp là chừng "
    "%(ordinary)s. Đơn vị lấy ý kiến người dân về các hồ sơ này bằng cách nào?",
    ordinary_text="Trong các hồ sơ xong cùng ngày có đánh giá, mức cao mức thấp xen nhau như trước đây ở đơn vị.",
    source=DESIGN,
    table=TABLE,
    ratio=_rated,
    kind=Kind.BURST,
    parameters=(WINDOW, PAST, FLOOR, LEAST, TIMES, ALIKE),
    usual={"least": 15},
    apart="rating",
)

OF_DOSSIERS = (
    PROMISED_DAY, CLOSING_TIME, ROUND_MINUTES, SUPPLEMENTS, REOPENED, BACKDATED, LEFT_OUT_MORE, RATING_BURSTS,
)  # fmt: skip
