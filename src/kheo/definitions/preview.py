"""What an indicator would count, before it is kept: its filters with their counts and the first records, live."""

from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from kheo import charts
from kheo.base import calendar
from kheo.charts import Svg
from kheo.days import formats
from kheo.indicators import opened, shown
from kheo.indicators.opened import Question
from kheo.measures import defined, engine
from kheo.measures.defined import Definition
from kheo.measures.engine import Counts
from kheo.measures.shapes import FactTable
from kheo.people.models import Official
from kheo.ui.parts import Table

FIRST = 10
UNKEPT = "xem-thu"


@dataclass(frozen=True)
class Preview:
    """What the newest snapshot holds of the last four full weeks; `asked` is None where there is no snapshot yet."""

    definition: Definition
    table: FactTable
    asked: Question | None
    counts: Counts | None = None
    records: Table | None = None

    @property
    def counted_words(self) -> str:
        """Say the first filter as it is counted."""
        return defined.words_of(self.definition.counted, self.table)

    @property
    def good_words(self) -> str:
        """Say the second filter as it is counted."""
        return defined.words_of(self.definition.good, self.table)

    @property
    def filters(self) -> list[dict[str, object]]:
        """Give the sentences with their counts, for `ui/_sift.html`."""
        if self.asked is None or self.counts is None:
            return []
        return opened.sift(self.asked.ratio, self.counts, *self.asked.days)

    @property
    def part(self) -> Svg:
        """Draw the part that is good."""
        assert self.counts is not None  # noqa: S101  asked for beside the counts
        return charts.part(self.counts.good, self.counts.not_good)


def preview(definition: Definition, table: FactTable, official: Official) -> Preview:
    """Count on the newest snapshot, over the units that the official may see."""
    ratio = defined.ratio_of(replace(definition, code=UNKEPT), table)
    asked = opened.question(ratio, QueryDict(), official)
    if asked is None:
        return Preview(definition, table, None)
    with asked.sheet() as sheet:
        counts = engine.counts(sheet, asked.scope)
        rows: list[dict[str, Any]] = asked.rows(sheet, 0, FIRST)
    caption = _("%(n)s bản ghi đầu trong %(all)s") % {"n": len(rows), "all": formats.number(counts.counted)}
    records = shown.table(asked, rows, caption, calendar.current(official.locality_id))
    return Preview(definition, table, asked, counts, records)
