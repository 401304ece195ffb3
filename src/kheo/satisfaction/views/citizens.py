"""What a citizen sees: a start with two buttons, the questions, thanks. No account, no name, no script needed."""

import base64
import secrets
from urllib.parse import urlencode
from uuid import UUID

from allauth.core.internal import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kheo.base import clock
from kheo.base.once import FIELD
from kheo.base.policies import public
from kheo.base.requests import keeps_nothing
from kheo.errors import RuleBroken
from kheo.people.models import Unit
from kheo.satisfaction import actions, rules
from kheo.satisfaction.actions.asking import hash_of
from kheo.satisfaction.forms import AnswerForm
from kheo.satisfaction.models import DeskLink, Question, Sheet, Ticket
from kheo.satisfaction.rates import may_send
from kheo.satisfaction.rules import Channel

BROWSER = "kheo_danh_gia"
PLACE = "/danh-gia/"
REFUSE = "refuse"
KIOSK_IDLE, KIOSK_THANKS = 300, 20  # seconds until a kiosk is ready for the next person


def _started_again(request: HttpRequest, code: str) -> HttpResponse:
    """Lead on whoever pressed a button of the start twice."""
    way = _way(code)
    return redirect(_thanks(way, act=REFUSE) if request.POST.get("act") == REFUSE else _questions(request, way))


@never_cache
@public
@keeps_nothing(_started_again)
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, code: str) -> HttpResponseBase:
    """Ask whether they want to answer; both buttons count, neither asks who they are."""
    way = _way(code)
    if way is None:
        return _over(request, code)
    unit = _of(request, way)
    if request.method == "POST":
        if not may_send(request, code):
            return ratelimit.respond_429(request)
        return _refused(way) if request.POST.get("act") == REFUSE else _opened(request, way)
    count = Question.objects.asked_in(unit.locality_id).count()
    return render(
        request, "satisfaction/start.html", {"unit": unit, "way": way, "count": count, "is_kiosk": _is_kiosk(way)}
    )


def _answered_again(request: HttpRequest, sheet: str = "") -> HttpResponse:
    """Thank whoever sent an answer twice; it counts once."""
    return redirect(_thanks(_way(request.GET.get("tu", ""))))


@never_cache
@public
@keeps_nothing(_answered_again)
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest, sheet: str) -> HttpResponseBase:
    """Show the questions and take the answer; what was sent before, or left for too long, is over."""
    found = Sheet.objects.select_related("unit__locality", "link").filter(pk=sheet).first()
    if found is None:
        return _over(request, request.GET.get("tu", ""))
    request.locality = found.unit.locality  # type: ignore[attr-defined]
    asked = Question.objects.asked_at(found.opened_at, found.unit.locality_id)
    form = AnswerForm(request.POST or None, questions=asked, language=get_language() or "")
    broken, status = None, 200
    if request.method == "POST":
        if not may_send(request, sheet):
            return ratelimit.respond_429(request)
        broken, status = None, 422
        if form.is_valid():
            try:
                actions.answer_sheet(found.pk, choice_ids=form.chosen, browser=_browser(request, found.link))
                return redirect(_thanks(found.link))
            except RuleBroken as rule:
                broken = rule
    context = {"form": form, "broken": broken, "unit": found.unit, "is_kiosk": _is_kiosk(found.link)}
    return _returning(render(request, "satisfaction/questions.html", context, status=status), found.link, KIOSK_IDLE)


@never_cache
@public
@keeps_nothing(_answered_again)
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """Thank them. A kiosk goes back to its start by itself, in Vietnamese; without that, by a link."""
    way = _way(request.GET.get("tu", ""))
    link = way if isinstance(way, DeskLink) else None
    if link is not None:
        _of(request, link)
    refused = request.GET.get("act") == REFUSE
    context = {"link": link, "refused": refused, "is_kiosk": _is_kiosk(link), "seconds": KIOSK_THANKS}
    response = _returning(render(request, "satisfaction/thanks.html", context), link, KIOSK_THANKS)
    if _is_kiosk(link):
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
    return response


def _way(code: str) -> DeskLink | Ticket | None:
    """Find the desk or the unused link that a code opens."""
    link = DeskLink.objects.in_use().select_related("desk__unit__locality").filter(code=code).first()
    if link is not None:
        return link
    tickets = Ticket.objects.open_on(clock.today()).select_related("unit__locality", "procedure")
    return tickets.filter(pk=hash_of(code)).first()


def _of(request: HttpRequest, way: DeskLink | Ticket) -> Unit:
    """Give the unit asked about, and let the page carry the name of its locality."""
    unit = way.desk.unit if isinstance(way, DeskLink) else way.unit
    request.locality = unit.locality  # type: ignore[attr-defined]
    return unit


def _is_kiosk(way: DeskLink | Ticket | None) -> bool:
    return isinstance(way, DeskLink) and way.channel == Channel.KIOSK


def _over(request: HttpRequest, code: str) -> HttpResponse:
    """Say that there is nothing to answer here: used, run out, withdrawn and never there look the same."""
    way = _way(code)
    link = way if isinstance(way, DeskLink) else None
    if link is not None:
        _of(request, link)
    answer = render(request, "satisfaction/over.html", {"link": link, "is_kiosk": _is_kiosk(link)}, status=404)
    return _returning(answer, link, KIOSK_THANKS)


def _opened(request: HttpRequest, way: DeskLink | Ticket) -> HttpResponse:
    """Open the questions; the browser gets a random word of its own for half a day, a kiosk does not."""
    actions.open_sheet(way, code=_sheet(request))
    response = redirect(_questions(request, way))
    if not _is_kiosk(way) and BROWSER not in request.COOKIES:
        response.set_cookie(
            BROWSER,
            secrets.token_urlsafe(16),
            max_age=rules.COOLDOWN,
            path=PLACE,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return response


def _refused(way: DeskLink | Ticket) -> HttpResponse:
    actions.refuse_to_answer(way)
    return redirect(_thanks(way, act=REFUSE))


def _sheet(request: HttpRequest) -> str:
    """Make the code of the questions out of the form's token: pressed twice, the button opens the same ones."""
    return base64.urlsafe_b64encode(UUID(request.POST[FIELD]).bytes).rstrip(b"=").decode()


def _questions(request: HttpRequest, way: DeskLink | Ticket | None) -> str:
    return reverse("satisfaction:questions", args=[_sheet(request)]) + _from(way)


def _browser(request: HttpRequest, link: DeskLink | None) -> str:
    return "" if _is_kiosk(link) else request.COOKIES.get(BROWSER, "")[:64]


def _thanks(way: DeskLink | Ticket | None, **more: str) -> str:
    return reverse("satisfaction:thanks") + _from(way, **more)


def _from(way: DeskLink | Ticket | None, **more: str) -> str:
    """Remember the desk they came from; the code of a link stands in no address but its own."""
    asked = {**more, "tu": way.code} if isinstance(way, DeskLink) else more
    return f"?{urlencode(asked)}" if asked else ""


def _returning(response: HttpResponse, link: DeskLink | None, seconds: int) -> HttpResponse:
    """Let a kiosk go back to its start: the next person finds no answers of the one before."""
    if link is not None and _is_kiosk(link):
        response["Refresh"] = f"{seconds}; url={reverse('satisfaction:start', args=[link.code])}"
    return response
