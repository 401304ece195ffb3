"""Control charts of a table of series, in the words of the reference implementation (NHSRplotthedots 0.2.2).

Each row is one point: `case` names the series, `date` orders it, `rebase_group` its phase, `y` the value. `dir` is
increase, decrease or neutral (which way is better), `screen` TRUE or FALSE, `fix` the number of points that set the
limits or NA, `target` a number or NA. What is judged otherwise than by the reference: kheo.measures.control.Manner.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kheo.errors import RuleBroken
from kheo.measures import control
from kheo.measures.control import Cause, Chart, Manner

GIVEN = ("case", "dir", "screen", "fix", "target", "i", "date", "y", "rebase_group")
TOLD = ("mean", "lpl", "upl", "outside", "cause", "point", "short", "assurance")
NONE = "NA"
DIRECTIONS = {"increase": 1, "decrease": -1, "neutral": 0}
CAUSE_CODES = {
    Cause.ABOVE_LIMIT: "Above UCL",
    Cause.BELOW_LIMIT: "Below LCL",
    Cause.TREND_UP: "7 Point Trend (Increasing)",
    Cause.TREND_DOWN: "7 Point Trend (Decreasing)",
    Cause.NEAR_UPPER: "2 in 3 Above CL",
    Cause.NEAR_LOWER: "2 in 3 Below CL",
    Cause.RUN_ABOVE: "7 Points Above CL",
    Cause.RUN_BELOW: "7 Points Below CL",
    Cause.COMMON: "Common Cause",
}
POINT_CODES = {1: "special_cause_improvement", -1: "special_cause_concern", 0: "common_cause"}
NEUTRAL_CODES = {1: "special_cause_neutral_high", -1: "special_cause_neutral_low", 0: "common_cause"}


@dataclass(frozen=True)
class Point:
    """One row, read: how its series is to be judged, its phase, its place and its value."""

    case: str
    direction: int
    screen: bool
    fix: int | None
    target: float | None
    phase: str
    place: tuple[date, int]
    value: float


def read_points(rows: Iterable[Mapping[str, str | None]]) -> list[Point]:
    """Read rows; RuleBroken names the first line and column that cannot be read. The head is line 1."""
    points = []
    for line, row in enumerate(rows, 2):
        if missing := [name for name in GIVEN if row.get(name) is None]:
            raise RuleBroken("Dòng {line}: thiếu cột {column}.", line=line, column=missing[0])
        cells = {name: str(row[name]).strip() for name in GIVEN}
        try:
            points.append(_point(cells))
        except _Unreadable as cell:
            raise RuleBroken(
                "Dòng {line}, cột {column}: không đọc được “{given}”.",
                line=line,
                column=cell.name,
                given=cells[cell.name],
            ) from None
    return points


def judge(points: list[Point], manner: Manner) -> list[dict[str, str]]:
    """Judge every series by phases; one answer a point, in the order given, under the names of TOLD."""
    phases: dict[tuple[str, str], list[int]] = {}
    for number in sorted(range(len(points)), key=lambda each: points[each].place):
        phases.setdefault((points[number].case, points[number].phase), []).append(number)
    told: list[dict[str, str]] = [{} for _point in points]
    newest: dict[str, Chart] = {}
    for (case, _phase), numbers in phases.items():
        first = points[numbers[0]]
        values = [points[number].value for number in numbers]
        judged = control.chart(values, baseline=first.fix, screen=first.screen, manner=manner)
        newest[case] = judged  # phases come in the order of their first points: the last one stays
        for number, value, cause in zip(numbers, values, judged.causes, strict=True):
            told[number] = _told(judged, value, cause, first.direction)
    for number, point in enumerate(points):
        told[number]["assurance"] = _assurance(point, newest[point.case], manner)
    return told


def _told(judged: Chart, value: float, cause: Cause, direction: int) -> dict[str, str]:
    lower, upper = judged.limits.lower, judged.limits.upper
    side = cause.side * direction if direction else cause.side
    return {
        "mean": repr(judged.limits.mean),
        "lpl": NONE if lower is None else repr(lower),
        "upl": NONE if upper is None else repr(upper),
        "outside": NONE if lower is None or upper is None else _truth(not lower <= value <= upper),
        "cause": CAUSE_CODES[cause],
        "point": (POINT_CODES if direction else NEUTRAL_CODES)[side],
        "short": _truth(judged.is_short),
    }


def _assurance(point: Point, judged: Chart, manner: Manner) -> str:
    """Give the same word for all phases of a case: that of the newest one."""
    if point.target is None or point.direction == 0:
        return NONE
    return control.assurance_of(judged, point.target, higher_is_better=point.direction > 0, manner=manner) or NONE


def _truth(said: bool) -> str:
    return "TRUE" if said else "FALSE"


class _Unreadable(Exception):
    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def _point(cells: Mapping[str, str]) -> Point:
    if cells["dir"] not in DIRECTIONS:
        raise _Unreadable("dir")
    if cells["screen"] not in {"TRUE", "FALSE"}:
        raise _Unreadable("screen")
    fix = None if cells["fix"] == NONE else _whole(cells, "fix")
    if fix is not None and fix < 1:
        raise _Unreadable("fix")
    try:
        day = date.fromisoformat(cells["date"])
    except ValueError:
        raise _Unreadable("date") from None
    return Point(
        case=cells["case"],
        direction=DIRECTIONS[cells["dir"]],
        screen=cells["screen"] == "TRUE",
        fix=fix,
        target=None if cells["target"] == NONE else _number(cells, "target"),
        phase=cells["rebase_group"],
        place=(day, _whole(cells, "i")),
        value=_number(cells, "y"),
    )


def _number(cells: Mapping[str, str], name: str) -> float:
    try:
        found = float(cells[name])
    except ValueError:
        raise _Unreadable(name) from None
    if not math.isfinite(found):
        raise _Unreadable(name)
    return found


def _whole(cells: Mapping[str, str], name: str) -> int:
    if not cells[name].isdecimal():
        raise _Unreadable(name)
    return int(cells[name])
