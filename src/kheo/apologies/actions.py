"""What is done about apology slips. One verb, one transaction, one audit record."""

from datetime import date

from django.db import transaction
from django.db.models import Max

from kheo.apologies import access, rules, waiting
from kheo.apologies.models import Register, Slip, TermsVersion
from kheo.base import calendar, clock
from kheo.base.audit import record
from kheo.people.models import Official
from kheo.procedures.models import Dossier


@transaction.atomic
def issue_slip(dossier_id: int, *, by: Official, reason: str, new_promised_on: date, signer: int) -> Slip:
    """Apologise for a dossier and promise another day; the slip gets the next number of the year.

    Neither the dossier nor its due day changes: a slip is owed because of the delay and does not undo it.
    """
    dossiers = Dossier.objects.visible_to(by).select_for_update(of=["self"]).select_related("unit", "procedure")
    dossier = dossiers.get(pk=dossier_id)
    access.check_can_issue(by, dossier)
    terms, days, today = waiting.terms_of(dossier.locality_id), calendar.current(dossier.locality_id), clock.today()
    rules.check_still_open(is_open=waiting.is_open(dossier), promised=dossier.due_on)
    earlier = list(Slip.objects.filter(dossier=dossier))
    rules.check_slips_left(len(earlier), terms.most_slips)
    promised = max([dossier.due_on or today, *(slip.new_promised_on for slip in earlier)])
    rules.check_new_day(new_promised_on, promised=promised, today=today, is_working=days.is_working(new_promised_on))
    rules.check_reason(reason)
    rules.check_signer(signer in {post.pk for post in waiting.signers(dossier, today)})
    slip = Slip.objects.create(
        locality_id=dossier.locality_id,
        dossier=dossier,
        year=today.year,
        number=_next_number(dossier.locality_id, today.year),
        issued_on=today,
        promised_on=promised,
        due_by=rules.last_day(promised, terms.notice_days, days),
        new_promised_on=new_promised_on,
        reason=reason.strip(),
        signer_id=signer,
    )
    changed = {"slip": slip.pk, "number": slip.number, "promised_on": promised, "new_promised_on": new_promised_on}
    record("dossier.apologised", dossier, by=by, changed=changed, words=slip.reason)
    return slip


@transaction.atomic
def set_terms(terms: rules.Terms, *, by: Official) -> TermsVersion:
    """Correct the numbers of the rule from now on; slips issued before keep theirs."""
    access.check_can_set_terms(by)
    rules.check_terms(terms)
    made = TermsVersion.objects.create(
        locality_id=by.locality_id,
        notice_days=terms.notice_days,
        most_slips=terms.most_slips,
        source=terms.source.strip(),
        assurance=terms.assurance,
        made_at=clock.now(),
    )
    changed = {"notice_days": terms.notice_days, "most_slips": terms.most_slips}
    record("apology_terms.set", made, by=by, changed=changed, words=made.source)
    return made


def _next_number(locality_id: int, year: int) -> int:
    """Give the next number of the year; two slips at once wait for each other at the register."""
    Register.objects.get_or_create(locality_id=locality_id, year=year)
    Register.objects.select_for_update().get(locality_id=locality_id, year=year)
    newest = Slip.objects.filter(locality=locality_id, year=year).aggregate(number=Max("number"))["number"]
    return (newest or 0) + 1
