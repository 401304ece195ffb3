"""What an administrator corrects of the on-time rule: its terms, as a new version, and the limit of a procedure."""

from datetime import date

from django.db import transaction

from kheo.base import clock
from kheo.base.audit import record
from kheo.days import VIETNAM
from kheo.people.models import Official
from kheo.procedures import access
from kheo.procedures.actions.settling import lock_dossiers, rulebook_of, settle
from kheo.procedures.models import OnTimeRule, Procedure
from kheo.procedures.rules.limits import LimitUnit
from kheo.procedures.rules.on_time import Terms


@transaction.atomic
def set_rule(
    terms: Terms, *, by: Official, valid_from: date, source: str, assurance: str, reason: str, recomputes: bool
) -> OnTimeRule:
    """Make a new version of the locality's on-time rule, for dossiers received from a day on.

    Dossiers that are in keep what was found of them, unless `recomputes` says otherwise: then `recompute` is to follow.
    """
    access.check_can_set_rule(by, by.locality_id)
    newest = OnTimeRule.objects.select_for_update().filter(locality=by.locality_id).first()
    made = OnTimeRule.objects.create(
        locality_id=by.locality_id,
        number=newest.number + 1 if newest else 1,
        valid_from=valid_from,
        terms=terms.kept(),
        source=source,
        assurance=assurance,
        reason=reason,
        made_by=by,
        made_at=clock.now(),
    )
    kept = terms.kept() | {"unit": terms.unit}
    changed = {"number": made.number, "valid_from": valid_from, "recomputes": recomputes, **kept}
    record("on_time_rule.set", made, by=by, changed=changed)
    return made


@transaction.atomic
def recompute(rule_id: int, *, by: Official) -> int:
    """Judge again the dossiers received since a version holds, by the versions there are now. Give how many changed."""
    rule = OnTimeRule.objects.get(pk=rule_id)
    access.check_can_set_rule(by, rule.locality_id)
    lock_dossiers(rule.locality_id)
    since = "SELECT id FROM procedures_dossier WHERE locality_id = %s AND (received_at AT TIME ZONE %s)::date >= %s"
    changed = settle(
        since,
        [rule.locality_id, VIETNAM.key, rule.valid_from],
        locality_id=rule.locality_id,
        book=rulebook_of(rule.locality_id),
        trusts_state=True,
        say=lambda done: None,
    )
    record("on_time_rule.applied", rule, by=by, changed={"number": rule.number, "dossiers": changed})
    return changed


@transaction.atomic
def set_limit(procedure_id: int, *, by: Official, amount: int | None, unit: LimitUnit | None) -> Procedure:
    """Correct how long a procedure may take; dossiers that come in from now on are judged by it."""
    procedure = Procedure.objects.select_for_update().get(pk=procedure_id)
    access.check_can_set_rule(by, procedure.locality_id)
    procedure.time_limit_days, procedure.time_limit_unit = amount, unit.value if unit else ""
    procedure.save(update_fields=["time_limit_days", "time_limit_unit"])
    record("procedure.limit_set", procedure, by=by, changed={"amount": amount, "unit": unit})
    return procedure
