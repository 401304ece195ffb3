"""What a reader sees when a request cannot be served, in the templates of `ui`."""

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.csrf import requires_csrf_token

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that cannot be read (400), or is too large to be (413)."""
    status = 413 if isinstance(exception, TOO_MUCH) else 400
    return render(request, f"{status}.html", status=status)


@requires_csrf_token
def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say why this is not for the official's post (403)."""
    return render(request, "403.html", {"exception": str(exception)}, status=403)


@requires_csrf_token
def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is no such page, or none that this reader may see (404)."""
    return render(request, "404.html", status=404)


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """Say that the fault is ours (500); asks neither database nor session, for either may be what failed."""
    return HttpResponse(render_to_string("500.html"), status=500)
