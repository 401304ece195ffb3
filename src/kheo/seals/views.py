"""The public page of heads: whoever notes one today can show tomorrow that nothing before it was changed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kheo.base.policies import public
from kheo.seals import chain
from kheo.seals.models import Head

SHOWN, GIVEN = 30, 10_000


@public
@require_safe
def heads(request: HttpRequest) -> HttpResponse:
    """Show the newest heads."""
    return render(request, "seals/heads.html", {"heads": Head.objects.all()[:SHOWN]})


@public
@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """Give the heads as a checkpoint file, oldest first, as `./kheo verify-log --heads` reads it."""
    newest = Head.objects.all()[:GIVEN]
    lines = [chain.line_of(chain.Head(head.position, head.digest), head.at.isoformat()) for head in reversed(newest)]
    headers = {"Content-Disposition": 'attachment; filename="dau-niem.txt"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(
        "".join(f"{line}\n" for line in lines), content_type="text/plain; charset=utf-8", headers=headers
    )
