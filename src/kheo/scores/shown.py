"""A composite score in words: what is sure, what is not known, the class if it can be told, and every component."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from kheo.days.formats import number
from kheo.indicators.catalogue.groups import GROUP_NAMES
from kheo.scores.components import Component, Composite
from kheo.scores.rules import WHOLE, Border, Total, classes_of


@dataclass(frozen=True)
class GroupShown:
    """The lines of one group and what they add up to."""

    name: str
    lines: list[Component]

    @property
    def reached(self) -> str:
        """Write the points that are sure."""
        earned = [each.points for each in self.lines if each.points is not None]
        return points_text(sum(earned, Fraction(0))) if earned else ""

    @property
    def most(self) -> str:
        """Write the maximum of the items with a weight."""
        worths = [each.worth.most for each in self.lines if each.worth]
        return points_text(sum(worths, Decimal(0))) if worths else ""


def points_text(points: Fraction | Decimal) -> str:
    """Write points with two digits: they are only ever shown so, and counted exactly."""
    exact = Fraction(points)
    return number(Decimal(exact.numerator) / Decimal(exact.denominator), 2)


def groups_of(found: Composite) -> list[GroupShown]:
    """Give the components by group, in order."""
    return [
        GroupShown(f"{code}. {_(name)}", [each for each in found.components if each.number.startswith(f"{code}.")])
        for code, name in GROUP_NAMES.items()
    ]


def score_text(found: Total) -> str:
    """Say the score, or between what it lies."""
    if not found.possible:
        return _("Chưa tính được điểm nào: không chỉ số nào vừa có số liệu vừa có điểm tối đa.")
    words = {"least": points_text(found.reached), "most": points_text(found.highest), "whole": number(WHOLE)}
    if not found.unknown:
        return _("%(least)s điểm trên %(whole)s.") % words
    unknown = {"unknown": points_text(found.unknown), **words}
    return _("Từ %(least)s đến %(most)s điểm trên %(whole)s: còn %(unknown)s điểm chưa biết.") % unknown


def class_text(found: Total, borders: Sequence[Border]) -> str:
    """Say the class when what is not known cannot change it; else say why none is named."""
    if not borders:
        return _("Chưa nhập ngưỡng xếp loại nên không xếp loại.")
    lowest, highest = classes_of(found, borders)
    if lowest == highest:
        return _("Xếp loại: %(name)s.") % {"name": lowest} if lowest else _("Dưới ngưỡng xếp loại thấp nhất.")
    words = {"low": lowest or _("dưới mức thấp nhất"), "high": highest}
    return _("Chưa xếp loại được: phần chưa biết có thể làm đổi từ “%(low)s” đến “%(high)s”.") % words
