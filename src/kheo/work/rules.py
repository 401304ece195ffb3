"""What is right about tasks: states and moves, deadlines, evidence, who may not judge whom.

Sources: Quyết định 42/2014/QĐ-TTg (following and urging assigned tasks: one lead unit, due date, confirmed completion),
seen in summaries only; the rest is a design of this project (docs/decisions).
"""

from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum

from kheo.days.periods import Kind, Period, period_of
from kheo.errors import Overtaken, RuleBroken
from kheo.wording import gettext


class State(StrEnum):
    """Where a task (nhiệm vụ) stands."""

    PROPOSED = "proposed"
    ASSIGNED = "assigned"
    DOING = "doing"
    REPORTED = "reported"
    RETURNED = "returned"
    DONE = "done"
    CANCELLED = "cancelled"


STATE_NAMES = {
    State.PROPOSED: "chờ giao",
    State.ASSIGNED: "đã giao",
    State.DOING: "đang làm",
    State.REPORTED: "chờ xác nhận kết quả",
    State.RETURNED: "được trả lại",
    State.DONE: "hoàn thành",
    State.CANCELLED: "đã huỷ",
}

NEXT_STATES: dict[State, frozenset[State]] = {
    State.PROPOSED: frozenset({State.ASSIGNED, State.CANCELLED}),
    State.ASSIGNED: frozenset({State.DOING, State.CANCELLED}),
    State.DOING: frozenset({State.REPORTED, State.CANCELLED}),
    State.REPORTED: frozenset({State.DONE, State.RETURNED, State.DOING, State.CANCELLED}),  # doing: a recurring task
    State.RETURNED: frozenset({State.DOING, State.CANCELLED}),  # the reviewer sends it back with a reason
    State.DONE: frozenset(),
    State.CANCELLED: frozenset(),
}
OPEN_STATES = frozenset({State.ASSIGNED, State.DOING, State.REPORTED, State.RETURNED})
EXTENSION_STATES = frozenset({State.ASSIGNED, State.DOING, State.RETURNED})
EVIDENCE_STATES = frozenset({State.ASSIGNED, State.DOING, State.RETURNED})
START_STATES = frozenset({State.ASSIGNED, State.RETURNED})


class Rhythm(StrEnum):
    """Whether a task is done once by a day, or again and again (định kỳ, thường xuyên)."""

    ONCE = "once"
    CONTINUOUS = "continuous"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"


RHYTHM_NAMES = {
    Rhythm.ONCE: "một lần, theo hạn",
    Rhythm.CONTINUOUS: "thường xuyên",
    Rhythm.WEEKLY: "hằng tuần",
    Rhythm.MONTHLY: "hằng tháng",
    Rhythm.QUARTERLY: "hằng quý",
    Rhythm.YEARLY: "hằng năm",
}

PERIODS: dict[Rhythm, Kind] = {
    Rhythm.WEEKLY: "week",
    Rhythm.MONTHLY: "month",
    Rhythm.QUARTERLY: "quarter",
    Rhythm.YEARLY: "year",
}


# On texts that nobody tuned on (docs/reader.md, "Measured") six in seven were right from 0.8 on, two in three
# between the two, not half below 0.6.
SURE = 0.8  # from here on the reader is "khá chắc"
DOUBTED = 0.6  # below it is "còn ngờ"


class Theme(StrEnum):
    """What a task is about, by its main object; the same codes as the reader's."""

    PLANNING = "planning"
    ACCOUNTABILITY = "accountability"
    AWARENESS = "awareness"
    EMULATION = "emulation"
    ADMIN_REFORM = "admin_reform"
    DIGITAL_TRANSFORMATION = "digital_transformation"
    FEEDBACK = "feedback"
    COORDINATION = "coordination"
    INSPECTION = "inspection"
    OTHER = "other"


THEME_NAMES = {
    Theme.PLANNING: "Chương trình, kế hoạch",
    Theme.ACCOUNTABILITY: "Trách nhiệm, kỷ luật",
    Theme.AWARENESS: "Tuyên truyền, tập huấn",
    Theme.EMULATION: "Thi đua, mô hình",
    Theme.ADMIN_REFORM: "Cải cách hành chính",
    Theme.DIGITAL_TRANSFORMATION: "Chuyển đổi số",
    Theme.FEEDBACK: "Lắng nghe, trả lời người dân",
    Theme.COORDINATION: "Phối hợp",
    Theme.INSPECTION: "Kiểm tra, giám sát",
    Theme.OTHER: "Việc chuyên môn khác",
}


