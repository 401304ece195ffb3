"""What the locality promised and what came of it, in public: target, before, now, one sentence. No record is named."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from kheo import charts
from kheo.charts import Svg
from kheo.commitments.joined import Joined, for_overview
from kheo.commitments.rules import State
from kheo.people.models import Locality
from kheo.portal import rules


@dataclass(frozen=True)
class Promise:
    """One commitment as everybody may see it; with too few records only target and due day are told."""

    joined: Joined

    @property
    def is_told(self) -> bool:
        """Say whether figures may be shown: a verdict was possible and no count is too small."""
        verdict = self.joined.verdict
        counts = (verdict.figure.denominator, verdict.baseline.denominator)
        return verdict.is_told and min(counts) >= rules.FEWEST_PUBLISHED

    @property
    def is_reached(self) -> bool:
        """Say whether the newest figure, or that of the due day once it is past, is at the target."""
        progress = self.joined.verdict.progress
        return self.is_told and progress is not None and progress >= 1

    @property
    def is_closed(self) -> bool:
        """Say whether it was judged at its due day, for good."""
        return self.joined.verdict.due is not None

    @property
    def is_overdue(self) -> bool:
        """Say whether the promise was judged at its due day without its target being reached."""
        return self.is_told and not self.is_reached and self.is_closed

    @property
    def is_same(self) -> bool:
        """Say whether what changed is no more than the usual swing."""
        return self.joined.verdict.state is State.SAME

    @property
    def result(self) -> str:
        """Give the result in few words."""
        if not self.is_told:
            return self.joined.verdict.name if not self.joined.verdict.is_told else _("chưa đủ số liệu")
        if self.is_overdue:
            return _("quá hạn, chưa đạt")
        return _("đạt") if self.is_reached else _("chưa đạt")

    @property
    def kind(self) -> str:
        """Give the colour of the result; a miss is amber until its day is past, for red is for what is late."""
        if not self.is_told:
            return ""
        return "ok" if self.is_reached else "late" if self.is_overdue else "soon"

    @property
    def change(self) -> str:
        """Say in everyday words whether it is another figure than before, or only the usual coming and going."""
        return {
            State.MET: _("Tốt lên rõ so với trước."),
            State.IMPROVED: _("Tốt lên rõ so với trước, nhưng chưa tới mục tiêu."),
            State.AT_COST: _("Tốt lên rõ so với trước, nhưng một chỉ số khác xấu đi."),
            State.WORSE: _("Xấu đi rõ so với trước."),
            State.SAME: _("Chưa thấy thay đổi rõ so với trước; số mỗi tuần vẫn lên xuống như cũ."),
        }.get(self.joined.verdict.state, "")

    @property
    def svg(self) -> Svg:
        """Draw the road from the baseline to now."""
        verdict = self.joined.verdict
        before = 100 * verdict.baseline.numerator / verdict.baseline.denominator
        now = 100 * verdict.figure.numerator / verdict.figure.denominator
        label, goal = self.joined.ratio.short_name, float(verdict.target)
        return charts.before_after(before, now, goal, unit="%", label=label, at_due=self.is_closed)


def promises(locality: Locality, today: date) -> Sequence[Promise]:
    """Give every commitment of the locality. Two statements."""
    return [Promise(each) for each in for_overview(locality, today)]
