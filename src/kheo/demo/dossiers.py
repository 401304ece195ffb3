"""Made-up dossiers of Phường Thử (minh hoạ) with a real story inside; the same seed gives the same dossiers.

The service centre trả hồ sơ đúng hẹn better and better some weeks after its task began; the economic office, with the
same task, does not; for two days in one month the one-stop system stands still. Nobody's name, phone or address.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from kheo.days import Calendar
from kheo.demo import marks

MONTHS = 24
A_DAY = 78.0
"""Dossiers on an ordinary working day: about 40,000 in 24 months."""


@dataclass(frozen=True)
class ProcedurePlan:
    """A procedure of the sample ward: the unit (by key) that answers, its limit in working days, its share."""

    code: str
    name: str
    field: str
    unit: str
    limit: int
    share: float


PROCEDURES = (
    ProcedurePlan("MH-101", "Chứng thực bản sao từ bản chính", "Chứng thực", "trung-tam", 1, 22),
    ProcedurePlan("MH-102", "Chứng thực chữ ký", "Chứng thực", "trung-tam", 1, 8),
    ProcedurePlan("MH-103", "Đăng ký khai sinh", "Hộ tịch", "trung-tam", 2, 9),
    ProcedurePlan("MH-104", "Cấp giấy xác nhận tình trạng hôn nhân", "Hộ tịch", "trung-tam", 3, 9),
    ProcedurePlan("MH-105", "Đăng ký kết hôn", "Hộ tịch", "trung-tam", 2, 4),
    ProcedurePlan("MH-106", "Đăng ký khai tử", "Hộ tịch", "trung-tam", 1, 3),
    ProcedurePlan("MH-201", "Đăng ký hộ kinh doanh", "Đăng ký kinh doanh", "kinh-te", 3, 12),
    ProcedurePlan("MH-202", "Cấp phép sửa chữa nhà ở riêng lẻ", "Xây dựng", "kinh-te", 10, 6),
    ProcedurePlan("MH-203", "Xác nhận hồ sơ đất đai", "Đất đai", "kinh-te", 7, 7),
    ProcedurePlan("MH-301", "Trợ cấp xã hội hằng tháng", "Bảo trợ xã hội", "van-hoa", 10, 8),
    ProcedurePlan("MH-302", "Xác nhận hộ nghèo, hộ cận nghèo", "Bảo trợ xã hội", "van-hoa", 5, 5),
    ProcedurePlan("MH-303", "Thông báo tổ chức lễ hội", "Văn hoá", "van-hoa", 5, 2),
)

HEADERS = (
    "Mã hồ sơ",
    "Mã thủ tục",
    "Đơn vị xử lý",
    "Ngày tiếp nhận",
    "Ngày hẹn trả",
    "Ngày xử lý xong",
    "Ngày trả kết quả",
    "Trạng thái",
    "Hình thức nộp",
    "Số lần yêu cầu bổ sung",
    "Ngày yêu cầu bổ sung",
    "Ngày bổ sung xong",
    "Mức hài lòng",
    *marks.HEADERS,
)


MOMENTS = ("Ngày tiếp nhận", "Ngày yêu cầu bổ sung", "Ngày bổ sung xong", "Ngày xử lý xong")
"""What changes a row when its day comes, in the order in which it may."""


@dataclass(frozen=True)
class Story:
    """When things happen: the day of the tasks, the last day of the data, the two days on which the system stops."""

    tasks_began: date
    last_day: date
    stop: frozenset[date]

    @property
    def first_day(self) -> date:
        """The first day of the data, 24 months before the last."""
        month = self.last_day.year * 12 + self.last_day.month - 1 - MONTHS
        return date(month // 12, month % 12 + 1, 1)


def story_of(tasks_began: date, last_day: date, working_days: Calendar) -> Story:
    """Let the system stand still on two working days, eleven weeks before the end."""
    first = working_days.next_working(last_day - timedelta(weeks=11))
    return Story(tasks_began, last_day, frozenset({first, working_days.add(first, 1)}))


def rows(story: Story, unit_names: dict[str, str], working_days: Calendar, *, seed: int = 2026) -> Iterator[list[str]]:
    """Give the dossiers as rows under HEADERS, day by day."""
    chance = Random(seed)  # noqa: S311  made-up data, no secret
    day = story.first_day
    while day <= story.last_day:
        if working_days.is_working(day):
            for number in range(1, _volume(day, chance) + 1):
                yield _row(day, number, story, unit_names, working_days, chance)
        day += timedelta(days=1)


def stood(row: list[str], day: date) -> list[str]:
    """Give a row as it stood in the evening of an earlier day, on which it had been received."""
    seen = dict(zip(HEADERS, row, strict=True))
    later = {name for name in MOMENTS if seen[name] and _day(seen[name]) > day}
    if MOMENTS[3] in later:
        seen |= {"Ngày xử lý xong": "", "Ngày trả kết quả": "", "Mức hài lòng": "", "Trạng thái": "4"}
    if MOMENTS[1] in later:
        seen |= {"Số lần yêu cầu bổ sung": "0", "Ngày yêu cầu bổ sung": "", "Ngày bổ sung xong": ""}
    elif MOMENTS[2] in later:
        seen |= {"Ngày bổ sung xong": "", "Trạng thái": "5"}
    return list(seen.values())


def files(made: list[list[str]], evenings: Sequence[date]) -> Iterator[bytes]:
    """Give the CSV files that a one-stop system exports on these evenings: all at first, then what changed since."""
    places = [HEADERS.index(name) for name in MOMENTS]
    changes = [(row, [_day(row[place]) for place in places if row[place]]) for row in made]
    before = date.min
    for evening in evenings:
        told = [row for row, days in changes if any(before < day <= evening for day in days)]
        yield as_csv([stood(row, evening) for row in told])
        before = evening


def as_csv(told: list[list[str]]) -> bytes:
    """Give rows as a CSV file such as a one-stop system exports."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADERS)
    writer.writerows(told)
    return out.getvalue().encode("utf-8-sig")


