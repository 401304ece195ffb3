"""What is done to the catalogue of procedures."""

from django.db import transaction
from django.utils.translation import gettext as _

from kheo.base.audit import record
from kheo.errors import RuleBroken
from kheo.people.models import Official
from kheo.procedures import access
from kheo.procedures.models import Procedure


@transaction.atomic
def open_procedure(procedure: Procedure, *, by: Official) -> Procedure:
    """Add a procedure to the catalogue of the locality."""
    access.check_can_import(by)
    procedure.locality_id = by.locality_id
    if procedure.unit.locality_id != by.locality_id:
        raise RuleBroken(_("Đơn vị xử lý phải thuộc địa phương này."), field="unit")
    procedure.save()
    changed = {"unit": procedure.unit_id, "time_limit_days": procedure.time_limit_days}
    record("procedure.opened", procedure, by=by, changed=changed)
    return procedure
