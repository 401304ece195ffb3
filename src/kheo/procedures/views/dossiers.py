"""The list of dossiers and the page of one."""

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kheo.base import calendar
from kheo.base.policies import signed_in
from kheo.days import formats
from kheo.people.rules import Role
from kheo.procedures import access
from kheo.procedures.forms import DossierFilter
from kheo.procedures.models import Dossier
from kheo.procedures.views import shown

A_PAGE = 20


@signed_in
@require_safe
def dossiers(request: HttpRequest) -> HttpResponse:
    """List the dossiers that the official may see, newest first."""
    official = request.official  # type: ignore[attr-defined]
    form = DossierFilter(request.GET or None, official=official)
    known: QuerySet[Dossier] = Dossier.objects.visible_to(official)
    if form.is_bound:
        known = form.narrow(Dossier.objects.visible_to(official))
    listed = known.select_related("procedure", "unit").order_by("-received_at", "-pk")
    page = Paginator(listed, A_PAGE).get_page(request.GET.get("trang"))
    caption = _("Hồ sơ %(first)s đến %(last)s trong %(all)s. Không có tên, số giấy tờ hay địa chỉ của người dân.") % {
        "first": formats.number(page.start_index()),
        "last": formats.number(page.end_index()),
        "all": formats.number(page.paginator.count),
    }
    context = {
        "form": form,
        "page": page,
        "table": shown.dossier_table(page.object_list, caption, calendar.current(official.locality_id)),
        "is_filtered": form.is_bound and any(request.GET.get(name) for name in form.fields),
        "can_import": access.can_import(official),
        "can_set_rule": official.has_role(Role.ADMINISTRATOR),
    }
    return render(request, "procedures/dossiers.html", context)


@signed_in
@require_safe
def dossier(request: HttpRequest, dossier_id: int) -> HttpResponse:
    """Show one dossier: its days, state and outcome. There is nothing about the citizen to show."""
    visible = Dossier.objects.visible_to(request.official)  # type: ignore[attr-defined]
    found = get_object_or_404(visible.select_related("procedure", "unit", "batch", "rule"), pk=dossier_id)
    context = {
        "dossier": found,
        "facts": shown.facts_of(found),
        "events": shown.events_of(found),
        "can_import": access.can_import(request.official),  # type: ignore[attr-defined]
    }
    return render(request, "procedures/dossier.html", context)
