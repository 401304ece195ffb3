"""The rows of the confirm page: each proposal with its number, its form, or what became of it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kheo.base import clock
from kheo.errors import Overtaken, RuleBroken
from kheo.indicators import known
from kheo.people.models import Post, Unit
from kheo.ui.parts import describe_field
from kheo.work import rules, suggestion
from kheo.work.forms import Choices, ProposalForm
from kheo.work.models import Proposal, Reading, Task
from kheo.work.rules import Decision


@dataclass
class Row:
    """One proposal on the page. What was sent for one that is no longer open has a form too, to tell what is lost."""

    number: int
    proposal: Proposal
    task: Task | None
    form: ProposalForm | None
    problems: list[str] = field(default_factory=list)

    @property
    def start(self) -> int:
        """Where its words begin."""
        return self.proposal.start

    @property
    def end(self) -> int:
        """Where its words end."""
        return self.proposal.end

    @property
    def is_open(self) -> bool:
        """Say whether it can still be edited here."""
        return self.task is None and self.proposal.decision in rules.LIVING

    @property
    def confidence(self) -> str:
        """How sure the reader is, in words; nothing for what people added."""
        suggested = self.proposal.suggested.get("confidence")
        return rules.confidence_words(suggested) if suggested is not None else ""

    @property
    def open_questions(self) -> dict[str, str]:
        """What the text leaves open, by field: asked beside the field."""
        asked = {}
        if self.proposal.lead_unit_id is None:
            asked["lead_unit"] = suggestion.unit_asked(self.proposal.suggested)
        if self.proposal.due_on is None and self.proposal.rhythm == rules.Rhythm.ONCE:
            asked["due_on"] = suggestion.day_asked(self.proposal.suggested)
        return asked

    @property
    def hints(self) -> dict[str, str]:
        """What the text says beside each field: what it leaves open, units it names that nobody knows, a rhythm."""
        told = {"lead_unit": suggestion.unit_told(self.proposal.suggested), **self.open_questions}
        if self.proposal.rhythm != rules.Rhythm.ONCE:
            no_day = _("Việc %(rhythm)s, không cần hạn.") % {"rhythm": _(self.proposal.get_rhythm_display())}
            told["due_on"] = f"{suggestion.rhythm_told(self.proposal.suggested)} {no_day}".strip()
        return told

    @property
    def group(self) -> int:
        """How many units the text means by a group ("các tổ dân phố") while no lead unit is chosen; else 0."""
        members = self.proposal.suggested.get("members") or []
        return len(members) if self.proposal.lead_unit_id is None and len(members) > 1 else 0

    @property
    def why(self) -> str:
        """Say in one sentence why the reader proposes it."""
        return suggestion.why(self.proposal.suggested)

    @property
    def doubts(self) -> list[str]:
        """What a person must look at here, in words; nothing once it was agreed to and lacks nothing."""
        if not self.is_open:
            return []
        names = {"lead_unit": _("chưa rõ đơn vị"), "due_on": _("chưa rõ hạn")}
        asked = [words for name, words in names.items() if name in self.open_questions]
        unsure = self.proposal.decision == Decision.OPEN and rules.is_unsure(self.sure)
        return [_("chưa chắc đây là một việc"), *asked] if unsure else asked

    @property
    def lacks_only_a_day(self) -> bool:
        """Say whether the one thing unclear is until when."""
        return len(self.doubts) == 1 and "due_on" in self.open_questions

    @property
    def sure(self) -> float:
        """How sure the reader is, 0 to 1; of what a person added nobody doubts."""
        return float(self.proposal.suggested.get("confidence", 1.0))

    @property
    def more(self) -> str:
        """Sum up in one line the fields that are folded away."""
        proposal = self.proposal
        head = proposal.head_post.title if proposal.head_post else _("người đứng đầu đơn vị chủ trì")
        partners = len(proposal.coordinating_units.all())
        parts = [head, _(proposal.get_rhythm_display()), _(proposal.get_theme_display())]
        if partners:
            parts.append(ngettext("%(n)d đơn vị phối hợp", "%(n)d đơn vị phối hợp", partners) % {"n": partners})
        return "; ".join(parts)

    @property
    def asks_rhythm(self) -> bool:
        """Without a day the rhythm is asked too."""
        return self.proposal.due_on is None

    @property
    def opens_more(self) -> bool:
        """Say whether a folded field has something wrong in it."""
        return self.form is not None and any(name in self.form.errors for name in ProposalForm.FOLDED)

    @property
    def cells(self) -> Iterator[dict[str, object]]:
        """Give the fields of the grid view, each named together with the number of its row."""
        assert self.form is not None  # noqa: S101  only open rows are asked
        hints = self.hints
        for name in ProposalForm.GRID:
            bound = self.form[name]
            bound.field.widget.attrs |= {
                "aria-label": _("%(label)s, việc %(n)s") % {"label": bound.label, "n": self.number}
            }
            unsure = name in self.open_questions
            yield describe_field(bound, hint=hints.get(name, ""), unsure=unsure)

    def say(self, rule: RuleBroken) -> None:
        """Put a rule that says no beside its field, if the person's page had it."""
        if self.form is None or not self.form.is_bound or not self.is_open:
            self.problems.append(rule.message)
        elif isinstance(rule, Overtaken):
            self.form.overtaken(rule.message)
        else:
            self.form.add_error(rule.field if rule.field in self.form.fields else "text", rule.message)

    def tell_lost(self, rule: RuleBroken) -> None:
        """Say what was typed for a proposal that others closed in the meantime."""
        assert self.form is not None  # noqa: S101  it was sent
        self.problems.append(_("%(why)s Lời đồng chí vừa sửa: “%(words)s”.") % {
            "why": rule.message, "words": self.form.cleaned_data.get("text", "")
        })  # fmt: skip


def unsure_first(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """Give the rows that a person must look at, what may be no task at all first; and those that lack only a day."""
    doubtful = [row for row in rows if row.doubts]
    lack_day = [row for row in doubtful if row.lacks_only_a_day]
    others = [row for row in doubtful if not row.lacks_only_a_day]
    return sorted(others, key=lambda row: (row.sure, -len(row.doubts), row.number)), lack_day


def rows_of(reading: Reading, posted: Any, *, only: Collection[str]) -> list[Row]:
    """Give the proposals in the order of the text; a fixed number of statements, however many there are."""
    proposals = Proposal.objects.filter(reading=reading).select_related("lead_unit", "head_post")
    tasks = {task.proposal_id: task for task in Task.objects.of_document(reading.document)}
    choices, last, numbers, rows = _choices(reading), 0, dict[int, int](), list[Row]()
    for proposal in proposals.prefetch_related("coordinating_units"):
        if proposal.decision == Decision.MERGED:
            numbers[proposal.pk] = numbers.get(proposal.merged_into_id or 0, last)
        else:
            numbers[proposal.pk] = last = last + 1
        row = Row(numbers[proposal.pk], proposal, tasks.get(proposal.pk), None)
        sent = posted if posted is not None and f"v{proposal.pk}-text" in posted else None
        if row.is_open or sent is not None:
            row.form = ProposalForm(sent, choices=choices, proposal=proposal, only=only)
        rows.append(row)
    return rows


def _choices(reading: Reading) -> Choices:
    today, locality = clock.today(), reading.document.locality_id
    units = Unit.objects.of(locality).on(today)
    heads = Post.objects.heads().on(today).filter(unit__locality=locality).select_related("unit")
    return Choices(
        units={unit.pk: unit for unit in units},
        heads={post.pk: post for post in heads},
        indicators=known.of(locality).choices,
    )
