"""Plans of both wards: one in each relation that a document has."""

from typing import Any

from kheo.documents.models import Document
from kheo.documents.rules import Kind
from tests.permissions.named import Named, by_number


def issued(things: Any) -> dict[str, Named]:
    """Give plans by relation; the neighbour's words carry its mark."""
    stage, far = things.stage, "dấu-phường-bên"
    made = {"same_unit": things.document(stage.here), "other_locality": things.document(stage.next_door, mark=far)}
    Document.objects.filter(pk__in=[each.pk for each in made.values()]).update(type_name=Kind.PLAN)
    return by_number("document_id", made)
