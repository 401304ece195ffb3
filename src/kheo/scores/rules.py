"""What is right about a composite score (điểm tổng hợp): points of an item, what is not known, and the class.

The rule "rate at or above the threshold: all points, else points in proportion" is that of a working paper on Quyết
định 766/QĐ-TTg (third party). That unknown points are neither none nor all, and that a class is named only when they
cannot change it, is a choice of this project (docs/decisions/0026-scores-from-entered-weights.md).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from kheo.errors import RuleBroken

WHOLE = Decimal(100)
MOST_CLASSES = 8


@dataclass(frozen=True)
class Worth:
    """What an item is worth: its maximum, and the rate in percent that earns it all."""

    most: Decimal
    full_at: Decimal


@dataclass(frozen=True)
class Border:
    """A class (xếp loại) and the points from which it is given; the lowest is given from 0."""

    name: str
    least: Decimal


@dataclass(frozen=True)
class Total:
    """What is reached for sure, and what is not known: of items without a value, and of those without a weight."""

    reached: Fraction
    possible: Decimal

    @property
    def unknown(self) -> Decimal:
        """Give the points that nothing is known about; together with those that could be judged they are 100."""
        return WHOLE - self.possible

    @property
    def highest(self) -> Fraction:
        """Give what it could be at most; at least it is what is reached."""
        return self.reached + Fraction(self.unknown)


def points(rate: Fraction, worth: Worth) -> Fraction:
    """At or above the threshold an item has all its points; below, points in proportion (working paper on 766)."""
    threshold = Fraction(worth.full_at) / 100
    return Fraction(worth.most) if rate >= threshold else Fraction(worth.most) * rate / threshold


def total(scored: Mapping[str, Fraction], worths: Mapping[str, Worth]) -> Total:
    """Add up the items that have both a value and a weight. No value is never 0 and never the maximum."""
    known = [number for number in scored if number in worths]
    possible = sum((worths[number].most for number in known), Decimal(0))
    return Total(sum((scored[number] for number in known), Fraction(0)), possible)


def class_at(reached: Fraction, borders: Sequence[Border]) -> str:
    """Name the class of a number of points; nothing where no class reaches so low."""
    passed = [border for border in borders if Fraction(border.least) <= reached]
    return max(passed, key=lambda border: border.least).name if passed else ""


def classes_of(found: Total, borders: Sequence[Border]) -> tuple[str, str]:
    """Name the class at the least and at the most that the score can be; the same twice is the class."""
    return class_at(found.reached, borders), class_at(found.highest, borders)


def check_worths(worths: Mapping[str, Worth]) -> None:
    """At least one item has a weight, none below nothing, all together at most 100; thresholds lie up to 100%."""
    if not worths:
        raise RuleBroken("Xin nhập điểm tối đa của ít nhất một chỉ số.")
    for number, worth in worths.items():
        if worth.most <= 0:
            raise RuleBroken("Điểm tối đa phải lớn hơn 0; chưa biết thì để trống.", field=f"most-{number}")
        if not 0 < worth.full_at <= 100:
            raise RuleBroken("Mức đủ điểm nằm trong khoảng trên 0 đến 100%.", field=f"full-{number}")
    if (entered := sum(worth.most for worth in worths.values())) > WHOLE:
        raise RuleBroken("Tổng điểm tối đa là {sum}, nhiều hơn 100.", sum=entered)


def check_borders(borders: Sequence[Border]) -> None:
    """Classes have different names and borders between 0 and 100."""
    if len({border.name for border in borders}) < len(borders):
        raise RuleBroken("Hai mức xếp loại trùng tên.")
    if len({border.least for border in borders}) < len(borders):
        raise RuleBroken("Hai mức xếp loại có cùng một ngưỡng.")
    if any(not 0 <= border.least <= WHOLE for border in borders):
        raise RuleBroken("Ngưỡng xếp loại nằm trong khoảng 0 đến 100.")


def check_source(source: str, borders: Sequence[Border], borders_source: str) -> None:
    """A weight without its source is nobody's; so is a border (nguồn)."""
    if len(source.strip()) < 5:
        raise RuleBroken("Xin ghi nguồn của điểm tối đa: văn bản nào, ngày nào, trang nào.", field="source")
    if borders and len(borders_source.strip()) < 5:
        raise RuleBroken("Xin ghi nguồn của ngưỡng xếp loại.", field="borders_source")


def check_valid_from(valid_from: date, last: date | None) -> None:
    """A newer version does not begin before the one it follows: what was shown then stays as it was."""
    if last is not None and valid_from < last:
        raise RuleBroken("Bản mới phải có hiệu lực từ ngày của bản trước trở đi.", field="valid_from")
