"""Gắn: tie a plan or programme to an indicator of a unit, with baseline, target, dates and counter-indicators."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction

from kheo.base.audit import record
from kheo.commitments import actions as commitments
from kheo.documents.models import Document
from kheo.people.models import Official, Unit
from kheo.plans import access, rules
from kheo.plans.models import PlanCommitment


@transaction.atomic
def tie_plan(  # noqa: PLR0913
    document_id: int,
    *,
    by: Official,
    unit: Unit,
    indicator_code: str,
    target: Decimal,
    started_on: date,
    due_on: date,
    baseline_weeks: int,
    counters: Sequence[str] = (),
) -> Document:
    """Make a commitment of the unit and tie the plan to it; an indicator of a unit is tied once."""
    plan = Document.objects.select_for_update(of=["self"]).defer("text").visible_to(by).get(pk=document_id)
    access.check_can_tie(by, plan, unit)
    rules.check_tieable(plan.type_name)
    ties = PlanCommitment.objects.filter(document=plan)
    same = ties.filter(commitment__unit=unit, commitment__indicator=indicator_code)
    rules.check_tied_once(is_tied=same.exists())
    made = commitments.commit(
        unit=unit,
        indicator_code=indicator_code,
        target=target,
        started_on=started_on,
        due_on=due_on,
        baseline_weeks=baseline_weeks,
        counters=counters,
        by=by,
    )
    PlanCommitment.objects.create(document=plan, commitment=made)
    record("document.tied", plan, by=by, changed={"commitment": made.pk})
    return plan
