"""Figures as strings of SVG: classes only, no inline style, all words escaped. Plain Python.

Every figure stretches without distorting its text: the outer <svg> has no viewBox, lines live in a nested one.
"""

from kheo.charts.control import xmr
from kheo.charts.marks import mark
from kheo.charts.multiples import Multiples, Small, multiples
from kheo.charts.pictures import XmrMark, XmrPicture, XmrPoint, XmrStretch
from kheo.charts.roads import before_after, part
from kheo.charts.sparks import spark
from kheo.charts.svg import Svg

__all__ = [
    "Multiples",
    "Small",
    "Svg",
    "XmrMark",
    "XmrPicture",
    "XmrPoint",
    "XmrStretch",
    "before_after",
    "mark",
    "multiples",
    "part",
    "spark",
    "xmr",
]