class Decision(StrEnum):
    """What a person decided about a proposed task."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DROPPED = "dropped"
    MERGED = "merged"


DECISION_NAMES = {
    Decision.OPEN: "chưa quyết định",
    Decision.ACCEPTED: "được đồng ý",
    Decision.DROPPED: "được bỏ",
    Decision.MERGED: "được gộp vào việc trên",
}
NEXT_DECISIONS: dict[Decision, frozenset[Decision]] = {
    Decision.OPEN: frozenset({Decision.ACCEPTED, Decision.DROPPED, Decision.MERGED}),
    Decision.ACCEPTED: frozenset({Decision.OPEN, Decision.DROPPED, Decision.MERGED}),
    Decision.DROPPED: frozenset({Decision.OPEN}),
    Decision.MERGED: frozenset(),  # its words went on in the other proposal
}
LIVING = frozenset({Decision.OPEN, Decision.ACCEPTED})


class Origin(StrEnum):
    """Where a proposal comes from."""

    READER = "reader"
    ADDED = "added"
    SPLIT = "split"


LONGEST_TASK = 2000


class NotReady(RuleBroken):
    """Accepted proposals lack something; `broken` gives, by the proposal's id, the rule that says no."""

    def __init__(self, broken: Mapping[int, RuleBroken]) -> None:
        super().__init__("{n} việc đã đồng ý còn thiếu hoặc chưa đúng, nên chưa xác nhận việc nào.", n=len(broken))
        self.broken = broken


def check_move(now: State, then: State) -> None:
    """A task moves only along the table of states."""
    if then not in NEXT_STATES[now]:
        raise RuleBroken(
            "Nhiệm vụ {now} nên chưa thể chuyển thành {then}.", now=STATE_NAMES[now], then=STATE_NAMES[then]
        )


def check_start(state: State) -> None:
    """A task is taken up when it was assigned, or sent back; a report that waits cannot be withdrawn this way."""
    if state not in START_STATES:
        raise RuleBroken(
            "Nhiệm vụ {now} nên chưa thể chuyển thành {then}.", now=STATE_NAMES[state], then=STATE_NAMES[State.DOING]
        )


def goes_on(rhythm: Rhythm, *, ends: bool) -> bool:
    """A recurring task (định kỳ) goes on after a period's report was accepted, until the reviewer ends it."""
    return rhythm is not Rhythm.ONCE and not ends


def rhythm_read(word: str) -> Rhythm:
    """Give the rhythm that a reader's word means; a day's rhythm is "thường xuyên", half a year has none of its own."""
    known = {"daily": Rhythm.CONTINUOUS, **{str(rhythm): rhythm for rhythm in PERIODS}}
    return known.get(word, Rhythm.ONCE)


def period_holding(rhythm: Rhythm, day: date) -> Period | None:
    """Give the period (kỳ báo cáo) that holds the day; none when the rhythm has no calendar."""
    return period_of(PERIODS[rhythm], day) if rhythm in PERIODS else None


def first_period(rhythm: Rhythm, day: date) -> Period | None:
    """The first report is for the period of the assigning, unless too few days of it are left: then for the next.

    A choice of this project: ten days, and three for a weekly task.
    """
    period = period_holding(rhythm, day)
    if period is None:
        return None
    left = (period.end - day).days + 1
    return period if left >= (3 if rhythm is Rhythm.WEEKLY else 10) else period.next()


def judged_on(state: State, reported_on: date | None, today: date) -> date:
    """The clock stops at the report: waiting for its reviewer, a task is late by the day it was reported (báo cáo).

    Returned, it runs on: then today counts again. A choice of this project: nobody is late by another's delay.
    """
    return reported_on if state is State.REPORTED and reported_on else today


def check_decision(now: Decision, then: Decision) -> None:
    """A proposal is accepted, dropped, taken back or merged only while that is still open to decide."""
    if then != now and then not in NEXT_DECISIONS[now]:
        raise Overtaken("Việc này đã {now}, nay không thể {then}.", now=DECISION_NAMES[now], then=DECISION_NAMES[then])


def check_living(now: Decision) -> None:
    """What was dropped or merged is taken back before it is edited."""
    if now not in LIVING:
        raise Overtaken("Việc này đã {now}, không sửa ở đây được nữa.", now=DECISION_NAMES[now])


def check_evidence(count: int) -> None:
    """No task is reported without evidence (minh chứng)."""
    if count == 0:
        raise RuleBroken("Cần ít nhất một minh chứng trước khi báo cáo.", field="file")


def check_evidence_state(state: State) -> None:
    """Evidence is added while the task is under way, not after it was reported or closed."""
    if state not in EVIDENCE_STATES:
        raise RuleBroken("Nhiệm vụ {state}, không thêm minh chứng được nữa.", state=STATE_NAMES[state], field="file")


