"""What is done to a locality once it is founded."""

from django.db import transaction

from kheo.base.audit import record
from kheo.people import access, rules
from kheo.people.actions.rows import locked
from kheo.people.models import Locality, Official

CORRECTABLE = ("name", "superior_name", "place_name", "symbol")


@transaction.atomic
def correct_locality(*, by: Official, **words: str) -> Locality:
    """Correct how the own locality is called on pages, and what its documents print: superior, place, symbol."""
    locality = locked(Locality, by.locality_id)
    access.check_can_administer(by, locality)
    changed = [name for name in CORRECTABLE if name in words and words[name] != getattr(locality, name)]
    for name in changed:
        setattr(locality, name, words[name])
    rules.check_symbol(locality.symbol)
    locality.save(update_fields=changed)
    said = ", ".join(f"{name}: {words[name]}" for name in changed)
    record("locality.corrected", locality, by=by, changed=dict.fromkeys(changed, True), words=said)
    return locality
