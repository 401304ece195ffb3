"""Units side by side as a page shows them: small charts, and the table behind them."""

from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.commitments.joined import Joined
from kheo.commitments.looking import Many, OneOfMany
from kheo.days.formats import no_figure
from kheo.ui.parts import WORDS_OF_MARKS, Cell, Column, Table


def smalls(found: Many, code: str) -> list[dict[str, object]]:
    """Give what `ui/_multiples.html` draws."""
    return [
        {
            "name": one.unit.name,
            "url": reverse("commitments:chart", args=[code, one.unit.pk]),
            "icon": one.icon,
            "door": one.door,
            "svg": one.svg,
        }
        for one in found.drawn
    ]


def table(found: Many, caption: str) -> Table:
    """Give name, counts, share and sign of each unit."""
    columns = [Column(_("Đơn vị")), Column(_("Đạt/được tính"), numeric=True), Column(_("Tỷ lệ"), numeric=True)]
    rows: list[list[Cell | str]] = [
        [one.unit.name, _counts(one), _share(one), Cell(str(WORDS_OF_MARKS[one.icon]))] for one in found.drawn
    ]
    return Table(caption, [*columns, Column(_("Dấu hiệu"))], rows, layout="units", id="cac-don-vi")


def before_and_now(found: Joined) -> Table:
    """Give the table behind the line from the baseline to now."""
    columns = [Column(_("Lúc")), Column(_("Đạt/được tính"), numeric=True), Column(_("Tỷ lệ"), numeric=True)]
    pairs = [(_("Mức nền"), found.baseline_door), (found.newest_name, found.door)]
    rows: list[list[Cell | str]] = [[name, door.counts, Cell(door.percent, door=door)] for name, door in pairs if door]
    return Table(found.road_title, columns, rows, layout="units", id="truoc-nay")


def _counts(one: OneOfMany) -> str:
    return one.door.counts if one.door else "0/0"


def _share(one: OneOfMany) -> Cell:
    return Cell(one.door.percent, door=one.door) if one.door else Cell(no_figure(), missing=True)