def _day(cell: str) -> date:
    return date(int(cell[6:10]), int(cell[3:5]), int(cell[:2]))


def _volume(day: date, chance: Random) -> int:
    """Mondays and the weeks after Tết and in August (school year) are busy."""
    busy = 1.18 if day.weekday() == 0 else 0.96
    season = {2: 1.08, 3: 1.06, 8: 1.12, 12: 0.94}.get(day.month, 1.0)
    return max(1, round(chance.gauss(A_DAY * busy * season, 7)))


def _row(
    day: date, number: int, story: Story, unit_names: dict[str, str], working_days: Calendar, chance: Random
) -> list[str]:
    plan = chance.choices(PROCEDURES, [each.share for each in PROCEDURES])[0]
    received = datetime.combine(day, time(7, 30)) + timedelta(minutes=chance.randrange(0, 9 * 60))  # noqa: DTZ001
    promised = working_days.add(day, plan.limit)
    fate = _fate(plan, day, promised, story, working_days, chance)
    channel = _channel(plan, day, story, chance)
    code = f"PT-{day:%y%m%d}-{number:04d}"
    return [
        code,
        plan.code,
        unit_names[plan.unit],
        f"{received:%d/%m/%Y %H:%M}",
        f"{promised:%d/%m/%Y} 17:30",
        *fate.dates(story.last_day, chance),
        str(fate.status(story.last_day)),
        str(channel),
        *fate.supplements(),
        _rating(fate, story.last_day, chance),
        *marks.marks(code, plan.code, day, story.first_day),
    ]


@dataclass(frozen=True)
class Fate:
    """What becomes of a dossier: the day it is finished or broken off, whether late, and a supplement in between."""

    ends: date
    late: bool
    broken: int = 0
    asked: date | None = None
    brought: date | None = None
    times: int = 0
    rested: bool = True  # it lay overnight

    def status(self, last_day: date) -> int:
        """Give the national status code on the last day."""
        if self.asked is not None and self.brought is not None and self.asked <= last_day < self.brought:
            return 5
        if self.ends > last_day:
            return 4
        return self.broken or 10

    def dates(self, last_day: date, chance: Random) -> list[str]:
        """Give the day it was finished and the day the result was handed over, as far as they have come."""
        if self.ends > last_day:
            return ["", ""]
        hour = f"{chance.randrange(8, 17):02d}:{chance.randrange(60):02d}" if self.rested else "17:00"
        done = f"{self.ends:%d/%m/%Y} {hour}"
        return [done, "" if self.broken else done]

    def supplements(self) -> list[str]:
        """Give how often something was asked for, and the first asking and bringing."""
        if self.asked is None or self.brought is None:
            return ["0", "", ""]
        return [str(self.times), f"{self.asked:%d/%m/%Y} 16:00", f"{self.brought:%d/%m/%Y} 10:00"]


def _fate(plan: ProcedurePlan, day: date, promised: date, story: Story, working_days: Calendar, chance: Random) -> Fate:
    luck = chance.random()
    if luck < 0.025:
        return Fate(working_days.add(day, 1), late=False, broken=3 if luck < 0.014 else 7 if luck < 0.021 else 8)
    late = chance.random() < _late_share(plan.unit, promised, story)
    used = chance.randint(1, 4) if late else -chance.choice((0, 0, 0, 1, 1, 2))
    ends = max(day, working_days.add(promised, used) if used else promised)
    if plan.limit >= 3 and luck > 0.95 and not late:
        return _with_supplement(day, ends, story.last_day, working_days, chance)
    return Fate(ends, late, rested=ends > day)


def _with_supplement(day: date, ends: date, last_day: date, working_days: Calendar, chance: Random) -> Fate:
    """A paper was missing: asked for on the next working day, brought some days later; the end moves as far."""
    asked = working_days.add(day, 1)
    waited = chance.randint(1, 4)
    brought = working_days.add(asked, waited)
    if brought > last_day:
        return Fate(ends, late=False)
    return Fate(working_days.add(max(ends, asked), waited), late=False, asked=asked, brought=brought, times=1)


def _late_share(unit: str, promised: date, story: Story) -> float:
    """Give the chance of being late, by unit and promised day."""
    if promised in story.stop:
        return 0.62
    if unit == "kinh-te":
        return 0.095
    if unit == "van-hoa":
        return 0.055
    weeks = (promised - story.tasks_began).days / 7
    gone = min(1.0, max(0.0, (weeks - 3) / 5))
    return 0.118 - 0.082 * gone


def _channel(plan: ProcedurePlan, day: date, story: Story, chance: Random) -> int:
    """Give 1 counter, 2 online or 3 post; the online share grows slowly, and little in the social office."""
    months = (day - story.first_day).days / 30.4
    online = {"trung-tam": 0.42, "kinh-te": 0.46, "van-hoa": 0.36}[plan.unit] + 0.004 * months
    luck = chance.random()
    return 2 if luck < online else 3 if luck < online + 0.03 else 1


def _rating(fate: Fate, last_day: date, chance: Random) -> str:
    """One in six answers; late dossiers please less."""
    if fate.broken or fate.ends > last_day or chance.random() > 0.16:
        return ""
    weights = (14, 22, 30, 24, 10) if fate.late else (1, 3, 12, 44, 40)
    return str(chance.choices((1, 2, 3, 4, 5), weights)[0])
