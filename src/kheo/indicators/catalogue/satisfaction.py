"""Group 5 of the set of Quyết định 766/QĐ-TTg: feedback answered, and satisfaction as the set counts it.

The set counts silence as satisfaction (5.3, 5.4). Those two never stand alone: `beside` names the share among those who
answered, which carries its response rate.
"""

from decimal import Decimal
from typing import Any

from kheo.indicators.catalogue.dossiers import ON_TIME
from kheo.measures.shapes import Item, LeftOut, Ratio, Source

CONDUCT = "conduct"
SATISFIED = "satisfied"


def _is_answered_or_overdue(c: Any) -> Any:
    return c.due_on.notnull() & (c.answered_on.notnull() | (c.due_on < c.as_of))


def _opinion_known(c: Any) -> Any:
    return c.likes.notnull() & c.dislikes.notnull() & c.repeated.notnull() & c.due_on.notnull()


def _is_overdue(c: Any) -> Any:
    """An unanswered case is overdue once its day has passed."""
    return c.answered_on.fill_null(c.as_of) > c.due_on


ABOUT_CONDUCT = Ratio(
    code="phan-anh-ve-hanh-vi",
    name="Tỷ lệ phản ánh, kiến nghị về hành vi của cán bộ, công chức",
    short_name="Phản ánh về hành vi",
    noun="phản ánh, kiến nghị",
    source=Source(
        "Chỉ số 5.1 của Bộ chỉ số theo Quyết định 766/QĐ-TTg: cơ cấu phản ánh, kiến nghị theo loại; mô tả, không tính "
        "điểm",
        assurance="third party",
    ),
    table="case",
    period_column="received_on",
    counted=lambda c: c.kind.notnull(),
    good=lambda c: c.kind == CONDUCT,
    counted_text="Phản ánh, kiến nghị nhận trong kỳ, đã phân loại.",
    good_text="Nói về hành vi của cán bộ, công chức.",
    not_good_text="Nói về quy định, thủ tục hành chính.",
    left_out=(LeftOut("chưa phân loại", lambda c: c.kind.isnull()),),
    shown_columns=("code", "kind", "received_on"),
    higher_is_better=False,
    headline=False,
)

CASES_ON_TIME = Ratio(
    code="phan-anh-dung-han",
    name="Tỷ lệ phản ánh, kiến nghị xử lý đúng hạn",
    short_name="Phản ánh đúng hạn",
    noun="phản ánh, kiến nghị",
    source=Source(
        "Cách tính chỉ số 5.2 của Bộ chỉ số theo Quyết định 766/QĐ-TTg: trả lời trong 15 ngày làm việc, từ chối trong "
        "2 ngày "
        "làm việc. Khác ở một điểm: phản ánh còn hạn và chưa trả lời thì chưa tính là đạt",
        assurance="third party",
    ),
    table="case",
    period_column="due_on",
    counted=_is_answered_or_overdue,
    good=lambda c: c.answered_on <= c.due_on,
    counted_text="Phản ánh, kiến nghị đến hạn trong kỳ, đã trả lời hoặc đã quá hạn.",
    good_text="Trả lời, hoặc từ chối có nêu lý do, không muộn hơn hạn.",
    not_good_text="Trả lời muộn, hoặc quá hạn mà chưa trả lời.",
    left_out=(LeftOut("còn hạn và chưa trả lời", lambda c: c.answered_on.isnull() & (c.due_on >= c.as_of)),),
    shown_columns=("code", "kind", "received_on", "due_on", "answered_on", "refused"),
    compared=("answered_on", "due_on"),
    item=Item("5.2"),
    headline=False,
)

