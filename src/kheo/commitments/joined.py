"""The indicator beside the thing it is tied to: what `commitments/_joined.html` draws, and the leader's rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from kheo import charts
from kheo.charts import Svg, XmrPicture, XmrPoint
from kheo.commitments.models import Commitment
from kheo.commitments.rules import State
from kheo.commitments.verdicts import Verdict, Week, target_text, verdict
from kheo.days import formats
from kheo.indicators import figures, known
from kheo.indicators.known import Known
from kheo.indicators.models import Observation
from kheo.measures.control import LIMIT_FACTOR
from kheo.measures.shapes import Ratio
from kheo.people.models import Locality

KINDS = {1: "high", 0: "normal", -1: "low"}
OFF_COURSE_FIRST = [State.WORSE, State.SAME, State.TOO_FEW, State.IMPROVED, State.MET]


@dataclass(frozen=True)
class Joined:
    """A commitment with its verdict, and all that a page draws of it. `id` sets apart several charts of one page."""

    commitment: Commitment
    ratio: Ratio
    verdict: Verdict
    taken_at: datetime | None
    id: str

    @property
    def picture(self) -> XmrPicture:
        """Give the control chart."""
        weeks, judged = self.verdict.weeks, self.verdict.chart
        started = self.commitment.started_on
        limits = judged.limits if judged else None
        return XmrPicture(
            title=_("%(name)s theo tuần") % {"name": self.ratio.name},
            points=[_point(week) for week in weeks],
            mean=limits.mean if limits else None,
            upper=limits.upper if limits else None,
            lower=limits.lower if limits else None,
            baseline_count=sum(week.start <= self.commitment.baseline_end for week in weeks),
            target=float(self.commitment.target),
            start_label=_("Bắt đầu, %(day)s") % {"day": formats.day_text(started)} if self._has_started else "",
            start_index=sum(week.start < started for week in weeks),
            higher_is_better=self.ratio.higher_is_better,
            period_word=_("tuần"),
        )

    @property
    def svg(self) -> Svg:
        """Draw the chart; in a chain the thread runs into its line."""
        return charts.xmr(self.picture, id=self.id, joined=True)

    @property
    def svg_alone(self) -> Svg:
        """Draw the chart for a page where nothing leads into it."""
        return charts.xmr(self.picture, id=self.id)

    @property
    def spark(self) -> Svg:
        """Draw the newest weeks as a small line."""
        values = [week.value for week in self.verdict.weeks][-figures.WEEKS_OF_SPARK :]
        label = _("%(name)s theo tuần, mục tiêu %(target)s") % {"name": self.ratio.name, "target": self.target}
        return charts.spark(values, float(self.commitment.target), label)

    @property
    def target(self) -> str:
        """Write the target."""
        return target_text(self.commitment.target)

    @property
    def method(self) -> str:
        """Say how the limits were made."""
        judged = self.verdict.chart
        if judged is None or judged.limits.moving_range is None:
            return _("Chưa đủ số liệu để tính giới hạn dao động.")
        return _(
            "Mức nền %(baseline)s là tổng đạt chia tổng được tính của %(count)s tuần trước khi bắt đầu; đường giữa "
            "%(mean)s%% là trung bình các tuần ấy. Giới hạn = đường giữa ± %(factor)s × chênh lệch trung bình giữa hai "
            "tuần liền nhau (%(range)s điểm). Khác thường: ra ngoài giới hạn; 7 tuần liền ở một phía đường giữa; "
            "7 tuần liền cùng tăng hoặc cùng giảm; 2 trong 3 tuần sát giới hạn."
        ) % {
            "baseline": self.verdict.baseline.percent,
            "count": judged.baseline,
            "mean": formats.number(judged.limits.mean, 1),
            "factor": formats.number(LIMIT_FACTOR, 2),
            "range": formats.number(judged.limits.moving_range, 1),
        }

    @property
    def correction(self) -> str:
        """Say that the weeks of the baseline were corrected since; the promise itself does not move."""
        commitment = self.commitment
        weeks = [week for week in self.verdict.weeks if week.start <= commitment.baseline_end]
        good, counted = sum(week.good for week in weeks), sum(week.counted for week in weeks)
        if (good, counted) == (commitment.baseline_numerator, commitment.baseline_denominator) or not counted:
            return ""
        share = formats.percent(good, counted)
        return _(
            "Số liệu các tuần làm mức nền đã được sửa sau ngày gắn; nay tính lại là %(share)s (%(good)s/%(counted)s)."
        ) % {"share": share, "good": formats.number(good), "counted": formats.number(counted)}

    @property
    def records_url(self) -> str:
        """Give the door to the records behind the newest figure."""
        return self._records(self.verdict.figure)

    @property
    def baseline_url(self) -> str:
        """Give the door to the records behind the baseline, on the snapshot it was computed from."""
        return self._records(self.verdict.baseline, ban=self.commitment.baseline_snapshot_id)

    @property
    def records_text(self) -> str:
        """Name that door: 412 hồ sơ."""
        return f"{formats.number(self.verdict.figure.denominator)} {self.ratio.noun}"

    @property
    def _has_started(self) -> bool:
        return any(week.start >= self.commitment.started_on for week in self.verdict.weeks)

    def _records(self, figure: figures.Figure, **more: int) -> str:
        asked = {"don_vi": self.commitment.unit_id, "tu": figure.first, "den": figure.last, **more}
        return f"{reverse('indicators:records', args=[self.ratio.code])}?{urlencode(asked)}"


def _point(week: Week) -> XmrPoint:
    detail = f"{formats.number(week.good)}/{formats.number(week.counted)}" if week.counted else ""
    kind = KINDS[week.cause.side]
    return XmrPoint(formats.day_text(week.start), week.value, kind, detail=detail)  # type: ignore[arg-type]


def joined(commitments: Iterable[Commitment], today: date) -> list[Joined]:
    """Give what `commitments/_joined.html` draws for each commitment, with one statement for all observations.

    Include it with `{% include "commitments/_joined.html" with joined=each %}`. All must be of one locality.
    """
    listed = list(commitments)
    if not listed:
        return []
    indicators = known.of(listed[0].locality_id)
    of_unit: dict[tuple[str, int], list[Observation]] = {}
    for each in _weeks(listed, indicators):
        of_unit.setdefault((each.indicator, each.unit_id), []).append(each)
    return [
        _join(each, indicators.find(each.indicator), of_unit.get((each.indicator, each.unit_id), []), today)
        for each in listed
    ]


def _weeks(listed: Sequence[Commitment], indicators: Known) -> Iterable[Observation]:
    pairs = Q(pk__in=[])
    for indicator, unit_id in {(each.indicator, each.unit_id) for each in listed}:
        pairs |= Q(indicator=indicator, unit=unit_id)
    first = min(each.baseline_start for each in listed)
    newest = figures.on_newest_snapshots(listed[0].locality_id, indicators)
    return newest.filter(pairs, period_start__gte=first).weeks().select_related("snapshot")


def _join(commitment: Commitment, ratio: Ratio, observations: list[Observation], today: date) -> Joined:
    """Judge on the day of the data, not on a later day without data."""
    taken = observations[0].snapshot if observations else None
    judged = verdict(commitment, ratio, observations, min(today, taken.as_of) if taken else today)
    made_at = taken.taken_at if taken else None
    return Joined(commitment, ratio, judged, made_at, f"chi-so-{commitment.pk}")


def for_overview(locality: Locality, today: date) -> list[Joined]:
    """Give every commitment of a locality for the leader's page, what is off course first. Two statements."""
    listed = Commitment.objects.of(locality).select_related("unit").order_by("due_on", "pk")
    return sorted(joined(listed, today), key=lambda each: OFF_COURSE_FIRST.index(each.verdict.state))
