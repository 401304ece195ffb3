"""Three indicators over dossiers of the one-stop mechanism.

The columns are those of the fact table "dossier"; statuses and channels are the national codes. The rules' texts are
third-party copies of a working paper on Quyết định 766/QĐ-TTg: pages say so, and never call them law.
"""

from typing import Any

from kheo.measures.shapes import Item, LeftOut, Ratio, Source

SUBMITTED, REFUSED = 1, 3
IN_TIME = ("early", "on_time")
DECIDED = (*IN_TIME, "overdue_finished", "overdue_open")
RUNNING = "running"
ONLINE_CHANNEL = 2
SATISFIED_FROM = 4  # of 5


def _not_accepted(d: Any) -> Any:
    return d.status.isin((SUBMITTED, REFUSED))


def _is_decided(d: Any) -> Any:
    """The on-time rule found a verdict, or its day has passed: open within its time is neither good nor bad."""
    return d.verdict.isin(DECIDED) | ((d.verdict == RUNNING) & (d.promised_on < d.as_of))


def _is_not_judged(d: Any) -> Any:
    return ~d.verdict.isin((*DECIDED, RUNNING, "within_time"))


ON_TIME = Ratio(
    code="ho-so-dung-han",
    name="Tỷ lệ hồ sơ giải quyết đúng hạn",
    short_name="Hồ sơ đúng hạn",
    noun="hồ sơ",
    source=Source(
        "Cách tính chỉ số 2.1 của Bộ chỉ số theo Quyết định 766/QĐ-TTg. Khác ở một điểm: hồ sơ còn trong hạn và "
        "chưa xong thì chưa tính là đạt, đợi đến khi xong hoặc quá ngày hẹn",
        assurance="third party",
    ),
    table="dossier",
    period_column="promised_on",
    counted=_is_decided,
    good=lambda d: d.verdict.isin(IN_TIME),
    counted_text="Hồ sơ có hạn trong kỳ mà quy tắc đúng hạn của địa phương đã kết luận, hoặc đã quá hạn mà chưa xong.",
    good_text="Xong không muộn hơn hạn theo quy tắc đúng hạn, sau khi trừ thời gian không tính.",
    not_good_text="Xong muộn hơn hạn, quá hạn mà chưa xong, hoặc yêu cầu bổ sung nhiều lần hơn mức cho phép.",
    left_out=(
        LeftOut("chưa được tiếp nhận hoặc không rõ hạn", _is_not_judged),
        LeftOut("còn trong hạn và chưa xong", lambda d: ~_is_decided(d)),
    ),
    shown_columns=("code", "procedure", "received_on", "promised_on", "finished_on", "supplement_count"),
    compared=("effective_finish_on", "promised_on"),
    item=Item("2.1"),
)

ONLINE = Ratio(
    code="ho-so-truc-tuyen",
    name="Tỷ lệ hồ sơ nộp trực tuyến",
    short_name="Nộp trực tuyến",
    noun="hồ sơ",
    source=Source(
        "Cách tính chỉ số 3.3 của Bộ chỉ số theo Quyết định 766/QĐ-TTg, chưa xét điều kiện có kết quả điện tử và chưa "
        "nhân tỷ lệ đồng bộ",
        assurance="third party",
    ),
    table="dossier",
    period_column="received_on",
    counted=lambda d: ~_not_accepted(d),
    good=lambda d: d.channel == ONLINE_CHANNEL,
    counted_text="Hồ sơ được tiếp nhận trong kỳ.",
    good_text="Nộp trực tuyến.",
    not_good_text="Nộp trực tiếp tại quầy hoặc qua bưu chính.",
    left_out=(LeftOut("chưa được tiếp nhận hoặc bị từ chối tiếp nhận", _not_accepted),),
    shown_columns=("code", "procedure", "channel", "received_on", "finished_on"),
)

SATISFIED = Ratio(
    code="hai-long",
    name="Tỷ lệ người dân hài lòng, trong số người đã đánh giá",
    short_name="Hài lòng",
    noun="lượt đánh giá",
    source=Source(
        "Mức từ 4 trên 5 là hài lòng, chỉ tính người đã đánh giá. Chỉ số 5.4 theo Quyết định 766/QĐ-TTg coi im lặng là "
        "hài lòng; Khéo không tính như vậy mà ghi tỷ lệ phản hồi bên cạnh",
        assurance="project",
    ),
    table="dossier",
    period_column="finished_on",
    counted=lambda d: d.rating.notnull(),
    good=lambda d: d.rating >= SATISFIED_FROM,
    counted_text="Hồ sơ xong trong kỳ mà người dân đã đánh giá.",
    good_text="Người dân chấm từ 4 trên 5.",
    not_good_text="Người dân chấm từ 3 trở xuống.",
    answered_of=lambda d: d.finished_on.notnull(),
    answered_text="Hồ sơ xong trong kỳ",
    shown_columns=("code", "procedure", "finished_on", "rating"),
)