CASES_NOT_DISLIKED = Ratio(
    code="phan-anh-khong-bi-che",
    name="Mức hài lòng trong xử lý phản ánh, kiến nghị, tính cả người không đánh giá",
    short_name="Hài lòng về phản ánh (766)",
    noun="phản ánh, kiến nghị",
    source=Source(
        "Cách tính chỉ số 5.3 của Bộ chỉ số theo Quyết định 766/QĐ-TTg. Cách tính này coi im lặng là hài lòng, nên "
        "luôn xem "
        "cùng tỷ lệ phản hồi và mức hài lòng của người đã đánh giá",
        assurance="third party",
    ),
    table="case",
    period_column="received_on",
    counted=_opinion_known,
    good=lambda c: ~((c.dislikes > c.likes) | c.repeated | _is_overdue(c)),
    counted_text="Phản ánh, kiến nghị nhận trong kỳ, biết đủ lượt thích, không thích và có bị phản ánh lại hay không.",
    good_text="Không quá hạn, không bị phản ánh lại, lượt không thích không nhiều hơn lượt thích. Im lặng cũng được "
    "tính vào "
    "đây.",
    not_good_text="Quá hạn, bị phản ánh lại, hoặc lượt không thích nhiều hơn lượt thích; mỗi phản ánh chỉ tính một "
    "lần.",
    left_out=(LeftOut("chưa rõ lượt thích, không thích hoặc phản ánh lại", lambda c: ~_opinion_known(c)),),
    shown_columns=("code", "received_on", "due_on", "answered_on", "likes", "dislikes", "repeated"),
    item=Item("5.3"),
    beside=("hai-long-phan-anh",),
    headline=False,
)

CASES_SATISFIED = Ratio(
    code="hai-long-phan-anh",
    name="Tỷ lệ hài lòng với kết quả xử lý phản ánh, trong số người đã đánh giá",
    short_name="Hài lòng về phản ánh",
    noun="lượt đánh giá",
    source=Source(
        "Chỉ tính người đã đánh giá; “chấp nhận được” không tính là hài lòng. Tỷ lệ phản hồi ghi bên cạnh",
        assurance="project",
    ),
    table="case",
    period_column="answered_on",
    counted=lambda c: c.rated.notnull(),
    good=lambda c: c.rated == SATISFIED,
    counted_text="Phản ánh, kiến nghị trả lời trong kỳ mà người gửi đã đánh giá.",
    good_text="Người gửi đánh giá hài lòng.",
    not_good_text="Người gửi đánh giá chấp nhận được hoặc không hài lòng.",
    answered_of=lambda c: c.answered_on.notnull(),
    answered_text="Phản ánh, kiến nghị trả lời trong kỳ",
    shown_columns=("code", "kind", "answered_on", "rated"),
    headline=False,
)

DOSSIERS_NOT_DISLIKED = Ratio(
    code="ho-so-khong-bi-che",
    name="Mức hài lòng trong tiếp nhận, giải quyết thủ tục, tính cả người không đánh giá",
    short_name="Hài lòng về hồ sơ (766)",
    noun="hồ sơ",
    source=Source(
        "Cách tính chỉ số 5.4 của Bộ chỉ số theo Quyết định 766/QĐ-TTg, đủ điểm từ 90%. Khác ở một điểm: hồ sơ vừa quá "
        "hạn vừa "
        "bị phản ánh chỉ tính một lần. Cách tính này coi im lặng là hài lòng, nên luôn xem cùng tỷ lệ phản hồi và mức "
        "hài "
        "lòng của người đã đánh giá",
        assurance="third party",
    ),
    table="dossier",
    period_column=ON_TIME.period_column,
    counted=lambda d: ON_TIME.counted(d) & d.complained.notnull(),
    good=lambda d: ON_TIME.good(d) & ~d.complained,
    counted_text="Hồ sơ được tính ở chỉ số đúng hạn, biết có bị phản ánh hay không.",
    good_text="Đúng hạn và không bị phản ánh, không bị chê. Im lặng cũng được tính vào đây.",
    not_good_text="Quá hạn, hoặc bị phản ánh, bị chê.",
    left_out=(
        *ON_TIME.left_out,
        LeftOut("chưa rõ có bị phản ánh hay không", lambda d: d.complained.isnull()),
    ),
    shown_columns=("code", "procedure", "promised_on", "finished_on", "complained"),
    compared=ON_TIME.compared,
    item=Item("5.4", full_at=Decimal(90)),
    beside=("hai-long",),
    headline=False,
)

RATIOS = (
    ABOUT_CONDUCT,
    CASES_ON_TIME,
    CASES_NOT_DISLIKED,
    CASES_SATISFIED,
    DOSSIERS_NOT_DISLIKED,
)
