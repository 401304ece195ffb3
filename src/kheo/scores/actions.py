"""What is done to weights: a new version is entered; what stands is never altered."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction

from kheo.base import clock
from kheo.base.audit import record
from kheo.people.models import Locality, Official
from kheo.scores import access, rules
from kheo.scores.models import ClassBorder, Weight, WeightSet
from kheo.scores.rules import Border, Worth


@transaction.atomic
def enter_weights(
    *,
    by: Official,
    source: str,
    assurance: str,
    valid_from: date,
    worths: Mapping[str, Worth],
    borders: Sequence[Border] = (),
    borders_source: str = "",
) -> WeightSet:
    """Enter a version of the weights, with where they come from; it is in force from its day until the next one's.

    `worths` maps numbers of items to what they are worth; an item that is left out has no weight.
    """
    access.check_can_enter(by)
    locality = Locality.objects.select_for_update(of=("self",)).get(pk=by.locality_id)
    rules.check_source(source, borders, borders_source)
    rules.check_worths(worths)
    rules.check_borders(borders)
    last = WeightSet.objects.of(locality.pk).first()
    rules.check_valid_from(valid_from, last.valid_from if last else None)
    made = WeightSet.objects.create(
        locality=locality,
        version=last.version + 1 if last else 1,
        source=source.strip(),
        assurance=assurance,
        borders_source=borders_source.strip(),
        valid_from=valid_from,
        made_by=by,
        made_at=clock.now(),
    )
    Weight.objects.bulk_create(
        Weight(weight_set=made, item=item, most=worth.most, full_at=worth.full_at) for item, worth in worths.items()
    )
    ClassBorder.objects.bulk_create(
        ClassBorder(weight_set=made, name=border.name, least=border.least) for border in borders
    )
    changed = {"version": made.version, "items": len(worths), "classes": len(borders), "valid_from": valid_from}
    record("weights.entered", made, by=by, changed=changed)
    return made
