"""A plan that is tied to an indicator, and the pages that tell of it."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

from kheo.base import clock
from kheo.documents.models import Document
from kheo.documents.rules import Kind
from kheo.plans.actions import tie_plan


def tied_plan(world: Any, chair: Any) -> Iterator[tuple[Any, ...]]:
    """Give route, who looks, and the numbers in the address."""
    today, plan = clock.today(), world.document()
    Document.objects.filter(pk=plan.pk).update(type_name=Kind.PLAN)
    tie_plan(
        plan.pk, unit=world.service_centre, indicator_code="ho-so-dung-han", target=Decimal(99), started_on=today,
        due_on=today + timedelta(weeks=12), baseline_weeks=12, by=world.chair,
    )  # fmt: skip
    yield "documents:document", chair, (plan.pk,)
    yield "plans:of_document", chair, (plan.pk,)
    yield "plans:tie", chair, (plan.pk,)
