"""What is asked: questions with their choices, as data that an administrator edits; what an answer scores.

Source of the five questions and the scores 100, 75, 50, 25, 0: a survey in use in a commune, as a third party's file
shows it. It is no rule of the State. That survey gave "was not late" no points out of 100, as if whoever was never late
had been treated badly: here a choice for those whom a question does not concern has no score, and is not counted.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kheo.errors import RuleBroken

SATISFIED_FROM = 75
MOST_CHOICES = 8
LONGEST = 300
NOT_CONCERNED = ("không bị", "không gặp", "không áp dụng", "chưa gặp")


class Kind(StrEnum):
    """What a question is for (loại câu hỏi)."""

    SCORED = "scored"
    REASON = "reason"


KIND_NAMES = {
    Kind.SCORED: "chấm điểm: mỗi câu trả lời có số điểm từ 0 đến 100",
    Kind.REASON: "lý do: không chấm điểm, người trả lời có thể bỏ qua",
}


@dataclass(frozen=True)
class WrittenChoice:
    """One answer to choose; no score where the question does not concern whoever chooses it."""

    text: str
    text_en: str
    score: int | None = None


@dataclass(frozen=True)
class Written:
    """A question as it is written: its place, what it is for, its words in both languages, its choices."""

    position: int
    kind: Kind
    text: str
    text_en: str
    choices: tuple[WrittenChoice, ...]


def check_question(question: Written) -> None:
    """A question has words, and choices that can be told apart (câu hỏi đánh giá)."""
    if not question.text.strip():
        raise RuleBroken("Xin ghi câu hỏi.", field="text")
    texts = [choice.text.strip().casefold() for choice in question.choices]
    if not 2 <= len(texts) <= MOST_CHOICES:
        raise RuleBroken("Mỗi câu hỏi có từ 2 đến {most} câu trả lời.", most=MOST_CHOICES, field="choices")
    if len(set(texts)) < len(texts):
        raise RuleBroken("Hai câu trả lời giống hệt nhau.", field="choices")
    english = [choice.text_en.strip() for choice in question.choices]
    if any(len(text) > LONGEST for text in [question.text, question.text_en, *texts, *english]):
        raise RuleBroken("Câu hỏi hay câu trả lời dài quá {longest} chữ.", longest=LONGEST, field="text")
    _check_scores(question.kind, question.choices)


def _check_scores(kind: Kind, choices: Sequence[WrittenChoice]) -> None:
    """Points lie in 0 to 100 and differ; who is not concerned is neither satisfied nor dissatisfied (điểm)."""
    scores = [choice.score for choice in choices if choice.score is not None]
    if kind is Kind.REASON:
        if scores:
            raise RuleBroken("Câu hỏi về lý do không chấm điểm.", field="choices")
        return
    if any(not 0 <= score <= 100 for score in scores):
        raise RuleBroken("Điểm phải từ 0 đến 100.", field="choices")
    if len(set(scores)) < 2:
        raise RuleBroken("Câu hỏi chấm điểm cần ít nhất hai mức điểm khác nhau.", field="choices")
    for choice in choices:
        if choice.score is not None and choice.text.strip().casefold().startswith(NOT_CONCERNED):
            raise RuleBroken(
                "“{text}” là của người không gặp trường hợp này: để trống điểm, đừng cho điểm.",
                text=choice.text.strip(),
                field="choices",
            )


def check_still_asked(is_asked: bool) -> None:
    """A question is retired once (bỏ câu hỏi)."""
    if not is_asked:
        raise RuleBroken("Câu hỏi này đã bỏ rồi.")


def check_answered(scored: int, answered: int) -> None:
    """An answer holds every question that is scored; reasons may be left out (bài trả lời)."""
    if answered < scored:
        raise RuleBroken("Còn {count} câu chưa chọn.", count=scored - answered)


def lowest(scores: Iterable[int | None]) -> int | None:
    """Give the lowest score of an answer, leaving out what does not concern; None when nothing was scored."""
    return min((score for score in scores if score is not None), default=None)


def _five(position: int, text: str, text_en: str, *choices: tuple[str, str, int | None]) -> Written:
    return Written(position, Kind.SCORED, text, text_en, tuple(WrittenChoice(*choice) for choice in choices))


SATISFACTION = (
    ("Rất hài lòng", "Very satisfied", 100),
    ("Hài lòng", "Satisfied", 75),
    ("Bình thường", "Neither satisfied nor dissatisfied", 50),
    ("Không hài lòng", "Dissatisfied", 25),
    ("Rất không hài lòng", "Very dissatisfied", 0),
)

DEFAULT_QUESTIONS = (
    _five(
        1, "Anh/chị có hài lòng về thái độ của người tiếp anh/chị không?",
        "How satisfied are you with the manner of the person who served you?", *SATISFACTION,
    ),
    _five(
        2, "Anh/chị có hài lòng về thời gian phải chờ tại quầy không?",
        "How satisfied are you with the time you waited at the desk?", *SATISFACTION,
    ),
    _five(
        3, "Anh/chị nhận kết quả lúc nào so với ngày ghi trên giấy hẹn?",
        "When did you get the result, compared with the day on your appointment slip?",
        ("Sớm hơn ngày hẹn", "Before the promised day", 100),
        ("Đúng ngày hẹn", "On the promised day", 75),
        ("Muộn từ 1 đến 3 ngày", "1 to 3 days late", 25),
        ("Muộn trên 3 ngày", "More than 3 days late", 0),
        ("Chưa tới ngày hẹn, hoặc không có giấy hẹn", "The day has not come yet, or there is no slip", None),
    ),
    _five(
        4, "Nếu kết quả bị muộn, anh/chị có được xin lỗi và hẹn lại ngày không?",
        "If the result was late, did you get an apology and a new date?",
        ("Có, bằng giấy, trước ngày hẹn", "Yes, in writing, before the promised day", 100),
        ("Có, bằng giấy, sau ngày hẹn", "Yes, in writing, after the promised day", 75),
        ("Chỉ xin lỗi bằng lời", "Only spoken words", 25),
        ("Không được xin lỗi", "No apology", 0),
        ("Không bị trễ hẹn", "The result was not late", None),
    ),
    _five(
        5, "Anh/chị có hài lòng về chỗ ngồi, chỗ viết, chỉ dẫn tại nơi tiếp nhận không?",
        "How satisfied are you with the seats, writing places and signs at the desk?", *SATISFACTION,
    ),
    Written(
        6, Kind.REASON, "Điều gì cần sửa trước nhất?", "What should be mended first?",
        (
            WrittenChoice("Thái độ phục vụ", "Manner of service"),
            WrittenChoice("Phải chờ lâu", "Long waiting"),
            WrittenChoice("Phải bổ sung giấy tờ nhiều lần", "Papers asked for again and again"),
            WrittenChoice("Hướng dẫn khó hiểu", "Instructions that are hard to understand"),
            WrittenChoice("Nộp trực tuyến khó dùng", "Online filing that is hard to use"),
            WrittenChoice("Nơi tiếp nhận chật, bất tiện", "A cramped, inconvenient place"),
            WrittenChoice("Việc khác", "Something else"),
        ),
    ),
)  # fmt: skip
"""What a locality begins with; the administrator changes it."""
