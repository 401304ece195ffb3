"""What an administrator does to desks and their ways in."""

from django.db import transaction

from kheo.base import clock
from kheo.base.audit import record
from kheo.people.models import Official, Unit
from kheo.satisfaction import access, rules
from kheo.satisfaction.actions.questions import ensure_questions
from kheo.satisfaction.models import Desk, DeskLink
from kheo.satisfaction.rules import Channel


@transaction.atomic
def open_desk(unit: Unit, *, by: Official, name: str) -> Desk:
    """Open a desk of a unit; a locality without questions gets those that every locality begins with."""
    access.check_can_administer(by, unit.locality_id)
    ensure_questions(unit.locality_id, now=clock.now())
    desk = Desk.objects.create(locality_id=unit.locality_id, unit=unit, name=name)
    record("desk.opened", desk, by=by, changed={"unit": unit.pk})
    return desk


@transaction.atomic
def close_desk(desk_id: int, *, by: Official) -> Desk:
    """Close a desk: its ways in lead nowhere from now on; its answers stay."""
    desk = _locked(desk_id, by)
    rules.check_desk_open(desk.closed_on is None)
    desk.closed_on = clock.today()
    desk.save(update_fields=["closed_on"])
    record("desk.closed", desk, by=by)
    return desk


@transaction.atomic
def issue_link(desk_id: int, *, by: Official, channel: Channel) -> DeskLink:
    """Issue the way in of a desk for a channel; one that was in use is withdrawn."""
    desk = _locked(desk_id, by)
    rules.check_desk_open(desk.closed_on is None)
    DeskLink.objects.in_use().filter(desk=desk, channel=channel).update(withdrawn_on=clock.today())
    link = DeskLink.objects.create(desk=desk, channel=channel, issued_on=clock.today())
    record("desk.link_issued", desk, by=by, changed={"channel": channel, "link": link.pk})
    return link


@transaction.atomic
def withdraw_link(link_id: int, *, by: Official, desk_id: int) -> DeskLink:
    """Withdraw a way in: whoever opens it reads that it is no longer in use."""
    desk = _locked(desk_id, by)
    link = DeskLink.objects.select_for_update().get(pk=link_id, desk=desk)
    rules.check_link_in_use(link.withdrawn_on is None)
    link.withdrawn_on = clock.today()
    link.save(update_fields=["withdrawn_on"])
    record("desk.link_withdrawn", desk, by=by, changed={"channel": link.channel, "link": link.pk})
    return link


def _locked(desk_id: int, by: Official) -> Desk:
    """Lock a desk of the own locality; Desk.DoesNotExist for any other."""
    desk = Desk.objects.select_for_update(of=["self"]).get(pk=desk_id, locality=by.locality_id)
    access.check_can_administer(by, desk.locality_id)
    return desk
