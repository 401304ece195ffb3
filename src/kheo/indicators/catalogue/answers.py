"""Two indicators over citizens' answers: all of them, and those without any sign of stuffing.

The columns are those of the fact table "answer". A record is one asking: answered, refused or left without an answer.
Silence and refusal are never satisfaction: they stand in the response rate beside each figure.
"""

from typing import Any

from kheo.measures.shapes import LeftOut, Ratio, Source

ANSWERED, REFUSED, SILENT = 1, 2, 3
SATISFIED_FROM = 75  # of 100


def _nothing_scored(a: Any) -> Any:
    return (a.state == ANSWERED) & a.lowest.isnull()


ALL_SATISFIED = Ratio(
    code="tra-loi-hai-long",
    name="Tỷ lệ bài trả lời hài lòng ở mọi câu, trong số người đã trả lời",
    short_name="Hài lòng mọi câu",
    noun="bài trả lời",
    headline=False,
    is_published=True,  # whoever answered was told so; the one below would single out what bears a sign
    source=Source(
        "Hài lòng khi mọi câu có điểm đều từ 75 trên 100. Câu không liên quan tới người trả lời thì không tính điểm; "
        "im lặng và từ chối không tính là hài lòng mà ghi ở tỷ lệ phản hồi",
        assurance="project",
    ),
    table="answer",
    period_column="counted_on",
    counted=lambda a: (a.state == ANSWERED) & a.lowest.notnull(),
    good=lambda a: a.lowest >= SATISFIED_FROM,
    counted_text="Bài trả lời được mở hòm trong kỳ, có ít nhất một câu có điểm.",
    good_text="Mọi câu có điểm đều từ 75 trên 100.",
    not_good_text="Có ít nhất một câu dưới 75 trên 100.",
    left_out=(
        LeftOut("từ chối trả lời", lambda a: a.state == REFUSED),
        LeftOut("được hỏi mà không trả lời", lambda a: a.state == SILENT),
        LeftOut("mọi câu đều không liên quan tới người trả lời", _nothing_scored),
    ),
    answered_of=lambda a: a.answer_id.notnull(),
    answered_text="Lượt hỏi kết thúc trong kỳ",
    shown_columns=("counted_on", "procedure", "channel", "lowest", "flags"),
)

UNFLAGGED_SATISFIED = Ratio(
    code="tra-loi-hai-long-khong-dau-hieu",
    name="Tỷ lệ bài trả lời hài lòng ở mọi câu, không tính bài có dấu hiệu bất thường",
    short_name="Hài lòng, bỏ bài có dấu hiệu",
    noun=ALL_SATISFIED.noun,
    headline=False,
    source=Source(
        "Như tỷ lệ bài trả lời hài lòng ở mọi câu, để ngoài những bài có dấu hiệu bất thường: trả lời nhanh dưới 5 "
        "giây, gửi nhiều lần từ một máy, nhiều bài giống hệt nhau trong 5 phút. Dấu hiệu không phải bằng chứng",
        assurance="project",
    ),
    table="answer",
    period_column="counted_on",
    counted=lambda a: (a.state == ANSWERED) & a.lowest.notnull() & ~a.flagged,
    good=ALL_SATISFIED.good,
    counted_text="Bài trả lời được mở hòm trong kỳ, có ít nhất một câu có điểm, không có dấu hiệu bất thường.",
    good_text=ALL_SATISFIED.good_text,
    not_good_text=ALL_SATISFIED.not_good_text,
    left_out=(
        LeftOut("có dấu hiệu bất thường", lambda a: (a.state == ANSWERED) & a.flagged),
        *ALL_SATISFIED.left_out,
    ),
    answered_of=lambda a: ~a.flagged,
    answered_text="Lượt hỏi kết thúc trong kỳ, không có dấu hiệu",
    shown_columns=ALL_SATISFIED.shown_columns,
)

ANSWER_RATIOS = (ALL_SATISFIED, UNFLAGGED_SATISFIED)
