"""The indicator beside the thing it is tied to: what `commitments/_joined.html` draws, and the leader's rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kheo import charts
from kheo.charts import Svg, XmrPicture, XmrPoint
from kheo.commitments.models import Commitment
from kheo.commitments.rules import State
from kheo.commitments.verdicts import Verdict, Week, target_text, verdict
from kheo.days import formats
from kheo.indicators import figures, known
from kheo.indicators.doors import Door, linked
from kheo.indicators.models import Observation, Snapshot
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
    taken: Snapshot | None
    id: str

    @property
    def taken_at(self) -> datetime | None:
        """Give when the data were taken."""
        return self.taken.taken_at if self.taken else None

    @property
    def picture(self) -> XmrPicture:
        """Give the control chart."""
        weeks, judged = self.verdict.weeks, self.verdict.chart
        started = self.commitment.started_on
        limits = judged.limits if judged else None
        return XmrPicture(
            title=_("%(name)s theo tuần") % {"name": self.ratio.name},
            points=[self._point(week) for week in weeks],
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
        text = _(
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
        return linked(text, [self.baseline_door])

    @property
    def correction(self) -> str:
        """Say that the weeks of the baseline were corrected since; the promise itself does not move."""
        commitment = self.commitment
        door = self._of_weeks([week for week in self.verdict.weeks if week.start <= commitment.baseline_end])
        stored = (commitment.baseline_numerator, commitment.baseline_denominator)
        if door is None or (door.good, door.counted) == stored:
            return ""
        text = _(
            "Số liệu các tuần làm mức nền đã được sửa sau ngày gắn; nay tính lại là %(share)s (%(good)s/%(counted)s)."
        ) % {"share": door.percent, "good": formats.number(door.good), "counted": formats.number(door.counted)}
        return linked(text, [door])

    @property
    def door(self) -> Door | None:
        """Give the door to the records behind the newest figure."""
        return self.verdict.figure.door(self.ratio, self.taken.pk, self.commitment.unit_id) if self.taken else None

    @property
    def baseline_door(self) -> Door | None:
        """Give the door to the records behind the baseline, on the snapshot it was computed from."""
        asked = (self.commitment.baseline_snapshot_id, self.commitment.unit_id)
        return self.verdict.baseline.door(self.ratio, *asked)

    @property
    def rest(self) -> SafeString:
        """Give the sentence that goes on after the figure; each share in it opens its records."""
        return linked(self.verdict.rest, self._doors, not_after=_("mục tiêu"))

    @property
    def sentence(self) -> SafeString:
        """Give the whole sentence; each share in it opens its records."""
        return linked(self.verdict.sentence, [self.door, *self._doors], not_after=_("mục tiêu"))

    @property
    def _doors(self) -> list[Door | None]:
        return [self.baseline_door, self.door.response if self.door else None]

    @property
    def records_text(self) -> str:
        """Name that door: 412 hồ sơ."""
        return f"{formats.number(self.verdict.figure.denominator)} {self.ratio.noun}"

    @property
    def _has_started(self) -> bool:
        return any(week.start >= self.commitment.started_on for week in self.verdict.weeks)

    def _point(self, week: Week) -> XmrPoint:
        door = self._of_weeks([week])
        kind = KINDS[week.cause.side]
        detail = door.counts if door else ""
        return XmrPoint(formats.day_text(week.start), week.value, kind, detail=detail, door=door)  # type: ignore[arg-type]

    def _of_weeks(self, weeks: Sequence[Week]) -> Door | None:
        """Give the door to the records of some weeks that follow each other, as they are now."""
        good, counted = sum(week.good for week in weeks), sum(week.counted for week in weeks)
        if not counted or self.taken is None:
            return None
        last = weeks[-1].start + timedelta(days=6)
        return Door(self.ratio, self.taken.pk, self.commitment.unit_id, weeks[0].start, last, good, counted)


def joined(commitments: Iterable[Commitment], today: date) -> list[Joined]:
    """Give what `commitments/_joined.html` draws for each commitment, with one statement for all observations.

    Include it with `{% include "commitments/_joined.html" with joined=each %}`. All must be of one locality.
    """
    listed = list(commitments)
    if not listed:
        return []
    indicators = known.of(listed[0].locality_id)
    ratios = {(each.indicator, each.version): indicators.find(each.indicator, each.version) for each in listed}
    of_unit: dict[tuple[str, int, int], list[Observation]] = {}
    for each in _weeks(listed, ratios.values()):
        of_unit.setdefault((each.indicator, each.version, each.unit_id), []).append(each)
    return [
        _join(each, ratios[each.indicator, each.version], of_unit.get(_measured(each), []), today) for each in listed
    ]


def _measured(commitment: Commitment) -> tuple[str, int, int]:
    return commitment.indicator, commitment.version, commitment.unit_id


def _weeks(listed: Sequence[Commitment], ratios: Iterable[Ratio]) -> Iterable[Observation]:
    pairs = Q(pk__in=[])
    for indicator, version, unit_id in {_measured(each) for each in listed}:
        pairs |= Q(indicator=indicator, version=version, unit=unit_id)
    first = min(each.baseline_start for each in listed)
    newest = figures.on_newest_snapshots(listed[0].locality_id, ratios)
    return newest.filter(pairs, period_start__gte=first).weeks().select_related("snapshot")


def _join(commitment: Commitment, ratio: Ratio, observations: list[Observation], today: date) -> Joined:
    """Judge on the day of the data, not on a later day without data."""
    taken = observations[0].snapshot if observations else None
    judged = verdict(commitment, ratio, observations, min(today, taken.as_of) if taken else today)
    return Joined(commitment, ratio, judged, taken, f"chi-so-{commitment.pk}")


def for_overview(locality: Locality, today: date) -> list[Joined]:
    """Give every commitment of a locality for the leader's page, what is off course first. Two statements."""
    listed = Commitment.objects.of(locality).select_related("unit").order_by("due_on", "pk")
    return sorted(joined(listed, today), key=lambda each: OFF_COURSE_FIRST.index(each.verdict.state))
