"""Whether printed figures agree with themselves: parts with their whole, percentages with their counts.

A percentage of a known whole can only take certain values (the consistency test of N. Brown and J. Heathers, 2017);
last digits of many counted numbers are about equally frequent, which is looked at only where there are enough numbers.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor

from kheo.errors import RuleBroken
from kheo.integrity.rules.tails import binomial_tail
from kheo.wording import gettext

ENOUGH_DIGITS = 50
DIGITS_FROM = 100
"""Only numbers of three digits and more have a last digit that says nothing of its own."""
UNLIKELY_DIGIT = 0.001
NUMBER = re.compile(r"\d{1,3}(?:[.\s]\d{3}){1,3}|\d{1,12}")
"""Up to twelve digits: no count of a report is longer."""


@dataclass(frozen=True)
class Line:
    """One printed part: its name, its count, and the percentage printed beside it with its number of decimals."""

    label: str
    count: int
    percent: Decimal | None = None


def read_lines(text: str) -> list[Line]:
    """Read "name; count; percent" lines, decimal comma, percent left out where none is printed."""
    found = list[Line]()
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        cells = [cell.strip() for cell in line.split(";")]
        if len(cells) not in (2, 3) or not cells[0] or not NUMBER.fullmatch(cells[1]):
            raise RuleBroken("Dòng {n}: xin ghi tên phần; số lượng; tỷ lệ (nếu có).", field="lines", n=number)
        found.append(Line(cells[0][:120], int(re.sub(r"\D", "", cells[1])), _percent(cells[2:], number)))
    if len(found) < 2:
        raise RuleBroken("Xin ghi ít nhất hai phần.", field="lines")
    return found


def _percent(cells: list[str], number: int) -> Decimal | None:
    text = "".join(cells).rstrip("%").strip().replace(",", ".")
    if not text:
        return None
    if not re.fullmatch(r"\d{1,3}(\.\d{1,4})?", text):
        raise RuleBroken("Dòng {n}: tỷ lệ ghi như 49,7.", field="lines", n=number)
    return Decimal(text)


def disagreements(whole: int, lines: Sequence[Line]) -> list[str]:
    """Say, one sentence each, where the printed figures disagree; empty where they agree."""
    found = list[str]()
    together = sum(line.count for line in lines)
    if together != whole:
        sentence = gettext("Các phần cộng lại là {together}, tổng ghi {whole}.")
        found.append(sentence.format(together=together, whole=whole))
    for line in lines:
        if line.percent is not None and not fits(line.count, whole, line.percent):
            sentence = gettext("“{label}”: {count} trên {whole} không cho ra {percent}%.")
            shown = str(line.percent).replace(".", ",")
            found.append(sentence.format(label=line.label, count=line.count, whole=whole, percent=shown))
    printed = [line.percent for line in lines if line.percent is not None]
    if len(printed) == len(lines) and not _is_hundred(printed):
        shown = str(sum(printed)).replace(".", ",")
        found.append(gettext("Các tỷ lệ cộng lại là {shown}%.").format(shown=shown))
    return found


def fits(count: int, whole: int, percent: Decimal) -> bool:
    """Say whether count : whole may be printed as this percentage, rounded either way at its last decimal."""
    if whole == 0:
        return percent == 0
    step = Decimal(1).scaleb(int(percent.as_tuple().exponent))
    return bool(abs(Decimal(count) * 100 / whole - percent) < step)


def is_possible(whole: int, percent: Decimal) -> bool:
    """Say whether any whole number of `whole` things gives the printed percentage."""
    near = percent * whole / 100
    return any(0 <= count <= whole and fits(count, whole, percent) for count in {floor(near), ceil(near)})


def _is_hundred(printed: Sequence[Decimal]) -> bool:
    """Rounded shares may miss a hundred by half a last digit each."""
    step = max(Decimal(1).scaleb(int(each.as_tuple().exponent)) for each in printed)
    return bool(abs(sum(printed, Decimal(0)) - 100) <= step * len(printed) / 2)


def odd_digit(numbers: Sequence[int]) -> tuple[int, int, int] | None:
    """Give the last digit that stands too often, how often, and among how many; None where it is as usual or too few.

    Ten digits are tried, so that the chance is shared among them.
    """
    last = [number % 10 for number in numbers if number >= DIGITS_FROM]
    if len(last) < ENOUGH_DIGITS:
        return None
    counts = {digit: last.count(digit) for digit in range(10)}
    digit = max(counts, key=lambda each: counts[each])
    if binomial_tail(counts[digit], len(last), 0.1) * 10 > UNLIKELY_DIGIT:
        return None
    return digit, counts[digit], len(last)
