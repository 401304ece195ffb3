"""Which language a reader sees: Vietnamese, unless they chose English; the browser is not asked.

Many offices have browsers installed in English, and their officials must not be surprised by it.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods
from django.views.i18n import set_language

from kheo.base.policies import public
from kheo.base.requests import keeps_nothing


class LanguageMiddleware:
    """Serve the request in the language of the reader's cookie."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve, and say in which language."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Cookie",))
        return response


@public
@keeps_nothing(set_language)
@require_http_methods(["GET", "HEAD", "POST"])
def language(request: HttpRequest) -> HttpResponseBase:
    """Offer both languages, and keep the choice in a cookie; then back to the page they came from.

    That page may be a citizen's own link, which is written down nowhere.
    """
    if request.method == "POST":
        return set_language(request)
    back = request.GET.get("ve", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        back = "/"
    return render(request, "ui/language.html", {"back": back})
