"""Made-up feedback and the made-up catalogue of procedures of Phường Thử (minh hoạ), as files to be brought in.

Three senders in five say nothing of the answer; the sample shows how far that is from being satisfied.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from random import Random

from kheo.days import Calendar
from kheo.demo.dossiers import PROCEDURES
from kheo.demo.marks import OF_FIRMS, WITH_FEES

WEEKS = 52
CASE_HEADERS = (
    "Mã phản ánh", "Đơn vị", "Phân loại", "Ngày nhận", "Ngày trả lời", "Từ chối", "Lượt thích", "Lượt không thích",
    "Phản ánh lại", "Đánh giá",
)  # fmt: skip
ENTRY_HEADERS = (
    "Mã thủ tục", "Ngày văn bản có hiệu lực", "Ngày công bố", "Ngày công khai", "Số bộ phận tạo thành",
    "Mức dịch vụ công", "Đủ điều kiện toàn trình", "Có phí", "Tích hợp thanh toán", "Kết quả giấy", "Đối tượng cá nhân",
    "Dùng dữ liệu dân cư",
)  # fmt: skip


def cases(units: dict[str, str], last_day: date, working_days: Calendar, *, seed: int = 2026) -> bytes:
    """Give a year of feedback, four a week, as a CSV file; `units` names units by key."""
    chance = Random(seed)  # noqa: S311  made-up data, no secret
    rows = []
    for week in range(WEEKS):
        for number in range(4):
            received = working_days.next_working(last_day - timedelta(weeks=WEEKS - week, days=-number))
            rows.append(_case(f"PA-MH-{week:02d}{number}", units, received, last_day, working_days, chance))
    return _csv(CASE_HEADERS, rows)


def _case(
    code: str, units: dict[str, str], received: date, last_day: date, working_days: Calendar, chance: Random
) -> list[str]:
    refused = chance.random() < 0.08
    taken = chance.randint(1, 2) if refused else chance.choice((3, 5, 7, 9, 11, 13, 14, 15, 17))
    answered = working_days.add(received, taken)
    is_answered = answered <= last_day
    likes, dislikes = chance.choice(((0, 0), (1, 0), (3, 1), (0, 1), (0, 2)))
    rated = chance.choices(("", "Hài lòng", "Chấp nhận được", "Không hài lòng"), (60, 22, 8, 10))[0]
    return [
        code,
        units[chance.choice(("trung-tam", "kinh-te", "van-hoa"))],
        chance.choices(("Thủ tục", "Hành vi"), (7, 3))[0],
        f"{received:%d/%m/%Y}",
        f"{answered:%d/%m/%Y}" if is_answered else "",
        ("có" if refused else "không") if is_answered else "",
        str(likes),
        str(dislikes),
        "có" if chance.random() < 0.05 else "không",
        rated if is_answered else "",
    ]


def entries(today: date, working_days: Calendar) -> bytes:
    """Give what the catalogue states of each procedure, as a CSV file; of two of them little is known."""
    rows = []
    for place, plan in enumerate(PROCEDURES):
        effective = today - timedelta(days=20 + 25 * place)
        announced = working_days.add(effective, -3 if place == 4 else -7)
        published = working_days.add(announced, 8 if place == 7 else 3)
        fee = plan.code in WITH_FEES
        known = place not in (6, 11)
        rows.append(
            [
                plan.code,
                f"{effective:%d/%m/%Y}",
                f"{announced:%d/%m/%Y}",
                f"{published:%d/%m/%Y}",
                str(6 if place == 9 else 7),
                ("toàn trình", "một phần", "không")[place % 3] if known else "",
                "có" if place % 3 == 0 else "không",
                "có" if fee else "không",
                ("có" if place % 2 else "không") if fee else "",
                "có" if place != 11 else "không",
                "không" if plan.code in OF_FIRMS else "có",
                ("có" if place < 8 else "không") if known else "",
            ]
        )
    return _csv(ENTRY_HEADERS, rows)


def _csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")
