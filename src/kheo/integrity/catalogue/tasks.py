"""Signals over tasks: reports that stand on nothing."""

from kheo.integrity.rules.shapes import EFFECT, FLOOR, LEAST, PAST, WINDOW, Parameter, Signal, Values
from kheo.measures.shapes import Ratio, Source

ANY = Source("Mỗi báo cáo cần ít nhất một minh chứng: quy tắc của Khéo về nhiệm vụ", assurance="project")
FEW = Parameter(FLOOR.code, FLOOR.label, 1, 1, 1000, "nhiệm vụ")
ONE = Parameter(LEAST.code, LEAST.label, 1, 1, 1000, "nhiệm vụ")
SMALL = Parameter(EFFECT.code, EFFECT.label, 0, 0, 90, "điểm phần trăm")


def _without_evidence(values: Values) -> Ratio:
    return Ratio(
        code="cau-hoi",
        name="Báo cáo chưa có minh chứng",
        noun="nhiệm vụ",
        source=ANY,
        table="task",
        period_column="done_on",
        counted=lambda t: t.done_on.notnull(),
        good=lambda t: t.evidence_count == 0,
        counted_text="Nhiệm vụ đã báo cáo xong trong kỳ.",
        good_text="Chưa có minh chứng nào.",
        not_good_text="Có minh chứng.",
        shown_columns=("code", "due_on", "done_on", "evidence_count"),
    )


WITHOUT_EVIDENCE = Signal(
    code="bao-cao-khong-minh-chung",
    name="Báo cáo chưa có minh chứng",
    question="%(marked)s trên %(counted)s nhiệm vụ báo cáo xong mà chưa có minh chứng nào (%(share)s); thường gặp là "
    "%(ordinary)s. Minh chứng ở đâu?",
    ordinary_text="Nhiệm vụ báo cáo xong đều có ít nhất một minh chứng.",
    source=ANY,
    table="task",
    ratio=_without_evidence,
    parameters=(WINDOW, PAST, FEW, ONE, SMALL),
    declared=lambda values: 0.0,
    alone=True,
)

OF_TASKS = (WITHOUT_EVIDENCE,)
