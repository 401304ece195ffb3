"""A reorganisation of units: choose in the address, look at what will happen, confirm."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kheo.base.policies import needs
from kheo.errors import RuleBroken
from kheo.people import actions
from kheo.people.forms.administration import ReorganiseForm
from kheo.people.models import Official, Post
from kheo.people.rules import Role
from kheo.people.views.act import READ_AND_SEND


@needs(Role.ADMINISTRATOR)
@require_http_methods(READ_AND_SEND)
def reorganise(request: HttpRequest) -> HttpResponse:
    """Ask which units end and which follow; show what that does; do it on the second press."""
    official: Official = request.official
    sent = request.method == "POST"
    form = ReorganiseForm((request.POST if sent else request.GET) or None, official=official)
    context: dict[str, Any] = {"form": form, "broken": None}
    if form.is_valid():
        old, new, on = list(form.cleaned_data["cu"]), list(form.cleaned_data["moi"]), form.cleaned_data["ngay"]
        try:
            if sent:
                actions.reorganise(old, new, by=official, on=on)
                messages.success(request, _("Đã ghi việc sắp xếp đơn vị."))
                return redirect("people:units")
            ended = actions.preview_reorganisation(old, new, by=official, on=on)
        except RuleBroken as broken:
            context["broken"] = broken
        else:
            posts = Post.objects.on(on).filter(unit__in=old).select_related("unit")
            context |= {"old": old, "new": new, "on": on, "last_day": on - timedelta(days=1)}
            context |= {"posts": posts, "ended": ended, "is_preview": True}
    wrong = form.is_bound and not context.get("is_preview")
    return render(request, "people/reorganise.html", context, status=422 if wrong else 200)
