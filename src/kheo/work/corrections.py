"""How good the reader was here: what people made of its proposals on the confirm page, measured and exported.

Only readings whose proposals are all decided count. What leaves the installation (`export`) holds no words of a text,
no unit and no person: kinds, rules, numbers and whether a field was changed.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from kheo.language import tidied
from kheo.people.models import Unit
from kheo.people.units import resolve
from kheo.work import rules
from kheo.work.models import Proposal, Task
from kheo.work.rules import Decision, Origin

KEPT, DROPPED, JOINED, PARTED, MISSED = "kept", "dropped", "joined", "parted", "missed"
BANDS = (rules.DOUBTED, 0.7, rules.SURE, 0.9, 1.01)


@dataclass(frozen=True)
class Correction:
    """What became of one proposal: kept, dropped, joined to another, parted from one, or missed by the reader.

    `reworded` and the three `…_right` are None where there is nothing to compare.
    """

    document: int  # a running number, not the document's own
    fate: str
    rule: str = ""
    confidence: float | None = None
    reworded: bool | None = None
    unit_right: bool | None = None
    due_right: bool | None = None
    theme_right: bool | None = None
    theme: str = ""


@dataclass(frozen=True)
class Band:
    """Proposals said to be about equally sure, and how many of them people kept."""

    least: float
    most: float
    said: float  # mean confidence
    kept: int
    of: int


@dataclass(frozen=True)
class Evaluation:
    """The measured set of an installation."""

    documents: int
    fates: dict[str, int]
    precision: float | None
    recall: float | None
    unit_right: tuple[int, int]
    due_right: tuple[int, int]
    theme_right: tuple[int, int]
    reworded: tuple[int, int]
    bands: tuple[Band, ...]


def corrections() -> list[Correction]:
    """Give what people made of every proposal of the readings that are decided to the last one."""
    units = list(Unit.objects.all())
    tasks = set(Task.objects.filter(proposal__isnull=False).values_list("proposal_id", flat=True))
    found: list[Correction] = []
    for number, proposals in enumerate(_by_reading(), 1):
        if all(each.pk in tasks or each.decision in (Decision.DROPPED, Decision.MERGED) for each in proposals):
            found += [_correction(number, each, units) for each in proposals]
    return found


def _by_reading() -> Iterator[list[Proposal]]:
    """Give the proposals of one reading after the other."""
    group: list[Proposal] = []
    for proposal in Proposal.objects.select_related("lead_unit").order_by("reading", "start", "pk"):
        if group and group[0].reading_id != proposal.reading_id:
            yield group
            group = []
        group.append(proposal)
    if group:
        yield group


def _correction(number: int, proposal: Proposal, units: Sequence[Unit]) -> Correction:
    suggested = proposal.suggested
    rule, sure = suggested.get("rule", ""), suggested.get("confidence")
    fate = _fate(proposal)
    if fate != KEPT:
        return Correction(number, fate, rule, sure)
    wording, unit, theme = suggested.get("assignee"), proposal.lead_unit, suggested.get("theme")
    due = proposal.due_on.isoformat() if proposal.due_on else None
    due_read = suggested.get("due_on", suggested.get("deadline_iso"))
    return Correction(
        number,
        fate,
        rule,
        sure,
        reworded=tidied(proposal.text).lower() != tidied(suggested.get("text", "")).lower(),
        unit_right=unit in resolve(wording, [each for each in units if each.locality_id == unit.locality_id])
        if wording and unit
        else None,
        due_right=due_read == due if due_read or due else None,
        theme_right=theme == proposal.theme if theme else None,
        theme=proposal.theme,
    )


def _fate(proposal: Proposal) -> str:
    if proposal.decision == Decision.MERGED:
        return JOINED
    if proposal.decision == Decision.DROPPED:
        return DROPPED
    return {Origin.READER: KEPT, Origin.SPLIT: PARTED, Origin.ADDED: MISSED}[Origin(proposal.origin)]


def evaluate(made: Sequence[Correction]) -> Evaluation:
    """Count what was kept, dropped and missed, and how often each field was right; confidence against what was kept."""
    read = [each for each in made if each.rule]
    fates = Counter(each.fate for each in made if each.rule or each.fate in (PARTED, MISSED))
    kept, proposed = fates[KEPT], len(read)
    wanted = kept + fates[PARTED] + fates[MISSED]
    return Evaluation(
        documents=len({each.document for each in made}),
        fates=dict(sorted(fates.items())),
        precision=round(kept / proposed, 4) if proposed else None,
        recall=round(kept / wanted, 4) if wanted else None,
        unit_right=_share(each.unit_right for each in made),
        due_right=_share(each.due_right for each in made),
        theme_right=_share(each.theme_right for each in made),
        reworded=_share(each.reworded for each in made),
        bands=tuple(_bands(read)),
    )


def _share(answers: Iterator[bool | None]) -> tuple[int, int]:
    """Give how many are true, of how many that were asked."""
    asked = [answer for answer in answers if answer is not None]
    return sum(asked), len(asked)


def _bands(read: Sequence[Correction]) -> Iterator[Band]:
    least = 0.0
    for most in BANDS:
        sure = [(each.confidence or 0.0, each) for each in read if least <= (each.confidence or 0.0) < most]
        if sure:
            said = sum(confidence for confidence, _each in sure) / len(sure)
            yield Band(least, min(most, 1.0), round(said, 3), sum(each.fate == KEPT for _said, each in sure), len(sure))
        least = most


def export(made: Sequence[Correction]) -> Iterator[dict[str, object]]:
    """Give plain rows without words, units or persons, for a measured set that may leave the house."""
    for each in made:
        yield asdict(each)
