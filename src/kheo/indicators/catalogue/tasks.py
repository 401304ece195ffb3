"""Indicators on assigned tasks: on time, kept up to date, accepted at once, not put off, shown by evidence.

The clock of a task stops at its report (a choice of this project): a reviewer's delay makes nobody late.
"""

from datetime import timedelta
from typing import Any

from kheo.measures.shapes import AS_OF, LeftOut, Ratio, Source

CANCELLED, DONE = "cancelled", "done"
OPEN = ("assigned", "doing", "reported", "returned")
FRESH = timedelta(days=30)


def _is_cancelled(t: Any) -> Any:
    return t.state == CANCELLED


def _is_due(t: Any) -> Any:
    return t.due_on.notnull() & (t.done_on.notnull() | (t.due_on < t.as_of))


ON_TIME = Ratio(
    code="nhiem-vu-dung-han",
    name="Tỷ lệ nhiệm vụ hoàn thành đúng hạn",
    short_name="Nhiệm vụ đúng hạn",
    noun="nhiệm vụ",
    source=Source(
        "Đơn vị báo cáo kết quả không muộn hơn hạn. Theo cách đếm thường gặp khi theo dõi nhiệm vụ: đúng hạn, quá hạn, "
        "còn "
        "trong hạn",
        assurance="project",
    ),
    table="task",
    period_column="due_on",
    counted=lambda t: ~_is_cancelled(t) & _is_due(t),
    good=lambda t: t.done_on <= t.due_on,
    counted_text="Nhiệm vụ đến hạn trong kỳ, đã báo cáo hoặc đã quá hạn.",
    good_text="Đơn vị báo cáo kết quả không muộn hơn hạn, và kết quả không bị trả lại.",
    not_good_text="Báo cáo muộn hơn hạn, hoặc quá hạn mà chưa có kết quả.",
    left_out=(
        LeftOut("đã huỷ", _is_cancelled),
        LeftOut("còn trong hạn", lambda t: ~_is_due(t)),
    ),
    shown_columns=("code", "theme", "assigned_on", "due_on", "done_on", "state"),
    compared=("done_on", "due_on"),
    headline=False,
)

UPDATED = Ratio(
    code="nhiem-vu-cap-nhat",
    name="Tỷ lệ nhiệm vụ đang làm có cập nhật trong 30 ngày",
    short_name="Có cập nhật",
    noun="nhiệm vụ",
    source=Source(
        "Nhiệm vụ chưa kết thúc mà đơn vị đã nhận việc, thêm minh chứng hoặc báo cáo trong 30 ngày đến ngày chốt",
        assurance="project",
    ),
    table="task",
    period_column=AS_OF,
    over_time="state",
    counted=lambda t: t.state.isin(OPEN) & (t.assigned_on <= t.as_of - FRESH),
    good=lambda t: t.updated_on > t.as_of - FRESH,
    counted_text="Nhiệm vụ chưa kết thúc vào ngày chốt, giao từ 30 ngày trước trở lên.",
    good_text="Đơn vị nhận việc, thêm minh chứng hoặc báo cáo trong 30 ngày gần nhất.",
    not_good_text="Không có cập nhật nào trong 30 ngày.",
    left_out=(
        LeftOut("đã kết thúc hoặc đã huỷ", lambda t: ~t.state.isin(OPEN)),
        LeftOut("mới giao chưa đến 30 ngày", lambda t: t.assigned_on > t.as_of - FRESH),
    ),
    shown_columns=("code", "theme", "assigned_on", "due_on", "updated_on", "state"),
    headline=False,
)

ACCEPTED_AT_ONCE = Ratio(
    code="nhiem-vu-khong-tra-lai",
    name="Tỷ lệ nhiệm vụ hoàn thành mà không bị trả lại lần nào",
    short_name="Không bị trả lại",
    noun="nhiệm vụ",
    source=Source("Kết quả được xác nhận ngay, không lần nào trả lại để làm tiếp", assurance="project"),
    table="task",
    period_column="closed_on",
    counted=lambda t: t.state == DONE,
    good=lambda t: t.returned_count == 0,
    counted_text="Nhiệm vụ được xác nhận hoàn thành trong kỳ.",
    good_text="Không bị trả lại lần nào.",
    not_good_text="Bị trả lại ít nhất một lần.",
    left_out=(LeftOut("đã huỷ", _is_cancelled),),
    shown_columns=("code", "theme", "due_on", "closed_on", "returned_count"),
    headline=False,
)

NOT_EXTENDED = Ratio(
    code="nhiem-vu-khong-gia-han",
    name="Tỷ lệ nhiệm vụ không phải gia hạn",
    short_name="Không gia hạn",
    noun="nhiệm vụ",
    source=Source(
        "Nhiệm vụ có hạn mà hạn chưa từng được dời. Xem cùng tỷ lệ đúng hạn: hạn dời được thì đúng hạn dễ hơn",
        assurance="project",
    ),
    table="task",
    period_column="due_on",
    counted=lambda t: ~_is_cancelled(t) & t.due_on.notnull(),
    good=lambda t: t.extended_count == 0,
    counted_text="Nhiệm vụ có hạn trong kỳ.",
    good_text="Hạn chưa từng được dời.",
    not_good_text="Hạn được dời ít nhất một lần.",
    left_out=(LeftOut("đã huỷ", _is_cancelled),),
    shown_columns=("code", "theme", "assigned_on", "due_on", "extended_count", "state"),
    beside=("nhiem-vu-dung-han",),
    headline=False,
)

WITH_EVIDENCE = Ratio(
    code="nhiem-vu-co-minh-chung",
    name="Tỷ lệ nhiệm vụ đến hạn đã có minh chứng",
    short_name="Có minh chứng",
    noun="nhiệm vụ",
    source=Source("Nhiệm vụ có ít nhất một tệp minh chứng khi đến hạn", assurance="project"),
    table="task",
    period_column="due_on",
    counted=lambda t: ~_is_cancelled(t) & (t.due_on <= t.as_of),
    good=lambda t: t.evidence_count > 0,
    counted_text="Nhiệm vụ đến hạn trong kỳ.",
    good_text="Có ít nhất một minh chứng.",
    not_good_text="Chưa có minh chứng nào.",
    left_out=(
        LeftOut("đã huỷ", _is_cancelled),
        LeftOut("chưa đến hạn", lambda t: t.due_on > t.as_of),
    ),
    shown_columns=("code", "theme", "due_on", "evidence_count", "state"),
    headline=False,
)

RATIOS = (ON_TIME, UPDATED, ACCEPTED_AT_ONCE, NOT_EXTENDED, WITH_EVIDENCE)