def check_not_own_report(reporter_id: int | None, reviewer_id: int) -> None:
    """The reporter never accepts or returns the own report (không tự xác nhận kết quả của mình)."""
    if reporter_id == reviewer_id:
        raise RuleBroken("Người báo cáo không tự xác nhận kết quả của mình. Xin để người giao việc xác nhận.")


def check_reason(reason: str) -> None:
    """Sending back or cancelling needs a reason (lý do)."""
    if len(reason.strip()) < 5:
        raise RuleBroken("Xin ghi rõ lý do để đơn vị biết cần sửa gì.", field="note")


def check_note(note: str) -> None:
    """A report says in words what was reached (kết quả)."""
    if len(note.strip()) < 10:
        raise RuleBroken("Xin ghi vài câu về kết quả đạt được.", field="note")


def check_deadline(rhythm: Rhythm, due_on: date | None, today: date) -> None:
    """A task done once has a due day that is not past (hạn hoàn thành); a recurring one has none."""
    if rhythm is not Rhythm.ONCE:
        return
    if due_on is None:
        raise RuleBroken("Xin ghi hạn, hoặc chọn việc định kỳ.", field="due_on")
    if due_on < today:
        raise RuleBroken("Hạn đã qua. Xin ghi một ngày từ hôm nay trở đi.", field="due_on")


def check_open_for_extension(state: State) -> None:
    """A task is put off while it is under way: a report that waits is judged first, what is closed stays closed."""
    if state not in EXTENSION_STATES:
        raise RuleBroken("Nhiệm vụ {state} nên không gia hạn được.", state=STATE_NAMES[state])


def check_extension(rhythm: Rhythm, due_on: date | None, new_due_on: date) -> None:
    """Only a due day can be put off (gia hạn), and only to a later one; what recurs has its next period instead."""
    if rhythm is not Rhythm.ONCE or due_on is None:
        raise RuleBroken("Việc định kỳ không gia hạn; kết quả của kỳ sau nộp ở kỳ sau.", field="due_on")
    if new_due_on <= due_on:
        raise RuleBroken("Hạn mới phải sau hạn đang có.", field="due_on")


def check_lead_unit(lead_unit_id: int | None, coordinating: Collection[int]) -> None:
    """Exactly one unit leads (chủ trì); it does not also coordinate with itself (phối hợp)."""
    if lead_unit_id is None:
        raise RuleBroken("Một việc cần đúng một đơn vị chủ trì.", field="lead_unit")
    if lead_unit_id in coordinating:
        raise RuleBroken("Đơn vị chủ trì không ghi lại ở phần phối hợp.", field="coordinating_units")


def check_wording(text: str) -> None:
    """A task says what is to be done, in 5 to 2,000 letters."""
    if len(text.strip()) < 5:
        raise RuleBroken("Xin ghi việc phải làm.", field="text")
    check_length(text)


def check_length(text: str) -> None:
    """A wording above 2,000 letters is more than one task."""
    if len(text) > LONGEST_TASK:
        raise RuleBroken("Một việc dài quá 2.000 ký tự. Xin tách thành nhiều việc.", field="text")


def check_head(head_post_unit_path: str, lead_unit_path: str) -> None:
    """The accountable head (người đứng đầu) heads the lead unit or a unit above it."""
    if not lead_unit_path.startswith(head_post_unit_path):
        raise RuleBroken(
            "Người đứng đầu chịu trách nhiệm phải thuộc đơn vị chủ trì hoặc cấp trên của đơn vị.", field="head_post"
        )


def check_tie(indicator_code: str, target: object) -> None:
    """A tie (gắn) to an indicator needs a target."""
    if indicator_code and target is None:
        raise RuleBroken("Đã chọn chỉ số thì cần ghi mục tiêu.", field="target")


def check_tieable(state: State) -> None:
    """Only a task that is not over yet is meant to move an indicator."""
    if not NEXT_STATES[state]:
        raise RuleBroken("Nhiệm vụ đã xong hoặc đã huỷ, không gắn thêm chỉ số được.")


def check_tied_once(indicator_code: str, tied: Collection[str]) -> None:
    """A task has one promise for each indicator."""
    if indicator_code in tied:
        raise RuleBroken("Nhiệm vụ này đã gắn với chỉ số ấy rồi.", field="indicator_code")


def code_of(year: int, number: int) -> str:
    """Give a task's code, "NV-2026-041"."""
    return f"NV-{year}-{number:03d}"


def is_unsure(confidence: float) -> bool:
    """Say whether a person looks first: below `SURE`."""
    return confidence < SURE


def confidence_words(confidence: float) -> str:
    """Say in words how sure the reader is; percentages would promise more than is known."""
    if not is_unsure(confidence):
        return gettext("khá chắc")
    return gettext("chưa chắc lắm") if confidence >= DOUBTED else gettext("còn ngờ")
