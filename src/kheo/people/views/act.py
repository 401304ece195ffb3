"""One act, one page: a title, what will happen, the fields, a button that names the act."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kheo.errors import Overtaken, RuleBroken
from kheo.ui.overtaken import tell

READ_AND_SEND = ["GET", "HEAD", "POST"]


class Door(NamedTuple):
    """A page that lies above this one."""

    label: str
    url: str


@dataclass(frozen=True)
class Act:
    """The words of the page; `above` is the way back, nearest last; `then` is where one goes when it is done.

    `seen` is the mark of what the form corrects, as it is stored now (kheo.base.seen); the form brings it back.
    """

    title: str
    lead: str
    button: str
    done: str
    above: Sequence[Door]
    then: str = ""
    seen: str = ""
    notes: Sequence[str] = field(default_factory=list)

    @property
    def back(self) -> Door:
        """The page one came from."""
        return self.above[-1]


def all_units() -> Door:
    """The way back to the tree."""
    return Door(_("Đơn vị và cán bộ"), reverse("people:units"))


def carry_out(request: HttpRequest, form: forms.Form, act: Act, do: Callable[[dict[str, Any]], object]) -> HttpResponse:
    """Show the page; on a press of the button do it and go on, or say on the same page what stands against it."""
    broken, status = None, 422 if request.method == "POST" else 200
    seen = request.POST.get("seen") or act.seen
    if request.method == "POST" and form.is_valid():
        try:
            done = do({**form.cleaned_data, "seen": seen} if act.seen else form.cleaned_data)
        except Overtaken as rule:
            tell(form, rule.message)
            status, seen = rule.status, act.seen
        except RuleBroken as rule:
            broken = rule
        else:
            if isinstance(done, HttpResponse):
                return done
            messages.success(request, act.done)
            return redirect(act.then or act.back.url)
    context = {"act": act, "form": form, "broken": broken, "seen": seen}
    return render(request, "people/act.html", context, status=status)


def shown_once(request: HttpRequest, template: str, context: dict[str, Any], *, then: str) -> HttpResponse:
    """Answer with something secret: it is kept nowhere, and the same form sent again leads to `then` instead."""
    answer = render(request, template, context)
    answer["Cache-Control"] = "no-store"
    answer.shown_once = then  # type: ignore[attr-defined]  # read by kheo.base.once
    return answer
